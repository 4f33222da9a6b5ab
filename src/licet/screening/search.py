"""Where to look, how near a name must be, and how much to return."""

from __future__ import annotations

from dataclasses import dataclass

from licet.core.errors import BadInputError
from licet.screening.adjust import MOST_RAISE
from licet.screening.index_store import Index
from licet.screening.model import DEFAULT
from licet.screening.packed import Bools

LOWEST, AT, BELOW, ABOVE = 0.45, 0.77, 2.35, 1.0
"""The lowest estimate that is followed at a threshold, and how it rises with it on both sides."""


@dataclass(frozen=True)
class Search:
    """One way of asking an index. ``rows`` limits to some of its names (those in force)."""

    index: Index
    threshold: float = DEFAULT
    limit: int = 20
    rows: Bools | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.threshold <= 1:
            raise BadInputError(f"the threshold is {self.threshold}.", mend="Give one from 0 to 1.")
        if self.limit < 1:
            raise BadInputError(f"the limit is {self.limit}.", mend="Ask for at least one match.")
        if self.rows is not None and len(self.rows) != self.index.rows:
            raise BadInputError(
                f"the mask has {len(self.rows)} rows, the index {self.index.rows}.",
                mend="Make the mask for this index, one value for each of its names.",
            )

    @property
    def score_floor(self) -> float:
        """The lowest score by name alone that agreement beside it can lift to the threshold."""
        return self.threshold - MOST_RAISE

    @property
    def estimate_floor(self) -> float:
        """The lowest estimate of a candidate that is compared in full; it rises with the threshold.

        Below it hardly any name comes to a match: ``benchmarks/speed.py`` counts how many.
        """
        step = self.threshold - AT
        return LOWEST + step * (BELOW if step < 0 else ABOVE)
