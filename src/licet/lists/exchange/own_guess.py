"""Guess the mapping of a user's own table: by its header words first, then by what cells hold."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence

from licet.core.errors import BadFileError
from licet.lists.exchange import own_cells
from licet.lists.exchange.own_cells import DELIMITERS, ENCODINGS, Line, Shape
from licet.lists.exchange.own_mapping import MEND, Mapping
from licet.lists.exchange.own_words import HEADERS, kind_of
from licet.lists.world import excel

_MANY = frozenset(
    (
        *("alias", "identifiers", "address", "nationality", "country", "birth_date", "remarks"),
        *("reason", "programme", "birth_place"),
    )
)
_SURE = 0.8  # the share of filled cells that must look alike for a guess by content
_ROWS = 500


def guess(data: bytes) -> Mapping:
    """The likely mapping, with a reason for each column; raises BadFileError without a name."""
    shape = _shape(data)
    labels, lines = own_cells.table(data, shape)
    columns: dict[str, list[str]] = {}
    why: dict[str, str] = {}
    for label in filter(None, labels):
        name = own_cells.field_of(label)
        if name and (name in _MANY or name not in columns):
            columns.setdefault(name, []).append(label)
            why[label] = f"{name}: the header says it"
    _by_content([label for label in labels if label], lines[:_ROWS], columns, why)
    if not columns.get("name") and not columns.get("family_name"):
        raise BadFileError(
            f"no column looks like names; it has {', '.join(filter(None, labels))}.",
            where="the table",
            mend="Write the mapping by hand: columns: {name: [the column]}.",
        )
    days = [
        line.cells.get(c, "")
        for n in ("birth_date", "listed_date", "expires_date")
        for c in columns.get(n, ())
        for line in lines
    ]
    ordered = {name: tuple(columns[name]) for name in HEADERS if name in columns}
    return Mapping(ordered, shape, day_first=own_cells.order_of_days(days), why=why)


def _shape(data: bytes) -> Shape:
    """Sheet, or encoding and delimiter, and the row of the header."""
    if excel.is_workbook(data):
        for sheet in excel.sheet_names(data):
            rows = excel.cells(data, sheet)
            if any(any(row) for row in rows):
                return Shape(sheet=sheet, header_row=_header_row(rows))
        raise BadFileError("has no cells.", where="the workbook", mend=MEND)
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise BadFileError("is empty.", where="the table", mend=MEND)
    encoding = _encoding(data)
    head = own_cells.decoded(data, encoding)[:20_000].splitlines()[:20]
    delimiter = max(DELIMITERS, key=lambda one: _evenness(head, one))
    shape = Shape(delimiter, encoding)
    return Shape(delimiter, encoding, header_row=_header_row(own_cells.raw_rows(data, shape)))


def _encoding(data: bytes) -> str:
    """UTF-8, or UTF-16 by its mark; else Windows-1252, which the mapping shows for confirmation."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ENCODINGS[2]
    return "utf-8"


def _evenness(lines: Sequence[str], delimiter: str) -> tuple[int, int]:
    """How many lines have as many cells as the most of them, and how many that is."""
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        return (0, 0)
    many = max(set(widths), key=lambda width: (width > 1, widths.count(width), width), default=0)
    return (widths.count(many), many) if many > 1 else (0, many)


def _header_row(rows: Sequence[Sequence[str]]) -> int:
    """The first row with a known header word among the first ten; else the first filled one."""
    for at, row in enumerate(rows[:10], start=1):
        if sum(own_cells.field_of(cell) is not None for cell in row if cell) > 1:
            return at
    return next((at for at, row in enumerate(rows, start=1) if any(row)), 1)


def _by_content(
    labels: list[str], lines: list[Line], columns: dict[str, list[str]], why: dict[str, str]
) -> None:
    """Fields that no header names, from the cells of columns that no header explains."""
    for name, test, words in _TESTS:
        for label in labels:
            if name in columns or label in why:
                continue
            values = [value for line in lines if (value := line.cells.get(label, ""))]
            if values and sum(map(test, values)) >= _SURE * len(values):
                columns[name] = [label]
                why[label] = f"{name}: {words}"
    if "name" not in columns and "family_name" not in columns:
        _longest_words(labels, lines, columns, why)


def _longest_words(
    labels: list[str], lines: list[Line], columns: dict[str, list[str]], why: dict[str, str]
) -> None:
    """The unexplained column of words that repeats least is the likely column of names."""
    best: tuple[float, str] = (0.5, "")
    for label in labels:
        values = [value for line in lines if (value := line.cells.get(label, ""))]
        wordy = [value for value in values if sum(map(str.isalpha, value)) > len(value) / 2]
        if label not in why and values and len(wordy) >= _SURE * len(values):
            best = max(best, (len(set(wordy)) / len(values), label))
    if best[1]:
        columns["name"] = [best[1]]
        why[best[1]] = "name: words that hardly repeat"


def _code(value: str) -> bool:
    return len(value) == 2 and value.isalpha() and value.isupper()


def _kind(value: str) -> bool:
    return len(value) > 1 and kind_of(value) != "unknown" and len(value.split()) < 3


_TESTS: tuple[tuple[str, Callable[[str], bool], str], ...] = (
    ("country", _code, "cells are two capital letters"),
    ("kind", _kind, "cells name kinds of parties"),
    ("birth_date", own_cells.is_day, "cells are days"),
)
