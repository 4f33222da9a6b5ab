"""What every edition of the EU's list (FSF) tells of a party, part by part.

A part is a name, birth, place, document, citizenship or act, as a set of attributes in the words
of the publisher's XML schema 1.1; the readers of the editions make them. An attribute that no rule
here asks for goes to ``unread`` in its own words.
"""

from __future__ import annotations

from collections.abc import Callable

from licet.core.dates import PartialDate
from licet.core.listing import Address, DatedEvent, Feature, Identifier
from licet.lists.words import squeezed
from licet.lists.world.eu_fsf_names import name_of
from licet.lists.world.eu_fsf_told import Part, Told, act
from licet.lists.xml_document import joined

CONTACTS = {"PHONE": "Telephone", "FAX": "Fax", "EMAIL": "Email", "WEB": "Website"}
FLAGS = {
    "diplomatic": "diplomatic",
    "knownExpired": "known to be expired",
    "knownFalse": "known to be false",
    "reportedLost": "reported lost",
    "revokedByIssuer": "revoked by issuer",
}


def tell(part: Part, told: Told) -> None:
    """Add what a part says; all of one whose kind no rule knows is unread."""
    if reader := _READERS.get(part.kind):
        reader(part, told)
    else:
        part.strange += part.remarks
    told.legal_bases += part.acts
    told.unread += part.unread()


def _remark(part: Part, told: Told) -> None:
    told.remarks += part.remarks


def _regulation(part: Part, told: Told) -> None:
    """The act by which the party stands on the list now, with its days."""
    title, kind = part.take("numberTitle"), part.take("regulationType")
    published, force = part.take("publicationDate"), part.take("entryIntoForceDate")
    if programme := part.take("programme"):
        told.programmes.append(programme)
    told.legal_bases += act(title, part.take("publicationUrl"))
    if kind == "amendment" and published:
        told.events.append(DatedEvent("amended", published))
    words = joined([kind, part.take("organisationType"), title], " ")
    days = joined([published and f"published {published}", force and f"in force {force}"])
    if days:
        told.events.append(DatedEvent("other", f"{words}: {days}"))


def _name(part: Part, told: Told) -> None:
    uid = part.left.get("logicalId") or None
    told.titles += [one for key in ("title", "function") if (one := part.take(key))]
    if gender := part.take("gender"):
        told.features.append(Feature("Gender", gender))
    keys = ("wholeName", "firstName", "middleName", "lastName")
    pieces = [part.take(key) for key in keys]
    language, strong = part.take("nameLanguage").lower(), part.take("strong") != "false"
    name = name_of(pieces, part.remarks, language=language, strong=strong, uid=uid)
    if name is None:
        told.unread += [f"name: {text}" for text in pieces if text]
        return
    told.names.append(name)
    told.features += [Feature("Remark on name", f"{name.text}: {one}") for one in part.remarks]


def _citizenship(part: Part, told: Told) -> None:
    country, region = part.country(), part.take("region")
    if country:
        told.citizenships.append(country)
    days = {"from": part.take("acquisitionDate"), "until": part.take("disenfranchisementDate")}
    notes = [region, *(f"{word} {day}" for word, day in days.items() if day), *part.remarks]
    if note := joined(notes):
        told.features.append(Feature("Note on citizenship", joined([country, note], ": ")))


def _birth(part: Part, told: Told) -> None:
    if text := _birth_text(part):
        told.births.append(PartialDate.parse(text))
    keys = ("place", "city", "zipCode", "region")
    if place := joined([*(part.take(key) for key in keys), part.country()]):
        told.birth_places.append(place)
    told.features += [Feature("Remark on birth", one) for one in part.remarks]


def _birth_text(part: Part) -> str:
    """``circa 1960``, ``1960-04``, ``1960 to 1962``; a day of another calendar says which."""
    circa, calendar = part.take("circa") == "true", part.take("calendarType")
    exact, year = part.take("birthdate"), part.take("year")
    month, day = part.take("monthOfYear").zfill(2), part.take("dayOfMonth").zfill(2)
    start, end = part.take("yearRangeFrom"), part.take("yearRangeTo")
    pieces = [year]
    if month.strip("0"):
        pieces += [month, day] if day.strip("0") else [month]
    text = exact or ("-".join(pieces) if year else joined([start, end], " to "))
    if text and calendar not in {"", "GREGORIAN"}:
        text = f"{text} ({calendar.capitalize()} calendar)"
    return f"circa {text}" if text and circa else text


def _address(part: Part, told: Told) -> None:
    po_box, then = part.take("poBox"), part.take("asAtListingTime") == "true"
    place = part.take("place")
    made = Address(
        street=joined([part.take("street"), po_box and f"PO box {po_box}"]) or None,
        city=part.take("city") or None,
        region=part.take("region") or None,
        postal_code=part.take("zipCode") or None,
        country=part.country() or None,
        note=joined([place, "as at listing" if then else "", *part.remarks], "; ") or None,
    )
    if made != Address():
        told.addresses.append(made)
    for key, value in part.contacts:
        if value:
            told.features.append(Feature(CONTACTS.get(key, key or "Contact"), squeezed(value)))


def _identification(part: Part, told: Told) -> None:
    kind = part.take("identificationTypeDescription", "identificationTypeCode")
    number, latin = part.take("number"), part.take("latinNumber")
    named, issuer = part.take("nameOnDocument"), part.take("issuedBy")
    flags = [words for key, words in FLAGS.items() if part.take(key) == "true"]
    issued, valid = part.take("issueDate"), part.take("validFrom")
    notes = [
        issuer and f"issued by {issuer}",
        part.take("region"),
        named and f"name on document: {named}",
        f"valid from {valid}" if valid and issued else "",
        f"in Latin letters: {latin}" if latin and number else "",
        *flags,
        *part.remarks,
    ]
    made = Identifier(
        kind or "Identification",
        number or latin or "(no number)",
        country=part.country() or None,
        issued=issued or valid or None,
        expires=part.take("validTo") or None,
        note=joined(notes, "; ") or None,
    )
    told.identifiers.append(made)


def _additional(part: Part, told: Told) -> None:
    key, value = part.take("key"), part.take("value")
    if value:
        told.features.append(Feature(key or "Additional information", value))


_READERS: dict[str, Callable[[Part, Told], None]] = {
    "remark": _remark,
    "regulation": _regulation,
    "nameAlias": _name,
    "citizenship": _citizenship,
    "birthdate": _birth,
    "address": _address,
    "identification": _identification,
    "additionalInformation": _additional,
}
