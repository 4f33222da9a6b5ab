"""Han and Hangul runs, where no space parts the words, as the words that Latin entries have.

A personal name begins with its surname: 习近平 becomes "xi" and "jinping", 김정은 "kim", "jong" and
"un", since Chinese given names are written as one word in Latin letters and Korean ones mostly as
two. A foreign name spelled by sound (푸틴) stays one word; what is neither is read syllable by
syllable, and neighbours are joined by the engine. Which it is says the surname, and for each
syllable how much rather it spells foreign names (``readings/foreign.tsv``).
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import anyascii
import yaml

from licet.names.normalise import alphanumeric
from licet.names.read_letters import read
from licet.names.spellings import spellings, translations

MOST = 8
FOREIGN, FOREIGN_GIVEN, AFTER_RARE = 0.25, 1.0, -0.5
"""Bits for each syllable from which on a Han run, or what follows a frequent or a rare surname, is
taken for a foreign name. Nine in ten foreign names have more, one in twenty words of the lists."""

LONGEST_NAME = 4
Words = tuple[tuple[str, tuple[str, ...]], ...]


def words(run: str, *, foreign: bool = False) -> Words:
    """The words of one run of Han or Hangul: each in its own script, with its Latin readings.

    ``foreign``: a dot parts the name, as it does in foreign names only.
    """
    if foreign and len(run) > 1:
        return (_by_sound(run),)
    return _hangul(run) if "가" <= run[0] <= "힣" else _han(run)


def _by_sound(run: str) -> tuple[str, tuple[str, ...]]:
    """A run as one word, read by sound; a Han run also by pinyin, in case it is a native name."""
    if "가" <= run[0] <= "힣":
        return run, tuple(read(run, "hangul", MOST))
    size = _surname_size(run)
    plain, turned = han_reading(run), han_reading(run[size:] + run[:size])
    return run, tuple(dict.fromkeys([*read(run, "han", MOST - 2), plain, turned]))


def han_reading(run: str) -> str:
    """Pinyin as one word; ü is u."""
    return alphanumeric(anyascii.anyascii(run).casefold()).replace("v", "u")


def _han(run: str) -> Words:
    size = _surname_size(run)
    given = run[size:]
    if run in _known_words():
        size = 0
    if size and 0 < len(given) <= 2 and _bits(given, own=True) < _allowed(run[:size]):
        return (run[:size], _han_surname(run[:size])), (given, (han_reading(given),))
    if len(run) == 1:
        return ((run, _han_surname(run)),)
    if run not in _known_words() and (len(run) == 2 or _bits(run) >= FOREIGN):
        return (_by_sound(run),)
    parts = (part for match in _of_words().finditer(run) for part in _part(match[0]))
    return tuple((part, keys) for part, keys in parts if keys[0])


def _part(part: str) -> Words:
    """A known word of organisations' names, or a single character."""
    if part in _forms():
        half, (first, second) = len(part) // 2, _forms()[part]
        return (part[:half], (first,)), (part[half:], (second,))
    return ((part, _known_words().get(part) or (han_reading(part),)),)


def _surname_size(run: str) -> int:
    """How many characters of a run that can be a person's name are the surname; 0 for none."""
    if len(run) > LONGEST_NAME:
        return 0
    known = _surnames()
    double = len(run) > 2 and run[:2] in known["double"].split()
    return 2 if double else int(run[0] in known["frequent"] or run[0] in known["rare"])


def _allowed(surname: str) -> float:
    """The bits below which what follows a surname is a given name."""
    return AFTER_RARE if surname in _surnames()["rare"] else FOREIGN_GIVEN


def _han_surname(surname: str) -> tuple[str, ...]:
    known = spellings("han_surnames").get(surname, ())
    plain = han_reading(surname)
    return tuple(dict.fromkeys([*known, plain] if plain else known))


def _bits(run: str, *, own: bool = False) -> float:
    """Mean bits by which the syllables rather spell a foreign name; ``own``: after a surname."""
    bits, given = _foreign(), _given()
    found = [-1 if own and c in given else bits.get(c, -2) for c in run]
    return sum(found) / len(found)


def _hangul(run: str) -> Words:
    surnames = spellings("hangul_surnames")
    size = 2 if run[:2] in surnames and len(run) > 3 else int(run[0] in surnames)
    given = run[size:]
    if size and 0 < len(given) <= 2 and _bits(given) < 0:
        parts = tuple((c, _syllable(c)) for c in given)
        return (run[:size], surnames[run[:size]]), *parts
    if len(run) > 1 and _bits(run) < 0 and len(run) > LONGEST_NAME:
        return tuple((c, _syllable(c)) for c in run)
    if len(run) == 1:
        return ((run, tuple(dict.fromkeys([*surnames.get(run, ()), *_syllable(run)]))[:MOST]),)
    return (_by_sound(run),)


def _syllable(syllable: str) -> tuple[str, ...]:
    """Readings of one syllable of a given name, that of the Revised Romanisation among them."""
    plain = anyascii.anyascii(syllable).casefold()
    return tuple(dict.fromkeys([*read(syllable, "hangul", MOST - 2), plain]))


@cache
def _known_words() -> dict[str, tuple[str, ...]]:
    """Words of organisations' names → their readings, then what they mean."""
    read_as = {word: tuple(keys.split()) for word, keys in _yaml("words_han.yaml").items()}
    for word, keys in translations("han").items():
        read_as[word] = tuple(dict.fromkeys((*read_as.get(word, ()), *keys)))
    return read_as


@cache
def _forms() -> dict[str, tuple[str, str]]:
    """Legal forms of two words written as one."""
    return {
        word: (a, b) for word, keys in _yaml("forms_han.yaml").items() for a, b in [keys.split()]
    }


@cache
def _of_words() -> re.Pattern[str]:
    longest = sorted({*_known_words(), *_forms()}, key=len, reverse=True)
    return re.compile("|".join([*longest, "."]))


@cache
def _surnames() -> dict[str, str]:
    """``frequent`` and ``rare``: characters; ``double``: words of two, spaced."""
    return _yaml("surnames_han.yaml")


@cache
def _given() -> frozenset[str]:
    text = (resources.files("licet.names") / "given_han.txt").read_text("utf-8")
    return frozenset("".join(line for line in text.splitlines() if not line.startswith("#")))


def _yaml(name: str) -> dict[str, str]:
    text = (resources.files("licet.names") / name).read_text("utf-8")
    data: dict[str, str] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506
    return data


@cache
def _foreign() -> dict[str, int]:
    text = (resources.files("licet.names") / "readings" / "foreign.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {syllable: int(bits) for syllable, bits in rows}
