"""The doors of screening: one name, or many as columns.

    matches = screen_one(index, Query("Ismael Demirr"))
    screened = screen_batch(index, frame);  screened.matches, screened.rejects

A single name is a batch of one: both go through the same preparation, alignment and scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from licet.core.errors import BadInputError
from licet.names import parse
from licet.screening import candidates
from licet.screening.adjust import MOST_RAISE
from licet.screening.align import align
from licet.screening.candidates import Pairs
from licet.screening.explain import Asked, best_rows, matches
from licet.screening.finder import Finder
from licet.screening.index_store import Index
from licet.screening.model import DEFAULT, Match, Query
from licet.screening.numbers import Same, same_numbers, strong_numbers
from licet.screening.packed import Bools, Floats
from licet.screening.queries import prepare
from licet.screening.score import score

if TYPE_CHECKING:
    import polars as pl

    from licet.screening.batch import Screened

SLACK = 0.1
"""Names whose estimate lies this far below the threshold are still compared in full."""

LOWEST = 0.3
"""No estimate below this is followed, whatever the threshold."""

_finders: WeakKeyDictionary[Index, Finder] = WeakKeyDictionary()


def screen_one(
    index: Index,
    query: Query,
    *,
    threshold: float = DEFAULT,
    limit: int = 20,
    rows: Bools | None = None,
) -> list[Match]:
    """Listings the query may be, best first, one match for each listing.

    ``rows`` limits to index rows (names in force on a date). Raises BadInputError when neither
    the name nor an identifier holds anything to screen.
    """
    return run(index, [query], threshold=threshold, limit=limit, rows=rows, alone=True)[0]


def screen_batch(
    index: Index,
    frame: pl.DataFrame,
    *,
    threshold: float = DEFAULT,
    limit: int = 20,
    rows: Bools | None = None,
) -> Screened:
    """Screen a frame of records; see ``licet.screening.batch``."""
    from licet.screening.batch import screen_frame

    return screen_frame(index, frame, threshold=threshold, limit=limit, rows=rows)


def finder_of(index: Index) -> Finder:
    """The finder of an index, which keeps what it found for words seen before."""
    if index not in _finders:
        _finders[index] = Finder(index)
    return _finders[index]


def unscreenable(query: Query) -> str | None:
    """Why there is nothing to screen in a query; None when there is."""
    if parse(query.name).tokens or strong_numbers(query):
        return None
    return "the name is empty." if not query.name.strip() else "the name holds no letter or digit."


def run(
    index: Index,
    queries: Sequence[Query],
    *,
    threshold: float,
    limit: int,
    rows: Bools | None,
    alone: bool = False,
) -> list[list[Match]]:
    """Matches of each query. ``alone`` takes the way without sparse matrices."""
    _check(index, threshold, limit, rows)
    for query in queries:
        if reason := unscreenable(query):
            raise BadInputError(reason, mend="Give a name with letters or digits.")
    names = [parse(q.name, person=q.kind == "person", reorder=True) for q in queries]
    asked = Asked(queries, names, prepare(finder_of(index), names))
    floor = max(LOWEST, threshold - MOST_RAISE - SLACK)
    if alone:
        pairs = candidates.single(index, asked.prepared, 0, floor, rows)
    else:
        pairs = candidates.batch(index, asked.prepared, floor, rows)
    scores = score(index, asked.prepared, pairs, align(index, asked.prepared, pairs))
    near = np.flatnonzero(scores >= threshold - MOST_RAISE)
    pairs, scores = Pairs(pairs.query[near], pairs.row[near]), scores[near]
    best = best_rows(index, pairs, scores)
    pairs, scores = Pairs(pairs.query[best], pairs.row[best]), scores[best]
    numbers = same_numbers(index, queries, rows)
    pairs, scores = _with_numbers(index, asked, pairs, scores, numbers, rows)
    found: list[list[Match]] = [[] for _ in queries]
    for match, query in zip(
        matches(index, asked, pairs, scores, numbers), pairs.query.tolist(), strict=True
    ):
        if match.score >= threshold:
            found[query].append(match)
    return [sorted(each, key=_rank)[:limit] for each in found]


def _rank(match: Match) -> tuple[bool, float, str, str]:
    return match.reason != "identifier", -match.score, match.listing_id, match.source


def _check(index: Index, threshold: float, limit: int, rows: Bools | None) -> None:
    if not 0 <= threshold <= 1:
        raise BadInputError(f"the threshold is {threshold}.", mend="Give one from 0 to 1.")
    if limit < 1:
        raise BadInputError(f"the limit is {limit}.", mend="Ask for at least one match.")
    if rows is not None and len(rows) != index.rows:
        raise BadInputError(f"the mask has {len(rows)} rows, the index {index.rows}.")


def _with_numbers(
    index: Index, asked: Asked, pairs: Pairs, scores: Floats, same: Same, rows: Bools | None
) -> tuple[Pairs, Floats]:
    """The pairs, and one more for each listing that only an identifier finds."""
    have = set(zip(pairs.query.tolist(), index.row_listing[pairs.row].tolist(), strict=True))
    more = [(query, _row_of(index, listing, rows)) for query, listing in same
            if (query, listing) not in have]  # fmt: skip
    if not more:
        return pairs, scores
    query, row = np.array(more, np.int64).T
    extra = Pairs(query, row)
    added = score(index, asked.prepared, extra, align(index, asked.prepared, extra))
    both = Pairs(np.concatenate([pairs.query, query]), np.concatenate([pairs.row, row]))
    return both, np.concatenate([scores, added])


def _row_of(index: Index, listing: int, rows: Bools | None) -> int:
    """The row of a listing's primary name, or of its first name in force."""
    row = int(index.listing_row[listing])
    if rows is None or rows[row]:
        return row
    return int(np.flatnonzero((index.row_listing == listing) & rows)[0])
