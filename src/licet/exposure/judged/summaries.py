"""Value at the floor and at the ceiling: in all, and by supplier, country, measure or subsystem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import polars as pl

from licet.core.measures import title
from licet.core.outcome import Outcome
from licet.exposure.judged.answers import INSTRUMENTS
from licet.exposure.judged.fits import share_after
from licet.exposure.subsystems import subsystems

if TYPE_CHECKING:
    from licet.exposure.judged.analysis import Analysis

By = Literal["outcome", "supplier", "country", "measure", "instrument", "subsystem", "part"]
WORDS = {int(one): one.word for one in Outcome}
OWN = {
    "supplier": pl.coalesce("supplier_name", "supplier_id"),
    "country": pl.col("country"),
    "part": pl.coalesce("part_id", pl.lit("(no part)")),
}
NONE = {
    "supplier": "(no supplier)",
    "country": "(no country)",
    "measure": "no measure",
    "instrument": "nothing",
    "part": "(no part)",
}
STOPS = int(Outcome.LICENCE_REQUIRED)


def live(analysis: Analysis) -> pl.DataFrame:
    """The lines that haven't ended by the day asked."""
    return analysis.lines.filter(~pl.col("past").fill_null(value=False))


def outcomes(analysis: Analysis) -> pl.DataFrame:
    """Open value, lines and parts by outcome: at the floor and at the ceiling, by currency.

    Columns: outcome, currency, and of floor and of ceiling value, lines and parts
    (``floor_value`` and so on).
    """
    lines = live(analysis)
    made = []
    for reading in ("floor", "ceiling"):
        told = lines.group_by(reading, "currency").agg(
            pl.col("open_value").sum().alias(f"{reading}_value"),
            pl.len().alias(f"{reading}_lines"),
            pl.col("part").drop_nulls().n_unique().alias(f"{reading}_parts"),
        )
        made.append(told.rename({reading: "outcome"}).cast({"outcome": pl.UInt8}))
    both = made[0].join(made[1], on=["outcome", "currency"], how="full", coalesce=True)
    numbers = [name for name in both.columns if name.endswith(("_value", "_lines", "_parts"))]
    return (
        both.with_columns(pl.col(numbers).fill_null(0))
        .sort("currency", "outcome")
        .with_columns(
            pl.col("outcome").cast(pl.Int64).replace_strict(WORDS, return_dtype=pl.String)
        )
    )


def by(analysis: Analysis, what: By) -> pl.DataFrame:
    """What stands behind each supplier, country, measure, instrument, subsystem or part.

    Columns: the key, currency, lines, parts, value, open_value, stopped (open value that can't be
    delivered any more, by law or event, at least), may_stop (at most), the parts of such lines,
    first_stop.
    A line under two measures, or of a part in two subsystems, counts in both.
    """
    if what == "outcome":
        return outcomes(analysis)
    lines = _keyed(_with_stops(analysis), analysis, what)
    told = lines.group_by(what, "currency").agg(
        lines=pl.len(),
        parts=pl.col("part").drop_nulls().n_unique(),
        value=pl.col("value").sum(),
        open_value=pl.col("open_value").sum(),
        stopped=pl.col("sure").sum(),
        may_stop=pl.col("may").sum(),
        stopped_parts=pl.col("part").filter(pl.col("sure") > 0).drop_nulls().n_unique(),
        may_stop_parts=pl.col("part").filter(pl.col("may") > 0).drop_nulls().n_unique(),
        first_stop=pl.col("first").filter(pl.col("may") > 0).min(),
    )
    return told.sort("may_stop", "open_value", what, descending=[True, True, False])


def _with_stops(analysis: Analysis) -> pl.DataFrame:
    """Live lines, what of them is lost at least and at most, and from when."""
    return live(analysis).with_columns(
        sure=pl.col("lost").fill_null(0),
        may=pl.col("may_lose").fill_null(0),
        first=pl.col("certain_until") + pl.duration(days=1),
    )


