"""The file of the ledger: its schema, how it is born and opened, and what can be wrong with it."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from filelock import Timeout

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


def build(path: Path) -> None:
    """Make an empty ledger that is there as a whole or not at all."""
    half = path.with_name(f".{path.name}.half")
    half.unlink(missing_ok=True)
    os.close(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(connect(half)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.executescript(SCHEMA)
        db.execute("INSERT INTO about VALUES ('salt', ?)", (secrets.token_hex(16),))
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    half.replace(path)


def connect(path: Path) -> sqlite3.Connection:
    """A connection to a ledger that is there; writers wait for each other."""
    # mode=rw: a file that vanished is an error, not a new and empty ledger.
    address = f"{path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, isolation_level=None)


def check(db: sqlite3.Connection, path: Path) -> None:
    """Look through the file; raises StoreError for another format and for damage."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"the remembered non-matches have format {version}, this licet reads {SCHEMA_VERSION}.",
            where=str(path),
            mend="Use the licet that wrote them.",
        )
    if version != SCHEMA_VERSION or db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise damaged(path)


@contextmanager
def sentences(path: Path) -> Iterator[None]:
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
            raise damaged(path) from None
        why = (getattr(error, "strerror", None) or str(error)).rstrip(".")
        raise StoreError(
            f"the remembered non-matches can't be opened ({why}).",
            where=str(path),
            mend="Nothing was changed; free some space or mend the permissions, then try again.",
        ) from None
    except sqlite3.IntegrityError as error:
        raise StoreError(
            f"the decisions break a rule of the ledger ({error}).",
            where=str(path),
            mend="Nothing was changed; give each decision a reason.",
        ) from None
    except (sqlite3.DatabaseError, ValueError, TypeError, KeyError, AttributeError):
        raise damaged(path) from None


def damaged(path: Path) -> StoreError:
    """The error for a file that can't be read as a ledger."""
    return StoreError(
        "the remembered non-matches can't be read: the file is damaged.",
        where=str(path),
        mend="Restore it from a backup, or move it away: then every match is shown again.",
    )
