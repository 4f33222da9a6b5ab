"""How sure a share is: 95% intervals of k among n.

E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22
(1927); C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits", Biometrika 26
(1934).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

Z = 1.959963984540054
"""The normal quantile of a two-sided 95% interval."""

TAIL = 0.025
FEW = 1_000
"""Below so many records the alert rate gets the wider, exact interval."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95% interval; ``found`` of ``of`` cases. All None when nothing was asked."""

    found: int
    of: int
    value: float | None
    low: float | None
    high: float | None

    def times(self, factor: float) -> Share:
        """The same per so many: 1,000 for a rate per 1,000."""
        scaled = (None if x is None else x * factor for x in (self.value, self.low, self.high))
        return Share(self.found, self.of, *scaled)

    def to_json(self) -> dict[str, float | int | None]:
        """Plain values, rounded to what means something."""
        figures = {"value": self.value, "low": self.low, "high": self.high}
        rounded = {key: None if x is None else round(x, 6) for key, x in figures.items()}
        return {"found": self.found, "of": self.of, **rounded}


def wilson(found: int, of: int) -> Share:
    """Wilson's interval: sound also for few cases and for shares near 0 and 1."""
    if not of:
        return Share(found, of, None, None, None)
    low, high = _wilson(found / of, of)
    return Share(found, of, found / of, low, high)


def exact(found: int, of: int) -> Share:
    """Clopper's and Pearson's interval, never narrower than 95%: wider than Wilson's."""
    from scipy.special import betaincinv

    if not of:
        return Share(found, of, None, None, None)
    low = float(betaincinv(found, of - found + 1, TAIL)) if found else 0.0
    high = float(betaincinv(found + 1, of - found, 1 - TAIL)) if found < of else 1.0
    return Share(found, of, found / of, low, high)


def rate(found: int, of: int) -> Share:
    """Alerting records per 1,000, with the exact interval where records are few."""
    return (exact if of < FEW else wilson)(found, of).times(1_000)


def weighted(parts: Sequence[tuple[int, int, float]]) -> Share:
    """A share over strata, each (found, asked, its size in the population).

    The interval is Wilson's for the number of cases that would give the same variance.
    """
    asked = [(found, of, size) for found, of, size in parts if of and size]
    whole = sum(size for _, _, size in asked)
    found, of = sum(one[0] for one in asked), sum(one[1] for one in asked)
    if not asked:
        return wilson(0, 0)
    shares = [(size / whole, hit / n, n) for hit, n, size in asked]
    value = min(1.0, sum(weight * share for weight, share, _ in shares))
    spread = sum(weight**2 * share * (1 - share) / n for weight, share, n in shares)
    alike = value * (1 - value) / spread if spread else 1 / sum(w**2 / n for w, _, n in shares)
    return Share(found, of, value, *_wilson(value, alike))


def _wilson(share: float, of: float) -> tuple[float, float]:
    middle = share + Z * Z / (2 * of)
    half = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    below = 1 + Z * Z / of
    return max(0.0, (middle - half) / below), min(1.0, (middle + half) / below)
