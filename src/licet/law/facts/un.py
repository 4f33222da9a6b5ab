"""Facts that only the UN pack asks for."""

from __future__ import annotations

from licet.law.facts.model import SAID, Fact

FACTS = (
    Fact(
        "un.national_law",
        "word",
        "what the law of the actor's own country makes of the UN measure, as somebody who read it "
        "found",
        SAID,
        ("prohibits", "permits"),
        judgement=True,
    ),
)
