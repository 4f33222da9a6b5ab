"""Keys under which words that sound alike, or are romanised differently, come together."""

from __future__ import annotations

import re
from functools import lru_cache

import jellyfish

MIN_LENGTH = 3

# Spellings that differ between romanisations of one word (BGN/PCGN, ISO 9, passports, French
# and English habit), longest first: Rosoboroneksport/-export, Yevgeniy/Evgeny, Qadhafi/Kadafi.
_ROMAN = (
    ("shch", "sh"), ("tsch", "ch"), ("sch", "sh"), ("tch", "ch"), ("kh", "h"), ("gh", "g"),
    ("dh", "d"), ("th", "t"), ("ph", "f"), ("ks", "x"), ("cs", "x"), ("dj", "j"), ("dzh", "j"),
    ("zh", "j"), ("ts", "c"), ("tz", "c"), ("ck", "k"), ("q", "k"), ("w", "v"), ("ou", "u"),
    ("oo", "u"), ("ee", "i"), ("ey", "e"), ("ei", "e"), ("ay", "ai"), ("iy", "i"), ("yy", "i"),
    ("ii", "i"), ("ij", "i"), ("ye", "e"), ("yo", "o"), ("yu", "u"), ("ya", "a"), ("ia", "a"),
    ("ie", "e"), ("io", "o"), ("iu", "u"), ("y", "i"), ("ai", "a"),
)  # fmt: skip
_SUBSTITUTES = dict(_ROMAN)
_PATTERN = re.compile("|".join(sorted(_SUBSTITUTES, key=len, reverse=True)))
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=200_000)
def sound(key: str) -> str | None:
    """Metaphone of a Latin key; None for words that are too short or hold digits."""
    if len(key) <= MIN_LENGTH or not key.isascii() or not key.isalpha():
        return None
    code = jellyfish.metaphone(key)
    return code if len(code) >= 2 else None


@lru_cache(maxsize=200_000)
def romanised(key: str) -> str | None:
    """A key that different romanisations of one word share; None for words too short."""
    if len(key) < MIN_LENGTH or not key.isalpha():
        return None
    once = _PATTERN.sub(lambda m: _SUBSTITUTES[m[0]], key)
    return _DOUBLE.sub(r"\1", once)


_CLASSES = str.maketrans("bdgqkcxszjvw", "ptkkkksssjff")


@lru_cache(maxsize=200_000)
def skeleton(key: str) -> str | None:
    """Consonants of the romanised key by class (b=p, d=t, g=k=q, s=z, v=f); None for too few.

    Moghaddam and Moqadam, Taejin and Taechin: romanisations that no single spelling rule joins.
    """
    roman = romanised(key)
    if roman is None or len(key) <= MIN_LENGTH:
        return None
    plain = roman.replace("ch", "j").replace("sh", "s").translate(_CLASSES)
    bare = plain[0] + "".join(c for c in plain[1:] if c not in "aeiouh")
    code = _DOUBLE.sub(r"\1", bare)
    return code if len(code) >= 3 else None
