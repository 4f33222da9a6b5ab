"""A service over the invented lists, started once; and a store for a test that changes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the service's packages are an extra: licet[serve]")

from command_line import answered, write
from service import Running, running

RECORDS = shutil.ignore_patterns("service")
OWNERS = "owner,owned,percent\nKeld Ltd,Morven Shipping Ltd,60\nAnna Pell,Keld Ltd,80\n"


@pytest.fixture(scope="session")
def home_once(whole_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with both of OFAC's lists, invented, and a file of owners."""
    folder = tmp_path_factory.mktemp("served-once")
    home = Path(shutil.copytree(whole_once, folder / "home"))
    owners = write(folder, "owners.csv", OWNERS.encode())
    answered("ownership", "add", owners, "--dated", "2021-07-01", "--home", home)
    return home


@pytest.fixture(scope="session")
def served(home_once: Path) -> Iterator[Running]:
    """A service that tests share; they may add records, and nothing else."""
    with running(home_once) as service:
        yield service


@pytest.fixture
def home(home_once: Path, tmp_path: Path) -> Path:
    """A copy of the store, to change."""
    return Path(shutil.copytree(home_once, tmp_path / "home", ignore=RECORDS))
