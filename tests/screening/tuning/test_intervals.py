"""Intervals, against values worked out elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.screening.tuning.intervals import FEW, exact, rate, weighted, wilson


def test_wilson_gives_the_published_values() -> None:
    """81 of 263: 0.2553 to 0.3662 (R. G. Newcombe, Statistics in Medicine 17, 1998, table I)."""
    one = wilson(81, 263)
    assert (one.low, one.high) == pytest.approx((0.2553, 0.3662), abs=5e-5)


def test_exact_gives_the_published_values() -> None:
    """81 of 263: 0.2527 to 0.3676; 0 of 20: 0 to 0.1684 (the same table)."""
    assert (exact(81, 263).low, exact(81, 263).high) == pytest.approx((0.2527, 0.3676), abs=5e-5)
    assert (exact(0, 20).low, exact(0, 20).high) == pytest.approx((0.0, 0.1684), abs=5e-5)


@given(of=st.integers(1, 3_000), share=st.floats(0, 1))
def test_an_interval_holds_its_share_and_the_exact_one_is_no_narrower(
    of: int, share: float
) -> None:
    """Both hold the share and lie within 0 and 1."""
    found = round(share * of)
    for one in (wilson(found, of), exact(found, of)):
        assert one.value is not None
        assert one.low is not None
        assert one.high is not None
        assert 0 <= one.low <= one.value + 1e-12
        assert one.value - 1e-12 <= one.high <= 1


def test_few_records_have_the_wider_interval() -> None:
    """One record less than 1,000 makes the interval of the same rate wider, and not just so."""
    few, many = rate(10, FEW - 1), rate(10, FEW)
    assert few == exact(10, FEW - 1).times(1_000)
    assert many == wilson(10, FEW).times(1_000)
    wide, narrow = ((one.high or 0) - (one.low or 0) for one in (few, many))
    assert wide > 1.03 * narrow


def test_nothing_asked_has_no_share() -> None:
    """No cases are no 0%."""
    assert wilson(0, 0).value is None
    assert weighted([]).value is None


def test_all_kinds_weigh_by_their_size() -> None:
    """Nine of ten names are of a kind that is always found, one of a kind that never is."""
    one = weighted([(100, 100, 900.0), (0, 100, 100.0)])
    assert one.value == pytest.approx(0.9)
    assert (one.found, one.of) == (100, 200)
    alone = weighted([(30, 100, 7.0)])
    assert (alone.low, alone.high) == pytest.approx((wilson(30, 100).low, wilson(30, 100).high))
