"""Facts of the contract performed, signed or amended."""

from __future__ import annotations

from licet.law.facts.model import SAID, Fact

FACTS = (
    Fact("contract.signed_on", "date", "the day the contract was signed", SAID),
    Fact("contract.amended_on", "date", "the day of its latest amendment", SAID),
    Fact(
        "contract.materially_changed",
        "truth",
        "an amendment changed what is bought, for how much, or until when",
        SAID,
        judgement=True,
    ),
)
