"""``licet goods``: tables, entries, countries and determinations on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table as Grid

from licet.goods.tables import TITLES, Table
from licet.surfaces.terminal.console import console, mark, print_json


def tables(held: Sequence[Table], as_json: bool) -> None:
    """Tables with their dates, rows and hashes."""
    if as_json:
        print_json(
            [
                {
                    "kind": one.kind,
                    "issued": one.issued,
                    "valid_from": one.first,
                    "valid_to": one.last,
                    "rows": one.rows,
                    "source": one.source,
                    "sha256": one.sha256,
                }
                for one in held
            ]
        )
        return
    out = console()
    if not held:
        out.print("No table is at hand. Add one with `licet goods add FILE`.")
        return
    grid = Grid(box=None, padding=(0, 2, 0, 0))
    for column in ("table", "issued", "answers from", "to", "rows", "file"):
        grid.add_column(column, overflow="fold")
    for one in held:
        end = f"{one.last}, or the next issue"
        row = (str(one.issued), str(one.first), end, f"{one.rows:,}", escape(one.source))
        grid.add_row(TITLES[one.kind], *row)
    out.print(grid)


def one(content: dict[str, Any], as_json: bool) -> None:
    """An entry of the list, or a country's row of the chart."""
    if as_json:
        print_json(content)
        return
    (_entry if "eccn" in content else _country)(content)
    for note in content.get("notes", ()):
        console().print(f"[yellow]![/] {escape(note)}")


def _entry(content: dict[str, Any]) -> None:
    out = console()
    out.print(f"[bold]{content['eccn']}[/] on {content['on']}  {content.get('says', '')}")
    for entry in content.get("entries", ()):
        out.print(escape(entry["heading"]))
        out.print(f"Reasons for control: {entry['reasons'] or 'none stated'}")
        for symbol, words in entry["exceptions"].items():
            out.print(f"  {symbol}: {escape(words)}")
    for row in content.get("requirements", ()):
        columns = ", ".join(row["columns"]) or escape(row["words"])
        out.print(f"  {escape(row['scope'])}: [bold]{columns}[/]")


def _country(content: dict[str, Any]) -> None:
    out = console()
    out.print(f"[bold]{content['country']}[/] on {content['on']}")
    for row in content["rows"]:
        if row["row"] is None:
            out.print(f"  {row['says']} [dim]({row['table']})[/]")
            continue
        marked = ", ".join(row["columns"]) or row["pointer"] or "no column marked"
        out.print(f"  {row['row']}: {escape(marked)} [dim]({row['table']})[/]")
        for number, text in row["footnotes"].items():
            out.print(f"    footnote {number}: {escape(text)}")
    for found in content["groups"]:
        out.print(f"  Country Groups: {', '.join(found['groups'])} [dim]({found['table']})[/]")


def determination(content: dict[str, Any], as_json: bool) -> None:
    """The answer, every step with its source, and what is missing."""
    if as_json:
        print_json(content)
        return
    out = console()
    out.print(f"[bold]{content['licence']}[/]")
    for step in content["steps"]:
        out.print(mark(step["holds"]), escape(step["text"]), f"[dim]({step['source']})[/]")
    for text in content["missing"]:
        if not content["steps"]:
            out.print(f"[yellow]?[/] {escape(text)}")
    for note in content["notes"]:
        out.print(f"[yellow]![/] {escape(note)}")
