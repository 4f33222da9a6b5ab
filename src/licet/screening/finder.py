"""Which list tokens a query token may stand for: one row of the token-similarity matrix S.

Exact and transliterated words, words that sound alike, words within one or two edits, words cut
short, and two list words written as one. Every way goes through a table of the index; nothing
is compared with the whole vocabulary. Rows are kept, since names repeat their words.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import OSA, Indel

from licet.names import Token, romanised
from licet.screening.hashing import edits, lookup, near_hashes, word_hash
from licet.screening.index_store import Index
from licet.screening.index_words import joined_keys, rarity_of, sound_hashes, weight_of
from licet.screening.model import HOWS
from licet.screening.packed import Floats, Ints

GRID = 256
"""Similarities are multiples of 1/256, so that weighted sums are exact in any order."""

MIN_SIMILARITY = 0.6
MAX_LINKS = 64
TRANSLITERATED, ROMANISED, MERGED = 0.97, 0.93, 0.98
MAX_PREFIXED = 40
CACHE = 400_000
CODE = {how: code + 1 for code, how in enumerate(HOWS)}


@dataclass(frozen=True, slots=True)
class Links:
    """The list tokens near one query token, by number, with similarity and how (a code)."""

    tokens: Ints
    similarity: Floats
    how: Ints
    weight: float
    """What the query token itself says, 0 to 1."""

    rare: float
    """How seldom ordinary names have it, 0 to 1."""

    joined: bool
    """Whether two list words written as one are among the tokens."""


class Finder:
    """Finds and keeps the links of query tokens for one index."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._kept: dict[Token, Links] = {}
        self._kept_joined: dict[tuple[str, ...], Links | None] = {}

    def links(self, token: Token) -> Links:
        """The row of S for a token."""
        found = self._kept.get(token)
        if found is None:
            if len(self._kept) >= CACHE:
                self._kept.clear()
            found = self._kept[token] = self._find(token)
        return found

    def joined_links(self, left: Token, right: Token) -> Links | None:
        """The row of S for two query words written as one; None when the list has no such word."""
        keys = tuple(joined_keys(left.keys, right.keys))
        if keys not in self._kept_joined:
            if len(self._kept_joined) >= CACHE:
                self._kept_joined.clear()
            self._kept_joined[keys] = self._find_joined(keys)
        return self._kept_joined[keys]

    def _find(self, token: Token) -> Links:
        best: dict[int, tuple[float, int]] = {}
        for key in token.keys:
            self._exact(token, key, best)
            if len(key) > 1 and key.isalpha():
                self._alike(key, token.native, best)
                self._cut_short(key, best)
            for number in self._joined(key):
                _keep(best, number, MERGED, "merged")
        return self._links(best, token.keys[0])

    def _find_joined(self, keys: tuple[str, ...]) -> Links | None:
        best: dict[int, tuple[float, int]] = {}
        for key in keys:
            for number in self._same(key):
                _keep(best, number, MERGED, "merged")
        return self._links(best, keys[0]) if best else None

    def _same(self, key: str) -> list[int]:
        """The tokens of which a reading is the key."""
        readings = self.index.readings
        found = lookup(self.index.key_hash, self.index.key_token, [word_hash(key)])
        return [number for number in found if key in readings[number]]

    def _exact(self, token: Token, key: str, best: dict[int, tuple[float, int]]) -> None:
        for number in self._same(key):
            if self.index.texts[number] == token.text:
                _keep(best, number, 1.0, "exact")
            else:
                _keep(best, number, TRANSLITERATED, "transliteration")

    def _alike(self, key: str, native: bool, best: dict[int, tuple[float, int]]) -> None:
        """Words that sound alike or differ by few edits, judged by the words themselves."""
        index, readings = self.index, self.index.readings
        if near := near_hashes(key):
            for number in lookup(index.near_hash, index.near_token, near):
                for other in readings[number]:
                    if similarity := edit_similarity(key, other):
                        _keep(best, number, similarity, "edit")
        if sounds := sound_hashes(key):
            roman = romanised(key)
            for number in lookup(index.sound_hash, index.sound_token, sounds):
                for other in readings[number]:
                    if romanised(other) == roman:
                        _keep(best, number, ROMANISED, "transliteration" if native else "phonetic")
                    elif similarity := sound_similarity(key, other):
                        _keep(best, number, similarity, "phonetic")

    def _cut_short(self, key: str, best: dict[int, tuple[float, int]]) -> None:
        """List words that the key begins, and list words that begin the key (4 letters or more)."""
        if len(key) < 4:
            return
        keys = self.index.keys
        start = bisect_left(keys, key)
        for number in range(start, min(start + MAX_PREFIXED, len(keys))):
            if not keys[number].startswith(key):
                break
            _keep(best, number, prefix_similarity(key, keys[number]), "prefix")
        for size in range(max(4, len(key) // 2), len(key)):
            for number in self._same(key[:size]):
                _keep(best, number, prefix_similarity(key, key[:size]), "prefix")

    def _joined(self, key: str) -> list[int]:
        """Neighbouring list words that make the key when written as one."""
        index = self.index
        found = lookup(index.joined_hash, index.joined_token, [word_hash(key)])
        pairs = ((number, index.joined_parts[number - index.tokens]) for number in found)
        of = index.readings
        return [number for number, (a, b) in pairs if key in joined_keys(of[a], of[b])]

    def _links(self, best: dict[int, tuple[float, int]], key: str) -> Links:
        ranked = sorted((-similarity, number) for number, (similarity, _) in best.items())
        numbers = sorted(number for _, number in ranked[:MAX_LINKS])
        return Links(
            np.array(numbers, np.int64),
            np.array([best[number][0] for number in numbers], np.float64),
            np.array([best[number][1] for number in numbers], np.int64),
            self._weight(key, best),
            rarity_of(key),
            bool(numbers) and numbers[-1] >= self.index.tokens,
        )

    def _weight(self, key: str, best: dict[int, tuple[float, int]]) -> float:
        """The weight of the same word on the list, or that of a word no listing has."""
        exact = [number for number, (similarity, _) in best.items() if similarity >= TRANSLITERATED]
        if exact and self.index.keys[exact[0] if exact[0] < self.index.tokens else 0] == key:
            return float(self.index.token_weight[exact[0]])
        return weight_of(key, 0, self.index.listings)


def _keep(best: dict[int, tuple[float, int]], number: int, similarity: float, how: str) -> None:
    """Keep the best similarity of a token, on the grid."""
    on_grid = round(similarity * GRID) / GRID
    if on_grid >= MIN_SIMILARITY and on_grid > best.get(number, (0.0, 0))[0]:
        best[number] = (on_grid, CODE[how])  # type: ignore[index]


def edit_similarity(key: str, other: str) -> float:
    """1 less what the edits cost, by length; 0 for none or more than lengths allow."""
    allowed = min(edits(len(key)), edits(len(other)))
    if not allowed or not other.isalpha():
        return 0.0
    distance = OSA.distance(key, other, score_cutoff=allowed)
    if distance > allowed or distance == 0:
        return 0.0
    first = 0.0 if key[0] == other[0] else 0.05
    return 1 - 1.2 * distance / max(len(key), len(other)) - first


def sound_similarity(key: str, other: str) -> float:
    """For words with one phonetic key: higher the more letters they share, 0 for too few."""
    shared = Indel.normalized_similarity(key, other)
    return 0.58 + 0.36 * shared if shared >= 0.6 else 0.0


def prefix_similarity(key: str, other: str) -> float:
    """For words of which one begins the other: higher the more of the longer one is there."""
    return 0.55 + 0.35 * min(len(key), len(other)) / max(len(key), len(other))
