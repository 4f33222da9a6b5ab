"""The frame of every action: role, key, version, effect and audit row, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from licet.casework import tables
from licet.casework.chain import canonical
from licet.casework.errors import ConflictError, NotAllowedError, UnknownCaseError
from licet.casework.ledger import Actor, Writing, row_with_key
from licet.casework.model import Act
from licet.casework.policy import ROLES, RULES, Policy
from licet.casework.reading import fitting
from licet.core.errors import BadInputError, nearest

WITHOUT_VERSION = {"comment", "attach"}
AFTER = ("status", "outcome", "band", "assignee", "due_on", "approved_by", "version")
"""What a row of the audit log says of a case as the action left it."""
LONGEST_ID = 200


@dataclass
class Doing:
    """An action at work on one case. ``values``: columns of the case to change."""

    writing: Writing
    policy: Policy
    by: Actor
    case: RowMapping
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def connection(self) -> Connection:
        """The transaction's connection."""
        return self.writing.connection

    @property
    def seq(self) -> int:
        """The number of the audit row that this action will have."""
        return self.writing.next

    def alerts(self) -> list[RowMapping]:
        """The alerts of the case as they are now in the transaction."""
        asked = sa.select(tables.alerts).where(tables.alerts.c.case_id == self.case["id"])
        return list(self.connection.execute(asked.order_by(tables.alerts.c.id)).mappings())

    def change_alerts(self, numbers: list[int], values: Mapping[str, Any]) -> None:
        """Give some alerts of the case new values."""
        table = tables.alerts
        self.connection.execute(table.update().where(table.c.id.in_(numbers)).values(**values))


Effect = Callable[[Doing], Mapping[str, Any]]
"""Does the action and gives what the audit row tells of it."""


def perform(
    writing: Writing, policy: Policy, act: Act, action: str, asked: Mapping[str, Any],
    effect: Effect,
) -> None:  # fmt: skip
    """Do one action, or find that its key was done before. Raises NotAllowedError, ConflictError,
    UnknownCaseError.
    """
    allowed(act.by, action)
    request = request_of(act.by, action, {**asked, "case": act.case})
    if act.key and done_before(writing.connection, act.key, request):
        return
    doing = Doing(writing, policy, act.by, locked_case(writing.connection, act.case))
    check_version(doing, act, action)
    body = {**effect(doing), "request": request}
    record(doing, action, body, act.key)


def record(doing: Doing, action: str, body: Mapping[str, Any], key: str | None = None) -> int:
    """Write the audit row of an action and the case as it is after it."""
    new = {
        **doing.values,
        "version": doing.case["version"] + 1,
        "changed_at": doing.writing.at,
        "seq": doing.seq,
    }
    after = {name: new.get(name, doing.case[name]) for name in AFTER}
    after["alerts"] = {one["listing_id"]: one["status"] for one in doing.alerts()}
    number = doing.writing.add(doing.by, action, {**body, "after": after}, doing.case["id"], key)
    table = tables.cases
    where = table.c.id == doing.case["id"]
    doing.connection.execute(table.update().where(where).values(**new))
    return number


def allowed(by: Actor, action: str) -> None:
    """Raise NotAllowedError unless the actor's role may do this."""
    if not by.id.strip() or len(by.id) > LONGEST_ID:
        raise BadInputError("nobody is named as the one who acts.", where="actor")
    if by.role not in ROLES:
        raise BadInputError(
            f"'{by.role}' is no role.",
            where="role",
            mend=f"{nearest(by.role, ROLES).capitalize()}Known: {', '.join(ROLES)}.",
        )
    if by.role not in RULES[action]:
        may = ", ".join(sorted(RULES[action] - {"system"}))
        raise NotAllowedError(
            f"{by.id} may not {action.replace('_', ' ')} as {by.role}.", mend=f"It takes: {may}."
        )


def request_of(by: Actor, action: str, asked: Mapping[str, Any]) -> str:
    """A hash that tells one request from another under the same key."""
    text = canonical({"by": by.id, "action": action, **asked})
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def done_before(connection: Connection, key: str, request: str) -> bool:
    """Whether this request was done under its key; raises ConflictError for another one."""
    row = row_with_key(connection, key)
    if row is None:
        return False
    if row.body.get("request") != request:
        raise ConflictError(
            f"the key '{key}' was used for another action.", mend="Give each action its own key."
        )
    return True


def locked_case(connection: Connection, number: int) -> RowMapping:
    """The row of a case in a writing transaction; raises UnknownCaseError."""
    asked = sa.select(tables.cases).where(tables.cases.c.id == fitting(number))
    row = connection.execute(asked).mappings().one_or_none()
    if row is None:
        raise UnknownCaseError(f"there is no case {number}.", mend="See `licet cases list`.")
    return row


def check_version(doing: Doing, act: Act, action: str) -> None:
    """Raise ConflictError where the case changed since the actor saw it, saying who did what."""
    now = doing.case["version"]
    if act.version == now or (act.version is None and action in WITHOUT_VERSION):
        return
    if act.version is None:
        raise BadInputError(
            f"the version of case {act.case} is missing.", mend=f"It is at version {now}."
        )
    asked = sa.select(tables.audit.c.actor, tables.audit.c.action, tables.audit.c.at)
    last = doing.connection.execute(asked.where(tables.audit.c.seq == doing.case["seq"])).one()
    raise ConflictError(
        f"case {act.case} was seen at version {act.version} and is at {now}: "
        f"{last.actor} did '{last.action}' at {last.at[:19]}Z.",
        mend="Look at it again, then decide.",
    )


def plain_text(text: str, most: int, where: str = "text") -> str:
    """A text that any database can keep, without space around it; raises BadInputError."""
    found = text.strip()
    if "\0" in found or any(0xD800 <= ord(c) <= 0xDFFF for c in found):
        raise BadInputError("holds characters that are no text.", where=where)
    if len(found) > most:
        raise BadInputError(f"has {len(found):,} characters, {most:,} are allowed.", where=where)
    return found


def must_be(doing: Doing, action: str, *statuses: str) -> None:
    """Raise ConflictError where the case's status does not take an action."""
    status = doing.case["status"]
    if status not in statuses:
        raise ConflictError(
            f"case {doing.case['id']} is {status.replace('_', ' ')}: {action.replace('_', ' ')} "
            f"needs one that is {' or '.join(s.replace('_', ' ') for s in statuses)}."
        )
