"""``licet exposure``: a programme and what it stands to lose.

Exit codes: 0 done; 2 the input can't be used; 3 answered, and some rows of the tables were left out
or have cells that couldn't be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from licet.exposure.judged.analysis import Analysis
    from licet.exposure.judged.scenario import Scenario

SOME_LEFT_OUT = 3

app = typer.Typer(
    no_args_is_help=True, help="A programme: what stops when, who else can make it, and what if."
)
ProgrammeFolder = Annotated[
    Path | None,
    typer.Argument(metavar="[PROGRAMME]", help="A folder or workbook of tables; or --demo."),
]
Demo = Annotated[
    bool, typer.Option("--demo", help="The built-in programme: the F-35 and Turkey, illustrative.")
]
Home = Annotated[
    Path | None,
    typer.Option("--home", envvar="LICET_HOME", help="Folder of the store.", file_okay=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="The day from which is looked ahead; else today.")
]
Until = Annotated[
    str | None, typer.Option("--until", help="The last day of contracts that state none.")
]
Actor = Annotated[
    list[str] | None,
    typer.Option("--actor", help="Who acts: us_person (else), eu_person, uk_person, ..."),
]
Country = Annotated[
    str | None, typer.Option("--actor-country", help="Where the actor stands; US unless said.")
]
Pack = Annotated[
    str | None, typer.Option("--programme", help="Its id, where a pack has rules for it (f35).")
]
WhatIf = Annotated[
    list[Path] | None, typer.Option("--what-if", help="A file of steps; several are compared.")
]
Designate = Annotated[
    list[str] | None, typer.Option("--designate", help="What if this supplier were listed?")
]
Measure = Annotated[
    str, typer.Option("--measure", help="The measure of --designate, and of a sweep.")
]
Remove = Annotated[
    list[str] | None, typer.Option("--remove", help="What if this country left the programme?")
]
Policy = Annotated[
    str,
    typer.Option("--policy", help="Of --remove: stop_at_once, honour_existing, no_new_contracts."),
]
PolicyUntil = Annotated[
    str | None, typer.Option("--policy-until", help="Until when existing contracts are honoured.")
]
Lose = Annotated[
    list[str] | None, typer.Option("--lose", help="What if this source were lost? SUPPLIER[:PART]")
]
On = Annotated[str | None, typer.Option("--on", help="The day of those steps; else the first.")]
BLOCKED = "us/ofac/blocking"


def register(above: typer.Typer) -> None:
    """Add ``exposure`` to the command line."""
    above.add_typer(app, name="exposure")


@app.command()
def init(
    target: Annotated[Path, typer.Argument(help="A new folder, or a file ending in .xlsx.")],
    demo: Annotated[
        bool, typer.Option("--demo", help="Write the built-in programme instead.")
    ] = False,
) -> None:
    """Write the tables of a programme as templates, each column explained."""
    from licet.exposure import demo as built_in
    from licet.exposure.tables.template import write_template

    written = list(built_in.write(target).glob("*.csv")) if demo else write_template(target)
    typer.echo(f"wrote {len(written)} {'file' if len(written) == 1 else 'files'} in {target}")
    typer.echo(f"Fill in what you have, then: licet exposure check {target}")


@app.command()
def check(programme: ProgrammeFolder = None, demo: Demo = False, as_json: AsJson = False) -> None:
    """Read the tables, and say how they were understood and everything that is wrong with them."""
    from licet.exposure.structure import Structure
    from licet.exposure.tables import problems
    from licet.surfaces.exposure import shown

    opened = _programme(programme, demo)
    wrong = problems.together([opened.problems, Structure.of(opened).tree.problems])
    shown.checked(opened, wrong, as_json)
    _exit(wrong)


@app.command()
def report(
    programme: ProgrammeFolder = None,
    demo: Demo = False,
    as_of: AsOf = None,
    until: Until = None,
    actor: Actor = None,
    actor_country: Country = "US",
    pack: Pack = None,
    what_if: WhatIf = None,
    designate: Designate = None,
    measure: Measure = BLOCKED,
    remove: Remove = None,
    policy: Policy = "stop_at_once",
    policy_until: PolicyUntil = None,
    lose: Lose = None,
    on: On = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write the report here.")] = None,
    excel: Annotated[
        Path | None, typer.Option("--excel", help="Write every table here (.xlsx).")
    ] = None,
    tables: Annotated[
        Path | None, typer.Option("--tables", help="Write every table into this folder (Parquet).")
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """What stops when and by what, which parts lack from when, and who else can make them."""
    from licet.surfaces.exposure import shown

    steps = _Steps(designate, measure, remove, policy, policy_until, lose, on)
    asked = _Asked(programme, demo, as_of, until, actor, actor_country, pack, home)
    with _analysed(asked, as_json) as base:
        cases = _cases(base, what_if, steps)
        content = _content(cases, what_if, steps)
        last = cases[-1]
        if html:
            _write_html(html, content, last)
        if excel:
            from licet.surfaces.exposure.workbook import workbook

            _write_bytes(excel, workbook(last))
        if tables:
            _write_tables(tables, last)
        shown.report(content, [p for p in (html, excel, tables) if p], as_json)
        _exit(last.problems)


@app.command(name="what-if")
def what_if_command(
    programme: ProgrammeFolder = None,
    demo: Demo = False,
    as_of: AsOf = None,
    until: Until = None,
    actor: Actor = None,
    actor_country: Country = "US",
    pack: Pack = None,
    what_if: WhatIf = None,
    designate: Designate = None,
    measure: Measure = BLOCKED,
    remove: Remove = None,
    policy: Policy = "stop_at_once",
    policy_until: PolicyUntil = None,
    lose: Lose = None,
    on: On = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write every changed line here (CSV).")
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """The difference that a hypothetical case makes; several files stand side by side."""
    from licet.core.errors import BadInputError
    from licet.surfaces.exposure import shown
    from licet.surfaces.exposure.compare import difference, lines_changed

    steps = _Steps(designate, measure, remove, policy, policy_until, lose, on)
    if not (what_if or steps.any):
        raise BadInputError(
            "no step was given.", mend="Name a file with --what-if, or say --designate, --remove "
            "or --lose.",
        )  # fmt: skip
    asked = _Asked(programme, demo, as_of, until, actor, actor_country, pack, home)
    with _analysed(asked, as_json) as base:
        cases = _cases(base, what_if, steps)
        if out:
            _write_text(out, lines_changed(cases[0], cases[-1]).write_csv())
        scenarios = _scenarios(base, what_if, steps)
        shown.difference(difference(cases), [one.says() for one in scenarios], out, as_json)


@app.command()
def sweep(
    programme: ProgrammeFolder = None,
    demo: Demo = False,
    by: Annotated[
        str, typer.Option("--by", help="Who is designated in turn: supplier, country or owner.")
    ] = "supplier",
    measure: Measure = BLOCKED,
    most: Annotated[
        int | None, typer.Option("--most", min=1, help="Only so many, those with most open value.")
    ] = None,
    on: On = None,
    as_of: AsOf = None,
    until: Until = None,
    actor: Actor = None,
    actor_country: Country = "US",
    out: Annotated[Path | None, typer.Option("--out", help="Write every case here (CSV).")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Everybody designated in turn, ranked by damage: the programme's weakest points."""
    from licet.exposure.judged import sweep as sweeping
    from licet.surfaces.exposure import shown

    which = _by(by)
    _known(measure)
    asked = _Asked(programme, demo, as_of, until, actor, actor_country, None, home)
    with _analysed(asked, as_json) as base, _progress(as_json) as told:
        found = sweeping.sweep(base, which, measure, _day(on, "--on"), most, told)
        if out:
            _write_text(out, found.write_csv())
        shown.swept(found, by, measure, out, as_json)


