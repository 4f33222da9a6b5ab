"""``licet read``: listed parties in documents, each with a short dossier.

Exit code 0: every file was read; 2: none could be; 3: some could not, and why stands on standard
error.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from licet.core.dates import AsOf
    from licet.decision.reading import Reading
    from licet.decision.workspace import Workspace

NONE_READ, SOME_REJECTED = 2, 3


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that could not be read, and the sentence that says why."""

    file: str
    reason: str


def register(app: typer.Typer) -> None:
    """Add ``read`` to the command line."""
    app.command()(read)


def read(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Text, Markdown, HTML, EML, DOCX, PDF.")
    ],
    threshold: Annotated[float | None, typer.Option(help="Lowest score shown, 0 to 1.")] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="Judge by this date; else by the document's own, else today."),
    ] = None,
    known_by: Annotated[
        str | None, typer.Option("--known-by", help="Use only what was public by this day.")
    ] = None,
    home: Annotated[
        Path | None, typer.Option("--home", envvar="LICET_HOME", help="Folder of the store.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Find listed parties in documents, with page and sentence, and what is in force for each."""
    from datetime import date

    from licet.core.dates import AsOf, Moment
    from licet.core.errors import BadInputError
    from licet.decision.workspace import Workspace
    from licet.screening.model import DEFAULT
    from licet.surfaces.terminal import reading as show

    at = DEFAULT if threshold is None else threshold
    if not 0 <= at <= 1:
        raise BadInputError(f"{at} is no score.", where="--threshold", mend="Give 0 to 1.")
    public = Moment.parse(known_by, where="--known-by").day if known_by else None
    asked = AsOf(Moment.parse(as_of, where="--as-of"), public) if as_of else None
    work = Workspace(home or Path(typer.get_app_dir("licet")))
    with show.working(files, as_json):
        found, rejected = read_all(work, files, at, asked, AsOf(Moment(date.today()), public))
    if found or as_json:
        show.readings(work, found, rejected, at, as_json)
    if rejected:
        raise typer.Exit(SOME_REJECTED if found else NONE_READ)


def read_all(
    work: Workspace, files: list[Path], threshold: float, asked: AsOf | None, today: AsOf
) -> tuple[list[Reading], list[Rejected]]:
    """Read every file that can be read; the others are named on standard error, with the reason.

    A single file that can't be read raises its BadFileError.
    """
    from licet.core.errors import BadFileError
    from licet.decision import reading
    from licet.documents import read as read_file
    from licet.screening.mentions import mentions

    index = work.index
    found: list[Reading] = []
    rejected: list[Rejected] = []
    for file in dict.fromkeys(files):
        try:
            document = read_file(file)
        except BadFileError as error:
            if len(files) == 1:
                raise
            print(f"licet: {error}", file=sys.stderr)
            rejected.append(Rejected(str(file), f"{error.what} {error.mend or ''}".strip()))
            continue
        day = reading.date_asked(document, asked, today)
        named = mentions(index, document.text, threshold=threshold)
        found.append(reading.reading(work, document, named, day))
    return found, rejected
