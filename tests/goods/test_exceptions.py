"""What bars a License Exception, as far as the tables tell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from licet.goods.exceptions import barred

DAY = date(2026, 7, 23)


@pytest.mark.parametrize(
    ("symbol", "eccn", "expected"),
    [
        ("LVS", "1A777", None),
        ("lvs", "3A777", True),
        ("LVS", "EAR99", True),
        ("CIV", "1A777", True),
        ("LVS", None, None),
    ],
)
def test_bars(tabled: Path, symbol: str, eccn: str | None, expected: bool | None) -> None:
    """Out: no such exception that day, not offered by the entry, or EAR99; never: available."""
    truth, reason = barred(tabled, symbol, eccn, DAY)
    assert truth is expected
    assert reason


def test_without_a_catalogue_nothing_is_barred(tabled: Path) -> None:
    """For a date without tables it stays open."""
    assert barred(tabled, "CIV", "1A777", date(2018, 1, 1))[0] is None
