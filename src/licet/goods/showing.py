"""What the tables say of one classification or one country on a day, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from licet.core.errors import BadInputError, NotCoveredError
from licet.goods import eccn as numbers
from licet.goods import table_store, territories
from licet.goods.chart import destination, groups_of
from licet.goods.requirement import Determination
from licet.goods.tables import CHART, ENTRIES, FOOTNOTES, GROUPS, REQUIREMENTS, Table
from licet.goods.window import Window

Plain = dict[str, Any]


def show(home: Path, what: str, day: date) -> Plain:
    """An entry of the list, or a country's row; raises BadInputError for what is neither."""
    item = numbers.parse(what)
    code = None if item else territories.code_of(what)
    if item and item.listed:
        return _entry(home, what, day)
    if item:
        return {"eccn": numbers.EAR99, "on": str(day), "says": "in no entry of the list"}
    if code is None:
        known = table_store.in_force(home, ENTRIES, day).tables
        raise BadInputError(
            f"'{what}' is neither a classification number nor a country.",
            mend=numbers.hint(what, {number for t in known for number in t.data}),
        )
    return _country(home, code, day)


def _held(home: Path, kind: str, day: date) -> Window:
    window = table_store.in_force(home, kind, day)
    if not window.tables:
        raise NotCoveredError(
            f"{window.missing} is missing.", mend="Add it with `licet goods add FILE`."
        )
    return window


def _entry(home: Path, what: str, day: date) -> Plain:
    window = _held(home, ENTRIES, day)
    item = numbers.require(what, {number for t in window.tables for number in t.data})
    entries = [_entry_in(table, item.base) for table in window.tables]
    rows = table_store.in_force(home, REQUIREMENTS, day)
    return {
        "eccn": str(item),
        "on": str(day),
        "series": item.series,
        "entries": [one for one in entries if one],
        "requirements": [
            {**row, "table": table.cite}
            for table in rows.tables
            for row in table.data.get(item.base, [])
        ],
        "notes": _notes(window, rows),
    }


def _entry_in(table: Table, base: str) -> Plain | None:
    entry = table.data.get(base)
    return {**entry, "table": table.cite} if entry else None


def _country(home: Path, code: str, day: date) -> Plain:
    charts, groups = _held(home, CHART, day), table_store.in_force(home, GROUPS, day)
    texts = table_store.in_force(home, FOOTNOTES, day)
    return {
        "country": code,
        "on": str(day),
        "rows": [_row(chart, code, texts.tables) for chart in charts.tables],
        "groups": [
            {"groups": sorted(found), "table": table.cite}
            for table in groups.tables
            if (found := groups_of(table, code)) is not None
        ],
        "notes": _notes(charts, groups),
    }


def _row(chart: Table, code: str, texts: Iterable[Table]) -> Plain:
    found = destination(chart, code)
    if found is None:
        return {"row": None, "says": f"{code} has no row", "table": chart.cite}
    held = {n: text for t in texts for n, text in t.data.items()}
    return {
        "row": found.row,
        "columns": sorted(found.marks),
        "pointer": found.pointer,
        "footnotes": {n: held.get(n, "") for n in found.footnotes},
        "table": chart.cite,
    }


def _notes(*windows: Window) -> list[str]:
    return list(dict.fromkeys(text for w in windows for text in (w.missing, w.note) if text))


def determination(made: Determination) -> Plain:
    """A determination as data: the answer and every step."""
    words = {True: "licence required", False: "no licence by the list and the chart", None: "open"}
    return {
        "licence": words[made.truth],
        "reasons": list(made.reasons),
        "possible_reasons": list(made.possible),
        "steps": [
            {
                "text": step.text,
                "holds": step.truth,
                "reason": step.reason,
                "columns": list(step.columns),
                "source": step.cite,
            }
            for step in made.steps
        ],
        "missing": list(made.missing),
        "notes": list(made.notes),
    }