def _keyed(lines: pl.DataFrame, analysis: Analysis, what: By) -> pl.DataFrame:
    if what in OWN:
        return lines.with_columns(OWN[what].fill_null(NONE[what]).alias(what))
    if what == "subsystem":
        pairs = subsystems(analysis.programme, analysis.structure.tree)
        joined = lines.join(pairs, on="part", how="left", maintain_order="left")
        return joined.with_columns(pl.col("subsystem").fill_null("(none)"))
    words = _words(analysis, what)
    own = lines.drop("sure", "may", "first").join(
        _of_causes(analysis, what), on="line", how="left", maintain_order="left"
    )
    if not words:
        return own.with_columns(pl.lit(NONE[what]).alias(what), sure=0.0, may=0.0)
    named = pl.col(what).replace_strict(words, default=None, return_dtype=pl.String)
    return own.with_columns(
        named.fill_null(NONE[what]).alias(what), pl.col("sure", "may").fill_null(0.0)
    )


def _words(analysis: Analysis, what: By) -> dict[str, str]:
    if what == "instrument":
        return {str(key): said for key, said in INSTRUMENTS.items()}
    measures = analysis.judged.causes["measure"].drop_nulls().unique().to_list()
    return {one: title(one) for one in measures}


def _of_causes(analysis: Analysis, what: By) -> pl.DataFrame:
    """What each cause takes of each line by itself: sure, may, first; events are causes too."""
    told = analysis.causes.filter((pl.col("of") == "line") & (pl.col("ceiling") >= STOPS))
    one = pl.duration(days=1)
    found = told.group_by(line="place", key=what).agg(
        stops=pl.col("stops").min(), first=pl.col("may_stop").min()
    )
    if what == "instrument":
        cut = pl.col("to").fill_null(pl.lit(analysis.acts.last))
        events = analysis.lines.filter(
            pl.col("has_event") & (pl.col("event_last") < cut).fill_null(value=False)
        )
        found = pl.concat(
            [
                found,
                events.select(
                    "line",
                    key=pl.lit("programme"),
                    stops=pl.col("event_last_possible") + one,
                    first=pl.col("event_last") + one,
                ),
            ]
        )
    day = pl.lit(analysis.terms.day)
    begin = pl.max_horizontal(pl.coalesce("from", day), day)
    end = pl.coalesce("to", pl.lit(analysis.acts.last))
    lines = analysis.lines.select("line", "from", "to", "open_value")
    return (
        found.drop_nulls("key")
        .join(lines, on="line", how="left")
        .select(
            "line",
            "first",
            pl.col("key").alias(what),
            sure=(pl.col("open_value") * share_after(begin, end, pl.col("stops"))).fill_null(0),
            may=(pl.col("open_value") * share_after(begin, end, pl.col("first"))).fill_null(0),
        )
    )


def suppliers_found(analysis: Analysis) -> pl.DataFrame:
    """Every match of a supplier or owner of it: supplier, measure, listing, and how it is reached.

    Columns: supplier, supplier_id, supplier_name, country, measure, title, listing, name, score,
    confirmed, via, why, source, evidence, floor, ceiling (the strictest of its lines and orders).
    """
    frame = analysis.book.carriers.frame
    told = analysis.causes.drop_nulls("carrier")
    strict = told.group_by("carrier").agg(pl.col("floor").max(), pl.col("ceiling").max())
    own = analysis.programme.suppliers.select(
        "supplier", "supplier_id", "country", supplier_name="name"
    )
    titles = {one: title(one) for one in frame["measure"].unique().to_list()}
    named = (
        pl.col("measure").replace_strict(titles, return_dtype=pl.String)
        if titles
        else (pl.col("measure"))
    )
    return (
        frame.with_columns(title=named)
        .join(own, on="supplier", how="left")
        .join(strict, on="carrier", how="left")
        .with_columns(pl.col("floor", "ceiling").fill_null(0))
        .sort("ceiling", "floor", "score", "supplier", descending=[True, True, True, False])
    )
