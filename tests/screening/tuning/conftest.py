"""An index of the invented names, tuned once."""

from __future__ import annotations

import pytest
from invented import customers, listed_rows, one_party

from licet.screening import build_index
from licet.screening.tuning.listed import Listed, parties
from licet.screening.tuning.tune import Settings, Tuned, tune


@pytest.fixture(scope="session")
def listed() -> Listed:
    """The invented names and their parties."""
    index = build_index(listed_rows())
    return Listed(index, parties(index, one_party()))


@pytest.fixture(scope="session")
def small() -> Settings:
    """A budget of 30 alerts per 1,000, and few names of each kind."""
    return Settings(30, aliases=25, across=5, noisy=6, line=4)


@pytest.fixture(scope="session")
def tuned(listed: Listed, small: Settings) -> Tuned:
    """The invented customers, tuned for that budget."""
    return tune(listed, customers(), small)
