"""Foreign-made items: de minimis US content and foreign direct products."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.goods.jurisdiction import Content, subject

GERMANY, CHINA, SYRIA = frozenset({"A:5"}), frozenset({"D:1", "D:5"}), frozenset({"D:5", "E:1"})
FREE = {"no_threshold": False, "foreign_direct_product": False}


@pytest.mark.parametrize(
    ("percent", "series", "groups", "expected"),
    [
        (25.0, "other", GERMANY, False),
        (25.1, "other", GERMANY, True),
        (10.0, "other", SYRIA, False),
        (10.1, "other", SYRIA, True),
        (24.0, "other", CHINA, False),
        (0.0, "600_series", CHINA, False),
        (0.1, "600_series", CHINA, True),
        (20.0, "9x515", GERMANY, False),
        (20.0, None, CHINA, None),
        (20.0, "other", None, None),
        (26.0, "other", None, True),
        (9.0, "other", None, False),
    ],
)
def test_thresholds(
    percent: float, series: str | None, groups: frozenset[str] | None, expected: bool | None
) -> None:
    """25 percent; 10 for E:1 and E:2; none of 600 series or 9x515 content for D:5."""
    content = Content((percent, percent), series, no_threshold=False, foreign_direct_product=False)
    assert subject(content, groups) is expected


def test_under_the_threshold_alone_it_is_not_out() -> None:
    """Without a word on foreign direct products and 734.4(a) the item stays open."""
    assert subject(Content((1.0, 1.0), "other"), GERMANY) is None


def test_a_foreign_direct_product_is_subject_without_any_content() -> None:
    """734.9 asks for no share of content."""
    content = Content((0.0, 0.0), "other", no_threshold=False, foreign_direct_product=True)
    assert subject(content, GERMANY) is True


def test_items_without_a_threshold_are_subject() -> None:
    """What 734.4(a) names has no de minimis level."""
    assert subject(Content((0.1, 0.1), "other", no_threshold=True), GERMANY) is True


@given(st.floats(0, 100), st.floats(0, 100))
def test_knowing_less_is_never_more_certain(one: float, other: float) -> None:
    """A range of content gives what every share within it gives, or stays open."""
    low, high = sorted((one, other))
    wide = subject(Content((low, high), "other", **FREE), GERMANY)
    for share in (low, high):
        assert wide in {None, subject(Content((share, share), "other", **FREE), GERMANY)}
