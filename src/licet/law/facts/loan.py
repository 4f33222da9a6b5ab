"""Facts of loans and credits."""

from __future__ import annotations

from licet.law.facts.model import FOUND, SAID, Fact

FACTS = (
    Fact("loan.amount", "number", "this loan or credit", SAID, unit="USD"),
    Fact(
        "loan.total_12_months",
        "number",
        "loans and credits by this institution to this party over a rolling 12 months, repaid "
        "or not, with this one",
        FOUND,
        unit="USD",
    ),
)
