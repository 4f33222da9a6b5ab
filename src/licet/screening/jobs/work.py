"""The work folder of a job (``OUT.part``): a Parquet file for each part done, and the journal."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from filelock import BaseFileLock, FileLock, Timeout

from licet.core.errors import BadInputError
from licet.screening.jobs import journal
from licet.screening.jobs.journal import Entry
from licet.screening.jobs.model import Part, Totals
from licet.screening.jobs.writing import cant_write

JOURNAL, LOCK = "journal.jsonl", "lock"
TABLES = ("matches", "rejects")
COMPLETE = ".complete"


@dataclass
class WorkFolder:
    """Parts that are done, in the order of the input."""

    path: Path
    entries: list[Entry]
    complete: bool = False
    """Whether ``finish`` has put beside every match what it needs."""

    @property
    def totals(self) -> Totals:
        """What all parts counted."""
        found = Totals()
        for entry in self.entries:
            found.add(entry.totals)
        return found

    def keep(self, part: Part, matches: pl.DataFrame, rejects: pl.DataFrame, new: Totals) -> None:
        """Keep what a part gave: its files first, then its line in the journal."""
        number, files = len(self.entries), {}
        try:
            for table, frame in zip(TABLES, (matches, rejects), strict=True):
                if frame.height:
                    name = f"{number:06}.{table}.parquet"
                    files[name] = journal.write_whole(self.path / name, _packed(frame))
            entry = Entry(number, part.after, part.share, new, files)
            self._append(entry.line())
        except OSError as error:
            raise cant_write(self.path, error, self.path) from None
        self.entries.append(entry)

    def _append(self, line: bytes) -> None:
        with (self.path / JOURNAL).open("ab") as opened:
            opened.write(line)
            opened.flush()
            os.fsync(opened.fileno())

    def files(self, table: str) -> list[Path]:
        """Files of matches or of rejects, in the order of the input."""
        ending = f".{table}.parquet"
        found = [self.path / n for e in self.entries for n in e.files if n.endswith(ending)]
        if self.complete and table == "matches":
            return [one.with_suffix(COMPLETE) for one in found]
        return found

    def finish(self, beside: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
        """Put columns beside the matches of every part, in files of their own."""
        try:
            for path in self.files("matches"):
                made = _packed(beside(pl.read_parquet(path)))
                journal.write_whole(path.with_suffix(COMPLETE), made)
        except OSError as error:
            raise cant_write(self.path, error, self.path) from None
        self.complete = True

    def frames(self, table: str) -> Iterator[pl.DataFrame]:
        """Matches or rejects, part after part; only one of them is held."""
        for path in self.files(table):
            yield pl.read_parquet(path)

    def remove(self) -> None:
        """Take the folder away; the results are written."""
        shutil.rmtree(self.path, ignore_errors=True)


@contextmanager
def passing() -> Iterator[WorkFolder]:
    """A work folder that is gone afterwards, for a run without an output file."""
    with tempfile.TemporaryDirectory(prefix="licet-screen-") as name:
        journal.begin(Path(name) / JOURNAL, {})
        yield WorkFolder(Path(name), [])


@contextmanager
def kept(path: Path, identity: Mapping[str, Any], *, fresh: bool) -> Iterator[WorkFolder]:
    """The work folder at a path, with what an earlier run of the same job left there.

    Raises BadInputError where it is of another job (unless ``fresh``), in use, or no work folder.
    """
    lock = _locked(path)
    try:
        yield WorkFolder(path, _resumed(path / JOURNAL, identity, fresh))
    finally:
        lock.release()


def _locked(path: Path) -> BaseFileLock:
    lock = FileLock(path / LOCK, timeout=0)
    try:
        _prepare(path)
        lock.acquire()
    except Timeout:
        raise BadInputError(
            "is in use by another run.", where=str(path), mend="Wait for it, or name another --out."
        ) from None
    except OSError as error:
        raise cant_write(path.with_suffix(""), error) from None
    return lock


def _prepare(path: Path) -> None:
    path.mkdir(exist_ok=True)
    held = {one.name for one in path.iterdir()}
    if held - {LOCK} and JOURNAL not in held:
        raise BadInputError(
            "stands where the work of this run is to be kept, and was made by something else.",
            where=str(path),
            mend="Move it away, or name another --out.",
        )


def _resumed(path: Path, identity: Mapping[str, Any], fresh: bool) -> list[Entry]:
    """Entries to go on from; files that belong to none of them are removed."""
    try:
        found = journal.entries(path, identity) if path.exists() and not fresh else []
        journal.rewrite(path, identity, found)
        named = {name for entry in found for name in entry.files}
        for one in path.parent.glob("*.parquet*"):
            if one.name not in named:
                one.unlink()
    except OSError as error:
        raise cant_write(path.parent.with_suffix(""), error, path.parent) from None
    return found


def _packed(frame: pl.DataFrame) -> bytes:
    """A frame as Parquet, in memory, so that the disk's errors are the system's own."""
    found = io.BytesIO()
    frame.write_parquet(found)
    return found.getvalue()
