"""Excel workbooks (xlsx and xls) as plain text cells, within limits.

Excel gives numbers and days as types; here every cell is text again ("176", "2018-06-21"), so
that readers know one kind of cell. Merged cells hold their text in the first cell alone.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from licet.core.errors import BadFileError

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

XLSX, XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MAX_UNPACKED = 256 * 1024 * 1024
AGAIN = "Get the workbook from its publisher again."
_STEP = 1 << 20
_HEADER_ROWS = 8

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet from its header on: column labels, and (row number in Excel, cells) below them."""

    sheet: str
    titles: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Row], ...]


def is_workbook(data: bytes) -> bool:
    """Whether the bytes start as a workbook does; a zip of anything else starts so too."""
    return data.startswith((XLSX, XLS))


@lru_cache(maxsize=2)
def workbook(data: bytes) -> CalamineWorkbook:
    """Open a workbook; raises BadFileError for a damaged, locked or oversized one."""
    from python_calamine import CalamineWorkbook, PasswordError

    _within_limits(data)
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise BadFileError(
            "is locked with a password.", where="the workbook", mend="Save it without."
        ) from None
    except BaseException as error:
        raise _damaged(error, "the workbook") from None


def _within_limits(data: bytes) -> None:
    """Unpack every part once, so that a small zip can't become a large workbook."""
    if not data.startswith(XLSX):
        return
    room = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.infolist():
                with archive.open(part) as stream:
                    while block := stream.read(_STEP):
                        room -= len(block)
                        if room < 0:
                            raise BadFileError(
                                f"unpacks to more than {MAX_UNPACKED / 1e6:.0f} MB.",
                                where="the workbook",
                                mend="Check that this is the list itself.",
                            )
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as error:
        raise _damaged(error, "the workbook") from None
    except (NotImplementedError, RuntimeError) as error:  # unknown packing, or encrypted
        raise _damaged(error, "the workbook") from None


def _damaged(error: BaseException, where: str) -> BadFileError:
    """The error to raise for what the parser raised; its panics are no Exceptions."""
    if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
        raise error
    return BadFileError("is damaged or is no Excel workbook.", where=where, mend=AGAIN)


def sheet_names(data: bytes) -> list[str]:
    """Names of the sheets in their order; raises BadFileError."""
    return list(workbook(data).sheet_names)


def cells(data: bytes, sheet: str, first: int | None = None) -> list[list[str]]:
    """Cells of a sheet as text, row 1 first, or of its ``first`` rows; raises BadFileError."""
    try:
        found = workbook(data).get_sheet_by_name(sheet)
        rows = found.to_python(skip_empty_area=False, nrows=first)
    except BaseException as error:
        raise _damaged(error, f"sheet '{sheet}'") from None
    return [[cell_text(cell) for cell in row] for row in rows]


def cell_text(cell: Any) -> str:
    """``176`` for 176.0, ``2018-06-21`` for a day; text without blanks around it."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute) else cell.isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def table(data: bytes, sheet: str, required: Sequence[str]) -> Table:
    """The table of a sheet below the first row that starts with the first of ``required``.

    Rows above it are titles. Raises BadFileError when a required column is missing, is there
    twice, or when a row has text beyond the last labelled column.
    """
    rows = cells(data, sheet)
    at = _header_at(rows, required[0])
    if at is None:
        raise BadFileError(
            f"no header row with '{required[0]}' among the first {_HEADER_ROWS} rows.",
            where=f"sheet '{sheet}'",
            mend="Rows are missing, merged or moved; get the workbook as its publisher gives it.",
        )
    columns = tuple(one_line(cell) for cell in rows[at])
    _check_columns(columns, required, sheet, at + 1)
    titles = tuple(cell for row in rows[:at] for cell in row if cell)
    return Table(sheet, titles, columns, tuple(_rows(rows, at, columns, sheet)))


def has_table(data: bytes, sheet: str, required: Sequence[str]) -> bool:
    """Whether a sheet has a header row with all of ``required``."""
    rows = cells(data, sheet, _HEADER_ROWS)
    at = _header_at(rows, required[0])
    return at is not None and set(required) <= {one_line(cell) for cell in rows[at]}


def one_line(text: str) -> str:
    """Words with one blank between them; a header may be broken over lines."""
    return " ".join(text.split())


def _header_at(rows: list[list[str]], first: str) -> int | None:
    for at, row in enumerate(rows[:_HEADER_ROWS]):
        if first in (one_line(cell) for cell in row):
            return at
    return None


def _check_columns(
    columns: tuple[str, ...], required: Sequence[str], sheet: str, line: int
) -> None:
    for column in required:
        if column not in columns:
            raise BadFileError(
                f"the column '{column}' is missing from the header.",
                where=f"sheet '{sheet}' row {line}",
                mend="Columns are missing or merged; get the workbook as its publisher gives it.",
            )
    labelled = [column for column in columns if column]
    for column in labelled:
        if labelled.count(column) > 1:
            raise BadFileError(
                f"the column '{column}' stands twice in the header.",
                where=f"sheet '{sheet}' row {line}",
                mend="Get the workbook as its publisher gives it.",
            )


def _rows(
    rows: list[list[str]], header: int, columns: tuple[str, ...], sheet: str
) -> Iterator[tuple[int, Row]]:
    for line, row in enumerate(rows[header + 1 :], start=header + 2):
        if not any(row):
            continue
        for column, cell in zip(columns, row, strict=False):
            if cell and not column:
                raise BadFileError(
                    f"'{cell[:40]}' stands in a column without a label.",
                    where=f"sheet '{sheet}' row {line}",
                    mend="Cells are shifted; get the workbook as its publisher gives it.",
                )
        yield line, {c: cell for c, cell in zip(columns, row, strict=False) if c}