@app.command()
def show(
    contract: Annotated[str, typer.Argument(help="CONTRACT, or CONTRACT:LINE.")],
    programme: Annotated[
        Path | None, typer.Option("--programme-folder", "-p", help="Its folder or workbook.")
    ] = None,
    demo: Demo = False,
    on: On = None,
    as_of: AsOf = None,
    actor: Actor = None,
    actor_country: Country = "US",
    pack: Pack = None,
    full: Annotated[bool, typer.Option("--full", help="The whole tree of reasons.")] = False,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """A line of a contract opened: each act of it decided whole, with reasons and citations."""
    from licet.exposure.judged.opened import opened
    from licet.surfaces.exposure import shown

    asked = _Asked(programme, demo, as_of, None, actor, actor_country, pack, home)
    with _analysed(asked, as_json) as base:
        for place in _line(base, contract):
            acts = opened(base, "line", place, _day(on, "--on"))
            shown.line(base, place, acts, as_json, full=full)


@dataclass(frozen=True, slots=True)
class _Steps:
    """Steps given as options."""

    designate: list[str] | None
    measure: str
    remove: list[str] | None
    policy: str
    until: str | None
    lose: list[str] | None
    on: str | None

    @property
    def any(self) -> bool:
        """Whether there is one."""
        return bool(self.designate or self.remove or self.lose)

    def scenario(self, day: date) -> Scenario:
        """The steps on their day; raises BadInputError for what is none."""
        import json

        from licet.exposure.judged import scenario

        on = self.on or day.isoformat()
        steps: list[dict[str, Any]] = [
            {"on": on, "designate": {"supplier": who}, "measure": self.measure}
            for who in self.designate or ()
        ]
        for who in self.remove or ():
            told = {"country": who, "policy": self.policy, "until": self.until}
            steps.append({"on": on, "remove": {k: v for k, v in told.items() if v}})
        for who in self.lose or ():
            supplier, _, part = who.partition(":")
            told = {"supplier": supplier, "part": part}
            steps.append({"on": on, "lose": {k: v for k, v in told.items() if v}})
        return scenario.read(json.dumps({"name": "what if", "steps": steps}), "the options")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What to analyse."""

    programme: Path | None
    demo: bool
    as_of: str | None
    until: str | None
    actor: list[str] | None
    country: str | None
    pack: str | None
    home: Path | None


@contextmanager
def _analysed(asked: _Asked, quiet: bool) -> Iterator[Analysis]:
    """The analysis of a programme; the demo's store is gone afterwards."""
    import tempfile
    from contextlib import ExitStack

    from licet.decision.workspace import Workspace
    from licet.exposure import demo as built_in
    from licet.exposure.judged.analysis import analyse
    from licet.exposure.judged.terms import Terms
    from licet.surfaces import demo as case

    on = _day(asked.as_of, "--as-of")
    with ExitStack() as stack:
        if asked.demo:
            place = stack.enter_context(tempfile.TemporaryDirectory(prefix="licet-demo-"))
            work = case.workspace(Path(place))
            on = on or date.fromisoformat(built_in.ON)
        else:
            work = Workspace(asked.home or Path(typer.get_app_dir("licet")))
        terms = Terms(
            tuple(asked.actor or ("us_person",)),
            _country(asked.country),
            on,
            _day(asked.until, "--until"),
            asked.pack,
        )
        _check_actor(terms.actor)
        opened = _programme(asked.programme, asked.demo)
        with _progress(quiet) as told:
            made = analyse(opened, work, terms, told)
        yield made


def _programme(programme: Path | None, demo: bool) -> Any:
    """The programme named, or the built-in one."""
    from dataclasses import replace
    from importlib import resources

    from licet.core.errors import BadInputError
    from licet.exposure import demo as built_in
    from licet.exposure.programme import open_programme

    if demo == (programme is not None):
        raise BadInputError(
            "name a programme, or say --demo; not both." if demo else "no programme was named.",
            mend="Give a folder or workbook of tables, or --demo for the built-in one.",
        )
    if programme is not None:
        return open_programme(programme)
    with resources.as_file(resources.files("licet.exposure.demo")) as folder:
        return replace(open_programme(Path(folder)), name=built_in.TITLE)


@contextmanager
def _progress(quiet: bool) -> Iterator[Any]:
    """A bar on standard error while something takes time; nothing where nobody looks."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    err = Console(stderr=True)
    if quiet or not err.is_terminal:
        yield lambda _what, _how_far: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("reading", total=1.0)
        yield lambda what, how_far: bar.update(task, description=what, completed=how_far)


def _scenarios(base: Analysis, files: list[Path] | None, steps: _Steps) -> list[Scenario]:
    from licet.core.errors import BadInputError
    from licet.exposure.judged import scenario

    found = []
    for file in files or ():
        try:
            text = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BadInputError(f"can't be read ({error}).", where=str(file)) from None
        found.append(scenario.read(text, file.name))
    if steps.any:
        found.append(steps.scenario(base.terms.day))
    return found


def _cases(base: Analysis, files: list[Path] | None, steps: _Steps) -> list[Analysis]:
    """The programme as it stands, then every scenario put on it."""
    from licet.exposure.judged.whatif import what_if

    return [base, *(what_if(base, one) for one in _scenarios(base, files, steps))]


def _content(cases: list[Analysis], files: list[Path] | None, steps: _Steps) -> dict[str, Any]:
    from licet.surfaces.exposure.compare import difference
    from licet.surfaces.exposure.content import content

    made = content(cases[-1])
    if len(cases) > 1:
        made["difference"] = difference(cases)
        made["scenario"] = "; ".join(one.says() for one in _scenarios(cases[0], files, steps)[-1:])
    return made


def _write_html(file: Path, content: dict[str, Any], analysis: Analysis) -> None:
    from licet.surfaces.exposure.page import page
    from licet.surfaces.exposure.parts import part_tree

    _write_text(file, page(content, part_tree(analysis)))


def _write_text(file: Path, text: str) -> None:
    from licet.surfaces.records import write_whole

    write_whole(file, text)


def _write_bytes(file: Path, data: bytes) -> None:
    from licet.sources.files import write_durably

    write_durably(file, data)


def _write_tables(folder: Path, analysis: Analysis) -> None:
    from licet.core.errors import BadInputError
    from licet.surfaces.exposure.workbook import tables

    found = tables(analysis) | {"lines": analysis.lines, "deliveries": analysis.deliveries}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, frame in found.items():
            frame.write_parquet(folder / f"{name.replace(' ', '_')}.parquet")
    except OSError as error:
        raise BadInputError(f"can't be written ({error.strerror}).", where=str(folder)) from None


def _line(base: Analysis, text: str) -> list[int]:
    """The lines of a contract, or the one named; raises BadInputError for none."""
    import polars as pl

    from licet.core.errors import BadInputError, nearest

    contract, _, line = text.partition(":")
    names = base.programme.contracts["contract_id"].to_list()
    own = base.lines.filter(pl.col("contract_id") == contract)
    if line:
        own = own.filter(pl.col("line_id") == line)
    if not own.height:
        hint = nearest(contract, names)
        raise BadInputError(
            f"the programme has no contract line '{text}'; {hint}".rstrip("; ") + "."
        )
    return own["line"].to_list()


def _exit(wrong: Any) -> None:
    """Say by the exit code that rows were left out or cells not read."""
    if wrong["level"].is_in(["left_out", "unread"]).any():
        raise typer.Exit(SOME_LEFT_OUT)


def _day(text: str | None, where: str) -> date | None:
    from licet.core.dates import Moment

    return Moment.parse(text, where=where).day if text else None


def _country(text: str | None) -> str | None:
    from licet.goods import territories

    return territories.require(text, "--actor-country") if text else None


def _check_actor(kinds: tuple[str, ...]) -> None:
    from typing import get_args

    from licet.core.errors import BadInputError, nearest
    from licet.decision.activity_words import ActorKind

    for one in kinds:
        if one not in get_args(ActorKind):
            hint = nearest(one, get_args(ActorKind))
            known = ", ".join(get_args(ActorKind))
            raise BadInputError(
                f"'{one}' is no kind of actor; {hint}".rstrip("; ") + ".",
                where="--actor",
                mend=f"Known: {known}.",
            )


def _known(measure: str) -> None:
    from licet.core.errors import BadInputError, nearest
    from licet.core.measures import MEASURES

    if measure not in MEASURES:
        raise BadInputError(
            f"'{measure}' is not a measure licet knows; {nearest(measure, MEASURES)}".rstrip("; "),
            where="--measure",
        )


def _by(text: str) -> Any:
    from licet.core.errors import BadInputError

    if text not in {"supplier", "country", "owner"}:
        raise BadInputError(
            f"'{text}' can't be swept.", where="--by", mend="Say supplier, country or owner."
        )
    return text
