"""What is found in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from licet.screening.model import Match

As = Literal["name", "alias", "surname", "short form"]
"""``name``: found by itself; the others only after the party was named in full: an alias too
short or weak to stand alone, a surname alone, an abbreviation that the text defines."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a text that names a listed party. Offsets count characters of the text."""

    start: int
    end: int
    text: str
    sentence: str
    sentence_start: int
    found_as: As
    matches: tuple[Match, ...]
    """The listings it may be, best first; those of the full name where it only follows one."""
