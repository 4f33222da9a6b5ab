"""Small stable hashes of words, and sorted tables to find tokens by them.

CRC-32 is fast, the same in every process, and here only a way to candidates: whoever looks a
word up compares the words themselves afterwards, so a collision costs time and no truth.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from zlib import crc32

import numpy as np
import numpy.typing as npt

PREFIX = 7
"""Letters of a word that deletions are taken from; the rest is compared afterwards."""

TWO_EDITS = 7
"""From this length on a word may differ by two edits."""

ONE_EDIT = 4
"""Shorter words are only compared exactly."""


def word_hash(word: str) -> int:
    """A stable 32-bit hash."""
    return crc32(word.encode("utf-8", "replace"))


def edits(length: int) -> int:
    """How many edits a word of this length may have."""
    return 0 if length < ONE_EDIT else 1 if length < TWO_EDITS else 2


def near_hashes(key: str) -> list[int]:
    """Hashes of a key's first letters with none, one or two of them deleted.

    Two words within that many edits share at least one (the symmetric-delete method:
    W. Garbe, SymSpell, 2012). Empty for words that are only compared exactly.
    """
    allowed = edits(len(key))
    if not allowed or not key.isalpha():
        return []
    head = key[:PREFIX].encode("utf-8", "replace")
    found = {crc32(head)}
    for size in range(1, allowed + 1):
        found.update(crc32(bytes(kept)) for kept in combinations(head, len(head) - size))
    return list(found)


def table(pairs: Iterable[tuple[int, int]]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int32]]:
    """Sorted hashes and the number each stands for, without repeats."""
    both = np.array(list(pairs), np.uint64).reshape(-1, 2)
    merged = np.unique((both[:, 0] << np.uint64(32)) | both[:, 1])
    return (merged >> 32).astype(np.uint32), (merged & np.uint64(0xFFFFFFFF)).astype(np.int32)


def lookup(
    hashes: npt.NDArray[np.uint32], numbers: npt.NDArray[np.int32], wanted: list[int]
) -> list[int]:
    """Every number that stands under one of the wanted hashes, without repeats, sorted."""
    asked = np.array(wanted, np.uint32)
    starts = np.searchsorted(hashes, asked, "left").tolist()
    ends = np.searchsorted(hashes, asked, "right").tolist()
    found: set[int] = set()
    for start, end in zip(starts, ends, strict=True):
        if end > start:
            found.update(numbers[start:end].tolist())
    return sorted(found)
