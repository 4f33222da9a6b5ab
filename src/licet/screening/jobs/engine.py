"""The engine of a job, as something to hand to another process: an index folder and two numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from licet.screening.batch import Screened
from licet.screening.index_store import Index
from licet.screening.screen import screen_batch


@dataclass(frozen=True, slots=True)
class IndexEngine:
    """Screens frames against the index of a folder; each process maps it once."""

    folder: str
    threshold: float
    limit: int

    def __call__(self, frame: pl.DataFrame) -> Screened:
        index = _opened(self.folder)
        return screen_batch(index, frame, threshold=self.threshold, limit=self.limit)


@lru_cache(maxsize=1)
def _opened(folder: str) -> Index:
    return Index.load(folder)
