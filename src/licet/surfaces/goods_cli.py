"""``licet goods add, tables, show, check``: official tables, and what they say of an item."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True, help="Classify and license: country chart, control list, country groups."
)
Home = Annotated[
    Path | None,
    typer.Option("--home", envvar="LICET_HOME", help="Folder of the store.", file_okay=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
On = Annotated[str | None, typer.Option("--on", help="The date asked; else today.")]


@app.command()
def add(
    files: Annotated[list[Path], typer.Argument(help="Tables: eCFR as JSON or CSV, BIS's export.")],
    issued: Annotated[
        str | None, typer.Option(help="Issue date, for files that don't state one.")
    ] = None,
    valid_from: Annotated[
        str | None, typer.Option("--valid-from", help="You vouch that it held from this day on.")
    ] = None,
    valid_to: Annotated[
        str | None, typer.Option("--valid-to", help="You vouch that it held to this day.")
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Keep official tables, each with its issue date, all or none."""
    from licet.goods import table_store
    from licet.surfaces.terminal import goods as shown

    days = [_day(text) for text in (issued, valid_from, valid_to)]
    shown.tables(table_store.add(_home(home), files, *days), as_json)


@app.command()
def tables(home: Home = None, as_json: AsJson = False) -> None:
    """The tables at hand, and from which day on each answers."""
    from licet.goods import table_store
    from licet.surfaces.terminal import goods as shown

    shown.tables(table_store.listed(_home(home)), as_json)


@app.command()
def show(
    what: Annotated[str, typer.Argument(help="A classification number (3A001) or a country.")],
    on: On = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """What the tables of a day say of an entry or a country: reasons, columns, groups."""
    from licet.goods import showing
    from licet.surfaces.terminal import goods as shown

    shown.one(showing.show(_home(home), what, _day(on) or date.today()), as_json)


@app.command()
def check(
    eccn: Annotated[
        str, typer.Argument(help="Classification number, with its paragraph if known.")
    ],
    country: Annotated[str, typer.Argument(help="Country of ultimate destination.")],
    on: On = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Does the control list, with the country chart, call for a licence? Step by step."""
    from licet.goods import showing, territories
    from licet.goods.requirement import determine
    from licet.surfaces.terminal import goods as shown

    day = _day(on) or date.today()
    made = determine(_home(home), eccn, territories.require(country, "country"), day)
    shown.determination(showing.determination(made), as_json)


def _day(text: str | None) -> date | None:
    from licet.core.dates import Moment

    return Moment.parse(text).day if text else None


def _home(home: Path | None) -> Path:
    return home or Path(typer.get_app_dir("licet"))
