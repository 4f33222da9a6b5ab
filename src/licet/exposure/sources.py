"""Who can make what: sources of each part, which parts hang on one, and from when on none is left.

A source is a row of ``sources``, or a supplier with an open contract line for the part. Whether a
source is qualified may be unknown: then two readings are told, ``worst`` (it counts only where it
is itself touched, or delivers today) and ``best`` (it counts).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from licet.exposure.programme import Programme
from licet.exposure.touched import Touched, as_day
from licet.exposure.tree import NEVER, Bools, Ints

ALWAYS = np.int32(np.iinfo(np.int32).min)
COLUMNS = ("share", "lead_time_days", "unit_cost", "currency", "capacity")


@dataclass(frozen=True)
class Supply:
    """Sources sorted by part; arrays have a place for each source.

    ``row``: its place in ``programme.sources``, -1 for one known by contract alone. ``since``:
    the day from which it is qualified (``ALWAYS``, or ``NEVER`` where it isn't). ``unsure``: it
    isn't known whether it is, and it doesn't deliver today. ``firsts``: where each of ``named``
    parts begins. ``frame``: the same sources with share, lead time, cost and capacity.
    ``of_line``: for each contract line the source that is known by it alone, else -1.
    """

    parts: int
    part: Ints
    supplier: Ints
    row: Ints
    since: Ints
    unsure: Bools
    named: Ints
    firsts: NDArray[np.int64]
    frame: pl.DataFrame
    suppliers: int = 0
    of_line: Ints | None = None

    @classmethod
    def of(cls, programme: Programme) -> Supply:
        """The sources of a programme."""
        frame = _frame(programme)
        part, supplier, row = (
            frame[n].to_numpy().astype(np.int32) for n in ("part", "supplier", "row")
        )
        since = frame["since"].to_numpy().astype(np.int32)
        first = (
            np.flatnonzero(np.concatenate([[True], part[1:] != part[:-1]])) if len(part) else part
        )
        return cls(
            parts=programme.parts.height,
            part=part,
            supplier=supplier,
            row=row,
            since=since,
            unsure=frame["unsure"].to_numpy(),
            named=part[first],
            firsts=first.astype(np.int64),
            frame=frame,
            suppliers=programme.suppliers.height,
            of_line=_of_line(programme, frame),
        )

    @cached_property
    def by_supplier(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Sources in the order of their suppliers, and where those of each supplier begin."""
        order = np.argsort(self.supplier, kind="stable")
        last = int(self.supplier.max(initial=-1)) + 1
        begins = np.searchsorted(self.supplier[order], np.arange(max(last, self.suppliers) + 1))
        return begins, order

    def counts(self, on: date | None = None) -> pl.DataFrame:
        """Sources of each part that has any: part, suppliers, qualified, possibly_qualified."""
        day = NEVER - 1 if on is None else as_day(on)
        good = pl.Series((self.since <= day) & ~self.unsure)
        maybe = pl.Series(self.since <= day)
        told = self.frame.select("part", "supplier", good=good, maybe=maybe)
        return told.group_by("part", maintain_order=True).agg(
            suppliers=pl.col("supplier").n_unique(),
            qualified=pl.col("supplier").filter("good").n_unique(),
            possibly_qualified=pl.col("supplier").filter("maybe").n_unique(),
        )

    def single(self, on: date | None = None) -> pl.DataFrame:
        """Parts that hang on one source: part, kind, certain, and the supplier.

        ``sole_source``: nobody else is known to make it. ``single_qualified``: others could, but
        aren't qualified. ``none_qualified``: nobody is. ``certain`` is false where it depends on
        a source of which it isn't known whether it is qualified.
        """
        count = self.counts(on)
        kind = (
            pl.when(pl.col("possibly_qualified") == 0).then(pl.lit("none_qualified"))
            .when(pl.col("suppliers") == 1).then(pl.lit("sole_source"))
            .when(pl.col("qualified") <= 1).then(pl.lit("single_qualified"))
        )  # fmt: skip
        sure = (pl.col("possibly_qualified") <= 1) | (pl.col("suppliers") == 1)
        found = count.with_columns(kind=kind, certain=sure).drop_nulls("kind")
        one = self.frame.sort("part", "unsure", "since", maintain_order=True)
        leading = one.group_by("part", maintain_order=True).agg(pl.col("supplier").first())
        return found.join(leading, on="part", how="left", maintain_order="left")

    def stops(self, touched: Touched, runs_on: Ints | None = None) -> Ints:
        """The first day on which each source delivers nothing: sources, or sources x cases.

        ``runs_on``: until when its open contract lines may run (see ``run_on``).
        """
        days = touched.suppliers[self.supplier]
        if touched.sources is not None and len(touched.sources):
            theirs = np.where(self.row >= 0, touched.sources[self.row], NEVER).astype(np.int32)
            days = np.minimum(days, theirs if days.ndim == 1 else theirs[:, None])
        if touched.orders is not None and self.of_line is not None:
            held = np.full(len(self.part), NEVER, np.int32)
            mine = self.of_line >= 0
            np.minimum.at(held, self.of_line[mine], touched.orders[mine])
            days = np.minimum(days, held if days.ndim == 1 else held[:, None])
        if runs_on is None:
            return days
        on = runs_on if days.ndim == 1 else runs_on[:, None]
        return np.where(days == NEVER, NEVER, np.maximum(days, on)).astype(np.int32)

    def run_on(self, programme: Programme, lines: Ints) -> Ints:
        """For each source the day after which none of its open lines delivers.

        ``lines``: the first day on which each line can't deliver; its own last day counts too.
        """
        last = programme.lines["to"].cast(pl.Int32).to_numpy().astype(np.float64)
        ends = np.where(np.isnan(last), float(NEVER), last + 1)
        days = pl.Series("until", np.minimum(lines, ends).astype(np.int32))
        held = programme.lines.select("part", "supplier", "open_quantity").with_columns(days)
        held = held.filter((pl.col("open_quantity") > 0) | pl.col("open_quantity").is_null())
        longest = held.group_by("part", "supplier").agg(pl.col("until").max())
        keys = pl.DataFrame({"part": self.part, "supplier": self.supplier})
        found = keys.join(longest, on=["part", "supplier"], how="left", maintain_order="left")
        return found["until"].fill_null(int(ALWAYS)).to_numpy().astype(np.int32)

    def out(self, stops: Ints, on: int, *, best: bool = False) -> Ints:
        """The first day on which no source is left for a part: parts, or parts x cases.

        ``on``: the day from which is counted; parts that nobody supplies then, touched or not,
        stay ``NEVER``: they aren't lost to anybody. So do parts without any source.
        """
        shape = (self.parts, *stops.shape[1:])
        found = np.full(shape, NEVER, np.int32)
        if not len(self.part):
            return found
        since = self._since(stops, best=best)
        begun = np.where(since <= on, stops, ALWAYS)
        cover = np.maximum.reduceat(begun, self.firsts, axis=0)
        idle = cover == ALWAYS
        cover = np.maximum(cover, on)
        if ((since > on) & (since < NEVER)).any():
            cover = self._relieved(cover, since, stops)
        cover[idle] = NEVER
        found[self.named] = cover
        return found

    def relief(self, stops: Ints, on: int, *, best: bool = False) -> Ints:
        """The first day after ``on`` from which a source not yet qualified can be had (parts)."""
        found = np.full(self.parts, NEVER, np.int32)
        if len(self.part):
            since = self._since(stops, best=best)
            coming = np.where((since > on) & (stops > since), since, NEVER)
            found[self.named] = np.minimum.reduceat(coming, self.firsts)
        return found

    def _since(self, stops: Ints, *, best: bool) -> Ints:
        """From when each source counts, in one of the readings."""
        since = self.since if stops.ndim == 1 else self.since[:, None]
        if best or not self.unsure.any():
            return np.broadcast_to(since, stops.shape)
        unsure = self.unsure if stops.ndim == 1 else self.unsure[:, None]
        return np.where(unsure & (stops == NEVER), NEVER, since).astype(np.int32)

    def _relieved(self, cover: Ints, since: Ints, stops: Ints) -> Ints:
        """Later days, where a source is qualified before the others stop."""
        many = np.diff(np.append(self.firsts, len(self.part)))
        while True:
            known = np.repeat(cover, many, axis=0)
            later = np.maximum.reduceat(
                np.where(since <= known, stops, ALWAYS), self.firsts, axis=0
            )
            later = np.maximum(later, cover)
            if (later == cover).all():
                return later
            cover = later


def _of_line(programme: Programme, frame: pl.DataFrame) -> Ints:
    """For each contract line the place of the source that no row of ``sources`` tells; else -1."""
    alone = frame.with_row_index("place").filter(pl.col("row") == -1)
    found = programme.lines.select("part", "supplier").join(
        alone.select("part", "supplier", pl.col("place").cast(pl.Int32)),
        on=["part", "supplier"],
        how="left",
        maintain_order="left",
    )
    return found["place"].fill_null(-1).to_numpy().astype(np.int32)


def _frame(programme: Programme) -> pl.DataFrame:
    """Sources and open contract lines, each part and supplier with what is known of it."""
    told = programme.sources.with_columns(row=pl.int_range(pl.len(), dtype=pl.Int32))
    open_lines = programme.lines.filter(
        (pl.col("open_quantity") > 0) | pl.col("open_quantity").is_null()
    )
    held = open_lines.select("part", "supplier").drop_nulls().unique(maintain_order=True)
    implied = held.join(told, on=["part", "supplier"], how="anti", maintain_order="left")
    frame = pl.concat(
        [
            told.select("part", "supplier", "row", "qualified", "qualified_from", *COLUMNS),
            implied.with_columns(row=pl.lit(-1, pl.Int32), qualified=pl.lit(value=True)),
        ],
        how="diagonal",
    )
    active = (
        frame.select("part", "supplier")
        .join(
            held.with_columns(held=pl.lit(value=True)),
            on=["part", "supplier"],
            how="left",
            maintain_order="left",
        )["held"]
        .fill_null(value=False)
    )
    delivers = active | (pl.col("share") > 0).fill_null(value=False)
    dated = pl.col("qualified_from").is_not_null()
    refused = ~dated & (pl.col("qualified") == False).fill_null(value=False)  # noqa: E712
    since = pl.when(refused).then(int(NEVER)).when(dated).then(
        pl.col("qualified_from").cast(pl.Int32)
    ).otherwise(int(ALWAYS))  # fmt: skip
    return frame.with_columns(
        since=since.cast(pl.Int32), unsure=~dated & pl.col("qualified").is_null() & ~delivers
    ).sort("part", "supplier", maintain_order=True)
