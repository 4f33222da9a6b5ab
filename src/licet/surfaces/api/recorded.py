"""Records of decisions, kept beside the store: each chained to the one before, none changed.

HOME/service/records.sqlite. An ``Idempotency-Key`` belongs to who sent it: the same key with the
same body gives the record made the first time; with another body it is refused.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from licet.core.errors import StoreError
from licet.surfaces.api.files import opened
from licet.surfaces.api.problems import Conflict

FILE = "records.sqlite"
SCHEMA = """
CREATE TABLE IF NOT EXISTS records (
    place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, recorded_at TEXT NOT NULL,
    recorded_by TEXT, floor TEXT NOT NULL, ceiling TEXT NOT NULL, head TEXT NOT NULL,
    previous TEXT, content BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS asked_once (
    who TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (who, key)
);
"""
HEAD = "id, recorded_at, recorded_by, floor, ceiling, head, previous"
ONE = "SELECT id, recorded_at, recorded_by, floor, ceiling, head, previous, content FROM records "
SOME = (
    "SELECT id, recorded_at, recorded_by, floor, ceiling, head, previous FROM records "
    "WHERE place <= ? ORDER BY place DESC LIMIT ? OFFSET ?"
)
ADD = "INSERT INTO records VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Once:
    """Who asked with which key, and the hash of what was asked."""

    who: str
    key: str
    body: str


class Records:
    """The records of a store. One connection, used by one thread at a time."""

    def __init__(self, home: Path) -> None:
        self._home, self._lock = home, threading.Lock()
        self._rows: sqlite3.Connection | None = None

    def made_before(self, once: Once) -> dict[str, Any] | None:
        """The record this key made; raises Conflict where it was sent with another body."""
        with self._used() as rows:
            return self._before(rows, once)

    def add(
        self, make: Callable[[str | None], dict[str, Any]], who: str | None, once: Once | None
    ) -> tuple[dict[str, Any], bool]:
        """Keep what ``make`` makes of the head of the last record; and whether it is new."""
        with self._used() as rows:
            rows.execute("BEGIN IMMEDIATE")
            try:
                if once and (before := self._before(rows, once)):
                    rows.execute("ROLLBACK")
                    return before, False
                made = self._add(rows, make, who)
                if once:
                    row = (once.who, once.key, once.body, made["id"])
                    rows.execute("INSERT INTO asked_once VALUES (?, ?, ?, ?)", row)
                rows.execute("COMMIT")
            except BaseException:
                if rows.in_transaction:
                    rows.execute("ROLLBACK")
                raise
        return made, True

    def one(self, own: str) -> dict[str, Any] | None:
        """A record and its content, by its id."""
        with self._used() as rows:
            return self._one(rows, "WHERE id = ?", own)

    def newest(self) -> int:
        """The place of the last record; places only grow."""
        with self._used() as rows, closing(rows.execute("SELECT max(place) FROM records")) as found:
            return int(found.fetchone()[0] or 0)

    def some(self, until: int, limit: int, offset: int) -> list[dict[str, Any]]:
        """Records up to a place, newest first, without their content."""
        with self._used() as rows, closing(rows.execute(SOME, (until, limit, offset))) as found:
            return [dict(zip(HEAD.split(", "), row, strict=True)) for row in found]

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._rows:
                self._rows.close()
            self._rows = None

    @contextmanager
    def _used(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            if self._rows is None:
                self._rows = opened(self._home, FILE, SCHEMA)
                self._rows.isolation_level = None
            try:
                yield self._rows
            except sqlite3.Error as error:
                raise StoreError(f"the records can't be used ({error}).") from None

    def _add(
        self,
        rows: sqlite3.Connection,
        make: Callable[[str | None], dict[str, Any]],
        who: str | None,
    ) -> dict[str, Any]:
        last = self._one(rows, "ORDER BY place DESC LIMIT 1")
        content = make(last["head"] if last else None)
        head = {
            "id": secrets.token_hex(8),
            "recorded_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "recorded_by": who,
            "floor": content["answer"]["floor"],
            "ceiling": content["answer"]["ceiling"],
            "head": content["chain"]["head"],
            "previous": content["chain"]["previous"],
        }
        text = json.dumps(content, ensure_ascii=False, default=str).encode("utf-8", "replace")
        rows.execute(ADD, (*head.values(), zlib.compress(text)))
        return {**head, "record": json.loads(text)}

    def _before(self, rows: sqlite3.Connection, once: Once) -> dict[str, Any] | None:
        found = rows.execute(
            "SELECT body, record FROM asked_once WHERE who = ? AND key = ?", (once.who, once.key)
        ).fetchone()
        if found is None:
            return None
        if found[0] != once.body:
            raise Conflict(
                "this Idempotency-Key was sent before, with another body.",
                mend="Send a new key with a new request.",
            )
        return self._one(rows, "WHERE id = ?", found[1])

    def _one(self, rows: sqlite3.Connection, where: str, *values: str) -> dict[str, Any] | None:
        with closing(rows.execute(ONE + where, values)) as found:
            row = found.fetchone()
        if row is None:
            return None
        *head, content = row
        made = dict(zip(HEAD.split(", "), head, strict=True))
        return {**made, "record": json.loads(zlib.decompress(content))}
