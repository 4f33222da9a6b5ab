"""The guide of the tables is what the schema says."""

from __future__ import annotations

from pathlib import Path

from licet.exposure.tables.guide import page

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "programme-tables.md"


def test_the_guide_is_current() -> None:
    """Every table and column stands in it, as ``schema.yaml`` has them."""
    assert GUIDE.read_text("utf-8").endswith(page())
