"""The command line. Each command parses, calls one room, and renders text or JSON.

Exit codes: 0 answered; 2 the input can't be used (one sentence on standard error says why);
3 a batch was answered but some rows were rejected; 4 a list is stale or could not be updated;
130 a batch was stopped with Ctrl-C.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import licet
from licet.core.errors import BadInputError, LicetError
from licet.surfaces.asking_command import register as register_asking
from licet.surfaces.casework.audit import app as audit_app
from licet.surfaces.casework.command import app as cases_app
from licet.surfaces.deciding_command import register as register_deciding
from licet.surfaces.doctor.command import register as register_doctor
from licet.surfaces.exposure.command import register as register_exposure
from licet.surfaces.good_guys.command import app as good_guys_app
from licet.surfaces.goods_cli import app as goods_app
from licet.surfaces.law_cli import app as law_app
from licet.surfaces.ownership.command import register as register_ownership
from licet.surfaces.reading import register as register_reading
from licet.surfaces.records_command import register as register_records
from licet.surfaces.serving import register as register_serving
from licet.surfaces.updating_cli import register

if TYPE_CHECKING:
    from licet.core.dates import AsOf
    from licet.decision.workspace import Workspace

BAD_INPUT = 2
SOME_REJECTED = 3
LISTS = {"sdn": "us-ofac-sdn", "consolidated": "us-ofac-consolidated"}

app = typer.Typer(
    name="licet",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="May we do this, with these parties, on this date, and why?",
)
lists_app = typer.Typer(no_args_is_help=True, help="Keep official lists, every date of them.")
app.add_typer(lists_app, name="lists")
app.add_typer(law_app, name="law")

Home = Annotated[
    Path | None,
    typer.Option("--home", envvar="LICET_HOME", help="Folder of the store."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsOfDate = Annotated[
    str | None,
    typer.Option("--as-of", help="The date asked: 2020-12-14, or an instant with its zone."),
]
KnownBy = Annotated[
    str | None, typer.Option("--known-by", help="Use only what was public by this day.")
]


def _version(shown: bool) -> None:
    if shown:
        typer.echo(f"licet {licet.__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """May we do this, with these parties, on this date, and why?"""


@app.command()
def demo(
    home: Annotated[
        Path | None, typer.Option("--home", help="Keep the demo's store here; else it is gone.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """The SSB case, from built-in facts: screen, decide, explain. Needs no list and no network."""
    from licet.surfaces.demo import run

    run(home, as_json)


@lists_app.command("add")
def lists_add(
    files: Annotated[list[Path], typer.Argument(help="List files; the format is told by content.")],
    published: Annotated[
        str | None, typer.Option(help="Publication date, for files that carry none.")
    ] = None,
    which: Annotated[
        str | None,
        typer.Option("--list", help="Which list, where a file fits several: sdn, un-sc, own-NAME."),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(help="For a table of your own: its mapping, as `licet lists map` writes it."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a file kept for the same date.")
    ] = False,
    accept_drop: Annotated[
        bool,
        typer.Option(
            "--accept-drop", help="Accept a list with far fewer entries than the one before."
        ),
    ] = False,
    accept_unmarked: Annotated[
        bool,
        typer.Option(
            "--accept-unmarked", help="Accept a CSV whose end can't be proven to be its end."
        ),
    ] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Read list files and keep them as snapshots, all or none."""
    from licet.lists.intake import Choices, add_files
    from licet.surfaces.terminal import lists as show

    choices = Choices(
        published=_day(published, "--published"),
        source=_list_source(which),
        replace=replace,
        accept_drop=accept_drop,
        accept_unmarked=accept_unmarked,
        mapping=mapping,
    )
    work = _workspace(home)
    with show.working(f"reading {len(files)} file{'s' if len(files) > 1 else ''}", as_json):
        snapshots = add_files(work.home, files, choices)
        _ = work.index
    show.added(snapshots, work.store, as_json)


