"""How an element of OFAC's enhanced XML is opened: its children by their names, and dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from licet.lists.ofac.ofac_period import spelled
from licet.lists.ofac.ofac_stream import bad, strange_parts, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

WHERE = "enhanced XML list"
NAMESPACE = (
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML"
)
_PREFIX = len(NAMESPACE) + 2  # "{namespace}" before every name


class Parts(dict[str, "_Element"]):
    """The children of an element by their names, each of which stands there once."""

    def __init__(self, element: _Element) -> None:
        super().__init__()
        self.element = element
        for child in element:
            name = str(child.tag)[_PREFIX:]
            if name in self:
                raise bad(child, WHERE, f"<{name}> stands twice")
            self[name] = child

    def say(self, name: str) -> str:
        """The text of a child; empty where there is none."""
        return text_of(self.get(name))

    def all(self, section: str) -> Iterator[_Element]:
        """The items of a section; none where it is missing."""
        return iter(self.get(section, ()))

    def strange(self, known: frozenset[str]) -> Iterator[str]:
        """The children that no rule knows, word for word."""
        return iter(()) if self.keys() <= known else strange_parts(self.element, known)


def words(text: str) -> frozenset[str]:
    """The names in a text, for the tables of what is known."""
    return frozenset(text.split())


def day_of(element: _Element, text: str) -> date:
    """The day of an ISO date, or of an ISO time."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise bad(element, WHERE, f"the date '{text}' does not exist") from None


def period_of(element: _Element | None) -> str:
    """A datePeriodType in OFAC's words; empty where it gives no date."""
    if element is None:
        return ""
    parts = Parts(element)
    names = ("fromDateBegin", "fromDateEnd", "toDateBegin", "toDateEnd")
    days = [day_of(element, text) for name in names if (text := parts.say(name))]
    return spelled(min(days), max(days), circa=parts.say("isApproximate") == "true") if days else ""
