"""Which measures an OFAC entry carries, read from its own words, never from its name.

Sources: CAATSA s. 235(a)(1)-(12), 22 U.S.C. 9529(a), for the captions; the programme tags of
OFAC's consolidated list; the statements of CONSOLIDATED.XML 2020 to 2025 and sdn.csv to 2024.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from licet.core.listing import ListedMeasure
from licet.core.measures import MEASURES

SDN = "us-ofac-sdn"
CONSOLIDATED = "us-ofac-consolidated"
CAUTION = "us/ofac/secondary-sanctions-risk"  # warns, restricts nothing by itself
UNREAD = "us/ofac/consolidated-unread"

# How the words beside "Sec. 235(a)(N)" begin; a number that stands beside other words is unread.
CAPTIONS: dict[str, tuple[str, ...]] = {
    "1": ("EXPORT-IMPORT BANK ASSISTANCE",),
    "2": ("EXPORT SANCTION",),
    "3": ("LOANS FROM UNITED STATES FINANCIAL INSTITUTIONS",),
    "4": ("LOANS FROM INTERNATIONAL FINANCIAL INSTITUTIONS",),
    "5": ("PROHIBITIONS ON FINANCIAL INSTITUTIONS",),
    "6": ("PROCUREMENT SANCTION",),
    "7": ("FOREIGN EXCHANGE",),
    "8": ("BANKING TRANSACTIONS",),
    "9": ("BLOCKING PROPERTY", "PROPERTY TRANSACTIONS"),
    "10": ("BAN ON INVESTMENT IN EQUITY OR DEBT",),
    "11": ("EXCLUSION OF CORPORATE OFFICERS",),
    "12": ("SANCTIONS ON PRINCIPAL EXECUTIVE OFFICERS",),
}

# Programme tags that are themselves a measure; a trailing "-" stands for every tag that starts so.
PROGRAMMES: dict[str, str] = {
    "NS-PLC": "us/ofac/ns-plc",
    "NS-ISA": "us/ofac/ns-isa",
    "561-Related": "us/ofac/561",
    "CAPTA": "us/ofac/capta",
    "FSE-": "us/ofac/fse",
    "CMIC-": "us/ofac/cmic",
    "CCMC-": "us/ofac/cmic",
}

# Openings of statements that carry one measure whatever follows.
OPENINGS: dict[str, str] = {
    "Secondary sanctions risk:": CAUTION,
    "Additional Sanctions Information - Subject to Secondary Sanctions": CAUTION,
    "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:": (
        "us/ofac/us-owned-foreign-entities"
    ),
    "Executive Order 14059 information: Prohibition on": "us/ofac/eo14059",
    "Executive Order 13846 information:": "us/ofac/eo13846",
    "PEESA Information: Property and Interests in Property Blocked": "us/ofac/peesa",
}

DIRECTIVES = {"13662": "us/ofac/ssi/", "14024": "us/ofac/eo14024/", "14014": "us/ofac/eo14014/"}

_CAATSA = "CAATSA Section 235 Information:"
_SECTION = re.compile(r"Sec\.?\s*235\s*\(a\)\s*\((\d+)\)\.?")
_DIRECTIVE = re.compile(
    r"Executive Order (\d{5}) Directive (?:Determination|Information)[\s:-]*"
    r"Subject to Directive (\d+[A-Za-z]?)(?:\s+-\s.*|\.?)",
    re.S,
)
_BELARUS = re.compile(r"Executive Order 14038 Directive Information[\s:-]*Subject to .+", re.S)
_ACCOUNTS = re.compile(r"correspondent account or a payable-through account", re.S)
_DATED = re.compile(r"(.+?) Date \((.+?)\):?\s+(.+)")
_DATED_DIRECTIVE = re.compile(r"EO (\d{5}) Directive (\w+)")


def read_measures(
    source: str, programmes: Sequence[str], statements: Iterable[str]
) -> tuple[tuple[ListedMeasure, ...], tuple[str, ...]]:
    """Measures of one entry, and the statements of law that no rule knows, word for word."""
    found: list[ListedMeasure] = []
    dated: list[str] = []
    unread: list[str] = []
    for statement in statements:
        if _DATED.fullmatch(statement):
            dated.append(statement)
        elif measure := measure_of(statement):
            found.append(ListedMeasure(measure, statement))
        else:
            unread.append(statement)
    if source == SDN:
        found.append(ListedMeasure("us/ofac/blocking", "On the SDN list"))
    found.extend(_from_programmes(programmes, {one.measure for one in found}))
    found, homeless = _with_dates(found, dated)
    if source == CONSOLIDATED and all(one.measure == CAUTION for one in found):
        found.append(ListedMeasure(UNREAD, "On the consolidated (non-SDN) list"))
    return tuple(dict.fromkeys(found)), (*unread, *homeless)


def measure_of(statement: str) -> str | None:
    """The id of the measure that one statement names; None when no rule knows it."""
    if statement.startswith(_CAATSA):
        return _caatsa(statement.removeprefix(_CAATSA).strip())
    for opening, measure in OPENINGS.items():
        if statement.startswith(opening):
            return measure
    if match := _DIRECTIVE.fullmatch(statement):
        measure = DIRECTIVES.get(match[1], "?") + match[2].lower()
        return measure if measure in MEASURES else None
    if _BELARUS.fullmatch(statement):
        return "us/ofac/eo14038"
    if _ACCOUNTS.search(statement):
        return "us/ofac/561" if re.search(r"\b561\.20\d", statement) else "us/ofac/capta"
    return None


def _caatsa(text: str) -> str | None:
    """One section number, whose caption begins as the section's own does."""
    numbers = _SECTION.findall(text)
    caption = _SECTION.sub("", text).strip(" .:;,-").upper()
    if len(numbers) != 1 or numbers[0] not in CAPTIONS:
        return None
    agrees = not caption or caption.startswith(CAPTIONS[numbers[0]])
    return f"us/caatsa/235/a/{numbers[0]}" if agrees else None


