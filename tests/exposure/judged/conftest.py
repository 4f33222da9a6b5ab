"""The demo programme judged, once for all tests that only look at it."""

from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from licet.decision.workspace import Workspace
from licet.exposure.judged.analysis import Analysis, analyse
from licet.exposure.judged.terms import Terms
from licet.exposure.programme import Programme, open_programme
from licet.surfaces import demo

DAY = date(2020, 12, 14)


@pytest.fixture(scope="session")
def work(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A store with the demo's list."""
    return demo.workspace(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="session")
def programme() -> Programme:
    """The built-in programme."""
    with resources.as_file(resources.files("licet.exposure.demo")) as folder:
        return open_programme(Path(folder))


@pytest.fixture(scope="session")
def base(programme: Programme, work: Workspace) -> Analysis:
    """The built-in programme on the day SSB was listed."""
    return analyse(programme, work, Terms(on=DAY))
