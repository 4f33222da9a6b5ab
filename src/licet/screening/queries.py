"""Queries as columns: their words as slots, their links as the rows of one similarity matrix.

A slot is a word of a query, or two neighbouring words written as one when the list has such a
word. Its mask says which words it uses, so that an alignment never uses a word twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    slot_initial: Ints  # code point of a one-letter word, else 0
    slot_first: Ints  # code point of the first letter
    words: Ints  # Q: how many words
    weight: Floats  # Q: sum of the words' weights
    initials: Floats  # Q: the part of it that single letters hold
    forms: Ints
    wide: Bools  # Q: whether a word meets two list words written as one
    link_at: Ints  # S: CSR over distinct words
    link_token: Ints
    link_similarity: Floats
    link_how: Ints


def prepare(finder: Finder, names: Sequence[ParsedName]) -> Prepared:
    """Find the links of every distinct word once and lay the queries out as columns."""
    rows: list[Links] = []
    place: dict[int, int] = {}
    slots: list[tuple[int, int, float, int, int]] = []
    sizes, totals, initials, wides = [], [], [], []

    def row_of(links: Links) -> int:
        if id(links) not in place:
            place[id(links)] = len(rows)
            rows.append(links)
        return place[id(links)]

    vocabulary = finder.index.tokens
    for name in names:
        before, total, initial, wide = len(slots), 0.0, 0.0, False
        found = [finder.links(token) for token in name.tokens]
        for n, (token, links) in enumerate(zip(name.tokens, found, strict=True)):
            key = token.keys[0]
            single = ord(key) if len(key) == 1 and key.isalpha() else 0
            slots.append((row_of(links), 1 << n, links.weight, single, ord(key[0])))
            total += links.weight
            initial += links.weight if single else 0.0
            wide |= len(links.tokens) > 0 and int(links.tokens[-1]) >= vocabulary
        for n, (left, right) in enumerate(zip(name.tokens, name.tokens[1:], strict=False)):
            if joined := finder.joined_links(left, right):
                both = found[n].weight + found[n + 1].weight
                slots.append((row_of(joined), 3 << n, both, 0, 0))
        sizes.append(len(slots) - before)
        totals.append(total)
        initials.append(initial)
        wides.append(wide)
    return _columns(names, rows, slots, sizes, totals, initials, wides)


def _columns(
    names: Sequence[ParsedName],
    rows: list[Links],
    slots: list[tuple[int, int, float, int, int]],
    sizes: list[int],
    totals: list[float],
    initials: list[float],
    wides: list[bool],
) -> Prepared:
    word, mask, weight, single, first = zip(*slots, strict=True) if slots else ((),) * 5
    empty = np.zeros(0)
    return Prepared(
        slot_at=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        slot_word=np.array(word, np.int64),
        slot_mask=np.array(mask, np.int64),
        slot_weight=np.array(weight, np.float64),
        slot_initial=np.array(single, np.int64),
        slot_first=np.array(first, np.int64),
        words=np.array([len(name.tokens) for name in names], np.int64),
        weight=np.array(totals, np.float64),
        initials=np.array(initials, np.float64),
        forms=np.array([name.forms for name in names], np.int64),
        wide=np.array(wides, np.bool_),
        link_at=np.concatenate([[0], np.cumsum([len(r.tokens) for r in rows])]).astype(np.int64),
        link_token=np.concatenate([r.tokens for r in rows] or [empty.astype(np.int64)]),
        link_similarity=np.concatenate([r.similarity for r in rows] or [empty]),
        link_how=np.concatenate([r.how for r in rows] or [empty.astype(np.int64)]),
    )

