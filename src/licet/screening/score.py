"""Scores of pairs, and of everything a batch of queries reaches, through the loops."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from licet.names.legal_forms import no_conflict
from licet.screening import scorer
from licet.screening.candidates import Pairs, candidates
from licet.screening.index_store import Index
from licet.screening.kernel import run
from licet.screening.kernel.loops import MOST_STEPS
from licet.screening.kernel.names import FEATURES, PER_QUERY
from licet.screening.kernel.tables import Steps, steps
from licet.screening.model import CEILING, WEAK_CAP
from licet.screening.packed import Floats, Ints
from licet.screening.queries import Prepared
from licet.screening.search import Search


def found(search: Search, prepared: Prepared) -> tuple[Pairs, Floats]:
    """Pairs at or above the search's floor with their scores, by query and row."""
    compiled = run.search(prepared.size)
    if compiled is None:
        pairs = candidates(search, prepared)
        scores = score(search.index, prepared, pairs)
        near = np.flatnonzero(scores >= search.score_floor)
        return pairs.take(near), scores[near]
    size, index = prepared.size * PER_QUERY, search.index
    out = np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size)
    rows = np.zeros(0, np.bool_) if search.rows is None else search.rows
    scratch = np.zeros((index.rows, 2)), np.zeros(index.rows, np.int64), _head(index)
    total = compiled(
        index.names_read, prepared.links, prepared.queries, scorer.arrays(), _caps(),
        (search.estimate_floor, rows), search.score_floor, scratch, out,
    )  # fmt: skip
    return Pairs(out[0][:total].copy(), out[1][:total].copy()), out[2][:total].copy()


def score(index: Index, prepared: Prepared, pairs: Pairs) -> Floats:
    """P scores by names alone. Only the same words in the same order and form give 1."""
    out = np.zeros(len(pairs.row)), np.zeros((0, FEATURES)), np.zeros(len(pairs.row), np.int64)
    _run(index, prepared, pairs, out, steps(0))
    return out[0]


@dataclass(frozen=True)
class Worked:
    """Of P pairs: their features, and the word pairs of each in turn."""

    values: Floats  # P x FEATURES
    taken: Steps  # P x MOST_STEPS, flat
    count: Ints  # P


def worked(index: Index, prepared: Prepared, pairs: Pairs) -> Worked:
    """Pairs with their working, to explain or to learn from."""
    size = len(pairs.row)
    out = np.zeros(size), np.zeros((size, FEATURES)), np.zeros(size, np.int64)
    taken = steps(size * MOST_STEPS)
    _run(index, prepared, pairs, out, taken)
    return Worked(out[1], taken, out[2])


def _run(
    index: Index, prepared: Prepared, pairs: Pairs, out: tuple[Floats, Floats, Ints], taken: Steps
) -> None:
    run.score_pairs(len(pairs.row))(
        index.names_read, prepared.links, prepared.queries, scorer.arrays(), _caps(),
        (pairs.query, pairs.row), _head(index), out, taken,
    )  # fmt: skip


def _head(index: Index) -> np.ndarray:
    return np.zeros(len(index.token_weight), np.int32)


def _caps() -> Floats:
    return np.array([CEILING, WEAK_CAP, float(no_conflict())])
