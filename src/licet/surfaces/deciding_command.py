"""``licet decide``: one activity, or a table of many.

Exit code 0: answered; 2: the input can't be used; 3: rows of a table were rejected.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from licet.core.errors import BadInputError

if TYPE_CHECKING:
    from licet.core.dates import AsOf
    from licet.decision.activity import Activity
    from licet.decision.workspace import Workspace

SOME_REJECTED = 3


def register(app: typer.Typer) -> None:
    """Add ``decide`` to the command line."""
    app.command()(decide)


@dataclass(frozen=True, slots=True)
class Asked:
    """The date and the clock of a command; an activity's own date comes after ``--as-of``."""

    as_of: str | None
    known_by: str | None

    def of(self, activity: Activity) -> AsOf:
        """For one activity; raises BadInputError for what is no date."""
        from licet.core.dates import AsOf, Moment

        text = self.as_of or activity.on
        moment = Moment.parse(text, where="--as-of") if text else Moment(date.today())
        known = Moment.parse(self.known_by, where="--known-by").day if self.known_by else None
        return AsOf(moment, known)


def decide(  # noqa: PLR0913, PLR0917 - a command's options are its arguments
    file: Annotated[
        Path | None,
        typer.Argument(
            help="An activity (YAML, JSON, - for stdin), or a table of many (CSV, Parquet, Excel, "
            "JSON lines)."
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="The date asked: 2020-12-14, or an instant with its zone."),
    ] = None,
    known_by: Annotated[
        str | None, typer.Option("--known-by", help="Use only what was public by this day.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Of a table: write the answers here (.jsonl, .csv or .parquet)."),
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option("--set", help="Of a table: a value for every row: --set party.role=payee."),
    ] = None,
    record: Annotated[
        Path | None, typer.Option(help="Of one activity: write its record here (JSON).")
    ] = None,
    previous: Annotated[
        Path | None, typer.Option(help="The record before it: the new one is chained to it.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="Of one activity: write the answer as a page here.")
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Show also the rules that don't apply.")
    ] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the activity's JSON Schema.")
    ] = False,
    example: Annotated[
        bool, typer.Option("--example", help="Print an activity to start from.")
    ] = False,
    home: Annotated[
        Path | None, typer.Option("--home", envvar="LICET_HOME", help="Folder of the store.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Judge an activity, or a table of many: the interval, reasons, questions and duties."""
    from licet.surfaces import activities

    if schema or example:
        typer.echo(activities.schema_text() if schema else activities.EXAMPLE)
        return
    if file is None:
        raise BadInputError(
            "no activity was named.", mend="Give a file, or see `licet decide --example`."
        )
    work, asked = _workspace(home), Asked(as_of, known_by)
    many = _many(file, given or [])
    if many is None:
        if out is not None:
            raise BadInputError(
                "is for a table of activities.", where="--out", mend="For one, use --record."
            )
        _one(file, work, asked, Kept(record, previous, html), as_json=as_json, full=full)
        return
    if record or previous or html:
        raise BadInputError(
            "--record, --previous and --html are for one activity.",
            mend="Write a table's answers with --out answers.jsonl.",
        )
    _table(many, work, asked.of, out, as_json)


@dataclass(frozen=True, slots=True)
class Kept:
    """The files to keep one answer in."""

    record: Path | None
    previous: Path | None
    html: Path | None


def _one(
    file: Path, work: Workspace, asked: Asked, keep: Kept, *, as_json: bool, full: bool
) -> None:
    from licet.decision.decide import decide as judge
    from licet.surfaces import activities
    from licet.surfaces.terminal import decision as show

    activity = activities.load(file)
    made = judge(activity, work, asked.of(activity))
    if keep.record:
        from licet.surfaces.records import head_of, write_record

        write_record(keep.record, made, work, head_of(keep.previous))
    if keep.html:
        from licet.surfaces.decision_page import write_page

        write_page(keep.html, made)
    show.decision(made, as_json, full=full)


def _many(file: Path, given: list[str]) -> object | None:
    """A table of activities, by the file's suffix or because a document is a list; else None."""
    from licet.surfaces.deciding import Many, given_values
    from licet.surfaces.deciding_tables import is_many, open_table, rows_of

    many = None
    if is_many(file):
        table = open_table(file)
        if given and table.headings is None:
            raise BadInputError("is for a table with columns.", where="--set")
        return Many(str(file), table, dict(given_values(given)))
    if file.suffix.lower() in {".json", ".yaml", ".yml"}:
        from licet.surfaces.activities import document

        found = document(file)
        if isinstance(found.data, list) and any(isinstance(one, dict) for one in found.data):
            many = Many(str(file), rows_of(found), {})
    if given:
        raise BadInputError("is for a table with columns.", where="--set")
    return many


def _table(
    many: object,
    work: Workspace,
    asked: Callable[[Activity], AsOf],
    out: Path | None,
    as_json: bool,
) -> None:
    from licet.surfaces.deciding import Many, decide_many
    from licet.surfaces.terminal import deciding as show

    assert isinstance(many, Many)  # noqa: S101 - made by _many
    with show.progress(as_json) as told:
        tally = decide_many(many, work, asked, out, told)
    show.tally(tally, out, as_json)
    if tally.rejects:
        raise typer.Exit(SOME_REJECTED)


def _workspace(home: Path | None) -> Workspace:
    from licet.decision.workspace import Workspace
    from licet.surfaces.cli import default_home

    return Workspace(home or default_home())
