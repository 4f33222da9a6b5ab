"""Is a foreign-made item subject to the EAR through its US content or its US technology?

De minimis: more than 25 percent of controlled US content by value, more than 10 for Country Groups
E:1 and E:2; none at all is free where 600 series or 9x515 content goes to Country Group D:5, nor
for the items of 15 CFR 734.4(a). A foreign direct product (734.9) is subject whatever its content:
being under the threshold alone never takes an item out.
Source: BIS, De minimis Guidelines as modified on 29 October 2015; 15 CFR 734.3, 734.4, 734.9. The
present text of 734.4 was not at hand: E:2 is taken with E:1, which is the stricter reading.
"""

from __future__ import annotations

from dataclasses import dataclass

from licet.core.kleene import Truth, any_of

FULL, EMBARGOED = 25.0, 10.0


@dataclass(frozen=True, slots=True)
class Content:
    """What is known of a foreign-made item: controlled US content in percent (low, high), what
    series it is of, whether 734.4(a) leaves it no threshold, whether 734.9 reaches it."""

    percent: tuple[float, float] | None = None
    series: str | None = None
    no_threshold: Truth = None
    foreign_direct_product: Truth = None


def threshold(series: str | None, groups: frozenset[str] | None) -> tuple[float, float]:
    """The lowest and highest threshold that may apply, in percent."""
    if groups is None:
        return (0.0 if series != "other" else EMBARGOED, FULL)
    if series in {"600_series", "9x515"} and "D:5" in groups:
        return 0.0, 0.0
    usual = EMBARGOED if groups & {"E:1", "E:2"} else FULL
    return (0.0 if series is None and "D:5" in groups else usual, usual)


def subject(content: Content, groups: frozenset[str] | None) -> Truth:
    """Whether a foreign-made item is subject to the EAR; unknown where a route is open."""
    return any_of([_over(content, groups), content.no_threshold, content.foreign_direct_product])


def _over(content: Content, groups: frozenset[str] | None) -> Truth:
    """Whether its controlled US content is more than de minimis."""
    bounds = threshold(content.series, groups)
    if content.percent is None:
        return None
    low, high = content.percent
    if low > bounds[1]:
        return True
    return False if high <= bounds[0] else None
