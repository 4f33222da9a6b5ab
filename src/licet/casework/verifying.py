"""Whether the audit chain is whole, and whether the cases are as its last rows say.

What can be proven: every row holds the hash of the one before, so no row was changed, taken out
or put in between without breaking every later one; the head in the database says how many there
are; a case, comment or attachment that was changed beside the chain disagrees with it. What can't
be proven from the database alone: that nobody with full access to it cut off the end, or wrote a
whole new chain, and mended the head. An anchor kept elsewhere shows that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from licet.casework import chain, tables
from licet.casework.anchor import Anchor
from licet.casework.chain import Broken, Link
from licet.casework.doing import AFTER
from licet.casework.ledger import link_of

AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found. ``broken``: the first link that does not hold; ``differs``: what stands
    beside the chain and disagrees with it; ``anchors``: how many anchors it was held against.
    """

    rows: int
    hash: str
    at: str
    broken: Broken | None
    differs: tuple[str, ...]
    anchors: int
    anchored_rows: int

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.broken is None and not self.differs

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        broken = {"seq": self.broken.seq, "why": self.broken.why} if self.broken else None
        return {
            "whole": self.whole,
            "rows": self.rows,
            "hash": self.hash,
            "at": self.at,
            "broken": broken,
            "differs": list(self.differs),
            "anchors": self.anchors,
            "anchored_rows": self.anchored_rows,
        }


def verify(connection: Connection, anchors: Sequence[Anchor] = ()) -> Verified:
    """Walk the whole chain and hold the rest against it."""
    own = chain_id(connection)
    wanted = {one.rows: one for one in anchors}
    met: dict[int, str] = {}
    checked = chain.check(_watched(links(connection), wanted, met), own)
    head = connection.execute(sa.select(tables.head)).mappings().one_or_none()
    broken = checked.broken or _end(checked.rows, checked.hash, head)
    broken = broken or _anchored(anchors, own, checked.rows, met)
    differs = () if broken else tuple(_differs(connection))
    return Verified(
        checked.rows, checked.hash, checked.at, broken, differs, len(anchors),
        max((one.rows for one in anchors), default=0),
    )  # fmt: skip


def chain_id(connection: Connection) -> str:
    """The id of this database's chain."""
    asked = sa.select(tables.about.c.value).where(tables.about.c.key == "chain")
    return str(connection.execute(asked).scalar_one_or_none() or "")


def links(connection: Connection) -> Iterator[Link]:
    """Every row of the chain in order, some thousands at a time."""
    after = -1
    while True:
        asked = sa.select(tables.audit).where(tables.audit.c.seq > after)
        rows = connection.execute(asked.order_by(tables.audit.c.seq).limit(AT_ONCE)).mappings()
        some = rows.all()
        if not some:
            return
        for row in some:
            try:
                yield link_of(row)
            except (ValueError, TypeError):
                # Text that is no JSON was not written by licet: its hash can't hold.
                yield link_of({**row, "body": '"unreadable"'})  # type: ignore[arg-type]
        after = some[-1]["seq"]


def _watched(
    found: Iterator[Link], wanted: dict[int, Anchor], met: dict[int, str]
) -> Iterator[Link]:
    """The links as they pass, noting the hash at each anchor."""
    for link in found:
        if link.seq in wanted:
            met[link.seq] = link.hash
        yield link


def _end(rows: int, last: str, head: Any) -> Broken | None:
    if head is None:
        return Broken(rows + 1, "the head of the chain is missing")
    if head["rows"] > rows:
        return Broken(rows + 1, f"the end is cut off: the head counts {head['rows']} rows")
    if head["rows"] < rows or head["hash"] != last:
        return Broken(rows, "the head of the chain names another last row")
    return None


def _anchored(anchors: Sequence[Anchor], own: str, rows: int, met: dict[int, str]) -> Broken | None:
    for one in sorted(anchors, key=lambda each: each.rows):
        if one.chain != own:
            return Broken(1, f"an anchor of {one.at[:19]}Z is of another chain")
        if one.rows > rows:
            return Broken(
                rows + 1, f"the end is cut off: an anchor of {one.at[:19]}Z has {one.rows} rows"
            )
        if one.rows and met.get(one.rows) != one.hash:
            return Broken(one.rows, f"it is not the row that the anchor of {one.at[:19]}Z names")
    return None


def _differs(connection: Connection) -> Iterator[str]:
    """What stands in the tables and is not what the chain says."""
    yield from _cases(connection)
    yield from _policy(connection)
    for table, fields in (
        (tables.comments, ("text",)),
        (tables.attachments, ("name", "sha256", "size")),
    ):
        asked = sa.select(table, tables.audit.c.body)
        joined = asked.outerjoin(tables.audit, tables.audit.c.seq == table.c.seq)
        for row in connection.execute(joined.order_by(table.c.id)).mappings():
            body = json.loads(row["body"]) if row["body"] else {}
            if any(body.get(name) != row[name] for name in fields):
                yield f"{table.name[:-1]} {row['id']} of case {row['case_id']}"
    told = sa.select(tables.audit.c.case_id).where(tables.audit.c.case_id.is_not(None)).distinct()
    missing = told.where(tables.audit.c.case_id.not_in(sa.select(tables.cases.c.id)))
    for number in connection.execute(missing).scalars():
        yield f"case {number}, which is missing"


def _policy(connection: Connection) -> Iterator[str]:
    asked = sa.select(tables.audit.c.body).where(tables.audit.c.action == "policy")
    last = connection.execute(asked.order_by(tables.audit.c.seq.desc()).limit(1)).scalar()
    held = sa.select(tables.about.c.value).where(tables.about.c.key == "policy")
    told = chain.canonical(json.loads(last)["policy"]) if last else None
    if connection.execute(held).scalar_one_or_none() != told:
        yield "the policy"


def _cases(connection: Connection) -> Iterator[str]:
    last = sa.select(tables.audit.c.case_id, sa.func.max(tables.audit.c.seq).label("seq"))
    last = last.where(tables.audit.c.case_id.is_not(None)).group_by(tables.audit.c.case_id)
    of = last.subquery()
    asked = sa.select(tables.cases, tables.audit.c.body, of.c.seq.label("last"))
    joined = asked.outerjoin(of, of.c.case_id == tables.cases.c.id)
    joined = joined.outerjoin(tables.audit, tables.audit.c.seq == of.c.seq)
    statuses: dict[int, dict[str, str]] = {}
    of_alert = tables.alerts.c
    alerts = sa.select(of_alert.case_id, of_alert.listing_id, of_alert.status)
    for case, listing, status in connection.execute(alerts):
        statuses.setdefault(case, {})[listing] = status
    for row in connection.execute(joined.order_by(tables.cases.c.id)).mappings():
        after = json.loads(row["body"]).get("after", {}) if row["body"] else {}
        same = all(after.get(name) == row[name] for name in AFTER)
        if not same or after.get("alerts") != statuses.get(row["id"], {}):
            yield f"case {row['id']}"
