"""A store with the invented list, made once and copied for each test that asks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import answered, family, write, xml_bytes


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the invented list of 2021-07-07; tests must not change it."""
    folder = tmp_path_factory.mktemp("made-once")
    files = family(folder, "2021-07-07")
    answered("lists", "add", *files, "--list", "sdn", "--home", folder / "home")
    return folder / "home"


@pytest.fixture
def own(made_once: Path, tmp_path: Path) -> Path:
    """A copy of that store, to change or to break."""
    return Path(shutil.copytree(made_once, tmp_path / "own"))


@pytest.fixture(scope="session")
def whole_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with both of OFAC's lists, invented, of 2021-07-07; tests must not change it."""
    folder = tmp_path_factory.mktemp("whole-once")
    home = folder / "home"
    answered("lists", "add", *family(folder, "2021-07-07"), "--list", "sdn", "--home", home)
    other = ("810001", "Orvane Shipping Bureau", "CAATSA - RUSSIA")
    cons = write(folder, "cons.xml", xml_bytes("07/07/2021", other))
    answered("lists", "add", cons, "--list", "consolidated", "--home", home)
    return home


@pytest.fixture
def whole(whole_once: Path, tmp_path: Path) -> Path:
    """A copy of that store, to change or to break."""
    return Path(shutil.copytree(whole_once, tmp_path / "whole"))
