"""How shares are counted: a method, as the packs give it, read strictly and read widely.

An entity is reached when persons under the measure own the threshold of it; an entity so reached
counts in full further down (shares are not multiplied along a chain). Thresholds, dates and sources
stand in the packs (``reaches``); this room only counts.

What is unknown has two readings. The strict one counts only what is certain, the wide one all that
could be; an entity is certainly reached under the strict, possibly under the wide reading.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from licet.core.kleene import Truth
from licet.ownership.shares import PERCENT

Effect = Literal["reaches", "none", "unconfirmed"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One reading of a method, in units of shares.

    ``strict``: count low ends; holdings of a body that come to more than the whole, and indirect
    ones, are not added up. ``votes`` is None where votes don't count; ``votes_added`` says whether
    those of several holders are added.
    """

    need: int
    aggregate: bool
    votes: int | None
    votes_added: bool
    control: bool
    strict: bool


@dataclass(frozen=True, slots=True)
class Method:
    """How shares are counted on a date.

    ``threshold`` in percent of the shares, met by equality if ``inclusive``. ``aggregate``: whether
    holdings of several persons are added up (None: no read text says); one person's own, direct and
    through bodies that it reaches, always are. ``voting``: more than this percent of the votes
    carries as well (None: votes don't count). ``control``: so do a majority of the board and
    control. ``effect`` "none": the rule reaches nobody that day; "unconfirmed": only possibly.
    """

    threshold: float = 50.0
    inclusive: bool = True
    aggregate: Truth = True
    voting: float | None = None
    control: bool = False
    effect: Effect = "reaches"

    @property
    def strict(self) -> Rule | None:
        """The reading in which only the certain counts; None where nothing is certain."""
        if self.effect != "reaches":
            return None
        added = self.aggregate is True
        # That votes of several persons are added together stands in no text.
        return Rule(self._need, added, self._votes, not added, self.control, strict=True)

    @property
    def wide(self) -> Rule | None:
        """The reading in which all that is possible counts; None where nothing is."""
        if self.effect == "none":
            return None
        added = self.aggregate is not False
        return Rule(self._need, added, self._votes, True, self.control, strict=False)

    @property
    def _need(self) -> int:
        units = round(self.threshold * PERCENT)
        return units if self.inclusive else units + 1

    @property
    def _votes(self) -> int | None:
        return None if self.voting is None else math.floor(self.voting * PERCENT) + 1

    def says(self) -> str:
        """The method in words."""
        if self.effect == "none":
            return "the rule reaches nobody on that day"
        text = f"{self.threshold:g} % or more" if self.inclusive else f"over {self.threshold:g} %"
        added = {
            True: "holdings of several persons added up",
            False: "no persons added together",
            None: "whether several persons are added up is not settled",
        }[self.aggregate]
        also = f", over {self.voting:g} % of the votes" if self.voting is not None else ""
        control = ", or control" if self.control else ""
        open_ = " (unconfirmed)" if self.effect == "unconfirmed" else ""
        return f"{text} of the shares{also}{control}; {added}{open_}"
