"""Matches of a batch without the non-matches that are remembered and still hold.

Pairs are found by joining columns; only for those that were found is a record looked at in full.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import polars as pl

from licet.casework.good_guys.holding import Judge
from licet.casework.good_guys.model import Decision
from licet.screening.batch import OPTIONAL, query_of
from licet.screening.jobs.model import REMEMBERED, REOPENED, Sifted

PAIRS = {"number": pl.Int64, "own_id": pl.String, "listing_id": pl.String, "until": pl.String}


class Decisions(Protocol):
    """What is remembered: all pairs, and some decisions in full (a ``Ledger``)."""

    def pairs(self) -> list[tuple[int, str, str, str | None]]:
        """Number, record id, listing id and last day of each pair."""
        ...

    def numbered(self, numbers: Sequence[int]) -> Mapping[int, Decision]:
        """Decisions by their numbers."""
        ...


@dataclass
class Sieve:
    """Sifts matches. ``limit``: most matches of a record that are shown, remembered ones aside;
    ``show``: keep the remembered ones, with the reason in a column.
    """

    judge: Judge
    decisions: Decisions
    limit: int
    show: bool = False

    def __call__(self, matches: pl.DataFrame, records: pl.DataFrame) -> Sifted:
        """Sift matches, with the record of each row by row."""
        found = matches.with_columns(*self._told(matches, records))
        left_out = pl.col(REMEMBERED).is_not_null()
        # Remembered ones take no place of those that are to be seen.
        rank = (~left_out).cum_sum().over("row")
        shown = found.filter(
            pl.when(left_out).then(pl.lit(self.show)).otherwise(rank <= self.limit)
        )
        return Sifted(
            shown if self.show else shown.drop(REMEMBERED),
            remembered=int(found[REMEMBERED].is_not_null().sum()),
            reopened=int(shown[REOPENED].is_not_null().sum()),
        )

    @property
    def most(self) -> int:
        """The most remembered pairs of one record: so many more matches must be asked for."""
        counts = self._pairs.group_by("own_id").len()["len"]
        return int(counts.max() or 0)  # type: ignore[arg-type]

    @property
    def state(self) -> str:
        """What is remembered, in few words that change with every decision and every expiry."""
        today = str(self.judge.today)
        over = self._pairs.filter(pl.col("until") < today).height
        last = max(self._pairs["number"].to_list(), default=0)
        return f"{self._pairs.height} of {last}, {over} expired"

    @cached_property
    def empty(self) -> bool:
        """Whether nothing is remembered."""
        return not self._pairs.height

    @cached_property
    def _pairs(self) -> pl.DataFrame:
        return pl.DataFrame(self.decisions.pairs(), schema=PAIRS, orient="row")

    def _told(self, matches: pl.DataFrame, records: pl.DataFrame) -> list[pl.Series]:
        """For each match what is remembered of it, or why that no longer holds."""
        # A record without an id of its own is nobody's: its line may hold another one tomorrow.
        own = _column(records, "record_id").alias("own_id")
        asked = matches.select("listing_id").with_columns(own).with_row_index("match")
        hits = asked.join(self._pairs, on=["own_id", "listing_id"], how="inner")
        told = asked.join(self._judged(hits, records), on="match", how="left").sort("match")
        return [told[REMEMBERED], told[REOPENED]]

    def _judged(self, hits: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
        places = hits["match"]
        cells = [_column(records, name)[places].to_list() for name in ("name", *OPTIONAL)]
        numbers = hits["number"].to_list()
        decisions = self.decisions.numbered(list(dict.fromkeys(numbers)))
        held = [decisions[n] for n in numbers]
        pairs = list(zip(held, map(query_of, *cells), strict=True))
        why = pl.Series(REOPENED, self.judge.why_not(pairs), pl.String)
        reasons = pl.Series(REMEMBERED, [one.reason for one in held], pl.String)
        return hits.select("match", reasons, why).with_columns(
            pl.when(pl.col(REOPENED) == "").then(REMEMBERED).alias(REMEMBERED),
            pl.when(pl.col(REOPENED) != "").then(REOPENED).alias(REOPENED),
        )


def _column(records: pl.DataFrame, name: str) -> pl.Series:
    if name in records.columns:
        return records[name]
    return pl.Series(name, [None], pl.String).new_from_index(0, records.height)
