"""The cells of a user's own table, CSV or Excel, and the days and lists within a cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from licet.core.dates import PartialDate
from licet.core.errors import BadFileError, BadInputError
from licet.lists.exchange.own_words import HEADERS, key
from licet.lists.world import excel
from licet.lists.world.day_words import birth, iso

ENCODINGS = ("utf-8", "utf-16", "cp1252", "cp1251", "shift_jis", "gb18030")
DELIMITERS = (",", ";", "\t", "|")
_HEADS = {key(word): field for field, words in reversed(HEADERS.items()) for word in words}
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_SCAN = 30


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is written: CSV by delimiter and encoding, Excel by its sheet."""

    delimiter: str = ","
    encoding: str = "utf-8"
    sheet: str | None = None
    header_row: int = 1

    def as_dict(self) -> dict[str, Any]:
        """For YAML."""
        return asdict(self)

    @classmethod
    def of(cls, data: dict[str, Any], name: str) -> Shape:
        """From YAML; raises BadInputError."""
        made = cls(
            delimiter=data.get("delimiter", ","),
            encoding=data.get("encoding", "utf-8"),
            sheet=data.get("sheet"),
            header_row=data.get("header_row", 1),
        )
        if made.delimiter not in DELIMITERS or made.encoding not in ENCODINGS:
            raise BadInputError(
                f"delimiter {made.delimiter!r} or encoding {made.encoding!r} is not known.",
                where=name,
                mend=f"Encodings are {', '.join(ENCODINGS)}.",
            )
        if not isinstance(made.header_row, int) or made.header_row < 1:
            raise BadInputError("header_row is the number of a row.", where=name)
        return made


@dataclass(frozen=True, slots=True)
class Line:
    """One row: where it stands, and its cells by header."""

    where: str
    cells: dict[str, str]


def table(data: bytes, shape: Shape) -> tuple[tuple[str, ...], list[Line]]:
    """Header labels and rows; raises BadFileError for a shifted row or a header said twice."""
    rows = raw_rows(data, shape)
    place = f"sheet '{shape.sheet}' row" if shape.sheet else "row"
    if len(rows) < shape.header_row:
        raise BadFileError("has no header.", where="the table", mend="Give the whole table.")
    labels = tuple(excel.one_line(cell) for cell in rows[shape.header_row - 1])
    filled = [label for label in labels if label]
    for label in filled:
        if filled.count(label) > 1:
            raise BadFileError(
                f"the column '{label}' stands twice.",
                where=f"{place} {shape.header_row}",
                mend="Rename one of them.",
            )
    lines: list[Line] = []
    for number, row in enumerate(rows[shape.header_row :], start=shape.header_row + 1):
        if any(row):
            _check_width(row, labels, f"{place} {number}")
            lines.append(Line(f"{place} {number}", dict(zip(labels, row, strict=False))))
    return labels, lines


def _check_width(row: Sequence[str], labels: Sequence[str], where: str) -> None:
    beyond = any(cell for cell, label in zip(row, labels, strict=False) if not label)
    if beyond or any(row[len(labels) :]):
        raise BadFileError(
            "cells stand beyond the last labelled column.",
            where=where,
            mend="A delimiter within a cell needs quotation marks.",
        )


def raw_rows(data: bytes, shape: Shape) -> list[list[str]]:
    """All rows as text; raises BadFileError."""
    if excel.is_workbook(data):
        names = excel.sheet_names(data)
        if shape.sheet is not None and shape.sheet not in names:
            raise BadFileError(
                f"has no sheet '{shape.sheet}', it has {', '.join(names)}.",
                where="the workbook",
                mend="Mend the mapping.",
            )
        return excel.cells(data, shape.sheet or names[0]) if names else []
    text = decoded(data, shape.encoding)
    try:
        return [
            [excel.one_line(cell) for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=shape.delimiter)
        ]
    except csv.Error as error:
        raise BadFileError(f"can't be split ({error}).", where="the table", mend="") from None


def decoded(data: bytes, encoding: str) -> str:
    """The text of a CSV; raises BadFileError where it isn't in the encoding."""
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFileError(
            f"is not {encoding}: byte 0x{data[error.start]:02X}.",
            where=f"the table line {line}",
            mend=f"Name its encoding in the mapping: one of {', '.join(ENCODINGS)}.",
        ) from None
    if "\0" in text:
        raise BadFileError("holds a NUL.", where="the table", mend="Give it as CSV or Excel.")
    return text


def probe(data: bytes) -> tuple[str, ...]:
    """The likely header: the first row with two labels, in any known delimiter; else empty."""
    if excel.is_workbook(data):
        names = excel.sheet_names(data)
        rows = excel.cells(data, names[0], _SCAN) if names else []
        return next((tuple(row) for row in rows if sum(map(bool, row)) > 1), ())
    text = data[:20_000].decode("utf-8-sig", "replace")
    line = next((one for one in text.splitlines() if one.strip()), "")
    found = [next(csv.reader([line], delimiter=one), []) for one in DELIMITERS]
    return tuple(cell.strip() for cell in max(found, key=len))


def field_of(label: str) -> str | None:
    """The field whose header words hold the label; None where none does."""
    return _HEADS.get(key(label))


def day(text: str, day_first: bool | None) -> str:
    """A day in ISO form where its order is known; the text itself where it isn't."""
    match = _SLASHED.fullmatch(text.strip())
    if match:
        first, second, year = (int(part) for part in match.groups())
        if day_first is None and first <= 12 and second <= 12 and first != second:
            return text
        month_last = day_first if day_first is not None else first > 12
        month, on = (second, first) if month_last else (first, second)
        return iso(year, month, on) or text
    made = birth(text)
    exact = made.earliest if made.earliest == made.latest and not made.circa else None
    return exact.isoformat() if exact else made.text


def order_of_days(values: Sequence[str]) -> bool | None:
    """Whether the day stands first in 13/04/2020, by the values that can be read one way only."""
    found = {
        int(match[1]) > 12
        for value in values
        if (match := _SLASHED.fullmatch(value)) and max(int(match[1]), int(match[2])) > 12
    }
    return found.pop() if len(found) == 1 else None


def is_day(text: str) -> bool:
    """Whether a cell holds a date of any precision but a bare year."""
    return bool(_SLASHED.fullmatch(text)) or (
        not text.isdigit() and PartialDate.parse(birth(text).text).earliest is not None
    )


def parted(cell: str) -> list[str]:
    """Names of a cell: a semicolon, a bar or a new line parts them, a comma never does."""
    return [one.strip() for one in re.split(r"[;|\n]", cell) if one.strip()]
