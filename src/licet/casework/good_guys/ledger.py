"""The ledger of confirmed non-matches: ``HOME/casework/good_guys.sqlite``.

Decisions are appended and never changed; the present state is a view of each pair's last one.
SQLite's write-ahead log lets readers go on while one process writes; a batch of decisions is one
transaction. The file is born whole (built beside, then renamed), readable by its owner alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path

from filelock import FileLock

from licet.casework.good_guys import ledger_file as file
from licet.casework.good_guys.model import Decision, Pair
from licet.casework.good_guys.sides import Fields

AT_ONCE = 500
"""Decisions asked for in one query; SQLite allows about a thousand values in any build."""
COLUMNS = "record_id, listing_id, action, reason, by, decided_at, as_of, until, record, listing"


class Ledger:
    """The decisions below one store. Reading where there is no file yet finds none.

    The file is looked through for damage when it is first opened.
    """

    def __init__(self, home: Path) -> None:
        self.path = home / "casework" / "good_guys.sqlite"
        self._looked_through = False

    @property
    def empty(self) -> bool:
        """Whether nothing was ever remembered here."""
        return not self.path.exists()

    @cached_property
    def salt(self) -> bytes:
        """What digests of this ledger are mixed with; made with the file."""
        self._make()
        with self._open() as db:
            row = db.execute("SELECT value FROM about WHERE key = 'salt'").fetchone()
            return bytes.fromhex(row[0])

    def present(self) -> list[Decision]:
        """The pairs that are remembered, in the order they were decided."""
        return self._read("SELECT * FROM present ORDER BY number")

    def pairs(self) -> list[tuple[int, str, str, str | None]]:
        """Number, record id, listing id and last day of each pair that is remembered."""
        if self.empty:
            return []
        with self._open() as db:
            sql = "SELECT number, record_id, listing_id, until FROM present ORDER BY number"
            return db.execute(sql).fetchall()

    def numbered(self, numbers: Sequence[int]) -> dict[int, Decision]:
        """Decisions by their numbers."""
        found: list[Decision] = []
        for start in range(0, len(numbers), AT_ONCE):
            some = numbers[start : start + AT_ONCE]
            marks = ", ".join("?" * len(some))
            found += self._read(f"SELECT * FROM decisions WHERE number IN ({marks})", some)  # noqa: S608
        return {one.number: one for one in found}

    def history(self) -> list[Decision]:
        """Every decision ever made, oldest first."""
        return self._read("SELECT * FROM decisions ORDER BY number")

    def history_of(self, record_ids: Sequence[str]) -> list[Decision]:
        """Every decision ever made of some records, oldest first."""
        found: list[Decision] = []
        for start in range(0, len(record_ids), AT_ONCE):
            some = record_ids[start : start + AT_ONCE]
            marks = ", ".join("?" * len(some))
            found += self._read(f"SELECT * FROM decisions WHERE record_id IN ({marks})", some)  # noqa: S608
        return sorted(found, key=lambda one: one.number)

    def remembered(self, pair: Pair) -> bool:
        """Whether a pair is remembered now."""
        sql = "SELECT 1 FROM present WHERE record_id = ? AND listing_id = ?"
        if self.empty:
            return False
        with self._open() as db:
            return db.execute(sql, pair).fetchone() is not None

    def append(self, decisions: Sequence[Decision]) -> None:
        """Keep decisions, all or none; raises StoreError."""
        self._make()
        sql = f"INSERT INTO decisions ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            db.executemany(sql, [_row(one) for one in decisions])
            db.execute("COMMIT")

    def _read(self, sql: str, values: Sequence[int | str] = ()) -> list[Decision]:
        if self.empty:
            return []
        with self._open() as db:
            db.row_factory = sqlite3.Row
            return [_decision(row) for row in db.execute(sql, values)]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection to a file that was looked through; raises StoreError."""
        with file.sentences(self.path), closing(file.connect(self.path)) as db:
            if not self._looked_through:
                file.check(db, self.path)
                self._looked_through = True
            yield db

    def _make(self) -> None:
        if not self.empty:
            return
        with file.sentences(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self.path.parent / "lock", timeout=file.WAIT_SECONDS):
                if self.empty:
                    file.build(self.path)


def _row(one: Decision) -> tuple[str | None, ...]:
    until = str(one.until) if one.until else None
    sides = (json.dumps(one.record), json.dumps(one.listing))
    head = (one.record_id, one.listing_id, one.action, one.reason, one.by, one.decided_at)
    return (*head, str(one.as_of), until, *sides)


def _decision(row: sqlite3.Row) -> Decision:
    found = dict(row)
    until = found.pop("until")
    return Decision(
        as_of=date.fromisoformat(found.pop("as_of")),
        until=date.fromisoformat(until) if until else None,
        record=_fields(found.pop("record")),
        listing=_fields(found.pop("listing")),
        **found,
    )


def _fields(text: str) -> Fields:
    return {field: tuple(values) for field, values in json.loads(text).items()}
