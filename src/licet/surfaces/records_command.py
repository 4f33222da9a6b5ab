"""``licet replay`` and ``licet recheck``: do past decisions still come out the same?

Exit code 0: yes; 1: a replay differs, or standing decisions changed; 2: the input can't be used.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from licet.decision.workspace import Workspace

DIFFERS = 1
Home = Annotated[
    Path | None, typer.Option("--home", envvar="LICET_HOME", help="Folder of the store.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add ``replay`` and ``recheck`` to the command line."""
    app.command()(replay)
    app.command()(recheck)


def replay(
    record: Annotated[Path, typer.Argument(help="A record, from `licet decide --record`.")],
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Make a recorded decision again from the same snapshots, and say what differs."""
    from licet.decision.replay import replay as again
    from licet.surfaces.records import read_record
    from licet.surfaces.terminal import records as show

    made = again(read_record(record), _workspace(home), str(record))
    show.replayed(made, as_json)
    if not made.same:
        raise typer.Exit(DIFFERS)


def recheck(
    records: Annotated[
        list[Path], typer.Argument(help="Standing decisions: answers.jsonl of `licet decide`.")
    ],
    since: Annotated[str, typer.Option(help="They were right on this day.")],
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Judge them by this day; else today.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write those that were judged again here (JSON lines).")
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Which standing decisions new lists or law change, and why."""
    from licet.core.dates import Moment
    from licet.core.errors import BadInputError
    from licet.decision import recheck as room
    from licet.surfaces import records as disk
    from licet.surfaces.terminal import deciding
    from licet.surfaces.terminal import records as show

    start = Moment.parse(since, where="--since").day
    until = Moment.parse(as_of, where="--as-of").day if as_of else date.today()
    if until < start:
        raise BadInputError(f"{until} lies before {start}.", where="--as-of")
    lines = disk.standing(records)
    work = _workspace(home)
    change = room.delta(work, start, until)
    with deciding.progress(as_json, "judged again") as told:
        made = room.recheck(lines, work, change, lambda done, _: told(done))
    if out:
        show.write(out, made)
    show.rechecked(made, change, as_json)
    if made.changed:
        raise typer.Exit(DIFFERS)


def _workspace(home: Path | None) -> Workspace:
    from licet.decision.workspace import Workspace
    from licet.surfaces.cli import default_home

    return Workspace(home or default_home())
