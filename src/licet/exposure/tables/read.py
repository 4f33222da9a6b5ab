"""Reads the tables of a programme: typed columns, what was guessed, every cell that is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from licet.exposure.tables import problems
from licet.exposure.tables.cells import DTYPES, typed
from licet.exposure.tables.guess import Columns, columns_of, hint, table_of
from licet.exposure.tables.numbers import Cells, truth
from licet.exposure.tables.problems import Kind
from licet.exposure.tables.schema import Column, Table, Type, tables
from licet.exposure.tables.sheets import Sheet, open_sheets
from licet.exposure.tables.text import Raw

REMARK = "# "
"""A row whose first cell begins so is a remark, such as the template's row of meanings."""
MENDS: dict[Type, str] = {
    "id": "Fill it in.",
    "text": "Fill it in.",
    "number": "Write a plain number, as 1250.5.",
    "percent": "Write 40 for 40 %.",
    "yes_no": "Write yes or no, or leave it empty where it is unknown.",
    "day": "Write days as 2020-12-14.",
    "country": "Write its English name or its ISO code, as TR.",
    "currency": "Write three letters, as USD.",
    "word": "Write one of these words.",
}


@dataclass(frozen=True, slots=True)
class Understood:
    """How a sheet was read: ``guessed`` holds header and column; ``unread`` headers were skipped.

    ``table`` is None for a sheet that is none of the tables; ``told`` says what else was guessed.
    """

    sheet: str
    table: str | None
    rows: int
    remarks: int = 0
    table_guessed: bool = False
    guessed: dict[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tables:
    """Frames by table, each with all columns of the schema, ``sheet`` and ``row``; problems."""

    frames: dict[str, pl.DataFrame]
    problems: list[pl.DataFrame]
    sheets: tuple[Understood, ...]


def read_tables(path: Path) -> Tables:
    """Every table of a folder, workbook or file; raises BadInputError where there is none."""
    parts: dict[str, list[pl.DataFrame]] = {
        name: [empty(table)] for name, table in tables().items()
    }
    found: list[pl.DataFrame] = []
    sheets: list[Understood] = []
    for sheet in open_sheets(path):
        told, frame, wrong = _read(sheet)
        sheets.append(told)
        found += wrong
        if told.table and frame is not None:
            parts[told.table].append(frame)
    frames = {name: pl.concat(some) if len(some) > 2 else some[-1] for name, some in parts.items()}
    return Tables(frames, found, tuple(sheets))


def empty(table: Table) -> pl.DataFrame:
    """A table without rows."""
    own = {column.name: DTYPES[column.type] for column in table.columns.values()}
    return pl.DataFrame(schema={**own, "sheet": pl.String(), "row": pl.Int64()})


def _read(sheet: Sheet) -> tuple[Understood, pl.DataFrame | None, list[pl.DataFrame]]:
    if sheet.raw is None:
        kind = Kind("left_out", "", None, "Save it again.", "nothing of the file is counted")
        nothing = Understood(sheet.place, None, 0)
        return nothing, None, [problems.one(sheet.trouble or "can't be read", kind, sheet.place)]
    table, guessed = table_of(sheet.name, sheet.raw.labels)
    if table is None:
        return Understood(sheet.place, None, sheet.raw.frame.height), None, []
    columns = columns_of(table, sheet.raw.labels)
    if columns.missing:
        wrong = [_missing(table, name, sheet, sheet.raw.labels) for name in columns.missing]
        return Understood(sheet.place, table.name, 0, unread=columns.unread), None, wrong
    raw, remarks = _without_remarks(sheet.raw)
    frame, told, wrong = _typed(table, columns, raw, sheet.place)
    understood = Understood(
        sheet.place,
        table.name,
        frame.height,
        remarks,
        guessed,
        columns.guessed,
        columns.unread,
        (*raw.told, *told),
    )
    return understood, frame, wrong


def _missing(table: Table, name: str, sheet: Sheet, labels: tuple[str, ...]) -> pl.DataFrame:
    kind = Kind("left_out", table.name, name, hint(table, name, labels), "the sheet is left out")
    had = ", ".join(filter(None, labels))[:200]
    return problems.one(f"has no column '{name}'; it has {had}", kind, sheet.place, 1)


def _without_remarks(raw: Raw) -> tuple[Raw, int]:
    if not raw.labels or raw.frame["0"].dtype != pl.String:
        return raw, 0
    remark = truth(raw.frame["0"].str.starts_with(REMARK))
    if not remark.any():
        return raw, 0
    kept = Raw(raw.labels, raw.frame.filter(~remark), raw.broken, raw.told)
    return kept, int(remark.sum())


def _typed(
    table: Table, columns: Columns, raw: Raw, place: str
) -> tuple[pl.DataFrame, list[str], list[pl.DataFrame]]:
    """The sheet's rows as the schema has them; rows that can't be used are problems alone."""
    told: list[str] = []
    wrong = [_broken(table, raw, place)]
    made: dict[str, pl.Series] = {}
    use = pl.repeat(value=True, n=raw.frame.height, dtype=pl.Boolean(), eager=True)
    for column in table.columns.values():
        if column.name not in columns.places:
            continue
        cells = raw.frame[str(columns.places[column.name])]
        read = typed(cells, column, columns.factors.get(column.name, 1.0))
        made[column.name] = read.values
        if read.told:
            told.append(f"{column.name}: {read.told}")
        if column.fatal:
            use &= ~read.bad
        if column.required:
            use &= read.values.is_not_null()
        wrong += _cell_problems(table, column, cells, read, _places(raw, place))
    frame = pl.DataFrame({**made, "row": raw.frame["row"]}).filter(use)
    others = [
        pl.lit(None, dtype).alias(name)
        for name, dtype in empty(table).schema.items()
        if name not in frame.columns and name != "sheet"
    ]
    frame = frame.with_columns(*others, pl.lit(place).alias("sheet"))
    return frame.select(empty(table).columns), told, wrong


def _places(raw: Raw, place: str) -> pl.DataFrame:
    return raw.frame.select("row", pl.lit(place).alias("sheet"))


def _broken(table: Table, raw: Raw, place: str) -> pl.DataFrame:
    mend = "Mend the row; a comma within a cell needs quotation marks."
    kind = Kind("left_out", table.name, None, mend, "the row is left out")
    frame = pl.DataFrame(
        {"row": [row for row, _ in raw.broken], "what": [what for _, what in raw.broken]},
        schema={"row": pl.Int64, "what": pl.String},
    ).with_columns(sheet=pl.lit(place))
    return problems.of_rows(frame, pl.col("what").str.strip_chars_end("."), kind)


def _cell_problems(
    table: Table, column: Column, cells: pl.Series, read: Cells, places: pl.DataFrame
) -> list[pl.DataFrame]:
    """Cells that can't be read, and empty ones where the row needs one."""
    found: list[pl.DataFrame] = []
    if read.bad.any():
        lost = "the row is left out" if column.fatal else column.lost
        level: problems.Level = "left_out" if column.fatal else "unread"
        kind = Kind(level, table.name, column.name, MENDS[column.type], lost)
        said = pl.format("'{}' {}", problems.shown("cell"), pl.lit(read.why))
        wrong = places.with_columns(cells.cast(pl.String, strict=False).alias("cell"))
        found.append(problems.of_rows(wrong.filter(read.bad), said, kind))
    if column.required and (blank := read.values.is_null() & ~read.bad).any():
        kind = Kind("left_out", table.name, column.name, "Fill it in.", "the row is left out")
        found.append(problems.of_rows(places.filter(blank), f"{column.name} is empty", kind))
    return found
