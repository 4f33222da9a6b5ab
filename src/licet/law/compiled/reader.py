"""From leaves, periods and gates to atoms: expressions over the encoded columns.

A fact without a column is unknown on every row: its leaves are constants, and whatever they settle
falls away before anything is computed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import TypeVar

import polars as pl

from licet.core.dates import Moment, Period
from licet.law.compiled.compare import Expressions, Part, match_date, match_number
from licet.law.compiled.encode import ASKED
from licet.law.compiled.graph import FALSE, NO, TRUE, UNKNOWN, YES, Graph, Pair
from licet.law.compiled.lexicon import ANY_BIT, FIRST_CODE, UNKNOWN_CODE, Lexicon, references
from licet.law.compiled.moments import Between, Moments, contains
from licet.law.compiled.schema import CARRIES, OPEN_END, OPEN_START, join
from licet.law.conditions import Bound, FactRef, Leaf
from licet.law.facts import FACTS
from licet.law.values import Dates, Number

T = TypeVar("T")


@dataclass(slots=True)
class Reader:
    """Atoms of one graph. ``columns`` are encoded names; ``own`` says whose columns give a fact."""

    graph: Graph
    lexicon: Lexicon
    columns: frozenset[str]
    own: Callable[[str], str | None]
    expressions: dict[int, pl.Expr] = field(default_factory=dict)

    def leaf(self, leaf: Leaf) -> Pair:
        """A leaf's truth on each row."""
        if leaf.matcher == "is":
            return self._is(leaf)
        if FACTS[leaf.fact].type == "date":
            return self._compared(leaf, self._dates, match_date)
        return self._compared(leaf, self._numbers, match_number)

    def absent(self, fact: str) -> int:
        """Where a date or number is unknown."""
        name = self._name(fact)
        forms = (f"day|{name}", f"day|{name}:earliest", f"low|{name}")
        held = [column for column in forms if column in self.columns]
        if not held:
            return TRUE
        return self._atom(("absent", held[0]), lambda: pl.col(held[0]).is_null())

    def gate(self, measure: str) -> Pair:
        """Whether a party of the row carries a measure."""
        column = f"{CARRIES}{measure}"
        if column not in self.columns:
            return NO
        yes, unknown = self._code(column, FIRST_CODE + 1), self._code(column, UNKNOWN_CODE)
        return Pair(yes, self.graph.or_([yes, unknown]))

    def period(self, period: Period, zone: str) -> Pair:
        """Whether the moment asked lies within a period, on the authority's clock."""
        if period.start is None and period.end is None:
            return YES
        day, at = pl.col(f"day|{ASKED}"), None
        if f"at|{ASKED}" in self.columns:
            at = pl.col(f"at|{ASKED}")
            day = pl.coalesce(at.dt.convert_time_zone(zone).dt.date(), day)
        certain, possible = contains(period, Moments(day, at))
        clock = zone if at is not None else None
        return Pair(
            self._atom(("period", period, clock, "certain"), lambda: certain),
            self._atom(("period", period, clock, "possible"), lambda: possible),
        )

    def _name(self, fact: str) -> str:
        return join(fact, self.own(fact))

    def _atom(self, key: object, made: Callable[[], pl.Expr]) -> int:
        node = self.graph.atom(key)
        if node not in self.expressions:
            self.expressions[node] = made().fill_null(False)
        return node

    def _code(self, column: str, code: int) -> int:
        return self._atom(("code", column, code), lambda: pl.col(column) == code)

    def _is(self, leaf: Leaf) -> Pair:
        name = self._name(leaf.fact)
        if FACTS[leaf.fact].type == "words":
            return self._among(leaf, name)
        column = f"code|{name}"
        if column not in self.columns:
            return UNKNOWN
        codes = [self.lexicon.code(leaf.fact, word) for word in sorted(leaf.wanted)]
        certain = self.graph.or_(self._code(column, code) for code in codes)
        return Pair(certain, self.graph.or_([certain, self._code(column, UNKNOWN_CODE)]))

    def _among(self, leaf: Leaf, name: str) -> Pair:
        if f"certain0|{name}" not in self.columns:
            return UNKNOWN
        masks = self.lexicon.masks(leaf.fact, leaf.wanted)
        return Pair(
            self._bits("certain", name, masks),
            self._bits("possible", name, [masks[0] | ANY_BIT, *masks[1:]]),
        )

    def _bits(self, half: str, name: str, masks: list[int]) -> int:
        found = [(f"{half}{i}|{name}", mask) for i, mask in enumerate(masks) if mask]
        if not found:
            return FALSE
        made = [(pl.col(c) & pl.lit(mask, pl.UInt64)) != 0 for c, mask in found]
        return self._atom(("bits", *found), lambda: reduce(or_, made))

    def _compared(
        self,
        leaf: Leaf,
        read: Callable[[Bound], T | None],
        match: Callable[[str, T, list[T]], list[Part]],
    ) -> Pair:
        """A value against bounds; unknown wherever the value or a bound is."""
        value, bounds = read(FactRef(leaf.fact)), [read(bound) for bound in leaf.bounds]
        held = [bound for bound in bounds if bound is not None]
        if value is None or len(held) < len(bounds):
            return UNKNOWN
        parts = []
        for i, ((yes, no), negated) in enumerate(match(leaf.matcher, value, held)):
            key = (leaf, self.own(leaf.fact), i)
            surely, surely_not = self._both(key, yes, no)
            # An interval whose ends are turned about is read as the interpreter does: yes first.
            pair = Pair(surely, self.graph.or_([surely, self.graph.not_(surely_not)]))
            parts.append(self.graph.negation(pair) if negated else pair)
        truth = self.graph.all_of(parts)
        absent = self.graph.or_(self.absent(name) for name in references(leaf))
        return Pair(
            self.graph.and_([truth.certain, self.graph.not_(absent)]),
            self.graph.or_([truth.possible, absent]),
        )

    def _both(self, key: object, yes: pl.Expr, no: pl.Expr) -> tuple[int, int]:
        return self._atom((key, "yes"), lambda: yes), self._atom((key, "no"), lambda: no)

    def _dates(self, bound: Bound) -> Between | None:
        if isinstance(bound, Dates):
            return Between(
                Moments.one(bound.earliest or Moment(OPEN_START)),
                Moments.one(bound.latest or Moment(OPEN_END)),
            )
        if not isinstance(bound, FactRef):
            return None
        name = self._name(bound.name)
        if f"day|{name}" in self.columns:
            exact = self._moments(name)
            return Between(exact, exact)
        if f"day|{name}:earliest" in self.columns:
            return Between(self._moments(f"{name}:earliest"), self._moments(f"{name}:latest"))
        return None

    def _moments(self, name: str) -> Moments:
        at = pl.col(f"at|{name}") if f"at|{name}" in self.columns else None
        return Moments(pl.col(f"day|{name}"), at)

    def _numbers(self, bound: Bound) -> Expressions | None:
        if isinstance(bound, Number):
            return pl.lit(bound.low), pl.lit(bound.high)
        if not isinstance(bound, FactRef):
            return None
        name = self._name(bound.name)
        if f"low|{name}" not in self.columns:
            return None
        high = f"high|{name}" if f"high|{name}" in self.columns else f"low|{name}"
        return pl.col(f"low|{name}"), pl.col(high)
