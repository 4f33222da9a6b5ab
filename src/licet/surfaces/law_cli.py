"""``licet law``: the vocabulary, the rules, their examples, and tools for a pack's author."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from licet.core.dates import Moment

app = typer.Typer(no_args_is_help=True, help="Look at the law licet judges by, and write it.")
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Folder = Annotated[
    Path | None, typer.Argument(help="A folder of packs; else those that come with licet.")
]
Texts = Annotated[
    Path | None,
    typer.Option(
        "--texts",
        envvar="LICET_SHARED",
        help="The archive of texts that quotations are held against.",
        file_okay=False,
    ),
]


@app.command()
def facts(as_json: AsJson = False) -> None:
    """The vocabulary of facts that provisions and activities use."""
    from licet.surfaces.terminal import law as show

    show.facts(as_json)


@app.command("test")
def examples(folder: Folder = None, as_json: AsJson = False) -> None:
    """Run the examples that stand beside each pack."""
    from licet.surfaces.terminal import law as show

    if not show.examples(folder, as_json):
        raise typer.Exit(1)


@app.command()
def gaps(as_json: AsJson = False) -> None:
    """Law that is known to exist and stands in no pack yet."""
    from licet.surfaces.terminal import law as show

    show.gaps(as_json)


@app.command()
def check(folder: Folder = None, texts: Texts = None, as_json: AsJson = False) -> None:
    """What is wrong with packs: file, line, what and the mend, all in one run."""
    from licet.surfaces.terminal import law_author as show

    if not show.check(folder, texts, as_json):
        raise typer.Exit(1)


@app.command()
def show(
    provision: Annotated[str, typer.Argument(help="Its id, or the beginning of several.")],
    on: Annotated[str | None, typer.Option("--on", help="The date asked; else today.")] = None,
    as_json: AsJson = False,
) -> None:
    """A provision as it stands on a day: whom it binds, when it applies, and what it quotes."""
    from licet.surfaces.terminal import law_author

    law_author.show(provision, _moment(on, "--on"), as_json)


@app.command()
def diff(
    first: Annotated[str, typer.Argument(metavar="DATE1")],
    last: Annotated[str, typer.Argument(metavar="DATE2")],
    as_json: AsJson = False,
) -> None:
    """What law begins and ends between two days."""
    from licet.surfaces.terminal import law_author

    law_author.diff(_moment(first, "DATE1"), _moment(last, "DATE2"), as_json)


@app.command()
def coverage(
    out: Annotated[Path | None, typer.Option(help="Write it here, as Markdown.")] = None,
    as_json: AsJson = False,
) -> None:
    """Each provision, its source, whether its text was read, and its examples."""
    from licet.surfaces.terminal import law_author

    law_author.coverage(out, as_json)


def _moment(text: str | None, where: str) -> Moment:
    from licet.core.dates import Moment

    return Moment.parse(text, where=where) if text else Moment(date.today())
