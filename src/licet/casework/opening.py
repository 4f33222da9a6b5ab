"""What screening found becomes cases: one case for each record, an alert for each listing.

Told the same again, nothing happens. A listing that is new to a case opens it again; a decided
alert is opened again only where the match changed materially (``Found.changed``, or the band of
a rejected one rose).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from licet.casework import tables
from licet.casework.chain import canonical
from licet.casework.doing import Doing, allowed, record
from licet.casework.ledger import Actor, Writing
from licet.casework.model import BANDS, Found, Opened, Side, Subject
from licet.casework.policy import Policy

AT_ONCE = 500
NEW, RENEWED, REOPENED = "new", "renewed", "reopened"


@dataclass(frozen=True, slots=True)
class Opening:
    """Who opens, for which set of records, against the lists as of which day."""

    by: Actor
    batch: str
    as_of: date


@dataclass
class _Told:
    """What happened to the alerts of one case, for the audit log."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    what: set[str] = field(default_factory=set)

    def add(self, what: str, listing_id: str, **more: Any) -> None:
        """One alert."""
        self.what.add(what)
        self.rows.append({"listing": listing_id, "what": what, **more})


def open_all(
    writing: Writing, policy: Policy, opening: Opening, subjects: Sequence[Subject]
) -> Opened:
    """Open, add to and reopen cases for records; raises NotAllowedError."""
    allowed(opening.by, "open")
    held = _held(writing, opening.batch, [one.record_id for one in subjects])
    done = Opened()
    for one in subjects:
        if one.record_id in held:
            done += _again(writing, policy, opening, one, held[one.record_id])
        elif one.found:
            done += Opened(opened=(_anew(writing, policy, opening, one),))
    return done


def _held(writing: Writing, batch: str, ids: Sequence[str]) -> dict[str, RowMapping]:
    found: dict[str, RowMapping] = {}
    column = tables.cases.c
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        asked = sa.select(tables.cases).where(column.batch == batch, column.record_id.in_(some))
        found |= {r["record_id"]: r for r in writing.connection.execute(asked).mappings()}
    return found


def _anew(writing: Writing, policy: Policy, opening: Opening, one: Subject) -> int:
    band = strongest(found.band for found in one.found)
    values = {
        "batch": opening.batch, "record_id": one.record_id, "name": one.name, "kind": one.kind,
        "status": "open", "band": band, "due_on": due(writing, policy, band),
        "opened_at": writing.at, "changed_at": writing.at, "version": 0, "seq": writing.next,
    }  # fmt: skip
    insert = tables.cases.insert().values(**values).returning(*tables.cases.c)
    row = writing.connection.execute(insert).mappings().one()
    doing, told = Doing(writing, policy, opening.by, row), _Told()
    for found in one.found:
        _insert(doing, opening, one, found, told)
    record(doing, "open", _body(opening, one, told))
    return int(row["id"])


def _again(
    writing: Writing, policy: Policy, opening: Opening, one: Subject, row: RowMapping
) -> Opened:
    doing, told = Doing(writing, policy, opening.by, row), _Told()
    alerts = {alert["listing_id"]: alert for alert in doing.alerts()}
    for found in one.found:
        if found.listing_id not in alerts:
            _insert(doing, opening, one, found, told)
        else:
            _meet(doing, opening, one, found, alerts[found.listing_id], told)
    for lost in one.lost:
        if lost.listing_id in alerts:
            _lose(doing, alerts[lost.listing_id], lost.why, lost.judged, told)
    unchanged = len(one.found) + len(one.lost) - len(told.rows)
    if not told.rows:
        return Opened(unchanged=unchanged)
    number = int(row["id"])
    again = told.what & {NEW, REOPENED} and row["status"] in {"closed", "awaiting_approval"}
    if told.what & {NEW, REOPENED}:
        _wake(doing, bool(again))
    record(doing, "reopen" if again else "alerts", _body(opening, one, told))
    if again:
        return Opened(reopened=(number,), unchanged=unchanged)
    return Opened(added=(number,) if NEW in told.what else (), unchanged=unchanged)


