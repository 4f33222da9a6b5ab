"""The as-of store: every snapshot of every list, in Parquet, behind one pointer.

    HOME/CURRENT                    names the generation in force
    HOME/generations/N/*.parquet    snapshots, presence, listings and their parts; never changed
    HOME/raw/SHA256.zst             the files as published

A write builds a whole new generation, flushes it, and then moves the pointer: whoever reads, or
is killed at any moment, sees the store as it was before or as it is after.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from licet.core.errors import BadFileError, StoreError
from licet.core.listing import Listing
from licet.lists import presence, tables
from licet.lists.presence import Run
from licet.sources.files import sync_folder, sync_tree, write_durably
from licet.sources.raw import RawFiles

if TYPE_CHECKING:
    import polars as pl

FORMAT = 1
LOCK_SECONDS = 60
DROP_REFUSED = 0.8
SNAPSHOT_COLUMNS = (
    "source",
    "edition",
    "retrieved_at",
    "recorded_at",
    "format",
    "entries",
    "unread",
    "parts",
)


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


class Store:
    """A generation of the store, as it was when opened."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.generation = _current(home)
        self.raw = RawFiles(home / "raw")

    @property
    def folder(self) -> Path | None:
        """The folder of Parquet files, or None while the store is empty."""
        return self.home / "generations" / self.generation if self.generation else None

    def frame(self, table: str) -> pl.DataFrame:
        """A whole table."""
        import polars as pl

        if self.folder is None:
            return pl.DataFrame(schema=_schema(table))
        return _read(self.folder / f"{table}.parquet")

    @cached_property
    def snapshots(self) -> list[Snapshot]:
        """Every snapshot kept, by source and date."""
        if self.folder is None:
            return []
        path = self.folder / "snapshots.parquet"
        found = [_snapshot(row, path) for row in self.frame("snapshots").iter_rows(named=True)]
        return sorted(found, key=lambda s: (s.source, s.edition))

    def of(self, source: str) -> list[Snapshot]:
        """Snapshots of one source, oldest first."""
        return [s for s in self.snapshots if s.source == source]

    @property
    def newest(self) -> list[Snapshot]:
        """The newest snapshot of each list."""
        return [self.of(source)[-1] for source in self.sources]

    @property
    def sources(self) -> list[str]:
        """Every source with a snapshot."""
        return sorted({s.source for s in self.snapshots})

    def runs(self, entry_ids: Iterable[str], sources: Iterable[str]) -> list[Run]:
        """Where these entries stand, over all dates."""
        import polars as pl

        if self.folder is None:
            return []
        wanted = pl.col("entry_id").is_in(list(entry_ids)) & pl.col("source").is_in(list(sources))
        return [Run(**row) for row in self._part("presence", wanted).iter_rows(named=True)]

    def listings(self, versions: Iterable[str]) -> dict[str, Listing]:
        """Listings by version."""
        import polars as pl

        wanted = list(dict.fromkeys(versions))
        if self.folder is None or not wanted:
            return {}
        of = pl.col("version").is_in(wanted)
        return tables.from_frames({table: self._part(table, of) for table in tables.TABLES})

    def versions(self, snapshot: Snapshot) -> dict[str, str]:
        """Version of every entry in a snapshot, by entry id."""
        import polars as pl

        if self.folder is None:
            return {}
        on = pl.col("source").eq(snapshot.source) & (pl.col("first") <= snapshot.edition)
        held = self._part("presence", on & (pl.col("last") >= snapshot.edition))
        return dict(zip(held["entry_id"], held["version"], strict=True))

    def snapshot_listings(self, source: str, published: date) -> list[Listing]:
        """Every listing of one snapshot, as its file gave it, in the order of entry ids.

        Of a day with several editions, the last one.
        """
        import polars as pl

        edition = edition_of(published)
        if not isinstance(published, datetime):
            end = edition + timedelta(days=1)
            same = [s.edition for s in self.of(source) if edition <= s.edition < end]
            edition = same[-1] if same else edition
        if self.folder is None:
            return []
        on = pl.col("source").eq(source) & (pl.col("first") <= edition)
        held = self._part("presence", on & (pl.col("last") >= edition))
        found = self.listings(held["version"])
        return sorted(found.values(), key=lambda one: one.entry_id.zfill(12))

    def _part(self, table: str, where: Any) -> pl.DataFrame:
        import polars as pl

        assert self.folder  # noqa: S101 - callers return early on an empty store
        path = self.folder / f"{table}.parquet"
        try:
            return pl.scan_parquet(path).filter(where).collect()
        except (OSError, pl.exceptions.PolarsError):
            raise _damaged(path) from None


def _current(home: Path) -> str | None:
    pointer = home / "CURRENT"
    try:
        content = json.loads(pointer.read_text(encoding="utf-8"))
        if content["format"] == FORMAT:
            return str(content["generation"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        raise StoreError(
            "the store's pointer can't be read.",
            where=str(pointer),
            mend="Restore the folder from a backup, or name another one with --home.",
        ) from None
    raise StoreError(
        f"the store has format {content['format']}, this licet reads {FORMAT}.",
        where=str(home),
        mend="Use the licet that wrote it, or another --home.",
    )


def _schema(table: str) -> dict[str, Any]:
    import polars as pl

    if table == "snapshots":
        kinds = {"edition": pl.Datetime("us"), "entries": pl.Int64, "unread": pl.Int64}
        return {name: kinds.get(name, pl.String) for name in SNAPSHOT_COLUMNS}
    if table == "presence":
        words = dict.fromkeys(("source", "entry_id", "version"), pl.String)
        return {**words, "first": pl.Datetime("us"), "last": pl.Datetime("us")}
    return tables.schema(table)


def _read(path: Path) -> pl.DataFrame:
    import polars as pl

    try:
        return pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError):
        raise _damaged(path) from None


def _damaged(path: Path) -> StoreError:
    return StoreError(
        "a table of the store can't be read.",
        where=str(path),
        mend="Restore the folder from a backup, or add the list files to another --home.",
    )


def _snapshot(row: dict[str, Any], path: Path) -> Snapshot:
    try:
        parts = {name: Part(**part) for name, part in json.loads(row.pop("parts")).items()}
        return Snapshot(**row, parts=parts)
    except (TypeError, ValueError, KeyError):
        raise _damaged(path) from None


def now() -> str:
    """The present instant in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


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
        [_run_row(run) for run in runs], schema=_schema("presence")
    ).sort("source", "entry_id", "first")
    frames["snapshots"] = pl.DataFrame(
        [_snapshot_row(s) for s in snapshots], schema=_schema("snapshots")
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
    import hashlib

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
    return Snapshot(
        one.source,
        one.edition,
        one.retrieved_at,
        now(),
        one.format,
        len(one.listings),
        unread,
        parts,
    )


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
