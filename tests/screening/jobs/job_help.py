"""An engine that needs no index, and ways to run a job on small files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from licet.screening.batch import MATCHES, REJECTS, Screened
from licet.screening.jobs.model import Part, Place, Totals
from licet.screening.jobs.opening import open_records
from licet.screening.jobs.run import Plan, run
from licet.screening.jobs.work import WorkFolder, kept

IDENTITY: dict[str, Any] = {"input": {"size": 1}, "index": "a", "threshold": 0.77, "limit": 10}


def engine(frame: pl.DataFrame) -> Screened:
    """Names with "keld" match one listing, strongly when they are nothing else; none is rejected
    but an empty one."""
    found: dict[str, list[Any]] = {name: [] for name in MATCHES}
    rejects: list[tuple[int, str, str]] = []
    for row, (record, name) in enumerate(frame.select("record_id", "name").iter_rows(), 1):
        if not name:
            rejects.append((row, record, "the name is empty."))
        elif "keld" in name.lower():
            score = 1.0 if name.lower() == "keld" else 0.8
            cells = (record, "x:1", "test", score, "KELD", "primary", "strong", "name", "{}")
            for column, cell in zip(found.values(), cells, strict=True):
                column.append(cell)
    return Screened(
        pl.DataFrame(found, schema=MATCHES),
        pl.DataFrame(rejects, schema=REJECTS, orient="row"),
        frame.height,
        frame.height - len(rejects),
    )


def read(path: Path, size: int = 1000, start: Place | None = None) -> list[Part]:
    """All parts of a file."""
    return list(open_records(path).parts(start, size))


def rows(parts: list[Part]) -> list[tuple[Any, ...]]:
    """Rows of all records: number, line, then the known columns."""
    return [row for part in parts for row in part.frame().rows()]


def broken(parts: list[Part]) -> list[tuple[int, int | None, str]]:
    """Number, line and reason of all broken records."""
    return [tuple(one) for part in parts for one in part.broken]


def job(path: Path, folder: Path, plan: Plan | None = None, **other: Any) -> tuple[Totals, Any]:
    """Run a job in a kept work folder; its counts, and all of its matches and rejects."""
    with kept(folder, {**IDENTITY, **other}, fresh=False) as work:
        run(open_records(path), work, engine, lambda found: found, plan or Plan(), _nobody)
        return work.totals, tables(work)


def tables(work: WorkFolder) -> list[list[tuple[Any, ...]]]:
    """Rows of the matches and of the rejects."""
    return [[row for f in work.frames(name) for row in f.rows()] for name in ("matches", "rejects")]


def _nobody(totals: Totals, share: float) -> None:
    """Nobody watches."""
