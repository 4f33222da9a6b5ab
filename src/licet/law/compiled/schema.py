"""The columns of a table of activities: one row for one party and item of one line.

A column is named after its fact (``activity.kind``). By the fact's type in the vocabulary:

========  ======================================================================================
word      text, Categorical or Enum
truth     Boolean
words     a list of text: the certain members. With ``NAME:possible`` beside it, a list of further
          possible members; a null there means any word at all
date      ``NAME``, a Date (the whole day) or a Datetime with a zone (an instant; its day is that of
          the column's zone). With ``NAME:at`` beside a Date, a Datetime for the rows that are
          instants. A date known to lie between two moments: ``NAME:earliest`` and ``NAME:latest``
          (Dates, with ``NAME:earliest_at`` and ``NAME:latest_at`` for instants); a null in one of
          them is an open end, and 0001-01-01 or 9999-12-31 too
number    a number; or ``NAME:low`` and ``NAME:high``, where a null in one is an open end
========  ======================================================================================

A null is an unknown fact. A fact without a column is unknown on every row.

``carries:MEASURE`` (Boolean) says whether a party of the row carries a measure: null is perhaps. A
measure without a column is carried by nobody: the caller has screened and says so. Facts of the
measure stand in ``NAME@MEASURE``; where there is no such column, ``NAME`` serves every measure.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from licet.core.errors import BadInputError, nearest
from licet.core.measures import MEASURES
from licet.law.facts import FACTS, unknown_fact

CARRIES = "carries:"
OPEN_START, OPEN_END = date.min, date.max
PARTS = {
    "word": (),
    "truth": (),
    "words": ("possible",),
    "date": ("at", "earliest", "earliest_at", "latest", "latest_at"),
    "number": ("low", "high"),
}


def split(column: str) -> tuple[str, str | None, str | None]:
    """Fact, measure and part of a column's name: ``NAME:part@MEASURE``."""
    name, _, measure = column.partition("@")
    fact, _, part = name.partition(":")
    return fact, measure or None, part or None


def join(fact: str, measure: str | None = None, part: str | None = None) -> str:
    """The name of a column."""
    return fact + (f":{part}" if part else "") + (f"@{measure}" if measure else "")


def source(fact: str, measure: str | None, columns: Iterable[str]) -> str | None:
    """The measure whose columns give a fact of a row: its own where it has any, else none."""
    if measure is None:
        return None
    own = [join(fact, measure, part) for part in (None, *PARTS[FACTS[fact].type])]
    return measure if any(name in columns for name in own) else None


def measures(columns: Iterable[str]) -> list[str]:
    """The measures that a table speaks of."""
    return [name.removeprefix(CARRIES) for name in columns if name.startswith(CARRIES)]


def check(columns: Iterable[str], others: Iterable[str]) -> None:
    """Refuse a column that looks like a fact or measure and is none; ``others`` are left alone."""
    for column in set(columns) - set(others):
        if column.startswith(CARRIES):
            _check_measure(column.removeprefix(CARRIES), column)
            continue
        fact, measure, part = split(column)
        if "." not in fact:
            continue
        if fact not in FACTS:
            raise BadInputError(unknown_fact(fact), where=f"column {column}")
        if part and part not in PARTS[FACTS[fact].type]:
            raise BadInputError(
                f"'{part}' is no part of a {FACTS[fact].type}.", where=f"column {column}"
            )
        if measure:
            _check_measure(measure, column)


def _check_measure(measure: str, column: str) -> None:
    if measure not in MEASURES:
        raise BadInputError(
            f"'{measure}' is not a measure licet knows; {nearest(measure, MEASURES)}".rstrip("; "),
            where=f"column {column}",
            mend="Measure ids stand in licet.core.measures.",
        )
