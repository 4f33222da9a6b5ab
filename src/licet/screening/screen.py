"""The doors of screening: one name, or many as columns.

    matches = screen_one(index, Query("Ismael Demirr"))
    screened = screen_batch(index, frame);  screened.matches, screened.rejects

A single name is a batch of one: both go through the same preparation, alignment and scores.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from licet.core.errors import BadInputError
from licet.names import ParsedName, parse
from licet.screening.candidates import Pairs
from licet.screening.explain import Asked, Found, adjusted, best_names, matches
from licet.screening.finder import Finder
from licet.screening.index_store import Index
from licet.screening.model import DEFAULT, Match, Query
from licet.screening.numbers import same_numbers, strong_numbers
from licet.screening.packed import Bools, Floats, Ints
from licet.screening.queries import prepare
from licet.screening.score import found, score
from licet.screening.search import Search

if TYPE_CHECKING:
    import polars as pl

    from licet.screening.batch import Screened

_kept = threading.local()


def screen_one(
    index: Index,
    query: Query,
    *,
    threshold: float = DEFAULT,
    limit: int = 20,
    rows: Bools | None = None,
) -> list[Match]:
    """Listings the query may be, best first, one match for each listing of each source.

    ``rows`` limits to index rows (names in force on a date). Raises BadInputError when neither
    the name nor an identifier holds anything to screen.
    """
    search = Search(index, threshold, limit, rows)
    name = parse_query(query)
    if reason := unscreenable(query, name):
        raise BadInputError(reason, mend="Give a name with letters or digits.")
    return run(search, [query], [name])[0]


def screen_batch(
    index: Index,
    frame: pl.DataFrame,
    *,
    threshold: float = DEFAULT,
    limit: int = 20,
    rows: Bools | None = None,
) -> Screened:
    """Screen a frame of records; see ``licet.screening.batch.screen_frame``."""
    from licet.screening.batch import screen_frame

    return screen_frame(Search(index, threshold, limit, rows), frame)


def finder_of(index: Index) -> Finder:
    """The finder of an index in this thread, which keeps what it found for words seen before."""
    finders: WeakKeyDictionary[Index, Finder] | None = getattr(_kept, "finders", None)
    if finders is None:
        finders = _kept.finders = WeakKeyDictionary()
    if index not in finders:
        finders[index] = Finder(index)
    return finders[index]


def parse_query(query: Query) -> ParsedName:
    """The words of a query's name; "LAST, First" is put in natural order."""
    return parse(query.name, person=query.kind == "person", reorder=True)


def unscreenable(query: Query, name: ParsedName) -> str | None:
    """Why there is nothing to screen in a query; None when there is."""
    if name.tokens or strong_numbers(query):
        return None
    return "the name is empty." if not query.name.strip() else "the name holds no letter or digit."


def run(search: Search, queries: Sequence[Query], names: Sequence[ParsedName]) -> list[list[Match]]:
    """Matches of each query, its words given."""
    if not queries:
        return []
    index = search.index
    asked = Asked(queries, names, prepare(finder_of(index), names))
    pairs, scores = found(search, asked.prepared)
    best = best_names(index, pairs, scores)
    named = _with_numbers(search, asked, pairs.take(best), scores[best])
    beside, final = adjusted(index, asked, named)
    keep = _shown(search, named, final)
    shown = Found(named.pairs.take(keep), named.scores[keep], named.same)
    result: list[list[Match]] = [[] for _ in queries]
    told = matches(index, asked, shown, [beside[n] for n in keep.tolist()], final[keep])
    for query, match in zip(shown.pairs.query.tolist(), told, strict=True):
        result[query].append(match)
    return [sorted(each, key=_rank) for each in result]


def _shown(search: Search, found: Found, final: Floats) -> Ints:
    """Places of the pairs at or above the threshold, of each query the best."""
    index, keep = search.index, np.flatnonzero(final >= search.threshold)
    pairs, listing = found.pairs.take(keep), index.row_listing[found.pairs.row[keep]]
    by_number = np.array([key in found.same for key in zip(
        pairs.query.tolist(), listing.tolist(), strict=True)], np.bool_)  # fmt: skip
    ids = [index.id_of(one) for one in listing.tolist()]
    sources = [index.source_of(one) for one in listing.tolist()]
    order = sorted(range(len(keep)), key=lambda n: (
        pairs.query[n], not by_number[n], -final[keep[n]], ids[n], sources[n]))  # fmt: skip
    rank = np.arange(len(order)) - np.searchsorted(pairs.query[order], pairs.query[order], "left")
    return keep[np.array(order, np.int64)[rank < search.limit]]


def _rank(match: Match) -> tuple[bool, float, str, str]:
    return match.reason != "identifier", -match.score, match.listing_id, match.source


def _with_numbers(search: Search, asked: Asked, pairs: Pairs, scores: np.ndarray) -> Found:
    """The pairs, and one more for each listing that only an identifier finds."""
    index = search.index
    same = same_numbers(index, asked.queries, search.rows)
    have = set(zip(pairs.query.tolist(), index.row_listing[pairs.row].tolist(), strict=True))
    more = [(query, _row_of(search, listing)) for query, listing in same
            if (query, listing) not in have]  # fmt: skip
    if not more:
        return Found(pairs, scores, same)
    extra = Pairs(*np.array(more, np.int64).T)
    added = score(index, asked.prepared, extra)
    both = Pairs(np.concatenate([pairs.query, extra.query]), np.concatenate([pairs.row, extra.row]))
    return Found(both, np.concatenate([scores, added]), same)


def _row_of(search: Search, listing: int) -> int:
    """The row of a listing's primary name, or of its first name in force."""
    index, rows = search.index, search.rows
    row = int(index.listing_row[listing])
    if rows is None or rows[row]:
        return row
    return int(np.flatnonzero((index.row_listing == listing) & rows)[0])
