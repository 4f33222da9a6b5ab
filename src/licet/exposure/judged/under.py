"""What a measure would do to each supplier's lines and orders: directly, and through an owner.

One hypothetical designation of everybody at once: kinds of act whose outcome is settled are judged
once, the rest row by row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from licet.exposure.judged import rows as made_rows
from licet.exposure.judged.judging import (
    ACTS,
    BATCH,
    KIND,
    ceiling_of,
    floor_of,
    numbers_of,
    strictest,
)
from licet.exposure.judged.kinds import era_of
from licet.exposure.judged.laws import DIRECT
from licet.exposure.tree import Bools

if TYPE_CHECKING:
    from licet.exposure.judged.analysis import Analysis

LISTING = "what-if:1"


@dataclass(frozen=True)
class Under:
    """By subject: floor and ceiling if its supplier came under the measure, directly or owned."""

    direct: pl.DataFrame
    owned: pl.DataFrame


def under(analysis: Analysis, measure: str, day: date) -> Under:
    """Outcomes of every line and source ahead, on its first day at or after ``day``."""
    wanted = analysis.acts.subjects.filter(
        (pl.col("of") != "delivery") & ~pl.col("past").fill_null(value=False)
    )["subject"]
    frame = analysis.frame.filter(
        pl.col("subject").is_in(wanted.implode()) & (pl.col("end") >= day)
    )
    frame = frame.with_columns(day=pl.max_horizontal("start", pl.lit(day)))
    reaches = [reach for m, reach in analysis.book.laws.reaching() if m == measure]
    direct = _judged(analysis, frame, (measure, DIRECT), day)
    owned = [_judged(analysis, frame, (measure, reach), day) for reach in reaches]
    none = direct.clear()
    return Under(direct, strictest_of(pl.concat([none, *owned])))


def strictest_of(found: pl.DataFrame) -> pl.DataFrame:
    """Subject, floor, ceiling of all rows of a subject together."""
    made = strictest(found.select("subject", "outcomes"), ["subject"])
    return made.with_columns(floor_of(made["outcomes"]), ceiling_of(made["outcomes"]))


def _judged(
    analysis: Analysis, frame: pl.DataFrame, piece: tuple[str, str], day: date
) -> pl.DataFrame:
    book = analysis.book
    law = book.laws.piece(*piece)
    if law is None or not frame.height:
        none = frame.select("subject", outcomes=pl.lit(1, pl.UInt8))
        return strictest_of(none.head(0))
    kinds = frame.group_by(*KIND, "day", maintain_order=True).len().drop("len")
    kinds = kinds.with_row_index("kind").cast({"kind": pl.Int32})
    spans = kinds.with_columns(start="day", end="day")
    eras = spans.with_columns(era=era_of(pl.col("day"), book.kinds.firsts).cast(pl.Int32))
    numbered = eras.join(numbers_of(spans, book), on=["kind", "era"], how="left")
    every = [name for name in ACTS if name not in numbered.columns]
    bare = numbered.with_columns(pl.lit(None, ACTS[name]).alias(name) for name in every)
    of_kind = _masks(analysis, bare, piece, day, "kind")
    of_kind = of_kind.with_columns(pl.col("outcomes").alias("mask"))
    single = of_kind["mask"].to_numpy()
    settled = of_kind.filter(pl.Series((single & (single - 1)) == 0))
    rows = frame.join(kinds, on=[*KIND, "day"], how="left", maintain_order="left")
    done = rows.join(settled.select("kind", outcomes="mask"), on="kind").select(
        "subject", "outcomes"
    )
    rest = rows.join(settled.select("kind"), on="kind", how="anti")
    rest = rest.join(
        numbered.select("kind", "setting", "item"), on="kind", how="left", maintain_order="left"
    )
    slow = [
        _masks(analysis, rest.slice(start, BATCH), piece, day, "subject")
        for start in range(0, rest.height, BATCH)
    ]
    return strictest_of(pl.concat([done, *(one.select("subject", "outcomes") for one in slow)]))


def _masks(
    analysis: Analysis, rows: pl.DataFrame, piece: tuple[str, str], day: date, key: str
) -> pl.DataFrame:
    """The strictest outcomes of rows under the measure, by a key."""
    measure, reach = piece
    law = analysis.book.laws.piece(measure, reach)
    assert law is not None  # noqa: S101 - the caller has looked
    part = made_rows.with_roles(
        rows.with_columns(
            signed=pl.when(pl.col("new").fill_null(value=False)).then("day").otherwise("signed")
        )
    )
    none = pl.lit(pl.Series([[]], dtype=pl.List(pl.String))).first()
    facts = made_rows.facts(part, analysis.book.kinds)
    facts = facts.with_columns(
        pl.lit(day).alias("measure.effective_on"),
        pl.lit(LISTING).alias("measure.listing"),
        none.alias("measure.programmes"),
        pl.lit(reach != DIRECT).alias("measure.through_owners"),
        pl.lit(value=True).alias(f"carries:{measure}"),
    )
    found = law.judge(facts, on="on").frame
    return strictest(part.select(key).with_columns(found["outcomes"]), [key])


def as_flags(frame: pl.DataFrame, count: int, column: str, least: int) -> Bools:
    """Which subjects reach an outcome, as an array of truths."""
    made = np.zeros(count, np.bool_)
    made[frame.filter(pl.col(column) >= least)["subject"].to_numpy()] = True
    return made
