"""One-to-one alignment of a query's words with a list name's words, for many pairs at once.

Greedy: the pair of words that agrees most (similarity times weight) is taken first, its words
are used up, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from licet.screening.candidates import Pairs
from licet.screening.finder import CODE, GRID, TRANSLITERATED
from licet.screening.grids import Grid, grids
from licet.screening.index_store import Index
from licet.screening.index_words import PARTICLE_WEIGHT
from licet.screening.packed import Bools, Floats, Ints
from licet.screening.queries import Prepared

SAME = round(TRANSLITERATED * GRID) / GRID


@dataclass
class Step:
    """One pair of words for each of P pairs of names; ``how`` 0 where there was none left."""

    query_mask: Ints
    listed_mask: Ints
    similarity: Floats
    how: Ints
    weight: Floats

    @classmethod
    def none(cls, size: int) -> Step:
        """A step that took nothing."""
        masks = [np.zeros(size, np.int64) for _ in range(3)]
        return cls(masks[0], masks[1], np.zeros(size), masks[2], np.zeros(size))


SUMS = (
    "similar", "paired", "left_query", "left_listed", "rare", "left_rare_query",
    "left_rare_listed", "same", "worst", "initials",
)  # fmt: skip


@dataclass
class Alignment:
    """For P pairs: what agrees and what is left; ``steps`` holds the words taken, in turn."""

    similar: Floats  # sum of similarity times weight over matched words
    paired: Floats  # sum of weight over matched words
    left_query: Floats  # weight of the query's words without a match
    left_listed: Floats
    rare: Floats  # sum of similarity times rarity over matched words
    left_rare_query: Floats  # rarity of the query's words without a match
    left_rare_listed: Floats
    same: Floats  # weight of matched words that are the same, or the same in another script
    worst: Floats  # lowest similarity of a pair of matched words, particles aside; 1 for none
    initials: Floats  # weight that single letters leave open in the word they stand for
    exact: Bools  # every word on both sides is matched and is the same
    disorder: Bools  # matched words stand in another order
    steps: list[Step] = field(default_factory=list)

    @classmethod
    def empty(cls, size: int) -> Alignment:
        """Room for P pairs."""
        a, b, c, d, e, f, g, h, i = (np.zeros(size) for _ in range(9))
        exact, disorder = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
        return cls(a, b, c, d, e, f, g, h, np.ones(size), i, exact, disorder)


def align(index: Index, prepared: Prepared, pairs: Pairs, *, keep: bool = False) -> Alignment:
    """Align every pair. ``keep`` also returns the steps (to explain a few pairs)."""
    result = Alignment.empty(len(pairs.query))
    for chosen, grid in grids(index, prepared, pairs):
        done = _greedy(grid)
        for name in SUMS:
            getattr(result, name)[chosen] = getattr(done, name)
        result.exact[chosen], result.disorder[chosen] = done.exact, done.disorder
        if keep:
            _keep_steps(result, done, chosen)
    return result


def _keep_steps(result: Alignment, done: Alignment, chosen: Ints) -> None:
    while len(result.steps) < len(done.steps):
        result.steps.append(Step.none(len(result.similar)))
    for into, step in zip(result.steps, done.steps, strict=False):
        for name in ("query_mask", "listed_mask", "similarity", "how", "weight"):
            getattr(into, name)[chosen] = getattr(step, name)


def _greedy(grid: Grid) -> Alignment:
    """Take the best free pair of words until none is left."""
    size, high, wide = grid.similarity.shape
    result = Alignment.empty(size)
    result.left_query, result.left_listed = grid.query_total.copy(), grid.listed_total.copy()
    result.left_rare_query = grid.query_rare_total.copy()
    result.left_rare_listed = grid.listed_rare_total.copy()
    same = grid.query_words == grid.listed_words
    position = np.full((size, high), -1, np.int64)
    used_query, used_listed = np.zeros(size, np.int64), np.zeros(size, np.int64)
    value = grid.similarity * np.minimum(
        grid.query_weight[:, :, None], grid.listed_weight[:, None, :]
    )
    at = np.arange(size)
    for _ in range(min(high, wide)):
        value[(grid.query_mask & used_query[:, None]) != 0] = 0.0
        value.swapaxes(1, 2)[(grid.listed_mask & used_listed[:, None]) != 0] = 0.0
        best = value.reshape(size, -1).argmax(axis=1)
        a, b = best // wide, best % wide
        gain = value[at, a, b]
        if not (gain > 0).any():
            break
        step = _take(grid, result, (a, b), gain)
        used_query |= step.query_mask
        used_listed |= step.listed_mask
        position[at, a] = np.where(step.how > 0, b, position[at, a])
        same &= (step.how == 0) | (step.how == CODE["exact"])
    result.exact = same & (result.left_query == 0) & (result.left_listed == 0)
    result.disorder = _disorder(position)
    return result


def _take(grid: Grid, result: Alignment, cell: tuple[Ints, Ints], gain: Floats) -> Step:
    """Book one cell of each pair where there is a gain."""
    at, (a, b), took = np.arange(len(gain)), cell, gain > 0
    mine = np.where(took, grid.query_weight[at, a], 0.0)
    theirs = np.where(took, grid.listed_weight[at, b], 0.0)
    step = Step(
        query_mask=np.where(took, grid.query_mask[at, a], 0),
        listed_mask=np.where(took, grid.listed_mask[at, b], 0),
        similarity=np.where(took, grid.similarity[at, a, b], 0.0),
        how=np.where(took, grid.how[at, a, b], 0),
        weight=np.minimum(mine, theirs),
    )
    result.similar += gain
    result.paired += step.weight
    result.left_query -= mine
    result.left_listed -= theirs
    seldom_mine = np.where(took, grid.query_rare[at, a], 0.0)
    seldom_theirs = np.where(took, grid.listed_rare[at, b], 0.0)
    result.rare += step.similarity * np.minimum(seldom_mine, seldom_theirs)
    result.left_rare_query -= seldom_mine
    result.left_rare_listed -= seldom_theirs
    alike = took & (step.similarity >= SAME)
    result.same += np.where(alike, step.weight, 0.0)
    told = took & (step.weight > PARTICLE_WEIGHT)
    result.worst = np.where(told, np.minimum(result.worst, step.similarity), result.worst)
    result.initials += np.where(step.how == CODE["initial"], np.abs(mine - theirs), 0.0)
    result.steps.append(step)
    return step


def _disorder(position: Ints) -> Bools:
    """Whether the places that consecutive query words were matched to ever go back."""
    last = np.full(len(position), -1, np.int64)
    back = np.zeros(len(position), np.bool_)
    for column in position.T:
        back |= (column >= 0) & (column < last)
        last = np.where(column >= 0, column, last)
    return back
