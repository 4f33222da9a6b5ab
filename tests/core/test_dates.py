"""Moments, periods and partial dates around their edges."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.core.dates import AsOf, Moment, PartialDate, Period, months_before
from licet.core.errors import BadInputError

days = st.dates(date(1990, 1, 1), date(2040, 1, 1))
zones = st.integers(-12, 14).map(lambda h: timezone(timedelta(hours=h)))
instants = st.builds(
    lambda at, zone: Moment(at.replace(tzinfo=zone).date(), at.replace(tzinfo=zone)),
    st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)),
    zones,
)
bare = days.map(Moment)
moments = st.one_of(bare, instants)


def moment(text: str) -> Moment:
    """Short for the tests below."""
    return Moment.parse(text)


@pytest.mark.parametrize(
    "text",
    ["2020-02-30", "2021-02-29", "14.12.2020", "2020-13-01", "", "soon", "2020-12-14T25:00Z"],
)
def test_a_date_that_does_not_exist(text: str) -> None:
    """An impossible date is refused with the value and the way to write one."""
    with pytest.raises(BadInputError, match="Write a day as 2020-12-14"):
        moment(text)


def test_a_time_needs_a_zone() -> None:
    """A time without a zone is refused: midnight where?"""
    with pytest.raises(BadInputError, match="no zone"):
        moment("2019-11-13T00:01")


def test_an_error_says_where() -> None:
    """The place of the text stands before the sentence."""
    with pytest.raises(BadInputError, match=r"^activity.yaml line 3: '2020-02-30'"):
        Moment.parse("2020-02-30", where="activity.yaml line 3")


@pytest.mark.parametrize("text", ["2020-12-14", "2019-11-13T00:01-05:00", "2024-02-29"])
def test_a_moment_is_written_as_it_was_read(text: str) -> None:
    """Text to moment and back is the same text."""
    assert str(moment(text)) == text


def test_one_minute_past_midnight_eastern() -> None:
    """A licence until 12:01 a.m. eastern on 13 November covers the 12th, and that day is open."""
    period = Period(None, moment("2019-11-13T00:01-05:00"))
    assert period.contains(moment("2019-11-12")) is True
    assert period.contains(moment("2019-11-13")) is None
    assert period.contains(moment("2019-11-14")) is False
    assert period.contains(moment("2019-11-13T00:00-05:00")) is True
    assert period.contains(moment("2019-11-13T00:02-05:00")) is False
    assert period.contains(moment("2019-11-13T05:00+00:00")) is True
    assert period.contains(moment("2019-11-13T06:02+01:00")) is False


def test_a_start_at_an_instant() -> None:
    """What starts at 00:01 leaves its first bare day open and governs the next."""
    period = Period(moment("2021-08-02T00:01-04:00"), None)
    assert period.contains(moment("2021-08-01")) is False
    assert period.contains(moment("2021-08-02")) is None
    assert period.contains(moment("2021-08-03")) is True


def test_a_start_at_midnight_governs_the_whole_day() -> None:
    """What starts at 00:00 governs all of its day."""
    period = Period(moment("2021-08-02T00:00-04:00"), None)
    assert period.contains(moment("2021-08-02")) is True


def test_bare_days_are_whole() -> None:
    """First and last bare day both belong to the period."""
    period = Period(moment("2020-12-14"), moment("2020-12-20"))
    asked = ["2020-12-13", "2020-12-14", "2020-12-20", "2020-12-21"]
    assert [period.contains(moment(day)) for day in asked] == [False, True, True, False]


def test_the_order_within_one_bare_day_is_unknown() -> None:
    """Two things on one bare date have no known order; two instants have one."""
    assert moment("2020-12-14").before(moment("2020-12-14")) is None
    assert moment("2020-12-14T10:00+00:00").before(moment("2020-12-14")) is None
    assert moment("2020-12-14T10:00+00:00").before(moment("2020-12-14T09:00-05:00")) is True


@given(moments, moments)
def test_before_is_never_true_both_ways(one: Moment, other: Moment) -> None:
    """At most one of two moments is before the other."""
    assert not (one.before(other) is True and other.before(one) is True)


@given(instants, instants)
def test_instants_are_compared_on_one_clock(one: Moment, other: Moment) -> None:
    """Zones don't matter between instants: the same as in UTC."""
    assert one.at is not None
    assert other.at is not None
    assert one.before(other) is (one.at.astimezone(UTC) < other.at.astimezone(UTC))


