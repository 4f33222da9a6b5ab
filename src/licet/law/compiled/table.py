"""Between facts and columns: a table made from facts, and the facts of a row of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from licet.core.dates import Moment
from licet.core.kleene import Truth
from licet.law.compiled.moments import INSTANT
from licet.law.compiled.schema import CARRIES, OPEN_END, OPEN_START, join, measures, split
from licet.law.facts import FACTS
from licet.law.interpreter import Facts
from licet.law.values import Dates, Number, Value, Words

TEXTS = pl.List(pl.String)
ON = "on"


# Whether a measure is carried, and its facts: None is unknown, whatever the row's own says.
Carried = tuple[Truth, Mapping[str, Value | None]]


@dataclass(frozen=True, slots=True)
class Line:
    """One row: when it is asked for, its facts, and the measures that its party carries.

    ``carries`` is by measure: whether it does, and the facts of the measure, which stand before the
    row's own.
    """

    on: Moment
    facts: Facts
    carries: Mapping[str, Carried] = field(default_factory=dict)

    def facts_for(self, measure: str | None) -> dict[str, Value]:
        """The facts that a rule reads which this measure (or none) brings into play."""
        if measure is None or measure not in self.carries:
            return dict(self.facts)
        both = {**self.facts, **self.carries[measure][1]}
        return {name: value for name, value in both.items() if value is not None}


def from_facts(lines: Sequence[Line]) -> pl.DataFrame:
    """A table of lines, with the date asked in columns ``on`` and ``on:at``."""
    columns = _moments(ON, "at", [line.on for line in lines])
    columns |= _fact_columns([line.facts for line in lines], None)
    for measure in dict.fromkeys(m for line in lines for m in line.carries):
        nobody: Carried = (False, {})
        held = [line.carries.get(measure, nobody) for line in lines]
        columns[f"{CARRIES}{measure}"] = pl.Series([truth for truth, _ in held], dtype=pl.Boolean)
        special = {fact for _, own in held for fact in own}
        facts = [line.facts_for(measure) for line in lines]
        columns |= _fact_columns([{n: f[n] for n in special & f.keys()} for f in facts], measure)
    return pl.DataFrame(columns)


def _fact_columns(rows: Sequence[Facts], measure: str | None) -> dict[str, pl.Series]:
    made: dict[str, pl.Series] = {}
    for fact in sorted({name for row in rows for name in row}):
        made |= _columns(fact, measure, [row.get(fact) for row in rows])
    return made


def _columns(fact: str, measure: str | None, values: list[Any]) -> dict[str, pl.Series]:
    name, kind = join(fact, measure), FACTS[fact].type
    if kind == "truth":
        return {name: pl.Series(values, dtype=pl.Boolean)}
    if kind == "word":
        return {name: pl.Series(values, dtype=pl.String)}
    if kind == "words":
        return {
            name: _lists(v and v.members for v in values),
            join(fact, measure, "possible"): _lists(v and v.possible for v in values),
        }
    if kind == "number":
        return {
            join(fact, measure, part): pl.Series(
                [None if v is None else getattr(v, part) for v in values], dtype=pl.Float64
            )
            for part in ("low", "high")
        }
    made: dict[str, pl.Series] = {}
    for part, end in (("earliest", OPEN_START), ("latest", OPEN_END)):
        moments = [v and (getattr(v, part) or Moment(end)) for v in values]
        made |= _moments(join(fact, measure, part), "", moments)
    return made


def _lists(sets: Iterable[frozenset[str] | None]) -> pl.Series:
    return pl.Series([None if one is None else sorted(one) for one in sets], dtype=TEXTS)


def _moments(name: str, part: str, moments: Sequence[Moment | None]) -> dict[str, pl.Series]:
    """A column of days and, beside it, one of instants."""
    base, _, measure = name.partition("@")
    at = (f"{base}:{part}" if part else f"{base}_at") + (f"@{measure}" if measure else "")
    instants = [m.at.astimezone(UTC) if m and m.at else None for m in moments]
    return {
        name: pl.Series([m and m.day for m in moments], dtype=pl.Date),
        at: pl.Series(instants, dtype=INSTANT),
    }


def line_of(frame: pl.DataFrame, row: int, on: str = ON) -> Line:
    """The facts of one row of a table, as the interpreter reads them."""
    cells = frame.row(row, named=True)
    asked = _moment(cells, on, join(on, None, "at"))
    if asked is None:
        raise ValueError(f"row {row} has no date in '{on}'")
    places = dict.fromkeys(split(name)[:2] for name in frame.columns)
    known = {place: _value(cells, *place) for place in places if place[0] in FACTS}
    facts = {fact: v for (fact, own), v in known.items() if own is None and v is not None}
    carries: dict[str, Carried] = {}
    for measure in measures(frame.columns):
        special = {fact: value for (fact, own), value in known.items() if own == measure}
        carries[measure] = (cells[f"{CARRIES}{measure}"], special)
    return Line(asked, facts, carries)


def _value(cells: Mapping[str, Any], fact: str, measure: str | None) -> Value | None:
    """A fact's value from the cells of a row; None where it is unknown."""
    name, kind = join(fact, measure), FACTS[fact].type
    held = cells.get(name)
    if kind == "words":
        return None if held is None else _words(cells, held, join(fact, measure, "possible"))
    if kind == "number":
        low, high = (cells.get(join(fact, measure, p), held) for p in ("low", "high"))
        if low is None and high is None:
            return None
        ends = (float("-inf") if low is None else low, float("inf") if high is None else high)
        return Number(*ends)
    if kind == "date":
        return _dates(cells, fact, measure)
    return held


def _words(cells: Mapping[str, Any], members: list[str], beside: str) -> Words:
    possible = cells.get(beside, [])
    return Words(frozenset(members), None if possible is None else frozenset(possible))


def _dates(cells: Mapping[str, Any], fact: str, measure: str | None) -> Dates | None:
    exact = _moment(cells, join(fact, measure), join(fact, measure, "at"))
    if exact is not None:
        return Dates.exactly(exact)
    ends = [
        _moment(cells, join(fact, measure, part), join(fact, measure, f"{part}_at"))
        for part in ("earliest", "latest")
    ]
    if ends == [None, None]:
        return None
    opened = [None if end and end.day in {OPEN_START, OPEN_END} else end for end in ends]
    return Dates(*opened)


def _moment(cells: Mapping[str, Any], name: str, beside: str) -> Moment | None:
    day: date | datetime | None = cells.get(name)
    if day is None:
        return None
    if isinstance(day, datetime):
        return Moment(day.date(), day)
    return Moment(day, cells.get(beside))
