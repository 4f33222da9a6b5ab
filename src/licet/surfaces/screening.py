"""``licet screen``: one name, or a CSV file with a column ``name``; matches and rejects."""

from __future__ import annotations

import codecs
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from licet.core.dates import AsOf, PartialDate
from licet.core.errors import BadFileError, BadInputError, nearest
from licet.decision.matching import best_per_listing
from licet.decision.name_index import threshold_note
from licet.decision.render import truth_word
from licet.decision.standing import Standing, brackets, standings
from licet.decision.workspace import Workspace
from licet.goods import territories
from licet.lists.asof import OFFICIAL, bracket
from licet.screening.measured import no_match
from licet.screening.model import KINDS, Match, Query
from licet.surfaces.terminal.console import console, print_json

if TYPE_CHECKING:
    import polars as pl

COLUMNS = ("name", "kind", "country", "birth_date")
OTHER_WORDS = {
    "id": "record_id",
    "customer_id": "record_id",
    "full_name": "name",
    "dob": "birth_date",
    "date_of_birth": "birth_date",
    "type": "kind",
}
BATCH_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked of ``licet screen`` beside the name or file."""

    threshold: float
    limit: int
    kind: str | None = None
    country: str | None = None
    born: str | None = None
    out: Path | None = None
    as_json: bool = False


def screen_command(work: Workspace, what: str, asked: AsOf, options: Options) -> int:
    """Screen a name or a file; returns how many rows were rejected."""
    if not 0 <= options.threshold <= 1:
        raise BadInputError(
            f"{options.threshold} is no score.", where="--threshold", mend="Give 0 to 1."
        )
    path = Path(what)
    if path.suffix.lower() in {".csv", ".parquet"} or _is_file(path):
        return _file(work, path, asked, options)
    _one(work, what, asked, options)
    return 0


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than a path may be
        return False


def _one(work: Workspace, name: str, asked: AsOf, options: Options) -> None:
    from licet.screening.screen import screen_one

    query = Query(
        name,
        kind=_kind(options.kind),
        country=territories.require(options.country, "--country") if options.country else None,
        birth_date=_birth(options.born) if options.born else None,
    )
    found = screen_one(work.index, query, threshold=options.threshold, limit=options.limit)
    matches = best_per_listing(found)[: options.limit]
    standing = standings(work, [m.listing_id for m in matches], asked)
    shown = {lid: _on_lists(one) for lid, one in standing.items()}
    consulted = _consulted(work, asked)
    first_of = _first_of_party(work, matches)
    if options.as_json:
        print_json(
            {
                "query": name,
                "as_of": str(asked.moment),
                "threshold": options.threshold,
                "matches": [
                    {
                        **m.to_json(),
                        "listed": _listed(work, standing, m.listing_id, asked),
                        "programmes": _programmes(standing, m.listing_id),
                        "on_lists": shown.get(m.listing_id, []),
                        "same_party_as": first_of.get(m.listing_id),
                    }
                    for m in matches
                ],
                "lists": consulted,
                "screening": threshold_note(),
            }
        )
        return
    _print_one(name, matches, first_of, shown, consulted, options.threshold)


def _consulted(work: Workspace, asked: AsOf) -> list[str]:
    """What each list that was held against knows of the date."""
    around = {one.source: one for one in brackets(work, asked)}
    around |= {s: bracket(work.store, s, asked) for s in work.store.sources}
    return [one.sentence() for one in around.values()]


def _first_of_party(work: Workspace, matches: list[Match]) -> dict[str, str]:
    """For a match whose party is above it on another list: that one."""
    first: dict[str, str] = {}
    for match in matches:
        for other in work.clusters.same_party(match.listing_id):
            first.setdefault(other, match.listing_id)
    order = {m.listing_id: n for n, m in enumerate(matches)}
    return {
        one: above for one, above in first.items() if one in order and order[above] < order[one]
    }


def _on_lists(one: Standing) -> list[str]:
    """What each list shows of a listing, and its programmes."""
    tags = f" [{', '.join(one.listing.programmes)}]" if one.listing.programmes else ""
    return [f"{state.sentence()}{tags}" for state in one.states]


def _listed(
    work: Workspace, standing: dict[str, Standing], listing_id: str, asked: AsOf
) -> bool | str:
    """Whether a listing stood on a list on the date asked: true, false or unknown."""
    held = standing.get(listing_id)
    if held:
        return truth_word(held.listed)
    authority = listing_id.partition(":")[0]
    around = [bracket(work.store, one, asked) for one in OFFICIAL.get(authority, (authority,))]
    # Shown by none of the snapshots around the date: off the list, if there is one to say so.
    return truth_word(False if any(one.before for one in around) else None)


def _programmes(standing: dict[str, Standing], listing_id: str) -> list[str]:
    """Programme tags of a listing, as its entry around the date has them."""
    held = standing.get(listing_id)
    return list(held.listing.programmes) if held else []


def _birth(text: str) -> PartialDate:
    """A date of birth, as precise as known; raises BadInputError for what is none."""
    birth = PartialDate.parse(text)
    if birth.earliest is None:
        raise BadInputError(
            f"'{text}' is no date of birth.",
            where="--born",
            mend="Write 1960-04-01, 01 Apr 1960, Apr 1960, 1960 or 1959 to 1961.",
        )
    return birth


def _kind(word: str | None) -> Any:
    if word is not None and word not in KINDS:
        raise BadInputError(
            f"'{word}' is no kind of party.",
            where="--kind",
            mend=f"{nearest(word, KINDS).capitalize()}Known: {', '.join(KINDS)}.",
        )
    return word or "unknown"


def _print_one(
    name: str,
    matches: list[Match],
    first_of: dict[str, str],
    shown: dict[str, list[str]],
    consulted: list[str],
    threshold: float,
) -> None:
    out = console()
    if not matches:
        out.print(Text(f"“{name}”: {no_match(threshold)}"))
    for match in matches:
        if match.listing_id in first_of:
            continue
        style = {"strong": "bold red", "possible": "yellow", "below": "dim"}[match.band]
        head = Text.assemble(
            (f"{match.score:.2f} ", style), (match.matched_name, "bold"), f"  {match.listing_id}"
        )
        out.print(head)
        out.print(Padding(Text(match.sentence().partition(": ")[2]), (0, 0, 0, 5)))
        for line in shown.get(match.listing_id) or ["on no list around the date asked"]:
            out.print(Padding(Text(line, "dim"), (0, 0, 0, 5)))
        for other in (m for m in matches if first_of.get(m.listing_id) == match.listing_id):
            same = f"the same party: {other.matched_name}  {other.listing_id}, {other.score:.2f}"
            out.print(Padding(Text(same), (0, 0, 0, 5)))
            for line in shown.get(other.listing_id, []):
                out.print(Padding(Text(line, "dim"), (0, 0, 0, 7)))
    out.print(Text(f"\nHeld against: {'; '.join(consulted)}.", "dim"))


def _file(work: Workspace, path: Path, asked: AsOf, options: Options) -> int:
    from licet.screening.screen import screen_batch

    frame = read_records(path)
    screened = screen_batch(work.index, frame, threshold=options.threshold, limit=options.limit)
    rejects = screened.rejects
    matches = _with_standing(work, screened.matches, asked)
    if options.out:
        _write(matches, options.out)
    rejected_path = path.with_suffix(".rejects.csv")
    if rejects.height:
        _write(rejects, rejected_path)
    else:
        # One of an earlier run would be taken for this run's.
        rejected_path.unlink(missing_ok=True)
    if options.as_json:
        print_json(
            {
                "records": frame.height,
                "threshold": options.threshold,
                "as_of": str(asked.moment),
                "matches": [
                    {**row, "explanation": json.loads(row["explanation"])}
                    for row in matches.to_dicts()
                ],
                "rejects": rejects.to_dicts(),
                "lists": [s.label for s in work.store.newest],
            }
        )
    else:
        _print_batch(frame, matches, rejects, rejected_path)
    return int(rejects.height)


def _with_standing(work: Workspace, matches: pl.DataFrame, asked: AsOf) -> pl.DataFrame:
    """Matches with a column that says whether the listing was on a list on the date asked."""
    import polars as pl

    ids = matches["listing_id"].unique().to_list()
    standing = standings(work, ids, asked)
    words = {lid: str(_listed(work, standing, lid, asked)).lower() for lid in ids}
    tags = {lid: "; ".join(_programmes(standing, lid)) for lid in ids}
    column = pl.col("listing_id")
    return matches.with_columns(
        column.replace_strict(words, return_dtype=pl.String).alias("listed"),
        column.replace_strict(tags, return_dtype=pl.String).alias("programmes"),
    )


def _write(frame: pl.DataFrame, path: Path) -> None:
    try:
        frame.write_csv(path)
    except OSError as error:
        raise BadInputError(
            f"can't be written ({error.strerror}).", where=str(path), mend="Name another --out."
        ) from None


def read_records(path: Path) -> pl.DataFrame:
    """Customer records as text columns: name, and kind, country, birth_date where given."""
    import polars as pl

    try:
        if path.suffix.lower() == ".parquet":
            frame = pl.read_parquet(path)
        else:
            _refuse_utf16(path)
            frame = pl.read_csv(path, infer_schema=False)
    except FileNotFoundError:
        raise BadFileError("is not there.", where=str(path), mend="Check the path.") from None
    except (pl.exceptions.PolarsError, OSError, UnicodeDecodeError) as error:
        first = str(error).splitlines()[0]
        raise BadFileError(
            f"can't be read as a table ({first}).", where=str(path), mend="Give UTF-8 CSV."
        ) from None
    frame = _with_plain_columns(frame, path)
    renames = {
        c: OTHER_WORDS[c]
        for c in frame.columns
        if c in OTHER_WORDS and OTHER_WORDS[c] not in frame.columns
    }
    frame = frame.rename(renames)
    if "name" not in frame.columns:
        raise BadFileError(
            f"has no column 'name'; its columns are {', '.join(frame.columns[:12])}.",
            where=f"{path} line 1",
            mend=f"{nearest('name', frame.columns)}Call the column of names 'name'.",
        )
    if not frame.height:
        raise BadFileError(
            "has a heading and no records.", where=str(path), mend="Give one row for each name."
        )
    if "record_id" not in frame.columns:
        frame = frame.with_row_index("record_id", offset=2)
    wanted = [c for c in ("record_id", *COLUMNS) if c in frame.columns]
    return frame.select(pl.col(wanted).cast(pl.String))


def _refuse_utf16(path: Path) -> None:
    """Raise BadFileError for a UTF-16 table, which Excel writes as "Unicode text"."""
    with path.open("rb") as opened:
        start = opened.read(2)
    if start in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        raise BadFileError(
            "is UTF-16.", where=str(path), mend="Save it again as CSV UTF-8 (comma delimited)."
        )


def _with_plain_columns(frame: pl.DataFrame, path: Path) -> pl.DataFrame:
    """Column names in lower case with underscores; raises BadFileError for one used twice."""
    plain = [
        c.removesuffix("_duplicated_0").strip().lower().replace(" ", "_") for c in frame.columns
    ]
    twice = sorted({c for c in plain if plain.count(c) > 1})
    if twice:
        raise BadFileError(
            f"has the column '{twice[0]}' twice.",
            where=f"{path} line 1",
            mend="Give each column a name of its own.",
        )
    return frame.rename(dict(zip(frame.columns, plain, strict=True)))


def _print_batch(
    frame: pl.DataFrame, matches: pl.DataFrame, rejects: pl.DataFrame, rejected: Path
) -> None:
    out = console()
    names = dict(zip(frame["record_id"], frame["name"], strict=True))
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("record", "name", "score", "listing", "listed", "matched name", "programmes"):
        table.add_column(column)
    for row in matches.head(BATCH_SHOWN).iter_rows(named=True):
        cells = (
            row["record_id"],
            names.get(row["record_id"]) or "",
            f"{row['score']:.2f}",
            row["listing_id"],
            row["listed"],
            row["matched_name"],
            row["programmes"],
        )
        # Text, not markup: a customer's "[bold]" is a name like any other.
        table.add_row(*(Text(str(cell)) for cell in cells))
    out.print(table)
    hit = matches["record_id"].n_unique()
    out.print(f"\n{frame.height:,} records: {hit:,} with a match, {rejects.height:,} rejected.")
    if matches.height > BATCH_SHOWN:
        out.print(
            Text(f"{matches.height - BATCH_SHOWN:,} more matches: use --out or --json", "dim")
        )
    if rejects.height:
        out.print(Text(f"rejected rows and why: {rejected}", "yellow"))
