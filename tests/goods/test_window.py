"""For which days a table may answer."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from licet.goods.tables import CHART, SHELF_DAYS, Table
from licet.goods.window import governing

JULY = date(2026, 7, 23)


def table(issued: date, since: date | None = None, until: date | None = None) -> Table:
    """A chart of an issue date."""
    return Table(CHART, issued, "chart.json", str(issued), 1, {}, since, until)


def test_the_chart_of_2026_does_not_answer_for_2020() -> None:
    """Before its issue date a table says nothing; what is missing is named with its date."""
    found = governing(CHART, [table(JULY)], date(2020, 12, 13))
    assert found.tables == ()
    assert "in force on 2020-12-13 (at hand: 2026-07-23)" in str(found.missing)


def test_the_day_before_and_the_day_itself() -> None:
    """A table answers from its issue date on, and not a day earlier."""
    assert governing(CHART, [table(JULY)], JULY - timedelta(days=1)).missing
    assert governing(CHART, [table(JULY)], JULY).tables == (table(JULY),)
    assert governing(CHART, [table(JULY)], JULY).note is None


def test_after_its_issue_it_answers_with_a_note_until_its_shelf_ends() -> None:
    """The last table at hand answers for half a year, and says how old it is."""
    inside = governing(CHART, [table(JULY)], JULY + timedelta(days=SHELF_DAYS))
    assert inside.tables
    assert "180 days older" in str(inside.note)
    assert governing(CHART, [table(JULY)], JULY + timedelta(days=SHELF_DAYS + 1)).missing


def test_between_two_issues_both_may_govern() -> None:
    """The text changed on a day nobody recorded: both are read."""
    early, late = table(date(2025, 11, 12)), table(JULY)
    between = governing(CHART, [early, late], date(2026, 1, 5))
    assert set(between.tables) == {early, late}
    assert governing(CHART, [early, late], date(2025, 11, 12)).tables == (early,)
    assert governing(CHART, [early, late], JULY).tables == (late,)


def test_a_user_may_vouch_for_more() -> None:
    """A validity the user vouches for makes the table answer within it, alone."""
    wide = table(JULY, since=date(2024, 1, 1), until=date(2027, 12, 31))
    assert governing(CHART, [wide], date(2024, 6, 1)).tables == (wide,)
    assert governing(CHART, [wide], date(2027, 12, 31)).tables == (wide,)
    assert governing(CHART, [wide], date(2028, 1, 1)).missing


def test_no_table_at_all_names_what_to_add() -> None:
    """With nothing at hand the missing table is named."""
    assert "at hand: none" in str(governing(CHART, [], JULY).missing)


@given(
    st.lists(st.dates(date(2015, 1, 1), date(2027, 1, 1)), max_size=4),
    st.dates(date(2015, 1, 1), date(2028, 1, 1)),
)
def test_it_answers_or_says_what_is_missing(issues: list[date], day: date) -> None:
    """There is always a table or a missing one; none issued after the day stands alone."""
    found = governing(CHART, [table(one) for one in issues], day)
    assert bool(found.tables) != bool(found.missing)
    if found.tables:
        assert min(one.issued for one in found.tables) <= day
