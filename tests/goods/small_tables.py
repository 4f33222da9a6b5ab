"""Small tables of invented facts in the shapes of the official files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from licet.goods import table_store

ISSUED = date(2026, 7, 23)
CHART = {
    "countries": {
        "China": {"marks": ["NS 1", "NS 2", "RS 1", "MT 1"], "footnotes": []},
        "Germany": {"marks": ["NS 1", "MT 1"], "footnotes": [2]},
        "Switzerland": {"marks": ["NS 1", "RS 1"], "footnotes": []},
        "Canada": {"marks": ["CB 1"], "footnotes": []},
        "Libya": {"marks": ["NS 1"], "footnotes": []},
    },
    "embargoed": {"Cuba": {"pointer": "See part 746 of the EAR.", "footnotes": []}},
    "footnotes": {"2": "A license is still required for 1A777.b when destined to Germany."},
}
GROUPS = {
    "groups": {
        "A:5": ["Germany", "Canada", "Switzerland"],
        "B": ["Germany", "China"],
        "D:1": ["China", "Libya"],
        "D:5": ["China", "Libya"],
        "E:2": ["Cuba"],
    },
    "byCountry": {},
}


def row(scope: str, words: str) -> dict[str, str]:
    """A row of License Requirements."""
    return {"control": scope, "countryChart": words}


def entry(eccn: str, *rows: dict[str, str], **flags: str) -> dict[str, Any]:
    """An entry of the list."""
    return {
        "eccn": eccn,
        "heading": f"Invented items of {eccn}",
        "reasonForControl": "NS, RS",
        "countryChart": list(rows),
        "licenceExceptionFlags": flags,
    }


CCL = {
    "entries": [
        entry(
            "1A777",
            row("NS applies to entire entry", "NS Column 2."),
            row("RS applies to 1A777.b", "RS Column 1."),
            row("MT applies to items usable in “missiles”", "MT Column 1."),
            row("AT applies to entire entry", "AT Column 1."),
            LVS="$1500",
            GBS="N/A",
        ),
        entry("2A777", row("UN applies to entire entry", "See § 746.1(b) for UN controls")),
        entry("3A777", row("RS applies to entire entry, except .y", "RS Column 1.")),
        entry("4A777"),
        entry("0A983", row("CC applies to entire entry", "A license is required for ALL.")),
    ]
}
EXCEPTIONS = {"exceptions": [{"section": "§ 740.3", "symbols": ["LVS"], "title": "Limited value"}]}


def write(folder: Path, issued: str = "2026-07-23", chart: dict[str, Any] | None = None) -> Path:
    """The files of one issue in a folder; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {
        "chart": chart or CHART,
        "groups": GROUPS,
        "ccl": CCL,
        "exceptions": EXCEPTIONS,
    }
    for name, content in contents.items():
        text = json.dumps({"ecfrIssueDate": issued, **content})
        (folder / f"{name}.json").write_text(text, "utf-8")
    return folder


def keep(home: Path, files: Path, **vouched: date) -> None:
    """Add every file of a folder to a home."""
    since, until = vouched.get("since"), vouched.get("until")
    table_store.add(home, sorted(files.glob("*.json")), None, since, until)
