"""What a fact is: a typed, named input to law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FactType = Literal["word", "words", "truth", "date", "number"]

# Where a fact comes from, in the words that `licet law facts` prints.
SAID = "the activity"
FOUND = "licet, from the activity and the lists"


@dataclass(frozen=True, slots=True)
class Fact:
    """One name a provision may read: its type, unit or values, meaning and where it comes from.

    ``citation`` is the text that defines the term, where the law does. ``judgement`` marks what a
    person must find and licet never computes.
    """

    name: str
    type: FactType
    meaning: str
    comes_from: str
    values: tuple[str, ...] = ()
    unit: str | None = None
    citation: str | None = None
    judgement: bool = False
