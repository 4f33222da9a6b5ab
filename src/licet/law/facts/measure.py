"""Facts of the measure a party is under."""

from __future__ import annotations

from licet.law.facts.model import FOUND, Fact

ITEMS_COVERED = ("all", "ccl", "all_but_food_and_medicine", "supplement_2_to_744", "other")

FACTS = (
    Fact(
        "measure.listing",
        "word",
        "the listing that carries the measure, such as ofac:27016; through ownership, the owner's",
        "the lists",
    ),
    Fact("measure.effective_on", "date", "the day the measure took effect", "the lists"),
    Fact("measure.programmes", "words", "programme tags of the listing", "the lists"),
    Fact(
        "measure.through_owners",
        "truth",
        "the measure may reach the party only through who owns it",
        FOUND,
    ),
    Fact(
        "measure.items_covered",
        "word",
        "which items the entry's licence requirement covers, in the entry's own words",
        "the lists",
        ITEMS_COVERED,
        citation="15 CFR 744.16(a)",
    ),
    Fact(
        "measure.notices",
        "words",
        "Federal Register notices of the entry: 84 FR 22961",
        "the lists",
    ),
)
