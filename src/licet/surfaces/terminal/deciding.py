"""What ``licet decide TABLE`` shows: progress, counts, and what was refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from licet.decision.decision import DISCLAIMER
from licet.surfaces.deciding import Tally, rejects_file
from licet.surfaces.terminal.console import console, outcome_of, print_json

MOST_SHOWN = 10


@contextmanager
def progress(quiet: bool, what: str = "decided") -> Iterator[Callable[[int], None]]:
    """A running count on standard error; nothing where nobody looks."""
    err = Console(stderr=True)
    if quiet or not err.is_terminal:
        yield lambda _: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(f"0 {what}", total=None)
        yield lambda done: bar.update(task, description=f"{done:,} {what}")


def tally(made: Tally, out: Path | None, as_json: bool) -> None:
    """The counts of a table, and its rejects."""
    if as_json:
        print_json(made.to_json())
        return
    show = console()
    if made.columns and made.columns.guessed:
        pairs = ", ".join(f"'{col}' as {path}" for col, path in made.columns.guessed.items())
        show.print(Text(f"Columns guessed: {pairs}."))
    if made.columns and made.columns.unread:
        show.print(Text(f"Columns not read: {', '.join(made.columns.unread)}."))
    show.print(f"{made.rows:,} rows: {made.decided:,} decided, {len(made.rejects):,} rejected\n")
    show.print(_answers(made))
    for one in made.rejects[:MOST_SHOWN]:
        show.print(Text(f"row {one.row}, line {one.line}: {one.reason} {one.mend}".rstrip()))
    if len(made.rejects) > MOST_SHOWN:
        show.print(Text(f"... and {len(made.rejects) - MOST_SHOWN:,} more rejected", "dim"))
    if out:
        also = f"; rejects: {rejects_file(out)}" if made.rejects else ""
        show.print(Text(f"\nanswers: {out}{also}"))
    show.print(Text(f"\n{DISCLAIMER}", "dim"))


def _answers(made: Tally) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
    table.add_column(justify="right")
    table.add_column()
    for (low, high), count in made.intervals.most_common():
        said = outcome_of(low)
        if low != high:
            said = Text.assemble(said, (" … ", "dim"), outcome_of(high))
        table.add_row(f"{count:,}", said)
    return table