@lists_app.command("map")
def lists_map(
    file: Annotated[Path, typer.Argument(help="A CSV or Excel table of your own.")],
    out: Annotated[
        Path | None, typer.Option(help="Write the mapping here (YAML); else beside the file.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Guess which column of your own list tells what, show it, and write it for you to check."""
    from licet.surfaces.mapping import propose

    propose(file, out, as_json)


@lists_app.command("status")
def lists_status(home: Home = None, as_json: AsJson = False) -> None:
    """What is in force: every snapshot, its entries, dates and hash."""
    from licet.surfaces.terminal import lists as show

    show.status(_workspace(home).store, as_json)


@lists_app.command("diff")
def lists_diff(
    what: Annotated[
        list[str], typer.Argument(metavar="[SOURCE] FROM TO", help="A list, and two dates.")
    ],
    html: Annotated[Path | None, typer.Option(help="Write the whole diff as a page.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """What changed between two dates: added, removed, and changed field by field."""
    from licet.lists.diff import diff
    from licet.surfaces.terminal import diff as show

    if len(what) not in {2, 3}:
        raise BadInputError(
            "a diff takes two dates.", mend="Write `licet lists diff sdn 2024-05-02 2024-05-03`."
        )
    store = _workspace(home).store
    days = [_day(text, "the date") or date.today() for text in what[-2:]]
    sources = [_named_list(what[0])] if len(what) == 3 else store.sources
    show.show([diff(store, source, *days) for source in sources], as_json, html)


@lists_app.command("export")
def lists_export(
    which: Annotated[str, typer.Argument(help="sdn, consolidated, or a list's id.")],
    out: Annotated[Path, typer.Option(help="Write FollowTheMoney JSON lines here.")],
    home: Home = None,
) -> None:
    """Write the newest snapshot of a list as FollowTheMoney entities, for other tools."""
    from licet.surfaces.exporting import export

    export(_workspace(home).store, _named_list(which), out)


register(lists_app)
register_reading(app)
register_deciding(app)
register_records(app)
register_asking(app)
app.add_typer(good_guys_app, name="good-guys")
app.add_typer(cases_app, name="cases")
app.add_typer(audit_app, name="audit")
register_ownership(app)
register_exposure(app)
register_serving(app)
register_doctor(app)
app.add_typer(goods_app, name="goods")


@app.command()
def screen(
    what: Annotated[
        str, typer.Argument(help="A name, or a file (CSV, Parquet, Excel) with a column 'name'.")
    ],
    threshold: Annotated[float | None, typer.Option(help="Lowest score shown, 0 to 1.")] = None,
    limit: Annotated[int, typer.Option(help="Most matches for each name.", min=1)] = 10,
    kind: Annotated[str | None, typer.Option(help="person, organisation, vessel...")] = None,
    country: Annotated[str | None, typer.Option(help="Country of the party.")] = None,
    born: Annotated[str | None, typer.Option(help="Date of birth, as precise as known.")] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Write matches of a file here: .csv, .parquet or .jsonl. Resumable."),
    ] = None,
    chunk: Annotated[int, typer.Option(help="Records of a file in one part of the work.")] = 20_000,
    workers: Annotated[
        int | None, typer.Option(help="Parts at work at once; else one for each core.")
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Start over; forget what an earlier run left.")
    ] = False,
    show_remembered: Annotated[
        bool,
        typer.Option("--all", "--show-remembered", help="Of a file: remembered non-matches too."),
    ] = False,
    as_of: AsOfDate = None,
    known_by: KnownBy = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Hold a name, or a file of names, against the lists."""
    from licet.screening.model import DEFAULT
    from licet.surfaces.screening import Options, screen_command

    options = Options(
        threshold=DEFAULT if threshold is None else threshold,
        limit=limit,
        kind=kind,
        country=country,
        born=born,
        out=out,
        as_json=as_json,
        chunk=chunk,
        workers=workers,
        fresh=fresh,
        show_remembered=show_remembered,
    )
    rejected = screen_command(_workspace(home), what, _asked(as_of, known_by), options)
    if rejected:
        raise typer.Exit(SOME_REJECTED)


@app.command()
def tune(
    customers: Annotated[Path, typer.Argument(help="Your records: a CSV with a column 'name'.")],
    alerts_per_1000: Annotated[
        float, typer.Option("--alerts-per-1000", help="Most alerting records in 1,000.")
    ],
    out: Annotated[
        Path | None, typer.Option(help="Write the model-validation report here (HTML).")
    ] = None,
    show_names: Annotated[
        bool, typer.Option("--show-names", help="Put names of customers beside their ids.")
    ] = False,
    seed: Annotated[int | None, typer.Option(help="Draws the aliases; each has its own.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Choose the screening threshold for an alert budget, on your own records."""
    from licet.surfaces.tuning.command import Options, tune_command

    options = Options(alerts_per_1000, out, show_names, seed, as_json)
    tune_command(_workspace(home), customers, options)


@app.command()
def party(
    who: Annotated[str, typer.Argument(help="A listing id (27016, ofac:27016) or a name.")],
    as_of: AsOfDate = None,
    known_by: KnownBy = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """The dossier of a listed party: identity, measures in force that day, reach, history."""
    from licet.decision.dossier import dossier
    from licet.decision.resolve import resolve
    from licet.surfaces.terminal import party as show

    work = _workspace(home)
    asked = _asked(as_of, known_by)
    listing_id, candidates = resolve(work, who)
    if listing_id is None:
        show.candidates(who, candidates, work, asked, as_json)
        return
    show.dossier(dossier(work, listing_id, asked), as_json)


def _workspace(home: Path | None) -> Workspace:
    from licet.decision.workspace import Workspace

    return Workspace(home or default_home())


def default_home() -> Path:
    """Where the store lives when neither --home nor LICET_HOME names a folder."""
    return Path(typer.get_app_dir("licet"))


def _day(text: str | None, option: str) -> date | None:
    from licet.core.dates import Moment

    return Moment.parse(text, where=option).day if text else None


def _asked(as_of: str | None, known_by: str | None, otherwise: str | None = None) -> AsOf:
    from licet.core.dates import AsOf, Moment

    text = as_of or otherwise
    moment = Moment.parse(text, where="--as-of") if text else Moment(date.today())
    return AsOf(moment, _day(known_by, "--known-by"))


def _list_source(which: str | None) -> str | None:
    from licet.lists.asof import SOURCE_NAMES

    if which is None or which in SOURCE_NAMES or which.startswith("own-"):
        return which
    if which not in LISTS:
        raise BadInputError(
            f"'{which}' is not a list.",
            where="--list",
            mend=f"Say {' or '.join(LISTS)}, or own-NAME for a list of your own.",
        )
    return LISTS[which]


def _named_list(which: str) -> str:
    """A list by its short name (sdn) or its id (us-ofac-sdn)."""
    return LISTS.get(which, which)


def main(args: list[str] | None = None) -> Any:
    """Run the command line; every error of licet's own is one sentence and exit code 2."""
    try:
        return app(args=args)
    except LicetError as error:
        print(f"licet: {error}", file=sys.stderr)
        sys.exit(BAD_INPUT)
    except BrokenPipeError:
        sys.exit(0)


if __name__ == "__main__":
    main()
