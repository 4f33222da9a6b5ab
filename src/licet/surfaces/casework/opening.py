"""The commands of ``licet cases`` that open cases: a file, what changed, one record, rechecks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from licet.surfaces.casework.options import AsJson, By, Home, Role, Where, actor, home_of, opened

SOME_REJECTED = 3
Batch = Annotated[str, typer.Option("--batch", help="The name of the set of records.")]
Full = Annotated[bool, typer.Option("--full", help="Hold every record against every listing.")]
NewLedger = Annotated[
    bool,
    typer.Option("--new-ledger", help="Go on though the ledger of good guys is another one."),
]
Workers = Annotated[int | None, typer.Option(help="Processes; else one for each core.", min=1)]
AsOfDate = Annotated[str | None, typer.Option("--as-of", help="The date of the lists; else today.")]


def register(app: typer.Typer) -> None:
    """Put the commands into the app."""
    app.command("open")(open_)
    for command in (rescreen, add, recheck):
        app.command()(command)


def open_(
    records: Annotated[
        Path, typer.Argument(metavar="RECORDS", help="All your records, with an id each.")
    ],
    batch: Batch = "main",
    threshold: Annotated[
        float | None, typer.Option(help="Lowest score, for a new batch.", min=0, max=1)
    ] = None,
    full: Full = False,
    new_ledger: NewLedger = False,
    workers: Workers = None,
    as_of: AsOfDate = None,
    by: By = None,
    role: Role = "analyst",
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Keep a file of records screened: what changed since last time is, matches become cases."""
    _screen(
        records,
        batch,
        threshold,
        (full, new_ledger),
        workers,
        as_of,
        (by, role),
        where,
        home,
        as_json,
    )


def rescreen(
    batch: Batch = "main",
    full: Full = False,
    new_ledger: NewLedger = False,
    workers: Workers = None,
    as_of: AsOfDate = None,
    by: By = None,
    role: Role = "analyst",
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Screen what changed on the lists since last time, for the records that are kept."""
    how = full, new_ledger
    _screen(None, batch, None, how, workers, as_of, (by, role), where, home, as_json)


def _screen(
    records: Path | None,
    batch: str,
    threshold: float | None,
    how: tuple[bool, bool],
    workers: int | None,
    as_of: str | None,
    who: tuple[str | None, str],
    where: str | None,
    home: Path | None,
    as_json: bool,
) -> None:
    from licet.core.dates import Moment
    from licet.surfaces.casework import shown
    from licet.surfaces.terminal.deciding import progress

    with opened(home, where) as cases:
        from licet.casework.rescreening.rescreen import Request
        from licet.casework.rescreening.rescreen import rescreen as run
        from licet.decision.workspace import Workspace
        from licet.screening.model import DEFAULT

        request = Request(
            actor(*who),
            batch,
            records,
            Moment.parse(as_of, where="--as-of").day if as_of else None,
            DEFAULT if threshold is None else threshold,
            full=how[0],
            workers=workers,
            new_ledger=how[1],
        )
        with progress(as_json, "screened") as told:
            made = run(cases, Workspace(home_of(home)), request, _summing(told))
        shown.rescreened(cases, made, as_json)
    if made.unscreenable or (made.synced and made.synced.rejected):
        raise typer.Exit(SOME_REJECTED)


def _summing(told: Callable[[int], None]) -> Callable[[int], None]:
    """Tells the sum of what it is told, part by part."""
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        told(done)

    return tell


def add(
    record_id: Annotated[str, typer.Argument(metavar="RECORD_ID", help="The record's own id.")],
    name: Annotated[str, typer.Argument(help="Its name.")],
    kind: Annotated[str | None, typer.Option(help="person, organisation, vessel...")] = None,
    country: Annotated[str | None, typer.Option(help="Its country.")] = None,
    born: Annotated[str | None, typer.Option(help="Date of birth, as precise as known.")] = None,
    identifier: Annotated[
        list[str] | None, typer.Option(help="KIND: NUMBER; can be repeated.")
    ] = None,
    batch: Batch = "main",
    by: By = None,
    role: Role = "analyst",
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Keep one record with a batch and screen it now; a match becomes a case."""
    from licet.screening.batch import query_of
    from licet.surfaces.casework import shown

    query = query_of(name, kind, country, born, identifier)
    with opened(home, where) as cases:
        from licet.casework.rescreening.rescreen import Request
        from licet.casework.rescreening.single import open_one
        from licet.decision.workspace import Workspace

        work, request = Workspace(home_of(home)), Request(actor(by, role), batch)
        made = open_one(cases, work, request, record_id, query)
        shown.opened(cases, made, as_json)


def recheck(
    outcomes: Annotated[Path, typer.Argument(help="What `licet recheck --out` wrote.")],
    as_of: AsOfDate = None,
    by: By = None,
    role: Role = "analyst",
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Standing decisions whose answer changed become cases of the batch `decisions`."""
    from datetime import date

    from licet.core.dates import Moment
    from licet.surfaces.casework import reading, shown

    day = Moment.parse(as_of, where="--as-of").day if as_of else date.today()
    with opened(home, where) as cases:
        from licet.casework.rechecks import open_rechecked

        found = reading.outcomes(outcomes)
        made = open_rechecked(cases, found, actor(by, role), as_of=day)
        shown.opened(cases, made, as_json)
