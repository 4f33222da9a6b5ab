"""``licet cases``: open, list, show, work on and decide cases; ``licet audit`` beside it.

Exit codes: 0 done; 1 the audit log is not whole; 2 the input can't be used, or the action is
refused; 3 some records were rejected.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from licet.surfaces.casework.acting import register as register_acting
from licet.surfaces.casework.deciding import register as register_deciding
from licet.surfaces.casework.opening import register as register_opening
from licet.surfaces.casework.options import (
    POLICY,
    AsJson,
    By,
    CaseNumber,
    Home,
    Role,
    Where,
    actor,
    home_of,
    opened,
)

app = typer.Typer(
    no_args_is_help=True, help="Cases: what screening found, until somebody decided it."
)
register_opening(app)
register_acting(app)
register_deciding(app)


@app.command("list")
def list_(
    status: Annotated[
        str | None,
        typer.Option(
            help="open, escalated, awaiting_approval, closed or undecided; else not closed."
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    mine: Annotated[bool, typer.Option("--mine", help="Those with you.")] = False,
    nobody: Annotated[bool, typer.Option("--nobody", help="Those with nobody.")] = False,
    band: Annotated[str | None, typer.Option(help="strong, possible or below.")] = None,
    kind: Annotated[str | None, typer.Option(help="Kind of the record.")] = None,
    batch: Annotated[str | None, typer.Option(help="Of one set of records.")] = None,
    listing: Annotated[str | None, typer.Option(help="With an alert of this listing.")] = None,
    due: Annotated[str | None, typer.Option(help="Not closed, and due by this day.")] = None,
    after: Annotated[str | None, typer.Option(help="Go on where a page ended.")] = None,
    size: Annotated[int, typer.Option(help="Cases on a page.", min=1)] = 50,
    by: By = None,
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Cases by due date."""
    from licet.core.dates import Moment
    from licet.surfaces.casework import shown

    with opened(home, where) as cases:
        from licet.casework.good_guys.confirming import plain_id
        from licet.casework.reading import Filters, Page

        filters = Filters(
            status or (None if every else "active"),
            actor(by, "reader").id if mine else "" if nobody else None,
            band,
            kind,
            batch,
            plain_id(listing) if listing else None,
            Moment.parse(due, where="--due").day if due else None,
        )
        shown.queue(cases.queue(filters, Page(after, size)), as_json)


@app.command("show")
def show_(
    case: CaseNumber,
    attachment: Annotated[
        int | None, typer.Option(help="Write the bytes of this attachment to standard output.")
    ] = None,
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """One case: its alerts with their working, comments, attachments, history."""
    from licet.surfaces.casework import shown

    with opened(home, where) as cases:
        found = cases.get(case)
        if attachment is None:
            shown.case_file(found, as_json)
            return
        if attachment not in {one.id for one in found.attachments}:
            from licet.casework.errors import UnknownCaseError

            raise UnknownCaseError(f"case {case} has no attachment {attachment}.")
        sys.stdout.buffer.write(cases.attachment(attachment)[1])


@app.command()
def confirmed(
    batch: Annotated[str | None, typer.Option(help="Of one set of records.")] = None,
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Records that are a listing: name it as the party's `listing` in an activity."""
    from licet.surfaces.casework import shown

    with opened(home, where) as cases:
        shown.confirmed(cases.confirmed(batch), as_json)


@app.command()
def reasons(home: Home = None, as_json: AsJson = False) -> None:
    """The reasons to confirm and to reject, as the policy has them."""
    from dataclasses import asdict

    from licet.casework.policy import read_policy
    from licet.surfaces.terminal.console import console, print_json

    policy = read_policy(home_of(home) / POLICY)
    if as_json:
        print_json(asdict(policy))
        return
    for action in ("confirm", "reject"):
        for name, words in policy.reasons(action).items():
            console().print(f"{action}  {name:18} {words}")


@app.command()
def export(
    out: Annotated[Path, typer.Argument(metavar="OUT.zip", help="Where the export is written.")],
    by: By = None,
    role: Role = "approver",
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Everything for an examiner: chain, cases, attachments, and a script that checks them."""
    from licet.surfaces.casework.audit import exported

    exported(out, (by, role), where, home, as_json)
