"""When a target came on the Swiss list, was amended and left it.

The latest modification says whether it stands on the list. On one day a listing goes before a
delisting (a party moved from one set to another stays listed), and a delisting before an amendment.
A delisting that takes effect after the day of the file is still to come.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from licet.core.listing import DatedEvent, EventKind
from licet.lists.words import distinct
from licet.lists.xml_document import children

if TYPE_CHECKING:
    from lxml.etree import _Element

KINDS: dict[str, EventKind] = {
    "listed": "listed",
    "amended": "amended",
    "de-listed": "delisted",
}
_ON_ONE_DAY = ("amended", "delisted", "listed")


@dataclass(frozen=True, slots=True)
class History:
    """Events, whether the target has left the list, and the days of its latest listing."""

    events: tuple[DatedEvent, ...] = ()
    delisted: bool = False
    listed_on: str | None = None
    effective_on: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One modification; a day the file doesn't give is empty."""

    kind: EventKind
    word: str
    enacted: str
    published: str
    effective: str

    @property
    def day(self) -> str:
        """The day it counts from."""
        return self.effective or self.published or self.enacted


def history_of(target: _Element, day: str) -> History:
    """The history of a target in a file of that day."""
    changes = [_change(one) for one in children(target, "modification")]
    begun = [one for one in changes if not (one.kind == "delisted" and day and one.day > day)]
    ranked = [one for one in begun if one.kind in _ON_ONE_DAY]
    latest = max(ranked, key=_rank, default=None)
    listed = max((one for one in begun if one.kind == "listed"), key=_rank, default=None)
    return History(
        events=distinct(event for one in changes for event in _events(one)),
        delisted=latest is not None and latest.kind == "delisted",
        listed_on=(listed.published or listed.enacted or None) if listed else None,
        effective_on=(listed.effective or None) if listed else None,
    )


def _rank(change: Change) -> tuple[str, int]:
    return change.day, _ON_ONE_DAY.index(change.kind)


def _change(element: _Element) -> Change:
    word = element.get("modification-type", "")
    days = [element.get(f"{one}-date", "") for one in ("enactment", "publication", "effective")]
    return Change(KINDS.get(word, "other"), word, *days)


def _events(change: Change) -> list[DatedEvent]:
    """The day it counts from, and beside it the three days where they differ."""
    named = {
        "enacted": change.enacted,
        "published": change.published,
        "effective": change.effective,
    }
    words = ", ".join(f"{name} {day}" for name, day in named.items() if day)
    if change.kind == "other":
        return [DatedEvent("other", f"{change.word}: {words}")] if words else []
    found = [DatedEvent(change.kind, change.day)] if change.day else []
    if change.kind == "listed" and change.effective:
        found.append(DatedEvent("effective", change.effective))
    if len({day for day in named.values() if day}) > 1:
        found.append(DatedEvent("other", f"{change.word}: {words}"))
    return found