def _wake(doing: Doing, again: bool) -> None:
    """Put a case back to work: its band and due date are those of its open alerts."""
    band = strongest(one["band"] for one in doing.alerts() if one["status"] == "open")
    doing.values["band"] = band
    if again:
        doing.values |= {
            "status": "open", "outcome": None, "approved_by": None, "decided_seq": None,
            "due_on": due(doing.writing, doing.policy, band),
        }  # fmt: skip


def _insert(doing: Doing, opening: Opening, one: Subject, found: Found, told: _Told) -> None:
    values = {
        **_seen(opening, one, found), "case_id": doing.case["id"], "source": found.source,
        "listing_id": found.listing_id, "found_at": doing.writing.at, "status": "open",
        "final": 0, "changed": found.changed or None,
    }  # fmt: skip
    doing.connection.execute(tables.alerts.insert().values(**values))
    told.add(NEW, found.listing_id, score=found.score, band=found.band, by=found.matched_by)


def _meet(
    doing: Doing, opening: Opening, one: Subject, found: Found, alert: RowMapping, told: _Told
) -> None:
    """Screening found again what the case holds already."""
    seen, why = _seen(opening, one, found), found.changed
    if alert["status"] == "open":
        compared = ("score", "band", "matched_name", "record_side", "listing_side")
        if any(alert[name] != seen[name] for name in compared):
            doing.change_alerts([alert["id"]], seen)
            told.add(RENEWED, found.listing_id, score=found.score, band=found.band)
        return
    if why and found.judged != alert["decided_seq"]:
        why = ""  # somebody decided it anew since it was judged
    if alert["status"] == "rejected" and BANDS.index(found.band) > BANDS.index(alert["band"]):
        rose = f"score: {alert['band']} to {found.band}"
        why = f"{why}; {rose}" if why else rose
    if why:
        doing.change_alerts([alert["id"]], {**seen, **opened_again(why)})
        told.add(REOPENED, found.listing_id, score=found.score, band=found.band, why=why)


def _lose(doing: Doing, alert: RowMapping, why: str, judged: int | None, told: _Told) -> None:
    """Screening finds it no more, or what it was decided on has changed."""
    if alert["status"] == "open":
        if alert["changed"] != why:
            doing.change_alerts([alert["id"]], {"changed": why})
            told.add(RENEWED, alert["listing_id"], why=why)
    elif judged == alert["decided_seq"]:
        doing.change_alerts([alert["id"]], opened_again(why))
        told.add(REOPENED, alert["listing_id"], why=why)


def opened_again(why: str | None) -> dict[str, Any]:
    """The columns of an alert that is open again."""
    gone = ("decided_by", "decided_at", "decided_seq", "reason", "text", "until")
    return {"status": "open", "final": 0, "changed": why, **dict.fromkeys(gone)}


def _seen(opening: Opening, one: Subject, found: Found) -> dict[str, Any]:
    return {
        "score": found.score,
        "band": found.band,
        "matched_name": found.matched_name,
        "matched_by": found.matched_by,
        "explanation": canonical(found.explanation),
        "record_side": _side(one.side),
        "listing_side": _side(found.side),
        "as_of": str(opening.as_of),
    }


def _side(side: Side | None) -> str | None:
    return None if side is None else canonical({name: list(v) for name, v in side.items()})


def _body(opening: Opening, one: Subject, told: _Told) -> Mapping[str, Any]:
    return {
        "batch": opening.batch,
        "record_id": one.record_id,
        "as_of": str(opening.as_of),
        "alerts": told.rows,
    }


def strongest(bands: Iterable[str]) -> str:
    """The strongest of some bands; ``below`` where there is none."""
    return max(bands, key=BANDS.index, default=BANDS[0])


def due(writing: Writing, policy: Policy, band: str) -> str:
    """The day a case is due by its band."""
    most = max(policy.due_days.values(), default=5)
    return str(writing.day + timedelta(days=policy.due_days.get(band, most)))
