"""What screening finds and misses, as measured: shown beside every no-match.

The figures are data (``measured.json``), written by ``benchmarks/screening_quick.py --write``.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from licet.screening.model import DEFAULT


@cache
def measured() -> dict[str, Any]:
    """The figures: recall by kind and threshold, alerts per 1,000 by population, how measured."""
    text = resources.files("licet.screening").joinpath("measured.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def recall_at(threshold: float) -> float | None:
    """Measured recall at the next measured threshold that isn't lower; None above all of them.

    Recall only falls as the threshold rises, so this never promises too much.
    """
    steps = measured()["recall_by_threshold"].items()
    reached = [(float(step), recall) for step, recall in steps if float(step) >= threshold - 1e-9]
    return min(reached)[1] if reached else None


def no_match(threshold: float = DEFAULT) -> str:
    """What a no-match is worth, in a sentence."""
    recall = recall_at(threshold)
    head = f"no match at a score of {threshold:.2f} or more"
    if recall is None:
        return f"{head}; what this threshold finds has not been measured."
    how = measured()["measured_on"]
    return f"{head}. In a test, {recall:.0%} of hidden aliases were found at it ({how})."
