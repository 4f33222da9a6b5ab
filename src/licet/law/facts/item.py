"""Facts of what is moved or done."""

from __future__ import annotations

from licet.law.facts.model import FOUND, SAID, Fact
from licet.law.facts.words import ITEM_KINDS, JURISDICTIONS

END_USES = (
    "civil",
    "military",
    "military_intelligence",
    "nuclear",
    "missile",
    "chemical_biological",
    "maritime_nuclear",
    "supercomputer",
    "advanced_node_ics",
    "semiconductor_equipment",
)
SERIES = ("600_series", "9x515", "other")

FACTS = (
    Fact("item.kind", "word", "what is moved or done", SAID, ITEM_KINDS),
    Fact("item.us_origin", "truth", "of US origin", SAID),
    Fact("item.jurisdiction", "word", "which US regulations control it", SAID, JURISDICTIONS),
    Fact("item.eccn", "word", "its Export Control Classification Number, or EAR99", SAID),
    Fact(
        "item.eccn_series",
        "word",
        "the series its classification belongs to",
        FOUND,
        SERIES,
        citation="15 CFR 738.2(d)(1)",
    ),
    Fact("item.ccl_listed", "truth", "it stands on the Commerce Control List: not EAR99", FOUND),
    Fact(
        "item.reasons_for_control",
        "words",
        "reasons for which the Commerce Control List controls it, such as NS",
        FOUND,
        citation="15 CFR 738.2(d)(2)",
    ),
    Fact(
        "item.ccl_licence",
        "truth",
        "the Commerce Control List and the Country Chart call for a licence to the destination",
        "licet, from the tables added with `licet goods add`, or the activity",
        citation="15 CFR 736.2(b)(1), 738.4(a)",
    ),
    Fact(
        "item.end_use",
        "words",
        "what it will be used for, as far as you know or have reason to know",
        SAID,
        END_USES,
        citation='15 CFR part 744; 772.1, "Knowledge"',
        judgement=True,
    ),
    Fact(
        "item.us_content_percent",
        "number",
        "controlled US content of a foreign-made item, by fair market value",
        SAID,
        unit="percent",
        citation="15 CFR part 734, supplement 2",
    ),
    Fact(
        "item.us_content_series",
        "word",
        "the series of the controlled US content",
        SAID,
        SERIES,
        citation="15 CFR 734.4(a)(6)",
    ),
    Fact(
        "item.no_de_minimis",
        "truth",
        "it is one of the items for which there is no de minimis level",
        SAID,
        citation="15 CFR 734.4(a)",
        judgement=True,
    ),
    Fact(
        "item.foreign_direct_product",
        "truth",
        "made abroad by US technology or software, or a plant that is its product, as 734.9 states",
        SAID,
        citation="15 CFR 734.9",
        judgement=True,
    ),
    Fact(
        "item.food_or_medicine",
        "truth",
        "food or medicine designated EAR99",
        SAID,
        citation="15 CFR 772.1",
    ),
    Fact(
        "item.in_744_supplement_2",
        "truth",
        "it is listed in supplement 2 to part 744 (military end use)",
        SAID,
        citation="15 CFR part 744, supplement 2",
    ),
    Fact(
        "item.in_746_supplements",
        "truth",
        "it is listed in supplement 2, 4, 5 or 6 to part 746, or is software of 746.8(a)(8)",
        SAID,
        citation="15 CFR 746.8(a)(4) to (8)",
    ),
)
