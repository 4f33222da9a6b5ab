"""The words of casework: a case and its alerts, what screening hands over, what an action names.

A case is about one record; its alerts are the listings that the record may be. A case is
``open``, ``escalated``, ``awaiting_approval`` or ``closed``; an alert ``open``, ``confirmed`` or
``rejected``, and ``final`` once nobody's approval is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from licet.casework.ledger import Actor

Status = Literal["open", "escalated", "awaiting_approval", "closed"]
STATUSES: tuple[Status, ...] = ("open", "escalated", "awaiting_approval", "closed")
AlertStatus = Literal["open", "confirmed", "rejected"]
BANDS = ("below", "possible", "strong")
"""From the weakest match to the strongest."""
Side = Mapping[str, tuple[str, ...]]
"""One side of a pair as digests (see ``good_guys.sides``)."""


@dataclass(frozen=True, slots=True)
class Act:
    """What every action on a case names: the case, the version the actor saw, who acts.

    ``key`` makes an action safe to send twice: what was done under a key is not done again.
    ``version`` may be left out only where nothing is taken from anybody: comment and attach.
    """

    case: int
    version: int | None
    by: Actor
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A listing that screening found for a record.

    ``changed``: why an alert decided before is to be judged again, in words; it was held against
    the decision of the audit row ``judged``.
    """

    listing_id: str
    source: str
    score: float
    band: str
    matched_name: str
    matched_by: str
    explanation: Mapping[str, Any]
    side: Side | None = None
    changed: str = ""
    judged: int | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """An alert that screening finds no more, or whose decision no longer holds, and why."""

    listing_id: str
    why: str
    judged: int | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A record with what was found for it, and what no longer is."""

    record_id: str
    name: str
    kind: str
    found: tuple[Found, ...]
    side: Side | None = None
    lost: tuple[Lost, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening did, by case: opened anew, given more alerts, reopened; and pairs left as is."""

    opened: tuple[int, ...] = ()
    added: tuple[int, ...] = ()
    reopened: tuple[int, ...] = ()
    unchanged: int = 0

    def __add__(self, other: Opened) -> Opened:
        return Opened(
            self.opened + other.opened,
            self.added + other.added,
            self.reopened + other.reopened,
            self.unchanged + other.unchanged,
        )

    def to_json(self) -> dict[str, Any]:
        """The numbers of the cases."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Alert:
    """One listing that a record may be, and what was decided of it."""

    id: int
    case_id: int
    listing_id: str
    source: str
    score: float
    band: str
    matched_name: str
    matched_by: str
    explanation: Mapping[str, Any]
    as_of: str
    found_at: str
    changed: str | None
    status: AlertStatus
    final: bool
    decided_by: str | None
    decided_at: str | None
    decided_seq: int | None
    reason: str | None
    text: str | None
    until: str | None

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Case:
    """A record's case as it is now. ``version`` goes up with every action."""

    id: int
    batch: str
    record_id: str
    name: str
    kind: str
    status: Status
    outcome: str | None
    band: str
    assignee: str | None
    due_on: date
    opened_at: str
    changed_at: str
    approved_by: str | None
    version: int
    alerts: tuple[Alert, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        alerts = [one.to_json() for one in self.alerts]
        return {**asdict(self), "due_on": str(self.due_on), "alerts": alerts}


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote on a case."""

    id: int
    at: str
    actor: str
    text: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file kept with a case, by the hash of its bytes."""

    id: int
    at: str
    actor: str
    name: str
    media_type: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All there is of a case: itself, comments, attachments and its rows of the audit log."""

    case: Case
    comments: tuple[Comment, ...]
    attachments: tuple[Attachment, ...]
    history: tuple[Mapping[str, Any], ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            **self.case.to_json(),
            "comments": [asdict(one) for one in self.comments],
            "attachments": [asdict(one) for one in self.attachments],
            "history": [dict(one) for one in self.history],
        }


@dataclass(frozen=True, slots=True)
class ConfirmedMatch:
    """A record that is a listing: what an activity names as ``party.listing``."""

    record_id: str
    listing_id: str
    batch: str
    case: int
    reason: str
    decided_by: str
    decided_at: str
    approved_by: str | None

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)
