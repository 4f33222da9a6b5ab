"""Records of a CSV or TSV file as text columns, with the rows that can't be records named.

What a record is follows the screening of files (``licet.screening.jobs.mend``): one broken line
or open quotation doesn't take the rows after it along.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from licet.core.errors import BadFileError
from licet.screening.jobs.cells import by_field, by_polars, fields
from licet.screening.jobs.cut import Bools, Cut, Shape, cut
from licet.screening.jobs.mend import mend

BLOCK = 64 << 20
DELIMITERS = (",", ";", "\t", "|")
BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


@dataclass(frozen=True, slots=True)
class Raw:
    """A sheet as it stands: its header labels, rows of text or typed cells, broken rows.

    ``frame`` has a column for each label by its place ("0", "1", ...) and ``row``: the row as a
    spreadsheet counts it (of Parquet, the row from 1). ``told``: what was guessed of its form.
    """

    labels: tuple[str, ...]
    frame: pl.DataFrame
    broken: tuple[tuple[int, str], ...] = ()
    told: tuple[str, ...] = ()


def read_text(data: bytes, where: str) -> Raw:
    """All records of a CSV; raises BadFileError for what is no table."""
    data, told = _utf8(data, where)
    if not data.strip():
        raise BadFileError("is empty.", where=where, mend="Put a header and rows there.")
    data = data if data.endswith(b"\n") else data + b"\n"
    start, row = _first_line(data)
    delimiter = _delimiter(data[start : start + 65_536])
    end = _heading_end(data, start)
    labels = [" ".join(cell.split()) for cell in fields(data[start:end], delimiter)]
    shape = Shape(delimiter, len(labels))
    frames, broken, row = [_nothing(len(labels))], list[tuple[int, str]](), row + 1
    for block, held in _blocks(data, end, shape):
        frame, bad = _frame(block, held, shape, row)
        frames.append(frame)
        broken += bad
        row += len(held.starts)
    return Raw(tuple(labels), pl.concat(frames), tuple(broken), told)


def _nothing(columns: int) -> pl.DataFrame:
    return pl.DataFrame(schema={**{str(n): pl.String for n in range(columns)}, "row": pl.Int64})


def _utf8(data: bytes, where: str) -> tuple[bytes, tuple[str, ...]]:
    """The bytes as UTF-8 without a mark, and what was guessed; raises BadFileError."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding).encode(), ()
            except UnicodeDecodeError:
                raise _no_text(where) from None
    if b"\0" in data[:4096]:
        raise _no_text(where)
    try:
        data.decode()
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
        return text.encode(), ("it is not UTF-8 and was read as Windows-1252",)
    return data, ()


def _no_text(where: str) -> BadFileError:
    return BadFileError("is no text.", where=where, mend="Save it as CSV UTF-8 (comma delimited).")


def _first_line(data: bytes) -> tuple[int, int]:
    """Where the first line with anything in it begins, and its number."""
    row, start = 1, 0
    while not data[start : (end := data.find(b"\n", start))].strip(b"\r ,;\t|"):
        row, start = row + 1, end + 1
        if start >= len(data):
            return 0, 1
    return start, row


def _delimiter(start: bytes) -> bytes:
    """The delimiter that parts most of the first lines into as many cells as the header."""
    lines = start.decode("utf-8", "replace").splitlines()[:20]

    def evenness(mark: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=mark) if row]
        except csv.Error:
            return 0, 0
        first = widths[0] if widths else 0
        return (widths.count(first), first) if first > 1 else (0, first)

    return max(DELIMITERS, key=evenness).encode()


def _heading_end(data: bytes, start: int) -> int:
    """The end of the header, which may have line ends within quotation."""
    end = data.find(b"\n", start) + 1
    while data.count(b'"', start, end) % 2 and (more := data.find(b"\n", end) + 1):
        end = more
    return end


def _blocks(data: bytes, start: int, shape: Shape) -> Iterator[tuple[bytes, Cut]]:
    size = BLOCK
    while start < len(data):
        block = data[start : start + size]
        last = start + size >= len(data)
        held = cut(block, shape) or mend(block, shape, last=last)
        if not held.consumed:
            size *= 2
            continue
        yield block, held
        start += held.consumed


def _frame(
    block: bytes, held: Cut, shape: Shape, first: int
) -> tuple[pl.DataFrame, list[tuple[int, str]]]:
    """Sound records of a block with their rows, and the broken ones."""
    good = ~held.blank
    good[list(held.reasons)] = False
    wanted = range(shape.fields)
    frame = None
    if held.plain:
        frame = by_polars(_sound_bytes(block, held, good), int(good.sum()), shape, wanted)
    if frame is None:
        places = np.flatnonzero(good).tolist()
        frame = by_field([block[held.starts[n] : held.ends[n]] for n in places], shape, wanted)
    rows = pl.Series("row", np.flatnonzero(good) + first, pl.Int64)
    broken = [(first + n, reason) for n, reason in held.reasons.items()]
    return frame.with_columns(rows), broken


def _sound_bytes(block: bytes, held: Cut, good: Bools) -> bytes:
    """The bytes of sound records alone; runs of them are taken whole."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], good.astype(np.int8), [0]])))
    runs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return b"".join(block[held.starts[a] : held.ends[b - 1]] for a, b in runs)
