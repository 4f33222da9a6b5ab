"""Tables of activities as rows of text: CSV, Parquet, Excel, and JSON lines, read as they come.

A row that can't be read is handed on with the reason; it is never left out. A file that is no
table at all raises BadFileError.
"""

from __future__ import annotations

import codecs
import csv
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from licet.core import documents
from licet.core.documents import Document
from licet.core.errors import BadFileError, BadInputError, LicetError

TABLES = {".csv", ".tsv", ".parquet", ".xlsx", ".xlsm", ".xls"}
LINES = {".jsonl", ".ndjson"}
DELIMITERS = ",;\t|"
LONGEST = 1_000_000
BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SLICE = 5_000


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its number from 1, its line, and its cells, a document, or why it has none."""

    number: int
    line: int
    cells: dict[str, str] | None = None
    document: Document | None = None
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Headings (none for JSON lines) and the rows, read once."""

    headings: tuple[str, ...] | None
    rows: Iterator[Row]


def is_many(file: Path) -> bool:
    """Whether a file holds many activities, by its suffix."""
    return file.suffix.lower() in TABLES | LINES


def open_table(file: Path) -> Table:
    """Open a table of activities; raises BadFileError for what is none."""
    suffix = file.suffix.lower()
    if not file.is_file():
        raise BadFileError("is no file.", where=str(file), mend="Check the path.")
    try:
        if suffix in LINES:
            return Table(None, _json_lines(file))
        if suffix == ".parquet":
            return _parquet(file)
        return _excel(file) if suffix.startswith(".xl") else _text(file)
    except OSError as error:
        raise BadFileError(
            f"can't be opened ({error.strerror}).", where=str(file), mend="Check the path."
        ) from None


def _headings(found: list[str], file: Path) -> tuple[str, ...]:
    words = [one.strip() for one in found]
    while words and not words[-1]:
        words.pop()
    twice = {one for one in words if one and words.count(one) > 1}
    if not words or twice or "" in words:
        what = f"the column '{min(twice)}' stands twice." if twice else "a column has no heading."
        raise BadFileError(
            what if words else "is empty.",
            where=f"{file} line 1",
            mend="The first line names each column once, such as party.name.",
        )
    return tuple(words)


def _text(file: Path) -> Table:
    with file.open("rb") as opened:
        start = opened.read(65_536)
    if start.startswith(BOMS) or b"\0" in start[:4096]:
        raise BadFileError(
            "is no text in UTF-8.", where=str(file), mend="Save it as CSV UTF-8 (comma delimited)."
        )
    first = start.decode("utf-8-sig", "surrogateescape").lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    rows = _text_rows(file, delimiter)
    _, found, trouble = next(rows, (1, [], None))
    if trouble or any(_broken(cell) for cell in found):
        raise BadFileError(
            f"the heading can't be read ({trouble or 'not UTF-8'}).",
            where=f"{file} line 1",
            mend="Save it as CSV UTF-8 (comma delimited).",
        )
    headings = _headings(found, file)
    return Table(headings, _numbered(headings, rows))


def _text_rows(file: Path, delimiter: str) -> Iterator[tuple[int, list[str], str | None]]:
    """(line, cells, trouble) of each record; a record that isn't CSV has a trouble."""
    with file.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as opened:
        reader = csv.reader(opened, delimiter=delimiter, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                last = reader.line_num
                upto = f", lines {line} to {last}" if last > line else ""
                yield line, [], f"is no sound CSV ({error}{upto})"
                continue
            if cells:
                yield line, cells, None


def _numbered(
    headings: tuple[str, ...], rows: Iterator[tuple[int, list[str], str | None]]
) -> Iterator[Row]:
    for number, (line, cells, unread) in enumerate(rows, 1):
        if trouble := unread or _trouble(headings, cells):
            yield Row(number, line, trouble=trouble)
        else:
            yield Row(number, line, dict(zip(headings, cells, strict=False)))


def _trouble(headings: tuple[str, ...], cells: list[str]) -> str | None:
    """Why cells can't be those of the headings; None where they can."""
    more = cells[len(headings) :]
    if len(cells) < len(headings) or any(one.strip() for one in more):
        return f"has {len(cells)} cells, the heading has {len(headings)}"
    if any(_broken(one) for one in cells):
        return "holds letters that aren't UTF-8 text"
    return None


def _broken(cell: str) -> bool:
    """Bytes that were no UTF-8, control characters, or more than any cell holds."""
    return len(cell) > LONGEST or any(
        "\ud800" <= one <= "\udfff" or (one < " " and one not in "\t\r\n") for one in cell
    )


def _parquet(file: Path) -> Table:
    import polars as pl

    try:
        frame = pl.scan_parquet(file)
        schema = frame.collect_schema()
    except (pl.exceptions.PolarsError, OSError):
        raise BadFileError("is no readable Parquet file.", where=str(file)) from None
    headings = _headings(list(schema.names()), file)

    def rows() -> Iterator[tuple[int, list[str], str | None]]:
        for start in itertools.count(0, SLICE):
            try:
                part = frame.slice(start, SLICE).collect()
            except (pl.exceptions.PolarsError, OSError):
                raise BadFileError("is a damaged Parquet file.", where=str(file)) from None
            for n, cells in enumerate(part.iter_rows(), start + 1):
                yield n, [_cell(one) for one in cells], None
            if part.height < SLICE:
                return

    return Table(headings, _numbered(headings, rows()))


def _excel(file: Path) -> Table:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(str(file))
        sheet = book.get_sheet_by_index(0).to_python()
    except (python_calamine.CalamineError, OSError, ValueError, IndexError):
        raise BadFileError("is no readable workbook.", where=str(file)) from None
    if not sheet:
        raise BadFileError("is empty.", where=str(file))
    headings = _headings([_cell(one) for one in sheet[0]], file)
    found = (
        (n, [_cell(one) for one in cells], None)
        for n, cells in enumerate(sheet[1:], 2)
        if any(_cell(one) for one in cells)
    )
    return Table(headings, _numbered(headings, found))


def _cell(value: Any) -> str:
    """A typed cell as the text a person would write."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return ";".join(_cell(one) for one in value)
    text = str(value)
    midnight = hasattr(value, "hour") and text.endswith(" 00:00:00")
    return text.removesuffix(" 00:00:00") if midnight else text


def _json_lines(file: Path) -> Iterator[Row]:
    number = 0
    with file.open("rb") as opened:
        for line, data in enumerate(opened, 1):
            if not data.strip():
                continue
            number += 1
            try:
                text = data.decode("utf-8-sig")
                if not text.lstrip().startswith("{"):
                    raise BadInputError("is no JSON object.")
                made = documents.parse(text, str(file))
                lines = dict.fromkeys(made.lines, line)
                yield Row(number, line, document=Document(str(file), made.data, lines))
            except UnicodeDecodeError:
                yield Row(number, line, trouble="is not UTF-8 text")
            except LicetError as error:
                yield Row(number, line, trouble=error.what.rstrip("."))


def rows_of(document: Document) -> Table:
    """A JSON or YAML list of activities."""
    found = (
        Row(n + 1, document.lines.get((n,), 1), document=_part(document, n))
        for n in range(len(document.data))
    )
    return Table(None, found)


def _part(document: Document, place: int) -> Document:
    lines = {path[1:]: line for path, line in document.lines.items() if path[:1] == (place,)}
    return Document(document.name, document.data[place], lines)
