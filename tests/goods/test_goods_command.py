"""``licet goods`` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_tables import write
from typer.testing import CliRunner

from licet.core.errors import LicetError
from licet.surfaces.cli import app


def licet(*args: object) -> str:
    """Run a command that must succeed; its standard output."""
    done = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1"}).invoke(app, [str(a) for a in args])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout


def test_add_tables_show_check(tmp_path: Path) -> None:
    """Tables are added, listed, shown and read."""
    home, files = tmp_path / "home", sorted(write(tmp_path / "files").glob("*.json"))
    added = json.loads(licet("goods", "add", *files, "--home", home, "--json"))
    assert {one["issued"] for one in added} == {"2026-07-23"}
    assert "Commerce Country Chart" in licet("goods", "tables", "--home", home)
    shown = licet("goods", "show", "1A777", "--on", "2026-07-23", "--home", home)
    assert "NS 2" in shown
    assert "LVS: $1500" in shown
    country = json.loads(
        licet("goods", "show", "Germany", "--on", "2026-07-23", "--home", home, "--json")
    )
    assert country["rows"][0]["columns"] == ["MT 1", "NS 1"]
    assert country["groups"][0]["groups"] == ["A:5", "B"]
    told = licet("goods", "check", "3A777.x", "China", "--on", "2026-07-23", "--home", home)
    assert told.startswith("licence required")
    data = json.loads(
        licet("goods", "check", "3A777.y", "CN", "--on", "2026-07-23", "--home", home, "--json")
    )
    assert data["licence"] == "no licence by the list and the chart"
    assert "EAR99" in licet("goods", "show", "EAR99", "--home", home)


def test_a_country_without_a_row_is_said(tmp_path: Path) -> None:
    """A destination the chart doesn't have is named as such."""
    home = tmp_path / "home"
    licet("goods", "add", *sorted(write(tmp_path / "f").glob("*.json")), "--home", home)
    assert "has no row" in licet("goods", "show", "Brazil", "--on", "2026-07-23", "--home", home)
    assert "footnote 2" in licet("goods", "show", "DE", "--on", "2026-07-23", "--home", home)


def test_without_tables_the_missing_one_is_named(tmp_path: Path) -> None:
    """An empty home says which table is missing, and how to add it."""
    with pytest.raises(LicetError, match="licet goods add"):
        licet("goods", "show", "3A001", "--on", "2020-12-13", "--home", tmp_path)
    assert "No table is at hand" in licet("goods", "tables", "--home", tmp_path)
    told = licet("goods", "check", "3A001", "CN", "--on", "2020-12-13", "--home", tmp_path)
    assert told.startswith("open")
    assert "2020-12-13" in told


def test_a_typo_is_answered(tmp_path: Path) -> None:
    """What is neither a number nor a country is refused with the nearest."""
    home = tmp_path / "home"
    licet("goods", "add", *sorted(write(tmp_path / "f").glob("*.json")), "--home", home)
    with pytest.raises(LicetError, match="1A777"):
        licet("goods", "show", "1A77I", "--on", "2026-07-23", "--home", home)
    with pytest.raises(LicetError, match="in no entry"):
        licet("goods", "show", "1A778", "--on", "2026-07-23", "--home", home)
