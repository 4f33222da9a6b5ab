"""From text as people type it to text that can be compared.

Use ``clean`` on a whole name and ``fold`` on one of its words. Both are pure; ``fold`` is cached,
because real names repeat their words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import anyascii

MAX_CHARACTERS = 2_000
"""Longer names are cut: the longest on the lists have a few hundred characters."""

APOSTROPHES = "'’‘ʼʻʹʺ`´ʾʿ′"
_MARKS = re.compile("[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640]")  # niqqud, harakat
_DROPPED = {"Cs", "Cf", "Co", "Cn"}  # lone surrogates, invisible and bidi characters, unassigned


def clean(text: str) -> str:
    """NFKC, without invisible and bidi characters or lone surrogates, casefolded.

    Control characters become spaces, so that a tab or a line break separates words.
    """
    text = text[:MAX_CHARACTERS]
    if text.isascii():
        return text.casefold() if text.isprintable() else _controls(text).casefold()
    kept = text
    if not text.isprintable():
        kept = "".join(c for c in text if unicodedata.category(c) not in _DROPPED)
    if not kept.isprintable():
        kept = _controls(kept)
    folded = unicodedata.normalize("NFKC", kept).casefold()
    return _MARKS.sub("", unicodedata.normalize("NFKC", folded))


def _controls(text: str) -> str:
    return "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """A cleaned word without diacritics; Latin words become plain ASCII ("şirketi" → "sirketi").

    Letters of other scripts are kept: their marks can be letters of their own (й is not и).
    """
    if word.isascii():
        return word
    if all(is_latin(c) or not c.isalpha() for c in word):
        bare = "".join(
            c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)
        )
        return alphanumeric(anyascii.anyascii(bare).casefold())
    return unicodedata.normalize("NFC", word)


def alphanumeric(text: str) -> str:
    """Only the letters and digits of an ASCII text."""
    return text if text.isalnum() else "".join(c for c in text if c.isalnum())


@lru_cache(maxsize=20_000)
def script(character: str) -> str:
    """The first word of a character's Unicode name: LATIN, CYRILLIC, CJK, HANGUL, ARABIC, ..."""
    return unicodedata.name(character, "NONE").split(" ")[0].split("-")[0]


def is_latin(character: str) -> bool:
    """Whether a character is a Latin letter, a combining mark aside."""
    return character.isascii() or script(character) in {"LATIN", "COMBINING", "MODIFIER"}
