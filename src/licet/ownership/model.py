"""What an ownership file says: who is somebody, and who holds what of whom, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from licet.ownership.shares import ALL, words

OPEN_START, OPEN_END = -(2**31), 2**31 - 1
"""Days without a bound, beside the ordinals of ``date``."""


class Kind(IntEnum):
    """How somebody stands to a body. Only the first four can carry a measure.

    The indirect kinds are a share held through others: it may be held by way of holdings that are
    told as well, so it is never added to them.
    """

    SHARES = 0
    VOTING = 1
    BOARD = 2
    CONTROL = 3
    INDIRECT_SHARES = 4
    INDIRECT_VOTING = 5
    OTHER = 6

    @property
    def is_share(self) -> bool:
        """Whether it is a part of a hundred, not a right."""
        return self in SHARE_KINDS


SHARE_KINDS = {Kind.SHARES, Kind.VOTING, Kind.INDIRECT_SHARES, Kind.INDIRECT_VOTING}
CERTAIN, POSSIBLE = (ALL, ALL), (0, ALL)
"""How sure a right is: of board and control, beside the intervals of shares."""

TITLES = {
    Kind.SHARES: "{share} of the shares",
    Kind.VOTING: "{share} of the votes",
    Kind.BOARD: "the right to a majority of the board",
    Kind.CONTROL: "control",
    Kind.INDIRECT_SHARES: "{share} of the shares, indirectly",
    Kind.INDIRECT_VOTING: "{share} of the votes, indirectly",
    Kind.OTHER: "a tie that carries nothing",
}


@dataclass(frozen=True, slots=True)
class Span:
    """When a tie holds, in ordinals of days: each end lies between two days, both included.

    Certain from ``start[1]`` to ``end[0]``, possible from ``start[0]`` to ``end[1]``.
    """

    start: tuple[int, int] = (OPEN_START, OPEN_START)
    end: tuple[int, int] = (OPEN_END, OPEN_END)

    def __str__(self) -> str:
        return f"{_day(self.start[1]) or '...'} to {_day(self.end[0]) or '...'}"


ALWAYS = Span()


def _day(ordinal: int) -> str | None:
    return date.fromordinal(ordinal).isoformat() if 0 < ordinal < OPEN_END else None


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody: a key, a name, and other keys of the same one (an LEI, a company number)."""

    key: str
    name: str | None = None
    kind: str | None = None
    country: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """``owner`` stands so to ``owned``; ``share`` is in the units of ``shares``.

    ``source`` is the document that a row names for it, where it names one.
    """

    owner: str
    owned: str
    kind: Kind
    share: tuple[int, int]
    span: Span = ALWAYS
    source: str = ""

    def says(self) -> str:
        """``60 % of the shares``; a right that isn't certain says so."""
        return says(self.kind, self.share)


def says(kind: Kind, share: tuple[int, int]) -> str:
    """The tie in words, without its ends."""
    text = TITLES[kind].format(share=words(*share))
    return text if kind.is_share or share[0] == ALL or kind is Kind.OTHER else f"possibly {text}"
