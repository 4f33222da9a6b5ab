"""Facts of a debt that is made, carried or dealt in."""

from __future__ import annotations

from licet.law.facts.model import FOUND, SAID, Fact

FACTS = (
    Fact(
        "debt.of_party",
        "truth",
        "the act deals in debt of the party looked at: lends to it, gives it time to pay, or "
        "buys, sells or guarantees its bonds and notes; where a debt is described, yes",
        SAID,
        citation="31 CFR 589.307",
    ),
    Fact(
        "debt.issued_on",
        "date",
        "the day it was issued or drawn; for time to pay, when title passed or the final invoice "
        "was issued; for a loan made now, today",
        SAID,
        citation="OFAC FAQ 370, 419",
    ),
    Fact(
        "debt.tenor_days", "number", "its maturity: days until it must be paid", SAID, unit="days"
    ),
    Fact(
        "debt.earlier_terms",
        "truth",
        "it relies on terms agreed earlier: a day for debt.terms_agreed_on was given",
        FOUND,
    ),
    Fact(
        "debt.terms_agreed_on",
        "date",
        "the day its repayment period, interest rate and greatest amount were agreed by contract",
        SAID,
        citation="OFAC FAQ 394",
    ),
    Fact(
        "debt.terms_changed",
        "truth",
        "its repayment period, interest rate or amount was changed since; left out, no. Replacing "
        "LIBOR alone is no change",
        SAID,
        citation="OFAC FAQ 394, 956",
        judgement=True,
    ),
    Fact("debt.terms_changed_on", "date", "the day of the latest such change", SAID),
)
