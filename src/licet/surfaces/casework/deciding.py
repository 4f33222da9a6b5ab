"""The commands of ``licet cases`` that decide: one case, or many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from licet.surfaces.casework.options import (
    Alerts,
    AsJson,
    By,
    CaseNumber,
    Home,
    Key,
    Role,
    Seen,
    Text,
    Where,
    act,
    actor,
    listing_ids,
    opened,
)

if TYPE_CHECKING:
    from licet.casework.deciding import Ground

Reason = Annotated[str, typer.Option("--reason", help="A reason of the list; see the guide.")]
Until = Annotated[str | None, typer.Option(help="Last day it is remembered; else in a year.")]


def register(app: typer.Typer) -> None:
    """Put the commands into the app."""
    for command in (confirm, reject, approve, undo, reopen, bulk):
        app.command()(command)
    app.command("send-back")(send_back)


def confirm(
    case: CaseNumber,
    reason: Reason,
    text: Text = "",
    alert: Alerts = None,
    seen: Seen = None,
    key: Key = None,
    by: By = None,
    role: Role = "analyst",
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """The record is the listing: all open alerts, or those named."""
    from licet.surfaces.casework import shown

    with opened(home, where) as cases:
        ground = _ground(reason, text, alert)
        made = cases.confirm(act(cases, case, seen, actor(by, role), key), ground)
        shown.done(cases, made, "confirmed", as_json)


def reject(
    case: CaseNumber,
    reason: Reason,
    text: Text = "",
    alert: Alerts = None,
    until: Until = None,
    seen: Seen = None,
    key: Key = None,
    by: By = None,
    role: Role = "analyst",
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """The record is not the listing: remembered, and shown again when something changes."""
    from licet.surfaces.casework import shown

    with opened(home, where) as cases:
        ground = _ground(reason, text, alert, until)
        made = cases.reject(act(cases, case, seen, actor(by, role), key), ground)
        shown.done(cases, made, "rejected", as_json)


def _ground(reason: str, text: str, alert: list[str] | None, until: str | None = None) -> Ground:
    from licet.casework.deciding import Ground
    from licet.core.dates import Moment

    last = Moment.parse(until, where="--until").day if until else None
    return Ground(reason, text, listing_ids(alert), last)


def approve(
    case: CaseNumber,
    seen: Seen = None,
    key: Key = None,
    by: By = None,
    role: Role = "approver",
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Make another person's decision final."""
    from licet.surfaces.casework import shown

    with opened(home, where) as cases:
        made = cases.approve(act(cases, case, seen, actor(by, role), key))
        shown.done(cases, made, "approved", as_json)


def send_back(
    case: CaseNumber,
    text: Annotated[str, typer.Argument(help="Why it is not approved.")],
    seen: Seen = None,
    key: Key = None,
    by: By = None,
    role: Role = "approver",
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Not approve a decision: it is open again, with a word for who decided."""
    from licet.surfaces.casework import shown

    with opened(home, where) as cases:
        made = cases.send_back(act(cases, case, seen, actor(by, role), key), text)
        shown.done(cases, made, "sent back", as_json)


def undo(
    case: CaseNumber,
    seen: Seen = None,
    key: Key = None,
    by: By = None,
    role: Role = "analyst",
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Take back your own last decision of a case, while it is fresh and not approved."""
    from licet.surfaces.casework import shown

    with opened(home, where) as cases:
        made = cases.undo(act(cases, case, seen, actor(by, role), key))
        shown.done(cases, made, "undone", as_json)


def reopen(
    case: CaseNumber,
    text: Annotated[str, typer.Argument(help="Why.")],
    alert: Alerts = None,
    seen: Seen = None,
    key: Key = None,
    by: By = None,
    role: Role = "approver",
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Open a closed case again: all its alerts, or those named."""
    from licet.surfaces.casework import shown

    with opened(home, where) as cases:
        step = act(cases, case, seen, actor(by, role), key)
        shown.done(cases, cases.reopen(step, text, listing_ids(alert)), "reopened", as_json)


def bulk(
    action: Annotated[str, typer.Argument(help="reject or assign.")],
    case: Annotated[list[int], typer.Option("--case", help="A case; repeat it for each.")],
    reason: Annotated[str | None, typer.Option(help="For reject: a reason of the list.")] = None,
    text: Text = "",
    until: Until = None,
    to: Annotated[str | None, typer.Option(help="For assign: to whom.")] = None,
    do: Annotated[
        str | None, typer.Option("--do", metavar="TOKEN", help="Carry out what was previewed.")
    ] = None,
    key: Key = None,
    by: By = None,
    role: Role = "analyst",
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """The same for many cases: first a preview, then with its token all of them or none."""
    from licet.surfaces.casework import shown
    from licet.surfaces.terminal.console import console, print_json

    with opened(home, where) as cases:
        from licet.casework.bulk import Order

        ground = _ground(reason, text, None, until) if reason else None
        order = Order(action, tuple(case), ground, to)
        if do is None:
            shown.preview(cases.preview(order), action, as_json)
            return
        count = cases.bulk(order, do, actor(by, role), key)
        shown.untold(cases)
        if as_json:
            print_json({"done": count, "token": do})
        else:
            console().print(f"{action}: {count} cases.")
