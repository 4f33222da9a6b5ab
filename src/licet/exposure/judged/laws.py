"""The law in pieces: rules of law itself, and those that one measure brings into play by one reach.

Each piece is compiled once. ``days`` are those on which a rule of the piece begins or ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from licet.core.dates import Period
from licet.law.compiled import CompiledLaw, compile  # noqa: A004
from licet.law.conditions import leaves
from licet.law.model import Law, Provision
from licet.law.values import Dates

DAY = timedelta(days=1)
ITSELF: tuple[str | None, str] = (None, "none")
DIRECT = "none"
"""The reach of a measure that the party itself is under: every rule of the measure holds."""


def days_of(periods: Iterable[Period]) -> list[date]:
    """Days on which something begins or has ended, and the days after them."""
    found = {m.day for period in periods for m in (period.start, period.end) if m}
    return sorted(found | {day + DAY for day in found})


def periods_of(provision: Provision) -> list[Period]:
    """The periods of a rule's versions and of their exceptions, and days that they speak of."""
    found = []
    for version in provision.versions:
        found.append(version.period)
        conditions = [version.applies]
        for one in version.exceptions:
            found.append(one.period)
            conditions.append(one.when)
        for leaf in (leaf for condition in conditions for leaf in leaves(condition)):
            found += [Period(b.earliest, b.latest) for b in leaf.bounds if isinstance(b, Dates)]
    return found


@dataclass
class Laws:
    """The pieces of a law, compiled when they are first asked for."""

    law: Law
    _compiled: dict[tuple[str | None, str], CompiledLaw | None] = field(default_factory=dict)

    def provisions(self, measure: str | None, reach: str = DIRECT) -> list[Provision]:
        """The rules of a piece."""
        if measure is None:
            return self.law.unattached()
        found = self.law.attached_to(measure)
        return found if reach == DIRECT else [p for p in found if p.reach == reach]

    def piece(self, measure: str | None, reach: str = DIRECT) -> CompiledLaw | None:
        """The compiled rules; None where there are none."""
        key = (measure, reach)
        if key not in self._compiled:
            chosen = self.provisions(measure, reach)
            rules = {one.id: one for one in chosen}
            self._compiled[key] = compile(replace(self.law, provisions=rules)) if rules else None
        return self._compiled[key]

    def days(self, measure: str | None, reach: str = DIRECT) -> list[date]:
        """Days on which rules of a piece, or its rule of reach, change."""
        found = [p for one in self.provisions(measure, reach) for p in periods_of(one)]
        if reach in self.law.reaches:
            found += [version.period for version in self.law.reaches[reach].versions]
        return days_of(found)

    def reaching(self) -> list[tuple[str, str]]:
        """Each measure that some rule lets reach into ownership, with the rule of reach."""
        found = {
            (measure, provision.reach): None
            for provision in self.law.provisions.values()
            if provision.reach != DIRECT
            for measure in provision.measures
        }
        return list(found)
