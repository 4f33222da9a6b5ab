"""The hash chain of the audit log: what is hashed, and how one row holds the one before.

A row's hash is SHA-256 over the canonical JSON (keys sorted, no spaces, UTF-8) of its other
fields, the hash of the row before among them. The first row holds the chain's own id.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

FIELDS = ("seq", "at", "clock", "actor", "role", "action", "case", "key", "body", "previous")


@dataclass(frozen=True, slots=True)
class Link:
    """One row of the audit log. ``at`` never goes back; ``clock`` is what the machine's clock
    said where it was behind the row before. ``body`` is what was done, as plain JSON values.
    """

    seq: int
    at: str
    clock: str | None
    actor: str
    role: str
    action: str
    case: int | None
    key: str | None
    body: Mapping[str, Any]
    previous: str
    hash: str = ""

    def content(self) -> dict[str, Any]:
        """What is hashed."""
        return {name: getattr(self, name) for name in FIELDS}

    def to_json(self) -> dict[str, Any]:
        """The row as it is exported."""
        return {**self.content(), "hash": self.hash}


@dataclass(frozen=True, slots=True)
class Broken:
    """The first link that does not hold, and why."""

    seq: int
    why: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How far a chain holds: rows, the last hash and time, and the first broken link if any."""

    rows: int
    hash: str
    at: str
    broken: Broken | None = None


def canonical(value: Any) -> str:
    """A value as JSON that has one form only; raises ValueError for what has none (NaN)."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest(content: Mapping[str, Any]) -> str:
    """The hash of a row's content."""
    return hashlib.sha256(canonical(content).encode("utf-8", "surrogatepass")).hexdigest()


def first_hash(chain: str) -> str:
    """What stands for the row before the first one: the hash of the chain's id."""
    return hashlib.sha256(f"licet audit {chain}".encode()).hexdigest()


def check(links: Iterable[Link], chain: str) -> Checked:
    """Walk a chain from its first row; stops at the first link that does not hold."""
    rows, last, at = 0, first_hash(chain), ""
    for link in links:
        why = _wrong(link, rows + 1, last, at)
        if why:
            return Checked(rows, last, at, Broken(rows + 1, why))
        rows, last, at = rows + 1, link.hash, link.at
    return Checked(rows, last, at)


def _wrong(link: Link, seq: int, previous: str, at: str) -> str | None:
    if link.seq != seq:
        return f"row {seq} is missing; row {link.seq} follows"
    if link.previous != previous:
        return "it does not hold the hash of the row before"
    if link.hash != digest(link.content()):
        return "its content was changed after it was written"
    if link.at < at:
        return f"its time {link.at} is before that of the row before"
    return None
