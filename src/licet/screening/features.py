"""What the score of a pair of names is made of: one column for each feature.

Every feature is monotone: more of it never lowers the score, or never raises it (``FEATURES`` says
which). The scorer's table was learned under that condition, so that a reviewer can read it.
"""

from __future__ import annotations

import numpy as np

from licet.names.legal_forms import conflict
from licet.screening import weights
from licet.screening.align import Alignment
from licet.screening.candidates import Pairs
from licet.screening.index_store import Index
from licet.screening.packed import Floats, Ints
from licet.screening.queries import Prepared

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
}


def features(index: Index, prepared: Prepared, pairs: Pairs, found: Alignment) -> list[Floats]:
    """P values of each feature, in the order of ``FEATURES``."""
    query, row = pairs.query, pairs.row
    mine, theirs = prepared.forms[query], index.row_forms[row].astype(np.int64)
    differs = mine != theirs
    return [
        of_words(found),
        found.similar,
        found.rare,
        found.left_query,
        found.left_listed,
        _share(found.left_query, prepared.weight[query]),
        _share(found.left_listed, index.row_weight[row]),
        found.left_rare_query,
        found.left_rare_listed,
        found.same,
        found.worst,
        found.initials,
        found.disorder.astype(np.float64),
        differs.astype(np.float64),
        _conflicts(mine, theirs, differs),
    ]


def of_words(found: Alignment) -> Floats:
    """How far the words agree; a disagreement counts more when little agrees beside it."""
    paired = found.paired + weights.INITIAL_GAP * found.initials
    base = weights.ratio(found.similar, paired, found.left_query, found.left_listed)
    thin = 1 + weights.THIN * np.maximum(0.0, weights.EVIDENCE - found.similar)
    result: Floats = 1 - (1 - base) * thin - weights.DISORDER * found.disorder
    return result


def _share(part: Floats, whole: Floats) -> Floats:
    result: Floats = part / np.maximum(whole, 1e-9)
    return result


def _conflicts(mine: Ints, theirs: Ints, differs: np.ndarray) -> Floats:
    """1 where two legal forms exclude each other; asked once for each distinct pair."""
    result = np.zeros(len(mine))
    places = np.flatnonzero(differs)
    if len(places):
        both, which = np.unique(mine[places] << 32 | theirs[places], return_inverse=True)
        asked = [conflict(one >> 32, one & 0xFFFFFFFF) for one in both.tolist()]
        result[places] = np.array(asked, np.float64)[which]
    return result
