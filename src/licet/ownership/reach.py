"""Whether shares held by persons under a measure carry it to what they own.

The 50 percent method: an entity is reached when persons who carry the measure own, directly or
indirectly, the threshold or more; an entity so reached counts in full further down (shares are
not multiplied along the chain), and before aggregation was introduced one owner alone had to
hold the threshold. Threshold, dates and sources stand in the packs (``reaches``); this module
only counts. Shares are intervals, so the answer can be unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from licet.core.kleene import Truth, any_of


@dataclass(frozen=True, slots=True)
class Holding:
    """A share in percent, as an interval, and whether its holder carries the measure."""

    owner: str
    low: float
    high: float
    carries: Truth


@dataclass(frozen=True, slots=True)
class Method:
    """How shares are counted: the threshold in percent, whether it is met by equality, and
    whether the shares of several holders are added up."""

    threshold: float = 50.0
    inclusive: bool = True
    aggregate: bool = True


@dataclass(frozen=True, slots=True)
class Reached:
    """Whether the measure reaches the entity, and the share in percent that decides it."""

    truth: Truth
    low: float
    high: float


def reached(holdings: Sequence[Holding], method: Method) -> Reached:
    """Count the holdings of one entity under a method."""
    sure = [h.low for h in holdings if h.carries is True]
    maybe = [h.high for h in holdings if h.carries is not False]
    low = (sum(sure) if method.aggregate else max(sure, default=0.0)) if sure else 0.0
    high = (sum(maybe) if method.aggregate else max(maybe, default=0.0)) if maybe else 0.0
    truth: Truth = None
    if _meets(low, method):
        truth = True
    elif not _meets(high, method):
        truth = False
    return Reached(truth, low, min(high, 100.0))


def _meets(share: float, method: Method) -> bool:
    return share >= method.threshold if method.inclusive else share > method.threshold


def carried(direct: Truth, through_owners: Truth) -> Truth:
    """An entity carries a measure directly or through its owners."""
    return any_of([direct, through_owners])
