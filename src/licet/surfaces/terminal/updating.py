"""``licet lists update`` and ``licet lists health``: a progress bar, and what came of each list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from licet.lists.health import Health
from licet.lists.update import Result, Watch, unwatched
from licet.surfaces.terminal.console import console, print_json

STYLES = {
    "updated": "green",
    "unchanged": "dim",
    "failed": "bold red",
    "ok": "green",
    "stale": "bold red",
    "failing": "bold red",
    "retired": "dim",
    "missing": "yellow",
}


@contextmanager
def progress(quiet: bool) -> Iterator[Watch]:
    """A bar for each file on standard error; nothing where nobody looks."""
    err = Console(stderr=True)
    if quiet or not err.is_terminal:
        yield unwatched
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bars:
        tasks: dict[tuple[str, str], TaskID] = {}

        def watch(list_id: str, part: str, done: int, total: int | None) -> None:
            key = (list_id, part)
            if key not in tasks:
                name = list_id if part == "main" else f"{list_id} {part}"
                tasks[key] = bars.add_task(name, total=total)
            bars.update(tasks[key], completed=done, total=total)

        yield watch


def updated(results: list[Result], as_json: bool) -> None:
    """What came of each list."""
    if as_json:
        print_json({"lists": [_result_json(one) for one in results]})
        return
    out = console()
    if results and all(one.unreachable for one in results):
        kept = [one.snapshot.label for one in results if one.snapshot]
        held = f"in force: {', '.join(kept)}" if kept else "nothing is kept"
        out.print(Text.assemble(("failed    ", STYLES["failed"]), "no publisher can be reached: "))
        out.print(Text(f"{'':<10}{results[0].sentence}"))
        out.print(Text(f"{'':<10}nothing was changed; {held}", "dim"))
        return
    for one in results:
        name = f"{one.list_id}: " if one.state == "failed" else ""
        out.print(Text.assemble((f"{one.state:<10}", STYLES[one.state]), name, one.sentence))
        if one.state == "failed":
            held = f"{one.snapshot.label} stays in force" if one.snapshot else "nothing is kept"
            aside = f"; the file is kept aside in {one.aside}" if one.aside else ""
            out.print(Text(f"{'':<10}{held}{aside}", "dim"))


def _result_json(one: Result) -> dict[str, Any]:
    kept = one.snapshot
    return {
        "list": one.list_id,
        "state": one.state,
        "sentence": one.sentence,
        "in_force": str(kept.published) if kept else None,
        "entries": kept.entries if kept else None,
        "unreachable": one.unreachable,
        "aside": str(one.aside) if one.aside else None,
    }


def healthy(found: list[Health]) -> bool:
    """Whether a monitor may be quiet: something is kept, and none of it is stale or failing."""
    return any(one.published for one in found) and not any(one.alarming for one in found)


def health(found: list[Health], home: Path, as_json: bool) -> None:
    """The health of the kept lists in a table, and of every list in JSON."""
    alarming = [one.list_id for one in found if one.alarming]
    if as_json:
        whole = {"healthy": healthy(found), "home": str(home), "alarming": alarming}
        print_json({**whole, "lists": _rows(found)})
        return
    out = console()
    kept = [one for one in found if one.published]
    if kept:
        out.print(_table(kept))
    else:
        out.print(Text(f"No list is kept in {home}. Fetch them with `licet lists update`."))
    for one in found:
        if one.alarming:
            out.print(Text.assemble((f"{one.list_id}: ", "bold"), one.reason))
    for one in found:
        if one.state == "missing" and one.last_failure:
            out.print(Text.assemble((f"{one.list_id}: ", "bold"), "not kept; ", one.last_failure))
    missing = [one.list_id for one in found if one.state == "missing"]
    if missing:
        out.print(Text(f"\nNot kept: {', '.join(missing)}", "dim"))


def _rows(found: list[Health]) -> list[dict[str, Any]]:
    rows = []
    for one in found:
        row = asdict(one)
        rows.append({"list": row.pop("list_id"), **row, "alarming": one.alarming})
    return rows


def _table(found: list[Health]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("list", "state", "published"):
        table.add_column(column, no_wrap=True)
    for column in ("days old", "entries"):
        table.add_column(column, justify="right")
    for column in ("last change", "last check"):
        table.add_column(column, no_wrap=True)
    for one in found:
        table.add_row(
            one.list_id,
            Text(one.state, STYLES[one.state]),
            str(one.published or ""),
            "" if one.age is None else f"{one.age:,}",
            "" if one.entries is None else f"{one.entries:,}",
            str(one.last_change or ""),
            (one.last_check or "never")[:10],
        )
    return table
