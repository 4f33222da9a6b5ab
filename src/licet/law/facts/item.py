"""Facts of what is moved or done."""

from __future__ import annotations

from licet.law.facts.model import SAID, Fact
from licet.law.facts.words import ITEM_KINDS, JURISDICTIONS

FACTS = (
    Fact("item.kind", "word", "what is moved or done", SAID, ITEM_KINDS),
    Fact("item.us_origin", "truth", "of US origin", SAID),
    Fact("item.jurisdiction", "word", "which US regulations control it", SAID, JURISDICTIONS),
    Fact("item.eccn", "word", "its Export Control Classification Number, or EAR99", SAID),
)
