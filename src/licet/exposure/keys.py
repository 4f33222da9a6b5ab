"""Numbers in place of ids: parts, suppliers and contracts by their place in their own table.

What another table names and the own table doesn't have is taken in with nothing known of it, and
told: its contracts and parts still count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from licet.exposure.tables import problems
from licet.exposure.tables.problems import Kind

KEY = pl.Int32


@dataclass(frozen=True, slots=True)
class Keyed:
    """A table with its key (``column``, from 0) and its id (``column_id``), and what was wrong."""

    column: str
    frame: pl.DataFrame
    problems: list[pl.DataFrame]

    def put(self, frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
        """The frame with keys in place of ids in these columns (else in the one of this name)."""
        ids = self.frame.select(f"{self.column}_id", key=self.column)
        for column in columns or (self.column,):
            joined = frame.select(column).join(
                ids, left_on=column, right_on=f"{self.column}_id", how="left", maintain_order="left"
            )
            frame = frame.with_columns(joined["key"].alias(column))
        return frame


def keyed(table: str, column: str, own: pl.DataFrame, others: Sequence[pl.DataFrame]) -> Keyed:
    """Keys for the ids of a table and of all that others name.

    ``others``: frames with the id in their first column, ``sheet`` and ``row``.
    """
    wrong: list[pl.DataFrame] = []
    twice = own.select(pl.col(column).is_duplicated() & ~pl.col(column).is_first_distinct())
    if (again := twice.to_series()).any():
        mend = "Put what is known of it into one row."
        kind = Kind("left_out", table, column, mend, "the first row of it counts")
        said = pl.format("'{}' stands in an earlier row too", problems.shown(column))
        wrong.append(problems.of_rows(own.filter(again), said, kind))
        own = own.filter(~again)
    named = [one.rename({one.columns[0]: column}) for one in others if one.height]
    if named:
        strange = (
            pl.concat(one.select(column, "sheet", "row") for one in named)
            .drop_nulls(column)
            .unique(column, keep="first", maintain_order=True)
            .join(own.select(column), on=column, how="anti", maintain_order="left")
        )
        wrong += _strange(table, column, own, strange)
        own = pl.concat([own, strange], how="diagonal")
    made = own.rename({column: f"{column}_id"}).with_row_index(column).cast({column: KEY})
    return Keyed(column, made, wrong)


def _strange(
    table: str, column: str, own: pl.DataFrame, strange: pl.DataFrame
) -> list[pl.DataFrame]:
    """What is named and not known: each, or in one sentence where there is no such table."""
    if not strange.height:
        return []
    mend = f"Add it to {table}."
    kind = Kind("doubt", table, column, mend, "it counts with nothing else known of it")
    if own.height:
        said = pl.format(
            f"'{{}}' is not in {table}; this row is the first to name it", problems.shown(column)
        )
        return [problems.of_rows(strange, said, kind)]
    what = f"there is no table {table}; other tables name {strange.height:,}"
    return [problems.one(what, Kind("doubt", table, None, f"Add {table}.", kind.consequence))]
