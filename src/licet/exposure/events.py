"""Removal of a supplier or country from a programme: the last day on which each line may deliver.

Pure logic of dates, apart from any law: a removal is the programme's own decision ("stop at once",
"honour existing contracts until ...", "no new ones"). What a licence or a blocking says of the
same line is another question, with another answer.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import numpy as np
import polars as pl

from licet.exposure.programme import Programme
from licet.exposure.touched import Touched, as_day
from licet.exposure.tree import NEVER, Ints

DAY = pl.duration(days=1)


def last_permitted(programme: Programme, events: pl.DataFrame | None = None) -> pl.DataFrame:
    """For each line and event that reaches it: until when it may deliver.

    Columns: line, event, policy, date, standing (``existing``, ``new`` or ``unknown``),
    last_certain and last_possible (null: no last day), open (whether they differ). A contract
    signed on the very day, on a day nobody told, or amended since where the event doesn't say
    what becomes of amended ones, may be existing or new: then the two days differ.
    """
    chosen = (programme.events if events is None else events).with_row_index("event_row")
    pairs = _reached(programme, chosen)
    standing = _standing()
    day_before = pl.col("date") - DAY
    existing = (
        pl.when(pl.col("policy") == "stop_at_once")
        .then(day_before)
        .when(pl.col("policy") == "honour_existing")
        .then("until")
        .otherwise(None)
    )
    sure_end = pl.when(_endless()).then(day_before).otherwise(existing)
    made = pairs.with_columns(standing=standing).with_columns(
        last_certain=pl.when(pl.col("standing") == "existing").then(sure_end).otherwise(day_before),
        last_possible=pl.when(pl.col("standing") == "new").then(day_before).otherwise(existing),
    )
    open_ = pl.col("last_certain").ne_missing(pl.col("last_possible"))
    return made.select(
        "line", "event", "policy", "date", "standing", "last_certain", "last_possible", open=open_
    ).sort("line", "date")


def _endless() -> pl.Expr:
    """Existing contracts honoured, and nobody says until when."""
    return (pl.col("policy") == "honour_existing") & pl.col("until").is_null()


def _reached(programme: Programme, events: pl.DataFrame) -> pl.DataFrame:
    """Pairs of line and event: by the supplier, its country, the part, or several of them."""
    country = programme.suppliers.select("supplier", its_country="country")
    lines = programme.lines.select("line", "supplier", "part", "signed", "amended").join(
        country, on="supplier", how="left", maintain_order="left"
    )
    said = ("event", "policy", "date", "until", "amendments")
    found = []
    for event in events.iter_rows(named=True):
        hit: pl.Expr = pl.lit(value=True)
        for name, own in (("country", "its_country"), ("supplier", "supplier"), ("part", "part")):
            if event[name] is not None:
                hit = hit & (pl.col(own) == event[name]).fill_null(value=False)
        row = events.filter(pl.col("event_row") == event["event_row"]).select(said)
        found.append(lines.filter(hit).join(row, how="cross"))
    if not found:
        return lines.clear().join(events.select(said).clear(), how="cross")
    return pl.concat(found)


def _standing() -> pl.Expr:
    """Whether a contract stood before the event; unknown on the same day, or without a day."""
    before = pl.col("signed") < pl.col("date")
    amended = (pl.col("amended") >= pl.col("date")).fill_null(value=False)
    return (
        pl.when(pl.col("signed") > pl.col("date"))
        .then(pl.lit("new"))
        .when(~before.fill_null(value=False))
        .then(pl.lit("unknown"))
        .when(~amended | pl.col("amendments").fill_null(value=False))
        .then(pl.lit("existing"))
        .when(pl.col("amendments").is_null())
        .then(pl.lit("unknown"))
        .otherwise(pl.lit("new"))
    )


def touched_by_events(
    programme: Programme,
    events: pl.DataFrame | None = None,
    reading: Literal["certain", "possible"] = "certain",
) -> Touched:
    """What the events of a programme touch: nothing new from their day, lines until theirs.

    ``certain``: lines run on only as long as they certainly may.
    """
    found = last_permitted(programme, events)
    chosen = programme.events if events is None else events
    suppliers = np.full(programme.suppliers.height, NEVER, np.int32)
    sources = np.full(programme.sources.height, NEVER, np.int32)
    orders = np.full(programme.lines.height, NEVER, np.int32)
    for event in chosen.iter_rows(named=True):
        _touch(programme, event, suppliers, sources, orders)
    lines = np.full(programme.lines.height, NEVER, np.int32)
    held = found.drop_nulls(f"last_{reading}").group_by("line").agg(pl.col(f"last_{reading}").min())
    ends = held[f"last_{reading}"].cast(pl.Int32).to_numpy() + 1
    lines[held["line"].to_numpy()] = ends
    return Touched(suppliers, lines, sources, orders)


def _touch(
    programme: Programme, event: dict[str, object], suppliers: Ints, sources: Ints, orders: Ints
) -> None:
    """Suppliers, or their sources and lines of one part, from the day of an event on."""
    day = event["date"]
    assert isinstance(day, date)  # noqa: S101 - the reader leaves out events without a day
    hit: pl.Expr = pl.lit(value=True)
    for name in ("country", "supplier"):
        if event[name] is not None:
            hit = hit & pl.col(name).eq(pl.lit(event[name])).fill_null(value=False)
    reached = programme.suppliers.select(hit=hit)["hit"].to_numpy()
    if event["part"] is None:
        suppliers[reached] = np.minimum(suppliers[reached], as_day(day))
        return
    for frame, days in ((programme.sources, sources), (programme.lines, orders)):
        of_part = (frame["part"] == event["part"]).fill_null(value=False).to_numpy()
        theirs = frame["supplier"].fill_null(-1).to_numpy()
        rows = np.flatnonzero(of_part & (theirs >= 0))
        rows = rows[reached[theirs[rows]]]
        days[rows] = np.minimum(days[rows], as_day(day))
