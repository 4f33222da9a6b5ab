"""What is wrong with a programme's tables: one row for each, with its place, mend and consequence.

A problem never stops the rest: ``left_out`` is a row that takes no part, ``unread`` a cell that
counts as unknown, ``doubt`` something that counts but should be looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import polars as pl

Level = Literal["left_out", "unread", "doubt"]
LEVELS: tuple[Level, ...] = ("left_out", "unread", "doubt")
SCHEMA = {
    "level": pl.String(),
    "table": pl.String(),
    "sheet": pl.String(),
    "row": pl.Int64(),
    "column": pl.String(),
    "what": pl.String(),
    "mend": pl.String(),
    "consequence": pl.String(),
}
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: how heavy, of which table and column, how to mend it, what follows."""

    level: Level
    table: str
    column: str | None
    mend: str
    consequence: str


def none() -> pl.DataFrame:
    """No problem."""
    return pl.DataFrame(schema=SCHEMA)


def shown(cell: str) -> pl.Expr:
    """A cell as a problem quotes it: short, on one line."""
    text = pl.col(cell).cast(pl.String).str.replace_all(r"\s+", " ")
    cut = text.str.slice(0, LONGEST) + "..."
    return pl.when(text.str.len_chars() > LONGEST).then(cut).otherwise(text)


def of_rows(frame: pl.DataFrame, what: pl.Expr | str, kind: Kind) -> pl.DataFrame:
    """One problem for each row of ``frame``, which has the columns ``sheet`` and ``row``."""
    said = what if isinstance(what, pl.Expr) else pl.lit(what)
    return frame.select(
        level=pl.lit(kind.level),
        table=pl.lit(kind.table),
        sheet=pl.col("sheet").cast(pl.String),
        row=pl.col("row").cast(pl.Int64),
        column=pl.lit(kind.column, pl.String),
        what=said.cast(pl.String),
        mend=pl.lit(kind.mend),
        consequence=pl.lit(kind.consequence),
    )


def one(what: str, kind: Kind, sheet: str | None = None, row: int | None = None) -> pl.DataFrame:
    """One problem of a table as a whole, or of one row."""
    told = (kind.level, kind.table, sheet, row, kind.column, what, kind.mend, kind.consequence)
    return pl.DataFrame([told], schema=SCHEMA, orient="row")


def together(found: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """All problems, the weightiest first, then by table, sheet and row."""
    frames = [frame for frame in found if frame.height]
    if not frames:
        return none()
    rank = pl.col("level").replace_strict({level: n for n, level in enumerate(LEVELS)})
    return pl.concat(frames).sort(rank, "table", "sheet", "row", maintain_order=True)
