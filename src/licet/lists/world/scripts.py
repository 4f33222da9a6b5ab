"""Which script a name is written in, as an ISO 15924 code, for lists that don't say it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

# The first word of a character's Unicode name, and the code of its script
CODES = {
    "ARABIC": "Arab",
    "ARMENIAN": "Armn",
    "BENGALI": "Beng",
    "CJK": "Hani",
    "CYRILLIC": "Cyrl",
    "DEVANAGARI": "Deva",
    "ETHIOPIC": "Ethi",
    "GEORGIAN": "Geor",
    "GREEK": "Grek",
    "HANGUL": "Hang",
    "HEBREW": "Hebr",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "KHMER": "Khmr",
    "MYANMAR": "Mymr",
    "TAMIL": "Taml",
    "THAI": "Thai",
}


def script_of(text: str) -> str | None:
    """``Cyrl`` for "Иванов"; None for Latin, and where most letters are Latin."""
    if text.isascii():
        return None
    found: Counter[str] = Counter()
    for character in text:
        if character.isalpha():
            found[_code(character)] += 1
    if found["Jpan"] and found["Hani"]:
        return "Jpan"
    code = max(found, key=lambda one: (found[one], one), default="")
    return code or None


@lru_cache(maxsize=20_000)
def _code(letter: str) -> str:
    """The code of a letter's script, empty for Latin and for scripts no list here uses."""
    word = unicodedata.name(letter, "").split(" ")[0].split("-")[0]
    return CODES.get(word, "")
