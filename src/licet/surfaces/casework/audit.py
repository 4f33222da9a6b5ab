"""``licet audit``: verify the chain, keep an anchor, export for an examiner."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from licet.surfaces.casework.options import (
    ANCHORS,
    AsJson,
    By,
    Home,
    Role,
    Where,
    actor,
    home_of,
    opened,
)

NOT_WHOLE = 1

app = typer.Typer(no_args_is_help=True, help="The audit log: is it whole, and how to prove it.")


@app.command()
def verify(
    anchors: Annotated[
        list[Path] | None,
        typer.Option("--anchors", help="A file of anchors kept elsewhere; can be repeated."),
    ] = None,
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Walk the whole chain; name the first broken link, and what disagrees with it (exit 1)."""
    from licet.surfaces.casework import shown

    with opened(home, where) as cases:
        from licet.casework import anchor

        own = home_of(home) / ANCHORS
        paths = [*(anchors or []), *([own] if own.exists() else [])]
        found = cases.verify([one for path in paths for one in anchor.read(path)])
        shown.verified(found, own, as_json)
    if not found.whole:
        raise typer.Exit(NOT_WHOLE)


@app.command()
def anchor(
    out: Annotated[
        Path | None, typer.Option(help="Put it at the end of this file; else of HOME's own.")
    ] = None,
    where: Where = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Note how long the chain is and how it ends. Keep it where who can change the log can't."""
    from dataclasses import asdict

    from licet.surfaces.terminal.console import console, print_json

    with opened(home, where) as cases:
        from licet.casework.anchor import append

        made = cases.anchor()
        path = out or home_of(home) / ANCHORS
        append(path, made)
    if as_json:
        print_json({**asdict(made), "file": str(path)})
    else:
        console().print(f"{made.rows} rows, ending {made.hash}, noted in {path}.")


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
    exported(out, (by, role), where, home, as_json)


def exported(
    out: Path, who: tuple[str | None, str], where: str | None, home: Path | None, as_json: bool
) -> None:
    """Write the export and say what it holds."""
    from dataclasses import asdict

    from licet.surfaces.terminal.console import console, print_json

    with opened(home, where) as cases:
        from licet.casework.export import export as write

        made = write(cases, out, actor(*who))
    if as_json:
        print_json({**asdict(made), "file": str(out)})
    else:
        console().print(
            f"{made.rows} rows, in {out}. To check it: unzip it, python verify.py {out}"
        )
