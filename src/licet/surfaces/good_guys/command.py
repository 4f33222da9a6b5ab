"""``licet good-guys add, list, remove, check``: confirmed non-matches.

Exit codes: 0 done; 2 the input can't be used; 3 some rows of a file of decisions were rejected.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from licet.casework.good_guys.confirming import Confirmed, Refused
    from licet.core.dates import AsOf
    from licet.decision.workspace import Workspace

SOME_REJECTED = 3

app = typer.Typer(
    no_args_is_help=True, help="Confirmed non-matches: left out while neither side changes."
)
Records = Annotated[Path, typer.Argument(metavar="RECORDS", help="Your records, with an id each.")]
Home = Annotated[
    Path | None,
    typer.Option("--home", envvar="LICET_HOME", help="Folder of the store.", file_okay=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
By = Annotated[str | None, typer.Option("--by", help="Who decides; else the user of the system.")]
AsOfDate = Annotated[str | None, typer.Option("--as-of", help="The date of the lists; else today.")]


@app.command()
def add(  # noqa: PLR0913, PLR0917 - a command's options are its arguments
    records: Records,
    match: Annotated[
        tuple[str, str] | None,
        typer.Option("--match", metavar="RECORD_ID LISTING_ID", help="The pair that is no match."),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option("--from", help="CSV: record_id, listing_id, reason, and by, until if wanted."),
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why it is another party.")] = None,
    by: By = None,
    until: Annotated[str | None, typer.Option(help="The last day of it; else in a year.")] = None,
    whole_party: Annotated[
        bool, typer.Option("--whole-party", help="Also the party's listings on other lists.")
    ] = False,
    as_of: AsOfDate = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Remember that a record is not a listing, or a file of such decisions."""
    from licet.casework.good_guys.confirming import Confirmed, decide, expiry, plain_id
    from licet.casework.good_guys.ledger import Ledger
    from licet.core.errors import BadInputError
    from licet.surfaces.good_guys import records as read
    from licet.surfaces.good_guys import shown

    if (match is None) == (decisions is None):
        raise BadInputError(
            "one of --match and --from is needed, not both.",
            mend="Write `licet good-guys add RECORDS --match 17 ofac:27016 --reason TEXT`.",
        )
    refused: list[Refused] = []
    if match:
        last = expiry(until, "--until")
        confirmed = [Confirmed(match[0], plain_id(match[1]), reason or "", by, last)]
    elif decisions:
        _refuse_beside(reason, until)
        confirmed, refused = read.read_decisions(decisions, by)
    work, asked = _work(home), _asked(as_of)
    ledger = Ledger(work.home)
    if whole_party:
        confirmed = _whole(work, confirmed)
    known = read.read_records(records, [one.record_id for one in confirmed])
    made, more = decide(work, ledger, confirmed, known, asked)
    if match and more:
        raise BadInputError(more[0].why)
    ledger.append(made)
    refused = sorted([*refused, *more], key=lambda one: one.confirmed.line or 0)
    shown.added(made, refused, decisions, as_json)
    if refused:
        raise typer.Exit(SOME_REJECTED)


@app.command("list")
def list_(
    history: Annotated[bool, typer.Option("--history", help="Every decision ever made.")] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """The non-matches that are remembered."""
    from licet.casework.good_guys.ledger import Ledger
    from licet.surfaces.good_guys import shown

    ledger = Ledger(_home(home))
    shown.listed(ledger.history() if history else ledger.present(), history, as_json)


@app.command()
def remove(
    record_id: Annotated[str, typer.Argument(metavar="RECORD_ID")],
    listing_id: Annotated[str, typer.Argument(metavar="LISTING_ID")],
    reason: Annotated[str, typer.Option(help="Why it is remembered no longer.")] = "",
    by: By = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Remember a non-match no longer; its decisions stay in the history."""
    from licet.casework.good_guys.confirming import plain_id, removal
    from licet.casework.good_guys.ledger import Ledger
    from licet.core.errors import BadInputError
    from licet.surfaces.good_guys import shown

    ledger, pair = Ledger(_home(home)), (record_id, plain_id(listing_id))
    if not ledger.remembered(pair):
        raise BadInputError(
            f"the pair {pair[0]}, {pair[1]} is not remembered.", mend="See `licet good-guys list`."
        )
    made = removal(*pair, reason.strip(), by, _asked(None))
    ledger.append([made])
    shown.removed(made, as_json)


@app.command()
def check(
    records: Records,
    threshold: Annotated[
        float | None, typer.Option(help="The score from which a new alias counts.", min=0, max=1)
    ] = None,
    as_of: AsOfDate = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Say which remembered non-matches no longer hold, and why."""
    from datetime import date

    from licet.casework.good_guys.holding import Judge
    from licet.casework.good_guys.ledger import Ledger
    from licet.screening.model import DEFAULT
    from licet.surfaces.good_guys import records as read
    from licet.surfaces.good_guys import shown

    work = _work(home)
    ledger = Ledger(work.home)
    held = ledger.present()
    known = read.read_records(records, [one.record_id for one in held])
    absent = [one for one in held if one.record_id not in known]
    if not held:
        shown.checked([], [], records, as_json)
        return
    lowest = DEFAULT if threshold is None else threshold
    judge = Judge(work, _asked(as_of), lowest, ledger.salt, date.today())
    shown.checked(judge.check(held, known), absent, records, as_json)


def _whole(work: Workspace, confirmed: list[Confirmed]) -> list[Confirmed]:
    from licet.casework.good_guys.confirming import whole_parties

    return whole_parties(work, confirmed)


def _refuse_beside(reason: str | None, until: str | None) -> None:
    """Raise BadInputError for an option that a file of decisions has as a column."""
    from licet.core.errors import BadInputError

    option = "--reason" if reason is not None else "--until" if until is not None else None
    if option:
        raise BadInputError(
            "goes with --match; a file of decisions has a column of it.",
            where=option,
            mend="Write it into the file.",
        )


def _work(home: Path | None) -> Workspace:
    from licet.decision.workspace import Workspace

    return Workspace(_home(home))


def _home(home: Path | None) -> Path:
    from licet.surfaces.cli import default_home

    return home or default_home()


def _asked(as_of: str | None) -> AsOf:
    from datetime import date

    from licet.core.dates import AsOf, Moment

    return AsOf(Moment.parse(as_of, where="--as-of") if as_of else Moment(date.today()))
