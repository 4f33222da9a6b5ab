"""A publisher's table in CSV or tab text: its encoding, its header, its rows with their lines.

Text is UTF-8; Windows-1252, which Excel writes, is taken only where a file has bytes that are no
UTF-8 and not one character that is.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from licet.core.errors import BadFileError
from licet.lists.words import AGAIN

_HEAD = 8192

Cells = dict[str, str]


def text_of(data: bytes, name: str) -> str:
    """The text of a table; raises BadFileError for what is neither encoding, or is a mixture."""
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise BadFileError("is empty.", where=name, mend="Download it again.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadFileError("is UTF-16 text.", where=name, mend="Save it as UTF-8.")
    if (at := data.find(b"\0")) >= 0:
        raise _bad_byte(data, at, name, "holds a NUL")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = data.find(error.object[error.start : error.end])
    if not data.decode("utf-8", "ignore").isascii():
        raise _bad_byte(data, at, name, "is not UTF-8, though the rest is")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _bad_byte(data, error.start, name, "is neither UTF-8 nor Windows-1252") from None


def _bad_byte(data: bytes, at: int, name: str, problem: str) -> BadFileError:
    line = data.count(b"\n", 0, at) + 1
    return BadFileError(
        f"{problem}: byte 0x{data[at]:02X}.", where=f"{name} line {line}", mend=AGAIN
    )


def header_of(data: bytes, delimiter: str = ",") -> tuple[str, ...]:
    """The cells of the first line, lower case; empty for what is no table. Reads the start only."""
    line = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("latin-1")
    try:
        cells = next(csv.reader([line.strip("\r")], delimiter=delimiter), [])
    except csv.Error:
        return ()
    return tuple(cell.strip().lower() for cell in cells)


def starts_as(data: bytes, columns: Sequence[str], delimiter: str = ",") -> bool:
    """Whether the header begins with the first three of ``columns``."""
    known = tuple(column.lower() for column in columns[:3])
    return header_of(data, delimiter)[: len(known)] == known


def rows_of(
    data: bytes, columns: Sequence[str], name: str, *, delimiter: str = ",", pad: str | None = None
) -> Iterator[tuple[int, Cells]]:
    """Line number and trimmed cells by column, for every row.

    ``pad`` names unlabelled trailing columns that may be there or not. Raises BadFileError for
    a header that differs, a row that is cut or shifted, or a table without rows.
    """
    reader = csv.reader(StringIO(text_of(data, name), newline=""), delimiter=delimiter, strict=True)
    any_row = False
    try:
        head = [cell.strip() for cell in next(reader, [])]
        _check_header(head, columns, name, padded=pad is not None)
        for cells in reader:
            if not cells or [cell.strip() for cell in cells] == head:
                continue
            if pad is None and len(cells) != len(columns):
                raise _bad_width(len(cells), columns, name, reader.line_num)
            if pad is not None and (len(cells) < len(columns) or any(cells[len(columns) :])):
                raise _bad_width(len(cells), columns, name, reader.line_num)
            any_row = True
            yield reader.line_num, dict(zip(columns, map(str.strip, cells), strict=False))
    except csv.Error as error:
        cut = "unexpected end" in str(error)
        raise BadFileError(
            "a quotation opens and never closes." if cut else f"can't be split ({error}).",
            where=f"{name} line {reader.line_num}",
            mend=f"It is cut short or a quotation mark is lost. {AGAIN}",
        ) from None
    if not any_row:
        raise BadFileError("has a header and no entries.", where=name, mend=AGAIN)


def _check_header(head: list[str], columns: Sequence[str], name: str, *, padded: bool) -> None:
    bare = [cell.lower() for cell in (head[: len(columns)] if padded else head)]
    for at, column in enumerate(columns):
        if at >= len(bare) or bare[at] != column.lower():
            found = f"'{head[at]}'" if at < len(bare) else "nothing"
            raise BadFileError(
                f"column {at + 1} should be '{column}', the header has {found}.",
                where=f"{name} line 1",
                mend="Columns are missing or moved; get the file as its publisher gives it.",
            )
    if len(bare) > len(columns) or (padded and any(head[len(columns) :])):
        raise _bad_width(len(head), columns, name, 1)


def _bad_width(found: int, columns: Sequence[str], name: str, line: int) -> BadFileError:
    return BadFileError(
        f"{found} columns stand where {len(columns)} are due.",
        where=f"{name} line {line}",
        mend=f"The line is cut or shifted. {AGAIN}",
    )
