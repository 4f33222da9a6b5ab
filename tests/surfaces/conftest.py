"""A store with the invented list, made once and copied for each test that asks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import answered, family


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
