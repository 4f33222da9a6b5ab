"""A text as columns: its words with their places, cases, gaps and sentences.

Words are split as names are (``licet.names.tokenise``): runs of letters, digits and marks, single
characters of Han and Hangul. An apostrophe or invisible character between letters is part of the
word. Everything per word is an array; whatever needs Python is done once per distinct word or gap.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from licet.names.normalise import APOSTROPHES, script
from licet.screening.packed import Bools, Ints

PLAIN, LINE, COMMA, HARD = range(4)
"""What stands between two words: a space or hyphen; a line end; a comma, bracket, quotation mark
or slash; anything that parts names for certain."""

UNCASED, LOWER, CAPITALISED, UPPER, NUMBER = range(5)

LETTER, JOINER, ALONE = 1, 2, 3
_BY_CHARACTER = {"CJK", "HANGUL"}
_STOP = re.compile(r"[.!?…]['\"”’»)\]]*\s|[。！？؟۔।]")
_PARAGRAPH = re.compile(r"\n\s*\n|[\f\u2029]")
_HARD = re.compile(r"[;:|@_=<>{}•·¶\\#$%^~+&]|\.(?=\S)|https?")
_COMMA = re.compile(r"[,()\[\]\"“”„«»‹›‘/\t،、，（）《》「」–—]|\s-+\s")
_SHORT = """
mr mrs ms dr prof gen col lt maj capt sgt brig adm hon st no nos inc ltd co corp jr sr
vs art sec eng messrs mt mv
"""
_ABBREVIATED = frozenset(_SHORT.split())


@dataclass(frozen=True)
class Words:
    """W words of a text, and D distinct ones as they are written."""

    text: str
    start: Ints  # W
    end: Ints
    word: Ints  # W: the distinct word
    gap: Ints  # W: what stands before each word
    sentence: Ints  # W: number of its sentence
    segment: Ints  # W: number of the stretch without a hard gap
    written: list[str]  # D
    case: Ints  # D
    telling: Bools  # W: whether capitals say something in its sentence

    def between(self, first: int, last: int) -> str:
        """The text from one word to another, both included."""
        return self.text[self.start[first] : self.end[last]]


def split(text: str) -> Words:
    """The columns of a text."""
    start, end = _runs(text)
    slices = list(zip(start.tolist(), end.tolist(), strict=True))
    word, written = _distinct([text[a:b] for a, b in slices])
    case = np.array([_case(one) for one in written], np.int64)
    gap, stop, paragraph = _gaps(text, slices)
    shown = case[word]
    stop &= ~_abbreviation(word, written) & (shown != LOWER)
    sentence = np.cumsum(stop | paragraph).astype(np.int64)
    gap = np.where(stop | paragraph, HARD, gap)
    segment = np.cumsum(gap == HARD).astype(np.int64)
    telling = _telling(shown, sentence)
    return Words(text, start, end, word, gap, sentence, segment, written, case, telling)


def _runs(text: str) -> tuple[Ints, Ints]:
    """Where words begin and end."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    seen = np.flatnonzero(np.bincount(codes)) if len(codes) else np.zeros(0, np.int64)
    kinds = np.zeros(int(seen[-1]) + 1 if len(seen) else 1, np.uint8)
    kinds[seen] = [_kind(chr(code)) for code in seen.tolist()]
    kind = np.concatenate([[0], kinds[codes], [0]]).astype(np.uint8)
    joins = (kind[1:-1] == JOINER) & (kind[:-2] == LETTER) & (kind[2:] == LETTER)
    letter = np.concatenate([[False], (kind[1:-1] == LETTER) | joins, [False]])
    alone = np.flatnonzero(kind[1:-1] == ALONE)
    begins = np.concatenate([np.flatnonzero(letter[1:] & ~letter[:-1]), alone])
    ends = np.concatenate([np.flatnonzero(letter[:-1] & ~letter[1:]), alone + 1])
    order = np.argsort(begins, kind="stable")
    return begins[order].astype(np.int64), ends[order].astype(np.int64)


def _kind(character: str) -> int:
    if character in APOSTROPHES:
        return JOINER
    category = unicodedata.category(character)
    if category == "Cf":
        return JOINER
    if character.isalnum():
        return ALONE if script(character) in _BY_CHARACTER else LETTER
    return LETTER if category[0] == "M" else 0


def _distinct(strings: list[str]) -> tuple[Ints, list[str]]:
    place = {one: number for number, one in enumerate(dict.fromkeys(strings))}
    numbers = np.fromiter(map(place.__getitem__, strings), np.int64, len(strings))
    return numbers, list(place)


def _case(word: str) -> int:
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return NUMBER
    if not any(c.isupper() or c.islower() for c in letters):
        return UNCASED
    if word[0].isupper() or letters[0].isupper():
        return UPPER if len(letters) > 1 and not any(c.islower() for c in letters) else CAPITALISED
    # "al-Assad" is two words; "eBay" and "iPhone" are names although they begin in lower case
    return CAPITALISED if any(c.isupper() for c in letters) else LOWER


def _gaps(text: str, slices: list[tuple[int, int]]) -> tuple[Ints, Bools, Bools]:
    """Before each word: the gap, whether a sentence may end in it, whether a paragraph does."""
    before = [text[: slices[0][0]]] if slices else []
    before += [text[a[1] : b[0]] for a, b in pairwise(slices)]
    number, gaps = _distinct(before)
    levels = np.array([_level(one) for one in gaps], np.int64)
    stops = np.array([_STOP.search(one) is not None for one in gaps], np.bool_)
    ends = np.array([_PARAGRAPH.search(one) is not None for one in gaps], np.bool_)
    return levels[number], stops[number], ends[number]


def _level(gap: str) -> int:
    if gap in {" ", "", "-"}:
        return PLAIN
    if _HARD.search(gap):
        return HARD
    if _COMMA.search(gap):
        return COMMA
    return LINE if "\n" in gap else PLAIN


def _abbreviation(word: Ints, written: list[str]) -> Bools:
    """Whether the word before each one is an initial or abbreviation, whose stop ends nothing."""
    short = np.array(
        [(len(one) == 1 and one.isupper()) or one.casefold() in _ABBREVIATED for one in written],
        np.bool_,
    )
    result = np.zeros(len(word), np.bool_)
    result[1:] = short[word[:-1]]
    return result


def _telling(shown: Ints, sentence: Ints) -> Bools:
    """Sentences in which small and capital letters stand as in prose."""
    if not len(shown):
        return np.zeros(0, np.bool_)
    total = int(sentence[-1]) + 1
    lower = np.bincount(sentence, shown == LOWER, total)
    upper = np.bincount(sentence, (shown == CAPITALISED) | (shown == UPPER), total)
    told: Bools = ((lower >= 2) & (upper >= 1) & (lower >= 0.34 * (lower + upper)))[sentence]
    return told
