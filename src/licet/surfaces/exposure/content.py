"""Everything that the report, the terminal and the JSON say of a programme, in plain types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from licet.core.measures import title
from licet.decision.decision import DISCLAIMER
from licet.exposure.concentration import by_subsystem, concentration
from licet.exposure.judged.finishing import finishing
from licet.exposure.judged.resourcing import KINDS
from licet.exposure.judged.summaries import by, live, outcomes, suppliers_found
from licet.exposure.judged.timeline import steps, timeline
from licet.exposure.shortage import assemblies
from licet.surfaces.exposure import opening, words

if TYPE_CHECKING:
    from licet.exposure.judged.analysis import Analysis

ROWS = 200
"""Rows of a table that a page shows; the workbook and the tables have all."""


def content(analysis: Analysis, *, decisions: bool = True, rows: int = ROWS) -> dict[str, Any]:
    """The whole content. ``decisions``: also open the figures to their decisions."""
    work = analysis.work_list
    lines = live(analysis)
    found = totals(analysis)
    done = finishing(analysis)
    made: dict[str, Any] = {
        "programme": analysis.programme.name,
        "case": analysis.name,
        "as_of": analysis.terms.day.isoformat(),
        "until": analysis.acts.last.isoformat(),
        "actor": " and ".join(analysis.terms.actor),
        "actor_country": analysis.terms.country,
        "headline": words.headline(analysis, found, work),
        "totals": found,
        "counts": {
            "parts": analysis.programme.parts.height,
            "suppliers": analysis.programme.suppliers.height,
            "contracts": analysis.programme.contracts.height,
            "lines": analysis.programme.lines.height,
            "open_lines": lines.height,
            "deliveries": analysis.programme.deliveries.height,
            "illustrative": _made_up(analysis),
        },
        "outcomes": outcomes(analysis).to_dicts(),
        "timeline": timeline(analysis).to_dicts(),
        "steps": [_step(row) for row in steps(analysis).to_dicts()],
        "instruments": _by(analysis, "instrument", rows),
        "measures": _by(analysis, "measure", rows),
        "suppliers": _by(analysis, "supplier", rows),
        "countries": _by(analysis, "country", rows),
        "subsystems": _by(analysis, "subsystem", rows),
        "finishing": [_finishing(row) for row in done.head(rows).to_dicts()],
        "finishing_rows": done.height,
        "refuse": _refuse(analysis, done, rows),
        "work": [_work(row) for row in work.head(rows).to_dicts()],
        "work_rows": work.height,
        "sole": _sole(analysis, rows),
        "assemblies": _assemblies(analysis, rows),
        "found": _found(analysis, rows),
        "concentration": {
            holder: _concentration(analysis, holder) for holder in ("country", "supplier", "owner")
        },
        "single_points": by_subsystem(
            analysis.programme, analysis.structure, "supplier"
        ).head(rows).to_dicts(),
        "past": _past(analysis, rows),
        "events": _events(analysis),
        "problems": analysis.problems.head(rows).to_dicts(),
        "problem_rows": analysis.problems.height,
        "read": [sheet_told(one) for one in analysis.programme.sheets],
        "notes": list(analysis.notes),
        "lists": [one.sentence() for one in analysis.lists.values()],
        "packs": sorted({p.pack for p in analysis.work.law.provisions.values()}),
        "notice": DISCLAIMER,
    }  # fmt: skip
    made["opened"] = opening.opened_causes(analysis) if decisions else []
    return made


def totals(analysis: Analysis) -> list[dict[str, Any]]:
    """By currency: open value and lines, and what can't be delivered, at least and at most."""
    cut = pl.col("to").fill_null(pl.lit(analysis.acts.last))
    sure = (pl.col("possible_until") < cut).fill_null(value=False)
    may = (pl.col("certain_until") < cut).fill_null(value=False)
    return (
        live(analysis)
        .group_by("currency")
        .agg(
            open=pl.col("open_value").sum(),
            lines=pl.len(),
            stopped=pl.col("lost").sum(),
            may_stop=pl.col("may_lose").sum(),
            stopped_lines=sure.sum(),
            may_stop_lines=may.sum(),
            parts=pl.col("part").filter(may).n_unique(),
            suppliers=pl.col("supplier").filter(may).n_unique(),
        )
        .sort("open", descending=True)
        .to_dicts()
    )


def _by(analysis: Analysis, what: Any, rows: int) -> list[dict[str, Any]]:
    return by(analysis, what).rename({what: "name"}).head(rows).to_dicts()


def _step(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "who": words.listed(row["who"])}


def _finishing(row: dict[str, Any]) -> dict[str, Any]:
    """A line of a contract that is cut short, or goes on under conditions, with its reason."""
    return {
        **row,
        "says": words.STATES[row["state"]],
        "why": _why(row),
        "measures": [title(one) for one in row["measures"]],
    }


def _why(row: dict[str, Any]) -> str:
    """What cuts a line short: the event, the law, or both."""
    told = []
    if row["event"] and row["cut_by"] in {"event", "both"} and row["state"] != "on conditions":
        policy = words.POLICIES[row["policy"]]
        what = {
            "new": "signed after it",
            "unknown": "signed before and changed since, or on a day not known",
            "existing": policy,
        }[row["standing"]]
        told.append(f"{row['event']}: {what}")
    law = [words.INSTRUMENT[one] for one in row["instruments"] if one != "programme"]
    if row["state"] == "on conditions" or (law and row["cut_by"] == "event"):
        told.append(f"on conditions: {', '.join(law)}")
    else:
        told += law
    return "; ".join(told) or "its own dates"


