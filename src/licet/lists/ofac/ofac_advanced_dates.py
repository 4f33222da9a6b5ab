"""What all parts of the advanced reader share: the namespace, and how dates are read.

Source: the schema sdn_advanced.xsd. A period has a start and an end, and each of them the first
(From) and the last day (To) it can be.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from licet.lists.ofac.ofac_period import spelled
from licet.lists.ofac.ofac_stream import bad, local_name, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

WHERE = "advanced XML list"
NAMESPACE = "http://www.un.org/sanctions/1.0"


@cache
def tag(name: str) -> str:
    """A name in the format's namespace."""
    return f"{{{NAMESPACE}}}{name}"


def period_of(element: _Element) -> str:
    """A DatePeriod in OFAC's words; empty where it gives no date."""
    start, end = element.find(tag("Start")), element.find(tag("End"))
    first = _edge(start, 0) or _edge(end, 0)
    last = _edge(end, -1) or _edge(start, -1)
    if first is None or last is None:
        return ""
    edges = [edge for edge in (start, end) if edge is not None]
    return spelled(first, last, circa=any(e.get("Approximate") == "true" for e in edges))


def _edge(element: _Element | None, at: int) -> date | None:
    """The first (0) or last (-1) point of a boundary."""
    points = [] if element is None else [p for p in element if local_name(p) in {"From", "To"}]
    return day_of(points[at], last=at == -1) if points else None


def day_of(element: _Element, *, last: bool = False) -> date:
    """A Year, Month and Day; what is missing is the year's or month's first or last."""
    told = {local_name(part): text_of(part) for part in element}
    try:
        year, month = int(told["Year"]), int(told.get("Month") or (12 if last else 1))
        if "Day" in told or not last:
            return date(year, month, int(told.get("Day") or 1))
        return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)
    except (KeyError, ValueError):
        words = "-".join(told.values())
        raise bad(element, WHERE, f"the date '{words}' does not exist") from None
