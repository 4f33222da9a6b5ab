"""Writing to the audit chain: rows are put in the transaction of what they tell of.

``Writing`` holds the lock of the chain's head for its whole transaction, so rows of two writers
never mix. Time in a row never goes back: where the machine's clock is behind the row before, the
row keeps that row's time and says what the clock showed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from licet.casework import tables
from licet.casework.chain import Link, canonical, digest
from licet.casework.policy import Policy

Clock = Callable[[], datetime]
FORM = "%Y-%m-%dT%H:%M:%S.%fZ"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an id in any words, and the role that the caller vouches for."""

    id: str
    role: str


def machine_clock() -> datetime:
    """What the machine's clock says, in UTC."""
    return datetime.now(UTC)


class Writing:
    """One transaction's rows of the chain. Call ``finish`` before it ends."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self.connection = connection
        head = connection.execute(sa.select(tables.head).with_for_update()).mappings().one()
        shown = clock().astimezone(UTC).strftime(FORM)
        self.at: str = max(shown, head["at"])
        self.behind = shown if shown < head["at"] else None
        self.rows, self.hash = int(head["rows"]), str(head["hash"])
        self._new: list[dict[str, Any]] = []

    @property
    def day(self) -> date:
        """The day of this transaction, in UTC."""
        return date.fromisoformat(self.at[:10])

    def add(
        self,
        by: Actor,
        action: str,
        body: Mapping[str, Any],
        case: int | None = None,
        key: str | None = None,
    ) -> int:
        """Put a row at the end of the chain; its number."""
        self.rows += 1
        link = Link(
            self.rows, self.at, self.behind, by.id, by.role, action, case, key, body, self.hash
        )
        self.hash = digest(link.content())
        self._new.append(row_of(link, self.hash))
        return self.rows

    @property
    def next(self) -> int:
        """The number that the next row will have."""
        return self.rows + 1

    def finish(self) -> None:
        """Write the rows and the new head."""
        if not self._new:
            return
        self.connection.execute(tables.audit.insert(), self._new)
        new = {"rows": self.rows, "hash": self.hash, "at": self.at}
        self.connection.execute(tables.head.update().values(new))
        self._new = []


def note_policy(writing: Writing, policy: Policy) -> None:
    """Put the policy in the chain where it is not the one that the rows before were written under.

    Without a row, the default holds.
    """
    table, told = tables.about, canonical(policy.to_json())
    asked = sa.select(table.c.value).where(table.c.key == "policy")
    held = writing.connection.execute(asked).scalar_one_or_none()
    if told == (held or canonical(Policy().to_json())):
        return
    writing.add(Actor("licet", "system"), "policy", {"policy": policy.to_json()})
    if held is None:
        writing.connection.execute(table.insert().values(key="policy", value=told))
    else:
        writing.connection.execute(table.update().where(table.c.key == "policy").values(value=told))


def row_of(link: Link, own: str) -> dict[str, Any]:
    """A link as a row of the table."""
    found = link.content()
    found["case_id"] = found.pop("case")
    return {**found, "body": canonical(link.body), "hash": own}


def link_of(row: RowMapping) -> Link:
    """A row of the table as a link."""
    found = dict(row)
    found["case"] = found.pop("case_id")
    return Link(**{**found, "body": json.loads(found["body"])})


def row_with_key(connection: Connection, key: str) -> Link | None:
    """The row that an action with a key has written, if it was done."""
    found = connection.execute(sa.select(tables.audit).where(tables.audit.c.key == key))
    row = found.mappings().one_or_none()
    return link_of(row) if row else None
