"""The rule of reach that holds on a date, in the terms of counting."""

from __future__ import annotations

from licet.core.dates import AsOf
from licet.law.model import ReachRule
from licet.ownership.reach import Method

ANY_HOLDING = Method(0.000001, aggregate=None, voting=0.0, control=True, effect="unconfirmed")
"""Where no read text says how far a measure reaches, any holding could carry it; none surely."""


def method(rule: ReachRule | None, asked: AsOf) -> Method | None:
    """How shares are counted on the date; None when no read text says."""
    for version in rule.versions if rule else ():
        if version.period.contains(asked.moment) is True:
            return Method(
                version.threshold_percent,
                version.inclusive,
                version.aggregate,
                version.voting_percent,
                version.control,
                version.effect,
            )
    return None
