"""Outcomes, sets of outcomes that could still be true, and the interval a person reads.

Outcomes are ordered by strictness. While facts are unknown, a rule can end in several of them:
that is an ``OutcomeSet`` (a bitmask, so that the compiled law can carry one in a column). Its
lowest member is the floor (what is certain), its highest the ceiling (what could still be true).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum


class Outcome(IntEnum):
    """How strictly an activity is restricted, from the mildest to the strictest."""

    NO_RESTRICTION_FOUND = 0
    CONDITIONAL = 1
    LICENCE_REQUIRED = 2
    PROHIBITED = 3

    @property
    def word(self) -> str:
        """The identifier used in JSON, packs and on the screen."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> Outcome:
        """The outcome named by an identifier such as ``licence_required``."""
        return cls[word.upper()]


@dataclass(frozen=True, slots=True)
class OutcomeSet:
    """A non-empty set of outcomes, kept as a bitmask: bit *n* stands for ``Outcome(n)``."""

    mask: int

    def __post_init__(self) -> None:
        if not 0 < self.mask < 16:
            raise ValueError(f"an outcome set is a mask from 1 to 15, not {self.mask}")

    @classmethod
    def of(cls, *outcomes: Outcome) -> OutcomeSet:
        """The set of the outcomes given."""
        return cls(sum({1 << o for o in outcomes}))

    def __iter__(self) -> Iterator[Outcome]:
        return (o for o in Outcome if self.mask >> o & 1)

    def __or__(self, other: OutcomeSet) -> OutcomeSet:
        return OutcomeSet(self.mask | other.mask)

    @property
    def floor(self) -> Outcome:
        """The mildest outcome that could be true: at least this is certain."""
        return Outcome((self.mask & -self.mask).bit_length() - 1)

    @property
    def ceiling(self) -> Outcome:
        """The strictest outcome that could still be true."""
        return Outcome(self.mask.bit_length() - 1)

    @property
    def determined(self) -> bool:
        """Whether only one outcome is left."""
        return self.floor == self.ceiling

    def strictest_with(self, other: OutcomeSet) -> OutcomeSet:
        """Every ``max(a, b)``: both rules apply at once and the stricter one governs."""
        return OutcomeSet.of(*(max(a, b) for a in self for b in other))

    def words(self) -> list[str]:
        """Identifiers of the members, mildest first."""
        return [o.word for o in self]


NOTHING = OutcomeSet.of(Outcome.NO_RESTRICTION_FOUND)


def strictest(sets: Iterable[OutcomeSet]) -> OutcomeSet:
    """All rules apply at once: fold ``strictest_with`` over them; no rule means no restriction."""
    result = NOTHING
    for one in sets:
        result = result.strictest_with(one)
    return result
