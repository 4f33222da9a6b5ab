"""Parts of an input through the engine, several at a time, kept in the order of the input."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, replace

import polars as pl

from licet.core.errors import BadInputError, LicetError
from licet.screening.batch import Screened
from licet.screening.jobs.model import REJECTS, REMEMBERED, Part, Records, Sift, Totals
from licet.screening.jobs.results import ASKED
from licet.screening.jobs.work import WorkFolder
from licet.screening.model import DEFAULT, STRONG

Engine = Callable[[pl.DataFrame], Screened]
Enrich = Callable[[pl.DataFrame], pl.DataFrame]
Watch = Callable[[Totals, float], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How the work is cut: records in a part, and workers that each screen a part.

    Workers are threads, or processes of their own: most of the work is Python's, which threads
    take turns at; a process takes a second to start, and its engine must be one to pickle.
    ``sift`` (in this process) leaves out matches that are not to be seen again.
    """

    chunk: int = 20_000
    workers: int = 1
    processes: bool = False
    sift: Sift | None = None

    def __post_init__(self) -> None:
        for option, value in (("--chunk", self.chunk), ("--workers", self.workers)):
            if value < 1:
                raise BadInputError(f"{value} is too few.", where=option, mend="Give 1 or more.")


@dataclass(frozen=True, slots=True)
class Done:
    """What a part gave, before the store has said how its listings stand.

    ``records``: row by row the record of each match, where matches are to be sifted.
    """

    matches: pl.DataFrame
    rejects: pl.DataFrame
    totals: Totals
    records: pl.DataFrame | None = None


def run(
    records: Records, work: WorkFolder, engine: Engine, enrich: Enrich, plan: Plan, watch: Watch
) -> None:
    """Screen what is not done yet, part by part.

    ``engine`` runs in the workers; ``enrich`` (columns beside a match) and ``watch`` (the counts
    and the share of the input done) in this one. An interruption loses the parts at work, no other.
    """
    totals = work.totals
    start = work.entries[-1].after if work.entries else None
    waiting: deque[tuple[Part, Future[Done]]] = deque()

    def keep() -> None:
        part, future = waiting.popleft()
        done = sifted(future.result(), plan.sift)
        work.keep(part, enrich(done.matches), done.rejects, done.totals)
        totals.add(done.totals)
        watch(totals, part.share)

    pool = _pool(plan)
    wait = True
    try:
        for part in records.parts(start, plan.chunk):
            waiting.append((part, pool.submit(screen_part, part, engine, plan.sift is not None)))
            # More parts than workers: none of them waits while results are kept.
            if len(waiting) > 2 * plan.workers + 1:
                keep()
        while waiting:
            keep()
    except KeyboardInterrupt:
        wait = False  # who stops a run is answered at once; threads at work keep nothing
        raise
    finally:
        pool.shutdown(wait=wait, cancel_futures=True)


def _pool(plan: Plan) -> Executor:
    if not plan.processes or plan.workers == 1:
        return ThreadPoolExecutor(plan.workers, thread_name_prefix="licet-screen")
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(plan.workers, mp_context=context, initializer=_start)


def _start() -> None:
    """Leave Ctrl-C to the process that keeps the work, and cycles where there are none alone.

    Records make millions of small objects that never point back at each other.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(1_000_000, 50, 1_000)


def screen_part(part: Part, engine: Engine, sifting: bool = False) -> Done:
    """Screen one part; each of its records is screened or rejected."""
    frame = part.frame()
    ids = _ids(frame)
    # The engine hands back record ids; numbers as ids lead back to the record, whatever its own.
    asked = frame.drop("row", "line").with_columns(_places(frame.height).alias("record_id"))
    found = engine(asked)
    if found.screened + found.rejects.height != frame.height:
        raise LicetError(f"{frame.height} records gave {found.screened} screened ones.")
    place = found.matches["record_id"].cast(pl.Int64)
    matches = _matches(found.matches, frame, ids)
    rejects = _rejects(found.rejects, frame, ids)
    broken = pl.DataFrame(
        [(one.row, one.line, None, one.reason) for one in part.broken], REJECTS, orient="row"
    )
    rejects = pl.concat([rejects, broken]).sort("row")
    records = frame.drop("line")[place] if sifting else None
    return Done(matches, rejects, _totals(part, found), records)


def sifted(done: Done, sift: Sift | None) -> Done:
    """What a part gave, without the matches that are left out; its totals count the rest."""
    if sift is None or done.records is None:
        return done
    found = sift(done.matches.with_columns(done.records["row"]), done.records)
    alerts = found.matches
    if REMEMBERED in alerts.columns:
        alerts = alerts.filter(pl.col(REMEMBERED).is_null())
    totals = replace(
        done.totals,
        matches=found.matches.height,
        remembered=found.remembered,
        reopened=found.reopened,
        **_bands(alerts, "row"),
    )
    return Done(found.matches.drop("row"), done.rejects, totals)


def _places(height: int) -> pl.Series:
    return pl.int_range(height, eager=True).cast(pl.String)


def _ids(frame: pl.DataFrame) -> pl.Series:
    """Ids of records; one without is called by its line or row."""
    number = pl.coalesce("line", "row").cast(pl.String)
    if "record_id" not in frame.columns:
        return frame.select(number.alias("record_id")).to_series()
    word = pl.when(pl.col("line").is_null()).then(pl.lit("row ")).otherwise(pl.lit("line "))
    return frame.select(pl.coalesce("record_id", word + number).alias("record_id")).to_series()


def _matches(found: pl.DataFrame, frame: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
    place = found["record_id"].cast(pl.Int64)
    return found.with_columns(
        ids.gather(place).alias("record_id"), frame["name"].gather(place).alias(ASKED)
    )


def _rejects(found: pl.DataFrame, frame: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
    place = found["record_id"].cast(pl.Int64)
    return pl.DataFrame(
        {
            "row": frame["row"].gather(place),
            "line": frame["line"].gather(place),
            "record_id": ids.gather(place),
            "reason": found["reason"],
        },
        schema=REJECTS,
    )


def _totals(part: Part, found: Screened) -> Totals:
    return Totals(
        records=part.records,
        screened=found.screened,
        rejected=found.rejects.height + len(part.broken),
        broken=len(part.broken),
        blank=part.blank,
        matches=found.matches.height,
        **_bands(found.matches, "record_id"),
    )


def _bands(matches: pl.DataFrame, record: str) -> dict[str, int]:
    """How many records have a match, by the band of the best; ``record`` tells records apart."""
    best = matches.group_by(record).agg(pl.col("score").max())["score"]
    strong, possible = int((best >= STRONG).sum()), int((best >= DEFAULT).sum())
    return {
        "with_match": len(best),
        "strong": strong,
        "possible": possible - strong,
        "below": len(best) - possible,
    }
