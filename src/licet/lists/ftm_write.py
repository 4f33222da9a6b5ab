"""From a listing to FollowTheMoney entities: the party, its addresses, documents and sanction.

Ids are made of authority and entry id, so they stay from one edition to the next. A value that its
property would refuse (a birth date "1951 to 1953", a country no code is known for) goes to
``notes`` under its own label: nothing is bent to fit.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from licet.core.dates import PartialDate
from licet.core.listing import Address, Identifier, Listing, Name, Relation
from licet.lists.ftm_terms import LINKS, SCHEMA_OF, TOPICS, property_of

Entity = dict[str, Any]
Codes = Callable[[str], str | None]
_UNSAFE = re.compile(r"[^0-9A-Za-z.-]+")
_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")
_WEB = re.compile(r"https?://[A-Za-z0-9.-]+\.[A-Za-z]{2,}(/[^\s<>\"]*)?")
# The most characters each property takes (followthemoney 4), where it isn't 1,024
_LONG = 65_000
_LIMITS = {
    **dict.fromkeys(("notes", "summary", "reason"), _LONG),
    **dict.fromkeys(("name", "alias", "previousName", "weakAlias"), 384),
    **dict.fromkeys(("idNumber", "registrationNumber", "passportNumber", "taxNumber"), 64),
    **dict.fromkeys(("number", "authorityId", "okpoCode"), 64),
    **dict.fromkeys(("mmsi", "unscId", "postalCode"), 16),
    "full": 250,
}
_LINKED = frozenset((*LINKS, "Sanction", "Identification", "Passport"))
_EVENTS = {"listed": "listingDate", "effective": "startDate", "expires": "endDate"}
_ENDS = {outward: schema for schema, (_, _, outward, _) in LINKS.items()}


class _Properties(dict[str, list[str]]):
    """Values by property, each once; empty text is no value.

    A value too long for its property is cut there and kept whole in ``over``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.over: list[str] = []

    def put(self, name: str, *values: str | None) -> None:
        """Add values on one line each."""
        limit = _LIMITS.get(name, 1024)
        for value in values:
            text = " ".join(value.split()) if value else ""
            if len(text) > limit:
                self.over.append(f"{name}: {text}")
                text = text[: limit - 2] + " …"
            if text and text not in self.get(name, ()):
                self.setdefault(name, []).append(text)


def entities_of(listing: Listing, codes: Codes) -> Iterator[Entity]:
    """The party first, then what belongs to it."""
    party = entity_id(listing.authority, listing.entry_id)
    schema = SCHEMA_OF[listing.kind]
    made = _Properties()
    _put_names(made, listing)
    _put_facts(made, listing, schema, codes)
    places = [_place(party, one, codes) for one in listing.addresses]
    made.put("addressEntity", *(place["id"] for place in places))
    for place, address in zip(places, listing.addresses, strict=True):
        made.put("country", *place["properties"].get("country", ()))
        if address.country and "country" not in place["properties"]:
            made.put("notes", f"Country: {address.country}")
    yield _entity(party, schema, made, listing)
    yield from {place["id"]: place for place in places}.values()
    yield from {one["id"]: one for one in _documents(party, listing, codes)}.values()
    yield _sanction(party, listing)
    yield from {one["id"]: one for one in _links(party, listing)}.values()


def entity_id(authority: str, entry_id: str) -> str:
    """``ofac-27016``; an id with other signs than letters, digits, dots and dashes gets a hash."""
    bare = _UNSAFE.sub("-", entry_id).strip(".-")
    if bare == entry_id:
        return f"{authority}-{entry_id}"
    return f"{authority}-{bare}-{_hash(entry_id)}".replace("--", "-")


