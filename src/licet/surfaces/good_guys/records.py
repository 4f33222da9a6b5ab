"""What ``licet good-guys`` reads: records by their id, and a table of decisions."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from licet.casework.good_guys.confirming import Confirmed, Refused, expiry, plain_id
from licet.core.errors import BadFileError, BadInputError
from licet.screening.jobs.stream import unreadable
from licet.screening.model import Query

if TYPE_CHECKING:
    import polars as pl

PART = 50_000
NEEDED = ("record_id", "listing_id", "reason")
KNOWN = (*NEEDED, "by", "until")


def read_records(path: Path, wanted: Sequence[str]) -> dict[str, list[Query | str]]:
    """The records with the ids wanted, as screening reads them; a sentence for one it can't read.

    Raises BadFileError for a file that is no table or has no column of ids.
    """
    import polars as pl

    from licet.screening.jobs.opening import open_records

    found: dict[str, list[Query | str]] = {}
    for part in open_records(path).parts(None, PART):
        frame = part.frame()
        if "record_id" not in frame.columns:
            raise BadFileError(
                "has no column of record ids.",
                where=str(path),
                mend="A non-match is remembered by the record's own id: add a column 'record_id'.",
            )
        for record_id, query in _queries(frame.filter(pl.col("record_id").is_in(list(wanted)))):
            found.setdefault(record_id, []).append(query)
    return found


def _queries(frame: pl.DataFrame) -> Iterator[tuple[str, Query | str]]:
    from licet.screening.batch import OPTIONAL, query_of

    columns = [frame[name].to_list() if name in frame.columns else [None] * frame.height
               for name in ("record_id", "name", *OPTIONAL)]  # fmt: skip
    for record_id, *cells in zip(*columns, strict=True):
        try:
            yield record_id, query_of(*cells)
        except BadInputError as error:
            yield record_id, error.what


def read_decisions(path: Path, by: str | None) -> tuple[list[Confirmed], list[Refused]]:
    """The rows of a table of decisions, and those that can't be read, with their lines.

    Raises BadFileError for what is no such table.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise unreadable(path, error) from None
    except UnicodeDecodeError:
        raise BadFileError(
            "is not UTF-8.", where=str(path), mend="Save it again as CSV UTF-8 (comma delimited)."
        ) from None
    rows = csv.reader(text.splitlines(keepends=True), strict=True)
    found: list[Confirmed] = []
    refused: list[Refused] = []
    try:
        titles = _titles(next(rows, []), path)
        for line, row in _numbered(rows):
            try:
                found.append(_confirmed(titles, row, by, line))
            except BadInputError as error:
                refused.append(Refused(Confirmed("", "", "", line=line), str(error)))
    except csv.Error as error:
        raise BadFileError(
            f"can't be read as CSV ({error}).",
            where=f"{path} line {rows.line_num}",
            mend="Close every quotation, and save it again.",
        ) from None
    return found, refused


def _numbered(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, with the line each begins at."""
    line = 2
    for row in rows:
        if any(cell.strip() for cell in row):
            yield line, row
        line = rows.line_num + 1  # type: ignore[attr-defined]


def _titles(row: list[str], path: Path) -> list[str]:
    titles = [title.strip().lower().replace(" ", "_") for title in row]
    if missing := [title for title in NEEDED if title not in titles]:
        raise BadFileError(
            f"has no column '{missing[0]}'.",
            where=str(path),
            mend=f"Its columns are {', '.join(KNOWN)}; the last two may be left out.",
        )
    return titles


def _confirmed(titles: list[str], row: list[str], by: str | None, line: int) -> Confirmed:
    if len(row) != len(titles):
        raise BadInputError(f"has {len(row)} fields, the heading has {len(titles)}.")
    cells = {title: cell.strip() for title, cell in zip(titles, row, strict=True)}
    return Confirmed(
        cells["record_id"],
        plain_id(cells["listing_id"]),
        cells["reason"],
        cells.get("by") or by,
        expiry(cells.get("until"), "until"),
        line,
    )
