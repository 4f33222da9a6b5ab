"""Days, documents and other information of a target of the Swiss list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licet.core.dates import PartialDate
from licet.core.listing import Feature, Identifier
from licet.lists.words import squeezed
from licet.lists.world.ch_seco_places import place_words
from licet.lists.xml_document import all_text, child_text, children, joined, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from licet.core.listing import Address

_UN = re.compile(r"[A-Z]{2,3}[ie]\.\d{1,4}")
_LABELLED = re.compile(r"([A-Za-z][A-Za-z/().\- ]{1,40}?) ?: ?(\S.*)", re.S)
# "Label: value" as SECO writes it; other words stay remarks
IDENTIFIERS = {
    "imo number": "IMO number",
    "registration number": "Registration number",
    "state registration number": "State registration number",
    "taxpayer identification number": "Taxpayer identification number",
    "tax registration number": "Tax registration number",
    "swift/bic code": "SWIFT/BIC",
    "swift/bic": "SWIFT/BIC",
    "swift code": "SWIFT/BIC",
}
FEATURES = {
    "website": "Website",
    "e-mail": "Email",
    "email": "Email",
    "e-mail address": "Email",
    "email address": "Email",
    "tel.": "Telephone",
    "telephone": "Telephone",
    "telephone number": "Telephone",
    "fax": "Fax",
    "type of entity": "Type of entity",
    "date of registration": "Date of registration",
    "place of registration": "Place of registration",
    "principal place of business": "Principal place of business",
}


def day_of(element: _Element) -> str:
    """``circa 1960``, ``1960-04``; a day of low quality is circa, another calendar is named."""
    year = element.get("year", "").strip()
    month, day = (element.get(one, "").strip().zfill(2) for one in ("month", "day"))
    calendar = element.get("calendar", "").strip()
    if not year:
        return ""
    pieces = [year.zfill(4)]
    if month.strip("0"):
        pieces += [month, day] if day.strip("0") else [month]
    text = "-".join(pieces)
    if calendar.lower() not in {"", "gregorian"}:
        text = f"{text} ({calendar} calendar)"
    return f"circa {text}" if element.get("quality") == "low" else text


def days_of(identities: list[_Element]) -> list[str]:
    """The days of every identity that say something."""
    found = [day_of(e) for one in identities for e in children(one, "day-month-year")]
    return [day for day in found if day]


def births_of(identities: list[_Element], *, person: bool) -> list[PartialDate]:
    """Dates of birth; an entity's day is none."""
    return [PartialDate.parse(day) for day in days_of(identities)] if person else []


def documents_of(identities: list[_Element]) -> Iterator[Identifier]:
    """Passports and other documents."""
    for identity in identities:
        for one in children(identity, "identification-document"):
            issuer = next(children(one, "issuer"), None)
            remarks = [text_of(e) for tag in ("remark", "remarks") for e in children(one, tag)]
            yield Identifier(
                one.get("document-type", "") or "Document",
                child_text(one, "number") or "(no number)",
                country=(all_text(issuer) or issuer.get("code")) if issuer is not None else None,
                issued=_dated(one, "date-of-issue"),
                expires=_dated(one, "expiry-date"),
                note=joined(remarks, "; ") or None,
            )


def _dated(element: _Element, tag: str) -> str | None:
    """A day as text, or as attributes."""
    for one in children(element, tag):
        if day := all_text(one) or day_of(one):
            return day
    return None


def foreign_ids(target: _Element) -> tuple[list[Identifier], list[str]]:
    """Numbers other lists have for the party; the UN's are references."""
    numbers = [all_text(one) for one in children(target, "foreign-identifier")]
    others = [Identifier("Foreign identifier", one) for one in numbers if one]
    return (
        [one for one in others if not _UN.fullmatch(one.value)],
        [f"un-sc:{one}" for one in numbers if _UN.fullmatch(one)],
    )


def other_information(bodies: list[_Element]) -> tuple[list[Identifier], list[Feature], list[str]]:
    """Identifiers, features and remarks, out of what stands as other information."""
    identifiers: list[Identifier] = []
    features: list[Feature] = []
    remarks = [all_text(one) for body in bodies for one in children(body, "justification")]
    for text in (all_text(one) for body in bodies for one in children(body, "other-information")):
        match = _LABELLED.fullmatch(text)
        label, value = (match[1].lower(), squeezed(match[2])) if match else ("", "")
        if kind := IDENTIFIERS.get(label):
            identifiers.append(Identifier(kind, value))
        elif kind := FEATURES.get(label):
            features.append(Feature(kind, value))
        else:
            remarks.append(text)
    return identifiers, features, [one for one in remarks if one]


def birth_places(identities: list[_Element], places: dict[str, Address]) -> list[str]:
    """Places of birth in one line each."""
    found = [e for one in identities for e in children(one, "place-of-birth")]
    return [words for e in found if (words := place_words(e, places))]


def nationalities(identities: list[_Element]) -> list[str]:
    """Countries by name, or by code where there is no name."""
    told = [e for one in identities for e in children(one, "nationality")]
    found = [all_text(c) or c.get("iso-code", "") for e in told for c in children(e, "country")]
    return [one for one in found if one]
