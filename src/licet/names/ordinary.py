"""How ordinary a word is in names of people and firms who are on no list.

A match on words that many people of some culture bear says little, however rare they are on the
lists. ``ordinary.tsv`` holds, for each word that isn't rare, the bits of its surprise in that
population where it is most common (-log2 of the share of names that have it), so that no culture's
common names count as rare. Made by ``python -m benchmarks.train ordinary``, which names its data.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

MOST_BITS = 12.0
"""The surprise of a word that no population has often: one name in 4,096."""

PER_LETTER, LETTERS = 1.25, 6
LEAST_UNKNOWN, MOST_UNKNOWN = 6.0, 24.0
"""Bits of an unknown word: those of a word of six letters, and more or less by its length."""

STEPS = 4
"""The table holds quarters of a bit."""


@cache
def _table() -> dict[str, float]:
    text = (resources.files("licet") / "names" / "ordinary.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {word: int(quarters) / STEPS / MOST_BITS for word, quarters in rows}


def rarity(key: str) -> float:
    """0 for a word that every name has, about 1 for one that hardly any ordinary name has.

    Of words that no population has, a long one says more than a short one: two firms hit on an
    abbreviation by chance, on "rosoboroneksport" hardly.
    """
    known = _table().get(key)
    if known is not None:
        return known
    bits = MOST_BITS + PER_LETTER * (len(key) - LETTERS)
    return min(max(bits, LEAST_UNKNOWN), MOST_UNKNOWN) / MOST_BITS
