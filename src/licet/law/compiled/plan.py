"""From a graph to stages of Polars expressions.

What several nodes read becomes a column of its own; what only one node reads is written inside
that node's expression. Columns that wait for the same depth are computed together, so Polars
spreads them over its threads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

import polars as pl

from licet.law.compiled.graph import TRUE, Graph


@dataclass(frozen=True, slots=True)
class Plan:
    """Expressions by stage; the first reads encoded columns, the last makes the outputs."""

    stages: tuple[tuple[pl.Expr, ...], ...]
    outputs: tuple[pl.Expr, ...]
    nodes: int

    def run(self, encoded: pl.DataFrame) -> pl.DataFrame:
        """The outputs for the rows given."""
        if not self.stages:
            return encoded.select(self.outputs)
        frame = encoded.select(self.stages[0])
        for stage in self.stages[1:]:
            frame = frame.with_columns(stage)
        return frame.select(self.outputs)


def plan(graph: Graph, atoms: Mapping[int, pl.Expr], outputs: Mapping[str, Iterable[int]]) -> Plan:
    """Each output is a number made of bits: its nodes, the lowest bit first."""
    wanted = {name: list(nodes) for name, nodes in outputs.items()}
    uses = _uses(graph, [node for nodes in wanted.values() for node in nodes])
    drawn = _Drawn(graph, uses)
    stages: dict[int, list[pl.Expr]] = {}
    for node in sorted(uses):
        if drawn.kept(node):
            made = atoms[node] if graph.ops[node] == "atom" else drawn.inner(node)
            stages.setdefault(drawn.level(node), []).append(made.alias(str(node)))
    made_outputs = tuple(_number(drawn, nodes).alias(name) for name, nodes in wanted.items())
    return Plan(tuple(tuple(stages[level]) for level in sorted(stages)), made_outputs, len(uses))


def _uses(graph: Graph, roots: list[int]) -> dict[int, int]:
    """How often each node that an output needs is read."""
    uses: dict[int, int] = {}
    waiting = [*roots, *roots]  # an output is kept as a column, as if it were read twice
    while waiting:
        node = waiting.pop()
        if node > TRUE:
            uses[node] = uses.get(node, 0) + 1
            if uses[node] == 1:
                waiting += graph.args[node]
    return uses


class _Drawn:
    """Nodes as expressions over those nodes that are columns."""

    def __init__(self, graph: Graph, uses: dict[int, int]) -> None:
        self.graph, self.uses = graph, uses
        self._levels: dict[int, int] = {}

    def kept(self, node: int) -> bool:
        """Whether the node is a column of its own."""
        return self.graph.ops[node] == "atom" or self.uses[node] > 1

    def level(self, node: int) -> int:
        """The stage after which a node can be read; atoms come first."""
        if node not in self._levels:
            below = max((self.level(arg) for arg in self.graph.args[node]), default=-1)
            self._levels[node] = below + 1 if self.kept(node) else below
        return self._levels[node]

    def read(self, node: int) -> pl.Expr:
        """A node as another expression reads it."""
        if node <= TRUE:
            return pl.lit(node == TRUE)
        return pl.col(str(node)) if self.kept(node) else self.inner(node)

    def inner(self, node: int) -> pl.Expr:
        """A node from what it reads."""
        args = [self.read(arg) for arg in self.graph.args[node]]
        if self.graph.ops[node] == "not":
            return ~args[0]
        return reduce(and_ if self.graph.ops[node] == "and" else or_, args)


def _number(drawn: _Drawn, nodes: list[int]) -> pl.Expr:
    """The bits of a number, in the smallest unsigned type that holds them."""
    size = pl.UInt8 if len(nodes) <= 8 else pl.UInt64
    fixed = sum(1 << bit for bit, node in enumerate(nodes) if node == TRUE)
    parts = [
        drawn.read(node).cast(size) * pl.lit(1 << bit, size)
        for bit, node in enumerate(nodes)
        if node > TRUE
    ]
    constant = pl.lit(fixed, size)
    return reduce(or_, parts, constant)
