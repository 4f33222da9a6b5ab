"""What was judged, said of each contract line and delivery: outcomes, days and instruments.

A line's ``floor`` is the strictest outcome that is certain on some day ahead, its ``ceiling`` the
strictest that is possible. It *stops* on the first day on which it is prohibited or needs a licence
that isn't held: certainly by the floor, possibly by the ceiling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl

from licet.core.outcome import Outcome
from licet.exposure.judged.fits import with_fits
from licet.exposure.judged.judging import ceiling_of, floor_of
from licet.exposure.tree import NEVER, Ints
from licet.exposure.values import in_one_currency

if TYPE_CHECKING:
    from licet.exposure.judged.analysis import Analysis

STOPS = int(Outcome.LICENCE_REQUIRED)
PROHIBITED = int(Outcome.PROHIBITED)
DAY = pl.duration(days=1)
BLOCKING = ("us/ofac/blocking", "us/caatsa/235/a/9", "us/ofac/peesa", "us/ofac/ns-plc",
            "eu/asset-freeze", "uk/asset-freeze", "un/asset-freeze", "jp/asset-freeze")  # fmt: skip
Instrument = Literal["blocking", "licence", "measure", "law", "programme", "lists"]
INSTRUMENTS: dict[Instrument, str] = {
    "blocking": "blocking: nothing may be dealt with that is theirs",
    "licence": "licensing: what goes to them needs, or can't have, a licence",
    "measure": "another measure on the party",
    "law": "law itself: the country, the goods or the act",
    "programme": "the programme's own decision",
    "lists": "unknown: no list of that day is kept, or there is no name to screen",
}
Reading = Literal["floor", "ceiling"]


def pieces(analysis: Analysis) -> pl.DataFrame:
    """Subject, of, place, past, day, floor and ceiling: every piece of time that isn't free."""
    days = analysis.judged.days
    told = days.with_columns(floor_of(days["outcomes"]), ceiling_of(days["outcomes"]))
    return told.join(analysis.acts.subjects, on="subject", how="left", maintain_order="left")


def stops_of(analysis: Analysis, of: str, reading: Reading) -> Ints:
    """The first day on which each line or source stops, as days since 1970; else ``NEVER``."""
    programme = analysis.programme
    count = programme.lines.height if of == "line" else programme.sources.height
    found = np.full(count, NEVER, np.int32)
    stopped = (
        pieces(analysis)
        .filter((pl.col("of") == of) & ~pl.col("past") & (pl.col(reading) >= STOPS))
        .group_by("place")
        .agg(pl.col("day").min().cast(pl.Int32))
    )
    found[stopped["place"].to_numpy()] = stopped["day"].to_numpy()
    return found


def instrument() -> pl.Expr:
    """By what a cause works: licence, blocking, programme, another measure, or law itself."""
    return (
        pl.when(pl.col("regime") == "us/programmes")
        .then(pl.lit("programme"))
        .when(pl.col("regime").str.starts_with("lists/"))
        .then(pl.lit("lists"))
        .when(pl.col("measure").is_in(BLOCKING))
        .then(pl.lit("blocking"))
        .when(pl.col("act") == "export")
        .then(pl.lit("licence"))
        .when(pl.col("measure").is_not_null())
        .then(pl.lit("measure"))
        .otherwise(pl.lit("law"))
    )


def causes(analysis: Analysis) -> pl.DataFrame:
    """Causes with their instrument, and the line, delivery or source (``place``) they speak of."""
    return analysis.judged.causes.with_columns(instrument=instrument()).join(
        analysis.acts.subjects, on="subject", how="left"
    )


def line_answers(analysis: Analysis) -> pl.DataFrame:
    """A row for each line with its names, values, outcomes, days, instruments and measures."""
    frame = _named(analysis, analysis.programme.lines).with_columns(
        place=pl.col("line"), day_of_value=pl.coalesce("signed", "from")
    )
    frame = in_one_currency(analysis.programme, frame, "day_of_value").drop("day_of_value")
    share = pl.when(pl.col("quantity") > 0).then(pl.col("open_quantity") / pl.col("quantity"))
    frame = frame.with_columns(
        open_value=pl.col("value") * share.fill_null(1.0).clip(0, 1),
    )
    of_lines = analysis.acts.subjects.filter(pl.col("of") == "line").select("place", "past")
    frame = frame.join(of_lines, on="place", how="left", maintain_order="left")
    told = pieces(analysis).filter(pl.col("of") == "line")
    frame = frame.join(_outcomes(told), on="place", how="left", maintain_order="left")
    frame = frame.join(_by_what(analysis), on="place", how="left", maintain_order="left")
    frame = frame.join(_by_events(analysis), on="line", how="left", maintain_order="left")
    zeros = [pl.col(n).fill_null(0) for n in ("floor_now", "ceiling_now", "floor", "ceiling")]
    frame = frame.with_columns(
        *zeros,
        pl.col("instruments").fill_null(pl.lit([], pl.List(pl.String))),
        pl.col("measures").fill_null(pl.lit([], pl.List(pl.String))),
        pl.col("has_event").fill_null(value=False),
    )
    programme = analysis.programme
    days = _last_days(frame, analysis).drop("place").sort("line")
    return with_fits(
        days, programme.deliveries, programme.licences, analysis.terms.day, analysis.acts.last
    )


