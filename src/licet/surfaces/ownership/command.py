"""``licet ownership add, show, reach, status``: keep files of who owns whom, and ask them.

Exit codes: 0 done; 2 the input can't be used; 3 some rows of a file were rejected.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from licet.core.dates import AsOf
    from licet.decision.workspace import Workspace
    from licet.ownership.keep import Added
    from licet.ownership.kept import Kept

SOME_REJECTED = 3
SHORT = {"sdn": "us-ofac-sdn", "consolidated": "us-ofac-consolidated"}

app = typer.Typer(no_args_is_help=True, help="Who owns whom: keep files of it, and ask them.")
Home = Annotated[
    Path | None,
    typer.Option("--home", envvar="LICET_HOME", help="Folder of the store.", file_okay=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(above: typer.Typer) -> None:
    """Add ``ownership`` to the command line."""
    above.add_typer(app, name="ownership")


@app.command()
def add(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="CSV, Parquet, BODS, GLEIF, PSC, FollowTheMoney."),
    ] = None,
    dated: Annotated[
        str | None, typer.Option("--dated", help="The day the files speak of, if they don't say.")
    ] = None,
    from_lists: Annotated[
        bool,
        typer.Option(
            "--from-lists", help="Ties that entries of the kept lists tell of each other."
        ),
    ] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Read files of ownership, say what was read, rejected and odd, and keep them."""
    from licet.core.errors import BadInputError
    from licet.ownership import keep
    from licet.surfaces.ownership.added import added
    from licet.surfaces.terminal.lists import working

    if not files and not from_lists:
        raise BadInputError(
            "no file was named.", mend="Name one, or say --from-lists for what the lists tell."
        )
    day = str(_day(dated)) if dated else None
    work = _work(home)
    with working("reading ownership", as_json):
        results = [keep.add(work.home, files, day)] if files else []
        if from_lists:
            results.append(_add_lists(work))
    added(results, as_json)
    if any(report.rejected for result in results for _, report in result.files):
        raise typer.Exit(SOME_REJECTED)


@app.command()
def show(
    party: Annotated[str, typer.Argument(help="A key (lei:..., gb-coh:..., ofac:...) or a name.")],
    on: Annotated[str | None, typer.Option("--on", help="The date; else today.")] = None,
    svg: Annotated[Path | None, typer.Option("--svg", help="Write a drawing here.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Owners of a party, what it owns, and which measures reach it by which chain."""
    from licet.core.errors import NotCoveredError
    from licet.decision.ownership_picture import picture
    from licet.surfaces.ownership import shown
    from licet.surfaces.ownership.drawn import write

    work, asked = _work(home), _asked(on)
    kept = _kept(work)
    found = _nodes(kept, party)
    if not found:
        raise NotCoveredError(
            f"'{party}' is nobody in the kept graph of ownership.",
            mend="Give a key such as lei:..., or the name exactly as a file has it.",
        )
    if len(found) > 1:
        shown.candidates(kept, party, found, as_json)
        return
    seen = picture(work, kept, found[0], asked)
    if svg:
        write(svg, seen)
    shown.picture(seen, as_json, svg)


@app.command()
def reach(
    which: Annotated[
        list[str] | None, typer.Option("--list", help="Only this list: sdn, or a list's id.")
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help="The date; else today.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write all rows here (CSV).")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Everybody in the kept graph whom the measures of the lists reach through owners."""
    from licet.decision.ownership_reach import survey
    from licet.surfaces.ownership import surveyed
    from licet.surfaces.terminal.lists import working

    work, asked = _work(home), _asked(on)
    kept = _kept(work)
    sources = [SHORT.get(one, one) for one in which or ()]
    surveyed.known(work, sources)
    with working("holding every name against the lists", as_json):
        found = survey(work, kept, asked, sources)
    surveyed.show(found, asked, out, as_json)


@app.command()
def status(home: Home = None, as_json: AsJson = False) -> None:
    """Which files the kept graph is made of."""
    from licet.surfaces.ownership import shown

    shown.status(_kept(_work(home)), as_json)


def _add_lists(work: Workspace) -> Added:
    from licet.ownership import keep
    from licet.ownership.reading import ofac

    versions = work.store.frame("relations")["version"].unique().to_list()
    listings = work.store.listings(versions).values()
    newest = max((s.published for s in work.store.snapshots), default=date.today())
    return keep.add_items(
        work.home, "relations of the lists", ofac.of_listings(listings), str(newest)
    )


def _nodes(kept: Kept, party: str) -> list[int]:
    from licet.ownership.keys import written

    key = written(party)
    node = kept.with_key(key or party)
    return [node] if node is not None else kept.with_name(party)


def _kept(work: Workspace) -> Kept:
    from licet.core.errors import NotCoveredError

    kept = work.ownership
    if kept is None:
        raise NotCoveredError(
            "no file of ownership was added yet.", mend="Add one with `licet ownership add`."
        )
    return kept


def _work(home: Path | None) -> Workspace:
    from licet.decision.workspace import Workspace

    return Workspace(home or Path(typer.get_app_dir("licet")))


def _day(text: str) -> date:
    from licet.core.dates import Moment

    return Moment.parse(text, where="--dated").day


def _asked(on: str | None) -> AsOf:
    from licet.core.dates import AsOf, Moment

    return AsOf(Moment.parse(on, where="--on") if on else Moment(date.today()))
