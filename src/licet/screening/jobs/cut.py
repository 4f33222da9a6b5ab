"""Where records begin and end in a block of CSV bytes, told for the whole block at once.

The quick way: positions of line ends, quotes and delimiters as NumPy arrays. It answers only for a
block whose quotation is sound in every place; any doubt sends the block to ``mend``, which
reads line by line. Both follow one definition, so that it does not matter which of them read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
NEWLINE, RETURN, QUOTE = 10, 13, 34
MOST_LINES, MOST_BYTES = 100, 1 << 20
"""A record within quotation spans no more lines and bytes: a quotation left open would
otherwise swallow the records after it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is written: the delimiter, and how many fields its heading has."""

    delimiter: bytes
    fields: int

    def count_reason(self, found: int) -> str:
        """Why a record with another number of fields is none."""
        told = f"{found} field{'s' if found != 1 else ''}"
        return f"the line has {told}, the heading {self.fields}."


@dataclass(frozen=True, slots=True)
class Cut:
    """Records of a block: bytes ``starts`` to ``ends`` (past the line end), first line from 0.

    ``reasons``: why some are broken, by number. ``blank``: lines without anything. ``plain``:
    every record here can be read by Polars as it stands. ``consumed`` bytes and ``passed`` lines
    are dealt with; what follows them needs more of the file.
    """

    starts: Ints
    ends: Ints
    lines: Ints
    reasons: dict[int, str]
    blank: Bools
    plain: bool
    consumed: int
    passed: int


def cut(data: bytes, shape: Shape) -> Cut | None:
    """Records of a block of whole and perhaps one unfinished line; None where there is doubt."""
    raw = np.frombuffer(data, np.uint8)
    newlines = np.flatnonzero(raw == NEWLINE)
    quotes = np.flatnonzero(raw == QUOTE) if b'"' in data else newlines[:0]
    last = np.flatnonzero(np.searchsorted(quotes, newlines) % 2 == 0)
    if not last.size or _unusual(data):
        return None
    ends = newlines[last] + 1
    starts = np.concatenate([[0], ends[:-1]])
    lines = np.concatenate([[0], last[:-1] + 1])
    spans = last - lines + 1
    if not _sound(raw, quotes[quotes < ends[-1]], ord(shape.delimiter)):
        return None
    if np.any((spans > 1) & ((spans > MOST_LINES) | (ends - starts > MOST_BYTES))):
        return None
    blank = _blank(raw, starts, ends)
    found = _fields(raw, quotes, ends, ord(shape.delimiter))
    wrong = (found != shape.fields) & ~blank
    if np.any(wrong & (spans > 1)):
        return None
    reasons = {n: shape.count_reason(int(found[n])) for n in np.flatnonzero(wrong).tolist()}
    return Cut(starts, ends, lines, reasons, blank, True, int(ends[-1]), int(last[-1]) + 1)


def _unusual(data: bytes) -> bool:
    """Bytes that Polars reads in its own way: a lone carriage return, a second byte order mark."""
    return data.count(b"\r") != data.count(b"\r\n") or b"\xef\xbb\xbf" in data


def _sound(raw: NDArray[np.uint8], quotes: Ints, delimiter: int) -> bool:
    """Whether each quotation opens at the start of a field and closes at its end."""
    if not quotes.size:
        return True
    opens, closes = quotes[::2], quotes[1::2]
    doubled = np.zeros(len(opens), np.bool_)
    doubled[1:] = opens[1:] == closes[: len(opens) - 1] + 1
    before = raw[np.maximum(opens - 1, 0)]
    starts = doubled | (opens == 0) | (before == delimiter) | (before == NEWLINE)
    after = raw[np.minimum(closes + 1, len(raw) - 1)]
    beyond = raw[np.minimum(closes + 2, len(raw) - 1)]
    ends = (after == delimiter) | (after == NEWLINE) | ((after == RETURN) & (beyond == NEWLINE))
    ends |= np.append(doubled[1:], False)
    return bool(starts.all() and ends.all())


def _blank(raw: NDArray[np.uint8], starts: Ints, ends: Ints) -> Bools:
    size = ends - starts
    blank: Bools = (size == 1) | ((size == 2) & (raw[starts] == RETURN))
    return blank


def _fields(raw: NDArray[np.uint8], quotes: Ints, ends: Ints, delimiter: int) -> Ints:
    """How many fields each record has; delimiters within quotation don't count."""
    found = np.flatnonzero(raw == delimiter)
    if quotes.size:
        found = found[np.searchsorted(quotes, found) % 2 == 0]
    passed: Any = np.searchsorted(found, np.concatenate([[0], ends]))
    return np.asarray(np.diff(passed) + 1, np.int64)
