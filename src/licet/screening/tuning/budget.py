"""The smallest threshold whose alerts stay within a budget."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from licet.core.errors import BadInputError
from licet.screening.packed import Floats

FLOOR = 0.3
"""The lowest score that is looked at, and so the lowest threshold that can be chosen."""

STEP = 1_000
"""Thresholds lie on a grid of 0.001."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A threshold, and whether its alerts stay within the budget."""

    threshold: float
    within: bool


def check_budget(alerts_per_1000: float) -> None:
    """Raise BadInputError for a budget that leaves nothing to choose."""
    if not 0 < alerts_per_1000 < 1_000:
        raise BadInputError(
            f"{alerts_per_1000:g} alerts per 1,000 is no budget.",
            where="--alerts-per-1000",
            mend="Give more than 0 and less than 1000: 10 is one record in a hundred.",
        )


def alerting(best: Floats, threshold: float) -> int:
    """How many records have a match at or above a threshold."""
    return int((best >= threshold).sum())


def choose(best: Floats, alerts_per_1000: float) -> Choice:
    """The smallest threshold of the grid at which ``best`` (one per record) stays in budget.

    When even 1.0 exceeds it, that, marked as not within.
    """
    check_budget(alerts_per_1000)
    grid = np.arange(round(FLOOR * STEP), STEP + 1) / STEP
    above = len(best) - np.searchsorted(np.sort(best), grid, "left")
    fits = np.flatnonzero(above * 1_000.0 <= alerts_per_1000 * len(best))
    return Choice(float(grid[fits[0]]), True) if len(fits) else Choice(1.0, False)
