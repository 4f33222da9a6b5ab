"""What ``licet screen FILE`` shows: progress, the first matches, the counts; or all as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from licet.core.dates import AsOf
from licet.decision.workspace import Workspace
from licet.screening.jobs.model import REMEMBERED, REOPENED, Totals
from licet.screening.jobs.results import first_matches, match_rows, reject_rows
from licet.screening.jobs.work import WorkFolder
from licet.surfaces.screening import Options
from licet.surfaces.screening_standing import consulted
from licet.surfaces.terminal.console import console

BATCH_SHOWN = 40
Watch = Callable[[Totals, float], None]


@dataclass(frozen=True, slots=True)
class Told:
    """What a finished run says of itself. ``before``: records that an earlier run had done."""

    path: Path
    rejected: Path
    options: Options
    asked: AsOf
    totals: Totals
    before: int
    seconds: float

    @property
    def rate(self) -> int:
        """Records a second in this run."""
        return round((self.totals.records - self.before) / max(self.seconds, 1e-6))


def say(sentence: str) -> None:
    """A sentence on standard error, beside the answer."""
    print(f"licet: {sentence}", file=sys.stderr)


def stopped(held: WorkFolder, out: Path | None) -> None:
    """What Ctrl-C leaves behind."""
    done = held.totals.records
    if out is None:
        say("stopped; without --out nothing is kept.")
    else:
        say(
            f"stopped: {done:,} records are done and kept in {held.path}. "
            "Run the same command again to go on."
        )


@contextmanager
def progress(held: WorkFolder) -> Iterator[Watch]:
    """A bar on standard error with records a second and matches; nothing where nobody looks."""
    err = Console(stderr=True)
    if not err.is_terminal:
        yield lambda totals, share: None
        return
    told = TextColumn("{task.fields[told]}")
    columns = (BarColumn(), TaskProgressColumn(), told, TimeRemainingColumn())
    before, started = held.totals.records, time.monotonic()
    share_before = held.entries[-1].share if held.entries else 0.0
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("screening", total=1.0, told="")
        bar.update(task, completed=share_before)

        def watch(totals: Totals, share: float) -> None:
            rate = (totals.records - before) / max(time.monotonic() - started, 1e-6)
            words = f"{totals.records:,} records, {rate:,.0f}/s, {totals.matches:,} matches"
            bar.update(task, completed=share, told=words)

        yield watch


def summary(work: Workspace, held: WorkFolder, told: Told) -> None:
    """The first matches as a table, the counts, and where everything is."""
    out, totals = console(), told.totals
    out.print(_table(first_matches(held, BATCH_SHOWN)))
    out.print(Text(f"\n{_counts(totals)}"))
    if told_of := _remembered(totals, told.options):
        out.print(Text(told_of))
    out.print(Text(f"{told.seconds:,.1f} s, {told.rate:,} records a second", "dim"))
    if told.options.out:
        out.print(Text(f"{totals.matches:,} matches: {told.options.out}"))
    elif totals.matches > BATCH_SHOWN:
        more = totals.matches - BATCH_SHOWN
        out.print(Text(f"{more:,} more matches: use --out or --json", "dim"))
    if totals.rejected:
        out.print(Text(f"rejected records and why: {told.rejected}", "yellow"))
    out.print(Text(f"Held against: {'; '.join(consulted(work, told.asked))}.", "dim"))


def _counts(totals: Totals) -> str:
    bands = {"strong": totals.strong, "possible": totals.possible, "below": totals.below}
    words = ", ".join(f"{count:,} {band}" for band, count in bands.items() if count)
    blank = f" {totals.blank:,} blank lines." if totals.blank else ""
    return (
        f"{totals.records:,} records: {totals.screened:,} screened, {totals.rejected:,} rejected; "
        f"{totals.with_match:,} with a match{f' ({words})' if words else ''}.{blank}"
    )


def _remembered(totals: Totals, options: Options) -> str:
    """How many remembered non-matches there were, and how many hold no longer."""
    parts = []
    if totals.remembered:
        word = "non-match" if totals.remembered == 1 else "non-matches"
        done = "shown, counted as no match" if options.show_remembered else "left out"
        parts.append(f"{totals.remembered:,} remembered {word} {done}")
    if totals.reopened:
        parts.append(f"{totals.reopened:,} reopened: one side has changed, or the decision is old")
    return f"{'; '.join(parts)}." if parts else ""


def _table(rows: list[dict[str, Any]]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("record", "name", "score", "listing", "listed", "matched name", "programmes"):
        table.add_column(column)
    beside = [name for name in (REOPENED, REMEMBERED) if any(row.get(name) for row in rows)]
    for name in beside:
        table.add_column(name)
    for row in rows:
        cells = (
            row["record_id"],
            row["asked_name"] or "",
            f"{row['score']:.2f}",
            row["listing_id"],
            row["listed"],
            row["matched_name"],
            row["programmes"],
            *(row[name] or "" for name in beside),
        )
        # Text, not markup: a customer's "[bold]" is a name like any other.
        table.add_row(*(Text(str(cell)) for cell in cells))
    return table


def json_of(work: Workspace, held: WorkFolder, told: Told) -> None:
    """Everything as one JSON object, written as it is read back: a long answer is never held."""
    totals = told.totals
    rejected = str(told.rejected) if totals.rejected else None
    _print_object(
        {
            "records": totals.records,
            "threshold": told.options.threshold,
            "as_of": str(told.asked.moment),
            "matches": match_rows(held),
            "rejects": reject_rows(held),
            "lists": [s.label for s in work.store.newest],
            "screened": totals.screened,
            "rejected": totals.rejected,
            "rejects_file": rejected,
            "blank_lines": totals.blank,
            "records_with_match": totals.with_match,
            "remembered": totals.remembered,
            "reopened": totals.reopened,
            "bands": {
                "strong": totals.strong,
                "possible": totals.possible,
                "below": totals.below,
            },
            "done_before": told.before,
            "seconds": round(told.seconds, 3),
            "records_per_second": told.rate,
        }
    )


def _print_object(content: dict[str, Any]) -> None:
    """JSON on standard output; a value that is an iterator becomes an array, row by row."""
    write = sys.stdout.write
    for n, (key, value) in enumerate(content.items()):
        write(f'{"," if n else "{"}\n  "{key}": ')
        if isinstance(value, Iterator):
            _print_array(value)
        else:
            write(_text(value, 2))
    write("\n}\n")


def _print_array(rows: Iterable[Any]) -> None:
    count = 0
    for count, row in enumerate(rows, 1):
        sys.stdout.write(f"{',' if count > 1 else '['}\n    {_text(row, 4)}")
    sys.stdout.write("\n  ]" if count else "[]")


def _text(value: Any, indent: int) -> str:
    text = json.dumps(value, indent=2, ensure_ascii=False, default=str)
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text.replace("\n", "\n" + " " * indent)
