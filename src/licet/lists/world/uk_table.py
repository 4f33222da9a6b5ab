"""The tables of the UK lists, CSV or Excel: a title line with the day, a header, and rows.

CSV of the ConList up to 2021 is Windows-1252, later files are UTF-8; a mixture is refused.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from typing import Literal

from licet.core.errors import BadFileError
from licet.lists.table_text import text_of
from licet.lists.words import AGAIN
from licet.lists.world import excel
from licet.lists.world.excel import one_line
from licet.lists.world.uk_cells import day
from licet.lists.world.uk_listing import KINDS
from licet.lists.world.uk_party import NAMES, Party

_HEAD, _HEADER_LINES = 8192, 4
_TITLE = re.compile(r"(?:Last Updated|Report Date|Date Generated)\s*:?\s*(.*)", re.I)
_WRITTEN = ("%d-%b-%Y", "%d %B %Y", "%d %b %Y")


@dataclass(frozen=True, slots=True)
class Form:
    """How one list writes its table: the column of its ids, what an id looks like, old labels."""

    name: str
    key: str
    entry: re.Pattern[str]
    required: tuple[str, ...]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table's title, its columns, and (line, cells) of its rows."""

    where: str
    title: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]
    unit: Literal["line", "row"] = "line"


def is_csv(data: bytes, form: Form) -> bool:
    """Whether one of the first lines is a header with the first two of the form's columns."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    for line in head.splitlines()[:_HEADER_LINES]:
        cells = {one_line(cell.strip('"')) for cell in line.split(",")}
        if set(form.required[:2]) <= cells:
            return True
    return False


def is_excel(data: bytes, form: Form) -> bool:
    """Whether the first sheet has such a header."""
    if not excel.is_workbook(data):
        return False
    sheets = excel.sheet_names(data)
    return bool(sheets) and excel.has_table(data, sheets[0], form.required[:2])


def published_on(data: bytes, form: Form) -> date | None:
    """The day of the title line; raises BadFileError for a day that doesn't exist."""
    head = data[:_HEAD]
    whole = head[: head.rfind(b"\n") + 1] or data
    found = _sheet(data if excel.is_workbook(data) else whole, form)
    match = _TITLE.match(found.title.strip(" ,;"))
    if match is None:
        return None
    text = match[1].strip(" ,;")
    if known := day(text):
        return date.fromisoformat(known)
    for written in _WRITTEN:
        try:
            return datetime.strptime(text, written).date()
        except ValueError:
            continue
    raise BadFileError(f"its day '{text[:40]}' can't be read.", where=found.where, mend=AGAIN)


def parties(data: bytes, form: Form) -> dict[str, Party]:
    """Rows by the id of their party; raises BadFileError for a row that can't be an entry."""
    sheet = _sheet(data, form)
    columns = [form.labels.get(one, one) for one in sheet.columns]
    _check(columns, form, sheet)
    places = {column: at for at, column in enumerate(columns) if column}
    key, kind = places[form.key], places["Designation Type"]
    found: dict[str, Party] = {}
    for line, row in sheet.rows:
        entry = row[key].strip()
        if not form.entry.fullmatch(entry) or one_line(row[kind]).lower() not in KINDS:
            raise BadFileError(
                f"id '{entry[:30]}' and type '{row[kind][:30]}' are not those of an entry.",
                where=f"{sheet.where} {sheet.unit} {line}",
                mend=f"Cells are shifted or cut. {AGAIN}",
            )
        row.append("")
        found.setdefault(entry, Party(places)).rows.append(row)
    _check_parties(found, sheet)
    return found


def _check_parties(found: Mapping[str, Party], sheet: Sheet) -> None:
    if not found:
        raise BadFileError("has a header and no entries.", where=sheet.where, mend=AGAIN)
    for entry, party in found.items():
        if not party.told(*NAMES[:6]):
            raise BadFileError(f"{entry} has no name.", where=sheet.where, mend=AGAIN)


def _check(columns: list[str], form: Form, sheet: Sheet) -> None:
    for column in form.required:
        times = columns.count(form.labels.get(column, column))
        if times != 1:
            stands = "stands twice in" if times else "is missing from"
            raise BadFileError(
                f"the column '{column}' {stands} the header.",
                where=f"{sheet.where}, the header",
                mend="Columns are missing or moved; get the file as its publisher gives it.",
            )


def _sheet(data: bytes, form: Form) -> Sheet:
    if not excel.is_workbook(data):
        return _csv(data, form)
    name = excel.sheet_names(data)[0]
    table = excel.table(data, name, form.required)
    cells = ((line, [row.get(one, "") for one in table.columns]) for line, row in table.rows)
    return Sheet(f"sheet '{name}'", " ".join(table.titles), table.columns, cells, "row")


def _csv(data: bytes, form: Form) -> Sheet:
    where = form.name
    reader = csv.reader(StringIO(text_of(data, where), newline=""), strict=True)
    title: list[str] = []
    try:
        for cells in reader:
            columns = tuple(map(one_line, cells))
            if form.required[0] in columns:
                rows = _rows(reader, len(columns), where)
                return Sheet(where, " ".join(title), columns, rows)
            title += [cell for cell in columns if cell]
            if reader.line_num > _HEADER_LINES:
                break
    except csv.Error as error:
        raise _split_error(error, where, reader.line_num) from None
    raise BadFileError(
        f"no header with '{form.required[0]}' among the first lines.",
        where=where,
        mend="Rows are missing or moved; get the file as its publisher gives it.",
    )


def _rows(reader: Iterator[list[str]], width: int, where: str) -> Iterator[tuple[int, list[str]]]:
    line = reader.line_num  # type: ignore[attr-defined]
    try:
        for cells in reader:
            line = reader.line_num  # type: ignore[attr-defined]
            if len(cells) != width:
                if not any(cells):
                    continue
                if len(cells) < width or any(cells[width:]):
                    raise BadFileError(
                        f"{len(cells)} columns stand where {width} are due.",
                        where=f"{where} line {line}",
                        mend=f"The line is cut or shifted. {AGAIN}",
                    )
                del cells[width:]
            yield line, cells
    except csv.Error as error:
        raise _split_error(error, where, line + 1) from None


def _split_error(error: csv.Error, where: str, line: int) -> BadFileError:
    cut = "unexpected end" in str(error)
    return BadFileError(
        "a quotation opens and never closes." if cut else f"can't be split ({error}).",
        where=f"{where} line {line}",
        mend=f"It is cut short or a quotation mark is lost. {AGAIN}",
    )
