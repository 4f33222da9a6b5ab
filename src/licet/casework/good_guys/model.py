"""A decision of the ledger, and the words around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from licet.casework.good_guys.sides import Fields
from licet.screening.model import Query

Action = Literal["add", "remove"]
Pair = tuple[str, str]
"""A record id and a listing id."""
Known = Mapping[str, Sequence[Query | str]]
"""Records by their id, as queries; a sentence stands for one that can't be screened."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided of a pair, and both sides as they were on the date ``as_of``.

    ``decided_at`` is an instant in UTC; after the day ``until`` the pair is shown again. ``number``
    counts decisions in the order they were made; 0 before the ledger has it.
    """

    record_id: str
    listing_id: str
    action: Action
    reason: str
    by: str
    decided_at: str
    as_of: date
    until: date | None = None
    record: Fields = field(default_factory=dict)
    listing: Fields = field(default_factory=dict)
    number: int = 0

    @property
    def pair(self) -> Pair:
        """What the decision is about."""
        return self.record_id, self.listing_id

    def to_json(self) -> dict[str, Any]:
        """What a person may see of it: not the digests."""
        return {
            "record_id": self.record_id,
            "listing_id": self.listing_id,
            "action": self.action,
            "reason": self.reason,
            "by": self.by,
            "decided_at": self.decided_at,
            "as_of": str(self.as_of),
            "until": str(self.until) if self.until else None,
        }
