"""A figure opened: the single activity behind it, and its whole decision with reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from licet.core.dates import AsOf, Moment
from licet.core.errors import BadInputError
from licet.decision.activity import Activity
from licet.exposure.judged.acts import licence_rows
from licet.exposure.judged.terms import Act
from licet.ownership.model import Kind
from licet.ownership.shares import percent

if TYPE_CHECKING:
    from licet.decision.decision import Decision
    from licet.exposure.judged.analysis import Analysis
    from licet.exposure.judged.people import Holding

DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Opened:
    """An act of a line, delivery or source on a day, and the activity that it is."""

    act: Act
    day: date
    activity: Activity

    def decide(self, analysis: Analysis, *, deep: bool = False) -> Decision:
        """The whole decision, as ``licet decide`` would give it."""
        from licet.decision.decide import decide

        return decide(self.activity, analysis.work, AsOf(Moment(self.day)), deep=deep)


def opened(analysis: Analysis, of: str, place: int, day: date | None = None) -> list[Opened]:
    """Every act of a line, delivery or source (by its row) as an activity on a day.

    Without a day, the first on which it is judged. Raises BadInputError for a row that isn't there.
    """
    subject = analysis.acts.subjects.filter((pl.col("of") == of) & (pl.col("place") == place))
    if not subject.height:
        raise BadInputError(f"there is no {of} {place}, or it has no day.")
    acts = analysis.acts.frame.filter(pl.col("subject") == subject["subject"][0])
    return [
        Opened(row["act"], day or row["start"], _activity(analysis, row, day or row["start"]))
        for row in acts.iter_rows(named=True)
    ]


def _activity(analysis: Analysis, row: dict[str, Any], day: date) -> Activity:
    terms = analysis.terms
    item = analysis.acts.items[row["item_code"]].row()
    licence = None
    if row["act"] == "export":
        held = licence_rows(analysis.programme)
        licence = dict(held[row["licence"]]) if row["licence"] is not None else {"licence": None}
        kind, issuer, moves = analysis.acts.licence_kinds[row["lcode"]] or (None, None, None)
        licence |= {"kind": kind, "issued_by": issuer, "moves": moves}
    data = terms.activity(row["act"], _supplier(analysis, row["supplier"]), [item], licence)
    data["contract"] = _contract(row, day)
    for key in ("quantity", "value", "currency"):
        if row[key] is not None:
            data["items"][0][key] = row[key]
    return Activity.model_validate(data)


def _contract(row: dict[str, Any], day: date) -> dict[str, Any]:
    signed = day if row["new"] else row["signed"]
    made: dict[str, Any] = {"amendments": []}
    if signed:
        made["signed_on"] = signed.isoformat()
    if row["amended"]:
        made["amendments"] = [{"on": row["amended"].isoformat()}]
    return made


def _supplier(analysis: Analysis, supplier: int | None) -> dict[str, Any]:
    if supplier is None:
        return {"name": "a supplier not named"}
    people = analysis.people
    person = people.persons[supplier].row()
    person["name"] = person["name"] or "a supplier not named"
    if supplier not in people.kept:
        person["owners"] = _owners(analysis, supplier, 0)
    return person


def _owners(analysis: Analysis, node: int, depth: int) -> Any:
    people = analysis.people
    told = [] if depth >= DEEPEST else list(_stated(analysis, node))
    if node not in people.unknown:
        return [_owner(analysis, tie, depth) for tie in told]
    if not told:
        return "unknown"
    rest = {"name": "an owner not named", "percent": "unknown", "owners": "unknown"}
    return [*(_owner(analysis, tie, depth) for tie in told), rest]


def _stated(analysis: Analysis, node: int) -> Iterator[Holding]:
    """Shares that an activity can state."""
    for tie in analysis.web.above.get(node, ()):
        if tie.kind is Kind.SHARES:
            yield tie


def _owner(analysis: Analysis, tie: Holding, depth: int) -> dict[str, Any]:
    row = analysis.programme.owners.row(tie.row, named=True) if tie.row is not None else {}
    person = analysis.people.persons[tie.owner].row()
    low, high = (percent(end) for end in tie.share)
    made = {
        "name": person["name"] or "an owner not named",
        "listing": person["listing"],
        "rejected": person["rejected"] or None,
        "kind": person["kind"],
        "country": person["country"],
        "percent": f"{low}" if low == high else f"{low}-{high}",
        "from": row["from"].isoformat() if row.get("from") else None,
        "to": row["to"].isoformat() if row.get("to") else None,
        "owners": _owners(analysis, tie.owner, depth + 1) or None,
    }
    return {key: value for key, value in made.items() if value is not None}
