"""Names worth a full comparison: topn(Q · S · Lᵀ), by an estimate of what each can score.

The product sums, for each list name, similarity times weight over its words that the query's
words reach. Every term is a multiple of 2^-18, so a float64 sum is exact and the sparse product of a
batch and the plain sums of a single query give the same numbers, in any order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from licet.screening.index_store import Index
from licet.screening.packed import Bools, Floats, Ints, IntsLike, ranges
from licet.screening.queries import Prepared
from licet.screening.weights import ratio

PER_QUERY = 200
"""At most this many names are compared in full for one query: the best by estimate."""


@dataclass(frozen=True)
class Pairs:
    """Query numbers and index rows to compare, sorted by query, then estimate, then row."""

    query: Ints
    row: Ints


def single(
    index: Index, prepared: Prepared, query: int, floor: float, rows: Bools | None
) -> Pairs:
    """Candidates of one query with NumPy alone: sums over the postings of the linked tokens."""
    tokens, values = _reach(index, prepared, query)
    starts, ends = index.posting_at[tokens], index.posting_at[tokens + 1]
    places, owner = ranges(starts, ends)
    hit = index.posting_row[places]
    mass = np.bincount(hit, weights=values[owner], minlength=index.rows)
    touched = np.flatnonzero(mass)
    return _best(index, prepared, np.full(len(touched), query), touched, mass[touched], floor, rows)


def batch(index: Index, prepared: Prepared, floor: float, rows: Bools | None) -> Pairs:
    """Candidates of all queries: the product as sparse matrices, names of each query at once."""
    from scipy import sparse

    count, size = len(prepared.words), len(index.token_weight)
    reach = [_reach(index, prepared, query) for query in range(count)]
    at = np.concatenate([[0], np.cumsum([len(tokens) for tokens, _ in reach])])
    left = sparse.csr_matrix(
        (
            np.concatenate([values for _, values in reach]),
            np.concatenate([tokens for tokens, _ in reach]),
            at,
        ),
        shape=(count, size),
    )
    ones = np.ones(len(index.posting_row))
    right = sparse.csr_matrix((ones, index.posting_row, index.posting_at), (size, index.rows))
    mass = left @ right
    query = np.repeat(np.arange(count), np.diff(mass.indptr))
    return _best(index, prepared, query, mass.indices, mass.data, floor, rows)


def _reach(index: Index, prepared: Prepared, query: int) -> tuple[Ints, Floats]:
    """One row of Q · S: the list tokens that the query's words reach, and their weight in it."""
    begin, end = prepared.slot_at[query], prepared.slot_at[query + 1]
    words = prepared.slot_word[begin:end]
    places, owner = ranges(prepared.link_at[words], prepared.link_at[words + 1])
    tokens = prepared.link_token[places]
    weight = np.maximum(index.token_weight[tokens], prepared.slot_weight[begin:end][owner])
    return tokens, prepared.link_similarity[places] * weight


def _best(
    index: Index,
    prepared: Prepared,
    query: Ints,
    row: IntsLike,
    mass: Floats,
    floor: float,
    rows: Bools | None,
) -> Pairs:
    """Names whose estimate reaches the floor, the best of each query."""
    estimate = _estimate(index, prepared, query, row, mass)
    keep = estimate >= floor
    if rows is not None:
        keep &= rows[row]
    query, row, estimate = query[keep], row[keep], estimate[keep]
    order = np.lexsort((row, -estimate, query))
    query, row = query[order], row[order].astype(np.int64)
    first = np.searchsorted(query, query, "left")
    best = np.arange(len(query)) - first < PER_QUERY
    return Pairs(query[best], row[best])


def _estimate(
    index: Index, prepared: Prepared, query: Ints, row: IntsLike, mass: Floats
) -> Floats:
    """What the score would be if every word reached were matched, single letters included."""
    wanted, listed = prepared.weight[query], index.row_weight[row]
    reached = mass + prepared.initials[query] + index.row_initials[row]
    mine, theirs = np.minimum(reached, wanted), np.minimum(reached, listed)
    matched = np.minimum(mine, theirs)
    return ratio(matched, matched, wanted - mine, listed - theirs)
