"""What the report says in words: the headline, the cautions, what is and isn't measured."""

from __future__ import annotations

from typing import Any

from licet.screening.tuning.budget import FLOOR
from licet.screening.tuning.intervals import FEW

UNUSUAL = 0.6
MEASURED = (
    "The alert rate is a count on the records given: a record alerts when at least one listing "
    "scores at or above the threshold. Several matches of one record are one alert.",
    "Recall is measured by leaving one alias out: an alias of a listed party is asked for by name "
    "alone, with its own string removed from every entry of every list. It is found when another "
    "name of the same party reaches the threshold. Listings of several authorities are one party "
    "where a publisher's reference or a strong identifier joins them.",
    "Recall of all kinds weighs each kind by the number of its aliases on the lists, since as "
    "many are drawn of each kind as there are up to a limit.",
    "Intervals are 95% intervals: Wilson's, and the wider exact interval of Clopper and Pearson "
    f"for the alert rate where there are fewer than {FEW:,} records.",
)
LIMITS = (
    "Hidden aliases stand for the names under which a listed party may turn up. They come from "
    "the lists themselves; how your customers really write their names isn't known to them. An "
    "alias that resembles no other name of its party (a nom de guerre, an acronym) can't be found "
    "by any comparison of names, and counts as missed.",
    "No true match among your records is known to this report. Alerts are all alerts, right or "
    "wrong; precision isn't measured. Work the samples above and below the line to learn it.",
    "The threshold is chosen, and the table made, from one search that looks at every name from a "
    f"score of about {FLOOR:.2f} on. A search at a higher threshold follows up fewer names and can "
    "miss a few of them: the result, the groups and the mistakes are measured at the threshold "
    "itself.",
    "The threshold was chosen on the same records that the alert rate is given for. Expect some "
    "difference on new records, within the interval and beyond it when the customers change.",
    "Aliases of one party resemble each other, so that the intervals of recall are somewhat too "
    "narrow: the number of parties stands beside the number of aliases.",
    "The scorer was learned from names of public lists, which may be among those asked for here. "
    "docs/accuracy.md of licet has its figures on parties that had no part in the learning.",
    "Records are screened with the kind, country and birth date they give; hidden aliases by name "
    "alone, since lists rarely give these for each alias. Identifiers had no part in recall.",
    "All names that the store has held at any date are screened against, also those since removed "
    "from a list, as `licet screen` does with a file.",
    "Owners, vessels' histories, addresses, goods and the law aren't part of name screening, and "
    "not of this report.",
)
AGAIN = (
    "a list is added or removed, or one that is kept grows by a tenth;",
    "licet's version, the scorer's table or the index format changes (the hashes above differ);",
    "the customers change: a new country, product, language or source of names;",
    "the sample below the line shows a true match, or the alert rate leaves its interval;",
    "twelve months have passed.",
)


def number(value: float | None, digits: int = 1) -> str:
    """A figure with thousands set apart, or a dash when there is none."""
    return "–" if value is None else f"{value:,.{digits}f}".replace("-", "−")


def percent(value: float | None, digits: int = 1) -> str:
    """A share in per cent, or a dash when there is none."""
    return "–" if value is None else f"{100 * value:.{digits}f}%"


def bare(value: float) -> str:
    """A share in per cent without the sign, for the ends of an interval."""
    return f"{100 * value:.1f}"


def stamp(instant: str) -> str:
    """An instant of UTC as ``2026-11-23 06:40 UTC``."""
    return f"{instant[:10]} {instant[11:16]} UTC"


def headline(content: dict[str, Any]) -> str:
    """The result in a sentence or two, and what the default threshold would do."""
    one, before = content["chosen"], content["default"]
    told = f"At threshold {one['threshold']:.3f}, {_costs(one)}, {_finds(one)}"
    if not content["within_budget"]:
        told = (
            f"No threshold keeps the budget of {content['budget']:g} alerts per 1,000 records: "
            f"even at 1.000, {_costs(one)}, {_finds(one)}"
        )
    old = before["alerts_per_1000"]["value"]
    then = f"Before (default threshold {before['threshold']:.3f}): {number(old)} alerts per 1,000"
    return f"{told}. {then}, {percent(before['recall']['all']['value'])} found."


def _costs(one: dict[str, Any]) -> str:
    alerts = one["alerts_per_1000"]
    between = f"95% interval {number(alerts['low'])} to {number(alerts['high'])}"
    return f"{number(alerts['value'])} alerts per 1,000 of your records ({between})"


def _finds(one: dict[str, Any]) -> str:
    found = one["recall"]["all"]
    if found["value"] is None:
        return "recall not measured: the lists hold no alias beside another name"
    between = f"95% interval {percent(found['low'])} to {percent(found['high'])}"
    return f"{percent(found['value'])} of hidden aliases found ({between})"


def cautions(content: dict[str, Any]) -> list[str]:
    """What a reader must know before using the threshold."""
    records, threshold = content["chosen"]["alerts_per_1000"]["of"], content["chosen"]["threshold"]
    found = []
    if records < FEW:
        found.append(
            f"Only {records:,} records: the alert rate has the wider exact interval, and one "
            f"record is {1_000 / records:.1f} alerts per 1,000. Tune again with 1,000 or more."
        )
    if content["budget"] * records < 1_000:
        found.append("With so few records the budget allows no alert at all.")
    if not content["within_budget"]:
        found.append(
            "Records that bear a listed name word by word exceed the budget by themselves. Give "
            "kind, country and birth date, which set namesakes apart, or raise the budget."
        )
    if threshold < UNUSUAL:
        higher = content["thresholds"][0]
        found.append(
            f"At {threshold:.3f} names have little in common: look at the sample above the line "
            f"before you use it. At {higher['threshold']:.2f}, "
            f"{number(higher['alerts_per_1000']['value'])} alerts per 1,000 and "
            f"{percent(higher['recall']['all']['value'])} found."
        )
    if threshold <= FLOOR:
        found.append(f"{FLOOR:.2f} is the lowest threshold that is tried.")
    if not content["aliases"]["asked"]:
        found.append("The lists hold no alias that could be hidden: recall wasn't measured.")
    return found
