"""What the default threshold was measured to find, to stand beside every answer."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def measured() -> dict[str, Any]:
    """The record that ``benchmarks/screening_quick.py`` wrote; empty where it is missing."""
    path = resources.files("licet.screening").joinpath("measured.json")
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return found
