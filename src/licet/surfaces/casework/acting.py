"""The commands of ``licet cases`` that work on a case and decide nothing."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Annotated

import typer

from licet.surfaces.casework.options import (
    AsJson,
    By,
    CaseNumber,
    Home,
    Key,
    Role,
    Seen,
    Where,
    act,
    actor,
    opened,
)


def register(app: typer.Typer) -> None:
    """Put the commands into the app."""
    for command in (assign, due, comment, attach, escalate):
        app.command()(command)


def assign(
    case: CaseNumber,
    to: Annotated[str | None, typer.Argument(help="Who works on it; left out: nobody.")] = None,
    seen: Seen = None,
    key: Key = None,
    by: By = None,
    role: Role = "analyst",
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Give a case to somebody, or to nobody."""
    from licet.surfaces.casework import shown

    with opened(home, where) as cases:
        made = cases.assign(act(cases, case, seen, actor(by, role), key), to)
        shown.done(cases, made, f"is with {to or 'nobody'}", as_json)


def due(
    case: CaseNumber,
    day: Annotated[str, typer.Argument(help="The day, as 2026-05-04.")],
    seen: Seen = None,
    key: Key = None,
    by: By = None,
    role: Role = "analyst",
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Give a case another due date."""
    from licet.core.dates import Moment
    from licet.surfaces.casework import shown

    until = Moment.parse(day, where="DAY").day
    with opened(home, where) as cases:
        made = cases.set_due(act(cases, case, seen, actor(by, role), key), until)
        shown.done(cases, made, f"is due {until}", as_json)


def comment(
    case: CaseNumber,
    text: Annotated[str, typer.Argument(help="What there is to say.")],
    key: Key = None,
    by: By = None,
    role: Role = "analyst",
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Write a comment on a case; it stays."""
    from licet.casework.model import Act
    from licet.surfaces.casework import shown

    with opened(home, where) as cases:
        made = cases.comment(Act(case, None, actor(by, role), key), text)
        shown.done(cases, made, "has a comment more", as_json)


def attach(
    case: CaseNumber,
    file: Annotated[Path, typer.Argument(help="The file to keep with the case.")],
    key: Key = None,
    by: By = None,
    role: Role = "analyst",
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Keep a file with a case; it stays."""
    from licet.casework.model import Act
    from licet.surfaces.casework import shown

    with opened(home, where) as cases:
        data = _bytes(file, cases.policy.attachment_bytes)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        made = cases.attach(Act(case, None, actor(by, role), key), file.name, data, kind)
        shown.done(cases, made, f"has {file.name}", as_json)


def _bytes(file: Path, most: int) -> bytes:
    """The bytes of a file, one more than are allowed at most."""
    from licet.core.errors import BadFileError

    try:
        with file.open("rb") as opened_file:
            return opened_file.read(most + 1)
    except OSError as error:
        raise BadFileError(f"can't be opened ({error.strerror}).", where=str(file)) from None


def escalate(
    case: CaseNumber,
    text: Annotated[str, typer.Argument(help="Why.")],
    to: Annotated[str | None, typer.Option(help="To whom.")] = None,
    seen: Seen = None,
    key: Key = None,
    by: By = None,
    role: Role = "analyst",
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Put a case before an approver; only approvers decide it from then on."""
    from licet.surfaces.casework import shown

    with opened(home, where) as cases:
        made = cases.escalate(act(cases, case, seen, actor(by, role), key), text, to)
        shown.done(cases, made, "escalated", as_json)
