"""Country words to ISO 3166-1 alpha-2 codes, as lists and customer records write them."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources

import yaml

from licet.names.normalise import clean, fold


@cache
def _codes() -> dict[str, str]:
    text = resources.files("licet.names").joinpath("countries.yaml").read_text("utf-8")
    # CBaseLoader keeps every scalar as text: Norway's NO is not False
    data: dict[str, list[str]] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506
    found = {code.casefold(): code for code in data}
    found |= {_key(word): code for code, words in data.items() for word in words}
    return found


def _key(word: str) -> str:
    letters = (c if c.isalnum() else " " for c in clean(word))
    return " ".join(fold(part) for part in "".join(letters).split())


@lru_cache(maxsize=10_000)
def country_code(word: str) -> str | None:
    """``TR`` for "TR", "TUR", "Turkey" or "Türkiye"; None for a word that is no known country."""
    return _codes().get(_key(word))