def _from_programmes(programmes: Iterable[str], known: set[str]) -> Iterator[ListedMeasure]:
    for programme in programmes:
        for tag, measure in PROGRAMMES.items():
            fits = programme.startswith(tag) if tag.endswith("-") else programme == tag
            if fits and measure not in known:
                yield ListedMeasure(measure, f"Programme {programme}")


def _with_dates(
    found: Sequence[ListedMeasure], dated: Iterable[str]
) -> tuple[list[ListedMeasure], list[str]]:
    """Attach dated statements to the measure they name; those that fit none come back.

    For Directive 2 of E.O. 14024 the dates are all that OFAC states: they name the measure.
    """
    result = list(found)
    homeless: list[str] = []
    for statement in sorted(dated, key=_date_order):
        what, named, text = _DATED.findall(statement)[0]
        measure = _named(named)
        at = next((i for i, one in enumerate(result) if one.measure == measure), None)
        one = result[at] if at is not None else ListedMeasure(measure or "", "")
        changed = _dated(one, what, text, statement) if measure else None
        if changed is None:
            homeless.append(statement)
        elif at is None:
            result.append(changed)
        else:
            result[at] = changed
    return result, homeless


def _date_order(statement: str) -> tuple[int, str]:
    """Listing, then effective, then divestment dates: the order they are joined in."""
    return {"Listing": 0, "Effective": 1}.get(statement.split(" ", 1)[0], 2), statement


def _named(words: str) -> str | None:
    """The measure whose date a statement gives, by what stands in its brackets."""
    if words in {"CMIC", "CCMC"}:
        return "us/ofac/cmic"
    directive = _DATED_DIRECTIVE.fullmatch(words)
    measure = directive and DIRECTIVES.get(directive[1], "?") + directive[2].lower()
    return measure if measure in MEASURES else None


def _dated(one: ListedMeasure, what: str, text: str, statement: str) -> ListedMeasure | None:
    """The measure with one date more; None for a date that can't be read or is there already."""
    day = _iso(text)
    joined = f"{one.text}; {statement}" if one.text else statement
    if day is None:
        return None
    if what == "Listing" and one.listed_on is None:
        return ListedMeasure(one.measure, joined, day, one.effective_on)
    if what == "Effective" and one.effective_on is None:
        return ListedMeasure(one.measure, joined, one.listed_on, day)
    if "Divestment" in what:
        return ListedMeasure(one.measure, joined, one.listed_on, one.effective_on)
    return None


def _iso(text: str) -> str | None:
    """``24 Feb 2022`` as ``2022-02-24``; None for anything else."""
    try:
        return date.isoformat(datetime.strptime(text.strip(), "%d %b %Y").date())
    except ValueError:
        return None
