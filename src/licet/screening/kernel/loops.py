"""What is called from outside: a batch of queries against the index, or pairs of names."""

from __future__ import annotations

import numpy as np

from licet.screening.kernel.names import (
    FEATURES,
    PER_QUERY,
    SLOTS,
    best,
    chain,
    reach,
    score,
    unchain,
)
from licet.screening.kernel.tables import Array, Links, Names, Points, Queries, Steps
from licet.screening.kernel.words import MAX_LINKS
from licet.screening.packed import Floats, Ints

MOST_STEPS = 24
"""Word pairs of an alignment: a name has at most so many words."""


def search(
    names: Names, links: Links, asked: Queries, points: tuple[Points, Points], caps: Floats,
    wanted: tuple[float, Array], floor: float, scratch: tuple[Floats, Ints, Array],
    out: tuple[Ints, Ints, Floats],
) -> int:  # fmt: skip
    """Every (query, row, score) at or above the floor, by query and row; how many.

    ``wanted``: the lowest estimate, and which rows are in force (empty for all). ``scratch``:
    zeros (two for each row), and room for a row's number and for a token's place. ``out``: room
    for PER_QUERY pairs of each query.
    """
    mass, touched, head = scratch
    heap = np.zeros(PER_QUERY), np.zeros(PER_QUERY, np.int64)
    size = SLOTS * SLOTS
    grid = (
        np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size),
        np.zeros(size, np.int64), np.zeros(size), np.zeros(SLOTS, np.int64),
        head, np.zeros((3, SLOTS * MAX_LINKS), np.int64), np.zeros((2, SLOTS)),
    )  # fmt: skip
    sums, values = np.zeros(10), np.zeros(FEATURES)
    none, nothing = np.zeros(0, np.int64), np.zeros(0)
    taken = Steps(none, none, nothing, none, nothing)
    total = 0
    for query in range(len(asked.words)):
        count = reach(names, links, asked, query, mass, touched)
        kept = best(names, asked, query, (mass, touched, count), wanted, heap)
        if kept:
            chain(links, asked, query, head, grid[7])
        for place in range(kept):
            pair = (query, heap[1][place])
            result, _ = score(names, links, asked, points, caps, pair, grid, sums, values, taken)
            if result >= floor:
                out[0][total], out[1][total], out[2][total] = query, pair[1], result
                total += 1
        if kept:
            unchain(links, asked, query, head)
    return total


def score_pairs(
    names: Names, links: Links, asked: Queries, points: tuple[Points, Points], caps: Floats,
    pairs: tuple[Ints, Ints], head: Array, out: tuple[Floats, Floats, Ints], taken: Steps,
) -> None:  # fmt: skip
    """Scores of pairs; with room for them also features, and word pairs with their number.

    Pairs of one query stand together. ``head``: zeros, one for each token. ``out``: P scores; P x
    FEATURES values or none; P numbers of word pairs. ``taken``: room for P x MOST_STEPS word
    pairs, or none.
    """
    size = SLOTS * SLOTS
    grid = (
        np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size),
        np.zeros(size, np.int64), np.zeros(size), np.zeros(SLOTS, np.int64),
        head, np.zeros((3, SLOTS * MAX_LINKS), np.int64), np.zeros((2, SLOTS)),
    )  # fmt: skip
    sums, values = np.zeros(10), np.zeros(FEATURES)
    for place in range(len(pairs[0])):
        start = place * MOST_STEPS
        end = start + MOST_STEPS if len(taken.how) else 0
        part = Steps(
            taken.query_mask[start:end], taken.listed_mask[start:end], taken.similarity[start:end],
            taken.how[start:end], taken.weight[start:end],
        )  # fmt: skip
        pair = (pairs[0][place], pairs[1][place])
        if place == 0 or pair[0] != pairs[0][place - 1]:
            if place:
                unchain(links, asked, pairs[0][place - 1], head)
            chain(links, asked, pair[0], head, grid[7])
        result, found = score(names, links, asked, points, caps, pair, grid, sums, values, part)
        out[0][place], out[2][place] = result, found
        if len(out[1]):
            out[1][place] = values
    if len(pairs[0]):
        unchain(links, asked, pairs[0][-1], head)
