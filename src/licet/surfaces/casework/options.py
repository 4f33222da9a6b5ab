"""The options that commands of casework share, and how they open it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from licet.casework.cases import Cases
    from licet.casework.ledger import Actor
    from licet.casework.model import Act

FILE, POLICY, ANCHORS = "casework.db", "casework.yaml", "casework.anchors.jsonl"
PATIENCE = 90.0
"""Seconds that a command waits for a server that is away."""

Home = Annotated[
    Path | None,
    typer.Option("--home", envvar="LICET_HOME", help="Folder of the store.", file_okay=False),
]
Where = Annotated[
    str | None,
    typer.Option(
        "--casework",
        envvar="LICET_CASEWORK",
        help="The database: a file, or postgresql://...; else HOME/casework.db.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
By = Annotated[str | None, typer.Option("--by", help="Who acts; else the user of the system.")]
Role = Annotated[
    str, typer.Option("--role", envvar="LICET_ROLE", help="analyst, approver or admin.")
]
CaseNumber = Annotated[int, typer.Argument(metavar="CASE", help="The number of the case.")]
Seen = Annotated[
    int | None,
    typer.Option("--seen", help="The version you decided on; else the case as it is now."),
]
Key = Annotated[
    str | None, typer.Option("--key", help="Makes the command safe to repeat: done once per key.")
]
Text = Annotated[str, typer.Option("--text", help="In your own words.")]
Alerts = Annotated[
    list[str] | None,
    typer.Option("--alert", metavar="LISTING_ID", help="Only this alert; can be repeated."),
]


def home_of(home: Path | None) -> Path:
    """The folder of the store."""
    from licet.surfaces.cli import default_home

    return home or default_home()


def opened(home: Path | None, where: str | None) -> Cases:
    """The casework; raises BadInputError where what it needs is not installed."""
    from licet.core.errors import BadInputError

    try:
        from licet.casework.cases import Cases
        from licet.casework.policy import read_policy
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"sqlalchemy", "alembic"}:
            raise
        raise BadInputError(
            f"casework needs {error.name}, which is not installed.", mend="Install licet[serve]."
        ) from None
    folder = home_of(home)
    policy = read_policy(folder / POLICY)
    return Cases(where or folder / FILE, policy=policy, home=folder, patience=PATIENCE)


def actor(by: str | None, role: str) -> Actor:
    """Who acts."""
    from licet.casework.good_guys.confirming import user
    from licet.casework.ledger import Actor

    return Actor(by or user(), role)


def act(cases: Cases, case: int, seen: int | None, who: Actor, key: str | None) -> Act:
    """An action on a case, at the version that was seen or, where none is named, as it is now."""
    from licet.casework.model import Act

    version = cases.case(case).version if seen is None else seen
    return Act(case, version, who, key)


def listing_ids(alerts: list[str] | None) -> tuple[str, ...] | None:
    """Alerts by their listing ids; None for all."""
    from licet.casework.good_guys.confirming import plain_id

    return tuple(plain_id(one) for one in alerts) if alerts else None
