"""Facts of the party looked at."""

from __future__ import annotations

from licet.law.facts.model import FOUND, SAID, Fact
from licet.law.facts.words import PARTY_KINDS, ROLES

FACTS = (
    Fact(
        "party.role",
        "word",
        "the role of the party looked at",
        SAID,
        ROLES,
        citation="15 CFR 748.5",
    ),
    Fact("party.kind", "word", "what the party is", FOUND, PARTY_KINDS),
    Fact("party.is_financial_institution", "truth", "the party is a bank or lender", SAID),
    Fact(
        "party.government_of",
        "word",
        "the country whose government the party is, or is owned or controlled by",
        SAID,
    ),
)
