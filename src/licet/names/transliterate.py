"""From any script to Latin keys, and out of the disguise of look-alike letters.

``readings`` gives the Latin keys a word may stand for, best first: several where a script leaves
vowels out or has several romanisations. Every caller takes all.
"""

from __future__ import annotations

from functools import lru_cache

import anyascii

from licet.names.normalise import alphanumeric, script

# Cyrillic and Greek letters that look like a Latin one, lower case and (casefolded) upper case.
# Source: Unicode Technical Standard 39, confusables.txt, the letter-to-letter part.
_LOOKS = dict(zip("аеорсухіјѕһԁѵԛԝкмтвнαορυνικτβεημζχγ",
                  "aeopcyxijshdvqwkmtbhaopuvikt" + "behmzxy", strict=True))  # fmt: skip
_LOOKS_CYRILLIC = dict(zip("aeopcyxkmtbhij", "аеорсухкмтвніј", strict=True))

LEARNED = frozenset({"CYRILLIC", "ARABIC", "HEBREW", "KATAKANA", "HIRAGANA", "HANGUL", "CJK"})
"""Scripts with a learned table of readings; most others are read by one plain table."""


@lru_cache(maxsize=200_000)
def unmask(word: str) -> str:
    """A word in one script: the look-alikes of another script become the main one's letters.

    "rоmashkin" with a Cyrillic "о" becomes Latin; a Latin "k" inside a Cyrillic word Cyrillic.
    """
    if word.isascii():
        return word
    letters = [script(c) for c in word if c.isalpha()]
    latin, cyrillic = letters.count("LATIN"), letters.count("CYRILLIC")
    if latin == 0 or latin == len(letters):
        return word
    if cyrillic > latin:
        return "".join(_LOOKS_CYRILLIC.get(c, c) for c in word)
    return "".join(_LOOKS.get(c, c) for c in word)


_SCANNED = str.maketrans("0158", "oisb")
"""Digits that a scanner reads for letters: 0 o, 1 i, 5 s, 8 b."""


def _of_latin(word: str) -> tuple[str, ...]:
    """Itself; a long word with a digit or two among letters also with letters in their place."""
    if word.isalpha() or len(word) < 5:
        return (word,)
    digits = sum(c.isdigit() for c in word)
    likely = word.translate(_SCANNED)
    return (word, likely) if digits <= 2 and likely.isalpha() else (word,)


@lru_cache(maxsize=200_000)
def readings(word: str) -> tuple[str, ...]:
    """Latin keys of a folded word, best first, at most eight; empty when nothing can be read."""
    if word.isascii():
        return _of_latin(word) if word else ()
    writing = next((script(c) for c in word if c.isalpha()), "")
    if writing in LEARNED or writing == "GREEK":
        from licet.names import native  # tables that Latin names never need

        return native.readings(word, writing)
    plain = alphanumeric(anyascii.anyascii(word).casefold())
    return (plain,) if plain else ()
