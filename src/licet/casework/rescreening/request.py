"""What a rescreening is asked, and what it says it did."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from licet.casework.ledger import Actor
from licet.casework.model import Opened
from licet.casework.rescreening.kept import Synced
from licet.casework.rescreening.list_state import Difference
from licet.screening.model import DEFAULT

MOST = 20


@dataclass(frozen=True, slots=True)
class Request:
    """What to bring up to date, and how. ``records``: the whole of the records as they are now;
    without it those that are kept. ``threshold`` and ``most`` count when a batch is new.
    ``new_ledger``: go on with another ledger of good guys than the casework was opened with.
    """

    by: Actor
    batch: str = "main"
    records: Path | None = None
    as_of: date | None = None
    threshold: float = DEFAULT
    most: int = MOST
    full: bool = False
    workers: int | None = None
    new_ledger: bool = False


@dataclass(frozen=True, slots=True)
class Rescreened:
    """What was done: the records and listings that changed, what was asked, what came of it."""

    batch: str
    synced: Synced | None
    listings: Difference
    full: str | None
    asked_whole: int
    asked_changed: int
    unscreenable: int
    remembered: int
    delisted: int
    opened: Opened

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        counts = {name: len(getattr(self.listings, name)) for name in Difference.__slots__}
        return {
            "batch": self.batch,
            "records": asdict(self.synced) if self.synced else None,
            "listings": counts,
            "full": self.full,
            "asked_whole": self.asked_whole,
            "asked_changed": self.asked_changed,
            "unscreenable": self.unscreenable,
            "remembered": self.remembered,
            "delisted": self.delisted,
            **self.opened.to_json(),
        }
