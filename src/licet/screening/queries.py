"""Queries as columns: their words as slots, their links as the rows of one similarity matrix.

A slot is a word of a query, or two neighbouring words written as one when the list has such a
word. Its mask says which words it uses, so that an alignment never uses a word twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from licet.names import ParsedName
from licet.screening.finder import Finder, Links
from licet.screening.packed import Bools, Floats, Ints


@dataclass(frozen=True)
class Prepared:
    """Q queries with their slots (CSR), and S for the distinct words among them (CSR)."""

    slot_at: Ints  # Q + 1
    slot_word: Ints  # the distinct word, a row of S
    slot_mask: Ints  # bits of the query's words it uses
    slot_weight: Floats
    slot_rare: Floats
    slot_initial: Ints  # code point of a one-letter word, else 0
    slot_first: Ints  # code point of the first letter; 0 for two words written as one
    words: Ints  # Q: how many words
    weight: Floats  # Q: sum of the words' weights
    rare: Floats  # Q: sum of the words' rarity
    initials: Floats  # Q: the part of it that single letters hold
    forms: Ints  # Q: legal forms as a mask of classes
    wide: Bools  # Q: whether a word meets two list words written as one
    link_at: Ints  # S: CSR over distinct words
    link_token: Ints
    link_similarity: Floats
    link_how: Ints


@dataclass
class _Layout:
    """Collects queries one by one; a distinct word becomes a row of S once."""

    finder: Finder
    rows: list[Links] = field(default_factory=list)
    place: dict[int, int] = field(default_factory=dict)
    slots: list[tuple[int, int, float, float, int, int]] = field(default_factory=list)
    queries: list[tuple[int, int, float, float, float, int, bool]] = field(default_factory=list)

    def add(self, name: ParsedName) -> None:
        before, total, rare, initials, wide = len(self.slots), 0.0, 0.0, 0.0, False
        found = [self.finder.links(token) for token in name.tokens]
        for n, (token, links) in enumerate(zip(name.tokens, found, strict=True)):
            key = token.keys[0]
            single = ord(key) if len(key) == 1 and key.isalpha() else 0
            slot = (self._row(links), 1 << n, links.weight, links.rare, single, ord(key[0]))
            self.slots.append(slot)
            total += links.weight
            rare += links.rare
            initials += links.weight if single else 0.0
            wide |= links.joined
        for n, (left, right) in enumerate(pairwise(name.tokens)):
            if joined := self.finder.joined_links(left, right):
                both = found[n].weight + found[n + 1].weight
                seldom = found[n].rare + found[n + 1].rare
                self.slots.append((self._row(joined), 3 << n, both, seldom, 0, 0))
        size = len(self.slots) - before
        self.queries.append((size, len(name.tokens), total, rare, initials, name.forms, wide))

    def _row(self, links: Links) -> int:
        at = self.place.setdefault(id(links), len(self.rows))
        if at == len(self.rows):
            self.rows.append(links)
        return at


def prepare(finder: Finder, names: Sequence[ParsedName]) -> Prepared:
    """Find the links of every distinct word once and lay the queries out as columns."""
    layout = _Layout(finder)
    for name in names:
        layout.add(name)
    slots: list[Any] = list(zip(*layout.slots, strict=True)) or [()] * 6
    sizes, words, weight, rare, initials, forms, wide = zip(*layout.queries, strict=True)
    rows = layout.rows
    return Prepared(
        slot_at=_pointers(sizes),
        slot_word=np.array(slots[0], np.int64),
        slot_mask=np.array(slots[1], np.int64),
        slot_weight=np.array(slots[2], np.float64),
        slot_rare=np.array(slots[3], np.float64),
        slot_initial=np.array(slots[4], np.int64),
        slot_first=np.array(slots[5], np.int64),
        words=np.array(words, np.int64),
        weight=np.array(weight, np.float64),
        rare=np.array(rare, np.float64),
        initials=np.array(initials, np.float64),
        forms=np.array(forms, np.int64),
        wide=np.array(wide, np.bool_),
        link_at=_pointers([len(row.tokens) for row in rows]),
        link_token=np.concatenate([row.tokens for row in rows] or [np.zeros(0, np.int64)]),
        link_similarity=np.concatenate([row.similarity for row in rows] or [np.zeros(0)]),
        link_how=np.concatenate([row.how for row in rows] or [np.zeros(0, np.int64)]),
    )


def _pointers(sizes: Sequence[int]) -> Ints:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
