"""eCFR's tables as JSON: chart, country groups, Commerce Control List, licence exceptions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from licet.goods.tables import CHART, ENTRIES, EXCEPTIONS, FOOTNOTES, GROUPS, REQUIREMENTS

_COLUMN = re.compile(r"\b([A-Z]{2})\s+[Cc]olumn\s+(\d)")

Data = dict[str, Any]


def _chart_json(data: Data) -> dict[str, Data]:
    chart: Data = {
        country: {"marks": row["marks"], "footnotes": row["footnotes"], "pointer": None}
        for country, row in data["countries"].items()
    }
    for country, row in data.get("embargoed", {}).items():
        notes, pointer = row.get("footnotes", []), row["pointer"]
        chart[country] = {"marks": [], "footnotes": notes, "pointer": pointer}
    return {CHART: chart, FOOTNOTES: dict(data["footnotes"])}


def _groups_json(data: Data) -> dict[str, Data]:
    groups: Data = {}
    for group, countries in data["groups"].items():
        for country in countries:
            groups.setdefault(country, []).append(group)
    return {GROUPS: groups}


def _ccl_json(data: Data) -> dict[str, Data]:
    entries: Data = {}
    rows: Data = {}
    for one in data["entries"]:
        entries[one["eccn"]] = {
            "heading": one["heading"],
            "reasons": one.get("reasonForControl"),
            "exceptions": one.get("licenceExceptionFlags") or {},
            "itar": "subject to the ITAR" in one["heading"],
        }
        rows[one["eccn"]] = [
            requirement(row["control"], row["countryChart"]) for row in one["countryChart"]
        ]
    return {ENTRIES: entries, REQUIREMENTS: rows}


def requirement(scope: str, words: str) -> Data:
    """One row of an entry's License Requirements; ``columns`` is empty where words state it."""
    columns = [f"{reason} {number}" for reason, number in _COLUMN.findall(words)]
    # What stands beside a column, such as "See 742.6", may widen or narrow it.
    return {"scope": scope, "reason": scope[:2], "columns": columns, "words": words}


def _exceptions_json(data: Data) -> dict[str, Data]:
    return {
        EXCEPTIONS: {
            symbol: {"section": one["section"], "title": one["title"]}
            for one in data["exceptions"]
            for symbol in one["symbols"]
        }
    }


# The key that tells a file, and what reads it.
SHAPES: dict[str, Callable[[Data], dict[str, Data]]] = {
    "countries": _chart_json,
    "byCountry": _groups_json,
    "entries": _ccl_json,
    "exceptions": _exceptions_json,
}
