"""Reach over a whole graph: arrays in, one truth for each node out.

``on`` takes the ties of a day out of a graph once; ``reach`` then spreads a measure over them. A
tenth of a second for a million ties. For one party ``plain`` counts the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from licet.ownership.kernel import loops
from licet.ownership.kernel.run import chosen
from licet.ownership.model import OPEN_END, OPEN_START
from licet.ownership.reach import Method, Rule

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
BUDGET = 50
"""How often over the ties may be looked at, person by person, before counting is cut short."""
FIELDS = (
    "owner", "owned", "kind", "low", "high", "start_first", "start_last", "end_first", "end_last",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Graph:
    """Ties as columns, sorted by owned, owner, kind, low and high; nodes are 0 to ``nodes`` - 1.

    Shares in millionths of a percent, days as ordinals (``OPEN_START``, ``OPEN_END`` for none).
    """

    nodes: int
    owner: Ints
    owned: Ints
    kind: Bytes
    low: Ints
    high: Ints
    start_first: Ints
    start_last: Ints
    end_first: Ints
    end_last: Ints

    def __len__(self) -> int:
        return len(self.owner)

    def columns(self) -> tuple[npt.NDArray[np.generic], ...]:
        """The columns in their order."""
        return tuple(getattr(self, name) for name in FIELDS)


def graph(nodes: int, columns: Sequence[npt.ArrayLike]) -> Graph:
    """A graph from unsorted columns in the order of ``FIELDS``."""
    made = [np.asarray(column, dtype=np.int64) for column in columns]
    order = np.lexsort((made[4], made[3], made[2], made[0], made[1]))
    clipped = [np.clip(column[order], OPEN_START, OPEN_END) for column in made]
    owner, owned, kind, low, high, *days = (column.astype(np.int32) for column in clipped)
    return Graph(nodes, owner, owned, kind.astype(np.uint8), low, high, *_four(days))


def _four(days: list[Ints]) -> tuple[Ints, Ints, Ints, Ints]:
    return days[0], days[1], days[2], days[3]


@dataclass(frozen=True, slots=True)
class DayGraph:
    """The ties of one day by owner, and the bodies whose holdings come to more than all."""

    nodes: int
    start: Longs
    to: Ints
    kind: Bytes
    low: Ints
    high: Ints
    full_shares: Bytes
    full_votes: Bytes


def on(whole: Graph, day: int) -> DayGraph:
    """The ties that hold, or may hold, on a day (an ordinal)."""
    size, work = len(whole), len(whole)
    made = [np.empty(size, np.uint8 if i == 2 else np.int32) for i in range(5)]
    used = chosen(loops.held_on, work)(*whole.columns(), day, *made)
    owner, owned, kind, low, high = (column[:used] for column in made)
    shares, votes = np.zeros(whole.nodes, np.uint8), np.zeros(whole.nodes, np.uint8)
    chosen(loops.overfull, work)(owned, kind, low, shares, votes)
    start = np.zeros(whole.nodes + 1, np.int64)
    out = [np.empty(used, np.uint8 if i == 1 else np.int32) for i in range(4)]
    chosen(loops.by_owner, work)(whole.nodes, owner, owned, kind, low, high, start, *out)
    return DayGraph(whole.nodes, start, out[0], out[1], out[2], out[3], shares, votes)


@dataclass(frozen=True, slots=True)
class Seeds:
    """Nodes under a measure by themselves: as which person (any number), and how certain."""

    node: Ints
    person: Ints
    sure: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, told: Sequence[tuple[int, int, bool]]) -> Seeds:
        """Seeds from (node, person, certain)."""
        columns = list(zip(*told, strict=True)) or [(), (), ()]
        return cls(
            np.array(columns[0], np.int32),
            np.array(columns[1], np.int32),
            np.array(columns[2], bool),
        )


@dataclass(frozen=True, slots=True)
class Reached:
    """For each node: 0 not reached, 1 possibly, 2 certainly. Without ``whole`` counting was cut
    short: what is certain stands, and what is possible is told too widely."""

    level: Bytes
    whole: bool


def reach(day: DayGraph, seeds: Seeds, method: Method) -> Reached:
    """Spread a measure over the ties of a day; a seed itself counts only if its owners reach it."""
    if len(seeds.node) and not 0 <= seeds.node.min() <= seeds.node.max() < day.nodes:
        raise ValueError(f"a seed is no node: there are {day.nodes:,}")
    certain, first = _found(day, seeds, method.strict)
    possible, second = _found(day, seeds, method.wide)
    return Reached(np.maximum(certain * np.uint8(2), possible), first and second)


def _found(day: DayGraph, seeds: Seeds, rule: Rule | None) -> tuple[Bytes, bool]:
    found = np.zeros(day.nodes, np.uint8)
    if rule is None:
        return found, True
    keep = seeds.sure if rule.strict else np.ones(len(seeds.node), bool)
    nodes, people = seeds.node[keep], seeds.person[keep]
    if rule.aggregate:
        _together(day, nodes, rule, found)
        return found, True
    whole = _each(day, nodes, people, rule, found)
    if not whole and not rule.strict:
        _together(day, nodes, rule, found)
    return found, whole


def _numbers(rule: Rule) -> Longs:
    votes = -1 if rule.votes is None else rule.votes
    return np.array([rule.need, votes, rule.votes_added, rule.control, rule.strict], np.int64)


def _together(day: DayGraph, nodes: Ints, rule: Rule, found: Bytes) -> None:
    share = day.low if rule.strict else day.high
    size = day.nodes
    found[:] = 0
    chosen(loops.spread_all, len(day.to))(
        day.start, day.to, day.kind, share, _numbers(rule), day.full_shares, day.full_votes, nodes,
        np.zeros(size, np.uint8), found, np.zeros(size, np.int64), np.zeros(size, np.int64),
        np.empty(size + 1, np.int32),
    )  # fmt: skip


def _each(day: DayGraph, nodes: Ints, people: Ints, rule: Rule, found: Bytes) -> bool:
    share = day.low if rule.strict else day.high
    size = day.nodes
    order = np.argsort(people, kind="stable")
    own, starts = nodes[order], np.flatnonzero(np.diff(people[order], prepend=-1))
    bounds = np.append(starts, len(own)).astype(np.int64)
    alone = np.full(size, -1, np.int32)
    single = np.flatnonzero(np.diff(bounds) == 1)
    alone[own[bounds[single]]] = single
    groups = len(bounds) - 1
    done: int = chosen(loops.spread_each, len(day.to))(
        day.start, day.to, day.kind, share, _numbers(rule), day.full_shares, day.full_votes,
        bounds, own, alone, np.zeros(groups, np.uint8), found, np.zeros(size, np.int64),
        np.zeros(size, np.int64), np.empty(size + 1, np.int32), np.zeros(size, np.int32),
        np.zeros(size, np.uint8), BUDGET * len(day.to) + 10_000_000,
    )  # fmt: skip
    return done == groups
