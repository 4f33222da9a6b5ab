"""The commands ``licet lists update`` and ``licet lists health``.

Exit code 4: a list could not be updated, or a kept list is older than its limit or failing, or
no list is kept where health was asked.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from licet.lists.store import Store
    from licet.sources.publishers import Publishers

NEEDS_A_LOOK = 4

Home = Annotated[
    Path | None,
    typer.Option("--home", envvar="LICET_HOME", help="Folder of the store.", file_okay=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
OwnTable = Annotated[
    Path | None,
    typer.Option("--publishers", help="Another table of publishers (YAML), as for a mirror."),
]


def register(lists_app: typer.Typer) -> None:
    """Add both commands to ``licet lists``."""
    lists_app.command("update")(lists_update)
    lists_app.command("health")(lists_health)


def lists_update(
    lists: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE", help="Lists; else those kept.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every list with an address.")] = False,
    accept: Annotated[
        bool,
        typer.Option(
            "--accept",
            "--accept-drop",
            help="Keep a list although it lost entries or columns; look at it first.",
        ),
    ] = False,
    publishers: OwnTable = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Fetch lists from their publishers, the only command that uses the network.

    A file that fails its checks changes nothing: the last good one stays in force.

    Ends with 4 when a list could not be updated.
    """
    from datetime import UTC, datetime

    from licet.core.errors import BadInputError
    from licet.decision.workspace import Workspace
    from licet.lists.store import Store
    from licet.lists.update import Rules, update
    from licet.sources.fetch import Fetcher
    from licet.surfaces.terminal import updating as show
    from licet.surfaces.terminal.lists import working

    folder, table = _home(home), _publishers(publishers)
    wanted = _wanted(lists, every, table, Store(folder))
    if accept and not lists:
        raise BadInputError(
            "--accept is said of one list at a time, after a look at it.",
            where="--accept",
            mend="Name it, as in `licet lists update sdn --accept`.",
        )
    rules = Rules(table, datetime.now(UTC), accept)
    with show.progress(as_json) as watch:
        results = update(folder, wanted, Fetcher(), rules, watch)
    if any(one.state == "updated" for one in results):
        with working("indexing names", as_json):
            _ = Workspace(folder).index
    show.updated(results, as_json)
    if any(one.state == "failed" for one in results):
        raise typer.Exit(NEEDS_A_LOOK)


def lists_health(publishers: OwnTable = None, home: Home = None, as_json: AsJson = False) -> None:
    """Age, entries, last change, last check and failures of every list.

    Ends with 4, for monitoring: a kept list is too old or failing, or none is kept.
    """
    from datetime import UTC, datetime

    from licet.lists.health import health
    from licet.surfaces.terminal import updating as show

    folder = _home(home)
    found = health(folder, _publishers(publishers), datetime.now(UTC).date())
    show.health(found, folder, as_json)
    if not show.healthy(found):
        raise typer.Exit(NEEDS_A_LOOK)


def _home(home: Path | None) -> Path:
    from licet.surfaces.cli import default_home

    return home or default_home()


def _publishers(path: Path | None) -> Publishers:
    from licet.sources import publishers

    return publishers.read(path) if path else publishers.shipped()


def _wanted(lists: list[str] | None, every: bool, table: Publishers, store: Store) -> list[str]:
    """The lists a user named (sdn, us-ofac-sdn), or every one, or those that are kept."""
    from licet.core.errors import BadInputError
    from licet.lists.fetchable import all_lists, default_lists
    from licet.surfaces.cli import LISTS

    if lists:
        return list(dict.fromkeys(LISTS.get(name, name) for name in lists))
    if every:
        return all_lists(table)
    found = default_lists(store, table)
    if not found:
        raise BadInputError(
            "none of the kept lists has an address to fetch it from.",
            mend="Name lists, as in `licet lists update sdn`, or say --all.",
        )
    return found
