"""Bringing a casework database to this licet's tables, once, whoever opens it first."""

from __future__ import annotations

import secrets
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from licet.casework import tables
from licet.casework.chain import first_hash
from licet.casework.database import Database, make_file
from licet.core.errors import StoreError

NEWEST = "0001"
KNOWN = ("0001",)
LOCK = 0x6C69636574
"""The advisory lock of PostgreSQL under which tables are made ("licet" as a number)."""


def ready(database: Database) -> None:
    """Make or renew the tables where they are not those of this licet. Raises StoreError."""
    if database.file and not (database.file.exists() and database.file.stat().st_size):
        make_file(database.file)
    if database.read(version) != NEWEST:
        database.write(lambda connection: _renew(connection, database.shown))


def version(connection: Connection) -> str | None:
    """The step that the database is at; None for an empty one."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def _renew(connection: Connection, shown: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    at = version(connection)
    if at is not None and at not in KNOWN:
        raise StoreError(
            f"the casework is at step {at}, this licet knows up to {NEWEST}.",
            where=shown,
            mend="Use the licet that renewed it.",
        )
    if at == NEWEST:
        return  # another process was first
    _run(connection)
    if at is None:
        chain = secrets.token_hex(16)
        connection.execute(tables.about.insert().values(key="chain", value=chain))
        first = {"id": 1, "rows": 0, "hash": first_hash(chain), "at": ""}
        connection.execute(tables.head.insert().values(first))


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
