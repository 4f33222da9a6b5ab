"""When one word by itself names a party: rarely. Words mean many things, abbreviations more."""

from __future__ import annotations

from licet.names.normalise import clean
from licet.screening.mentions.context import Context
from licet.screening.mentions.edges import Window
from licet.screening.mentions.words import CAPITALISED, NUMBER, UPPER
from licet.screening.model import Match, TokenPair

DISTINCT = 0.68
"""From this weight on a word is on so few listings (about 20 of 36,000) that it marks a party."""

WHOLE = 0.95
LONG = 5
"""Abbreviations have at most this many letters."""

LONG_WORD = 10
"""A single word may be spelt otherwise than the list's only from this length on."""


def could_be_name(context: Context, span: Window, pair: TokenPair) -> bool:
    """Whether a word is written large only, near enough, and no date, place or number."""
    words, (first, last) = context.setting.words, span
    if all(
        context.setting.small[words.word[n]] or context.common(n) for n in range(first, last + 1)
    ):
        return False
    if context.is_country(first) or any(context.beside(span, NUMBER)):
        return False
    long = len(pair.query) >= LONG_WORD and pair.similarity >= 0.88
    return pair.how == "exact" or pair.similarity >= WHOLE or long


def firm(context: Context, span: Window, match: Match, pair: TokenPair) -> bool:
    """Whether one word alone is enough: a rare one, of a strong name, of no person."""
    if pair.weight < DISTINCT or match.strength == "weak" or context.kind(match) == "person":
        return False
    first = span[0]
    word = int(context.setting.words.word[first])
    literal = clean(match.matched_name) == clean(context.setting.words.written[word])
    sides = context.beside(span, CAPITALISED)
    native = pair.how == "transliteration"
    if all(sides) and len(sides) == 2:
        return False
    if not literal and (any(sides) or not (native or context.country_agrees(match, first))):
        return False
    if len(pair.query.replace(" ", "")) > LONG:
        return True
    large = context.setting.words.case[word] == UPPER and context.setting.words.telling[first]
    return bool(
        large and not context.defined_otherwise(first) and context.country_agrees(match, first)
    )
