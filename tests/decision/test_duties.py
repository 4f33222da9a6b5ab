"""Duties that come with an answer, their deadlines, and what open matters do to them."""

from __future__ import annotations

from datetime import date

import pytest
from decision_texts import PAYMENT, Ask, words

from licet.decision.decision import Decision
from licet.decision.duties import after_business_days


def test_ten_business_days(ask: Ask) -> None:
    """A report is due ten business days later; weekends and federal holidays don't count."""
    assert after_business_days(date(2021, 3, 1), 10) == date(2021, 3, 15)
    assert after_business_days(date(2021, 7, 1), 10) == date(2021, 7, 16)
    report = next(d for d in ask(PAYMENT, "2021-03-01", deep=False).duties if d.kind == "report")
    assert report.deadline is not None
    assert "2021-03-15" in report.deadline


@pytest.mark.parametrize(
    ("on", "due"), [("2021-09-30", "2021-09-30"), ("2021-10-01", "2022-09-30")]
)
def test_the_annual_report(ask: Ask, on: str, due: str) -> None:
    """Blocked property is reported each year by 30 September."""
    duties = ask(PAYMENT, on, deep=False).duties
    annual = next(d for d in duties if d.kind == "annual_report")
    assert annual.deadline is not None
    assert due in annual.deadline


@pytest.mark.parametrize(("on", "years"), [("2025-03-11", "5 years"), ("2025-03-12", "10 years")])
def test_records_are_kept_longer_since_2025(ask: Ask, on: str, years: str) -> None:
    """Records are kept five years, and ten from 12 March 2025 (31 CFR 501.601)."""
    retain = next(d for d in ask(PAYMENT, on, deep=False).duties if d.kind == "retain")
    assert retain.deadline is not None
    assert retain.deadline.startswith(years)


def test_while_blocking_is_possible_nothing_is_rejected_for_certain(ask: Ask) -> None:
    """An open match makes the duties possible, not certain."""
    text = PAYMENT.replace("listing: 'ofac:27018'", "name: Ismail Demir")
    answer: Decision = ask(text, "2021-03-01", deep=False)
    assert {(d.kind, d.certainty) for d in answer.duties if d.kind == "block"} == {
        ("block", "possible")
    }
    assert not any(d.kind == "reject" and d.certainty == "certain" for d in answer.duties)


def test_a_listing_between_two_snapshots(ask: Ask) -> None:
    """Absent before and present after: the days between aren't known, and it is said."""
    text = PAYMENT.replace("27018", "902")
    assert words(ask(text, "2020-12-14", deep=False)) == ("no_restriction_found", "prohibited")
    assert words(ask(text, "2022-06-01", deep=False)) == ("prohibited", "prohibited")
    answer = ask(text, "2021-06-01", deep=False)
    assert words(answer) == ("no_restriction_found", "prohibited")
    assert any("between aren't known" in str(r.thread.subject.measure) for r in answer.results)
