"""Parquet files, a slice of rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from licet.core.errors import BadFileError
from licet.screening.jobs.columns import expressions, known_columns
from licet.screening.jobs.model import Part, Place

SLICE = 200_000
"""Rows unpacked at a time: some tens of megabytes of names."""


@dataclass(frozen=True)
class ParquetTable:
    """A Parquet file whose columns have been checked. ``titles``: known column to its own."""

    path: Path
    titles: dict[str, str]
    height: int

    @classmethod
    def open(cls, path: Path) -> ParquetTable:
        """Read the footer; raises BadFileError for a damaged file and unusable columns."""
        try:
            lazy = pl.scan_parquet(path, glob=False)
            schema = lazy.collect_schema()
            height = int(lazy.select(pl.len()).collect().item())
        except (pl.exceptions.PolarsError, OSError) as error:
            raise _damaged(path, error) from None
        except pl.exceptions.PanicException as error:
            raise _damaged(path, error) from None
        names = list(schema)
        titles = {one: names[at] for one, at in known_columns(names, str(path)).items()}
        held = {one: schema[title] for one, title in titles.items()}
        expressions(held, str(path))
        return cls(path, titles, height)

    def parts(self, start: Place | None, size: int) -> Iterator[Part]:
        """Parts of at most ``size`` rows from a place on; the offset of a place is a row."""
        first = start.offset if start else 0
        for at in range(first, self.height, SLICE):
            held = self._slice(at)
            for within in range(0, held.height, size):
                frame = held.slice(within, size)
                end = at + within + frame.height
                yield Part(
                    partial(self._frame, frame, at + within + 1),
                    (),
                    frame.height,
                    0,
                    Place(end, end + 1, end + 1),
                    end / self.height,
                )

    def _slice(self, at: int) -> pl.DataFrame:
        columns = [pl.col(title).alias(name) for name, title in self.titles.items()]
        try:
            lazy = pl.scan_parquet(self.path, glob=False).slice(at, SLICE)
            found = lazy.select(columns).collect()
        except (pl.exceptions.PolarsError, OSError) as error:
            raise _damaged(self.path, error) from None
        except pl.exceptions.PanicException as error:
            raise _damaged(self.path, error) from None
        if found.height != min(SLICE, self.height - at):
            raise BadFileError(
                f"gave {found.height:,} rows from row {at + 1:,} on, fewer than it says it has.",
                where=str(self.path),
                mend="Write the file again.",
            )
        return found

    def _frame(self, held: pl.DataFrame, first: int) -> pl.DataFrame:
        rows = pl.int_range(first, first + held.height, dtype=pl.Int64, eager=True)
        return held.select(
            rows.alias("row"),
            pl.lit(None, pl.Int64).alias("line"),
            *expressions(held.schema, str(self.path)),
        )


def _damaged(path: Path, error: BaseException) -> BadFileError:
    first = (str(error).splitlines() or ["no reason given"])[0].rstrip(".")
    if not path.stat().st_size:
        return BadFileError("is empty.", where=str(path), mend="Give one row for each name.")
    return BadFileError(
        f"is no whole Parquet file ({first[:200]}).",
        where=str(path),
        mend="Write it again; a file cut short in copying looks like this.",
    )
