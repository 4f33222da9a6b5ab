"""Dates of OFAC's advanced and enhanced XML, spelled as its other files spell them.

Both formats give the first and the last day a date can be; the standard XML and the flat files
write "1962", "Feb 1958", "12 Feb 1961", "circa 1951" or "1951 to 1953". The same spelling makes
the same entry read the same from any of them.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta


def spelled(first: date, last: date, *, circa: bool = False) -> str:
    """The words for the days from ``first`` to ``last``."""
    words = _one(first, last) or f"{_start(first, last)} to {_end(first, last)}"
    return f"circa {words}" if circa else words


def _one(first: date, last: date) -> str | None:
    """A day, a whole month or a whole year; None for anything else."""
    if first == last:
        return _day(first)
    if first.year != last.year or first.day != 1 or not _ends_month(last):
        return None
    if first.month == last.month:
        return _month(first)
    return f"{first.year:04}" if (first.month, last.month) == (1, 12) else None


def _start(first: date, last: date) -> str:
    return _boundary(first, first, last)


def _end(first: date, last: date) -> str:
    return _boundary(last, first, last)


def _boundary(day: date, first: date, last: date) -> str:
    """One end of a range, as coarse as both ends allow."""
    if first.day != 1 or not _ends_month(last):
        return _day(day)
    whole_years = first.month == 1 and last.month == 12
    return f"{day.year:04}" if whole_years else _month(day)


def _ends_month(day: date) -> bool:
    return day == date.max or (day + timedelta(days=1)).day == 1


def _day(day: date) -> str:
    return f"{day.day:02} {_month(day)}"


def _month(day: date) -> str:
    return f"{calendar.month_abbr[day.month]} {day.year:04}"
