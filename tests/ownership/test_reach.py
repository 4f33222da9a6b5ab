"""How a method is read strictly and widely, and what the packs give for one."""

from __future__ import annotations

import pytest

from licet.core.dates import AsOf, Moment
from licet.decision.reach_rules import ANY_HOLDING, method
from licet.law.packs import shipped
from licet.ownership.reach import Method
from licet.ownership.shares import PERCENT

REACHES = shipped().reaches


def on(rule: str, day: str) -> Method | None:
    """The method of a shipped rule on a day."""
    return method(REACHES[rule], AsOf(Moment.parse(day)))


def test_both_readings_ask_the_same_share() -> None:
    """The threshold is the same strictly and widely; equality moves it by the least there is."""
    strict, wide = Method().strict, Method(inclusive=False).wide
    assert strict is not None
    assert strict.need == 50 * PERCENT
    assert wide is not None
    assert wide.need == 50 * PERCENT + 1


def test_open_aggregation_has_two_readings() -> None:
    """Where no text says whether persons are added, only the wide reading adds them."""
    strict, wide = Method(aggregate=None).strict, Method(aggregate=None).wide
    assert strict is not None
    assert not strict.aggregate
    assert wide is not None
    assert wide.aggregate


def test_a_suspended_rule_has_no_reading() -> None:
    """A rule without effect has no reading, an unconfirmed one no strict reading."""
    assert Method(effect="none").strict is None
    assert Method(effect="none").wide is None
    assert Method(effect="unconfirmed").strict is None
    assert Method(effect="unconfirmed").wide is not None


@pytest.mark.parametrize(
    ("rule", "day", "threshold", "inclusive", "aggregate"),
    [
        ("ownership_50", "2014-08-12", 50, True, False),
        ("ownership_50", "2014-08-13", 50, True, True),
        ("eu_ownership_control", "2022-03-19", 50, False, None),
        ("eu_ownership_control", "2022-03-20", 50, False, True),
        ("eu_ownership_control", "2024-07-02", 50, False, True),
        ("eu_ownership_control", "2024-07-03", 50, True, True),
        ("eu_article_5", "2024-07-02", 50, False, None),
        ("eu_article_5", "2026-01-01", 50, False, None),
        ("uk_ownership_control", "2020-12-31T22:59+00:00", 50, False, None),
        ("uk_ownership_control", "2021-01-01", 50, False, False),
        ("bis_affiliates", "2025-09-29", 50, True, True),
    ],
)
def test_the_rules_of_the_packs(
    rule: str, day: str, threshold: float, inclusive: bool, aggregate: bool | None
) -> None:
    """Thresholds and addition change on their days; article 5 stays as it is in July 2024."""
    found = on(rule, day)
    assert found is not None
    assert (found.threshold, found.inclusive, found.aggregate) == (threshold, inclusive, aggregate)


@pytest.mark.parametrize(
    ("day", "effect"),
    [
        ("2025-09-28", "none"),
        ("2025-09-29", "reaches"),
        ("2025-11-09", "reaches"),
        ("2025-11-10", "none"),
        ("2026-11-09", "none"),
        ("2026-11-10", "unconfirmed"),
    ],
)
def test_the_affiliates_rule_comes_and_goes(day: str, effect: str) -> None:
    """In force for six weeks of 2025, suspended for a year, back by its own text, unconfirmed."""
    found = on("bis_affiliates", day)
    assert found is not None
    assert found.effect == effect


def test_control_stands_in_eu_and_uk_rules_alone() -> None:
    """OFAC, BIS and article 5 speak of ownership only."""
    day = "2026-06-01"
    found = {rule: on(rule, day) for rule in REACHES}
    control = {rule for rule, one in found.items() if one and one.control}
    assert control == {"eu_ownership_control", "uk_ownership_control"}


def test_article_5_is_silent_before_it_was_made() -> None:
    """A day before the regulation has no method, so nothing certain is said."""
    assert on("eu_article_5", "2014-07-31") is None


def test_a_reach_nobody_read_is_never_certain() -> None:
    """Where no text was read, the least holding could carry, and nothing does for certain."""
    assert ANY_HOLDING.strict is None
    assert ANY_HOLDING.wide is not None
    assert ANY_HOLDING.wide.need == 1


def test_a_method_says_itself() -> None:
    """The words name the threshold, votes, control and addition."""
    text = Method(inclusive=False, aggregate=False, voting=50.0, control=True).says()
    assert text == (
        "over 50 % of the shares, over 50 % of the votes, or control; no persons added together"
    )
    assert "unconfirmed" in Method(effect="unconfirmed").says()
    assert Method(effect="none").says() == "the rule reaches nobody on that day"
