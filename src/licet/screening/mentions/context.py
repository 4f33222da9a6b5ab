"""What stands around a window in its text, and what the index knows of its listing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from licet.screening.index_store import Index
from licet.screening.mentions.edges import Window
from licet.screening.mentions.model import As
from licet.screening.mentions.reach import Reach
from licet.screening.mentions.setting import Setting, country_of
from licet.screening.mentions.words import CAPITALISED, NUMBER, PLAIN
from licet.screening.model import KINDS, Match, TokenPair
from licet.screening.packed import unpack_all

_SHIPS = """
vessel ship tanker freighter carrier mv mt imo flagged cargo sailed docked
"""
SHIP_WORDS = frozenset(_SHIPS.split())
SHIP_NEAR = 4
NEAR_SENTENCES = 2
PERSONS = 0.6
"""A word of which this share of names are persons' is a word of persons' names."""

_known: WeakKeyDictionary[Index, dict[tuple[str, str], int]] = WeakKeyDictionary()
_BRACKETED = re.compile(r"(?<=\w) ?\([“\"]?(\w{2,12})[”\"]?\)")


@dataclass(frozen=True, slots=True)
class Named:
    """First and last word of a mention, and the listings it may be."""

    first: int
    last: int
    matches: tuple[Match, ...]
    found_as: As = "name"
    kind: str = "unknown"


@dataclass(frozen=True)
class Context:
    """One text and the index it is held against."""

    index: Index
    setting: Setting
    reach: Reach

    def kind(self, match: Match) -> str:
        """What the listing of a match is."""
        listing = self._numbers.get((match.listing_id, match.source))
        return "unknown" if listing is None else KINDS[int(self.index.listing_kind[listing])]

    @cached_property
    def _numbers(self) -> dict[tuple[str, str], int]:
        return _numbers_of(self.index)

    def common(self, at: int) -> bool:
        """Whether the word at a place is common in the text."""
        return bool(self.setting.common[self.setting.words.word[at]])

    def is_country(self, at: int) -> bool:
        """Whether the word at a place names a country, or is its adjective."""
        return self.setting.country(int(self.setting.words.word[at])) is not None

    def is_common(self, pair: TokenPair) -> bool:
        """Whether the words of a pair are common in the text."""
        return all(word in self._common_keys for word in pair.query.split())

    @cached_property
    def _common_keys(self) -> set[str]:
        pairs = zip(self.setting.tokens, self.setting.common.tolist(), strict=True)
        return {token.text for token, common in pairs if token and common}

    def names_country(self, pair: TokenPair) -> bool:
        """Whether the words of a pair name countries."""
        return all(country_of(word) for word in pair.query.split())

    def beside(self, span: Window, case: int) -> list[bool]:
        """Whether the words directly before and after are of a case (and no country)."""
        words, result = self.setting.words, []
        for at, gap in ((span[0] - 1, span[0]), (span[1] + 1, span[1] + 1)):
            if 0 <= at < len(words.word) and words.gap[gap] <= PLAIN and not self.is_country(at):
                result.append(bool(words.case[words.word[at]] == case) and not self.common(at))
        if case == NUMBER:  # numbers count as common words
            inside = range(max(span[0] - 1, 0), min(span[1] + 2, len(words.word)))
            return [bool(words.case[words.word[at]] == NUMBER) for at in inside]
        return result

    def within_longer(self, span: Window) -> bool:
        """Whether a word written large stands directly before it: "International Bank for ..."."""
        words, at = self.setting.words, span[0] - 1
        if at < 0 or words.gap[span[0]] > PLAIN or not words.telling[span[0]]:
            return False
        if words.case[words.word[at]] != CAPITALISED or self.is_country(at):
            return False
        return bool(at > 0 and words.sentence[at - 1] == words.sentence[at])

    def beside_ship(self, span: Window) -> bool:
        """Whether a word for a ship stands near."""
        near = range(max(0, span[0] - SHIP_NEAR), span[1] + SHIP_NEAR + 1)
        size = len(self.setting.words.word)
        return any(self.setting.key(at) in SHIP_WORDS for at in near if at < size)

    def defined_otherwise(self, at: int) -> bool:
        """Whether an abbreviation stands in brackets after words that are no name of its party."""
        return self.setting.words.written[int(self.setting.words.word[at])] in self._in_brackets

    @cached_property
    def _in_brackets(self) -> set[str]:
        return set(_BRACKETED.findall(self.setting.words.text))

    def country_agrees(self, match: Match, at: int) -> bool:
        """Whether the sentence, or else those beside it, name a country of the listing."""
        number = self._numbers.get((match.listing_id, match.source))
        if number is None:
            return False
        part = slice(int(self.index.country_at[number]), int(self.index.country_at[number + 1]))
        codes = {chr(code >> 8) + chr(code & 255) for code in self.index.country[part].tolist()}
        sentence = int(self.setting.words.sentence[at])
        said = self._said(sentence, sentence) or self._said(
            sentence - NEAR_SENTENCES, sentence + NEAR_SENTENCES
        )
        return bool(codes & said)

    def _said(self, first: int, last: int) -> set[str]:
        """Countries that some sentences name."""
        sentence = self.setting.words.sentence
        start, end = sentence.searchsorted(first, "left"), sentence.searchsorted(last, "right")
        words = self.setting.words.word[start:end].tolist()
        return {code for word in words if (code := self.setting.country(word))}

    def of_persons(self, at: int) -> bool:
        """Whether lists have the word in the names of persons, mostly."""
        word = int(self.setting.words.word[at])
        tokens = self.reach.linked[self.reach.at[word] : self.reach.at[word + 1]]
        exact = [n for n in tokens.tolist() if n < self.index.tokens
                 and self.index.keys[n] == self.setting.key(at)]  # fmt: skip
        rows = [self.index.posting_row[self.index.posting_at[n] : self.index.posting_at[n + 1]]
                for n in exact]  # fmt: skip
        return bool(rows) and float(self.index.row_person[np.concatenate(rows)].mean()) > PERSONS


def _numbers_of(index: Index) -> dict[tuple[str, str], int]:
    """Listing id and source → its number; made once per index."""
    if index not in _known:
        ids = unpack_all(index.listing_id, index.listing_id_at)
        sources = unpack_all(index.listing_source, index.listing_source_at)
        _known[index] = {key: n for n, key in enumerate(zip(ids, sources, strict=True))}
    return _known[index]
