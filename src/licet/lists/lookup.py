"""Single listings and their dates without opening a table: for a question about a few of them.

A row of Parquet is found by reading its whole column, and reading it takes a library that needs
longer to load than one name needs to be screened. So each generation of the store also keeps its
rows in SQLite, by version and by entry. It is made from the tables, and can be deleted.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.core.listing import Listing
from licet.lists import tables
from licet.lists.presence import Run

if TYPE_CHECKING:
    import polars as pl

FILE = "lookup.sqlite"
AT_ONCE = 500  # values in one statement; SQLite takes 999 at least
SCHEMA = """
CREATE TABLE snapshots (row TEXT NOT NULL);
CREATE TABLE runs (entry_id TEXT, source TEXT, version TEXT, first TEXT, last TEXT);
CREATE TABLE listings (version TEXT PRIMARY KEY, content BLOB NOT NULL);
"""
# Nothing is lost with this file, so nothing is flushed on the way.
UNFLUSHED = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
INDEX = "CREATE INDEX runs_of ON runs (entry_id, source)"


class Lookup:
    """The rows of one generation, open for reading."""

    def __init__(self, path: Path) -> None:
        # The file never changes once it is there, so no lock is taken.
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._rows = sqlite3.connect(address, uri=True, check_same_thread=False)

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()

    def snapshots(self) -> list[dict[str, Any]]:
        """Rows of the table of snapshots."""
        rows = [json.loads(row) for (row,) in self._rows.execute("SELECT row FROM snapshots")]
        return [row | {"edition": datetime.fromisoformat(row["edition"])} for row in rows]

    def runs(self, entry_ids: Iterable[str], sources: Iterable[str]) -> list[Run]:
        """Where these entries stand on these lists, over all dates."""
        ask = "SELECT source, entry_id, version, first, last FROM runs WHERE entry_id IN"
        wanted = set(sources)
        return [
            Run(source, entry, version, datetime.fromisoformat(a), datetime.fromisoformat(b))
            for source, entry, version, a, b in self._some(ask, entry_ids)
            if source in wanted
        ]

    def listings(self, versions: Iterable[str]) -> dict[str, Listing]:
        """Listings by version."""
        ask = "SELECT version, content FROM listings WHERE version IN"
        return {version: _listing(content) for version, content in self._some(ask, versions)}

    def _some(self, ask: str, values: Iterable[str]) -> Iterator[Any]:
        wanted = list(dict.fromkeys(values))
        for start in range(0, len(wanted), AT_ONCE):
            part = wanted[start : start + AT_ONCE]
            yield from self._rows.execute(f"{ask} ({','.join('?' * len(part))})", part)


def build(folder: Path, frames: dict[str, pl.DataFrame]) -> None:
    """Keep the rows of a generation beside its tables; whoever reads sees all of it or nothing."""
    building = folder / f".{FILE}.{os.getpid()}.tmp"
    building.unlink(missing_ok=True)
    try:
        _write(building, frames)
        building.replace(folder / FILE)
    finally:
        building.unlink(missing_ok=True)


def _write(path: Path, frames: dict[str, pl.DataFrame]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as rows:
        rows.executescript(f"{UNFLUSHED} BEGIN; {SCHEMA}")
        rows.executemany(
            "INSERT INTO snapshots VALUES (?)",
            ((json.dumps(row, default=str),) for row in frames["snapshots"].iter_rows(named=True)),
        )
        runs = frames["presence"].select("entry_id", "source", "version", "first", "last")
        texts = runs.with_columns(_instant("first"), _instant("last"))
        rows.executemany("INSERT INTO runs VALUES (?,?,?,?,?)", texts.iter_rows())
        packed = ((v, zlib.compress(text.encode(), 6)) for v, text in _texts(frames).iter_rows())
        rows.executemany("INSERT INTO listings VALUES (?,?)", packed)
        rows.execute(INDEX)
        rows.execute("COMMIT")


def _instant(column: str) -> pl.Expr:
    import polars as pl

    return pl.col(column).dt.to_string("iso:strict")


def _texts(frames: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Version and content: a JSON object with the listing's row and, by table, its parts' values.

    The parts are written without the names of their fields, which are those of the table.
    """
    import polars as pl

    row = pl.struct(pl.exclude("version")).struct.json_encode()
    texts = frames["listings"].select("version", pl.format('"row":{}', row).alias("row"))
    for table in tables.PARTS:
        rows = frames[table].sort("version", "position")
        fields = pl.concat_list(pl.exclude("version", "position")).alias(table)
        together = rows.select("version", fields).group_by("version").agg(table)
        # {"names":[["...", ...], ...]}, of which the braces are taken off again.
        part = pl.struct(table).struct.json_encode().str.slice(1).str.head(-1).alias(table)
        texts = texts.join(together.select("version", part), on="version", how="left")
    content = pl.concat_str("row", *tables.PARTS, separator=",", ignore_nulls=True)
    whole = pl.lit("{") + content + pl.lit("}")
    return texts.sort("version").select("version", whole.alias("content"))


def _listing(content: bytes) -> Listing:
    held = json.loads(zlib.decompress(content))
    parts = {
        table: [made(*values) for values in held.get(table, ())]
        for table, made in tables.PARTS.items()
    }
    return tables.listing_of(held["row"], parts)
