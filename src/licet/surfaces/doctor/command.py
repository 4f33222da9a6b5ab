"""``licet doctor``. Exit codes: 0 sound; 4 something to look at; 2 something is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

LOOK, WRONG = 4, 2
STYLES = {"ok": "green", "warn": "yellow", "bad": "bold red"}


def register(above: typer.Typer) -> None:
    """Add ``doctor`` to the command line."""
    above.command()(doctor)


def doctor(
    home: Annotated[
        Path | None,
        typer.Option("--home", envvar="LICET_HOME", help="Folder of the store.", file_okay=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check this installation, and say what to mend. Changes nothing."""
    from rich.text import Text

    from licet.surfaces.doctor.checks import checks
    from licet.surfaces.terminal.console import console, print_json

    found = checks(home or Path(typer.get_app_dir("licet")))
    worst = "bad" if any(c.state == "bad" for c in found) else "warn"
    worst = worst if any(c.state != "ok" for c in found) else "ok"
    if as_json:
        print_json({"state": worst, "checks": [one.to_json() for one in found]})
    else:
        out = console()
        for one in found:
            line = Text.assemble((f"{one.state:5}", STYLES[one.state]), f" {one.name}: {one.says}.")
            out.print(line)
            if one.mend:
                out.print(Text(f"      {one.mend}", "dim"))
    if worst != "ok":
        raise typer.Exit(WRONG if worst == "bad" else LOOK)
