"""What ``licet ownership reach`` prints and writes."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape

from licet.core.errors import BadInputError, NotCoveredError
from licet.surfaces.terminal.console import console, mark, print_json

if TYPE_CHECKING:
    from licet.core.dates import AsOf
    from licet.decision.ownership_reach import Survey
    from licet.decision.workspace import Workspace

MOST_SHOWN = 50
COLUMNS = ("key", "name", "measure", "title", "rule", "certain", "why")


def known(work: Workspace, sources: Sequence[str]) -> None:
    """Refuse when there is no list to go by, or not the one that was named."""
    if work.store.generation is None:
        raise NotCoveredError(
            "no list is kept, so nobody can be recognised as listed.",
            mend="Add one with `licet lists add` or `licet lists update`.",
        )
    for one in sources:
        if one not in work.store.sources:
            raise BadInputError(
                f"'{one}' is not a kept list.",
                where="--list",
                mend=f"Kept are: {', '.join(work.store.sources)}.",
            )


def show(found: Survey, asked: AsOf, out: Path | None, as_json: bool) -> None:
    """The rows, certain ones first, and what was looked at."""
    rows = sorted(found.rows, key=lambda r: (not r.certain, r.measure, r.name))
    told = [{name: asdict(row)[name] for name in COLUMNS} for row in rows]
    if out:
        _write(out, told)
    if as_json:
        names = ("nodes", "unnamed", "matched", "whole")
        print_json(
            {"on": str(asked.moment), **{n: getattr(found, n) for n in names}, "reached": told}
        )
        return
    screen = console()
    for row in rows[:MOST_SHOWN]:
        screen.print(
            mark(True if row.certain else None),
            f"[bold]{escape(row.name)}[/] ({escape(row.key)}): {escape(row.title)}, by {row.rule}",
        )
        screen.print(f"    {escape(row.why)}")
    if len(rows) > MOST_SHOWN:
        screen.print(f"and {len(rows) - MOST_SHOWN:,} more (--out writes them all)")
    certain = sum(row.certain for row in rows)
    screen.print(
        f"On {asked.moment}: {certain:,} certainly, {len(rows) - certain:,} possibly reached; "
        f"{found.matched:,} of {found.nodes:,} persons and bodies are or may be on a list."
    )
    if found.unnamed:
        screen.print(f"{found.unnamed:,} have no name: whether they are listed nobody can say.")
    if not found.whole:
        screen.print("Counting person by person was cut short: what is possible is told too wide.")


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
    except OSError as error:
        raise BadInputError(
            f"can't be written ({error.strerror}).", where=str(path), mend="Name another file."
        ) from None
