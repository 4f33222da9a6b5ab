"""Many strings in two arrays: UTF-8 bytes end to end, and where each begins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]
IntsLike = npt.NDArray[np.integer]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def pack(strings: Sequence[str]) -> tuple[Bytes, Ints]:
    """Bytes and offsets (one more than there are strings); lone surrogates become "?"."""
    encoded = [text.encode("utf-8", "replace") for text in strings]
    offsets = np.zeros(len(encoded) + 1, np.int64)
    np.cumsum([len(raw) for raw in encoded], out=offsets[1:]) if encoded else None
    return np.frombuffer(b"".join(encoded), np.uint8), offsets


def unpack(blob: Bytes, offsets: Ints, at: int) -> str:
    """The string at a place."""
    return blob[offsets[at] : offsets[at + 1]].tobytes().decode()


def unpack_all(blob: Bytes, offsets: Ints) -> list[str]:
    """Every string, as a list."""
    raw, ends = blob.tobytes(), offsets.tolist()
    if raw.isascii():
        text = raw.decode("ascii")
        return [text[a:b] for a, b in pairwise(ends)]
    return [raw[a:b].decode() for a, b in pairwise(ends)]


def pointers(groups: Iterable[int], size: int) -> Ints:
    """CSR pointers of ``size`` groups from the group number of each (sorted) element."""
    counts = np.bincount(np.fromiter(groups, np.int64), minlength=size)
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])


def distinct(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The different values, sorted; by sorting, which for many numbers is faster than hashing."""
    ordered = np.sort(values)
    if not len(ordered):
        return ordered
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def ranges(starts: IntsLike, ends: IntsLike) -> tuple[Ints, Ints]:
    """All numbers of the ranges end to end, and which range each came from."""
    lengths = np.asarray(ends, np.int64) - np.asarray(starts, np.int64)
    owner = np.repeat(np.arange(len(lengths)), lengths)
    before = np.cumsum(lengths) - lengths
    return np.arange(len(owner)) - np.repeat(before - starts, lengths), owner
