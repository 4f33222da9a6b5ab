"""Figures opened to decisions: for each cause the largest line that it touches, decided whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from licet.core.errors import LicetError
from licet.core.measures import title
from licet.exposure.judged.answers import INSTRUMENTS
from licet.exposure.judged.opened import opened

if TYPE_CHECKING:
    from licet.exposure.judged.analysis import Analysis

MOST = 12


def opened_causes(analysis: Analysis, most: int = MOST) -> list[dict[str, Any]]:
    """For each cause (measure or body of law, and act) one line decided on the day it matters."""
    told = analysis.causes.filter(
        (pl.col("of") == "line") & ~pl.col("past") & (pl.col("instrument") != "lists")
    )
    values = analysis.lines.select(place="line", value="open_value")
    ranked = (
        told.join(values, on="place", how="left")
        .sort(
            "ceiling",
            "floor",
            "value",
            "place",
            "act",
            "regime",
            "measure",
            descending=[True, True, True, False, False, False, False],
            nulls_last=True,
        )
        .unique(["measure", "regime", "act"], keep="first", maintain_order=True)
    )
    made = []
    for row in ranked.head(most).iter_rows(named=True):
        day = row["stops"] or row["may_stop"] or row["first"]
        for one in opened(analysis, "line", row["place"], day):
            if one.act == row["act"]:
                made.append(_one(analysis, row, one))
                break
    return made


def _one(analysis: Analysis, row: dict[str, Any], act: Any) -> dict[str, Any]:
    from licet.surfaces.decision_page import content

    line = analysis.lines.row(row["place"], named=True)
    about = {
        "cause": title(row["measure"]) if row["measure"] else row["regime"],
        "kind": row["instrument"],
        "instrument": INSTRUMENTS[row["instrument"]],
        "act": act.act,
        "day": act.day.isoformat(),
        "contract": line["contract_id"],
        "line": line["line_id"],
        "part": line["part_name"] or line["part_id"],
        "supplier": line["supplier_name"] or line["supplier_id"],
    }
    try:
        made = act.decide(analysis)
    except LicetError as error:  # a listing that no list at hand has
        return {**about, "lead": str(error), "meaning": "", "reasons": [], "questions": []}
    page = content(made)
    return {
        **about,
        "lead": page["lead"],
        "meaning": page["meaning"],
        "reasons": page["reasons"],
        "questions": [one["text"] for one in page["questions"]],
    }
