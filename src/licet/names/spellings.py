"""Frequent native words: how they are spelled in Latin letters, and what they mean in English.

``spellings.yaml`` and ``translations.yaml``, both by script.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml


@cache
def _data(name: str) -> dict[str, dict[str, str]]:
    text = (resources.files("licet.names") / name).read_text("utf-8")
    # CBaseLoader keeps every scalar as text: "no" stays a surname
    data: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506
    return data


@cache
def spellings(section: str) -> dict[str, tuple[str, ...]]:
    """Word → its spellings, best first. Sections: arabic, hangul_surnames, han_surnames."""
    return {
        word: tuple(spelled.split()) for word, spelled in _data("spellings.yaml")[section].items()
    }


@cache
def translations(section: str) -> dict[str, tuple[str, ...]]:
    """Word of organisations' names → further keys. Sections: cyrillic, han, katakana, arabic."""
    found = _data("translations.yaml").get(section, {})
    return {word: tuple(keys.split()) for word, keys in found.items()}
