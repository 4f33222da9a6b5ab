"""Facts of a security that is issued, bought, sold or held."""

from __future__ import annotations

from licet.law.facts.model import SAID, Fact

FACTS = (
    Fact(
        "security.kind",
        "word",
        "what it is; a derivative of shares is equity here",
        SAID,
        ("equity", "debt", "other"),
        citation="31 CFR 589.313",
    ),
    Fact("security.issued_on", "date", "the day it was issued", SAID),
    Fact(
        "security.market",
        "word",
        "bought from the issuer (primary), or from somebody else (secondary)",
        SAID,
        ("primary", "secondary"),
    ),
    Fact(
        "security.publicly_traded",
        "truth",
        "it, or what it is a derivative of or gives exposure to, is traded on an exchange or over "
        "the counter; left out, yes",
        SAID,
        citation="31 CFR 586.305",
    ),
)
