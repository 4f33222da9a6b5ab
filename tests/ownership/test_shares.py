"""Shares are counted exactly and read as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.ownership import shares
from licet.ownership.shares import ALL, PERCENT, UNKNOWN, exactly, parse, words


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("50", 50, 50),
        ("50 %", 50, 50),
        ("33,3", 33.3, 33.3),
        ("25-50", 25, 50),
        ("25 to 50 percent", 25, 50),
        ("25%–50%", 25, 50),
        (">=75", 75, 100),
        ("at least 75%", 75, 100),
        ("up to 10", 0, 10),
        ("≤ 10", 0, 10),
        ("unknown", 0, 100),
        ("", 0, 100),
    ],
)
def test_shares_as_people_write_them(text: str, low: float, high: float) -> None:
    """A number, a range, a bound or nothing."""
    assert parse(text) == (round(low * PERCENT), round(high * PERCENT))


def test_bounds_that_are_left_out() -> None:
    """More than 50 is a number of its own above 50, less than 75 one below 75."""
    assert parse("more than 50") == (50 * PERCENT + 1, ALL)
    assert parse("> 50%") == (50 * PERCENT + 1, ALL)
    assert parse("<75") == (0, 75 * PERCENT - 1)


@pytest.mark.parametrize("text", ["101", "-5", "60-40", "fourty", "5O", "1e3", "50%%x", "> 100"])
def test_what_is_no_share(text: str) -> None:
    """Nonsense is refused, never read as unknown."""
    with pytest.raises(ValueError, match="is no"):
        parse(text)


def test_thirds_and_tenths_add_up() -> None:
    """33.3 and 16.7 make 50, and 0.1 ten times makes 1."""
    assert exactly("33.3")[0] + exactly("16.7")[0] == 50 * PERCENT
    assert 10 * exactly("0.1")[0] == PERCENT


def test_what_is_finer_is_rounded_outwards() -> None:
    """A third of a hundred is an interval that holds it."""
    low, high = exactly("33.33333333")
    assert (low, high) == (33_333_333, 33_333_334)


@given(st.decimals(0, 100, places=4))
def test_written_out_and_read_again(share: object) -> None:
    """What is said of a share can be read back."""
    units = exactly(str(share))
    assert parse(words(*units)) == units


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (50 * PERCENT, 50 * PERCENT, "50 %"),
        (25 * PERCENT + 1, 50 * PERCENT, "more than 25 to 50 %"),
        (50 * PERCENT + 1, 75 * PERCENT - 1, "more than 50 to less than 75 %"),
        (75 * PERCENT, ALL, "75 % or more"),
        (0, 10 * PERCENT, "10 % or less"),
        (*UNKNOWN, "an unknown part"),
    ],
)
def test_bands_in_words(low: int, high: int, said: str) -> None:
    """Bands of registers read as the registers write them."""
    assert words(low, high) == said
    assert shares.percent(low) <= shares.percent(high)
