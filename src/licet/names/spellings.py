"""Frequent native words and how they are spelled in Latin letters (``spellings.yaml``)."""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml


@cache
def _data() -> dict[str, dict[str, str]]:
    text = resources.files("licet.names").joinpath("spellings.yaml").read_text("utf-8")
    # CBaseLoader keeps every scalar as text: "no" stays a surname
    data: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506
    return data


@cache
def spellings(section: str) -> dict[str, tuple[str, ...]]:
    """Word → its spellings, best first. Sections: arabic, hangul_surnames, han_surnames."""
    return {word: tuple(spelled.split()) for word, spelled in _data()[section].items()}
