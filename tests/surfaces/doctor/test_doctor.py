"""``licet doctor``: what is sound, what to look at, what is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from command_line import licet

from licet.surfaces import demo
from licet.surfaces.doctor.checks import checks


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the demo's list, its index built."""
    made = tmp_path_factory.mktemp("home")
    work = demo.workspace(made)
    _ = work.index
    return made


def _states(home: Path, day: date | None = None) -> dict[str, str]:
    return {one.name: one.state for one in checks(home, day)}


def test_a_sound_home(home: Path) -> None:
    """Store, index, law and clock are fine."""
    found = _states(home)
    assert {found[n] for n in ("store", "index", "law", "clock", "python")} == {"ok"}


def test_an_empty_place_says_what_to_do(tmp_path: Path) -> None:
    """No home and no list are things to look at, each with its mend."""
    said = licet("doctor", "--home", tmp_path / "none", "--json")
    assert said.code == 4
    told = {one["name"]: one for one in said.json["checks"]}
    assert told["home"]["state"] == "warn"
    assert "licet lists add" in told["lists"]["mend"]
    assert not (tmp_path / "none").exists()


def test_a_clock_that_is_behind(home: Path) -> None:
    """A list from tomorrow means the clock is wrong."""
    assert _states(home, date(2020, 1, 1))["clock"] == "bad"


def test_a_damaged_store_is_wrong(tmp_path: Path) -> None:
    """A table that can't be read is named, and the exit code says so."""
    made = tmp_path / "home"
    demo.workspace(made)
    table = next(made.glob("generations/*/names.parquet"))
    table.write_bytes(b"nothing")
    said = licet("doctor", "--home", made)
    assert said.code == 2
    assert "names.parquet" in said.out


def test_a_broken_audit_chain_is_wrong(home: Path, tmp_path: Path) -> None:
    """A row changed beside the chain is found."""
    import shutil
    import sqlite3

    from licet.casework.cases import Cases

    made = tmp_path / "home"
    shutil.copytree(home, made)
    assert Cases(made / "casework.db", home=made).verify().whole
    with sqlite3.connect(made / "casework.db") as database:
        for (name,) in database.execute("select name from sqlite_master where type = 'trigger'"):
            database.execute(f"drop trigger {name}")
        database.execute("update head set rows = rows + 1")
    found = {one.name: one.state for one in checks(made)}
    assert found["audit"] == "bad"
