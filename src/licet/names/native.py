"""The Latin readings of a word in each script that has more than one: see ``readings``."""

from __future__ import annotations

import re
from unicodedata import normalize

import anyascii

from licet.names.normalise import alphanumeric
from licet.names.read_letters import letters, read
from licet.names.spellings import spellings, translations

MOST = 8
"""At most so many keys of a word."""

TABLES = {
    "CYRILLIC": "cyrillic", "ARABIC": "arabic", "HEBREW": "hebrew", "KATAKANA": "katakana",
    "HIRAGANA": "katakana", "HANGUL": "hangul", "CJK": "han",
}  # fmt: skip
_UKRAINIAN = re.compile("[іїєґў]")
_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


def readings(word: str, writing: str) -> tuple[str, ...]:
    """Keys of a folded word in a script (``LEARNED`` of ``transliterate``, or GREEK)."""
    if writing == "GREEK":
        found = _greek(word)
    elif writing == "CYRILLIC":
        found = _cyrillic(word)
    elif writing == "ARABIC":
        found = _arabic(word)
    else:
        found = read(word.translate(_KATAKANA), TABLES[writing], MOST - 1)
        if writing == "KATAKANA":
            found.append(_plain(word))
        elif writing == "HIRAGANA":
            found.insert(0, _plain(word))
    if meant := translations(TABLES.get(writing, "")).get(word):
        found[1:1] = meant
    return tuple(key for key in dict.fromkeys(found) if key)[:MOST]


def _plain(word: str) -> str:
    return alphanumeric(anyascii.anyascii(word).casefold())


def _cyrillic(word: str) -> list[str]:
    """What lists write (BGN/PCGN) first, Ukrainian and Belarusian h and y, then the learned."""
    plain = _plain(word)
    if not _UKRAINIAN.search(word):
        return [plain, *read(word, "cyrillic", MOST - 2)]
    own = _plain(word.replace("г", "h").replace("и", "y"))
    return [own, plain, *read(word, "cyrillic", 3)]


def _arabic(word: str) -> list[str]:
    """Known spellings of frequent words, else the learned readings."""
    known = spellings("arabic").get(letters(word))
    return list(known) if known else read(word, "arabic", MOST)


_VOICELESS = "θκξπστφχψ"
_COMMON = (("γγ", "ng"), ("γξ", "nx"), ("τζ", "tz"), ("τσ", "ts"))
_OFFICIAL = (*_COMMON, ("γχ", "nch"), ("γκ", "gk"), ("ου", "ou"))
_POPULAR = (*_COMMON, ("γχ", "nh"), ("γκ", "g"), ("ου", "u"), ("μπ", "b"), ("χ", "h"), ("υ", "i"))
_LETTERS = dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω",
                    ("a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o",
                     "p", "r", "s", "s", "t", "y", "f", "ch", "ps", "o"), strict=True))  # fmt: skip


def _greek(word: str) -> list[str]:
    """ELOT 743 as in passports, then the habit of newspapers; αυ and ευ by the letter after."""
    bare = "".join(c for c in normalize("NFD", word) if c not in "\u0301\u0300\u0342\u0313\u0314")
    bare = re.sub("([αεη])υ(?=[" + _VOICELESS + "]|$)", r"\1f", bare)
    bare = re.sub("([αεη])υ(?!\u0308)", r"\1v", bare).replace("\u0308", "")
    edges = re.sub("^μπ", "b", bare)
    official = _spelled(edges, (*_OFFICIAL, ("μπ", "mp")))
    popular = _spelled(re.sub("^ντ", "d", edges), _POPULAR)
    foreign = _spelled(edges.replace("ντ", "d"), _POPULAR)
    return [official, popular, foreign, _plain(word)]


def _spelled(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for letter, latin in pairs:
        text = text.replace(letter, latin)
    return alphanumeric(anyascii.anyascii("".join(_LETTERS.get(c, c) for c in text)).casefold())
