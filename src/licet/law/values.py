"""Values of facts, as intervals where they aren't exact, and the six matchers over them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from licet.core.dates import Moment
from licet.core.kleene import Truth, not_


@dataclass(frozen=True, slots=True)
class Words:
    """A set of words: those certainly in it, and those possibly (None: any word at all)."""

    members: frozenset[str]
    possible: frozenset[str] | None = frozenset()

    def __str__(self) -> str:
        certain = ", ".join(sorted(self.members))
        if self.possible is None:
            return f"{certain}, perhaps others" if certain else "unknown"
        return certain + (f"; perhaps {', '.join(sorted(self.possible))}" if self.possible else "")


@dataclass(frozen=True, slots=True)
class Dates:
    """A date known to lie between two moments (both included); None is an open end."""

    earliest: Moment | None
    latest: Moment | None

    @classmethod
    def exactly(cls, moment: Moment | date) -> Dates:
        """A date that is known."""
        one = moment if isinstance(moment, Moment) else Moment(moment)
        return cls(one, one)

    def __str__(self) -> str:
        if self.earliest == self.latest:
            return str(self.earliest)
        return f"between {self.earliest or 'an unknown date'} and {self.latest or 'now'}"


@dataclass(frozen=True, slots=True)
class Number:
    """A number known to lie between two bounds (both included)."""

    low: float
    high: float

    @classmethod
    def exactly(cls, value: float) -> Number:
        """A number that is known."""
        return cls(value, value)

    def __str__(self) -> str:
        return (
            f"{self.low:,.0f}" if self.low == self.high else f"{self.low:,.0f} to {self.high:,.0f}"
        )


Value = bool | str | Words | Dates | Number


def is_one_of(value: Value, wanted: frozenset[str]) -> Truth:
    """``is``: the word, or any member of the set, is among those wanted."""
    if isinstance(value, bool):
        return ("true" if value else "false") in wanted
    if isinstance(value, Words):
        if value.members & wanted:
            return True
        return None if value.possible is None or value.possible & wanted else False
    return str(value) in wanted


def before(value: Dates, other: Dates) -> Truth:
    """``before``: strictly earlier, however the two lie within what is known of them."""
    if value.latest and other.earliest and value.latest.before(other.earliest) is True:
        return True
    if value.earliest and other.latest and _not_before(value.earliest, other.latest):
        return False
    return None


def _not_before(value: Moment, other: Moment) -> bool:
    return not_(value.before(other)) is True


def at_most(value: Number, bound: Number) -> Truth:
    """``at_most``: less or equal, over both intervals."""
    if value.high <= bound.low:
        return True
    return False if value.low > bound.high else None


def at_least(value: Number, bound: Number) -> Truth:
    """``at_least``: greater or equal, over both intervals."""
    return at_most(bound, value)
