"""Confirming and rejecting alerts, taking back one's last decision, opening a case again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.engine import RowMapping

from licet.casework.doing import Doing, must_be, plain_text
from licet.casework.errors import ConflictError, NotAllowedError, UnknownCaseError
from licet.casework.ledger import FORM
from licet.casework.opening import due, opened_again, strongest
from licet.casework.policy import check_reason
from licet.casework.remembering import remember
from licet.core.errors import BadInputError

STATUS = {"confirm": "confirmed", "reject": "rejected"}


@dataclass(frozen=True, slots=True)
class Ground:
    """Why: a reason of the list and a text. ``alerts``: listing ids, or None for all that are
    open. ``until``: the last day a rejection is remembered; else as the policy says.
    """

    reason: str
    text: str = ""
    alerts: tuple[str, ...] | None = None
    until: date | None = None

    def asked(self) -> dict[str, Any]:
        """The ground as plain values."""
        return {
            "reason": self.reason,
            "text": self.text,
            "alerts": sorted(self.alerts) if self.alerts is not None else None,
            "until": str(self.until) if self.until else None,
        }


def decide(doing: Doing, action: str, ground: Ground) -> Mapping[str, Any]:
    """Confirm or reject alerts of a case; the last one closes it or puts it up for approval."""
    must_be(doing, action, "open", "escalated")
    if doing.case["status"] == "escalated" and doing.by.role != "approver":
        raise NotAllowedError(
            f"case {doing.case['id']} is escalated: who decides it must be an approver.",
            mend="Comment on it, or wait for the decision.",
        )
    text = plain_text(ground.text, doing.policy.text_characters)
    check_reason(doing.policy, action, ground.reason, text)
    chosen = _chosen(doing.alerts(), ground.alerts, doing.case["id"])
    until = _until(doing, ground) if action == "reject" else None
    doing.change_alerts([one["id"] for one in chosen], {
        "status": STATUS[action], "final": 0, "decided_by": doing.by.id, "until": until,
        "decided_at": doing.writing.at, "decided_seq": doing.seq, "reason": ground.reason,
        "text": text, "changed": None,
    })  # fmt: skip
    doing.values["decided_seq"] = doing.seq
    _settle(doing)
    listings = [one["listing_id"] for one in chosen]
    return {"alerts": listings, "reason": ground.reason, "text": text, "until": until}


def _chosen(
    alerts: Sequence[RowMapping], wanted: Sequence[str] | None, case: int
) -> list[RowMapping]:
    held = {one["listing_id"]: one for one in alerts}
    if wanted is None:
        return [one for one in alerts if one["status"] == "open"]
    if missing := [one for one in wanted if one not in held]:
        raise UnknownCaseError(
            f"case {case} has no alert of '{missing[0]}'.", mend=f"It has: {', '.join(held)}."
        )
    if not wanted:
        raise BadInputError("no alert is named.", where="alerts")
    for one in wanted:
        if held[one]["status"] != "open":
            raise ConflictError(
                f"{one} in case {case} is {held[one]['status']} by {held[one]['decided_by']}.",
                mend="Undo that first, or leave the alert out.",
            )
    return [held[one] for one in dict.fromkeys(wanted)]


def _until(doing: Doing, ground: Ground) -> str:
    today = doing.writing.day
    if ground.until and ground.until < today:
        raise BadInputError(f"{ground.until} is over.", where="until", mend="Name a day to come.")
    return str(ground.until or today + timedelta(days=doing.policy.rejection_days))


def _settle(doing: Doing) -> None:
    """Where no alert is left open: close the case, or put it up for approval."""
    alerts = doing.alerts()
    if any(one["status"] == "open" for one in alerts):
        return
    new = [one for one in alerts if not one["final"]]
    if any(doing.policy.needs_approval(one["status"], one["band"]) for one in new):
        doing.values["status"] = "awaiting_approval"
    else:
        close(doing)


def close(doing: Doing) -> None:
    """Make every decision of a case final, close it, and have its non-matches remembered."""
    alerts = doing.alerts()
    new = [one for one in alerts if not one["final"]]
    doing.change_alerts([one["id"] for one in new], {"final": 1})
    remember(doing, [one for one in new if one["status"] == "rejected"], "add")
    confirmed = any(one["status"] == "confirmed" for one in alerts)
    doing.values |= {"status": "closed", "outcome": "confirmed" if confirmed else "rejected"}


def undo(doing: Doing) -> Mapping[str, Any]:
    """Take back one's own last decision of a case, within the time of the policy."""
    last = doing.case["decided_seq"]
    mine = [one for one in doing.alerts() if last and one["decided_seq"] == last]
    if not mine:
        raise ConflictError(
            f"case {doing.case['id']} has no decision that can be undone.",
            mend="What was approved can only be reopened.",
        )
    if mine[0]["decided_by"] != doing.by.id:
        raise NotAllowedError(
            f"the last decision of case {doing.case['id']} is {mine[0]['decided_by']}'s.",
            mend="Who decided can undo it; an approver can send it back or reopen it.",
        )
    _check_time(doing, mine[0]["decided_at"])
    return _put_back(doing, mine, "")


def _check_time(doing: Doing, decided_at: str) -> None:
    passed = datetime.strptime(doing.writing.at, FORM) - datetime.strptime(decided_at, FORM)
    most = doing.policy.undo_seconds
    if passed.total_seconds() > most:
        raise NotAllowedError(
            f"the decision is older than {most} seconds.",
            mend="Ask an approver to reopen the case.",
        )


def send_back(doing: Doing, text: str) -> Mapping[str, Any]:
    """Not approved: what was decided is open again, with a word for who decided."""
    must_be(doing, "send_back", "awaiting_approval")
    said = plain_text(text, doing.policy.text_characters)
    if not said:
        raise BadInputError("sending back needs a text.", where="text", mend="Say why.")
    new = [one for one in doing.alerts() if not one["final"]]
    by = {one["decided_by"] for one in new}
    if len(by) == 1:
        doing.values["assignee"] = by.pop()
    return {**_put_back(doing, new, f"sent back: {said}"), "text": said}


def reopen(doing: Doing, text: str, alerts: Sequence[str] | None) -> Mapping[str, Any]:
    """Open a closed case again, all of its alerts or some."""
    must_be(doing, "reopen", "closed")
    said = plain_text(text, doing.policy.text_characters)
    if not said:
        raise BadInputError("reopening needs a text.", where="text", mend="Say why.")
    held = {one["listing_id"]: one for one in doing.alerts()}
    wanted = list(held) if alerts is None else list(dict.fromkeys(alerts))
    if missing := [one for one in wanted if one not in held]:
        raise UnknownCaseError(f"case {doing.case['id']} has no alert of '{missing[0]}'.")
    if not wanted:
        raise BadInputError("no alert is named.", where="alerts")
    chosen = [held[one] for one in wanted]
    doing.values["due_on"] = due(
        doing.writing, doing.policy, strongest(one["band"] for one in chosen)
    )
    return {**_put_back(doing, chosen, f"reopened: {said}"), "text": said}


def _put_back(doing: Doing, alerts: Sequence[RowMapping], why: str) -> dict[str, Any]:
    """Alerts that are open again, and with them their case."""
    known = [one for one in alerts if one["final"] and one["status"] == "rejected"]
    remember(doing, known, "remove")
    doing.change_alerts([one["id"] for one in alerts], opened_again(why or None))
    doing.values |= {
        "status": "open", "outcome": None, "approved_by": None, "decided_seq": None,
        "band": strongest(one["band"] for one in alerts),
    }  # fmt: skip
    return {"alerts": [one["listing_id"] for one in alerts]}
