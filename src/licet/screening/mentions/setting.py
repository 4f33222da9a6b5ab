"""What a text shows of its words before anything is compared: names, common words, countries.

There is no list of common words. A word that the text also writes small, or that fills it, is
common in it; where a script has no capitals, frequency alone tells.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from licet.names import Token, country_code
from licet.screening.mentions.reach import tokens_of
from licet.screening.mentions.words import CAPITALISED, LOWER, NUMBER, UNCASED, UPPER, Words
from licet.screening.packed import Bools, Ints

COMMON_SHARE = 0.1
"""A word is common when at least this share of its uses in prose is written small."""

FREQUENT = 1 / 500
"""In text without capitals a word is common from this share of all words on."""

FREQUENT_FROM = 8
LONG_ALONE = 7
"""A word of this length is looked up in every way even without another name beside it."""

CALENDAR = frozenset(word.lower() for word in (*calendar.month_name, *calendar.day_name) if word)
"""Words that English writes large and that name nobody."""

_ENDINGS = ("", "a", "e", "y", "ey", "ia")


@dataclass(frozen=True)
class Setting:
    """The words of a text with what it shows of them. D distinct words, W words."""

    words: Words
    tokens: list[Token | None]  # D
    common: Bools  # D
    small: Bools  # D: written small somewhere in prose
    name: Bools  # W: may belong to a name, by its letters
    fuzzy: Bools  # D: worth looking up in every way
    initial: Bools  # W: a single letter that can stand for a given name

    def key(self, place: int) -> str:
        """The Latin key of the word at a place; empty for one that can't be read."""
        token = self.tokens[int(self.words.word[place])]
        return token.keys[0] if token else ""

    def country(self, word: int) -> str | None:
        """The country that a distinct word, written large, names or is an adjective of."""
        token = self.tokens[word]
        if token is None or self.words.case[word] not in {CAPITALISED, UPPER}:
            return None
        return country_of(token.keys[0])


def setting(words: Words) -> Setting:
    """Look at the whole text once."""
    tokens = tokens_of(words.written)
    shown = words.case[words.word] if len(words.word) else np.zeros(0, np.int64)
    common, small = _common(words, tokens, shown)
    name = (shown == CAPITALISED) | (shown == UPPER) | (shown == UNCASED)
    is_common = common[words.word]
    first = np.ones(len(shown), np.bool_)
    first[1:] = words.sentence[1:] != words.sentence[:-1]
    # The first word of a sentence is written large whatever it is.
    name &= ~(is_common & first)
    name |= (shown == LOWER) & ~words.telling & ~is_common
    fuzzy = _fuzzy(words, tokens, name, is_common)
    return Setting(words, tokens, common, small, name, fuzzy, _initial(words))


def _common(words: Words, tokens: list[Token | None], shown: Ints) -> tuple[Bools, Bools]:
    """Distinct words that are common in the text, and those that it ever writes small."""
    place: dict[str, int] = {}
    keys = [place.setdefault(one.text if one else "", len(place)) for one in tokens]
    key = np.array(keys, np.int64)
    small = np.bincount(key[words.word], (shown == LOWER) & words.telling, len(place))
    large = (shown == CAPITALISED) | (shown == UPPER)
    seen = small + np.bincount(key[words.word], large & words.telling, len(place))
    total = np.bincount(key[words.word], minlength=len(place))
    common = (small > 0) & (small >= COMMON_SHARE * seen)
    untold = (words.case == UNCASED) | (not words.telling.any())
    frequent = (total > FREQUENT_FROM) & (total > FREQUENT * len(shown))
    numbers = words.case == NUMBER
    dated = np.array([one is not None and one.text in CALENDAR for one in tokens], np.bool_)
    return common[key] | numbers | dated | (untold & frequent[key]), (small > 0)[key] | dated


def _initial(words: Words) -> Bools:
    """Single letters written large, those of an abbreviated country ("U.S.") left out."""
    large = np.array([len(one) == 1 and one.isupper() for one in words.written], np.bool_)
    found = large[words.word] if len(words.word) else np.zeros(0, np.bool_)
    for at in np.flatnonzero(found[1:] & found[:-1]).tolist():
        both = words.between(at, at + 1)
        if both[1:2] == "." and country_code(both.replace(".", "")):
            found[at : at + 2] = False
    return found


def _fuzzy(words: Words, tokens: list[Token | None], name: Bools, common: Bools) -> Bools:
    """Uncommon words that stand beside another name word, or are long enough alone."""
    near = np.zeros(len(name), np.bool_)
    for step in (1, 2):
        both = name[:-step] & name[step:] & (words.segment[:-step] == words.segment[step:])
        near[:-step] |= both
        near[step:] |= both
    long = np.array([one is not None and len(one.keys[0]) >= LONG_ALONE for one in tokens], bool)
    result = np.zeros(len(tokens), np.bool_)
    result[words.word[name & ~common & (near | long[words.word])]] = True
    return result


@lru_cache(maxsize=50_000)
def country_of(key: str) -> str | None:
    """The country that a word names ("turkey") or is an adjective of ("turkish")."""
    if len(key) < 4:
        return None
    if code := country_code(key):
        return code
    for cut in range(1, min(4, len(key) - 3)):
        for ending in _ENDINGS:
            stem = key[:-cut] + ending
            if len(stem) > 3 and (code := country_code(stem)):
                return code
    return None
