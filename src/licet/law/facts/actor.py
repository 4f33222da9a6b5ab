"""Facts of who acts, and so which rules bind."""

from __future__ import annotations

from licet.law.facts.model import SAID, Fact
from licet.law.facts.words import US_AGENCIES

FACTS = (
    Fact(
        "actor.us_person",
        "truth",
        "the actor is a US person",
        SAID,
        citation="31 CFR 587.314 and its like in every part of chapter V",
    ),
    Fact("actor.us_financial_institution", "truth", "the actor is a US bank or lender", SAID),
    Fact(
        "actor.us_government_agency",
        "word",
        "the US agency that acts or whose support is sought",
        SAID,
        US_AGENCIES,
    ),
    Fact(
        "actor.owned_by_us_person",
        "truth",
        "a foreign entity owned or controlled by a US person",
        SAID,
        citation="31 CFR 560.215(a), 515.329(d)",
    ),
    Fact(
        "actor.eu_person",
        "truth",
        "bound by EU restrictive measures: in the Union's territory, a Member State's national or "
        "body, or doing business in whole or part within the Union",
        SAID,
        citation="Regulation (EU) No 269/2014, article 17",
    ),
    Fact(
        "actor.uk_person",
        "truth",
        "bound by UK sanctions: a UK national or body anywhere, or anyone for conduct in the UK",
        SAID,
        citation="Sanctions and Anti-Money Laundering Act 2018, section 21",
    ),
)
