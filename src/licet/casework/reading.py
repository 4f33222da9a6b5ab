"""Reading cases: the queue in pages, one case whole, what is due, what is confirmed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from licet.casework import tables
from licet.casework.errors import UnknownCaseError
from licet.casework.ledger import link_of
from licet.casework.model import (
    STATUSES,
    Alert,
    Attachment,
    Case,
    CaseFile,
    Comment,
    ConfirmedMatch,
)
from licet.core.errors import BadInputError, nearest

MOST_ROWS = 500
LARGEST = 2**63 - 1
"""The largest number that a database can hold."""
CASE = [tables.cases.c[name] for name in Case.__slots__ if name != "alerts"]
ALERT = [tables.alerts.c[name] for name in Alert.__slots__]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which cases to show; what is left out does not narrow. ``assignee`` "" means nobody's.

    ``status`` may also be "undecided" (open or escalated) and "active" (not closed).
    """

    status: str | None = None
    assignee: str | None = None
    band: str | None = None
    kind: str | None = None
    batch: str | None = None
    listing: str | None = None
    due_by: date | None = None

    def __post_init__(self) -> None:
        known = (*STATUSES, "undecided", "active")
        if self.status is not None and self.status not in known:
            raise BadInputError(
                f"'{self.status}' is no status of a case.",
                where="status",
                mend=f"{nearest(self.status, known).capitalize()}Known: {', '.join(known)}.",
            )


@dataclass(frozen=True, slots=True)
class Page:
    """Where to go on: after the cursor that the page before gave, so many cases."""

    after: str | None = None
    size: int = 50


@dataclass(frozen=True, slots=True)
class Queue:
    """Some cases, the next cursor (None at the end), and how many there are in all."""

    cases: tuple[Case, ...]
    after: str | None
    total: int

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "cases": [one.to_json() for one in self.cases],
            "after": self.after,
            "total": self.total,
        }


def queue(connection: Connection, filters: Filters, page: Page) -> Queue:
    """Cases by due date, the most urgent first."""
    wanted = _where(filters)
    total = connection.execute(sa.select(sa.func.count()).where(*wanted)).scalar_one()
    due, number = tables.cases.c.due_on, tables.cases.c.id
    if page.after:
        day, case = _cursor(page.after)
        wanted.append(sa.or_(due > day, sa.and_(due == day, number > case)))
    size = max(1, min(page.size, MOST_ROWS))
    asked = sa.select(*CASE).where(*wanted).order_by(due, number).limit(size + 1)
    rows = connection.execute(asked).mappings().all()
    shown = rows[:size]
    last = shown[-1] if len(rows) > size else None
    found = _with_alerts(connection, shown)
    return Queue(tuple(found), f"{last['due_on']}.{last['id']}" if last else None, total)


def _where(filters: Filters) -> list[Any]:
    column = tables.cases.c
    wanted: list[Any] = [column.id.is_not(None)]
    if filters.status == "undecided":
        wanted.append(column.status.in_(("open", "escalated")))
    elif filters.status == "active":
        wanted.append(column.status != "closed")
    elif filters.status:
        wanted.append(column.status == filters.status)
    given = {name: getattr(filters, name) for name in ("band", "kind", "batch")}
    wanted += [column[name] == value for name, value in given.items() if value is not None]
    if filters.assignee is not None:
        wanted.append(
            column.assignee == filters.assignee if filters.assignee else column.assignee.is_(None)
        )
    if filters.due_by:
        wanted += [column.due_on <= str(filters.due_by), column.status != "closed"]
    if filters.listing:
        with_it = sa.select(tables.alerts.c.case_id).where(
            tables.alerts.c.listing_id == filters.listing
        )
        wanted.append(column.id.in_(with_it))
    return wanted


def _cursor(text: str) -> tuple[str, int]:
    day, _, number = text.partition(".")
    try:
        return str(date.fromisoformat(day)), fitting(int(number))
    except ValueError:
        raise BadInputError(
            f"'{text}' is no place in the queue.",
            where="after",
            mend="Give the 'after' of the page before.",
        ) from None


def fitting(number: int) -> int:
    """A number as far as a database can hold it; no case has one beyond."""
    return max(0, min(number, LARGEST))


