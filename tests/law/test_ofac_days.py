"""A bare day in a pack is the whole day: the days beside its line are never in doubt."""

from __future__ import annotations

import pytest

from licet.core.dates import Moment
from licet.core.documents import Document
from licet.core.kleene import Truth
from licet.law import conditions
from licet.law.interpreter import condition_node
from licet.law.values import Dates

FACT = "debt.issued_on"


def held(matcher: str, bound: object, value: str) -> Truth:
    """Whether a day or an instant meets a matcher with a literal bound."""
    document = Document("pack.yaml", {})
    condition = conditions.read({"fact": FACT, matcher: bound}, (), document)
    return condition_node(condition, {FACT: Dates.exactly(Moment.parse(value))}).truth


@pytest.mark.parametrize(
    ("matcher", "bound", "value", "truth"),
    [
        ("before", "2014-09-12", "2014-09-11", True),
        ("before", "2014-09-12", "2014-09-12", False),
        ("after", "2014-09-11", "2014-09-11", False),
        ("after", "2014-09-11", "2014-09-12", True),
        ("within", ["2014-09-12", "2017-11-27"], "2014-09-11", False),
        ("within", ["2014-09-12", "2017-11-27"], "2014-09-12", True),
        ("within", ["2014-09-12", "2017-11-27"], "2017-11-27", True),
        ("within", ["2014-09-12", "2017-11-27"], "2017-11-28", False),
        ("before", "2014-09-12", "2014-09-12T10:00-04:00", False),
        ("after", "2014-09-11", "2014-09-11T23:59-04:00", False),
    ],
)
def test_the_days_beside_the_line(matcher: str, bound: object, value: str, truth: Truth) -> None:
    """The day before and the day itself fall on their own side of a literal day."""
    assert held(matcher, bound, value) is truth


def test_an_instant_stays_an_instant() -> None:
    """A bound with a time keeps the day that holds it open, and is sharp for an instant."""
    line = "2014-09-12T00:01-04:00"
    assert held("before", line, "2014-09-12") is None
    assert held("before", line, "2014-09-12T00:00-04:00") is True
    assert held("before", line, "2014-09-12T00:01-04:00") is False


def test_a_day_that_lies_on_both_sides() -> None:
    """A date known only as an interval around the line stays unknown."""
    document = Document("pack.yaml", {})
    condition = conditions.read({"fact": FACT, "before": "2014-09-12"}, (), document)
    around = Dates(Moment.parse("2014-09-11"), Moment.parse("2014-09-12"))
    assert condition_node(condition, {FACT: around}).truth is None


def test_the_pack_is_shown_as_written() -> None:
    """A reason shows the day that the pack wrote."""
    document = Document("pack.yaml", {})
    condition = conditions.read({"fact": FACT, "before": "2014-09-12"}, (), document)
    assert condition_node(condition, {}).text == "debt.issued_on before 2014-09-12"
