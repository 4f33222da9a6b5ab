"""Facts of the measure a party is under."""

from __future__ import annotations

from licet.law.facts.model import Fact

FACTS = (
    Fact(
        "measure.listing",
        "word",
        "the listing that carries the measure, such as ofac:27016; through ownership, the owner's",
        "the lists",
    ),
    Fact("measure.effective_on", "date", "the day the measure took effect", "the lists"),
    Fact("measure.programmes", "words", "programme tags of the listing", "the lists"),
)
