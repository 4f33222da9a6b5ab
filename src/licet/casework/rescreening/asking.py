"""Records held against an index, part by part, in this process or in several."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from licet.casework.rescreening.restricted import restricted
from licet.screening.batch import Screened, screen_frame
from licet.screening.index_store import Index
from licet.screening.search import Search

WORTH = 2
"""Parts from which on other processes are started: each takes a second or two."""


@dataclass(frozen=True, slots=True)
class Asking:
    """An index folder, how near and how many, and the listings to find (None: all)."""

    folder: str
    threshold: float
    most: int
    listings: frozenset[str] | None = None

    def __call__(self, frame: pl.DataFrame) -> Screened:
        return screen_frame(_opened(self), frame)


@lru_cache(maxsize=2)
def _opened(asking: Asking) -> Search:
    index = Index.load(asking.folder)
    if asking.listings is None:
        return Search(index, asking.threshold, asking.most)
    cut = restricted(index, asking.listings)
    return Search(cut.index, asking.threshold, asking.most, cut.rows)


Held = tuple[pl.DataFrame, Screened]
"""A part of the records, and what was found for it."""


def ask(
    asking: Asking, frames: Iterable[pl.DataFrame], workers: int, watch: Callable[[int], None]
) -> Iterator[Held]:
    """What is found for each part, in their order; ``watch`` is told of the records done."""
    coming = iter(frames)
    first = [frame for _, frame in zip(range(WORTH), coming, strict=False)]
    if workers < 2 or len(first) < WORTH:
        for frame in (*first, *coming):
            yield frame, asking(frame)
            watch(frame.height)
        return
    yield from _in_processes(asking, first, coming, workers, watch)


def _in_processes(
    asking: Asking,
    first: list[pl.DataFrame],
    coming: Iterator[pl.DataFrame],
    workers: int,
    watch: Callable[[int], None],
) -> Iterator[Held]:
    context = multiprocessing.get_context("spawn")
    waiting: deque[tuple[pl.DataFrame, Future[Screened]]] = deque()
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start) as pool:

        def done() -> Held:
            frame, future = waiting.popleft()
            found = future.result()
            watch(frame.height)
            return frame, found

        for frame in (*first, *coming):
            waiting.append((frame, pool.submit(asking, frame)))
            if len(waiting) > 2 * workers:
                yield done()
        while waiting:
            yield done()


def _start() -> None:
    """Leave Ctrl-C to the process that keeps the work, and cycles where there are none alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(1_000_000, 50, 1_000)
