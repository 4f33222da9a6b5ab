"""Legal forms of organisations: found in a name's words, and compared by class.

A form is not part of what a party is called: leaving it out is nearly free, and OOO, LLC and
GMBH are one class. The table is ``legal_forms.yaml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

import yaml

from licet.names.spelling import one_spelling, written

LEADING = "leading"
GENERAL = "general"
_SHORT = 3


@cache
def _data() -> dict[str, dict[str, str]]:
    text = resources.files("licet.names").joinpath("legal_forms.yaml").read_text("utf-8")
    # CBaseLoader keeps every scalar as text: "no" stays a word
    data: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506
    return data


@cache
def table(native: bool = False) -> dict[tuple[str, ...], str]:
    """Form as words → class, from the reviewed table; ``native``: those in other scripts too."""
    sections = (item for item in _data().items() if item[0] != LEADING)
    return {
        written(form): name
        for name, forms in sections
        for form in forms
        if native or form.isascii()
    }


@cache
def leading() -> frozenset[str]:
    """Short forms that may stand before the name."""
    return frozenset(_data()[LEADING])


@cache
def classes() -> tuple[str, ...]:
    """The classes in a fixed order; a class's place is its bit in a mask."""
    return tuple(dict.fromkeys(table().values()))


@cache
def _longest_first(native: bool) -> dict[str, int]:
    """First word of a form → how many words the longest form beginning with it has."""
    longest: dict[str, int] = {}
    for form in table(native):
        longest[form[0]] = max(longest.get(form[0], 0), len(form))
    return longest


def begins(word: str, native: bool) -> bool:
    """Whether a form begins with a word, as ``one_spelling`` writes it."""
    return word in _longest_first(native)


@cache
def _joined() -> frozenset[str]:
    return frozenset(form[0] for form in table() if len(form) == 1)


def is_form(word: str) -> bool:
    """Whether one word, dots removed, is a legal form by itself."""
    return one_spelling(word) in _joined()


def find(words: Sequence[str], *, native: bool = False) -> tuple[list[bool], int]:
    """Which words belong to a legal form, and the classes found as a bitmask.

    A short form ("as", "sa") counts only at the edges of the name. When nothing else would be
    left, the words are the name and there is no form.
    """
    taken, mask = [False] * len(words), 0
    first = _longest_first(native)
    spelt = [one_spelling(word) for word in words]
    start = 0
    while start < len(words):
        size = _match(spelt, start, taken, native) if spelt[start] in first else 0
        if size:
            mask |= 1 << classes().index(table(native)[tuple(spelt[start : start + size])])
            taken[start : start + size] = [True] * size
        start += size or 1
    return (taken, mask) if not all(taken) else ([False] * len(words), 0)


def _match(words: Sequence[str], start: int, taken: Sequence[bool], native: bool) -> int:
    """How many words from ``start`` are the longest form there; 0 for none."""
    for size in range(min(_longest_first(native)[words[start]], len(words) - start), 0, -1):
        form = tuple(words[start : start + size])
        if form not in table(native):
            continue
        if size > 1 or len(form[0]) > _SHORT or _at_edge(words, start, size, taken):
            return size
    return 0


def _at_edge(words: Sequence[str], start: int, size: int, taken: Sequence[bool]) -> bool:
    """At the end, or a leading form at the start, with only other forms between it and there."""
    if all(taken[:start]) and words[start] in leading():
        return True
    return start > 0 and all(is_form(word) for word in words[start + size :])


@cache
def no_conflict() -> int:
    """The classes that contradict no other, as a mask."""
    return (1 << classes().index(GENERAL)) | (1 << classes().index("capital_variable"))


@cache
def conflict(mask: int, other: int) -> bool:
    """Whether two sets of forms contradict: both say something, and share no class."""
    general = no_conflict()
    mine, theirs = mask & ~general, other & ~general
    return bool(mine and theirs and not mine & theirs)


def words_of(mask: int) -> list[str]:
    """The names of the classes in a mask."""
    return [name for bit, name in enumerate(classes()) if mask >> bit & 1]
