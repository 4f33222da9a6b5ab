"""What changed in a list between two dates: entries added, removed, and changed field by field.

The store keeps an entry once for as long as its content stays, whatever order its publisher
wrote it in, so a diff only reads the entries that differ.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from licet.core.dates import PartialDate
from licet.core.errors import NotCoveredError
from licet.core.listing import Listing
from licet.lists.snapshot import Snapshot, edition_of, edition_text
from licet.lists.store import Store

IDENTITY = {"source", "entry_id"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one entry: what went and what came."""

    field: str
    gone: tuple[str, ...]
    came: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry in both snapshots whose content differs."""

    before: Listing
    after: Listing
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ListDiff:
    """Two snapshots of one list held side by side."""

    old: Snapshot
    new: Snapshot
    added: tuple[Listing, ...]
    removed: tuple[Listing, ...]
    changed: tuple[EntryChange, ...]

    def to_json(self) -> dict[str, Any]:
        """Counts first, then every entry."""
        return {
            "list": self.new.source,
            "from": edition_text(self.old.edition),
            "to": edition_text(self.new.edition),
            "entries": [self.old.entries, self.new.entries],
            "counts": {
                "added": len(self.added),
                "removed": len(self.removed),
                "changed": len(self.changed),
            },
            "added": [_brief(listing) for listing in self.added],
            "removed": [_brief(listing) for listing in self.removed],
            "changed": [
                {
                    **_brief(change.after),
                    "fields": [
                        {"field": f.field, "gone": list(f.gone), "came": list(f.came)}
                        for f in change.fields
                    ],
                }
                for change in self.changed
            ],
        }


def _brief(listing: Listing) -> dict[str, Any]:
    return {
        "listing": listing.listing_id,
        "name": listing.name,
        "kind": listing.kind,
        "programmes": list(listing.programmes),
    }


def snapshot_on(store: Store, source: str, day: date) -> Snapshot:
    """The snapshot in force on a day; raises NotCoveredError before the first one."""
    end = edition_of(day) + timedelta(days=1)
    kept = store.of(source)
    held = [s for s in kept if s.edition < end]
    if not held:
        first = f"the first one is of {kept[0].published}" if kept else "none is kept"
        raise NotCoveredError(
            f"no snapshot of {source} stands on or before {day}; {first}.",
            mend="See `licet lists status`.",
        )
    return held[-1]


def diff(store: Store, source: str, start: date, end: date) -> ListDiff:
    """What changed in a list from one day to another, as the snapshots in force show it."""
    return diff_snapshots(store, snapshot_on(store, source, start), snapshot_on(store, source, end))


def diff_snapshots(store: Store, old: Snapshot, new: Snapshot) -> ListDiff:
    """Two snapshots of one list."""
    before, after = store.versions(old), store.versions(new)
    gone = {entry: v for entry, v in before.items() if entry not in after}
    came = {entry: v for entry, v in after.items() if entry not in before}
    both = [entry for entry, v in before.items() if entry in after and after[entry] != v]
    wanted = [*gone.values(), *came.values()]
    wanted += [v for entry in both for v in (before[entry], after[entry])]
    listings = store.listings(wanted)
    changed = (
        EntryChange(old_one, new_one, tuple(field_changes(old_one, new_one)))
        for entry in both
        for old_one, new_one in [(listings[before[entry]], listings[after[entry]])]
    )
    return ListDiff(
        old,
        new,
        _sorted(listings[v] for v in came.values()),
        _sorted(listings[v] for v in gone.values()),
        tuple(sorted(changed, key=lambda c: c.after.name)),
    )


def _sorted(listings: Iterator[Listing]) -> tuple[Listing, ...]:
    return tuple(sorted(listings, key=lambda one: (one.name, one.entry_id)))


def field_changes(old: Listing, new: Listing) -> Iterator[FieldChange]:
    """Fields that differ, with the values that went and those that came."""
    for field in dataclasses.fields(Listing):
        if field.name in IDENTITY:
            continue
        was, is_ = getattr(old, field.name), getattr(new, field.name)
        if was == is_:
            continue
        had = [_text(v) for v in (was if isinstance(was, tuple) else (was,))]
        has = [_text(v) for v in (is_ if isinstance(is_, tuple) else (is_,))]
        gone = tuple(v for v in had if v not in has)
        came = tuple(v for v in has if v not in had)
        yield FieldChange(field.name, gone, came)


def _text(value: Any) -> str:
    """A part of an entry in one line: its filled fields, in their order."""
    if isinstance(value, PartialDate):
        return value.text
    if not dataclasses.is_dataclass(value):
        return str(value)
    parts = [getattr(value, f.name) for f in dataclasses.fields(value)]
    return " · ".join(str(part) for part in parts if part not in {None, "", False})
