"""Persons in the picture and what they hold of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from licet.core.dates import Period
from licet.decision.matching import PartyMatch
from licet.ownership.model import Kind


@dataclass(slots=True, eq=False)
class Holder:
    """A person in the picture: a party, or an owner at any depth, with what it may be.

    ``source`` says where its owners come from when they aren't stated: the files of the kept graph.
    Owners may own each other, so whoever walks over them keeps count (``everyone`` does).
    """

    key: str
    name: str
    matches: list[PartyMatch]
    owners: list[Stake] = field(default_factory=list)
    owners_unknown: bool = False
    elsewhere: list[PartyMatch] = field(default_factory=list)
    source: str | None = None

    def listing_ids(self) -> Iterable[str]:
        """Every listing this holder, or an owner of it, is or may be."""
        for one in self.everyone():
            yield from (m.listing_id for m in one.matches)

    def everyone(self) -> Iterator[Holder]:
        """This holder and every owner at any depth, each once."""
        seen: set[int] = set()
        waiting = [self]
        while waiting:
            one = waiting.pop()
            if id(one) not in seen:
                seen.add(id(one))
                yield one
                waiting += [stake.holder for stake in reversed(one.owners)]


@dataclass(slots=True)
class Stake:
    """A share of ``low`` to ``high`` percent held by somebody over a period, or a right.

    A right (a board majority, control) has 100 for certain, and 0 to 100 for possible.
    """

    holder: Holder
    low: float
    high: float
    period: Period
    kind: Kind = Kind.SHARES

    @property
    def right(self) -> bool:
        """Whether it is a right, not a part of a hundred."""
        return not self.kind.is_share
