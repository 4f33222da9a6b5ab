"""Facts that only the law of the United Kingdom asks for."""

from __future__ import annotations

from licet.law.facts.model import FOUND, Fact

FACTS = (
    Fact(
        "uk.leaves_kingdom",
        "truth",
        "the goods leave the United Kingdom",
        FOUND,
        citation="Export Control Order 2008 (SI 2008/3231)",
    ),
)
