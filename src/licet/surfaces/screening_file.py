"""``licet screen FILE``: a file of records, screened part by part and resumed where it stopped."""

from __future__ import annotations

import os
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import typer

import licet
from licet.casework.good_guys.sieve import Sieve
from licet.core.dates import AsOf
from licet.core.errors import BadFileError, BadInputError
from licet.decision.standing import standings
from licet.decision.workspace import Workspace
from licet.screening import scorer
from licet.screening.batch import MATCHES
from licet.screening.jobs import work as folders
from licet.screening.jobs.engine import IndexEngine
from licet.screening.jobs.journal import fingerprint
from licet.screening.jobs.model import REMEMBERED, REOPENED, Records, Totals
from licet.screening.jobs.opening import open_records
from licet.screening.jobs.results import check_format, reject_rows, write_matches, write_rejects
from licet.screening.jobs.run import Plan, run
from licet.screening.jobs.work import WorkFolder
from licet.surfaces import screening_shown as shown
from licet.surfaces.good_guys import batch as good_guys
from licet.surfaces.screening import Options
from licet.surfaces.screening_standing import listed, programmes

SCHEMA: dict[str, Any] = {
    **MATCHES, "listed": pl.String, "programmes": pl.String, REOPENED: pl.String
}  # fmt: skip
MOST_WORKERS = 8
LARGE = 1_000_000
STOPPED = 130


@dataclass
class _Beside:
    """Columns that say how a listing stood on the date asked; each listing is asked once.

    ``columns``: those that every match has, null where nothing is remembered.
    """

    work: Workspace
    asked: AsOf
    columns: list[str]

    def __post_init__(self) -> None:
        self._words: dict[str, str] = {}
        self._tags: dict[str, str] = {}

    def finish(self, held: WorkFolder) -> None:
        """Ask for every listing at once, then put the columns beside the matches."""
        files = held.files("matches")
        if files:
            ids = pl.scan_parquet(files, glob=False).select(pl.col("listing_id").unique()).collect()
            new = sorted(ids["listing_id"].to_list())
            standing = standings(self.work, new, self.asked)
            for one in new:
                self._words[one] = str(listed(self.work, standing, one, self.asked)).lower()
                self._tags[one] = "; ".join(programmes(standing, one))
        held.finish(self)

    def __call__(self, matches: pl.DataFrame) -> pl.DataFrame:
        column = pl.col("listing_id")
        missing = [name for name in self.columns if name not in matches.columns]
        if missing:  # nothing is remembered
            matches = matches.with_columns(pl.lit(None, pl.String).alias(n) for n in missing)
        return matches.with_columns(
            column.replace_strict(self._words, return_dtype=pl.String).alias("listed"),
            column.replace_strict(self._tags, return_dtype=pl.String).alias("programmes"),
        )


def screen_file(work: Workspace, path: Path, asked: AsOf, options: Options) -> int:
    """Screen a file of records; how many of them were rejected.

    With an output file the work is kept beside it until it is whole, and gone on with by the same
    command. Raises BadInputError for what can't be read or written, Exit (130) for Ctrl-C.
    """
    workers = min(os.cpu_count() or 1, MOST_WORKERS) if options.workers is None else options.workers
    sieve = good_guys.sieve(work, asked, options)
    plan = Plan(options.chunk, workers, _large(path), sieve)
    rejected = rejects_path(path, options.out)
    _check_paths(path, options.out, rejected)
    records = open_records(path)
    identity = _identity(work, path, asked, options) | good_guys.identity(sieve, options)
    with _folder(options, identity) as held:
        seconds, before = _screened(work, records, asked, options, plan, held)
        totals = held.totals
        _check_read(path, identity["input"], totals, held)
        if options.out:
            write_matches(held, options.out, _schema(options))
        write_rejects(held, rejected)
        told = shown.Told(path, rejected, options, asked, totals, before, seconds)
        shown.json_of(work, held, told) if options.as_json else shown.summary(work, held, told)
        held.remove()
    return totals.rejected


def _schema(options: Options) -> dict[str, Any]:
    return SCHEMA | ({REMEMBERED: pl.String} if options.show_remembered else {})


def _large(path: Path) -> bool:
    """Whether a file is worth the second that a process takes to start."""
    try:
        return path.stat().st_size > LARGE
    except OSError:  # said when it is opened
        return False


def rejects_path(path: Path, out: Path | None) -> Path:
    """Where rejects are written: NAME.rejects.csv beside the output, else beside the input."""
    name = path.stem if path.suffix.lower() == ".gz" else path.name
    return (out or path).with_name(Path(name).with_suffix(".rejects.csv").name)


def _check_paths(path: Path, out: Path | None, rejected: Path) -> None:
    """Raise BadInputError where a result would be written over the input or another result."""
    if out is None:
        return
    check_format(out)
    if out.resolve() in {path.resolve(), rejected.resolve()}:
        raise BadInputError(
            "would be written over the file of records or of rejects.",
            where=f"--out {out}",
            mend="Name another --out.",
        )
    if out.is_dir():
        raise BadInputError("is a folder.", where=f"--out {out}", mend="Name a file.")


def _identity(work: Workspace, path: Path, asked: AsOf, options: Options) -> dict[str, Any]:
    """What must be the same for a run to go on with the work of an earlier one."""
    return {
        "input": fingerprint(path),
        "index": work.index.content_hash,
        "store": work.store.generation,
        "threshold": options.threshold,
        "limit": options.limit,
        "as_of": str(asked.moment),
        "known_by": str(asked.known_by) if asked.known_by else None,
        "licet": licet.__version__,
        "scorer": scorer.digest(),
    }


def _folder(options: Options, identity: dict[str, Any]) -> AbstractContextManager[WorkFolder]:
    if options.out is None:
        return folders.passing()
    path = options.out.with_name(options.out.name + ".part")
    return folders.kept(path, identity, fresh=options.fresh)


def _screened(
    work: Workspace, records: Records, asked: AsOf, options: Options, plan: Plan, held: WorkFolder
) -> tuple[float, int]:
    """Screen what is left; the seconds it took, and how many records were done before."""
    more = plan.sift.most if isinstance(plan.sift, Sieve) else 0
    engine = IndexEngine(str(work.index_folder), options.threshold, options.limit + more)
    columns = [name for name in (REOPENED, REMEMBERED) if name in _schema(options)]
    before = held.totals.records
    if before:
        shown.say(f"going on: {before:,} records were done before, kept in {held.path}.")
    started = time.monotonic()
    try:
        with shown.progress(held) as watch:
            run(records, held, engine, lambda found: found, plan, watch)
        _Beside(work, asked, columns).finish(held)
    except KeyboardInterrupt:
        shown.stopped(held, options.out)
        raise typer.Exit(STOPPED) from None
    return time.monotonic() - started, before


def _check_read(path: Path, asked: dict[str, Any], totals: Totals, held: WorkFolder) -> None:
    """Raise BadFileError where nothing could be read, or the file changed under our eyes."""
    if fingerprint(path) != asked:
        held.remove()
        raise BadFileError(
            "was changed while it was read.",
            where=str(path),
            mend="Run the command again when it is no longer written to.",
        )
    if totals.records > totals.broken:
        return
    first: dict[str, Any] | None = next(reject_rows(held), None)
    held.remove()
    if first is None:
        raise BadFileError(
            "has a heading and no records.", where=str(path), mend="Give one row for each name."
        )
    raise BadFileError(
        f"no line can be read as a record; of the first: {first['reason']}",
        where=f"{path} line {first['line']}",
        mend="Save it as CSV UTF-8, each line with as many fields as the heading.",
    )
