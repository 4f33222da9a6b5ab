"""The threshold of a budget."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.core.errors import BadInputError
from licet.screening.tuning.budget import FLOOR, Choice, alerting, choose


@given(
    scores=st.lists(st.integers(0, 4096), min_size=1, max_size=60),
    budget=st.floats(0.5, 999, allow_nan=False),
)
def test_the_smallest_threshold_within_the_budget(scores: list[int], budget: float) -> None:
    """It keeps the budget, and a thousandth less doesn't, unless it is the lowest tried."""
    best = np.array(scores) / 4096
    one = choose(best, budget)
    if not one.within:
        assert one == Choice(1.0, False)
        assert alerting(best, 1.0) * 1_000 > budget * len(best)
        return
    assert alerting(best, one.threshold) * 1_000 <= budget * len(best)
    if one.threshold > FLOOR:
        below = round(one.threshold - 0.001, 3)
        assert alerting(best, below) * 1_000 > budget * len(best)


def test_a_score_at_the_threshold_alerts() -> None:
    """Two of four records may alert: those at 0.9 and 0.8; 0.7 must not."""
    one = choose(np.array([0.9, 0.8, 0.7, 0.0]), 500)
    assert one == Choice(0.701, True)
    assert alerting(np.array([0.701]), 0.701) == 1


def test_namesakes_can_exceed_every_threshold() -> None:
    """Records that bear a listed name score 1.0: no threshold drops them."""
    assert choose(np.array([1.0, 0.2, 0.2]), 10) == Choice(1.0, False)


@pytest.mark.parametrize("budget", [0, -1, 1_000, float("nan"), float("inf")])
def test_what_is_no_budget(budget: float) -> None:
    """More than 0 and less than 1,000."""
    with pytest.raises(BadInputError, match="--alerts-per-1000"):
        choose(np.array([0.5]), budget)
