"""The words of an index: vocabulary, weights, tables to find them, postings."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from licet.names import ParsedName, Token, romanised, skeleton, sound
from licet.names.ordinary import rarity
from licet.names.tokenise import PARTICLES, TITLES
from licet.screening.hashing import starts, table, word_hash
from licet.screening.kernel import run
from licet.screening.kernel.words import MOST_NEAR
from licet.screening.packed import Floats, distinct, pack, pointers

INITIAL_WEIGHT = 0.25
PARTICLE_WEIGHT = 0.125
PATRONYMICS = ("ovich", "evich", "ovna", "evna", "ovych", "ivna", "oglu", "ogly", "kyzy", "qizi")
PATRONYMIC = 0.5
"""A patronymic says who the father is: lists and records often leave it out."""

STEP = 1024
"""Weights are multiples of 1/1024, so that sums of them are exact in any order."""

SHORTEST_JOIN = 5


@dataclass(frozen=True)
class Vocabulary:
    """Distinct tokens (sorted by key and text), joined tokens, acronyms, and their weights."""

    tokens: list[Token]
    place: dict[Token, int]
    joined: dict[tuple[int, int], int]
    acronym: dict[str, int]
    weight: Floats
    rare: Floats

    @classmethod
    def of(cls, names: Sequence[ParsedName], listings: Sequence[int]) -> Vocabulary:
        """From the parsed names and the listing each belongs to."""
        distinct = {token for name in names for token in name.tokens}
        tokens = sorted(distinct, key=lambda token: (token.keys, token.text))
        place = {token: number for number, token in enumerate(tokens)}
        joined: dict[tuple[int, int], int] = {}
        for name in names:
            for left, right in pairwise(name.tokens):
                if len(left.own) + len(right.own) >= SHORTEST_JOIN:
                    pair = (place[left], place[right])
                    joined.setdefault(pair, len(tokens) + len(joined))
        weights = _weights(tokens, names, listings)
        parts = np.array(list(joined), np.int64).reshape(-1, 2)
        rare = np.array([rarity_of(token.keys[0]) for token in tokens])
        acronym: dict[str, int] = {}
        for name in names:
            for letters in name.acronyms:
                acronym.setdefault(letters, len(tokens) + len(joined) + len(acronym))
        more = np.ones(len(acronym))
        weight = np.concatenate([_with_joined(weights, parts), more])
        return cls(
            tokens, place, joined, acronym, weight,
            np.concatenate([_with_joined(rare, parts), more]),
        )  # fmt: skip

    def columns(self) -> dict[str, Any]:
        """The index arrays that belong to words."""
        keys, keys_at = pack([token.keys[0] for token in self.tokens])
        texts, texts_at = pack([token.text for token in self.tokens])
        readings = sorted((key, n) for n, token in enumerate(self.tokens) for key in token.keys)
        by_key = table((word_hash(key), number) for key, number in readings)
        sounds = table(
            (code, place) for place, (key, _) in enumerate(readings) for code in sound_hashes(key)
        )
        joins = table(
            [(word_hash(left + right), number) for (a, b), number in self.joined.items()
             for left in self.tokens[a].joining for right in self.tokens[b].joining]
            + [(word_hash(letters), number) for letters, number in self.acronym.items()]
        )  # fmt: skip
        own = [token.keys[0] for token in self.tokens]
        none = [0] * (len(self.joined) + len(self.acronym))
        return {
            "token_keys": keys, "token_keys_at": keys_at,
            "token_texts": texts, "token_texts_at": texts_at,
            "token_weight": self.weight, "token_rare": self.rare,
            "key_hash": by_key[0], "key_token": by_key[1],
            "token_first": np.array([ord(k[0]) if len(k) > 1 else 0 for k in own] + none, np.int32),
            "token_letter": np.array([_letter(k) for k in own] + none, np.int32),
            **_readings(readings),
            "sound_hash": sounds[0], "sound_reading": sounds[1],
            "joined_hash": joins[0], "joined_token": joins[1],
            "joined_parts": np.array(list(self.joined), np.int32).reshape(-1, 2),
        }  # fmt: skip


def _letter(key: str) -> int:
    return ord(key) if len(key) == 1 and key.isalpha() else 0


def _readings(readings: Sequence[tuple[str, int]]) -> dict[str, Any]:
    """The sorted readings, and what is left of each after deleting letters."""
    keys, at = pack([key for key, _ in readings])
    compared = np.array([key.isalpha() for key, _ in readings], np.bool_)
    size = MOST_NEAR * len(readings)
    out = np.zeros(size, np.uint32), np.zeros(size, np.int32)
    fill = run.near_of_all(len(readings))
    count = fill(keys, at, compared, np.zeros(MOST_NEAR, np.int64), out)
    merged = distinct(
        out[0][:count].astype(np.uint64) << np.uint64(32) | out[1][:count].astype(np.uint64)
    )
    near = (merged >> np.uint64(32)).astype(np.uint32)
    return {
        "reading_keys": keys,
        "reading_keys_at": at,
        "reading_token": np.array([number for _, number in readings], np.int32),
        "reading_roman": np.array([roman_hash(key) for key, _ in readings], np.uint32),
        "near_hash": near,
        "near_reading": (merged & np.uint64(0xFFFFFFFF)).astype(np.int32),
        "near_at": starts(near),
    }


def roman_hash(key: str) -> int:
    """A hash that romanisations of one word share; 0 for words too short."""
    roman = romanised(key)
    return word_hash(f"r {roman}") if roman else 0


def _with_joined(values: Floats, parts: Any) -> Floats:
    return np.concatenate([values, values[parts[:, 0]] + values[parts[:, 1]]])


def rarity_of(key: str) -> float:
    """How seldom ordinary names have a word, 0 to 1, on the grid of the weights."""
    return round(STEP * rarity(key)) / STEP


def sound_hashes(key: str) -> list[int]:
    """Hashes of a key's romanisation, metaphone and skeleton, kept apart by a prefix."""
    roman, metaphone = romanised(key), sound(key)
    bones = skeleton(key)
    named = (("r", roman), ("m", metaphone), ("s", bones))
    return [word_hash(f"{prefix} {code}") for prefix, code in named if code]


