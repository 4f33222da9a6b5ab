"""Read a native word letter by letter in Latin ones, several ways, by learned tables.

A table (``readings/<script>.tsv``, made by ``python -m benchmarks.train readings``) gives for a
window of letters how its middle one is read, with costs in eighths of a bit. The widest window that
the table has decides each letter; the best readings of the word differ in the letters that are
least sure.
"""

from __future__ import annotations

import heapq
from functools import cache
from importlib import resources
from unicodedata import normalize

import anyascii

from licet.names.normalise import alphanumeric

EDGE = "_"
STEPS = 8
"""Costs are eighths of a bit."""

LIMIT = 40
"""A reading that costs more than this above the best one isn't given: five bits."""

WAVERING = 6
"""At most so many letters are read otherwise than the best."""

# Persian and Urdu letters, and forms of one letter, as the Arabic table knows them.
_SAME = str.maketrans("یکڪہھەۀےۓ", "يككههههيي")

Readings = tuple[tuple[str, int], ...]


def letters(word: str) -> str:
    """What a table reads: Hangul by its jamo, Persian letters as their Arabic forms."""
    text = normalize("NFD", word) if "가" <= word[:1] <= "힣" else word
    return text.translate(_SAME)


@cache
def han_sound(character: str) -> str:
    """The pinyin of a Han character: those of one sound are read alike, in either writing."""
    return anyascii.anyascii(character).casefold()


@cache
def _han_stands() -> dict[str, str]:
    """For each pinyin the character that stands for it in the table."""
    return {han_sound(window): window for window in table("han") if len(window) == 1}


def windows(word: str, place: int) -> list[str]:
    """The windows around a letter, narrow to wide: it, one right, one each side, then more."""
    padded = f"{EDGE}{EDGE}{word}{EDGE}{EDGE}"
    at = place + 2
    one, right = padded[at], padded[at + 1]
    left, more = padded[at - 1], padded[at + 2]
    near = left + one + right
    return [one, one + right, near, near + more, padded[at - 2] + near + more]


@cache
def table(name: str) -> dict[str, Readings]:
    """The table of a script: window → readings and costs above the best, best first."""
    path = resources.files("licet.names").joinpath("readings", f"{name}.tsv")
    found: dict[str, Readings] = {}
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        window, _, rest = line.partition("\t")
        outs = [part.split(":") for part in rest.split(" ")]
        first = int(outs[0][1])
        found[window] = tuple((out, int(cost) - first) for out, cost in outs)
    return found


def read(word: str, name: str, most: int) -> list[str]:
    """Up to ``most`` readings of a word by the table of a script, best first."""
    known, text = table(name), letters(word)
    if name == "han":
        stands = _han_stands()
        text = "".join(stands.get(han_sound(c), c) for c in text)
    padded = f"{EDGE}{EDGE}{text}{EDGE}{EDGE}"
    base: list[str] = []
    other: list[tuple[int, int, str]] = []
    for at in range(2, len(padded) - 2):
        outs = (
            known.get(padded[at - 2 : at + 3])
            or known.get(padded[at - 1 : at + 3])
            or known.get(padded[at - 1 : at + 2])
            or known.get(padded[at : at + 2])
            or known.get(padded[at])
        )
        if outs is None:
            base.append(alphanumeric(anyascii.anyascii(padded[at]).casefold()))
            continue
        base.append(outs[0][0])
        for out, cost in outs[1:]:
            if cost <= LIMIT:
                other.append((cost, at - 2, out))
    return _varied(base, sorted(other)[:WAVERING], most)


def _varied(base: list[str], other: list[tuple[int, int, str]], most: int) -> list[str]:
    """The best reading, then those with some letters read otherwise, cheapest first."""
    found = dict.fromkeys(["".join(base)])
    queue: list[tuple[int, tuple[int, ...]]] = [
        (cost, (n,)) for n, (cost, _, _) in enumerate(other)
    ]
    heapq.heapify(queue)
    while queue and len(found) < most:
        cost, chosen = heapq.heappop(queue)
        if cost > LIMIT:
            break
        changed = base.copy()
        for n in chosen:
            changed[other[n][1]] = other[n][2]
        found.setdefault("".join(changed))
        taken = {other[n][1] for n in chosen}
        for n in range(chosen[-1] + 1, len(other)):
            if other[n][1] not in taken:
                heapq.heappush(queue, (cost + other[n][0], (*chosen, n)))
    return [key for key in found if key]
