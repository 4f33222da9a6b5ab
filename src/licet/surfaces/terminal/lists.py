"""``licet lists``: what was added, what is in force."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from licet.lists.asof import source_name
from licet.lists.snapshot import Snapshot
from licet.lists.store import Store
from licet.surfaces.terminal.console import console, print_json


@contextmanager
def working(what: str, quiet: bool) -> Iterator[None]:
    """A spinner on standard error while something takes time; nothing where nobody looks."""
    err = Console(stderr=True)
    if quiet or not err.is_terminal:
        yield
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        progress.add_task(what, total=None)
        yield


def added(snapshots: list[Snapshot], store: Store, as_json: bool) -> None:
    """What has just been kept, and the texts that no rule could read."""
    if as_json:
        print_json({"added": [_json(s, store) for s in snapshots]})
        return
    out = console()
    for snapshot in snapshots:
        files = ", ".join(sorted(snapshot.parts))
        out.print(
            f"[green]kept[/] {source_name(snapshot.source)} of [bold]{snapshot.published}[/]: "
            f"{snapshot.entries:,} entries ({files})"
        )
        if snapshot.unread:
            out.print(f"     {snapshot.unread:,} texts no rule could read are kept as unread")
        for note in _notes(snapshot):
            out.print(f"     [yellow]{note}[/]")


def _notes(snapshot: Snapshot) -> list[str]:
    if snapshot.whole:
        return []
    missing = [part for part in ("alt", "add") if part not in snapshot.parts]
    words = {"alt": "aliases", "add": "addresses"}
    lacking = " and ".join(words[part] for part in missing)
    return [f"without the {' and '.join(missing)} file: its {lacking} are missing"]


def status(store: Store, as_json: bool) -> None:
    """Every snapshot kept; the newest of each list is in force."""
    if as_json:
        print_json(
            {
                "home": str(store.home),
                "generation": store.generation,
                "lists": [list_json(store, source) for source in store.sources],
            }
        )
        return
    out = console()
    if not store.snapshots:
        out.print("No list yet. Add one: [bold]licet lists add sdn.csv alt.csv add.csv[/]")
        return
    for source in store.sources:
        out.print(_table(store, source))


def _table(store: Store, source: str) -> Table:
    kept = store.of(source)
    title = f"{source_name(source)}: in force the snapshot of {kept[-1].published}"
    table = Table(title=title, title_justify="left", title_style="bold", box=None)
    table.add_column("published", no_wrap=True)
    for column in ("entries", "unread", "files"):
        table.add_column(column, justify="right")
    table.add_column("retrieved", no_wrap=True)
    table.add_column("sha256", no_wrap=True)
    table.add_column("")
    for snapshot in reversed(kept):
        newest = snapshot is kept[-1]
        age = (date.today() - snapshot.published).days
        table.add_row(
            str(snapshot.published),
            f"{snapshot.entries:,}",
            f"{snapshot.unread:,}",
            str(len(snapshot.parts)),
            snapshot.retrieved_at[:10],
            snapshot.parts["main"].sha256[:12],
            f"{age:,} days old" if newest else "",
            style="" if newest else "dim",
        )
    return table


def list_json(store: Store, source: str) -> dict[str, Any]:
    """A list and its snapshots in plain types."""
    kept = store.of(source)
    return {
        "list": source,
        "name": source_name(source),
        "in_force": _json(kept[-1], store),
        "snapshots": [_json(s, store) for s in kept],
    }


def _json(snapshot: Snapshot, store: Store) -> dict[str, Any]:
    return {
        "list": snapshot.source,
        "published": str(snapshot.published),
        "entries": snapshot.entries,
        "unread": snapshot.unread,
        "retrieved": snapshot.retrieved_at,
        "recorded": snapshot.recorded_at,
        "format": snapshot.format,
        "sha256": snapshot.parts["main"].sha256,
        "files": {
            part: {"name": f.name, "sha256": f.sha256, "bytes": f.size}
            for part, f in sorted(snapshot.parts.items())
        },
        "notes": _notes(snapshot),
    }
