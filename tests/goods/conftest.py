"""A home with small invented tables of one issue."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_tables import keep, write


@pytest.fixture
def tabled(tmp_path: Path) -> Path:
    """A home with the invented tables of 2026-07-23."""
    keep(tmp_path / "home", write(tmp_path / "files"))
    return tmp_path / "home"
