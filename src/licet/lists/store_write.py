"""Writing to the store: a whole new generation beside the old one, then the pointer.

Whoever reads, or is killed at any moment, sees the store as it was before or as it is after.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from licet.core.errors import BadFileError, StoreError
from licet.core.listing import Listing
from licet.lists import presence, tables
from licet.lists.presence import Run
from licet.lists.snapshot import Incoming, Part, Snapshot, edition_text, now
from licet.lists.store import FORMAT, SNAPSHOT_COLUMNS, Store, table_schema
from licet.sources.files import sync_folder, sync_tree, write_durably
from licet.sources.raw import RawFiles

if TYPE_CHECKING:
    import polars as pl

LOCK_SECONDS = 60
DROP_REFUSED = 0.8


def add(
    home: Path, incoming: Iterable[Incoming], *, replace: bool = False, accept_drop: bool = False
) -> list[Snapshot]:
    """Keep snapshots, all or none; returns them as they now stand in the store.

    ``incoming`` is taken one by one, so a long series needs the memory of one file; within a
    list, editions that come in order are checked against the one before.
    """
    _prepare(home)
    try:
        with FileLock(home / "lock", timeout=LOCK_SECONDS):
            return _add_locked(home, incoming, replace, accept_drop)
    except Timeout:
        raise StoreError(
            f"another process has been writing for {LOCK_SECONDS} seconds.",
            where=str(home),
            mend="Wait for it to finish, then try again.",
        ) from None


def _prepare(home: Path) -> None:
    try:
        (home / "generations").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the store's folder can't be made ({error.strerror}).",
            where=str(home),
            mend="Name another one with --home.",
        ) from None


def _add_locked(
    home: Path, incoming: Iterable[Incoming], replace: bool, accept_drop: bool
) -> list[Snapshot]:
    import polars as pl

    store = Store(home)
    snapshots = list(store.snapshots)
    runs = [Run(**row) for row in store.frame("presence").iter_rows(named=True)]
    known = set(store.frame("listings")["version"])
    fresh: dict[str, Listing] = {}
    made: list[Snapshot] = []
    names: dict[int, tuple[Listing, str]] = {}
    for one in incoming:
        same = [s for s in snapshots if s.source == one.source]
        _check(one, same, replace, accept_drop)
        versions = {}
        for listing in one.listings:
            version = _version(listing, names)
            versions[listing.entry_id] = version
            if version not in known:
                fresh[version] = listing
        runs, snapshots = _placed(one, versions, runs, snapshots)
        snapshot = _kept(store.raw, one, same)
        snapshots.append(snapshot)
        made.append(snapshot)
    added = tables.to_frames(fresh.items())
    frames = {t: pl.concat([store.frame(t), added[t]]) for t in tables.TABLES}
    frames = _without_orphans(frames, {run.version for run in runs})
    frames["presence"] = pl.DataFrame(
        [_run_row(run) for run in runs], schema=table_schema("presence")
    ).sort("source", "entry_id", "first")
    frames["snapshots"] = pl.DataFrame(
        [_snapshot_row(s) for s in snapshots], schema=table_schema("snapshots")
    ).sort("source", "edition")
    _write_generation(home, store.generation, frames)
    return made


def _version(listing: Listing, names: dict[int, tuple[Listing, str]]) -> str:
    """The version of a listing; the same object, as of an unchanged row, is named only once."""
    held = names.get(id(listing))
    if held is None:
        held = names[id(listing)] = (listing, tables.version_of(listing))
    return held[1]


def _run_row(run: Run) -> dict[str, Any]:
    return {name: getattr(run, name) for name in ("source", "entry_id", "version", "first", "last")}


def _snapshot_row(snapshot: Snapshot) -> dict[str, Any]:
    parts = {
        name: {"name": p.name, "sha256": p.sha256, "size": p.size}
        for name, p in snapshot.parts.items()
    }
    row = {name: getattr(snapshot, name) for name in SNAPSHOT_COLUMNS}
    return row | {"parts": json.dumps(parts, sort_keys=True)}


def _placed(
    one: Incoming, versions: dict[str, str], runs: list[Run], snapshots: list[Snapshot]
) -> tuple[list[Run], list[Snapshot]]:
    """Runs and snapshots with any earlier copy of this date taken out and this one put in."""
    others = [r for r in runs if r.source != one.source]
    own = [r for r in runs if r.source == one.source]
    dates = [s.edition for s in snapshots if s.source == one.source]
    if one.edition in dates:
        own = presence.remove(own, dates, one.edition)
        dates.remove(one.edition)
        key = (one.source, one.edition)
        snapshots = [s for s in snapshots if (s.source, s.edition) != key]
    own = presence.insert(own, dates, one.edition, versions, one.source)
    return others + own, snapshots


def _check(one: Incoming, same: list[Snapshot], replace: bool, accept_drop: bool) -> None:
    """Refuse a different file for a date that is kept, and a sudden drop in entries."""
    for snapshot in same:
        if snapshot.edition == one.edition and not replace:
            _refuse_conflict(one, snapshot)
    earlier = sorted((s for s in same if s.edition < one.edition), key=lambda s: s.edition)
    if earlier and not accept_drop:
        last = earlier[-1]
        if len(one.listings) < DROP_REFUSED * last.entries:
            raise BadFileError(
                f"has {len(one.listings):,} entries where {last.label} has {last.entries:,}.",
                where=f"{one.source} of {edition_text(one.edition)}",
                mend="If the publisher really removed that many, add it with --accept-drop.",
            )


def _refuse_conflict(one: Incoming, kept: Snapshot) -> None:
    for part, (name, data) in one.files.items():
        old = kept.parts.get(part)
        if old and old.sha256 != hashlib.sha256(data).hexdigest():
            raise BadFileError(
                f"another {part} file is already kept for {kept.label} ({old.name}).",
                where=name,
                mend="Give the right --published date, or replace the kept one with --replace.",
            )


def _kept(raw: RawFiles, one: Incoming, same: list[Snapshot]) -> Snapshot:
    parts = {}
    for part, (name, data) in one.files.items():
        base = next((s.parts[part].sha256 for s in reversed(same) if part in s.parts), None)
        parts[part] = Part(name, raw.keep(data, base), len(data))
    unread = sum(len(listing.unread) for listing in one.listings)
    known = (s for s in same if s.edition == one.edition and _bytes(s.parts) == _bytes(parts))
    before = next(known, None)
    return Snapshot(
        one.source,
        one.edition,
        before.retrieved_at if before else one.retrieved_at,
        before.recorded_at if before else now(),  # the same bytes were known since then
        one.format,
        len(one.listings),
        unread,
        parts,
    )


def _bytes(parts: Mapping[str, Part]) -> dict[str, str]:
    return {name: part.sha256 for name, part in parts.items()}


def _without_orphans(
    frames: dict[str, pl.DataFrame], versions: set[str]
) -> dict[str, pl.DataFrame]:
    import polars as pl

    if set(frames["listings"]["version"]) <= versions:
        return frames
    held = pl.col("version").is_in(list(versions))
    return {table: frame.filter(held) for table, frame in frames.items()}


def _write_generation(home: Path, current: str | None, frames: dict[str, pl.DataFrame]) -> None:
    """Write a new generation whole, then move the pointer; older ones but the last go."""
    number = f"{int(current or 0) + 1:06d}"
    folder = home / "generations"
    for leftover in folder.glob(".*.tmp"):
        shutil.rmtree(leftover, ignore_errors=True)
    building, final = folder / f".{number}.tmp", folder / number
    try:
        building.mkdir()
        for table, frame in frames.items():
            frame.write_parquet(building / f"{table}.parquet", compression="zstd")
        sync_tree(building)
        if final.exists():
            shutil.rmtree(final)
        building.rename(final)
        sync_folder(folder)
    except OSError as error:
        shutil.rmtree(building, ignore_errors=True)
        raise StoreError(
            f"can't be written ({error.strerror}).",
            where=str(building),
            mend="Nothing was changed; free some space or mend the permissions, then try again.",
        ) from None
    pointer = {"format": FORMAT, "generation": number}
    write_durably(home / "CURRENT", json.dumps(pointer).encode())
    for old in sorted(folder.glob("[0-9]*"))[:-2]:
        with suppress(OSError):
            shutil.rmtree(old)
