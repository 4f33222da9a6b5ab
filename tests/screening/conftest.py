"""An index of the real lists, for all tests here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from real_lists import Rows, read_lists

from licet.screening import Index, build_index


@pytest.fixture(scope="session")
def real_rows(shared: Callable[[str], Path]) -> tuple[Rows, Rows]:
    """Names and identifiers of the real lists."""
    return read_lists(shared)


@pytest.fixture(scope="session")
def real(real_rows: tuple[Rows, Rows]) -> Index:
    """An index of the real lists."""
    return build_index(*real_rows)
