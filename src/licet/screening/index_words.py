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
from licet.screening.hashing import near_hashes, table, word_hash
from licet.screening.packed import Floats, pack, pointers

INITIAL_WEIGHT = 0.25
PARTICLE_WEIGHT = 0.125
PATRONYMICS = ("ovich", "evich", "ovna", "evna", "ovych", "ivna", "oglu", "ogly", "kyzy", "qizi")
PATRONYMIC = 0.5
"""A patronymic says who the father is: lists and records often leave it out."""

STEP = 1024
"""Weights are multiples of 1/1024, so that sums of them are exact in any order."""

SHORTEST_JOIN = 5
JOINED_READINGS = 3
"""So many readings of a word are tried when it is written as one with its neighbour."""


@dataclass(frozen=True)
class Vocabulary:
    """Distinct tokens (sorted by key and text), joined tokens, and their weights."""

    tokens: list[Token]
    place: dict[str, int]
    joined: dict[tuple[int, int], int]
    weight: Floats
    rare: Floats

    @classmethod
    def of(cls, names: Sequence[ParsedName], listings: Sequence[int]) -> Vocabulary:
        """From the parsed names and the listing each belongs to."""
        distinct = {token.text: token for name in names for token in name.tokens}
        tokens = sorted(distinct.values(), key=lambda token: (token.keys[0], token.text))
        place = {token.text: number for number, token in enumerate(tokens)}
        joined: dict[tuple[int, int], int] = {}
        for name in names:
            for left, right in pairwise(name.tokens):
                if len(left.keys[0]) + len(right.keys[0]) >= SHORTEST_JOIN:
                    pair = (place[left.text], place[right.text])
                    joined.setdefault(pair, len(tokens) + len(joined))
        weights = _weights(tokens, names, listings)
        parts = np.array(list(joined), np.int64).reshape(-1, 2)
        rare = np.array([rarity_of(token.keys[0]) for token in tokens])
        return cls(tokens, place, joined, _with_joined(weights, parts), _with_joined(rare, parts))

    def columns(self) -> dict[str, Any]:
        """The index arrays that belong to words."""
        keys, keys_at = pack([token.keys[0] for token in self.tokens])
        texts, texts_at = pack([token.text for token in self.tokens])
        readings = [(key, n) for n, token in enumerate(self.tokens) for key in token.keys]
        by_key = table((word_hash(key), number) for key, number in readings)
        near = table((code, number) for key, number in readings for code in near_hashes(key))
        sounds = table((code, number) for key, number in readings for code in sound_hashes(key))
        joins = table(
            (word_hash(key), number)
            for (a, b), number in self.joined.items()
            for key in joined_keys(self.tokens[a].keys, self.tokens[b].keys)
        )
        more, more_keys_at = pack([key for token in self.tokens for key in token.keys[1:]])
        return {
            "token_keys": keys, "token_keys_at": keys_at,
            "more_keys": more, "more_keys_at": more_keys_at,
            "more_at": np.cumsum([0, *(len(token.keys) - 1 for token in self.tokens)]),
            "token_texts": texts, "token_texts_at": texts_at,
            "token_weight": self.weight, "token_rare": self.rare,
            "key_hash": by_key[0], "key_token": by_key[1],
            "near_hash": near[0], "near_token": near[1],
            "sound_hash": sounds[0], "sound_token": sounds[1],
            "joined_hash": joins[0], "joined_token": joins[1],
            "joined_parts": np.array(list(self.joined), np.int32).reshape(-1, 2),
        }  # fmt: skip


def joined_keys(left: Sequence[str], right: Sequence[str]) -> list[str]:
    """Keys of two neighbouring words written as one, by the best readings of each."""
    return [a + b for a in left[:JOINED_READINGS] for b in right[:JOINED_READINGS]]


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
    rows = [[vocabulary.place[token.text] for token in name.tokens] for name in names]
    joins = [[vocabulary.joined.get(pair, -1) for pair in pairwise(row)] + [-1] for row in rows]
    at = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    token = np.array([one for row in rows for one in row], np.int32)
    joined = np.array([j for row, js in zip(rows, joins, strict=True) if row for j in js], np.int32)
    owner = np.repeat(np.arange(len(rows)), np.diff(at))
    weight = vocabulary.weight
    initial = np.array([len(t.keys[0]) == 1 and t.keys[0].isalpha() for t in vocabulary.tokens])
    has_join = joined >= 0
    postings = np.unique(
        np.concatenate([
            token.astype(np.int64) << 32 | owner,
            joined[has_join].astype(np.int64) << 32 | owner[has_join],
        ])
    )  # fmt: skip
    return {
        "row_at": at,
        "row_token": token,
        "row_joined": joined,
        "row_weight": _sums(weight[token], owner, len(rows)),
        "row_initials": _sums(
            weight[token] * initial[token] if len(token) else weight[token], owner, len(rows)
        ),
        "row_rare": _sums(vocabulary.rare[token], owner, len(rows)),
        "row_forms": np.array([name.forms for name in names], np.uint32),
        "posting_at": pointers((postings >> 32).tolist(), len(weight)),
        "posting_row": (postings & 0xFFFFFFFF).astype(np.int32),
    }


def _sums(values: Floats, owner: Any, size: int) -> Floats:
    return np.bincount(owner, weights=values, minlength=size).astype(np.float64)
