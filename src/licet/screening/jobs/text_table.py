"""CSV and TSV files, read block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl

from licet.core.errors import BadFileError
from licet.screening.jobs import stream
from licet.screening.jobs.cells import by_field, by_polars, fields
from licet.screening.jobs.columns import expressions, has_names, known_columns
from licet.screening.jobs.cut import Bools, Cut, Ints, Shape, cut
from licet.screening.jobs.mend import any_record, mend
from licet.screening.jobs.model import Broken, Part, Place
from licet.screening.jobs.stream import Stream

BOM = b"\xef\xbb\xbf"
LONGEST = 16 << 20
"""No line is longer: a file with such a one is no table of records."""
DELIMITERS = (b",", b";", b"\t", b"|")


@dataclass(frozen=True)
class TextTable:
    """A table whose heading has been read. ``columns``: known column to its place."""

    path: Path
    packed: bool
    shape: Shape
    columns: dict[str, int]
    first: Place

    @classmethod
    def open(cls, path: Path, packed: bool) -> TextTable:
        """Read the heading; raises BadFileError where it is none."""
        with Stream(path, packed) as opened:
            start = _start(opened, path)
        skipped = len(BOM) if start.startswith(BOM) else 0
        while start[skipped : skipped + 1] in {b"\n", b"\r"} and start[skipped:].strip():
            skipped += 1
        line = 1 + start.count(b"\n", 0, skipped)
        where = f"{path} line {line}"
        shape, titles, end = _heading(start, skipped, where)
        columns = known_columns(titles, where)
        line += start.count(b"\n", skipped, end)
        return cls(path, packed, shape, columns, Place(end, line, 1))

    def parts(self, start: Place | None, size: int) -> Iterator[Part]:
        """Parts of at most ``size`` records from a place on."""
        place, rest = start or self.first, b""
        with Stream(self.path, self.packed) as opened:
            opened.seek(place.offset)
            for block in opened.blocks(stream.BLOCK):
                rest += block
                if not block and rest and not rest.endswith(b"\n"):
                    rest += b"\n"
                found = cut(rest, self.shape) or mend(rest, self.shape, last=not block)
                if not block and found.consumed < len(rest):  # an open quotation at the end
                    found = mend(rest, self.shape, last=True)
                for part in self._parts(rest, found, place, size, opened.share):
                    place = part.after
                    yield part
                rest = rest[found.consumed :]
                self._check_length(rest, place)

    def _parts(
        self, data: bytes, found: Cut, place: Place, size: int, share: float
    ) -> Iterator[Part]:
        reasons = _with_encoding(data, found)
        good = ~found.blank
        good[list(reasons)] = False
        row = place.row
        for start in range(0, len(found.ends), size):
            stop = min(start + size, len(found.ends))
            blank = int(found.blank[start:stop].sum())
            numbers = row + np.cumsum(~found.blank[start:stop]) - 1
            broken = tuple(
                Broken(int(numbers[n - start]), place.line + int(found.lines[n]), reasons[n])
                for n in range(start, stop)
                if n in reasons
            ) if reasons else ()  # fmt: skip
            row += stop - start - blank
            passed = int(found.lines[stop]) if stop < len(found.lines) else found.passed
            after = Place(place.offset + int(found.ends[stop - 1]), place.line + passed, row)
            span, keep = slice(start, stop), good[start:stop]
            held = _Held(
                self,
                _sound(data, found.starts[span], found.ends[span], keep),
                numbers[keep],
                place.line + found.lines[span][keep],
                found.plain,
            )
            yield Part(held.frame, broken, stop - start - blank, blank, after, share)

    def _check_length(self, rest: bytes, place: Place) -> None:
        if len(rest) > LONGEST and rest.find(b"\n", 0, LONGEST) < 0:
            raise BadFileError(
                f"the line is longer than {LONGEST >> 20} MB.",
                where=f"{self.path} line {place.line}",
                mend="Check that this is a table with one record on each line.",
            )


@dataclass(frozen=True, slots=True)
class _Held:
    """Bytes of sound records, their sizes, numbers and lines, until a thread reads them."""

    table: TextTable
    sound: tuple[bytes, Ints]
    rows: Ints
    lines: Ints
    plain: bool

    def frame(self) -> pl.DataFrame:
        """The known columns as screening reads them, with ``row`` and ``line``."""
        table, (data, ends) = self.table, self.sound
        wanted = sorted(table.columns.values())
        frame = by_polars(data, len(ends), table.shape, wanted) if self.plain and data else None
        if frame is None:
            bounds = [0, *ends.tolist()]
            records = [data[a:b] for a, b in pairwise(bounds)]
            frame = by_field(records, table.shape, wanted)
        frame = frame.select(pl.col(str(n)).alias(name) for name, n in table.columns.items())
        return frame.select(
            pl.Series("row", self.rows, pl.Int64),
            pl.Series("line", self.lines, pl.Int64),
            *expressions(frame.schema, str(table.path)),
        )


def _sound(data: bytes, starts: Ints, ends: Ints, keep: Bools) -> tuple[bytes, Ints]:
    """The bytes of the records kept, and where each ends in them."""
    if keep.all():
        return data[int(starts[0]) : int(ends[-1])], ends - starts[0]
    chosen = zip(starts[keep].tolist(), ends[keep].tolist(), strict=True)
    return b"".join(data[a:b] for a, b in chosen), np.cumsum(ends[keep] - starts[keep])


def _with_encoding(data: bytes, found: Cut) -> dict[int, str]:
    """Why records are broken, with those that are not UTF-8."""
    reasons = dict(found.reasons)
    if _bad_byte(data[: found.consumed]) is None:
        return reasons
    for n, (start, end) in enumerate(zip(found.starts.tolist(), found.ends.tolist(), strict=True)):
        if n not in reasons and (bad := _bad_byte(data[start:end])) is not None:
            reasons[n] = f"the line is not UTF-8 (byte {bad + 1} is 0x{data[start + bad]:02X})."
    return reasons


def _bad_byte(data: bytes) -> int | None:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return None


def _start(opened: Stream, path: Path) -> bytes:
    """The first bytes, with the whole heading; raises BadFileError where there is none."""
    start = next(opened.blocks(1 << 20))
    if not start.strip(b"\xef\xbb\xbf \t\r\n"):
        raise BadFileError("is empty.", where=str(path), mend="Give one row for each name.")
    if b"\n" not in start and b"\r" in start.rstrip():
        raise BadFileError(
            "ends its lines with carriage returns alone, as old Macs did.",
            where=str(path),
            mend="Save it again as CSV UTF-8.",
        )
    return start if b"\n" in start else start + b"\n"


def _heading(start: bytes, at: int, where: str) -> tuple[Shape, list[str], int]:
    """How the table is written, its titles, and where its records begin."""
    line = start[at : start.index(b"\n", at)]
    if _bad_byte(line) is not None:
        raise BadFileError(
            "the heading is not UTF-8.",
            where=where,
            mend="Save it again as CSV UTF-8 (comma delimited).",
        )
    # Other delimiters are those of other countries' spreadsheets; a title may hold one too.
    read = [one for mark in DELIMITERS if (one := _titles(start, at, mark))]
    if not read:
        raise BadFileError(
            "can't be read as the heading of a table (a quotation is not closed).",
            where=where,
            mend="Put the titles of the columns there, in UTF-8.",
        )
    return next((one for one in read if has_names(one[1])), max(read, key=lambda r: r[0].fields))


def _titles(start: bytes, at: int, mark: bytes) -> tuple[Shape, list[str], int] | None:
    found = any_record(mark).match(start, at)
    if not found or _bad_byte(found[0]) is not None:
        return None
    titles = fields(found[0], mark)
    return Shape(mark, len(titles)), titles, found.end()
