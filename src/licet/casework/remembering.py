"""Rejected alerts are told to the ledger of good guys, so that screening leaves them out.

The ledger is a file of its own. What it must be told is written in the transaction of the
decision and handed over afterwards; whoever opens the casework next hands over what was left.
A decision that the ledger has already is not told twice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from filelock import FileLock
from sqlalchemy.engine import Connection, RowMapping

from licet.casework import tables
from licet.casework.chain import canonical
from licet.casework.database import Database
from licet.casework.doing import Doing
from licet.casework.good_guys.ledger import Ledger
from licet.casework.good_guys.model import Decision

AT_ONCE = 1_000


def remember(doing: Doing, alerts: Sequence[RowMapping], action: str) -> None:
    """Note what the ledger must be told of some alerts: ``add`` or ``remove``.

    A pair without both sides can't be remembered: nobody could tell later whether it changed.
    """
    rows = [
        {"seq": doing.seq, "decision": canonical(_told(doing, one, action))}
        for one in alerts
        if one["record_side"] and one["listing_side"]
    ]
    if rows:
        doing.connection.execute(tables.remembering.insert(), rows)


def _told(doing: Doing, one: RowMapping, action: str) -> dict[str, Any]:
    label = doing.policy.reject_reasons.get(one["reason"] or "", one["reason"] or "")
    reason = f"{label}: {one['text']}" if one["text"] else label
    adding = action == "add"
    return {
        "record_id": doing.case["record_id"],
        "listing_id": one["listing_id"],
        "action": action,
        "reason": reason if adding else "taken back in casework",
        "by": one["decided_by"] if adding else doing.by.id,
        "decided_at": one["decided_at"] if adding else doing.writing.at,
        "as_of": one["as_of"],
        "until": one["until"] if adding else None,
        "record": json.loads(one["record_side"]) if adding else {},
        "listing": json.loads(one["listing_side"]) if adding else {},
    }


def hand_over(database: Database, home: Path) -> int:
    """Tell the ledger below a home what it was not told yet; how many decisions."""
    if not database.read(_waiting):
        return 0
    path = home / "casework"
    path.mkdir(parents=True, exist_ok=True)
    # Two that hand over at once would each find the other's half not told.
    with FileLock(path / "hand_over.lock"):
        count = 0
        while rows := database.read(_waiting):
            _tell(Ledger(home), [json.loads(row["decision"]) for row in rows])
            numbers = [row["id"] for row in rows]
            database.write(lambda connection, done=numbers: _done(connection, done))  # type: ignore[misc]
            count += len(rows)
        return count


def _waiting(connection: Connection) -> Sequence[RowMapping]:
    table = tables.remembering
    asked = sa.select(table).where(table.c.done_at.is_(None)).order_by(table.c.id)
    return connection.execute(asked.limit(AT_ONCE)).mappings().all()


def _done(connection: Connection, numbers: Sequence[int]) -> None:
    table = tables.remembering
    at = connection.execute(sa.select(tables.head.c.at)).scalar_one()
    connection.execute(table.update().where(table.c.id.in_(numbers)).values(done_at=at))


def _tell(ledger: Ledger, told: Sequence[Mapping[str, Any]]) -> None:
    decisions = [_decision(one) for one in told]
    about = list({one.record_id for one in decisions})
    known = {_identity(one) for one in ledger.history_of(about)}
    ledger.append([one for one in decisions if _identity(one) not in known])


def _identity(one: Decision) -> tuple[str, ...]:
    return (one.record_id, one.listing_id, one.action, one.by, one.decided_at)


def _decision(told: Mapping[str, Any]) -> Decision:
    until = told["until"]
    return Decision(**{
        **told,
        "as_of": date.fromisoformat(told["as_of"]),
        "until": date.fromisoformat(until) if until else None,
        **{side: {f: tuple(v) for f, v in told[side].items()} for side in ("record", "listing")},
    })  # fmt: skip
