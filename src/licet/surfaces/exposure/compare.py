"""Two or more cases side by side: what a what-if changes, in figures and line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from licet.exposure.shortage import dates
from licet.exposure.tree import NEVER
from licet.surfaces.exposure import words

if TYPE_CHECKING:
    from licet.exposure.judged.analysis import Analysis

ROWS = 100


def difference(cases: list[Analysis], rows: int = ROWS) -> dict[str, Any]:
    """Figures of every case in a column each, and the lines that the last changes from the first.

    ``cases``: names; ``figures``: what and values as text; ``lines``; ``line_rows`` in all;
    ``parts``: parts that lack sooner or later than in the first.
    """
    told = [_figures(one) for one in cases]
    changed = lines_changed(cases[0], cases[-1])
    parts = parts_changed(cases[0], cases[-1])
    return {
        "cases": [one.name for one in cases],
        "figures": [
            {"what": what, "values": [str(own.get(what, "–")) for own in told]}
            for what in dict.fromkeys(name for own in told for name in own)
        ],
        "lines": changed.head(rows).to_dicts(),
        "line_rows": changed.height,
        "parts": parts.head(rows).to_dicts(),
        "part_rows": parts.height,
    }


def _figures(analysis: Analysis) -> dict[str, str]:
    from licet.surfaces.exposure.content import totals

    found: dict[str, str] = {}
    for one in totals(analysis):
        currency = one["currency"]
        found[f"lost at least, {currency}"] = words.money(one["stopped"])
        found[f"lost at most, {currency}"] = words.money(one["may_stop"])
        found[f"lines that end early, {currency}"] = words.between(
            one["stopped_lines"], one["may_stop_lines"]
        )
    work = analysis.work_list
    found["parts that lose a source"] = f"{work.height:,}"
    alone = work.filter(work["kind"].is_in(["no_other_source", "others_stop_too"])).height
    found["of them without another that goes on"] = f"{alone:,}"
    worst, best = analysis.worst.worst.lacks, analysis.best.best.lacks
    tops = analysis.structure.tree.tops
    sure, may = int((best[tops] < NEVER).sum()), int((worst[tops] < NEVER).sum())
    found["end products that can't be completed"] = words.between(sure, max(sure, may))
    first = dates(worst[tops].min(initial=NEVER, keepdims=True), "day")[0]
    found["the first of them from"] = words.day(first)
    return found


def lines_changed(base: Analysis, case: Analysis) -> pl.DataFrame:
    """Lines whose state or last days differ: was, is, was_until, is_until."""
    keep = ("line", "state", "certain_until", "possible_until")
    was = base.lines.select(keep).rename({n: f"was_{n}" for n in keep[1:]})
    both = case.lines.join(was, on="line", how="left")
    differ = pl.any_horizontal(pl.col(n).ne_missing(pl.col(f"was_{n}")) for n in keep[1:])
    return (
        both.filter(differ)
        .sort("open_value", "line", descending=[True, False], nulls_last=True)
        .select(
            "contract_id", "line_id", "supplier_id", "supplier_name", "part_id", "part_name",
            pl.col("was_state").replace(words.STATES).alias("was"),
            pl.col("state").replace(words.STATES).alias("is"),
            was_until="was_certain_until",
            is_until="certain_until",
            open_value="open_value",
            currency="currency",
        )
    )  # fmt: skip


def parts_changed(base: Analysis, case: Analysis) -> pl.DataFrame:
    """Parts whose first day of lack differs at the worst: part_id, name, was, is."""
    was, now = base.worst.worst.lacks, case.worst.worst.lacks
    frame = base.programme.parts.select("part_id", "name").with_columns(
        dates(was, "was"), dates(now, "is"), differs=pl.Series(was != now)
    )
    return frame.filter("differs").drop("differs").sort("is", "part_id", nulls_last=True)
