"""The same decision for many cases, with care.

First a preview: which cases, at which versions, and why some can't be among them. Then the
decision, for exactly that preview: where anything changed in between, nothing is done. All cases
or none; one kind of record, one kind of match; strong matches only where the policy allows it.
Confirming and approving stay one by one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from licet.casework.actions import assign
from licet.casework.chain import canonical
from licet.casework.deciding import Ground, decide
from licet.casework.doing import (
    Doing,
    Effect,
    allowed,
    done_before,
    locked_case,
    record,
    request_of,
)
from licet.casework.errors import ConflictError
from licet.casework.ledger import Actor, Writing, row_with_key
from licet.casework.model import Case
from licet.casework.policy import Policy
from licet.casework.reading import cases_of
from licet.core.errors import BadInputError, nearest

ACTIONS = ("reject", "assign")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done to which cases: reject with a ground, or assign to somebody."""

    action: str
    cases: tuple[int, ...]
    ground: Ground | None = None
    to: str | None = None

    def __post_init__(self) -> None:
        if self.action not in ACTIONS:
            raise BadInputError(
                f"'{self.action}' is not done in bulk.",
                mend=f"{nearest(self.action, ACTIONS).capitalize()}Known: {', '.join(ACTIONS)}.",
            )
        if (self.action == "reject") != (self.ground is not None):
            raise BadInputError("rejecting takes a reason, assigning none.", where="reason")

    def asked(self) -> dict[str, Any]:
        """The order as plain values."""
        ground = self.ground.asked() if self.ground else None
        cases = sorted(set(self.cases))
        return {"action": self.action, "cases": cases, "ground": ground, "to": self.to}


@dataclass(frozen=True, slots=True)
class Preview:
    """The cases that an order would reach, each with its version, and how many alerts.

    ``refused``: why the order can't be done for them, by case (0 for all of them together).
    ``token`` names this preview: the order must bring it.
    """

    action: str
    cases: tuple[tuple[int, int], ...]
    alerts: int
    kinds: tuple[str, ...]
    bands: Mapping[str, int]
    refused: Mapping[int, str] = field(default_factory=dict)

    @property
    def token(self) -> str:
        """A hash of the cases and their versions."""
        text = canonical([self.action, [list(one) for one in self.cases]])
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "action": self.action,
            "count": len(self.cases),
            "cases": [number for number, _ in self.cases],
            "alerts": self.alerts,
            "kinds": list(self.kinds),
            "bands": dict(self.bands),
            "refused": {str(case): why for case, why in self.refused.items()},
            "token": self.token,
        }


def preview(connection: sa.Connection, policy: Policy, order: Order) -> Preview:
    """What an order would reach; raises UnknownCaseError."""
    action = order.action
    cases = cases_of(connection, order.cases)
    open_alerts = [one for case in cases for one in case.alerts if one.status == "open"]
    bands: dict[str, int] = {}
    for one in open_alerts:
        bands[one.band] = bands.get(one.band, 0) + 1
    refused = _refused(policy, action, cases)
    return Preview(
        action,
        tuple((case.id, case.version) for case in cases),
        len(open_alerts),
        tuple(sorted({case.kind for case in cases})),
        bands,
        refused,
    )


def _refused(policy: Policy, action: str, cases: Sequence[Case]) -> dict[int, str]:
    refused: dict[int, str] = {}
    if not cases:
        refused[0] = "no case is chosen"
    elif len(cases) > policy.bulk_cases:
        refused[0] = f"{len(cases)} cases are chosen, {policy.bulk_cases} are allowed"
    statuses = {"open"} if action == "reject" else {"open", "escalated", "awaiting_approval"}
    refused |= {
        case.id: f"it is {case.status.replace('_', ' ')}"
        for case in cases
        if case.status not in statuses
    }
    return refused | (_mixed(policy, cases, refused) if action == "reject" else {})


def _mixed(policy: Policy, cases: Sequence[Case], known: Mapping[int, str]) -> dict[int, str]:
    """What must not be rejected together."""
    refused: dict[int, str] = {}
    kinds = sorted({case.kind for case in cases})
    alerts = {case.id: [one for one in case.alerts if one.status == "open"] for case in cases}
    ways = sorted({one.matched_by for own in alerts.values() for one in own})
    if len(kinds) > 1 and 0 not in known:
        refused[0] = f"the records are of mixed kinds ({', '.join(kinds)})"
    elif len(ways) > 1 and 0 not in known:
        refused[0] = f"the matches are of mixed kinds (by {' and by '.join(ways)})"
    for number, own in alerts.items():
        if not policy.bulk_strong and any(one.band == "strong" for one in own):
            refused.setdefault(number, "it has a strong match, which is decided by itself")
    return {number: why for number, why in refused.items() if number not in known}


def carry_out(
    writing: Writing, policy: Policy, order: Order, token: str, by: Actor, key: str
) -> int:
    """Do an order as it was previewed, all of it or none; how many cases. Raises ConflictError."""
    allowed(by, order.action)
    request = request_of(by, "bulk", {**order.asked(), "token": token})
    if done_before(writing.connection, key, request):
        row = row_with_key(writing.connection, key)
        return int(row.body["bulk"]["cases"]) if row else 0
    now = preview(writing.connection, policy, order)
    if now.token != token:
        raise ConflictError(
            "the cases are not those that were previewed, or not as they were; none was decided.",
            mend="Preview again.",
        )
    if now.refused:
        case, why = next(iter(sorted(now.refused.items())))
        raise ConflictError(f"{f'case {case}: ' if case else ''}{why}; none was decided.")
    told = {"id": token, "cases": len(now.cases)}
    for place, (number, _) in enumerate(now.cases):
        doing = Doing(writing, policy, by, locked_case(writing.connection, number))
        body = {**_effect(order)(doing), "bulk": told}
        first = place == 0
        record(
            doing,
            order.action,
            {**body, "request": request} if first else body,
            key if first else None,
        )
    return len(now.cases)


def _effect(order: Order) -> Effect:
    ground = order.ground
    chosen: Callable[[Doing], Mapping[str, Any]] = (
        (lambda doing: assign(doing, order.to))
        if ground is None
        else (lambda doing: decide(doing, "reject", ground))
    )
    return chosen
