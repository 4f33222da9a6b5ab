"""Dates as the field uses them: a bare date is a whole day, an instant has a zone.

``Moment`` is a boundary or a question's date: either a civil date (the whole day, in whatever
zone the authority writes in) or an instant with a zone ("2019-11-13T00:01-05:00"). Comparing two
moments can be unknown: a bare date holds both sides of an instant within it, and two things on
one bare date have no known order.

``PartialDate`` is a date as a list gives it ("1960", "circa 1951", "1951 to 1953"): an interval.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from licet.core.errors import BadInputError
from licet.core.kleene import Truth

FIRST_YEAR, LAST_YEAR = 1900, 2200
MONTHS = {m: i for i, m in enumerate(calendar.month_abbr) if m}


@dataclass(frozen=True, slots=True)
class Moment:
    """A civil date (``at`` is None) or an instant with a zone (``at`` is set)."""

    day: date
    at: datetime | None = None

    @classmethod
    def parse(cls, text: str, *, where: str | None = None) -> Moment:
        """Read ``2020-12-14`` or ``2019-11-13T00:01-05:00`` (a zone is required with a time)."""
        text = text.strip()
        bare = re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is not None
        try:
            if not bare and not re.match(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}", text):
                raise ValueError("it is written neither as a day nor as an instant")
            at = datetime.fromisoformat(text)
        except ValueError as error:
            raise BadInputError(
                f"'{text}' is not a date that exists ({error}).",
                where=where,
                mend="Write a day as 2020-12-14, or an instant as 2019-11-13T00:01-05:00.",
            ) from None
        if not FIRST_YEAR <= at.year <= LAST_YEAR:
            raise BadInputError(
                f"'{text}' lies outside the years {FIRST_YEAR} to {LAST_YEAR}.",
                where=where,
                mend="Leave a date out where there is no end.",
            )
        if not bare and at.tzinfo is None:
            raise BadInputError(
                f"'{text}' has a time but no zone.",
                where=where,
                mend="Add the zone, as in 2019-11-13T00:01-05:00, or leave the time out.",
            )
        return cls(at.date(), None if bare else at)

    def __str__(self) -> str:
        return self.at.isoformat(timespec="minutes") if self.at else self.day.isoformat()

    def in_zone(self, zone: str) -> Moment:
        """An instant on another clock; a bare date has no clock and stays."""
        if self.at is None:
            return self
        local = self.at.astimezone(ZoneInfo(zone))
        return Moment(local.date(), local)

    def before(self, other: Moment) -> Truth:
        """Whether this is earlier; unknown within one bare day."""
        if self.at and other.at:
            return self.at < other.at
        mine, theirs = _civil(self, other)
        return mine < theirs if mine != theirs else None

    def reached_by(self, asked: Moment) -> Truth:
        """Whether something in force *from* this moment is in force at ``asked``.

        A rule effective on a bare date governs that whole day, so equal days are True; an
        instant within the bare day that was asked is unknown.
        """
        if self.at and asked.at:
            return self.at <= asked.at
        mine, theirs = _civil(self, asked)
        if mine != theirs or not self.at:
            return mine <= theirs
        return True if self.at.timetz().replace(tzinfo=None) == datetime.min.time() else None

    def passed_by(self, asked: Moment) -> Truth:
        """Whether something in force *until* this moment is over at ``asked``.

        A bare last day is still within; an instant ends it at that instant.
        """
        if not self.at:
            mine, theirs = _civil(self, asked)
            return mine < theirs
        return self.reached_by(asked)

    def sort_key(self) -> datetime:
        """A total order for sorting: a bare date sorts at its start, in UTC."""
        if self.at:
            return self.at.astimezone(UTC)
        return datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC)


def _civil(a: Moment, b: Moment) -> tuple[date, date]:
    """Both days; an instant is read in its own zone, which is the authority's."""
    return a.day, b.day


@dataclass(frozen=True, slots=True)
class AsOf:
    """The date a question is asked for, and by when what answers it must have been public."""

    moment: Moment
    known_by: date | None = None

    @property
    def day(self) -> date:
        """The civil day of the moment."""
        return self.moment.day

    def in_zone(self, zone: str) -> AsOf:
        """The same question on the clock of the authority that is asked."""
        return AsOf(self.moment.in_zone(zone), self.known_by)


@dataclass(frozen=True, slots=True)
class Period:
    """From (included) to (the last day, or the instant it ends); either end may be open."""

    start: Moment | None = None
    end: Moment | None = None

    def contains(self, asked: Moment) -> Truth:
        """Whether ``asked`` lies within; unknown on a day that holds the boundary instant."""
        started: Truth = True if self.start is None else self.start.reached_by(asked)
        over: Truth = False if self.end is None else self.end.passed_by(asked)
        if started is False or over is True:
            return False
        return None if started is None or over is None else True

    def __str__(self) -> str:
        return f"{self.start or '...'} to {self.end or '...'}"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as a list gives it: the interval of days it could be, and the text itself."""

    text: str
    earliest: date | None
    latest: date | None
    circa: bool = False

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read "1960", "Feb 1958", "01 Apr 1960", "1960-04", "circa 1951", "1951 to 1953".

        Text that is no date is kept with open ends: nothing is invented.
        """
        bare = re.sub(r"^(circa|ca\.?|approximately)\s+", "", text.strip(), flags=re.I)
        circa = bare != text.strip()
        first, _, last = (part.strip() for part in bare.partition(" to "))
        start, end = _span(first), _span(last or first)
        return cls(text, start and start[0], end and end[1], circa)


def _span(text: str) -> tuple[date, date] | None:
    """First and last day of a year, month or day; None when the text is none of them."""
    try:
        if match := re.fullmatch(r"(?:(?:(\d{1,2}) )?([A-Z][a-z]{2,8})\.? )?(\d{4})", text):
            day, month, year = match[1], MONTHS.get((match[2] or "")[:3]), int(match[3])
            if match[2] and not month:
                return None
            return _bounds(year, month, int(day) if day else None)
        if match := re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", text):
            return _bounds(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
        if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
            return _slashed(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return None


def _slashed(first: int, second: int, year: int) -> tuple[date, date] | None:
    """Day and month in either order, where only one of them can be meant."""
    orders = {(first, second), (second, first)}
    possible = [(day, month) for day, month in orders if month <= 12]
    return _bounds(year, possible[0][1], possible[0][0]) if len(possible) == 1 else None


def _bounds(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def months_before(day: date, months: int) -> date:
    """The same day ``months`` months earlier, or that month's last day if it has no such day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)
