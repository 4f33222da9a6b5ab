"""The open value over time: what may certainly still be delivered, what possibly, what not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from licet.exposure.judged.summaries import live

if TYPE_CHECKING:
    from licet.exposure.judged.analysis import Analysis

Floats = NDArray[np.float64]
MOST_MONTHS = 600


def timeline(analysis: Analysis) -> pl.DataFrame:
    """For each month and currency: due, certain, open, stopped (open value, spread evenly).

    A line's open value is spread over its days ahead; a day's part is ``certain`` until
    certain_until, ``open`` until possible_until, and ``stopped`` after it.
    """
    lines = live(analysis).filter(pl.col("open_value").is_not_null())
    made = [
        _of_currency(analysis, some, str(key[0]))
        for key, some in lines.partition_by("currency", as_dict=True).items()
    ]
    schema = {"month": pl.Date, "currency": pl.String}
    numbers = dict.fromkeys(("due", "certain", "open", "stopped"), pl.Float64)
    return pl.concat([pl.DataFrame(schema={**schema, **numbers}), *made]).sort("currency", "month")


def _of_currency(analysis: Analysis, lines: pl.DataFrame, currency: str) -> pl.DataFrame:
    day = analysis.terms.day
    last = max(analysis.acts.last, day)
    size = (last - day).days + 2
    frame = lines.select(
        start=pl.max_horizontal(pl.coalesce("from", pl.lit(day)), pl.lit(day)),
        end=pl.coalesce("to", pl.lit(last)),
        certain=pl.coalesce("certain_until", pl.lit(last)),
        possible=pl.coalesce("possible_until", pl.lit(last)),
        value="open_value",
    )
    offset = {name: (frame[name] - day).dt.total_days().to_numpy() for name in frame.columns[:4]}
    start = np.clip(offset["start"], 0, size - 1)
    end = np.maximum(np.clip(offset["end"], 0, size - 2), np.minimum(start, size - 2))
    rate = frame["value"].to_numpy() / np.maximum(end - start + 1, 1)
    due = _daily(size, start, end + 1, rate)
    certain = _daily(size, start, np.clip(offset["certain"] + 1, start, end + 1), rate)
    possible = _daily(size, start, np.clip(offset["possible"] + 1, start, end + 1), rate)
    days = pl.Series("day", [day + timedelta(days=n) for n in range(size)], pl.Date)
    return (
        pl.DataFrame({"day": days, "due": due, "certain": certain, "possible": possible})
        .group_by(month=pl.col("day").dt.month_start(), maintain_order=True)
        .agg(pl.col("due", "certain", "possible").sum())
        .select(
            "month",
            pl.lit(currency).alias("currency"),
            "due",
            "certain",
            open=pl.col("possible") - pl.col("certain"),
            stopped=pl.col("due") - pl.col("possible"),
        )
        .head(MOST_MONTHS)
    )


def _daily(size: int, first: NDArray[np.int64], beyond: NDArray[np.int64], rate: Floats) -> Floats:
    """The sum of rates on each day from ``first`` up to ``beyond``."""
    change = np.zeros(size + 1)
    np.add.at(change, first, rate)
    np.add.at(change, beyond, -rate)
    return np.cumsum(change)[:size].round(6) + 0.0


def steps(analysis: Analysis) -> pl.DataFrame:
    """Days on which something stops, what and whose; ``certain`` or only possibly."""
    lines = live(analysis).filter(pl.col("state").is_in(["stopped", "ends early", "open"]))
    one = timedelta(days=1)
    told = lines.with_columns(
        certain=pl.col("state") != "open",
        day=pl.when(pl.col("state") == "open")
        .then(pl.col("certain_until") + one)
        .otherwise(pl.col("possible_until") + one),
    )
    return (
        told.group_by("day", "certain", "currency")
        .agg(
            lines=pl.len(),
            parts=pl.col("part").n_unique(),
            suppliers=pl.col("supplier").n_unique(),
            open_value=pl.when(pl.col("certain").first())
            .then(pl.col("lost").sum())
            .otherwise(pl.col("may_lose").sum()),
            who=pl.coalesce("supplier_name", "supplier_id", pl.lit("nobody named"))
            .unique()
            .sort()
            .head(4),
        )
        .sort("day", "currency", "certain")
    )


def month_of(day: date) -> date:
    """The first day of a month."""
    return day.replace(day=1)
