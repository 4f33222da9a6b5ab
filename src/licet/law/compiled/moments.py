"""Moments in columns: a day, and an instant for the rows that have one.

The same meaning as ``licet.core.dates``: two instants compare as instants, all else by civil days;
within one bare day the order is unknown. Each comparison is two expressions: certainly so, and
certainly not so. A null makes both null, which the caller reads as neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from licet.core.dates import Moment, Period

INSTANT = pl.Datetime("us", "UTC")


@dataclass(frozen=True, slots=True)
class Moments:
    """A column of moments, or one moment: ``day`` is a Date, ``at`` an instant or null.

    ``at`` is None where no row is an instant.
    """

    day: pl.Expr
    at: pl.Expr | None = None

    @classmethod
    def one(cls, moment: Moment) -> Moments:
        """The same moment on every row."""
        at = None if moment.at is None else pl.lit(moment.at.astimezone(UTC), INSTANT)
        return cls(pl.lit(moment.day), at)


@dataclass(frozen=True, slots=True)
class Between:
    """A column of dates, each known to lie between two moments."""

    earliest: Moments
    latest: Moments


def less(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    """Whether one is less, with the column on the left.

    Polars 2.1 gives one row for a literal on the left of a column in which all is null.
    """
    return one < other if one.meta.root_names() else other > one


def _by_instant(one: Moments, other: Moments, instants: pl.Expr, days: pl.Expr) -> pl.Expr:
    """``instants`` where both are instants, ``days`` elsewhere."""
    if one.at is None or other.at is None:
        return days
    return pl.when(one.at.is_not_null() & other.at.is_not_null()).then(instants).otherwise(days)


def _surely_before(one: Moments, other: Moments) -> pl.Expr:
    days = less(one.day, other.day)
    if one.at is None or other.at is None:
        return days
    return _by_instant(one, other, less(one.at, other.at), days)


def _surely_not_before(one: Moments, other: Moments) -> pl.Expr:
    days = less(other.day, one.day)
    if one.at is None or other.at is None:
        return days
    return _by_instant(one, other, ~less(one.at, other.at), days)


def before(value: Between, other: Between) -> tuple[pl.Expr, pl.Expr]:
    """Certainly earlier, and certainly not earlier, for whatever lies within both."""
    return (
        _surely_before(value.latest, other.earliest),
        _surely_not_before(value.earliest, other.latest),
    )


def contains(period: Period, asked: Moments) -> tuple[pl.Expr, pl.Expr]:
    """Whether the moment asked, on the authority's clock, is certainly and possibly within."""
    certain, possible = pl.lit(True), pl.lit(True)
    if period.start:
        surely, perhaps = _reached(period.start, asked)
        certain, possible = surely, perhaps
    if period.end:
        surely, perhaps = _passed(period.end, asked)
        certain, possible = certain & ~perhaps, possible & ~surely
    return certain, possible


def _reached(start: Moment, asked: Moments) -> tuple[pl.Expr, pl.Expr]:
    """``Moment.reached_by``: certainly and possibly."""
    one = Moments.one(start)
    perhaps = asked.day >= one.day
    midnight = start.at is None or start.at.timetz().replace(tzinfo=None) == datetime.min.time()
    surely = perhaps if midnight else asked.day > one.day
    if one.at is None or asked.at is None:
        return surely, perhaps
    instants = asked.at >= one.at
    return _by_instant(one, asked, instants, surely), _by_instant(one, asked, instants, perhaps)


def _passed(end: Moment, asked: Moments) -> tuple[pl.Expr, pl.Expr]:
    """``Moment.passed_by``: a bare last day is still within; an instant ends at that instant."""
    if end.at is None:
        over = asked.day > pl.lit(end.day)
        return over, over
    return _reached(end, asked)
