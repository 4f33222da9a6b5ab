"""How long a batch takes to be rescreened when a list changes by a day.

    python -m benchmarks.rescreen [--json] [--records N] [--home DIR]

Real lists: the newest whole file of each list that ``benchmarks.accuracy.data`` names, but OFAC's
SDN list as it was on 2 and on 3 May 2024. Records are made of ordinary names. The batch is screened
once against the first state (not counted), then the list of the next day is added and the batch is
rescreened: that is the figure, from the command's first look at the lists to its last commit.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import sys
import tarfile
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import zstandard

from benchmarks.accuracy import data
from benchmarks.speed import customers_of
from licet.casework.cases import Cases
from licet.casework.ledger import Actor
from licet.casework.rescreening.rescreen import Request, rescreen
from licet.core.errors import LicetError
from licet.decision.workspace import Workspace
from licet.lists.intake import Choices, add_files
from licet.screening.kernel import run as loops

SERIES = "ofac/series_sdn_csv_2021-08-18_2024-05-03.tar.zst"
DAYS = ("sdn_2024-05-02T1843.csv", "sdn_2024-05-03T1843.csv")
UNDATED = date(2026, 1, 1)
BY = Actor("benchmark", "analyst")


def main() -> None:
    """Measure, and print a line or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--home", type=Path, help="Keep the store of the first day here.")
    asked = parser.parse_args()
    if not data.SHARED.exists():
        sys.exit(f"no data at {data.SHARED}: set LICET_SHARED")
    made = run(asked.records, asked.home)
    print(
        json.dumps(made, indent=1)
        if asked.json
        else "\n".join(f"{k}: {v}" for k, v in made.items())
    )


def run(records: int = 1_000_000, home: Path | None = None) -> dict[str, Any]:
    """Seconds of a rescreening of so many records after a day's change, and what was asked."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        first, second = _days(place)
        store = place / "home"
        _store(store, home, first)
        path = place / "records.parquet"
        customers_of(records).write_parquet(path)
        made: dict[str, Any] = {"records": records}
        with Cases(place / "casework.db", home=place / "remembered") as cases:
            started = time.perf_counter()
            request = Request(BY, records=path)
            rescreen(cases, Workspace(store), request)
            made["first_screening_seconds"] = round(time.perf_counter() - started, 1)
            made["cases"] = cases.queue().total
            _add(store, second)
            work = Workspace(store)
            _ = work.index  # a list update builds it: see benchmarks.speed for how long that takes
            loops.warm()
            started = time.perf_counter()
            done = rescreen(cases, work, Request(BY))
            made["rescreen_seconds"] = round(time.perf_counter() - started, 1)
            made["listings_changed"] = len(done.listings.all)
            made["cases_touched"] = len(
                done.opened.opened + done.opened.added + done.opened.reopened
            )
            made["audit_whole"] = cases.verify().whole
    return made


def _days(folder: Path) -> list[Path]:
    """The two files of the series, unpacked."""
    plain = zstandard.ZstdDecompressor()
    with (data.SHARED / SERIES).open("rb") as file, plain.stream_reader(file) as reader:
        unpacked = io.BytesIO(reader.read())
    with tarfile.open(fileobj=unpacked) as archive:
        for name in DAYS:
            told = archive.extractfile(name)
            assert told is not None
            (folder / name).write_bytes(told.read())
    return [folder / name for name in DAYS]


def _store(home: Path, kept: Path | None, first: Path) -> None:
    """A store of the lists as of the first day; ``kept`` is one that is there, or to be kept."""
    if kept and (kept / "CURRENT").exists():
        shutil.copytree(kept, home)
        return
    for files in data.LISTS:
        if "/sdn" not in files[0]:
            _add(home, *(data.SHARED / name for name in files))
    _add(home, first)
    _ = Workspace(home).index
    if kept:
        shutil.copytree(home, kept)


def _add(home: Path, *paths: Path) -> None:
    """Add a list; a file that carries no date gets one. Says on standard error what it skips."""
    for published in (None, UNDATED):
        try:
            add_files(home, paths, Choices(published=published, accept_unmarked=True))
            return
        except LicetError as error:
            last = error
    print(f"skipped {paths[0].name}: {last}", file=sys.stderr)


if __name__ == "__main__":
    main()
