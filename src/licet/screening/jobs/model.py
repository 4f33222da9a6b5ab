"""The words of a job: a place in the input, a part of it, and what has been counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any, NamedTuple, Protocol

import polars as pl

REJECTS = {"row": pl.Int64, "line": pl.Int64, "record_id": pl.String, "reason": pl.String}
"""A rejected record: its number from 1, its first line in the file (or row of the sheet; null in
Parquet, which has no lines), its id where it could be read, and why."""


REMEMBERED, REOPENED = "remembered", "reopened"
"""Columns beside a match: why somebody said it is another party, and what has changed since."""


class Place(NamedTuple):
    """Where reading goes on: bytes (or rows) passed, the next line and the next record."""

    offset: int = 0
    line: int = 1
    row: int = 1


class Broken(NamedTuple):
    """A record that can't be read as one, with its number, its line and why."""

    row: int
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """Some records that follow each other in the input.

    ``frame`` gives those that can be read, with the columns ``row``, ``line``, ``record_id``,
    ``name`` and what else there is of them; it is called in the thread that screens. ``blank``
    lines hold no record. ``share`` is how much of the input is passed after this part, 0 to 1.
    """

    frame: Callable[[], pl.DataFrame]
    broken: tuple[Broken, ...]
    records: int
    blank: int
    after: Place
    share: float


class Records(Protocol):
    """An input that can be read from any place that a part of it ended."""

    def parts(self, start: Place | None, size: int) -> Iterator[Part]:
        """Parts of at most ``size`` records from a place on (None: the first record)."""
        ...


@dataclass(frozen=True, slots=True)
class Sifted:
    """Matches to show, with the column ``reopened`` (and ``remembered``, where those are shown
    too), and how many pairs are remembered and how many reopened.
    """

    matches: pl.DataFrame
    remembered: int
    reopened: int


Sift = Callable[[pl.DataFrame, pl.DataFrame], Sifted]
"""Takes matches and, row by row, the record of each; ``row`` in both tells records apart."""


@dataclass(slots=True)
class Totals:
    """What was counted. Every record is screened or rejected; ``broken`` are the rejected ones
    that could not be read as a record. ``strong``, ``possible`` and ``below`` count records by
    the score of their best match, ``matches`` counts pairs of record and listing. ``remembered``
    counts pairs that are confirmed non-matches and count as no alert, ``reopened`` those that
    no longer are.
    """

    records: int = 0
    screened: int = 0
    rejected: int = 0
    broken: int = 0
    blank: int = 0
    matches: int = 0
    with_match: int = 0
    strong: int = 0
    possible: int = 0
    below: int = 0
    remembered: int = 0
    reopened: int = 0

    def add(self, other: Totals) -> None:
        """Count another part in."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    def to_json(self) -> dict[str, Any]:
        """The counts by name."""
        return asdict(self)
