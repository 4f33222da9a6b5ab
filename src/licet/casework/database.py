"""The database of casework: SQLite by default, PostgreSQL by URL, one way of writing to both.

A write is one transaction that begins by taking the lock of the chain's head, so writes follow
each other. A PostgreSQL that is away is waited for, up to ``patience`` seconds; what is tried
again is safe, since each action bears a key and is done once. Every failure is one sentence
that says whether anything was recorded.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from licet.core.errors import BadInputError, StoreError

T = TypeVar("T")
WAIT_SECONDS = 30
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0
AWAY = ("08", "57P")
"""Classes of SQLSTATE that say the server is away or going down."""


class Database:
    """An engine and its rules. Opened lazily: nothing is connected before the first use."""

    def __init__(self, where: str | Path, *, patience: float = 5.0) -> None:
        self.url = address(where)
        self.patience = patience
        self.shown = self.url.render_as_string(hide_password=True)
        self.engine = _engine(self.url)

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; None for a server."""
        return Path(self.url.database) if self.url.database and _sqlite(self.url) else None

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do work in one transaction; all of it is recorded, or StoreError says nothing was."""
        return self._patiently(work, writing=True)

    def read(self, work: Callable[[Connection], T]) -> T:
        """Read in one transaction: everything as it was at one moment."""
        return self._patiently(work, writing=False)

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def _patiently(self, work: Callable[[Connection], T], writing: bool) -> T:
        until, pause = time.monotonic() + self.patience, FIRST_PAUSE
        while True:
            try:
                return self._once(work, writing)
            except DBAPIError as error:
                if not _away(error) or time.monotonic() + pause > until:
                    raise self._told(error, writing) from None
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _once(self, work: Callable[[Connection], T], writing: bool) -> T:
        with self.engine.connect() as connection:
            asked = connection.execution_options(licet_writing=writing)
            if not writing and asked.dialect.name == "postgresql":
                asked = asked.execution_options(isolation_level="REPEATABLE READ")
            with asked.begin():
                return work(asked)

    def _told(self, error: DBAPIError, writing: bool) -> StoreError:
        """What the database complains of, as one sentence."""
        words = str(error.orig or error).strip().splitlines()[0]
        nothing = "Nothing was recorded by this action; " if writing else ""
        if _away(error):
            unsure = "It is not known whether the action was recorded; " if writing else ""
            mend = f"{unsure}try again with the same key: what was recorded is not done twice."
            return StoreError(
                f"the database can't be reached ({words}).", where=self.shown, mend=mend
            )
        if "locked" in words:
            what = f"another process has been writing for {WAIT_SECONDS} seconds."
            return StoreError(what, where=self.shown, mend=f"{nothing}try again in a while.")
        if "full" in words.lower() or _state(error) == "53100":
            what, mend = f"the disk is full ({words}).", "free some space, then try again."
            return StoreError(what, where=self.shown, mend=f"{nothing}{mend}")
        if "malformed" in words or "not a database" in words:
            what, mend = f"the database is damaged ({words}).", "restore it from a backup."
            return StoreError(what, where=self.shown, mend=f"{nothing}{mend}")
        what = f"the database refused ({words})."
        return StoreError(what, where=self.shown, mend=f"{nothing}see what it says.")


def address(where: str | Path) -> URL:
    """The URL of a database; a plain path is a file of SQLite. Raises BadInputError."""
    text = str(where)
    try:
        if "://" not in text:
            return URL.create("sqlite", database=str(Path(text).absolute()))
        made = make_url(text)
        if made.drivername in {"postgres", "postgresql"}:
            made = made.set(drivername="postgresql+psycopg")
        return made
    except ArgumentError:
        raise BadInputError(
            "the address of the database can't be read.",
            mend="Write a path, or postgresql://user@host/name.",
        ) from None


def _sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _engine(url: URL) -> Engine:
    try:
        if not _sqlite(url):
            engine = sa.create_engine(url, pool_pre_ping=True, pool_size=4, max_overflow=8)
        else:
            engine = sa.create_engine(url, connect_args={"timeout": WAIT_SECONDS})
            event.listen(engine, "connect", _set_up)
            event.listen(engine, "begin", _begin)
    except (ImportError, NoSuchModuleError) as error:
        raise BadInputError(
            f"the driver of this database is not installed ({error}).",
            mend="Install licet[postgres] for PostgreSQL.",
        ) from None
    return engine


def _set_up(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # licet begins its transactions itself
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("licet_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def make_file(path: Path) -> None:
    """An empty database that its owner alone can read, where there is none.

    It is born whole, beside its place: the write-ahead log can't be turned on while others look.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=WAIT_SECONDS, mode=0o600):
            if path.exists() and path.stat().st_size:
                return
            half = path.with_name(f".{path.name}.half")
            half.unlink(missing_ok=True)
            os.close(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            with closing(sqlite3.connect(half)) as made:
                made.execute("PRAGMA journal_mode = WAL")
                made.execute("PRAGMA user_version = 1")
            half.replace(path)
    except (OSError, sqlite3.Error, Timeout) as error:
        raise StoreError(
            f"the casework can't be opened ({getattr(error, 'strerror', None) or error}).",
            where=str(path),
            mend="Name another folder, mend the permissions, or free some space.",
        ) from None


def _state(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def _away(error: DBAPIError) -> bool:
    """Whether the server can't be reached, or went away in the middle."""
    if error.orig is None or type(error.orig).__module__.startswith("sqlite3"):
        return False
    state = _state(error)
    if state:
        return state.startswith(AWAY)
    return error.connection_invalidated or type(error.orig).__name__ == "OperationalError"
