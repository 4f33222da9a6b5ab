"""How much of what is open fits: what can be delivered until a line must stop.

What fits by a day is what planned deliveries bring until then; a line without a plan is taken to
deliver evenly until its own last day. No more fits than its licence has left, line after line.
"""

from __future__ import annotations

from datetime import date

import polars as pl

READINGS = ("certain", "possible")
DAY = pl.duration(days=1)


def with_fits(
    lines: pl.DataFrame,
    deliveries: pl.DataFrame,
    licences: pl.DataFrame,
    day: date,
    last: date,
) -> pl.DataFrame:
    """Lines with fits_certain, fits_possible (quantities; null where the open one is unknown), and
    lost, may_lose: open value that can't be delivered, at least and at most; null for lines that
    are over.

    ``lines`` have certain_until and possible_until; ``day`` is the day asked, ``last`` the last
    day looked at.
    """
    shares = _by_plan(lines, deliveries)
    made = lines.join(shares, on="line", how="left", maintain_order="left")
    begin = pl.max_horizontal(pl.coalesce("from", pl.lit(day)), pl.lit(day))
    end = pl.coalesce("to", pl.lit(last))
    made = made.with_columns(
        pl.coalesce(
            f"plan_{one}", pl.lit(1.0) - share_after(begin, end, pl.col(f"{one}_until") + DAY)
        ).alias(f"share_{one}")
        for one in READINGS
    )
    made = made.with_columns(
        (pl.col("open_quantity") * pl.col(f"share_{one}")).alias(f"fits_{one}") for one in READINGS
    )
    made = _under_licence(made, licences)
    fit = [
        pl.when(pl.col("open_quantity") > 0)
        .then(pl.col(f"fits_{one}") / pl.col("open_quantity"))
        .otherwise(pl.col(f"share_{one}"))
        .fill_null(1.0)
        .clip(0, 1)
        for one in READINGS
    ]
    ahead = pl.when(~pl.col("past").fill_null(value=False))
    return made.with_columns(
        lost=ahead.then(pl.col("open_value") * (1 - fit[1])),
        may_lose=ahead.then(pl.col("open_value") * (1 - fit[0])),
    ).drop([f"plan_{one}" for one in READINGS] + [f"share_{one}" for one in READINGS])


def share_after(begin: pl.Expr, end: pl.Expr, stop: pl.Expr) -> pl.Expr:
    """The share of a line, spread evenly over its days ahead, that falls on ``stop`` or later."""
    whole = (end - begin).dt.total_days() + 1
    left = (end - stop).dt.total_days() + 1
    share = (
        pl.when(whole > 0).then(left / whole).otherwise(pl.when(left > 0).then(1.0).otherwise(0))
    )
    return share.clip(0, 1).fill_null(0.0)


def _by_plan(lines: pl.DataFrame, deliveries: pl.DataFrame) -> pl.DataFrame:
    """Of lines with planned deliveries, the share of the open quantity that comes in time."""
    planned = (
        deliveries.filter(~pl.col("received"))
        .drop_nulls(["line", "date", "quantity"])
        .select("line", "date", due="quantity")
        .join(lines.select("line", "open_quantity", "certain_until", "possible_until"), on="line")
        .filter(pl.col("open_quantity") > 0)
    )
    return planned.group_by("line").agg(
        (
            pl.col("due")
            .filter(pl.col(f"{one}_until").is_null() | (pl.col("date") <= pl.col(f"{one}_until")))
            .sum()
            / pl.max_horizontal(pl.col("open_quantity").first(), pl.col("due").sum())
        )
        .clip(0, 1)
        .alias(f"plan_{one}")
        for one in READINGS
    )


def _under_licence(lines: pl.DataFrame, licences: pl.DataFrame) -> pl.DataFrame:
    """No more than is left under the one licence of a line, those due first served first."""
    left = (
        licences.drop_nulls("quantity")
        .unique("licence", keep="first", maintain_order=True)
        .select("licence", left="quantity")
    )
    if not left.height:
        return lines
    joined = lines.join(left, on="licence", how="left", maintain_order="left")
    ordered = joined.sort("to", "line", nulls_last=True)
    made = []
    for one in READINGS:
        own = pl.col(f"fits_{one}").fill_null(0)
        room = (pl.col("left") - (own.cum_sum().over("licence") - own)).clip(0)
        limited = pl.col("left").is_not_null() & ~pl.col("past").fill_null(value=False)
        fits = pl.when(limited).then(pl.min_horizontal(f"fits_{one}", room))
        made.append(fits.otherwise(f"fits_{one}").alias(f"fits_{one}"))
    return ordered.with_columns(made).drop("left").sort("line")
