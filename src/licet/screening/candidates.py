"""Names worth a full comparison: topn(Q · S · Lᵀ), by an estimate of what each can score.

The product sums, for each list name, similarity times weight over its words that the query's
words reach. Every term is a multiple of 2^-18, so a float64 sum is exact: the sparse product of
a batch and the plain sums of a single query give the same numbers, in any order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from licet.screening.index_store import Index
from licet.screening.packed import Floats, Ints, IntsLike, ranges
from licet.screening.queries import Prepared
from licet.screening.search import Search
from licet.screening.weights import ratio

PER_QUERY = 80
"""At most this many names are compared in full for one query: the best by estimate."""


@dataclass(frozen=True)
class Pairs:
    """Query numbers and index rows to compare, sorted by query, then estimate, then row."""

    query: Ints
    row: Ints

    def take(self, places: IntsLike) -> Pairs:
        """Some of the pairs."""
        return Pairs(self.query[places], self.row[places])


@dataclass(frozen=True)
class Reached:
    """Entries of Q · S · Lᵀ: how much of a row's words a query's words reach."""

    query: IntsLike
    row: IntsLike
    mass: Floats


def single(search: Search, prepared: Prepared) -> Pairs:
    """Candidates of one query with NumPy alone: sums over the postings of the linked tokens."""
    index = search.index
    tokens, values, _ = _links(index, prepared)
    places, owner = ranges(index.posting_at[tokens], index.posting_at[tokens + 1])
    hit = index.posting_row[places]
    mass = np.bincount(hit, weights=values[owner], minlength=index.rows).astype(np.float64)
    row = np.flatnonzero(mass)
    return _best(search, prepared, Reached(np.zeros(len(row), np.int64), row, mass[row]))


def batch(search: Search, prepared: Prepared) -> Pairs:
    """Candidates of many queries: the product of sparse matrices."""
    from scipy import sparse

    index = search.index
    count, size = len(prepared.words), len(index.token_weight)
    tokens, values, slot = _links(index, prepared)
    owner = np.repeat(np.arange(count), np.diff(prepared.slot_at))
    left = sparse.csr_matrix((values, (owner[slot], tokens)), shape=(count, size))
    ones = np.ones(len(index.posting_row))
    postings = (ones, index.posting_row, index.posting_at)
    product = left @ sparse.csr_matrix(postings, shape=(size, index.rows))
    query = np.repeat(np.arange(count), np.diff(product.indptr))
    return _best(search, prepared, Reached(query, product.indices, product.data))


def _links(index: Index, prepared: Prepared) -> tuple[Ints, Floats, Ints]:
    """Q · S as triples: the list token reached, with what weight, and the slot that reaches it."""
    words = prepared.slot_word
    places, slot = ranges(prepared.link_at[words], prepared.link_at[words + 1])
    tokens = prepared.link_token[places]
    weight = np.maximum(index.token_weight[tokens], prepared.slot_weight[slot])
    return tokens, prepared.link_similarity[places] * weight, slot


def _best(search: Search, prepared: Prepared, reached: Reached) -> Pairs:
    """Names in force whose estimate reaches the floor, the best of each query."""
    estimate = _estimate(search.index, prepared, reached)
    keep = estimate >= search.estimate_floor
    if search.rows is not None:
        keep &= search.rows[reached.row]
    query, row = reached.query[keep].astype(np.int64), reached.row[keep].astype(np.int64)
    order = np.lexsort((row, -estimate[keep], query))
    query, row = query[order], row[order]
    rank = np.arange(len(query)) - np.searchsorted(query, query, "left")
    return Pairs(query, row).take(np.flatnonzero(rank < PER_QUERY))


def _estimate(index: Index, prepared: Prepared, reached: Reached) -> Floats:
    """What the score would be if every word reached were matched, single letters included."""
    wanted, listed = prepared.weight[reached.query], index.row_weight[reached.row]
    loose = prepared.initials[reached.query] + index.row_initials[reached.row]
    mine = np.minimum(reached.mass + loose, wanted)
    theirs = np.minimum(reached.mass + loose, listed)
    matched = np.minimum(mine, theirs)
    return ratio(matched, matched, wanted - mine, listed - theirs)
