"""The ledger of confirmed non-matches: ``HOME/casework/good_guys.sqlite``.

Decisions are appended and never changed; the present state is a view of each pair's last one.
SQLite's write-ahead log lets readers go on while one process writes; a batch of decisions is one
transaction. The file is born whole (built beside, then renamed), readable by its owner alone.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path

from filelock import FileLock, Timeout

from licet.casework.good_guys.model import Decision, Pair
from licet.casework.good_guys.sides import Fields
from licet.core.errors import StoreError

SCHEMA_VERSION = 1
WAIT_SECONDS = 30
SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE decisions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id TEXT NOT NULL,
    listing_id TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('add', 'remove')),
    reason TEXT NOT NULL CHECK (action = 'remove' OR trim(reason) <> ''),
    by TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    as_of TEXT NOT NULL,
    until TEXT,
    record TEXT NOT NULL,
    listing TEXT NOT NULL
) STRICT;
CREATE INDEX decisions_of_pair ON decisions (record_id, listing_id, number);
CREATE VIEW present AS SELECT d.* FROM decisions AS d
    JOIN (SELECT max(number) AS number FROM decisions GROUP BY record_id, listing_id) USING (number)
    WHERE d.action = 'add';
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER decisions_remain BEFORE DELETE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;
"""
COLUMNS = "record_id, listing_id, action, reason, by, decided_at, as_of, until, record, listing"


class Ledger:
    """The decisions below one store. Reading where there is no file yet finds none."""

    def __init__(self, home: Path) -> None:
        self.path = home / "casework" / "good_guys.sqlite"

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

    def history(self) -> list[Decision]:
        """Every decision ever made, oldest first."""
        return self._read("SELECT * FROM decisions ORDER BY number")

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

    def _read(self, sql: str) -> list[Decision]:
        if self.empty:
            return []
        with self._open() as db:
            db.row_factory = sqlite3.Row
            return [_decision(row) for row in db.execute(sql)]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection to a file that was looked through; raises StoreError."""
        with _sentences(self.path), closing(_connect(self.path)) as db:
            _check(db, self.path)
            yield db

    def _make(self) -> None:
        if not self.empty:
            return
        with _sentences(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self.path.parent / "lock", timeout=WAIT_SECONDS):
                if self.empty:
                    _build(self.path)


def _build(path: Path) -> None:
    half = path.with_name(f".{path.name}.half")
    half.unlink(missing_ok=True)
    os.close(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(_connect(half)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.executescript(SCHEMA)
        db.execute("INSERT INTO about VALUES ('salt', ?)", (secrets.token_hex(16),))
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    half.replace(path)


def _connect(path: Path) -> sqlite3.Connection:
    # mode=rw: a file that vanished is an error, not a new and empty ledger.
    address = f"{path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, isolation_level=None)


def _check(db: sqlite3.Connection, path: Path) -> None:
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"the remembered non-matches have format {version}, this licet reads {SCHEMA_VERSION}.",
            where=str(path),
            mend="Use the licet that wrote them.",
        )
    if version != SCHEMA_VERSION or db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise _damaged(path)


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


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    """What SQLite and the disk complain of, as one sentence."""
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        if "locked" in str(error) or isinstance(error, Timeout):
            raise StoreError(
                f"another process has been writing for {WAIT_SECONDS} seconds.",
                where=str(path),
                mend="Wait for it to finish, then try again.",
            ) from None
        if "malformed" in str(error) or "no such" in str(error):
            raise _damaged(path) from None
        why = (getattr(error, "strerror", None) or str(error)).rstrip(".")
        raise StoreError(
            f"the remembered non-matches can't be opened ({why}).",
            where=str(path),
            mend="Nothing was changed; free some space or mend the permissions, then try again.",
        ) from None
    except (sqlite3.DatabaseError, ValueError, TypeError, KeyError, AttributeError):
        raise _damaged(path) from None


def _damaged(path: Path) -> StoreError:
    return StoreError(
        "the remembered non-matches can't be read: the file is damaged.",
        where=str(path),
        mend="Restore it from a backup, or move it away: then every match is shown again.",
    )
