"""The part tree as arrays: tiers, quantities multiplied through, what stands above a part.

Each row of the tree goes from an assembly down to a part in it. Work goes tier by tier: a part's
tier is the longest way down to it from an end product (tier 0), so that all assemblies above a
part are done before it, and the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from licet.exposure import cycles
from licet.exposure.programme import Programme

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
NEVER = np.int32(np.iinfo(np.int32).max)
"""The day that never comes; days are counted from 1970-01-01 (``date.toordinal() - 719163``)."""


@dataclass(frozen=True)
class Tree:
    """Rows without cycles, sorted by the tier of their assembly, then by assembly.

    ``parent``, ``child`` (keys of parts) and ``quantity`` have a place for each row; ``tier`` one
    for each part; rows ``starts[t]`` to ``starts[t + 1]`` have their assembly in tier t.
    ``problems`` names the cycles that were cut.
    """

    parts: int
    parent: Ints
    child: Ints
    quantity: Floats
    tier: Ints
    starts: NDArray[np.int64]
    problems: pl.DataFrame

    @classmethod
    def of(cls, programme: Programme) -> Tree:
        """The tree of a programme, its cycles cut."""
        frame = programme.tree
        parent, child = (frame[name].to_numpy().astype(np.int32) for name in ("assembly", "part"))
        found = cycles.closing(parent, child, programme.parts.height)
        kept = np.ones(len(parent), np.bool_)
        kept[list(found)] = False
        quantity = frame["quantity"].to_numpy().astype(np.float64)
        wrong = cycles.told(frame, programme.parts, found)
        return _built(programme.parts.height, parent[kept], child[kept], quantity[kept], wrong)

    @property
    def tops(self) -> Ints:
        """End products: parts in no assembly that are assemblies themselves."""
        above = np.zeros(self.parts, np.bool_)
        above[self.child] = True
        return np.flatnonzero(self.assemblies & ~above).astype(np.int32)

    @property
    def assemblies(self) -> Bools:
        """Which parts have parts in them."""
        found = np.zeros(self.parts, np.bool_)
        found[self.parent] = True
        return found

    def tiers_down(self) -> Iterator[slice]:
        """Rows by the tier of their assembly, from the top."""
        for at in range(len(self.starts) - 1):
            yield slice(int(self.starts[at]), int(self.starts[at + 1]))

    def tiers_up(self) -> Iterator[slice]:
        """Rows by the tier of their assembly, from the bottom."""
        yield from reversed(list(self.tiers_down()))

    def exploded(self, wanted: Floats) -> Floats:
        """How many of each part are needed in all, given how many of each for its own sake.

        ``wanted`` has a number for each part, mostly for end products alone.
        """
        total = wanted.astype(np.float64, copy=True)
        for rows in self.tiers_down():
            np.add.at(total, self.child[rows], total[self.parent[rows]] * self.quantity[rows])
        return total

    def above(self, parts: Bools) -> Bools:
        """The parts themselves and every assembly that needs one of them.

        A column of truths for each part, or several columns (parts x cases).
        """
        found = parts.copy()
        for rows in self.tiers_up():
            above, first = _groups(self.parent[rows])
            if len(above):
                hit = np.logical_or.reduceat(found[self.child[rows]], first, axis=0)
                found[above] |= hit
        return found

    def below(self, parts: Bools) -> Bools:
        """The parts themselves and everything within them."""
        found = parts.copy()
        for rows in self.tiers_down():
            hit = found[self.parent[rows]]
            found[self.child[rows][hit]] = True
        return found

    def earliest_above(self, days: Ints, delay: Ints | None = None) -> tuple[Ints, Ints]:
        """First days of lack, handed up: (of each part, of what each is put together from).

        ``days``: the first day on which a part lacks for reasons of its own; parts, or parts x
        cases. ``delay``: days that a part's stock bridges when it can't be put together (parts).
        A part lacks from the earlier of its own day and the day its contents lack, put off.
        """
        lacks, within = days.copy(), np.full_like(days, NEVER)
        for rows in self.tiers_up():
            above, first = _groups(self.parent[rows])
            if not len(above):
                continue
            inner = np.minimum.reduceat(lacks[self.child[rows]], first, axis=0)
            within[above] = inner
            if delay is not None:
                inner = put_off(inner, delay[above])
            lacks[above] = np.minimum(lacks[above], inner)
        return lacks, within


def put_off(days: Ints, by: Ints) -> Ints:
    """Days later by some number of days each; what never comes stays never."""
    shift = by.astype(np.int64) if days.ndim == 1 else by.astype(np.int64)[:, None]
    later = np.minimum(days + shift, int(NEVER))
    return np.where(days == NEVER, NEVER, later).astype(np.int32)


def _groups(at: Ints) -> tuple[Ints, NDArray[np.int64]]:
    """The different values of a sorted column, and where each begins."""
    first = np.flatnonzero(np.concatenate([[True], at[1:] != at[:-1]])) if len(at) else at[:0]
    return at[first], first.astype(np.int64)


def _built(parts: int, parent: Ints, child: Ints, quantity: Floats, wrong: pl.DataFrame) -> Tree:
    tier = _tiers(parts, parent, child)
    order = np.lexsort((child, parent, tier[parent]))
    parent, child, quantity = parent[order], child[order], quantity[order]
    deepest = int(tier[parent].max(initial=-1))
    starts = np.searchsorted(tier[parent], np.arange(deepest + 2))
    return Tree(parts, parent, child, quantity, tier, starts, wrong)


def _tiers(parts: int, parent: Ints, child: Ints) -> Ints:
    """The longest way down to each part from a part in no assembly."""
    order = np.argsort(parent, kind="stable")
    to = child[order]
    starts = np.searchsorted(parent[order], np.arange(parts + 1))
    waiting = np.bincount(child, minlength=parts)
    tier = np.zeros(parts, np.int32)
    at = np.flatnonzero(waiting == 0)
    depth = 0
    while len(at):
        tier[at] = depth
        many = starts[at + 1] - starts[at]
        ends = np.cumsum(many)
        rows = np.arange(int(ends[-1])) + np.repeat(starts[at] - (ends - many), many)
        reached = to[rows]
        np.subtract.at(waiting, reached, 1)
        at = np.unique(reached[waiting[reached] == 0])
        depth += 1
    return tier
