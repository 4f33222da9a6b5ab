"""``licet screen``: one name and its matches, or a file of names (see ``screening_file``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.padding import Padding
from rich.text import Text

from licet.core.dates import AsOf, PartialDate
from licet.core.errors import BadInputError, nearest
from licet.decision.matching import best_per_listing
from licet.decision.name_index import threshold_note
from licet.decision.standing import standings
from licet.decision.workspace import Workspace
from licet.goods import territories
from licet.screening.measured import no_match
from licet.screening.model import KINDS, Match, Query
from licet.surfaces.screening_standing import consulted, listed, on_lists, programmes
from licet.surfaces.terminal.console import console, print_json

TABLES = {".csv", ".tsv", ".gz", ".parquet", ".xlsx", ".xls"}
"""Written so, what is asked is a file, there or not; any other word is a name unless it is one."""


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
    chunk: int = 20_000
    workers: int | None = None
    fresh: bool = False
    show_remembered: bool = False


def screen_command(work: Workspace, what: str, asked: AsOf, options: Options) -> int:
    """Screen a name or a file; returns how many rows were rejected."""
    if not 0 <= options.threshold <= 1:
        raise BadInputError(
            f"{options.threshold} is no score.", where="--threshold", mend="Give 0 to 1."
        )
    path = Path(what)
    if path.suffix.lower() in TABLES or _is_file(path):
        from licet.surfaces.screening_file import screen_file

        return screen_file(work, path, asked, options)
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
    shown = {lid: on_lists(one) for lid, one in standing.items()}
    lists = consulted(work, asked)
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
                        "listed": listed(work, standing, m.listing_id, asked),
                        "programmes": programmes(standing, m.listing_id),
                        "on_lists": shown.get(m.listing_id, []),
                        "same_party_as": first_of.get(m.listing_id),
                    }
                    for m in matches
                ],
                "lists": lists,
                "screening": threshold_note(),
            }
        )
        return
    _print_one(name, matches, first_of, shown, lists, options.threshold)


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
    lists: list[str],
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
    out.print(Text(f"\nHeld against: {'; '.join(lists)}.", "dim"))
