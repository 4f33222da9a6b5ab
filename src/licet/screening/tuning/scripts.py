"""The script a name is written in, as Unicode names its letters."""

from __future__ import annotations

import unicodedata


def script(text: str) -> str:
    """The script of a name's first letter that isn't Latin, else Latin."""
    for letter in text:
        if letter.isalpha() and not unicodedata.name(letter, "LATIN").startswith("LATIN"):
            return unicodedata.name(letter).split()[0].split("-")[0].title()
    return "Latin"