def case_of(connection: Connection, number: int) -> Case:
    """One case with its alerts; raises UnknownCaseError."""
    return cases_of(connection, [number])[0]


def cases_of(connection: Connection, numbers: Sequence[int]) -> list[Case]:
    """Some cases with their alerts, by number; raises UnknownCaseError for one that is none."""
    found: dict[int, Case] = {}
    wanted = sorted(set(numbers))
    for start in range(0, len(wanted), MOST_ROWS):
        some = [fitting(one) for one in wanted[start : start + MOST_ROWS]]
        rows = connection.execute(sa.select(*CASE).where(tables.cases.c.id.in_(some))).mappings()
        found |= {case.id: case for case in _with_alerts(connection, rows.all())}
    if missing := [one for one in wanted if one not in found]:
        raise UnknownCaseError(f"there is no case {missing[0]}.", mend="See `licet cases list`.")
    return [found[one] for one in wanted]


def _with_alerts(connection: Connection, rows: Sequence[RowMapping]) -> list[Case]:
    numbers = [row["id"] for row in rows]
    asked = sa.select(*ALERT).where(tables.alerts.c.case_id.in_(numbers))
    asked = asked.order_by(tables.alerts.c.score.desc(), tables.alerts.c.id)
    alerts: dict[int, list[Alert]] = {number: [] for number in numbers}
    for row in connection.execute(asked).mappings():
        told = {"explanation": json.loads(row["explanation"]), "final": bool(row["final"])}
        alerts[row["case_id"]].append(Alert(**{**row, **told}))
    return [
        Case(
            **{**row, "due_on": date.fromisoformat(row["due_on"])}, alerts=tuple(alerts[row["id"]])
        )
        for row in rows
    ]


def file_of(connection: Connection, number: int) -> CaseFile:
    """All there is of one case; raises UnknownCaseError."""
    case = case_of(connection, number)
    comments = _of(connection, tables.comments, Comment.__slots__, number)
    attached = _of(connection, tables.attachments, Attachment.__slots__, number)
    asked = sa.select(tables.audit).where(tables.audit.c.case_id == number)
    rows = connection.execute(asked.order_by(tables.audit.c.seq)).mappings()
    return CaseFile(
        case,
        tuple(Comment(**row) for row in comments),
        tuple(Attachment(**row) for row in attached),
        tuple(link_of(row).to_json() for row in rows),
    )


def _of(
    connection: Connection, table: sa.Table, names: Sequence[str], number: int
) -> Sequence[RowMapping]:
    columns = [table.c[name] for name in names]
    asked = sa.select(*columns).where(table.c.case_id == number).order_by(table.c.id)
    return connection.execute(asked).mappings().all()


def attached_bytes(connection: Connection, attachment: int) -> tuple[Attachment, bytes]:
    """An attachment and its bytes; raises UnknownCaseError."""
    table, blobs = tables.attachments, tables.blobs
    columns = [table.c[name] for name in Attachment.__slots__]
    asked = sa.select(*columns, blobs.c.data).join(blobs, blobs.c.sha256 == table.c.sha256)
    row = (
        connection.execute(asked.where(table.c.id == min(attachment, LARGEST)))
        .mappings()
        .one_or_none()
    )
    if row is None:
        raise UnknownCaseError(f"there is no attachment {attachment}.")
    found = dict(row)
    data = bytes(found.pop("data"))
    return Attachment(**found), data


def confirmed(connection: Connection, batch: str | None = None) -> list[ConfirmedMatch]:
    """Confirmed matches that are final, by record and listing."""
    case, alert = tables.cases.c, tables.alerts.c
    columns = [
        case.record_id, alert.listing_id, case.batch, case.id.label("case"), alert.reason,
        alert.decided_by, alert.decided_at, case.approved_by,
    ]  # fmt: skip
    asked = sa.select(*columns).join(tables.alerts, alert.case_id == case.id)
    listed = alert.matched_by.in_(("name", "identifier"))
    asked = asked.where(alert.status == "confirmed", alert.final == 1, listed)
    if batch is not None:
        asked = asked.where(case.batch == batch)
    rows = connection.execute(asked.order_by(case.record_id, alert.listing_id)).mappings()
    return [ConfirmedMatch(**row) for row in rows]
