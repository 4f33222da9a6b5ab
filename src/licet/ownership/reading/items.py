"""What a reader yields, and how values common to many forms are read."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from licet.ownership.model import OPEN_END, OPEN_START, Span, Tie, Who


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row or record that could not be read: which, and why."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Something to tell the user once, with how often it was met."""

    text: str


@dataclass(frozen=True, slots=True)
class Dated:
    """The day the file says it speaks of."""

    day: date


Item = Who | Tie | Rejected | Seen | Dated
Items = Iterator[Item]
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})$")
_YEAR = re.compile(r"(\d{4})$")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")


@lru_cache(maxsize=10_000)
def days(text: str) -> tuple[int, int]:
    """First and last day, as ordinals, of a day, month or year; ValueError for what is none.

    "03/04/2020" could be two days, so both bound it.
    """
    text = text.strip()
    if match := _DAY.match(text):
        day = date(int(match[1]), int(match[2]), int(match[3])).toordinal()
        return day, day
    if match := _MONTH.match(text):
        year, month = int(match[1]), int(match[2])
        last = calendar.monthrange(year, month)[1]
        return date(year, month, 1).toordinal(), date(year, month, last).toordinal()
    if match := _YEAR.match(text):
        return date(int(match[1]), 1, 1).toordinal(), date(int(match[1]), 12, 31).toordinal()
    if match := _SLASHED.match(text):
        return _either(int(match[1]), int(match[2]), int(match[3]))
    raise ValueError(f"'{text}' is no date; write 2020-12-14")


def _either(one: int, other: int, year: int) -> tuple[int, int]:
    found = [date(year, m, d).toordinal() for d, m in {(one, other), (other, one)} if m <= 12]
    if not found:
        raise ValueError(f"'{one}/{other}/{year}' is no date; write 2020-12-14")
    return min(found), max(found)


def span(start: str | None, end: str | None) -> Span:
    """A span from two dates as a file gives them; what is missing is open. ValueError otherwise."""
    first = days(start) if start and start.strip() else (OPEN_START, OPEN_START)
    last = days(end) if end and end.strip() else (OPEN_END, OPEN_END)
    if last[1] < first[0]:
        raise ValueError(f"it ends ({end}) before it begins ({start})")
    return Span(first, last)


def stated_on(day: int) -> Span:
    """A tie whose begin nobody gives, told on a day: certain from then, possible before."""
    return Span((OPEN_START, day), (OPEN_END, OPEN_END))