def _refuse(analysis: Analysis, done: pl.DataFrame, rows: int) -> list[dict[str, Any]]:
    """What must be refused, and from which day: by law, certainly or possibly.

    A line that is open for want of a list alone isn't told here.
    """
    causes = analysis.causes.filter(
        (pl.col("of") == "line") & (pl.col("ceiling") == 3) & (pl.col("instrument") != "lists")
    )
    known = pl.col("line").is_in(causes["place"].unique().implode())
    told = done.filter(pl.col("may_refuse_from").is_not_null() & known).sort("may_refuse_from")
    keep = ("line", "contract_id", "line_id", "supplier_name", "supplier_id", "part_id",
            "refuse_from", "may_refuse_from", "open_value", "currency", "instruments",
            "measures")  # fmt: skip
    made = told.select(keep).head(rows).to_dicts()
    return [
        {**row, "measures": [title(one) for one in row["measures"]], "by": _by_whom(row)}
        for row in made
    ]


def _by_whom(row: dict[str, Any]) -> str:
    """Measures by name; else what there is instead of one."""
    if row["measures"]:
        return words.listed([title(one) for one in row["measures"]], 3)
    return "law itself" if "law" in row["instruments"] else "owners that aren't known"


def _work(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "says": KINDS[row["kind"]]}


def _sole(analysis: Analysis, rows: int) -> list[dict[str, Any]]:
    """Parts that hang on one source, touched or not."""
    single = analysis.structure.supply.single(analysis.terms.day)
    programme = analysis.programme
    names = programme.suppliers.select(
        "supplier", "country", who=pl.coalesce("name", "supplier_id")
    )
    touched = analysis.work_list.select("part", "first_shortage", touched=pl.lit(value=True))
    return (
        single.join(programme.parts.select("part", "part_id", "name"), on="part", how="left")
        .join(names, on="supplier", how="left")
        .join(touched, on="part", how="left")
        .with_columns(pl.col("touched").fill_null(value=False))
        .sort("touched", "first_shortage", "part_id", descending=[True, False, False],
              nulls_last=True)
        .head(rows)
        .to_dicts()
    )  # fmt: skip


def _assemblies(analysis: Analysis, rows: int) -> list[dict[str, Any]]:
    worst = assemblies(analysis.programme, analysis.structure, analysis.worst)
    best = assemblies(analysis.programme, analysis.structure, analysis.best)
    ids = analysis.programme.parts.select(because="part", lacks=pl.coalesce("name", "part_id"))
    return (
        worst.drop("from_best")
        .join(best.select("part", best="from_best"), on="part", how="left")
        .join(ids, on="because", how="left")
        .sort("from", "tier", "part")
        .head(rows)
        .to_dicts()
    )


def _found(analysis: Analysis, rows: int) -> list[dict[str, Any]]:
    keep = ("supplier", "supplier_id", "supplier_name", "country", "measure", "title", "listing",
            "name", "score", "confirmed", "via", "why", "evidence", "floor", "ceiling")  # fmt: skip
    told = suppliers_found(analysis).select(keep)
    unnamed = pl.col("listing") == ""
    any_measure = told.filter(unnamed).unique("supplier", keep="first", maintain_order=True)
    any_measure = any_measure.with_columns(
        title=pl.lit("any measure that reaches through owners"), measure=pl.lit(None, pl.String)
    )
    both = pl.concat([told.filter(~unnamed), any_measure])
    return both.sort("ceiling", "floor", descending=True, maintain_order=True).head(rows).to_dicts()


def _concentration(analysis: Analysis, holder: Any) -> list[dict[str, Any]]:
    return concentration(analysis.programme, analysis.structure.supply, holder).head(20).to_dicts()


def _past(analysis: Analysis, rows: int) -> list[dict[str, Any]]:
    """Deliveries that came on a day on which something stood against them."""
    told = analysis.deliveries.filter(pl.col("received") & (pl.col("ceiling") >= 2))
    keep = ("contract_id", "line_id", "supplier_id", "supplier_name", "part_id", "date",
            "received_on", "quantity", "floor", "ceiling")  # fmt: skip
    ids = analysis.programme.lines.select("line", "line_id")
    return (
        told.sort("ceiling", "date", descending=[True, False])
        .head(rows)
        .join(ids, on="line", how="left", maintain_order="left")
        .select(keep)
        .to_dicts()
    )


def _events(analysis: Analysis) -> list[dict[str, Any]]:
    names = analysis.programme.suppliers["name"].to_list()
    made = []
    for row in analysis.events.iter_rows(named=True):
        supplier = names[row["supplier"]] if row["supplier"] is not None else None
        policy = words.POLICIES[row["policy"]]
        made.append({**row, "supplier": supplier, "says": policy})
    return made


def _made_up(analysis: Analysis) -> bool:
    """Whether some row is called illustrative by its table."""
    programme = analysis.programme
    frames = (programme.parts, programme.tree, programme.suppliers, programme.owners,
              programme.sources, programme.licences, programme.needs, programme.stock,
              programme.rates, programme.events, programme.deliveries)  # fmt: skip
    own = [frame["illustrative"] for frame in frames if "illustrative" in frame.columns]
    return any(bool(column.cast(pl.Boolean).fill_null(value=False).any()) for column in own)


def sheet_told(one: Any) -> dict[str, Any]:
    return {
        "sheet": one.sheet,
        "table": one.table,
        "rows": one.rows,
        "guessed": dict(one.guessed),
        "table_guessed": one.table_guessed,
        "unread": list(one.unread),
        "told": list(one.told),
    }
