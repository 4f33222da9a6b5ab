"""Whatever people do in whatever order, what must always hold holds."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.casework.case_help import DAY, OTHER, SAME, SetClock, act, found, subject

from licet.casework.bulk import Order
from licet.casework.cases import Cases
from licet.casework.good_guys.ledger import Ledger
from licet.casework.ledger import Actor
from licet.casework.policy import Policy
from licet.core.errors import LicetError

PEOPLE = [Actor(name, role) for name in ("ann", "cy") for role in ("analyst", "approver")]
DO = ["confirm", "reject", "undo", "approve", "send_back", "reopen", "escalate", "assign",
      "comment", "bulk", "open", "back"]  # fmt: skip
STEPS = st.lists(
    st.tuples(st.sampled_from(DO), st.sampled_from(PEOPLE), st.integers(1, 3), st.booleans()),
    max_size=25,
)


@given(STEPS, st.sampled_from(["never", "strong", "always"]))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_what_must_always_hold(steps: list[tuple[str, Actor, int, bool]], eyes: Any) -> None:
    """The chain is whole; a closed case has no open alert; what needs a second person has one;
    versions count the actions; and the good guys are exactly the final rejections.
    """
    clock = SetClock()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        policy = Policy(approve_reject=eyes, approve_confirm="always", bulk_strong=True)
        with Cases(home / "c.db", home=home, clock=clock, policy=policy) as cases:
            _open(cases, strong=False)
            for step in steps:
                clock.go(seconds=-30 if step[3] else 60)
                with contextlib.suppress(LicetError):
                    _do(cases, *step)
            _check(cases, home, policy)


def _open(cases: Cases, strong: bool) -> None:
    two = found("un:2", "strong") if strong else found("un:2")
    every = [subject(f"r{n}", found(), two) for n in range(3)]
    cases.open(every, PEOPLE[0], as_of=DAY)


def _do(cases: Cases, what: str, by: Actor, number: int, flag: bool) -> None:
    step = act(cases.case(number), by)
    if what in {"confirm", "reject"}:
        ground = SAME if what == "confirm" else OTHER
        one = type(ground)(ground.reason, ground.text, ("ofac:1",) if flag else None)
        getattr(cases, what)(step, one)
    elif what in {"undo", "approve"}:
        getattr(cases, what)(step)
    elif what in {"send_back", "reopen", "escalate", "comment"}:
        getattr(cases, what)(step, "words")
    elif what == "assign":
        cases.assign(step, "bo" if flag else None)
    elif what == "bulk":
        order = Order("reject", (1, 2), OTHER)
        cases.bulk(order, cases.preview(order).token, by)
    else:
        _open(cases, strong=what == "back")


def _check(cases: Cases, home: Path, policy: Policy) -> None:
    verified = cases.verify()
    assert verified.whole, verified
    remembered = set()
    for number in (1, 2, 3):
        held = cases.get(number)
        case = held.case
        assert case.version == len(held.history)
        statuses = {one.status for one in case.alerts}
        assert ("open" in statuses) == (case.status in {"open", "escalated"})
        assert all(one.final for one in case.alerts) or case.status != "closed"
        assert (case.outcome is not None) == (case.status == "closed")
        for row in held.history:
            if row["action"] == "approve":
                assert row["actor"] not in row["body"]["decided_by"]
        if case.status == "closed" and "confirmed" in statuses:
            assert any(row["action"] == "approve" for row in held.history)
        remembered |= {
            (case.record_id, one.listing_id)
            for one in case.alerts
            if one.final and one.status == "rejected"
        }
    assert {one.pair for one in Ledger(home).present()} >= remembered