@given(days, days, days)
def test_a_period_of_bare_days_is_plain_comparison(start: date, end: date, asked: date) -> None:
    """With bare days a period is start <= day <= end."""
    period = Period(Moment(start), Moment(end))
    assert period.contains(Moment(asked)) is (start <= asked <= end)


@given(instants, days)
def test_a_bare_day_is_true_to_its_hours(boundary: Moment, day: date) -> None:
    """What a bare day answers for certain holds for every hour of it, on the boundary's clock."""
    assert boundary.at is not None
    whole = boundary.reached_by(Moment(day))
    for hour in (0, 12, 23):
        at = datetime(day.year, day.month, day.day, hour, 59, 59, tzinfo=boundary.at.tzinfo)
        exact = boundary.reached_by(Moment(day, at))
        assert whole in {None, exact} or (whole is True and boundary.day == day)


@given(moments, moments)
def test_what_has_passed_was_reached(boundary: Moment, asked: Moment) -> None:
    """Nothing is over that hasn't been reached."""
    if boundary.passed_by(asked) is True:
        assert boundary.reached_by(asked) is True


@given(bare)
def test_an_open_period_holds_everything(asked: Moment) -> None:
    """No start and no end: always."""
    assert Period().contains(asked) is True
    assert AsOf(asked).day == asked.day


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "circa"),
    [
        ("1960", "1960-01-01", "1960-12-31", False),
        ("Feb 1956", "1956-02-01", "1956-02-29", False),
        ("01 Apr 1960", "1960-04-01", "1960-04-01", False),
        ("1960-04", "1960-04-01", "1960-04-30", False),
        ("circa 1951", "1951-01-01", "1951-12-31", True),
        ("1951 to 1953", "1951-01-01", "1953-12-31", False),
        ("circa 1951 to Mar 1953", "1951-01-01", "1953-03-31", True),
        ("12/31/1960", "1960-12-31", "1960-12-31", False),
        ("31/12/1960", "1960-12-31", "1960-12-31", False),
        ("03/04/1960", None, None, False),
        ("30 Feb 1960", None, None, False),
        ("Abc 1960", None, None, False),
        ("unknown", None, None, False),
        ("", None, None, False),
    ],
)
def test_partial_dates(text: str, earliest: str | None, latest: str | None, circa: bool) -> None:
    """A date of a list is an interval of days; what is no date keeps its text and open ends."""
    read = PartialDate.parse(text)
    assert read.text == text
    assert (read.earliest, read.latest) == (
        date.fromisoformat(earliest) if earliest else None,
        date.fromisoformat(latest) if latest else None,
    )
    assert read.circa is circa


@given(st.text(max_size=30))
def test_any_text_is_some_partial_date(text: str) -> None:
    """No text breaks a partial date, and known ends are in order."""
    read = PartialDate.parse(text)
    if read.earliest and read.latest and " to " not in text:
        assert read.earliest <= read.latest


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2021-03-31", 1, "2021-02-28"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2021-01-15", 12, "2020-01-15"),
        ("2021-12-31", 1, "2021-11-30"),
        ("2021-01-31", 2, "2020-11-30"),
    ],
)
def test_months_before(day: str, months: int, expected: str) -> None:
    """The same day some months before, or the last day of a shorter month."""
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(expected)


@given(days, st.integers(0, 60))
def test_months_before_never_lies_ahead(day: date, months: int) -> None:
    """Going back never goes forward, and twelve months are a year."""
    assert months_before(day, months) <= day
    assert months_before(day, 12).year == day.year - 1
