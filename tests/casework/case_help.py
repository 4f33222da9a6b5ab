"""Short words for tests of casework: actors, records with matches, clocks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from licet.casework.cases import Cases
from licet.casework.deciding import Ground
from licet.casework.ledger import Actor
from licet.casework.model import Act, Case, Found, Lost, Subject

DAY = date(2026, 5, 4)
ANN, BO = Actor("ann", "analyst"), Actor("bo", "analyst")
CY, DI = Actor("cy", "approver"), Actor("di", "approver")
REA, ADA = Actor("rea", "reader"), Actor("ada", "admin")
OTHER = Ground("other_birth_date", "born in 1990")
SAME = Ground("same_identifier", "passport seen")


def found(listing: str = "ofac:1", band: str = "possible", **more: object) -> Found:
    """A listing that screening found."""
    score = {"strong": 0.95, "possible": 0.8, "below": 0.5}[band]
    given = {"matched_name": "KELD ARMS", "matched_by": "name", "side": {"kind": ("k",)}, **more}
    return Found(listing, "us-ofac-sdn", score, band, explanation={"why": []}, **given)  # type: ignore[arg-type]


def subject(
    record: str = "r1", *founds: Found, kind: str = "organisation", lost: tuple[Lost, ...] = ()
) -> Subject:
    """A record and what was found for it."""
    return Subject(record, f"Name {record}", kind, founds, {"name": ("n",)}, lost)


def opened(cases: Cases, *subjects: Subject) -> list[int]:
    """Cases opened for records."""
    return list(cases.open(subjects or [subject("r1", found())], ANN, as_of=DAY).opened)


def act(case: Case | int, by: Actor = ANN, version: int | None = 1, key: str | None = None) -> Act:
    """An action on a case as it was seen."""
    if isinstance(case, Case):
        return Act(case.id, case.version, by, key)
    return Act(case, version, by, key)


class SetClock:
    """A clock that shows what it is set to."""

    def __init__(self, *at: int) -> None:
        self.now = datetime(*(at or (2026, 5, 4, 12)), tzinfo=UTC)  # type: ignore[misc, arg-type]

    def __call__(self) -> datetime:
        return self.now

    def go(self, **by: float) -> None:
        """Set it on, or back."""
        self.now += timedelta(**by)


Open = Callable[..., Cases]
