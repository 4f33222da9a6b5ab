"""The re-sourcing work list: parts that lose a source, ranked by their first day of shortage.

A part is listed when a source of it stops, or may stop. What is left to it, how long that takes and
what it costs are told where the tables say; an unknown stays empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from licet.exposure.shortage import Shortages, dates
from licet.exposure.sources import ALWAYS
from licet.exposure.structure import DAYS_IN_MONTH
from licet.exposure.subsystems import subsystems
from licet.exposure.touched import as_day
from licet.exposure.tree import NEVER, Bools
from licet.exposure.values import in_one_currency

if TYPE_CHECKING:
    from licet.exposure.judged.analysis import Analysis

KINDS = {
    "no_other_source": "no other source is known",
    "others_stop_too": "every other source stops too",
    "others_not_qualified": "others could make it, none is qualified",
    "others_open": "it isn't known whether another is qualified",
    "others_later": "another is qualified only later",
    "less_capacity": "others go on, with less than is needed",
    "others_go_on": "others go on",
}
ORDER = {kind: n for n, kind in enumerate(KINDS)}
LONGEST = 6
MOST_TOPS = 1_024
COLUMNS = (
    "part", "part_id", "name", "subsystems", "tier", "kind", "certain", "first_shortage",
    "first_shortage_at_best", "no_source_from", "lost", "left", "lead_time_days", "order_by",
    "days_late", "need_per_month", "capacity_left", "rate_gap", "unit_cost", "new_unit_cost",
    "cost_impact_per_month", "currency", "stock", "open_value", "assemblies", "end_products",
)  # fmt: skip


def work_list(analysis: Analysis) -> pl.DataFrame:
    """Columns ``COLUMNS``, the first shortage first.

    ``first_shortage`` is the earliest day if all that is possible comes about,
    ``first_shortage_at_best`` the day that nothing could put off; null: none. ``order_by``: the
    last day to order from the best source left, so that no gap arises; ``days_late``: how long ago
    that was. ``rate_gap``: what others can't make of the monthly need.
    """
    sources = _sources(analysis)
    told = _per_part(sources, analysis)
    programme, structure = analysis.programme, analysis.structure
    frame = told.join(_parts(analysis), on="part", how="left")
    day = pl.lit(analysis.terms.day)
    frame = frame.with_columns(
        need_per_month=pl.Series(structure.need * DAYS_IN_MONTH).gather(frame["part"]),
        stock=pl.Series(structure.stock).gather(frame["part"]),
        kind=_kind(),
    )
    need = pl.when(pl.col("need_per_month") > 0).then("need_per_month")
    frame = frame.with_columns(
        need_per_month=need,
        rate_gap=(need - pl.col("capacity_left")).clip(0),
        cost_impact_per_month=(pl.col("new_unit_cost") - pl.col("unit_cost"))
        * need
        * pl.col("share_lost").fill_null(100)
        / 100,
        order_by=pl.col("first_shortage")
        - pl.duration(days=pl.col("lead_time_days").cast(pl.Int64)),
    )
    frame = frame.with_columns(
        kind=pl.when((pl.col("kind") == "others_go_on") & (pl.col("rate_gap") > 0))
        .then(pl.lit("less_capacity"))
        .otherwise("kind"),
        days_late=(day - pl.col("order_by")).dt.total_days().clip(0),
        certain=pl.col("first_shortage_at_best").is_not_null(),
    )
    frame = frame.join(_open_values(analysis), on="part", how="left")
    rank = pl.col("kind").replace_strict(ORDER, return_dtype=pl.Int32)
    return (
        frame.with_columns(rank=rank)
        .sort("first_shortage", "rank", "open_value", "part",
              descending=[False, False, True, False], nulls_last=True)
        .select(COLUMNS)
    ) if programme.parts.height else frame.select(COLUMNS)  # fmt: skip


def _sources(analysis: Analysis) -> pl.DataFrame:
    """Every source with the day it stops, its name, and what it is worth as a way out."""
    supply, worst = analysis.structure.supply, analysis.worst
    on = as_day(analysis.terms.day)
    names = analysis.programme.suppliers.select("supplier", who=pl.coalesce("name", "supplier_id"))
    frame = supply.frame.with_columns(
        pl.Series("stops", worst.stops),
        pl.Series("best_stops", analysis.best.stops),
        paid=pl.lit(analysis.terms.day),
        value=pl.col("unit_cost"),
    )
    frame = in_one_currency(analysis.programme, frame, "paid").with_columns(unit_cost="value")
    gone = pl.col("stops") < int(NEVER)
    since = pl.col("since")
    state = (
        pl.when(gone)
        .then(pl.lit("stops"))
        .when("unsure")
        .then(pl.lit("open"))
        .when(since == int(NEVER))
        .then(pl.lit("not qualified"))
        .when(since > on)
        .then(pl.lit("later"))
        .otherwise(pl.lit("qualified"))
    )
    return frame.join(names, on="supplier", how="left", maintain_order="left").with_columns(
        state=state,
        stop_day=dates(worst.stops, "stop_day"),
        since_day=dates(np.where(supply.since == ALWAYS, NEVER, supply.since), "since_day"),
    )


def _per_part(sources: pl.DataFrame, analysis: Analysis) -> pl.DataFrame:
    gone = pl.col("state") == "stops"
    usable = pl.col("state").is_in(["qualified", "later", "open", "not qualified"])
    lost = pl.format("{} from {}", "who", pl.col("stop_day"))
    left = (
        pl.when(pl.col("state") == "later")
        .then(pl.format("{} (qualified from {})", "who", pl.col("since_day")))
        .when(pl.col("state") == "open")
        .then(pl.format("{} (qualification not known)", "who"))
        .when(pl.col("state") == "not qualified")
        .then(pl.format("{} (not qualified)", "who"))
        .otherwise("who")
    )
    order = {"qualified": 0, "later": 1, "open": 2, "not qualified": 3, "stops": 4}
    ranked = sources.with_columns(
        place=pl.col("state").replace_strict(order, return_dtype=pl.Int32)
    ).sort("part", "place", "since", "lead_time_days", nulls_last=True, maintain_order=True)
    found = ranked.group_by("part", maintain_order=True).agg(
        hit=gone.any(),
        many=pl.len(),
        going=(pl.col("state") == "qualified").sum(),
        later=(pl.col("state") == "later").sum(),
        unsure=(pl.col("state") == "open").sum(),
        unqualified=(pl.col("state") == "not qualified").sum(),
        lost=lost.filter(gone).head(LONGEST),
        left=left.filter(usable).head(LONGEST),
        lead_time_days=pl.col("lead_time_days").filter(usable).first(),
        new_unit_cost=pl.col("unit_cost").filter(usable).first(),
        unit_cost=pl.col("unit_cost").filter(gone).mean(),
        share_lost=pl.col("share").filter(gone).sum(),
        currency=pl.col("currency").filter(gone).first(),
        capacity_left=pl.when((pl.col("state") == "qualified").any())
        .then(pl.col("capacity").filter(pl.col("state") == "qualified").sum())
        .otherwise(0.0),
        capacity_told=pl.col("capacity").filter(pl.col("state") == "qualified").is_not_null().all(),
    )
    return found.filter("hit").with_columns(
        capacity_left=pl.when("capacity_told").then("capacity_left")
    )


def _kind() -> pl.Expr:
    return (
        pl.when(pl.col("going") > 0)
        .then(pl.lit("others_go_on"))
        .when(pl.col("later") > 0)
        .then(pl.lit("others_later"))
        .when(pl.col("unsure") > 0)
        .then(pl.lit("others_open"))
        .when(pl.col("unqualified") > 0)
        .then(pl.lit("others_not_qualified"))
        .when(pl.col("many") > 1)
        .then(pl.lit("others_stop_too"))
        .otherwise(pl.lit("no_other_source"))
    )


def _parts(analysis: Analysis) -> pl.DataFrame:
    """Names, tiers, shortages and what stands above each part."""
    tree, programme = analysis.structure.tree, analysis.programme
    worst, best = analysis.worst, analysis.best
    pairs = subsystems(programme, tree)
    named = pairs.group_by("part").agg(subsystems=pl.col("subsystem").sort())
    hit = np.zeros(tree.parts, np.bool_)
    hit[analysis.structure.supply.part[worst.stops < NEVER]] = True
    above, tops = _above(analysis, hit)
    return programme.parts.select(
        "part",
        "part_id",
        "name",
        pl.Series("tier", tree.tier),
        _first(worst, best=False).alias("first_shortage"),
        _first(best, best=True).alias("first_shortage_at_best"),
        dates(worst.worst.out, "no_source_from"),
        pl.Series("assemblies", above),
        pl.Series("end_products", tops, pl.List(pl.String)),
    ).join(named, on="part", how="left", maintain_order="left")


def _first(found: Shortages, *, best: bool) -> pl.Series:
    return dates((found.best if best else found.worst).lacks, "day")


def _above(analysis: Analysis, hit: Bools) -> tuple[list[int], list[list[str]]]:
    """How many assemblies hold each part directly, and which end products stand above it."""
    tree = analysis.structure.tree
    used = np.bincount(tree.child, minlength=tree.parts)
    ids = analysis.programme.parts["part_id"].to_list()
    tops = tree.tops[:MOST_TOPS]
    held = np.zeros((tree.parts, -(-len(tops) // 64) or 1), np.uint64)
    for n, top in enumerate(tops.tolist()):
        held[top, n // 64] |= np.uint64(1 << n % 64)
    for rows in tree.tiers_down():
        np.bitwise_or.at(held, tree.child[rows], held[tree.parent[rows]])
    names: dict[bytes, list[str]] = {}
    found: list[list[str]] = [[] for _ in range(tree.parts)]
    for part in np.flatnonzero(hit).tolist():
        key = held[part].tobytes()
        if key not in names:
            mine = [n for n in range(len(tops)) if int(held[part, n // 64]) >> n % 64 & 1]
            names[key] = [ids[int(tops[n])] for n in mine[:LONGEST]]
        found[part] = names[key]
    return used.tolist(), found


def _open_values(analysis: Analysis) -> pl.DataFrame:
    """Open value of each part that stops, or may stop, before it is due."""
    cut = pl.col("to").fill_null(pl.lit(analysis.acts.last))
    lines = analysis.lines.filter((pl.col("certain_until") < cut).fill_null(value=False))
    return lines.drop_nulls("part").group_by("part").agg(pl.col("open_value").sum())
