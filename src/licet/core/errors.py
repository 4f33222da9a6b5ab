"""What licet raises. Each error is one sentence a person can act on.

LicetError
├── BadInputError        the user gave something that can't be read (exit code 2)
│   ├── BadFileError     a list file that is truncated, empty, reshaped or hostile
│   └── BadActivityError an activity with an unknown key, date, role or fact
├── NotCoveredError      the question lies outside the snapshots at hand (exit code 2)
├── StoreError           the store can't be read or written (exit code 2)
└── PackError            a law pack that can't be trusted (exit code 2)
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class LicetError(Exception):
    """One clear sentence: what happened, where, and how to mend it."""

    def __init__(self, what: str, *, where: str | None = None, mend: str | None = None) -> None:
        self.what, self.where, self.mend = what, where, mend
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        mend = f" {self.mend}" if self.mend else ""
        return f"{place}{self.what}{mend}"


class BadInputError(LicetError):
    """What the user gave can't be read as what it should be."""


class BadFileError(BadInputError):
    """A list file is truncated, empty, reshaped, wrongly encoded or hostile."""


class BadActivityError(BadInputError):
    """An activity names an unknown key, an impossible date, a role or fact that doesn't exist."""


class NotCoveredError(LicetError):
    """No snapshot at hand can answer for the date that was asked."""


class StoreError(LicetError):
    """The store can't be read or written; what was there before is still there."""


class PackError(LicetError):
    """A law pack breaks its schema, its vocabulary or its own rules."""


def nearest(word: str, known: Iterable[str]) -> str:
    """`"did you mean 'end_user'? "`, or an empty string when nothing known is near."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'? " if close else ""
