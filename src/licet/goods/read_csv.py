"""The same tables cut into CSV, and the chart as BIS itself exports it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from licet.goods.read_json import requirement
from licet.goods.tables import CHART, ENTRIES, EXCEPTIONS, FOOTNOTES, GROUPS, REQUIREMENTS

_CHART_COLUMN = re.compile(r"[A-Z]{2} \d")
_TRAILING = re.compile(r"(?:\s+\d{1,2})+$")
_FLAGS = ("LVS", "GBS", "CIV", "TSR", "APP", "STA")

Rows = list[dict[str, str]]
Data = dict[str, Any]


def _named(head: list[str], lines: list[list[str]]) -> Rows:
    return [dict(zip(head, (c.strip() for c in cells), strict=True)) for cells in lines]


def _chart_csv(head: list[str], lines: list[list[str]]) -> dict[str, Data]:
    chart: Data = {}
    for row in _named(head, lines):
        notes = [part for part in row["footnotes"].split(";") if part]
        marks = [c for c in head if _CHART_COLUMN.fullmatch(c) and row[c]]
        chart[row["country"]] = {
            "marks": marks,
            "footnotes": notes,
            "pointer": row["pointer"] or None,
        }
    return {CHART: chart}


def _chart_export(head: list[str], lines: list[list[str]]) -> dict[str, Data]:
    """BIS's export: footnote numbers stand after the country's name, their texts in columns."""
    chart: Data = {}
    special = head.index("Special Case")
    for cells in lines:
        name = _TRAILING.sub("", cells[0].strip()).strip()
        if not name:
            continue
        notes = (_TRAILING.search(cells[0].strip()) or [""])[0].split()
        told = zip(head[1:special], cells[1:special], strict=True)
        marks = [c for c, cell in told if cell.strip() == "X"]
        texts = [c.strip() for c in cells[special:] if c.strip().startswith("See ")]
        pointer = texts[0] if texts and not marks else None
        # It holds rows without any cell filled: names misspelt or given twice, not free countries.
        if marks or pointer:
            chart[name] = {"marks": marks, "footnotes": notes, "pointer": pointer}
    return {CHART: chart}


def _footnotes_csv(head: list[str], lines: list[list[str]]) -> dict[str, Data]:
    return {FOOTNOTES: {row["footnote"]: row["text"] for row in _named(head, lines)}}


def _groups_csv(head: list[str], lines: list[list[str]]) -> dict[str, Data]:
    groups: Data = {}
    for row in _named(head, lines):
        groups.setdefault(row["country"], []).append(row["group"])
    return {GROUPS: groups}


def _entries_csv(head: list[str], lines: list[list[str]]) -> dict[str, Data]:
    return {
        ENTRIES: {
            row["eccn"]: {
                "heading": row["heading"],
                "reasons": row["reason_for_control"] or None,
                "exceptions": {flag: row[flag] for flag in _FLAGS if row.get(flag)},
                "itar": bool(row["subject_to_itar_note"]),
            }
            for row in _named(head, lines)
        }
    }


def _requirements_csv(head: list[str], lines: list[list[str]]) -> dict[str, Data]:
    rows: Data = {}
    for row in _named(head, lines):
        made = requirement(row["control_scope"], row["raw_chart_or_scope"])
        rows.setdefault(row["eccn"], []).append(made)
    return {REQUIREMENTS: rows}


def _exceptions_csv(head: list[str], lines: list[list[str]]) -> dict[str, Data]:
    return {
        EXCEPTIONS: {
            symbol: {"section": row["section"], "title": row["title"]}
            for row in _named(head, lines)
            for symbol in row["symbols"].split(";")
        }
    }


Maker = Callable[[list[str], list[list[str]]], dict[str, Data]]
# The columns that tell a file, and what reads it.
SHAPES: tuple[tuple[tuple[str, ...], Maker], ...] = (
    (("country", "CB 1", "pointer"), _chart_csv),
    (("Countries", "CB 1", "Special Case"), _chart_export),
    (("footnote", "text"), _footnotes_csv),
    (("country", "group"), _groups_csv),
    (("eccn", "control_scope"), _requirements_csv),
    (("eccn", "heading"), _entries_csv),
    (("section", "symbols"), _exceptions_csv),
)
