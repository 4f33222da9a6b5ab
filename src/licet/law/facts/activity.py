"""Facts of what is done, where and how."""

from __future__ import annotations

from licet.law.facts.model import FOUND, SAID, Fact
from licet.law.facts.words import ACTIVITY_KINDS

FACTS = (
    Fact("activity.kind", "word", "what is being done", SAID, ACTIVITY_KINDS),
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
    Fact("activity.humanitarian", "truth", "it serves to relieve human suffering", SAID),
    Fact("activity.in_united_states", "truth", "some of it happens in the United States", SAID),
    Fact(
        "activity.us_financial_system",
        "truth",
        "a US bank or US dollar clearing is in the payment chain",
        SAID,
    ),
)
