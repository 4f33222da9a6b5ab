"""Facts of the authorisation relied on or sought."""

from __future__ import annotations

from licet.law.facts.model import FOUND, SAID, Fact
from licet.law.facts.words import AGENCIES, LICENCE_KINDS

FACTS = (
    Fact(
        "licence.needed",
        "truth",
        "the act needs a US export licence or other approval at all",
        "the activity (an application seeks one, so it is needed there)",
    ),
    Fact(
        "licence.kind",
        "word",
        "the authorisation relied on or sought",
        SAID,
        LICENCE_KINDS,
        citation="22 CFR 120.57; 15 CFR 750.7",
    ),
    Fact("licence.issued_on", "date", "the day the licence was issued", SAID),
    Fact("licence.valid_on_date", "truth", "neither expired nor revoked on the date asked", FOUND),
    Fact("licence.balance_remaining", "truth", "its quantity and value aren't exhausted", SAID),
    Fact(
        "licence.covers_activity",
        "truth",
        "it covers these parties, items and end use",
        SAID,
        citation="15 CFR 750.7(a)",
    ),
    Fact(
        "licence.in_furtherance_of_agreement",
        "truth",
        "it is in furtherance of an approved agreement (22 CFR 120.57 ff.)",
        SAID,
    ),
    Fact("licence.issued_by", "word", "the agency that issued it", SAID, AGENCIES),
)
