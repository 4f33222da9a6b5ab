"""Which listings the newest lists hold, each in which version: what a batch was screened against.

Versions are those of the store (a hash of an entry's content), so two states differ exactly where
a list does. Curated names and announcements count as versions of the listings they are about.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

import zstandard

import licet
from licet.decision.workspace import Workspace
from licet.lists.snapshot import Snapshot
from licet.screening import index_store, scorer

State = Mapping[str, str]
"""A short hash for each listing id."""
LENGTH = 12


@dataclass(frozen=True, slots=True)
class Difference:
    """Listings that came, that are another version now, and that no list holds any more."""

    added: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """All of them."""
        return self.added | self.changed | self.removed


def list_state(work: Workspace) -> dict[str, str]:
    """The state of the newest snapshot of every list, with the curated facts."""
    parts: dict[str, list[str]] = {}
    for snapshot in work.store.newest:
        head = _authority(snapshot)
        for entry, version in work.store.versions(snapshot).items():
            parts.setdefault(f"{head}:{entry}", []).append(f"{snapshot.source} {version}")
    for facts in (work.facts.designations, work.facts.names):
        for listing_id, told in facts.items():
            parts.setdefault(listing_id, []).append(repr(told))
    return {one: _short(own) for one, own in parts.items()}


def difference(old: State, new: State) -> Difference:
    """What changed from one state to another."""
    return Difference(
        frozenset(one for one in new if one not in old),
        frozenset(one for one, version in new.items() if one in old and old[one] != version),
        frozenset(one for one in old if one not in new),
    )


def packed(state: State) -> bytes:
    """A state as bytes; the same state gives the same bytes."""
    text = json.dumps(state, sort_keys=True, separators=(",", ":"))
    return zstandard.ZstdCompressor(level=6).compress(text.encode())


def unpacked(data: bytes) -> dict[str, str]:
    """A state from its bytes."""
    found: dict[str, str] = json.loads(zstandard.ZstdDecompressor().decompress(data))
    return found


def engine() -> str:
    """What makes scores: where it changed, every record must be screened against every listing."""
    return f"{licet.__version__} {index_store.FORMAT} {scorer.digest()}"


def _authority(snapshot: Snapshot) -> str:
    """As ``Listing.authority``: both of OFAC's lists give out ids of one kind."""
    return "ofac" if snapshot.source.startswith("us-ofac") else snapshot.source


def _short(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()[:LENGTH]
