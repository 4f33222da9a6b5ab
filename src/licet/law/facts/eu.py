"""Facts that only the law of the European Union asks for."""

from __future__ import annotations

from licet.law.facts.model import FOUND, SAID, Fact

ANNEXES = ("III", "IV", "V", "VI", "none")
LISTS = ("dual_use", "oil_annex_ii", "military", "none")
LOAN_PURPOSES = ("trade_finance", "emergency_funding", "other")

FACTS = (
    Fact(
        "eu.leaves_union",
        "truth",
        "the goods leave the customs territory of the Union",
        FOUND,
        citation="Regulation (EU) 2021/821, article 2(2)",
    ),
    Fact(
        "eu.frozen_account",
        "truth",
        "it relies on this: the money is added to the listed person's account and frozen there; "
        "left out, it isn't relied on",
        SAID,
        citation="Regulation (EU) No 269/2014, article 7",
    ),
    Fact(
        "eu.presumption_rebutted",
        "truth",
        "it is shown that what an owned or controlled body receives won't be used by or for the "
        "benefit of the listed person; left out, it isn't",
        SAID,
        citation="EU Best Practices on restrictive measures, on making available indirectly",
        judgement=True,
    ),
    Fact(
        "eu.civil_exempt_use",
        "truth",
        "it relies on this: for aeronautics, space, or the safety of civil nuclear capabilities "
        "in the Union, not military in use or user; left out, it isn't relied on",
        SAID,
        citation="Regulation (EU) No 833/2014, article 2a(4) (until 25 February 2022)",
    ),
    Fact(
        "eu.loan_purpose",
        "word",
        "its specific and documented objective; left out, other",
        SAID,
        LOAN_PURPOSES,
        citation="Regulation (EU) No 833/2014, article 5(3)",
    ),
    Fact(
        "party.eu_annex",
        "words",
        "annexes of Regulation 833/2014 (of 2014 to 2022) that name the party; for III, V and VI "
        "also a body outside the Union that such a one owns for more than 50 percent, or that "
        "acts for it",
        SAID,
        ANNEXES,
        citation="Regulation (EU) No 833/2014, articles 2a and 5",
    ),
    Fact(
        "item.eu_lists",
        "words",
        "EU control lists that name it: Annex I of the dual-use regulation, Annex II (oil) of "
        "833/2014, the Common Military List",
        SAID,
        LISTS,
        citation="Regulation (EU) 2021/821, annex I",
    ),
)
