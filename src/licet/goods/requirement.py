"""Does the Commerce Control List, with the Country Chart, call for a licence?

General Prohibition One (15 CFR 736.2(b)(1), 738.4(a)): each reason for control whose column is
marked for the destination calls for a licence by itself. Every step says what was held against
what, how it came out and where it stands. Two tables that may both govern the day are both read;
where they differ the answer is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from licet.core.kleene import Truth, all_of, any_of
from licet.goods import eccn as numbers
from licet.goods import scope, table_store
from licet.goods.chart import Destination, destination, groups_of
from licet.goods.eccn import Eccn
from licet.goods.tables import CHART, ENTRIES, FOOTNOTES, GROUPS, REQUIREMENTS, Table
from licet.goods.window import Window

# 15 CFR 738.3(a)(1): these need a licence for every destination, whatever the chart says.
EVERY_DESTINATION = {"0A983": None, "5A980": None, "5D980": None, "5E980": None, "5A001": "f.1"}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was looked at: what, how it came out, and where it stands.

    Of a row of the list, ``covers`` says whether it controls the item at all.
    """

    text: str
    truth: Truth
    cite: str
    reason: str | None = None
    columns: tuple[str, ...] = ()
    covers: Truth = None


@dataclass(frozen=True, slots=True)
class Determination:
    """Whether the list and the chart call for a licence, step by step, and what is missing."""

    truth: Truth
    steps: tuple[Step, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Reasons for control that certainly call for a licence, in the list's order."""
        return tuple(dict.fromkeys(s.reason for s in self.steps if s.reason and s.truth is True))

    @property
    def possible(self) -> tuple[str, ...]:
        """Reasons for control that may call for one."""
        open_ones = dict.fromkeys(s.reason for s in self.steps if s.reason and s.truth is None)
        return tuple(one for one in open_ones if one not in self.reasons)


def determine(home: Path, classified: str, code: str, day: date) -> Determination:
    """The determination for an item, a destination and a day."""
    item = numbers.parse(classified)
    if item is None:
        known = _known(table_store.in_force(home, ENTRIES, day).tables)
        lacking = f"'{classified}' is no classification number. {numbers.hint(classified, known)}"
        return Determination(None, missing=(lacking,))
    if not item.listed:
        text = "EAR99 stands in no entry of the Commerce Control List"
        return Determination(False, (Step(text, False, "15 CFR 734.3(c), 736.2(b)(1)"),))
    return _listed(home, item, code, day)


@dataclass(frozen=True, slots=True)
class _World:
    """One chart and one list that may govern the day, with what else is read of them."""

    chart: Table
    entries: Table
    rows: Table
    footnotes: dict[str, str]
    groups: frozenset[str] | None


def _listed(home: Path, item: Eccn, code: str, day: date) -> Determination:
    windows = {
        kind: table_store.in_force(home, kind, day) for kind in (CHART, ENTRIES, REQUIREMENTS)
    }
    missing = tuple(w.missing for w in windows.values() if w.missing)
    notes = tuple(dict.fromkeys(w.note for w in windows.values() if w.note))
    groups = country_groups(home, code, day)
    worlds = [
        tuple(_one(item, code, _World(chart, entries, rows, _footnotes(home, chart, day), groups)))
        for chart in windows[CHART].tables
        for entries in windows[ENTRIES].tables
        for rows in _same_day(windows[REQUIREMENTS], entries)
    ]
    if missing or not worlds:
        return Determination(None, missing=missing, notes=notes)
    truths = [any_of(step.truth for step in steps) for steps in worlds]
    truth = truths[0] if all(t is truths[0] for t in truths) else None
    steps = tuple(dict.fromkeys(step for steps in worlds for step in steps))
    lacking = tuple(s.text for s in steps if s.truth is None) if truth is None else ()
    return Determination(truth, steps, lacking, notes)


def country_groups(home: Path, code: str, day: date) -> frozenset[str] | None:
    """The Country Groups of a destination on a day; None where no table tells, or two differ."""
    found = {groups_of(t, code) for t in table_store.in_force(home, GROUPS, day).tables}
    return found.pop() if len(found) == 1 else None


def _same_day(window: Window, entries: Table) -> Iterable[Table]:
    """The requirements of the same issue as the entries, where there are any."""
    same = [t for t in window.tables if t.issued == entries.issued]
    return same or window.tables


def _footnotes(home: Path, chart: Table, day: date) -> dict[str, str]:
    window = table_store.in_force(home, FOOTNOTES, day)
    same = [t for t in window.tables if t.issued == chart.issued]
    return {n: str(text) for t in same or window.tables for n, text in t.data.items()}


def _known(tables: Iterable[Table]) -> list[str]:
    return sorted({number for table in tables for number in table.data})


def _one(item: Eccn, code: str, world: _World) -> Iterator[Step]:
    """The steps through one chart and one list."""
    entry = world.entries.data.get(item.base)
    if entry is None:
        hint = numbers.hint(item.base, world.entries.data)
        yield Step(f"{item.base} is in no entry of the list. {hint}", None, world.entries.cite)
        return
    if entry["itar"]:
        yield Step(f"{item.base} describes items subject to the ITAR", None, world.entries.cite)
    row = destination(world.chart, code)
    if row is None:
        yield Step(f"{code} has no row in the chart", None, world.chart.cite)
        return
    if row.pointer:
        yield Step(f"{row.row} is outside the chart: {row.pointer}", None, world.chart.cite)
    yield from _everywhere(item)
    requirements = world.rows.data.get(item.base, [])
    if not requirements:
        text = f"the License Requirements of {item.base} have no row that could be read"
        yield Step(text, None, world.rows.cite)
    for requirement in requirements:
        yield _row(item, row, requirement, world)
    yield from _noted(item, row, world)


def _everywhere(item: Eccn) -> Iterator[Step]:
    if item.base not in EVERY_DESTINATION:
        return
    only = EVERY_DESTINATION[item.base]
    truth: Truth = True if only is None else scope.covers(f"applies to .{only}", item)
    if truth is not False:
        yield Step(f"{item} needs a licence for every destination", truth, "15 CFR 738.3(a)(1)")


def _row(item: Eccn, place: Destination, row: dict[str, Any], world: _World) -> Step:
    """One row of the License Requirements against the destination."""
    covered = scope.covers(row["scope"], item)
    columns = tuple(row["columns"])
    asked: Truth
    if place.pointer and columns:
        asked, shown = None, "see part 746"
    elif columns:
        asked = any(c in place.marks for c in columns)
        shown = f"{', '.join(columns)} {'marked' if asked else 'not marked'} for {place.row}"
    elif row["reason"] == "UN":
        asked, shown = _united_nations(world.groups), "UN arms embargo, 15 CFR 746.1(b)"
    else:
        asked, shown = scope.in_words(row, place.code, world.groups), str(row["words"])
    truth = all_of([covered, asked])
    cite = f"{world.rows.cite}; {world.chart.cite}" if columns else world.rows.cite
    return Step(f"{row['scope']}: {shown}", truth, cite, row["reason"], columns, covered)


def _united_nations(groups: frozenset[str] | None) -> Truth:
    """Whether a destination may be under a UN arms embargo.

    Every country that 15 CFR 746.1(b)(2) listed in January 2025 is in Country Group D:5. One that
    is not in D:5 on the day is under no such embargo; one that is may be.
    """
    return None if groups is None or "D:5" in groups else False


def _noted(item: Eccn, place: Destination, world: _World) -> Iterator[Step]:
    """Footnotes of the destination that name the entry: they ask for more than the grid shows."""
    for number in place.footnotes:
        text = world.footnotes.get(number, "")
        if item.base in text:
            yield Step(f"footnote {number} for {place.row}: {text}", None, world.chart.cite)
