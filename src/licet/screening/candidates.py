"""Names worth a full comparison: topn(Q · S · Lᵀ), by an estimate of what each can score.

The product sums, for each list name, similarity times weight over its words that the query's
words reach. Every term is a multiple of 2^-18, so a float64 sum is exact: the compiled loops of a
batch and the plain sums of a single query give the same numbers, in any order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from licet.screening.index_store import Index
from licet.screening.kernel.names import (
    EVIDENCE,
    LEFT_LISTED,
    LEFT_QUERY,
    LIGHT,
    PER_QUERY,
    SLACK,
    THIN,
)
from licet.screening.packed import Floats, Ints, IntsLike, ranges
from licet.screening.queries import Prepared
from licet.screening.search import Search


@dataclass(frozen=True)
class Pairs:
    """Query numbers and index rows to compare, sorted by query, then row."""

    query: Ints
    row: Ints

    def take(self, places: IntsLike) -> Pairs:
        """Some of the pairs."""
        return Pairs(self.query[places], self.row[places])


def candidates(search: Search, prepared: Prepared) -> Pairs:
    """Candidates of a few queries with NumPy alone, one by one."""
    found = [_of_one(search, prepared, query) for query in range(prepared.size)]
    owner = np.repeat(np.arange(prepared.size), [len(one) for one in found])
    return Pairs(owner, np.concatenate([*found, np.zeros(0, np.int64)]))


def _of_one(search: Search, prepared: Prepared, query: int) -> Ints:
    """Names in force whose estimate reaches the floor, the best of them, by row."""
    index, asked = search.index, prepared.queries
    sums = _mass(index, prepared, query)
    row = np.flatnonzero(sums[0])
    mine, theirs = sums[0][row], sums[1][row]
    value = _estimate(index, prepared, query, row, (mine, theirs))
    loose, wanted, listed = asked.loose[query], asked.weight[query], index.row_weight[row]
    keep = _agrees(mine + loose, theirs + loose, wanted, listed) >= search.estimate_floor - SLACK
    keep &= value >= search.estimate_floor
    if search.rows is not None:
        keep &= search.rows[row]
    row, value = row[keep], value[keep]
    return np.sort(row[np.lexsort((row, -value))[:PER_QUERY]])


def _mass(index: Index, prepared: Prepared, query: int) -> tuple[Floats, Floats]:
    """``kernel.names.reach``: what of the query reaches each name, and what of it is reached."""
    asked, links = prepared.queries, prepared.links
    slot = np.arange(asked.slot_at[query], asked.slot_at[query + 1])
    if asked.weight[query] > asked.loose[query]:
        slot = slot[asked.slot_weight[slot] > LIGHT]
    word = asked.slot_word[slot]
    place, of_slot = ranges(links.at[word], links.at[word + 1])
    token = links.token[place]
    mine = links.similarity[place] * asked.slot_weight[slot][of_slot]
    theirs = links.similarity[place] * index.token_weight[token]
    posting, of_link = ranges(index.posting_at[token], index.posting_at[token + 1])
    hit = index.posting_row[posting]
    reaches = np.bincount(hit, weights=mine[of_link], minlength=index.rows).astype(np.float64)
    reached = np.bincount(hit, weights=theirs[of_link], minlength=index.rows).astype(np.float64)
    return reaches, reached


def _estimate(
    index: Index, prepared: Prepared, query: int, row: Ints, sums: tuple[Floats, Floats]
) -> Floats:
    """``kernel.names.estimate`` for many rows."""
    asked = prepared.queries
    wanted, listed = asked.weight[query], index.row_weight[row]
    letters = index.row_letters[row]
    more = np.minimum(asked.loose[query] - asked.letters[query], index.row_loose[row] - letters)
    person = index.row_person[row] == 1
    more = np.where(person, more + (asked.letters[query] + letters), more)
    return _agrees(sums[0] + more, sums[1] + more, wanted, listed)


def _agrees(reaches: Floats, reached: Floats, wanted: float, listed: Floats) -> Floats:
    """``kernel.names.agrees`` for many rows."""
    mine, theirs = np.minimum(reaches, wanted), np.minimum(reached, listed)
    matched = np.minimum(mine, theirs)
    total = matched + LEFT_QUERY * (wanted - mine) + LEFT_LISTED * (listed - theirs)
    base = matched / (total + (total == 0))
    result: Floats = 1 - (1 - base) * (1 + THIN * np.maximum(0.0, EVIDENCE - matched))
    return result
