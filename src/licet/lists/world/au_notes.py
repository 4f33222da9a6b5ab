"""What DFAT's "Additional Information" says in the labels the Security Council's lists use.

``QDi.001. Title: Mullah. Passport no: Afghanistan number D0001, issued on ...``. Only what is
written under a label is read; the whole text stays among the remarks beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from licet.core.listing import Feature, Identifier, Relation
from licet.lists.world.day_words import days_in

_OWN = re.compile(r"([A-Z]{2}[ie]\.\d{3})\b")
_LABELS = re.compile(
    r"\b(Title|Designation|DOB|POB|Good quality a\.k\.a\.|Low quality a\.k\.a\.|A\.k\.a\.|"
    r"F\.k\.a\.|Nationality|Citizenship|Passport no|Passport number|National identification no|"
    r"Identification number|Address|Listed on|Other information|Telephone|Phone|Fax|E-?mail|"
    r"Website|Physical description|State registration number|Registration number|"
    r"Tax identification number|Company identification number|Business number)\.?\s*:",
    re.I,
)
_NUMBER = re.compile(r"(?:number|no\.?|№)\s*:?\s*([A-Z0-9][A-Z0-9./-]*\d[A-Z0-9./-]*)", re.I)
_BARE = re.compile(r"([A-Z]{0,3}\d[A-Z0-9/-]{4,})\b")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(r"(?:https?://|www\.)[^\s,;]+", re.I)
_PHONE = re.compile(r"\+?\d[\d ()-]{5,}\d")
_DOCUMENTS = {
    "passport no": "Passport",
    "passport number": "Passport",
    "national identification no": "National identification number",
    "identification number": "Identification number",
    "state registration number": "State registration number",
    "registration number": "Registration number",
    "tax identification number": "Tax identification number",
    "company identification number": "Company identification number",
    "business number": "Business number",
}
_PHONES = {"telephone": "Telephone", "phone": "Telephone", "fax": "Fax"}


@dataclass(slots=True)
class Facts:
    """Labelled facts of an entry's notes."""

    titles: tuple[str, ...] = ()
    identifiers: list[Identifier] = field(default_factory=list)
    features: list[Feature] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    references: tuple[str, ...] = ()


def facts_of(notes: Iterable[str]) -> Facts:
    """The facts of all notes of one party."""
    facts = Facts()
    titles: set[str] = set()
    own: set[str] = set()
    for text in notes:
        first = _OWN.match(text)
        if first:
            own.add(first[1])
        _linked(text, own, facts)
        for label, value in _labelled(text):
            if label == "title" and value.lower() != "na":
                titles.add(value)
            _read(label, value, facts)
        facts.features += [Feature("Email", one) for one in _EMAIL.findall(text)]
        facts.features += [Feature("Website", one.rstrip(".")) for one in _WEB.findall(text)]
    facts.titles = tuple(sorted(titles))
    facts.references = tuple(sorted(f"un-sc:{one}" for one in own))
    return facts


def _linked(text: str, own: set[str], facts: Facts) -> None:
    """Other parties' United Nations numbers in the text; how they are tied stands in its words."""
    facts.relations += [
        Relation("Named in the entry", one, f"un-sc:{one}")
        for one in _OWN.findall(text)
        if one not in own
    ]


def _labelled(text: str) -> Iterable[tuple[str, str]]:
    """(label in lower case, what stands up to the next label)."""
    found = list(_LABELS.finditer(text))
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        yield match[1].lower(), text[match.end() : end].strip(" .;,")


def _read(label: str, value: str, facts: Facts) -> None:
    if kind := _DOCUMENTS.get(label):
        facts.identifiers += _documents(kind, value)
    elif kind := _PHONES.get(label):
        facts.features += [Feature(kind, one.strip()) for one in _PHONE.findall(value)]
    elif label == "designation" and value.lower() != "na":
        facts.features.append(Feature("Designation", value))


def _documents(kind: str, value: str) -> list[Identifier]:
    """Numbers of documents; "a) ... b) ..." parts them, days of issue and expiry follow."""
    found: list[Identifier] = []
    for part in re.split(r"(?:^|\s)[a-z]\)\s*", value):
        match = _NUMBER.search(part) or _BARE.match(part.strip())
        if not match:
            continue
        issued, _, expires = part[match.end() :].partition("expir")
        if not expires:
            issued, _, expires = issued.partition("valid until")
        found.append(
            Identifier(
                kind,
                match[1].rstrip("."),
                issued=next(iter(days_in(issued)), None),
                expires=next(iter(days_in(expires)), None),
                note=part.strip(" .;,"),
            )
        )
    return found
