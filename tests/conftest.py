"""Shared fixtures: where the real list files are, and a store of one's own for each test."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("LICET_SHARED", Path(__file__).parents[1] / ".." / "shared" / "data"))


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """Path of a real data file; skips the test with a clear line where it is absent."""

    def find(name: str) -> Path:
        path = (SHARED / name).resolve()
        if not path.exists():
            pytest.skip(
                f"real data {name} is not here (set LICET_SHARED to the folder that has it)"
            )
        return path

    return find
