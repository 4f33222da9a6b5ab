"""Queries as columns: their words as slots, their links as the rows of one similarity matrix.

A slot is a word of a query, or two neighbouring words written as one when the list has such a
word, or the whole name by its first letters. Its mask says which words it uses, so that an
alignment never uses a word twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from licet.names import ParsedName
from licet.screening.finder import Finder
from licet.screening.kernel.tables import Links, Queries
from licet.screening.packed import Ints


@dataclass(frozen=True)
class Prepared:
    """Q queries with their slots, and S for every word that was seen."""

    queries: Queries
    links: Links

    @property
    def size(self) -> int:
        """How many queries."""
        return len(self.queries.words)


def prepare(finder: Finder, names: Sequence[ParsedName]) -> Prepared:
    """Find the links of every distinct word once and lay the queries out as columns."""
    finder.make_room()
    tokens = [token for name in names for token in name.tokens]
    sizes = np.array([len(name.tokens) for name in names], np.int64)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    place = np.arange(len(tokens)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    word = finder.rows(tokens)
    weight, rare = finder.weight[word], finder.rare[word]
    first, single = finder.first[word], finder.single[word]
    loose = weight * finder.loose[word]
    left, row = _joins(finder, word, owner)
    whole, letters = _acronyms(finder, names)
    order = np.lexsort((
        np.concatenate([place, place[left], np.zeros(len(whole), np.int64)]),
        np.repeat([0, 1, 2], [len(word), len(left), len(whole)]),
        np.concatenate([owner, owner[left], whole]),
    ))  # fmt: skip
    none = np.zeros(len(left) + len(whole), np.int64)

    def slots(*parts: np.ndarray) -> np.ndarray:
        return np.concatenate(parts)[order]

    def sums(values: np.ndarray) -> np.ndarray:
        return np.bincount(owner, weights=values, minlength=len(sizes)).astype(np.float64)

    counts = np.bincount(np.concatenate([owner, owner[left], whole]), minlength=len(sizes))
    all_weight, all_rare = sums(weight), sums(rare)
    queries = Queries(
        slot_at=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        slot_word=slots(word, row, letters),
        slot_mask=slots(
            np.int64(1) << place, np.int64(3) << place[left], (np.int64(1) << sizes[whole]) - 1
        ),
        slot_weight=slots(weight, weight[left] + weight[left + 1], all_weight[whole]),
        slot_rare=slots(rare, rare[left] + rare[left + 1], all_rare[whole]),
        slot_letter=slots(first * single, none),
        slot_first=slots(first, none),
        words=sizes,
        weight=all_weight,
        rare=all_rare,
        letters=sums(weight * single),
        loose=sums(loose),
        forms=np.array([name.forms for name in names], np.int64),
        wide=sums(finder.wide[word]) > 0,
    )
    return Prepared(queries, finder.links)


def _acronyms(finder: Finder, names: Sequence[ParsedName]) -> tuple[Ints, Ints]:
    """Queries whose first letters are a list word, and the row of S of each."""
    asked = [
        (query, letters)
        for query, name in enumerate(names)
        if len(name.tokens) > 1
        for letters in name.acronyms
    ]
    rows = finder.acronym_rows([letters for _, letters in asked])
    found = [(query, row) for (query, _), row in zip(asked, rows, strict=True) if row >= 0]
    both = np.array(found, np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _joins(finder: Finder, word: Ints, owner: Ints) -> tuple[Ints, Ints]:
    """Places of words that make a list word with the next one, and its row of S."""
    pairs = np.flatnonzero(owner[:-1] == owner[1:])
    row = finder.pair_rows(word[pairs], word[pairs + 1])
    return pairs[row >= 0], row[row >= 0]
