"""Matches of a batch without the non-matches that are remembered and still hold.

Pairs are found by joining columns; only for those that were found is a record looked at in full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from licet.casework.good_guys.holding import Judge
from licet.casework.good_guys.model import Decision
from licet.screening.batch import OPTIONAL, query_of
from licet.screening.jobs.model import REMEMBERED, REOPENED, Sifted

NONE = pl.lit(None, pl.String)


@dataclass
class Sieve:
    """Sifts matches. ``limit``: most matches of a record that are shown, remembered ones aside;
    ``show``: keep the remembered ones, with the reason in a column.
    """

    judge: Judge
    decisions: Sequence[Decision]
    limit: int
    show: bool = False

    def __call__(self, matches: pl.DataFrame, records: pl.DataFrame) -> Sifted:
        """Sift matches whose ``record_id`` is the number of a row of ``records``, from 0."""
        told = self._told(matches, records).sort("match")
        columns = [pl.lit(None, pl.String).alias(name) for name in (REMEMBERED, REOPENED)]
        if told.height:
            columns = [told[REMEMBERED], told[REOPENED]]
        found = matches.with_columns(columns)
        left_out = pl.col(REMEMBERED).is_not_null()
        # Remembered ones take no place of those that are to be seen.
        rank = (~left_out).cum_sum().over("record_id") - 1
        shown = found.filter(pl.when(left_out).then(pl.lit(self.show)).otherwise(rank < self.limit))
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

    @cached_property
    def _pairs(self) -> pl.DataFrame:
        return pl.DataFrame(
            {
                "own_id": [one.record_id for one in self.decisions],
                "listing_id": [one.listing_id for one in self.decisions],
            },
            schema={"own_id": pl.String, "listing_id": pl.String},
        ).with_row_index("decision")

    def _told(self, matches: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
        """For each match what is remembered of it, and why that no longer holds."""
        if "record_id" not in records.columns or not matches.height:
            return pl.DataFrame(schema={"match": pl.UInt32, REMEMBERED: pl.String, REOPENED: pl.String})
        place = matches["record_id"].cast(pl.Int64)
        asked = matches.select("listing_id", place.alias("place")).with_row_index("match")
        asked = asked.with_columns(records["record_id"].gather(place).alias("own_id"))
        hits = asked.join(self._pairs, on=["own_id", "listing_id"], how="inner")
        told = self._judged(hits, records)
        return asked.select("match").join(told, on="match", how="left")

    def _judged(self, hits: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
        places = hits["place"].unique().sort()
        cells = [
            (records[name] if name in records.columns else pl.Series([None]).new_from_index(0, records.height))
            .gather(places).to_list()
            for name in ("name", *OPTIONAL)
        ]  # fmt: skip
        queries = dict(zip(places.to_list(), map(query_of, *cells), strict=True))
        held = [self.decisions[n] for n in hits["decision"].to_list()]
        pairs = [(one, queries[at]) for one, at in zip(held, hits["place"].to_list(), strict=True)]
        why = pl.Series(REOPENED, self.judge.why_not(pairs) if pairs else [], pl.String)
        reasons = pl.Series(REMEMBERED, [one.reason for one in held], pl.String)
        return hits.select("match", reasons, why).with_columns(
            pl.when(pl.col(REOPENED) == "").then(REMEMBERED).alias(REMEMBERED),
            pl.when(pl.col(REOPENED) != "").then(REOPENED).alias(REOPENED),
        )
