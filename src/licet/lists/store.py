"""The as-of store: every snapshot of every list, in Parquet, behind one pointer.

    HOME/CURRENT                    names the generation in force
    HOME/generations/N/*.parquet    snapshots, presence, listings and their parts; never changed
    HOME/raw/SHA256.zst             the files as published

A write builds a whole new generation, flushes it, and then moves the pointer: whoever reads, or
is killed at any moment, sees the store as it was before or as it is after.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.core.errors import StoreError
from licet.core.listing import Listing
from licet.lists import lookup, tables
from licet.lists.lookup import Lookup
from licet.lists.presence import Run
from licet.lists.snapshot import Part, Snapshot, edition_of
from licet.sources.raw import RawFiles

if TYPE_CHECKING:
    import polars as pl

FORMAT = 1
FEW = 5_000
"""Up to so many listings are looked up one by one; for more, whole columns are read."""
MOST_HELD = 50_000
"""Listings that are kept in memory once they were read."""
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

    @cached_property
    def lookup(self) -> Lookup | None:
        """The rows by version and entry, where they have been made."""
        path = self.folder / lookup.FILE if self.folder else None
        return Lookup(path) if path and path.exists() else None

    def make_lookup(self) -> None:
        """Make the rows by version and entry, for questions about few listings."""
        if self.folder is None or (self.folder / lookup.FILE).exists():
            return
        frames = {t: self.frame(t) for t in (*tables.TABLES, "snapshots", "presence")}
        lookup.build(self.folder, frames)
        self.__dict__.pop("lookup", None)

    def frame(self, table: str) -> pl.DataFrame:
        """A whole table."""
        import polars as pl

        if self.folder is None:
            return pl.DataFrame(schema=table_schema(table))
        return _read(self.folder / f"{table}.parquet")

    @cached_property
    def snapshots(self) -> list[Snapshot]:
        """Every snapshot kept, by source and date."""
        if self.folder is None:
            return []
        path = self.folder / "snapshots.parquet"
        rows = self.lookup.snapshots() if self.lookup else self.frame("snapshots").to_dicts()
        found = [_snapshot(row, path) for row in rows]
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

    def runs(self, entry_ids: Collection[str], sources: Iterable[str]) -> list[Run]:
        """Where these entries stand, over all dates."""
        if self.folder is None:
            return []
        if self.lookup and len(entry_ids) <= FEW:
            return self.lookup.runs(entry_ids, sources)
        import polars as pl

        wanted = pl.col("entry_id").is_in(list(entry_ids)) & pl.col("source").is_in(list(sources))
        return [Run(**row) for row in self._part("presence", wanted).iter_rows(named=True)]

    def listings(self, versions: Iterable[str]) -> dict[str, Listing]:
        """Listings by version; each is read once, a version never changes."""
        wanted = list(dict.fromkeys(versions))
        if self.folder is None or not wanted:
            return {}
        held = self._held
        if new := [one for one in wanted if one not in held]:
            if len(held) > MOST_HELD:
                held.clear()
                new = wanted
            held.update(self._read_listings(new))
        return {one: held[one] for one in wanted if one in held}

    @cached_property
    def _held(self) -> dict[str, Listing]:
        return {}

    def _read_listings(self, versions: list[str]) -> dict[str, Listing]:
        if self.lookup and len(versions) <= FEW:
            return self.lookup.listings(versions)
        import polars as pl

        of = pl.col("version").is_in(versions)
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
    if home.is_file():
        raise StoreError("is a file.", where=str(home), mend="Name a folder with --home.")
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


def table_schema(table: str) -> dict[str, Any]:
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
