"""Casework for tests: the same tests on a file of SQLite and on PostgreSQL where there is one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from licet.casework.cases import Cases
from licet.casework.database import address

POSTGRES = "LICET_TEST_POSTGRES_URL"
DAY = date(2026, 5, 4)


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind; PostgreSQL where the environment names a server."""
    if request.param == "sqlite":
        yield str(tmp_path / "casework.db")
        return
    server = os.environ.get(POSTGRES)
    if not server:
        pytest.skip(f"no PostgreSQL here (set {POSTGRES} to a server where databases may be made)")
    name = f"licet_test_{os.getpid()}_{abs(hash(tmp_path)) % 10**9}"
    engine = sa.create_engine(address(server), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def casework(where: str, tmp_path: Path) -> Iterator[Callable[..., Cases]]:
    """Opens the database, again and again as asked; closes what was opened."""
    opened: list[Cases] = []

    def make(**options: Any) -> Cases:
        opened.append(Cases(where, **{"home": tmp_path / "home", **options}))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
