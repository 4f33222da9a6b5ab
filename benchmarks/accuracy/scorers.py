"""Ways to score a name against every name of the lists: licet's, and the baselines of the run.

Each gives, for each query, the best score of every party that it knows of; the string of an alias
that is asked for is hidden from every entry first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

from benchmarks.accuracy import data
from licet.names import parse
from licet.screening import Query, build_index
from licet.screening.adjust import adjustments, apply
from licet.screening.candidates import Pairs
from licet.screening.index_store import Index
from licet.screening.queries import prepare
from licet.screening.score import found
from licet.screening.screen import finder_of
from licet.screening.search import Search

BLOCK = 500


@dataclass(frozen=True)
class Listed:
    """The names of the lists: text, the string's number, and the party of each row."""

    index: Index
    texts: list[str]
    string: np.ndarray
    party: np.ndarray

    @classmethod
    def of(cls, held: data.Lists) -> Listed:
        """Index every name of every list."""
        texts = held.rows["name"].to_list()
        numbers: dict[str, int] = {}
        string = [numbers.setdefault(plain(text), len(numbers)) for text in texts]
        party = [held.party[one] for one in held.rows["listing_id"]]
        index = build_index(held.rows.to_dict(as_series=False))
        return cls(index, texts, np.array(string), np.array(party))


def plain(text: str) -> str:
    """A string without case and extra blanks: what "the same string" means here."""
    return " ".join(text.casefold().split())


@dataclass(frozen=True)
class Asked:
    """Queries; for aliases the row each is taken from, so that its string is hidden."""

    names: Sequence[str]
    rows: np.ndarray | None = None
    queries: Sequence[Query] | None = None
    """The names with kind, country or birth date; only licet's scorer looks at them."""


Scores = Iterator[tuple[int, dict[int, float]]]
Scorer = Callable[[Listed, Asked], Scores]


def licet(listed: Listed, asked: Asked) -> Scores:
    """The engine: candidates and scores, as ``screen_batch`` takes them."""
    search = Search(listed.index, 0.0)
    for start in range(0, len(asked.names), BLOCK):
        names = [parse(name, reorder=True) for name in asked.names[start : start + BLOCK]]
        pairs, scores = found(search, prepare(finder_of(listed.index), names))
        if asked.rows is not None:
            own = listed.string[asked.rows[start + pairs.query]]
            keep = np.flatnonzero(listed.string[pairs.row] != own)
            pairs, scores = pairs.take(keep), scores[keep]
        if asked.queries is not None:
            scores = _beside(listed.index, asked.queries[start:], pairs, scores)
        best: list[dict[int, float]] = [{} for _ in names]
        party = listed.party[pairs.row].tolist()
        for query, one, value in zip(pairs.query.tolist(), party, scores.tolist(), strict=True):
            best[query][one] = max(best[query].get(one, 0.0), value)
        yield from ((start + n, one) for n, one in enumerate(best))


def _beside(index: Index, queries: Sequence[Query], pairs: Pairs, scores: np.ndarray) -> np.ndarray:
    """Scores with what kind, country and birth date add or take away."""
    listing = index.row_listing[pairs.row].tolist()
    found = zip(pairs.query.tolist(), listing, scores.tolist(), strict=True)
    return np.array([
        apply(value, adjustments(index, queries[query], one)) for query, one, value in found
    ])  # fmt: skip


def compared(function: Callable[..., Any]) -> Scorer:
    """A baseline that compares a name with every name of the lists."""

    def scores(listed: Listed, asked: Asked) -> Scores:
        texts = [plain(text) for text in listed.texts]
        places, first = np.unique(listed.party, return_inverse=True)
        for start in range(0, len(asked.names), 100):
            block = [plain(name) for name in asked.names[start : start + 100]]
            table = cdist(block, texts, scorer=function, workers=-1, dtype=np.float32)
            for n, row in enumerate(table):
                if asked.rows is not None:
                    row[listed.string == listed.string[asked.rows[start + n]]] = 0
                best = np.zeros(len(places), np.float32)
                np.maximum.at(best, first, row)
                top = np.argsort(best)[-50:]
                own = listed.party[asked.rows[start + n]] if asked.rows is not None else -1
                kept = {int(places[at]): float(best[at]) for at in top}
                if own >= 0:
                    kept[int(own)] = float(best[np.searchsorted(places, own)])
                yield start + n, kept

    return scores


BASELINES: dict[str, Scorer] = {
    "jaro_winkler": compared(JaroWinkler.similarity),
    "token_sort": compared(fuzz.token_sort_ratio),
    "wratio": compared(fuzz.WRatio),
}
