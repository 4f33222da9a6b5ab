"""What files tell, gathered into columns, with a report of what was read, rejected and odd."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.ownership.model import Tie, Who
from licet.ownership.reading.items import Dated, Item, Rejected, Seen

if TYPE_CHECKING:
    import polars as pl

PART = 200_000
MOST_KEPT = 100
TIE_COLUMNS = (
    "owner", "owned", "kind", "low", "high", "start_first", "start_last", "end_first", "end_last",
    "source",
)  # fmt: skip
WHO_COLUMNS = ("key", "name", "kind", "country", "also")


@dataclass(slots=True)
class Report:
    """How much a file told; the first rejected rows one by one, all of them counted."""

    form: str = ""
    people: int = 0
    ties: int = 0
    rejected: int = 0
    first_rejected: list[Rejected] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    dated: date | None = None
    columns: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Told:
    """Two tables, and the report of how they came about."""

    people: pl.DataFrame
    ties: pl.DataFrame
    report: Report


def collect(items: Iterable[Item]) -> Told:
    """Take the items of a file into columns, part by part."""
    import polars as pl

    report = Report()
    people: list[tuple[Any, ...]] = []
    ties: list[tuple[Any, ...]] = []
    made: tuple[list[pl.DataFrame], list[pl.DataFrame]] = ([], [])
    for item in items:
        if isinstance(item, Tie):
            span = item.span
            ties.append(
                (
                    *(item.owner, item.owned, int(item.kind), *item.share),
                    *(*span.start, *span.end, item.source),
                )
            )
            report.ties += 1
        elif isinstance(item, Who):
            people.append((item.key, item.name, item.kind, item.country, list(item.also)))
            report.people += 1
        else:
            _note(report, item)
        if len(ties) >= PART or len(people) >= PART:
            _flush(people, ties, made)
    _flush(people, ties, made)
    return Told(pl.concat(made[0]).unique(maintain_order=True), pl.concat(made[1]), report)


def _note(report: Report, item: Rejected | Seen | Dated) -> None:
    if isinstance(item, Rejected):
        report.rejected += 1
        if len(report.first_rejected) < MOST_KEPT:
            report.first_rejected.append(item)
    elif isinstance(item, Seen):
        report.seen[item.text] += 1
    else:
        report.dated = max(report.dated or item.day, item.day)


def _flush(
    people: list[tuple[Any, ...]],
    ties: list[tuple[Any, ...]],
    made: tuple[list[pl.DataFrame], list[pl.DataFrame]],
) -> None:
    import polars as pl

    text, many = pl.String(), pl.List(pl.String)
    who = dict(zip(WHO_COLUMNS, (text, text, text, text, many), strict=True))
    made[0].append(pl.DataFrame(people, schema=who, orient="row"))
    numbers = [pl.Int32()] * 6
    tie = dict(zip(TIE_COLUMNS, (text, text, pl.UInt8(), *numbers, text), strict=True))
    made[1].append(pl.DataFrame(ties, schema=tie, orient="row"))
    people.clear()
    ties.clear()
