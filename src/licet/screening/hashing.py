"""Small stable hashes of words, and sorted tables to find tokens by them.

CRC-32 is fast, the same in every process, and here only a way to candidates: whoever looks a
word up compares the words themselves afterwards, so a collision costs time and no truth.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

import numpy as np
import numpy.typing as npt

from licet.screening.packed import distinct


def word_hash(word: str) -> int:
    """A stable 32-bit hash."""
    return crc32(word.encode("utf-8", "replace"))


def table(pairs: Iterable[tuple[int, int]]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int32]]:
    """Sorted hashes and the number each stands for, without repeats."""
    both = np.array(list(pairs), np.uint64).reshape(-1, 2)
    merged = distinct((both[:, 0] << np.uint64(32)) | both[:, 1])
    return (merged >> 32).astype(np.uint32), (merged & np.uint64(0xFFFFFFFF)).astype(np.int32)


def starts(hashes: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:
    """Where the sorted hashes begin with each two bytes; 65,537 places."""
    return np.searchsorted(hashes, np.arange(65_537, dtype=np.int64) << 16).astype(np.int64)
