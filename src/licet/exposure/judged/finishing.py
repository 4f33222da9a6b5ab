"""Contracts that may finish: until when, under what, and how much of what is open fits.

What fits by a day is what planned deliveries bring until then; a line without a plan is taken to
deliver evenly until its own last day. No more fits than its licence has left, line after line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from licet.exposure.judged.summaries import live

if TYPE_CHECKING:
    from licet.exposure.judged.analysis import Analysis

SHOWN = (
    "line", "contract_id", "line_id", "supplier_id", "supplier_name", "country", "part_id",
    "part_name", "state", "floor", "ceiling", "instruments", "measures", "acts", "event", "policy",
    "standing", "cut_by", "certain_until", "possible_until", "to", "open_quantity", "fits_certain",
    "fits_possible", "open_value", "value_fits_certain", "value_fits_possible", "currency",
    "licence", "refuse_from", "may_refuse_from",
)  # fmt: skip


def finishing(analysis: Analysis) -> pl.DataFrame:
    """Lines that law or an event cuts short, or that go on under conditions (``SHOWN``).

    ``fits_certain`` and ``fits_possible`` are quantities that can be delivered until the days
    certain_until and possible_until; null where the open quantity isn't known.
    """
    lines = live(analysis).filter(pl.col("state") != "goes on")
    lines = _fits(analysis, lines)
    lines = _under_licence(analysis, lines)
    ratio = pl.when(pl.col("open_quantity") > 0).then(1 / pl.col("open_quantity"))
    lines = lines.with_columns(
        value_fits_certain=pl.col("open_value") * pl.col("fits_certain") * ratio,
        value_fits_possible=pl.col("open_value") * pl.col("fits_possible") * ratio,
    )
    return lines.select(SHOWN).sort(
        "certain_until", "open_value", descending=[False, True], nulls_last=True
    )


def _fits(analysis: Analysis, lines: pl.DataFrame) -> pl.DataFrame:
    day = analysis.terms.day
    planned = (
        analysis.programme.deliveries.filter(~pl.col("received"))
        .drop_nulls(["line", "date", "quantity"])
        .select("line", "date", due="quantity")
        .join(lines.select("line", "certain_until", "possible_until"), on="line")
    )
    none = pl.col("certain_until").is_null()
    sums = planned.group_by("line").agg(
        plan_certain=pl.col("due").filter(none | (pl.col("date") <= pl.col("certain_until"))).sum(),
        plan_possible=pl.col("due")
        .filter(pl.col("possible_until").is_null() | (pl.col("date") <= pl.col("possible_until")))
        .sum(),
    )
    lines = lines.join(sums, on="line", how="left", maintain_order="left")
    begin = pl.max_horizontal(pl.coalesce("from", pl.lit(day)), pl.lit(day))
    whole = (pl.col("to") - begin).dt.total_days() + 1

    def even(until: str) -> pl.Expr:
        days = (pl.col(until) - begin).dt.total_days() + 1
        share = pl.when(whole > 0).then(days / whole).otherwise(1.0).clip(0, 1)
        return pl.col("open_quantity") * share.fill_null(1.0)

    return lines.with_columns(
        fits_certain=pl.min_horizontal(
            pl.coalesce("plan_certain", even("certain_until")), "open_quantity"
        ),
        fits_possible=pl.min_horizontal(
            pl.coalesce("plan_possible", even("possible_until")), "open_quantity"
        ),
    )


def _under_licence(analysis: Analysis, lines: pl.DataFrame) -> pl.DataFrame:
    """No more than is left under the one licence of a line, those due first served first."""
    left = (
        analysis.programme.licences.drop_nulls("quantity")
        .unique("licence", keep="first", maintain_order=True)
        .select("licence", left="quantity")
    )
    if not left.height:
        return lines
    lines = lines.join(left, on="licence", how="left", maintain_order="left")
    ordered = lines.sort("to", "line", nulls_last=True)
    made = []
    for name in ("fits_certain", "fits_possible"):
        before = pl.col(name).fill_null(0).cum_sum().over("licence") - pl.col(name).fill_null(0)
        room = (pl.col("left") - before).clip(0)
        made.append(
            pl.when(pl.col("left").is_not_null())
            .then(pl.min_horizontal(name, room))
            .otherwise(name)
            .alias(name)
        )
    return ordered.with_columns(made).drop("left")
