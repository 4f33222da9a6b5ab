"""Four eyes: a decision that the policy wants approved waits for a second person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from licet.casework.deciding import close
from licet.casework.doing import Doing, must_be
from licet.casework.errors import NotAllowedError


def approve(doing: Doing) -> Mapping[str, Any]:
    """Make what others decided final. Who decided any of it may not approve it."""
    must_be(doing, "approve", "awaiting_approval")
    new = [one for one in doing.alerts() if not one["final"]]
    deciders = {one["decided_by"] for one in new}
    if _same(doing.by.id) in {_same(one) for one in deciders}:
        raise NotAllowedError(
            f"{doing.by.id} decided case {doing.case['id']}: another person must approve it.",
            mend="Ask a second approver.",
        )
    close(doing)
    doing.values |= {"approved_by": doing.by.id, "decided_seq": None}
    return {"alerts": [one["listing_id"] for one in new], "decided_by": sorted(deciders)}


def _same(actor: str) -> str:
    """An id as it is compared: another way of writing it is no other person."""
    return " ".join(actor.split()).casefold()