def _hash(*parts: str | None) -> str:
    joined = "\x1f".join(part or "" for part in parts)
    return hashlib.blake2b(joined.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _entity(
    own_id: str, schema: str, properties: _Properties, listing: Listing | None = None
) -> Entity:
    properties.put("summary" if schema in _LINKED else "notes", *properties.over)
    found: Entity = {"id": own_id, "schema": schema, "properties": dict(properties)}
    if listing:
        found |= {"caption": listing.name, "datasets": [listing.source], "target": True}
        found["referents"] = [own_id]
    return found


def _put_names(made: _Properties, listing: Listing) -> None:
    made.put("name", listing.name)
    for name in listing.names[1:]:
        if name.text != listing.name:
            made.put(_name_property(name), name.text)
    own = listing.names[0]
    if listing.kind == "person":
        made.put("lastName", own.family_name)
        made.put("firstName", own.given_name)


def _name_property(name: Name) -> str:
    if name.strength == "weak":
        return "weakAlias"
    return "previousName" if name.kind == "fka" else "alias"


def _put_facts(made: _Properties, listing: Listing, schema: str, codes: Codes) -> None:
    """What the party's own properties hold; the rest goes to its notes."""
    for topic in sorted({_topic(one.measure) for one in listing.measures}) or ["sanction"]:
        made.put("topics", topic)
    made.put("program", *listing.programmes)
    for one in listing.identifiers:
        name = property_of(one.kind, one.value, schema)
        if name:
            made.put(name, one.value)
    made.put("notes", *listing.remarks, *listing.unread)
    _put_person(made, listing, schema, codes)
    for feature in listing.features:
        web = feature.kind == "Website" and _WEB.fullmatch(feature.value)
        if web and schema in {"Person", "Organization", "LegalEntity"}:
            made.put("website", feature.value)
        else:
            made.put("notes", f"{feature.kind}: {feature.value}")
    made.put("notes", *(f"Also: {reference}" for reference in listing.references))
    untied = (one for one in listing.relations if not one.target_id)
    made.put("notes", *(f"{one.kind}: {one.target}" for one in untied))


def _topic(measure: str) -> str:
    return next((topic for path, topic in TOPICS.items() if measure.startswith(path)), "sanction")


def _put_person(made: _Properties, listing: Listing, schema: str, codes: Codes) -> None:
    person = schema == "Person"
    for birth in listing.births:
        text = birth_date(birth)
        made.put("birthDate" if person and text else "notes", text or f"Born: {birth.text}")
    labelled = (
        ("birthPlace", "Place of birth", listing.birth_places),
        ("position", "Title", listing.titles),
    )
    for name, label, values in labelled:
        for value in values:
            made.put(name if person else "notes", value if person else f"{label}: {value}")
    for name, values in (
        ("nationality", listing.nationalities),
        ("citizenship", listing.citizenships),
    ):
        for value in values:
            code = _code(value, codes) if person else None
            made.put(name if code else "notes", code or f"{name.capitalize()}: {value}")


def birth_date(birth: PartialDate) -> str | None:
    """``1965-03-01``, ``1965-03`` or ``1965``; None for longer or open ones."""
    first, last = birth.earliest, birth.latest
    if not first or not last or first.year != last.year:
        return None
    if first == last:
        return first.isoformat()
    if first.month == last.month:
        return first.isoformat()[:7]
    return str(first.year) if (last - first).days >= 364 else None


def _code(word: str | None, codes: Codes) -> str | None:
    """The lower-case code of a country, where it is one by itself or the caller knows it."""
    found = codes(word) if word else None
    return found.lower() if found else None


def _place(party: str, one: Address, codes: Codes) -> Entity:
    made = _Properties()
    full = ", ".join(
        part
        for part in (one.street, one.city, one.region, one.postal_code, one.country, one.note)
        if part
    )
    made.put("full", full)
    made.put("street", one.street)
    made.put("city", one.city)
    made.put("region", one.region)
    made.put("postalCode", one.postal_code)
    made.put("country", _code(one.country, codes))
    return _entity(f"{party}-addr-{_hash(full)}", "Address", made)


def _documents(party: str, listing: Listing, codes: Codes) -> Iterator[Entity]:
    """An Identification for each identifier, for its kind, country and dates."""
    for one in listing.identifiers:
        passport = bool(re.search("passport|паспорт|旅券", one.kind, re.I))
        made = _Properties()
        made.put("holder", party)
        made.put("type", one.kind)
        made.put("number", one.value)
        made.put("country", _code(one.country, codes))
        made.put("startDate", _day(one.issued))
        made.put("endDate", _day(one.expires))
        made.put("summary", *_leftover(one, made))
        schema = "Passport" if passport else "Identification"
        yield _entity(f"{party}-doc-{_hash(one.kind, one.value, one.country)}", schema, made)


def _leftover(one: Identifier, made: _Properties) -> list[str]:
    """What the properties of a document couldn't take."""
    told = [one.note] if one.note else []
    told += [f"Country: {one.country}"] if one.country and "country" not in made else []
    told += [f"Issued: {one.issued}"] if one.issued and "startDate" not in made else []
    return told + ([f"Expires: {one.expires}"] if one.expires and "endDate" not in made else [])


def _day(text: str | None) -> str | None:
    if not text:
        return None
    parsed = PartialDate.parse(text)
    exact = parsed.earliest if parsed.earliest == parsed.latest else None
    return exact.isoformat() if isinstance(exact, date) else birth_date(parsed)


def _sanction(party: str, listing: Listing) -> Entity:
    """One Sanction for the entry; each provision opens with the id of its measure."""
    made = _Properties()
    made.put("entity", party)
    made.put("authority", listing.source)
    made.put("authorityId", listing.entry_id)
    made.put("program", *listing.programmes)
    made.put("provisions", *(f"{one.measure}: {one.text}" for one in listing.measures))
    made.put("reason", *listing.legal_bases)
    for event in listing.events:
        name = _EVENTS.get(event.kind)
        iso = name and _DAY.fullmatch(event.text)
        made.put(name if name and iso else "summary", event.text if iso else _words(event))
    made.put("unscId", *(r.removeprefix("un-sc:") for r in listing.references if "un-sc:" in r))
    return _entity(f"{party}-sanction", "Sanction", made)


def _words(event: Any) -> str:
    return f"{event.kind}: {event.text}"


def _links(party: str, listing: Listing) -> Iterator[Entity]:
    """A link to each party that a relation names by its listing id; others stay in no link."""
    for relation in listing.relations:
        if not relation.target_id:
            continue
        authority, _, entry = relation.target_id.rpartition(":")
        schema = next((s for words, s in _ENDS.items() if relation.kind.startswith(words)), "")
        near, far, *_ = LINKS[schema or "UnknownLink"]
        made = _Properties()
        made.put(near, party)
        made.put(far, entity_id(authority or listing.authority, entry))
        made.put("relationship" if schema in {"Family", "Associate"} else "role", _role(relation))
        own = f"{party}-link-{_hash(relation.kind, relation.target, relation.target_id)}"
        yield _entity(own, schema or "UnknownLink", made)


def _role(relation: Relation) -> str:
    """The relation's words, without those that its schema says by itself."""
    words, _, role = relation.kind.partition(": ")
    return role if role and words in _ENDS else relation.kind
