"""Facts of the undertaking the activity belongs to."""

from __future__ import annotations

from licet.law.facts.model import FOUND, SAID, Fact

FACTS = (
    Fact("programme.id", "word", "the undertaking it belongs to, such as f35", SAID),
    Fact("programme.supplier_country", "word", "the country of the supplying firm", FOUND),
)
