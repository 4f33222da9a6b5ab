"""The customers' file as one frame, read as ``licet screen`` reads it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

PART = 50_000


def read_customers(path: Path) -> tuple[pl.DataFrame, list[str]]:
    """Records with an id each, and why each of the others could not be read as a record.

    Raises BadFileError for a file that is no table, has no column of names, or no record.
    """
    import polars as pl

    from licet.core.errors import BadFileError
    from licet.screening.jobs.opening import open_records

    parts = list(open_records(path).parts(None, PART))
    frames = [part.frame() for part in parts]
    broken = [one.reason for part in parts for one in part.broken]
    if not broken and not sum(frame.height for frame in frames):
        raise BadFileError(
            "has a heading and no records.", where=str(path), mend="Give one row for each name."
        )
    frame = pl.concat(frames, how="vertical_relaxed")
    number = pl.coalesce("line", "row").cast(pl.String)
    own = pl.coalesce("record_id", number) if "record_id" in frame.columns else number
    return frame.with_columns(own.alias("record_id")).drop("row", "line"), broken
