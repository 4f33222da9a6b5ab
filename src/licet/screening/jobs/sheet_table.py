"""The first sheet of an Excel workbook, whose heading is its first row with anything in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from licet.core.errors import BadFileError
from licet.lists.world import excel
from licet.screening.jobs.columns import expressions, known_columns
from licet.screening.jobs.model import Part, Place
from licet.screening.jobs.stream import unreadable


@dataclass(frozen=True)
class SheetTable:
    """Rows of a sheet as text. A sheet has a million rows at most, so it is held as a whole."""

    path: Path
    rows: list[list[str]]
    columns: dict[str, int]
    heading: int

    @classmethod
    def open(cls, path: Path) -> SheetTable:
        """Read the workbook; raises BadFileError for a damaged one and unusable columns."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise unreadable(path, error) from None
        try:
            rows = excel.cells(data, excel.sheet_names(data)[0])
        except BadFileError as error:
            raise BadFileError(
                error.what, where=str(path), mend="Save it again, or save the sheet as CSV UTF-8."
            ) from None
        at = next((n for n, row in enumerate(rows) if any(row)), None)
        if at is None:
            raise BadFileError(
                "has an empty first sheet.", where=str(path), mend="Put the records there."
            )
        return cls(path, rows, known_columns(rows[at], f"{path} row {at + 1}"), at)

    def parts(self, start: Place | None, size: int) -> Iterator[Part]:
        """Parts of the rows from a place on; the offset of a place is a row of the sheet."""
        place = start or Place(self.heading + 1, self.heading + 2, 1)
        for at in range(place.offset, len(self.rows), size):
            stop = min(at + size, len(self.rows))
            held = [(n + 1, self.rows[n]) for n in range(at, stop) if any(self.rows[n])]
            first, place = place.row, Place(stop, stop + 1, place.row + len(held))
            yield Part(
                partial(self._frame, held, first),
                (),
                len(held),
                stop - at - len(held),
                place,
                stop / len(self.rows),
            )

    def _frame(self, held: list[tuple[int, list[str]]], first: int) -> pl.DataFrame:
        frame = pl.DataFrame(
            {name: [row[n] for _, row in held] for name, n in self.columns.items()},
            schema=dict.fromkeys(self.columns, pl.String),
        )
        return frame.select(
            pl.int_range(first, first + len(held), dtype=pl.Int64, eager=True).alias("row"),
            pl.Series("line", [line for line, _ in held], pl.Int64),
            *expressions(frame.schema, str(self.path)),
        )
