"""What law changes between two days: everything that starts or ends there, with its citation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from licet.core.citation import Citation
from licet.core.dates import Moment, Period
from licet.law.model import ExceptionRule, Law


@dataclass(frozen=True, slots=True)
class Change:
    """Something that begins or ends at a moment. ``regime``: the body of law it belongs to."""

    at: Moment
    begins: bool
    regime: str
    what: str
    title: str
    source: Citation

    def to_json(self) -> dict[str, str | None]:
        """As JSON."""
        return {
            "at": str(self.at),
            "change": "begins" if self.begins else "ends",
            "regime": self.regime,
            "what": self.what,
            "title": self.title,
            "doc": self.source.doc,
            "quote": self.source.quote,
        }


def changes(law: Law, first: Moment, last: Moment) -> list[Change]:
    """What begins or ends after the first day and up to the last, in order.

    A rule whose last day is a bare date ends as the next day begins.
    """
    found = [
        change
        for change in _boundaries(law)
        if first.sort_key() < change.at.sort_key() <= _end(last)
    ]
    return sorted(found, key=lambda c: (c.at.sort_key(), c.regime, c.what, c.begins))


def _end(moment: Moment) -> datetime:
    return moment.sort_key() if moment.at else moment.sort_key() + timedelta(days=1, seconds=-1)


def _boundaries(law: Law) -> Iterator[Change]:
    for provision in law.provisions.values():
        exceptions: dict[str, ExceptionRule] = {}
        for version in provision.versions:
            told = provision.id, provision.title, version.source
            yield from _ends(version.period, provision.regime, *told)
            exceptions |= {e.id: e for e in version.exceptions}
        for rule in exceptions.values():
            name = f"{provision.id}, exception '{rule.id}'"
            yield from _ends(rule.period, provision.regime, name, rule.title, rule.source)
    for duty in law.duties.values():
        for text in duty.versions:
            regime = "/".join(duty.id.split("/")[:2])
            yield from _ends(text.period, regime, f"duty {duty.id}", duty.title, text.source)
    for reach in law.reaches.values():
        for counted in reach.versions:
            name = f"reach {reach.id}"
            yield from _ends(counted.period, "ownership", name, reach.title, counted.source)


def _ends(period: Period, regime: str, what: str, title: str, source: Citation) -> Iterator[Change]:
    if period.start:
        yield Change(period.start, True, regime, what, title, source)
    if period.end:
        end = period.end if period.end.at else Moment(period.end.day + timedelta(days=1))
        yield Change(end, False, regime, what, title, source)