def is_loose(key: str) -> bool:
    """Whether a word raises no candidate by itself: a particle, a title, a single letter."""
    return key in PARTICLES or key in TITLES or (len(key) == 1 and key.isalpha())


def weight_of(key: str, listings_with: float, listings: int) -> float:
    """How much a word says: 1 for one that a single listing has, near 0 for one that all have.

    Inverse document frequency over listings (K. Spärck Jones, 1972), scaled; fixed and low for
    particles and single letters.
    """
    if key in PARTICLES or key in TITLES:
        return PARTICLE_WEIGHT
    if len(key) == 1 and key.isalpha():
        return INITIAL_WEIGHT
    share = math.log1p(listings / max(listings_with, 1)) / math.log1p(max(listings, 2))
    if key.endswith(PATRONYMICS):
        share *= PATRONYMIC
    return max(1, round(STEP * share)) / STEP


def _weights(
    tokens: Sequence[Token], names: Sequence[ParsedName], listings: Sequence[int]
) -> Floats:
    having: dict[str, set[int]] = defaultdict(set)
    for name, listing in zip(names, listings, strict=True):
        for token in name.tokens:
            having[token.keys[0]].add(listing)
    total = len(set(listings))
    return np.array([weight_of(t.keys[0], len(having[t.keys[0]]), total) for t in tokens])


def row_columns(names: Sequence[ParsedName], vocabulary: Vocabulary) -> dict[str, Any]:
    """The index arrays that belong to names, and the postings from words to them."""
    rows = [[vocabulary.place[token] for token in name.tokens] for name in names]
    joins = [[vocabulary.joined.get(pair, -1) for pair in pairwise(row)] + [-1] for row in rows]
    at = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    token = np.array([one for row in rows for one in row], np.int32)
    joined = np.array([j for row, js in zip(rows, joins, strict=True) if row for j in js], np.int32)
    owner = np.repeat(np.arange(len(rows)), np.diff(at))
    weight = vocabulary.weight
    keys = [token.keys[0] for token in vocabulary.tokens]
    letter = np.array([_letter(key) > 0 for key in keys], np.bool_)
    loose = np.array([is_loose(key) for key in keys], np.bool_)
    has_join = joined >= 0
    acronym = _acronyms(names, vocabulary)
    which, column = np.nonzero(acronym >= 0)
    postings = distinct(
        np.concatenate([
            token.astype(np.int64) << 32 | owner,
            joined[has_join].astype(np.int64) << 32 | owner[has_join],
            acronym[which, column].astype(np.int64) << 32 | which,
        ])
    )  # fmt: skip
    return {
        "row_at": at,
        "row_token": token,
        "row_joined": joined,
        "row_acronym": acronym,
        "row_weight": _sums(weight[token], owner, len(rows)),
        "row_letters": _sums(weight[token] * letter[token], owner, len(rows)),
        "row_loose": _sums(weight[token] * loose[token], owner, len(rows)),
        "row_rare": _sums(vocabulary.rare[token], owner, len(rows)),
        "row_forms": np.array([name.forms for name in names], np.uint32),
        "posting_at": pointers((postings >> 32).tolist(), len(weight)),
        "posting_row": (postings & 0xFFFFFFFF).astype(np.int32),
    }


def _acronyms(names: Sequence[ParsedName], vocabulary: Vocabulary) -> Any:
    """Of each name at most two acronyms; -1 for none."""
    found = np.full((len(names), 2), -1, np.int32)
    for row, name in enumerate(names):
        for column, letters in enumerate(name.acronyms[:2]):
            found[row, column] = vocabulary.acronym[letters]
    return found


def _sums(values: Floats, owner: Any, size: int) -> Floats:
    return np.bincount(owner, weights=values, minlength=size).astype(np.float64)
