"""Facts that only the International Traffic in Arms Regulations ask for."""

from __future__ import annotations

from licet.law.facts.model import FOUND, SAID, Fact

FACTS = (
    Fact(
        "itar.to_or_from",
        "words",
        "countries that the defence article or service is destined for or, as an import, "
        "originates in",
        FOUND,
        citation="22 CFR 126.1(a)",
    ),
    Fact(
        "itar.case_by_case",
        "truth",
        "it is one of the cases that the country's paragraph of 126.1 leaves to case-by-case "
        "review: the mission, end user or article named there",
        SAID,
        citation="22 CFR 126.1(f) to (w)",
        judgement=True,
    ),
    Fact(
        "party.security_forces",
        "truth",
        "the party is, or acts for, armed forces, police, intelligence or other internal "
        "security forces",
        SAID,
        citation="22 CFR 126.1(h), (n)",
    ),
    Fact(
        "licence.four_years_passed",
        "truth",
        "four years have passed since it was issued, and no later expiry is stated",
        FOUND,
        citation="22 CFR 123.21(a)",
    ),
)
