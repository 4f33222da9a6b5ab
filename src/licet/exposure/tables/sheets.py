"""The sheets of a programme: files of a folder, sheets of a workbook, or one table in a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from licet.core.errors import BadFileError, BadInputError
from licet.exposure.tables.text import Raw, read_text
from licet.lists.world import excel

TEXT, BOOKS = (".csv", ".tsv", ".txt"), (".xlsx", ".xlsm", ".xls")
SUFFIXES = (*TEXT, *BOOKS, ".parquet")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: ``name`` is a file's stem or a sheet's title, ``place`` tells where it is."""

    name: str
    place: str
    raw: Raw | None
    trouble: str | None = None


def open_sheets(path: Path) -> list[Sheet]:
    """Every sheet of a folder, workbook or file; one that can't be read carries its trouble.

    Raises BadInputError where there is no table at all.
    """
    files = _files(path)
    if not files:
        raise BadInputError(
            "has no table in it." if path.is_dir() else "is no file or folder.",
            where=str(path),
            mend="Write a template with `licet exposure init FOLDER`.",
        )
    found = [sheet for file in files for sheet in _of_file(file)]
    if not any(sheet.raw for sheet in found):
        what = found[0].trouble if found else "has no sheet with anything in it."
        raise BadFileError(what or "can't be read.", where=str(path))
    return found


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path] if path.is_file() else []
    every = sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES and p.is_file())
    return [p for p in every if not p.name.startswith((".", "~")) and p.stem.upper() != "README"]


def _of_file(file: Path) -> Iterator[Sheet]:
    try:
        if file.suffix.lower() == ".parquet":
            yield Sheet(file.stem, file.name, _parquet(file))
            return
        data = file.read_bytes()
        if file.suffix.lower() in BOOKS or excel.is_workbook(data):
            yield from _of_book(file, data)
        else:
            yield Sheet(file.stem, file.name, read_text(data, file.name))
    except BadFileError as error:
        yield Sheet(file.stem, file.name, None, error.what)
    except OSError as error:
        yield Sheet(file.stem, file.name, None, f"can't be opened ({error.strerror}).")


def _of_book(file: Path, data: bytes) -> Iterator[Sheet]:
    for title in excel.sheet_names(data):
        raw = _cells(excel.cells(data, title))
        if raw:
            yield Sheet(title, f"{file.name}, sheet {title}", raw)


def _cells(rows: list[list[str]]) -> Raw | None:
    """A sheet from its first row with two cells on; None for one without."""
    at = next((n for n, row in enumerate(rows) if sum(map(bool, row)) > 1), None)
    if at is None:
        return None
    labels = [excel.one_line(cell) for cell in rows[at]]
    while not labels[-1]:
        labels.pop()
    below = [(n + 1, row) for n, row in enumerate(rows) if n > at and any(row)]
    beyond = {n: next(filter(None, row[len(labels) :]), "") for n, row in below}
    broken = tuple(
        (n, f"'{cell[:40]}' stands beyond the last header.") for n, cell in beyond.items() if cell
    )
    sound = [(n, row) for n, row in below if not beyond[n]]
    columns = {str(k): [_at(row, k) for _, row in sound] for k in range(len(labels))}
    schema = {**dict.fromkeys(columns, pl.String), "row": pl.Int64}
    frame = pl.DataFrame({**columns, "row": [n for n, _ in sound]}, schema=schema)
    return Raw(tuple(labels), frame, broken)


def _at(row: list[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def _parquet(file: Path) -> Raw:
    try:
        frame = pl.read_parquet(file)
    except (pl.exceptions.PolarsError, OSError):
        raise BadFileError("is no readable Parquet file.", where=file.name) from None
    labels = tuple(frame.columns)
    frame.columns = [str(n) for n in range(frame.width)]
    return Raw(labels, frame.with_row_index("row", 1).cast({"row": pl.Int64}))
