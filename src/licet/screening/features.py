"""What the score of a pair of names is made of: one column for each feature.

Every feature is monotone: more of it never lowers the score, or never raises it (``FEATURES`` says
which). The scorer's table was learned under that condition, so that a reviewer can read it.
"""

from __future__ import annotations

FEATURES: dict[str, int] = {
    "agreement": 1,
    "evidence": 1,
    "rare_evidence": 1,
    "left_query": -1,
    "left_listed": -1,
    "share_left_query": -1,
    "share_left_listed": -1,
    "rare_left_query": -1,
    "rare_left_listed": -1,
    "same_words": 1,
    "worst_word": 1,
    "initials": -1,
    "order": -1,
    "form_missing": -1,
    "form_conflict": -1,
    "rarest_query": 1,
    "rarest_listed": 1,
    "first_word": 1,
}
"""Name and direction. Weights are inverse listing frequencies, rarity is that among ordinary names
(``licet.names.ordinary``); both go from 0 to 1 for a word and are summed over words."""

WORDS: dict[str, str] = {
    "agreement": "how far the words agree",
    "evidence": "how much matched, by rarity on the lists",
    "rare_evidence": "how much matched, by rarity among ordinary names",
    "left_query": "words that only the query has",
    "left_listed": "words that only the list's name has",
    "share_left_query": "share of the query left without a match",
    "share_left_listed": "share of the list's name left without a match",
    "rare_left_query": "rare words that only the query has",
    "rare_left_listed": "rare words that only the list's name has",
    "same_words": "words that are the same",
    "worst_word": "the least similar pair of words",
    "initials": "single letters",
    "order": "the words stand in another order",
    "form_missing": "a legal form on one side only, or another one",
    "form_conflict": "legal forms that exclude each other",
    "rarest_query": "how well the query's rarest word was met",
    "rarest_listed": "how well the rarest word of the list's name was met",
    "first_word": "how well both first words were met",
}