def delivery_answers(analysis: Analysis) -> pl.DataFrame:
    """A row for each delivery with its outcome on its own day."""
    frame = _named(analysis, analysis.programme.deliveries.with_row_index("place"))
    frame = frame.with_columns(pl.col("place").cast(pl.Int32))
    frame = in_one_currency(analysis.programme, frame, "date")
    told = pieces(analysis).filter(pl.col("of") == "delivery")
    found = told.select("place", "floor", "ceiling")
    frame = frame.join(found, on="place", how="left", maintain_order="left")
    return frame.with_columns(pl.col("floor").fill_null(0), pl.col("ceiling").fill_null(0))


def _named(analysis: Analysis, frame: pl.DataFrame) -> pl.DataFrame:
    """With the ids and names of part, supplier and contract."""
    programme = analysis.programme
    parts = programme.parts.select("part", "part_id", part_name="name")
    suppliers = programme.suppliers.select(
        "supplier", "supplier_id", "country", supplier_name="name"
    )
    contracts = programme.contracts.select("contract", "contract_id")
    for told, on in ((parts, "part"), (suppliers, "supplier"), (contracts, "contract")):
        frame = frame.join(told, on=on, how="left", maintain_order="left")
    return frame


def _outcomes(told: pl.DataFrame) -> pl.DataFrame:
    """Of each line its outcomes at first and ahead, and the first days on which it stops."""
    first = pl.col("day").min()

    def begins(reading: str, least: int) -> pl.Expr:
        return pl.col("day").filter(pl.col(reading) >= least).min()

    return (
        told.sort("day")
        .group_by("place")
        .agg(
            floor_now=pl.col("floor").first(),
            ceiling_now=pl.col("ceiling").first(),
            floor=pl.col("floor").max(),
            ceiling=pl.col("ceiling").max(),
            judged_from=first,
            stops=begins("floor", STOPS),
            may_stop=begins("ceiling", STOPS),
            refuse_from=begins("floor", PROHIBITED),
            may_refuse_from=begins("ceiling", PROHIBITED),
        )
    )


def _by_what(analysis: Analysis) -> pl.DataFrame:
    """Instruments and measures of each line, the strictest first.

    Where an owner isn't known, any measure that reaches through owners may be meant: none is named.
    """
    unnamed = analysis.book.carriers.frame.filter(pl.col("listing") == "")["carrier"].implode()
    told = analysis.causes.filter(pl.col("of") == "line").with_columns(
        measure=pl.when(~pl.col("carrier").is_in(unnamed).fill_null(value=False)).then("measure")
    )
    ranked = told.sort("floor", "ceiling", descending=True)
    return ranked.group_by("place").agg(
        instruments=pl.col("instrument").unique(maintain_order=True),
        measures=pl.col("measure").drop_nulls().unique(maintain_order=True),
        acts=pl.col("act").unique(maintain_order=True),
    )


def _by_events(analysis: Analysis) -> pl.DataFrame:
    """What the programme's own events leave of each line: the earliest of their last days."""
    found = analysis.permitted.with_columns(
        none_certain=pl.col("last_certain").is_null(),
        none_possible=pl.col("last_possible").is_null(),
    )
    return (
        found.sort("date")
        .group_by("line")
        .agg(
            event=pl.col("event").first(),
            policy=pl.col("policy").first(),
            event_date=pl.col("date").first(),
            standing=pl.col("standing").first(),
            event_last=pl.col("last_certain").min(),
            event_last_possible=pl.col("last_possible").min(),
            has_event=pl.lit(value=True),
        )
    )


def _last_days(frame: pl.DataFrame, analysis: Analysis) -> pl.DataFrame:
    """Until when a line may deliver, certainly and possibly: law and events together.

    Its own last day where nothing stops it before; null where it has none.
    """
    certain = pl.min_horizontal(pl.col("may_stop") - DAY, "event_last", "to")
    possible = pl.min_horizontal(pl.col("stops") - DAY, "event_last_possible", "to")
    day = pl.lit(analysis.terms.day)
    made = frame.with_columns(certain_until=certain, possible_until=possible)
    cut = pl.col("to").fill_null(pl.lit(analysis.acts.last))
    event = (pl.col("event_last") == pl.col("certain_until")).fill_null(value=False)
    law = (pl.col("may_stop") - DAY == pl.col("certain_until")).fill_null(value=False)
    return made.with_columns(
        cut_by=pl.when(event & law)
        .then(pl.lit("both"))
        .when(event)
        .then(pl.lit("event"))
        .when(law)
        .then(pl.lit("law"))
        .otherwise(pl.lit("itself")),
        state=pl.when("past")
        .then(pl.lit("ended"))
        .when((pl.col("possible_until") < day).fill_null(value=False))
        .then(pl.lit("stopped"))
        .when((pl.col("possible_until") < cut).fill_null(value=False))
        .then(pl.lit("ends early"))
        .when((pl.col("certain_until") < cut).fill_null(value=False))
        .then(pl.lit("open"))
        .when(pl.col("floor") == int(Outcome.CONDITIONAL))
        .then(pl.lit("on conditions"))
        .otherwise(pl.lit("goes on")),
    )
