"""Rows of one flat file of OFAC: decoded, split into columns, checked for shape and wholeness."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from licet.core.errors import BadFileError
from licet.lists.recognise import decode, flat_shape

END_MARK = "\x1a"
# "-0" is what is left of the null mark in a file whose last character was lost.
NULLS = frozenset({"-0-", "-0", ""})

COLUMNS: dict[str, tuple[str, ...]] = {
    "main": (
        *("ent_num", "SDN_Name", "SDN_Type", "Program", "Title", "Call_Sign"),
        *("Vess_type", "Tonnage", "GRT", "Vess_flag", "Vess_owner", "Remarks"),
    ),
    "alt": ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks"),
    "add": ("Ent_num", "Add_num", "Address", "City", "Country", "Add_remarks"),
    "comments": ("ent_num", "Remarks"),
}
# First position of each column, from 0; the last runs to the end of the line.
POSITIONS: dict[str, tuple[int, ...]] = {
    "main": (0, 10, 360, 372, 422, 622, 630, 655, 669, 677, 717, 867),
    "alt": (0, 10, 20, 28, 378),
    "add": (0, 10, 20, 770, 886, 1136),
    "comments": (0, 10),
}
LONGEST: dict[str, int | None] = {"main": 1867, "alt": 578, "add": 1336, "comments": None}
NUMBERS = {"main": (0,), "alt": (0, 1), "add": (0, 1), "comments": (0,)}
_NUMBER = re.compile(r"[0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its part, the line it ends on, and its cells without the blanks around them."""

    part: str
    line: int
    cells: tuple[str, ...]

    def entry_id(self) -> str:
        """The entry's number; raises BadFileError when it or a row's own number is none."""
        for column in NUMBERS[self.part]:
            if not _NUMBER.fullmatch(self.cells[column]):
                raise self.bad(column, "is not a whole number, so the columns may be shifted")
        return str(int(self.cells[0]))

    def bad(self, column: int, problem: str) -> BadFileError:
        """The error for a cell: line, column, value, and what to do."""
        value = self.cells[column]
        shown = value if len(value) <= 60 else f"{value[:57]}..."
        return BadFileError(
            f"column {column + 1} ({COLUMNS[self.part][column]}) '{shown}' {problem}.",
            where=f"{self.part} file line {self.line}",
            mend="Mend that line, or download the file again.",
        )


def rows_of(data: bytes, part: str) -> Iterator[Row]:
    """The rows of one part; raises BadFileError for a row that is not whole."""
    text = _without_mark(decode(data, f"{part} file"), part)
    shape = flat_shape(text)
    if shape is None or shape[0] != part:
        if not text.strip():
            return
        told = f"holds {shape[0]} rows" if shape else "has a first line of no known shape"
        raise BadFileError(
            f"{told}, not the {len(COLUMNS[part])} columns of the {part} file.",
            where=f"{part} file line 1",
            mend="Give each file as the part that it is.",
        )
    lines = _delimited(text, part, shape[1]) if shape[1] else _fixed(text, part)
    for line, cells in lines:
        if len(cells) != len(COLUMNS[part]):
            raise BadFileError(
                f"{len(cells)} columns stand where {len(COLUMNS[part])} are due.",
                where=f"{part} file line {line}",
                mend="The line is cut or shifted; download the file again.",
            )
        yield Row(part, line, cells)


def marked(data: bytes) -> bool:
    """Whether a flat file ends with OFAC's end mark: without it, rows may be missing too."""
    return data.rstrip().endswith(END_MARK.encode())


def _without_mark(text: str, part: str) -> str:
    body, _, after = text.partition(END_MARK)
    if after.strip():
        raise BadFileError(
            "rows stand after the end mark (0x1A).",
            where=f"{part} file line {body.count(chr(10)) + 1}",
            mend="Two files may have been joined; give them apart.",
        )
    return body


def _delimited(text: str, part: str, delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if cells:
                yield reader.line_num, _trimmed(cells, part)
    except csv.Error as error:
        cut = "unexpected end" in str(error)
        raise BadFileError(
            "a quotation opens and never closes." if cut else f"can't be split ({error}).",
            where=f"{part} file line {reader.line_num}",
            mend="The file is cut short or a quotation mark is lost; download it again.",
        ) from None


def _trimmed(cells: list[str], part: str) -> tuple[str, ...]:
    """Cells without the blanks around them, but for a remark that may go on in the comments.

    It is cut in mid-sentence, so a blank at the seam counts.
    """
    trimmed = tuple(map(str.strip, cells))
    if part in {"main", "comments"} and trimmed[-1] not in NULLS:
        return (*trimmed[:-1], cells[-1])
    return trimmed


def _fixed(text: str, part: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    starts, longest = POSITIONS[part], LONGEST[part]
    ends = (*starts[1:], None)
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        bare = line.rstrip()
        if not bare:
            continue
        if len(bare) <= starts[-1] or (longest and len(bare) > longest):
            raise BadFileError(
                f"the line has {len(bare)} characters; {starts[-1] + 1} to {longest} are due.",
                where=f"{part} file line {number}",
                mend="The line is cut or shifted; download the file again.",
            )
        yield number, _trimmed([line[a:b] for a, b in zip(starts, ends, strict=True)], part)
