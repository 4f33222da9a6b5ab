"""The parts of a job put together: matches as CSV, Parquet or JSON lines, rejects as CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import polars as pl

from licet.core.errors import BadInputError
from licet.screening.jobs.model import REJECTS
from licet.screening.jobs.work import WorkFolder
from licet.screening.jobs.writing import whole

ASKED = "asked_name"
"""The name as it was asked, kept beside a match for the eye; no column of the results."""
FORMATS = (".csv", ".parquet", ".jsonl")


def check_format(out: Path) -> None:
    """Raise BadInputError for an output of a kind that is not written."""
    if out.suffix.lower() not in FORMATS:
        raise BadInputError(
            f"'{out.name}' ends in none of {', '.join(FORMATS)}.",
            where="--out",
            mend="Name a file that does; its ending says how it is written.",
        )


def write_matches(work: WorkFolder, out: Path, schema: dict[str, Any]) -> None:
    """Write all matches to a file of the kind its ending says; raises BadInputError."""
    with whole(out, work.path) as half:
        if out.suffix.lower() == ".parquet":
            _parquet(work, half, schema)
        elif out.suffix.lower() == ".jsonl":
            with half.open("w", encoding="utf-8", newline="\n") as opened:
                for row in match_rows(work):
                    opened.write(json.dumps(row, ensure_ascii=False) + "\n")
        else:
            with half.open("wb") as packed:
                _csv(work.frames("matches"), packed, schema)


def write_rejects(work: WorkFolder, path: Path) -> None:
    """Write all rejects as CSV; where there are none, a file of an earlier run is removed."""
    if not work.totals.rejected:
        # One of an earlier run would be taken for this run's.
        path.unlink(missing_ok=True)
        return
    with whole(path, work.path) as half, half.open("wb") as opened:
        _csv(work.frames("rejects"), opened, REJECTS)


def match_rows(work: WorkFolder) -> Iterator[dict[str, Any]]:
    """Matches one by one, the explanation as JSON values."""
    for frame in work.frames("matches"):
        for row in frame.drop(ASKED).iter_rows(named=True):
            yield {**row, "explanation": json.loads(row["explanation"])}


def reject_rows(work: WorkFolder) -> Iterator[dict[str, Any]]:
    """Rejects one by one."""
    for frame in work.frames("rejects"):
        yield from frame.iter_rows(named=True)


def first_matches(work: WorkFolder, count: int) -> list[dict[str, Any]]:
    """The first matches with the names that were asked, for a table in the terminal."""
    found: list[dict[str, Any]] = []
    for frame in work.frames("matches"):
        found += frame.head(count - len(found)).drop("explanation").to_dicts()
        if len(found) >= count:
            break
    return found


def _csv(frames: Iterator[pl.DataFrame], opened: IO[bytes], schema: dict[str, Any]) -> None:
    opened.write(pl.DataFrame(schema=schema).write_csv().encode())
    for frame in frames:
        opened.write(frame.select(list(schema)).write_csv(include_header=False).encode())


def _parquet(work: WorkFolder, half: Path, schema: dict[str, Any]) -> None:
    files = work.files("matches")
    if files:
        pl.scan_parquet(files, glob=False).select(list(schema)).sink_parquet(half)
    else:
        pl.DataFrame(schema=schema).write_parquet(half)
