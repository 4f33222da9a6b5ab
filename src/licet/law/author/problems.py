"""What `licet law check` finds: where, what, and how to mend it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from licet.core.errors import LicetError

Level = Literal["error", "warning"]
_PLACE = re.compile(r"^(?P<file>.+?) line (?P<line>\d+)$")


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. An error makes the pack unfit for use; a warning asks its author to look."""

    level: Level
    file: str
    line: int
    what: str
    mend: str = ""

    @property
    def where(self) -> str:
        """``packs/us/act.yaml line 7``."""
        return f"{self.file} line {self.line}" if self.line else self.file


def at(where: str, what: str, mend: str = "", level: Level = "error") -> Problem:
    """A problem at a place as documents name it."""
    place = _PLACE.match(where)
    if place:
        return Problem(level, place["file"], int(place["line"]), what, mend)
    return Problem(level, where, 0, what, mend)


def of_error(error: LicetError, file: str) -> Problem:
    """What the loader refused, as a problem."""
    return at(error.where or file, error.what, error.mend or "")
