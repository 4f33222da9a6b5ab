"""Facts of what is done, where and how."""

from __future__ import annotations

from licet.law.facts.model import FOUND, SAID, Fact
from licet.law.facts.words import ACTIVITY_KINDS

PURPOSES = (
    "maintenance",
    "wind_down",
    "divestment",
    "official_business_us_government",
    "official_business_international_organisation",
    "taxes_and_permits",
    "energy",
    "other",
)

FACTS = (
    Fact(
        "activity.kind",
        "word",
        "what is being done",
        SAID,
        ACTIVITY_KINDS,
        citation="22 CFR 120.50 to 120.54",
    ),
    Fact(
        "activity.judged_as",
        "word",
        "for a licence application or amendment, the act it seeks; else the kind itself",
        FOUND,
        ACTIVITY_KINDS,
    ),
    Fact(
        "activity.territory",
        "words",
        "every country or territory touched: parties, from, via, to, end use (ISO 3166 codes; "
        "UA-43 Crimea, UA-14 Donetsk, UA-09 Luhansk)",
        FOUND,
    ),
    Fact(
        "activity.purpose",
        "words",
        "what it is ordinarily incident and necessary to, as a general licence puts it",
        SAID,
        PURPOSES,
        citation="31 CFR 501.801(a)",
        judgement=True,
    ),
    Fact(
        "activity.facilitates_foreign_person",
        "truth",
        "it approves, finances, facilitates or guarantees what a foreign person does; left out, no",
        SAID,
        citation="31 CFR 560.208, 560.417",
    ),
    Fact(
        "activity.correspondent_account",
        "truth",
        "it opens, keeps or goes through an account at a US bank for the foreign bank looked at",
        SAID,
        citation="31 CFR 561.306, 561.307, 589.304",
    ),
    Fact("activity.humanitarian", "truth", "it serves to relieve human suffering", SAID),
    Fact("activity.in_united_states", "truth", "some of it happens in the United States", SAID),
    Fact(
        "activity.us_financial_system",
        "truth",
        "a US bank or US dollar clearing is in the payment chain",
        SAID,
    ),
)
