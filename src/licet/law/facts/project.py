"""Facts of an oil project that goods, services or technology support."""

from __future__ import annotations

from licet.law.facts.model import SAID, Fact

KINDS = ("deepwater", "arctic_offshore", "shale", "none")

FACTS = (
    Fact(
        "project.kind",
        "word",
        "the sort of exploration or production, with the potential to produce oil, that it "
        "supports; none where it supports no such project",
        SAID,
        KINDS,
        citation="31 CFR 589.301, 589.308, 589.334",
    ),
    Fact(
        "project.in_russia",
        "truth",
        "in the Russian Federation, or a maritime area it claims and that extends from it",
        SAID,
    ),
    Fact("project.initiated_on", "date", "the day the project was initiated", SAID),
    Fact(
        "project.interest_percent",
        "number",
        "share of the project that persons under the directive own, together",
        SAID,
        unit="percent",
        citation="31 CFR 589.412",
    ),
    Fact(
        "project.majority_of_votes",
        "truth",
        "persons under the directive hold a majority of its voting interests, together",
        SAID,
        citation="31 CFR 589.412",
    ),
)
