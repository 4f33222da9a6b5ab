"""Facts of the contract performed, signed or amended."""

from __future__ import annotations

from licet.law.facts.model import SAID, Fact

FACTS = (Fact("contract.signed_on", "date", "the day the contract was signed", SAID),)
