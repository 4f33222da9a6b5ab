"""Snapshots: one edition of one list, its files, and what is about to be kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from licet.core.listing import Listing


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a snapshot."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One edition of one list, named by its day, and hour where it has several in a day."""

    source: str
    edition: datetime
    retrieved_at: str
    recorded_at: str
    format: str
    entries: int
    unread: int
    parts: dict[str, Part] = field(hash=False)

    @property
    def published(self) -> date:
        """The day of publication."""
        return self.edition.date()

    @property
    def label(self) -> str:
        """``us-ofac-sdn of 2021-07-07``."""
        return f"{self.source} of {edition_text(self.edition)}"

    @property
    def whole(self) -> bool:
        """Whether every part its format has was given."""
        return self.format != "ofac-flat" or {"main", "alt", "add"} <= set(self.parts)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A snapshot that has been read and is to be kept."""

    source: str
    published: date
    retrieved_at: str
    format: str
    listings: Sequence[Listing]
    files: dict[str, tuple[str, bytes]]

    @property
    def edition(self) -> datetime:
        """The instant that names the snapshot: midnight where only a day is known."""
        return edition_of(self.published)


def edition_of(day: date) -> datetime:
    """A day, or an instant of it, as an edition."""
    return day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)


def edition_text(edition: datetime) -> str:
    """``2021-08-20``, with the hour where one is known."""
    return f"{edition:%Y-%m-%d}" if edition.time() == time.min else f"{edition:%Y-%m-%dT%H:%M}"


def now() -> str:
    """The present instant in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
