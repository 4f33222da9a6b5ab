"""Values of contract lines in one currency where rates are given, else each in its own."""

from __future__ import annotations

import polars as pl

from licet.exposure.programme import Programme

NO_CURRENCY = "(no currency)"


def in_one_currency(programme: Programme, frame: pl.DataFrame, day: str) -> pl.DataFrame:
    """The frame with ``value`` and ``currency`` converted by the rate of the day it names.

    The rate that holds on ``day`` (a column; the newest rate on or before it, else the first one)
    is used. A value whose currency has no rate keeps it; one without a currency stays apart.
    """
    frame = frame.with_columns(currency=pl.col("currency").fill_null(NO_CURRENCY))
    rates = programme.rates
    if not rates.height:
        return frame
    into = rates["to"].first()
    dated = frame.with_row_index("_at").with_columns(_day=pl.col(day))
    first = rates.sort("on", nulls_last=False).unique("currency", keep="first")
    undated = first.select("currency", _first=pl.col("rate"))
    known = rates.filter(pl.col("on").is_not_null()).select("currency", _day="on", _rate="rate")
    made = (
        dated.sort("_day", nulls_last=False)
        .join_asof(known.sort("_day"), on="_day", by="currency", check_sortedness=False)
        .join(undated, on="currency", how="left")
        .sort("_at")
    )
    rate = pl.when(pl.col("currency") == into).then(1.0).otherwise(pl.coalesce("_rate", "_first"))
    return made.with_columns(
        value=pl.when(rate.is_not_null()).then(pl.col("value") * rate).otherwise("value"),
        currency=pl.when(rate.is_not_null()).then(pl.lit(into)).otherwise("currency"),
    ).drop("_at", "_day", "_rate", "_first")


def line_values(programme: Programme) -> pl.DataFrame:
    """Lines with value and currency brought together: line, contract, supplier, part, value."""
    lines = programme.lines.select(
        "line", "contract", "supplier", "part", "value", "currency", "signed"
    )
    return in_one_currency(programme, lines, "signed")
