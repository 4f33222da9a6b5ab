"""From a listing to FollowTheMoney entities: the party, its addresses, documents and sanction.

Ids are made of authority and entry id, so they stay from one edition to the next. A value that its
property would refuse (a birth date "1951 to 1953", a country no code is known for) goes to
``notes`` under its own label: nothing is bent to fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from licet.core.listing import Listing, Name
from licet.lists.exchange.ftm_entity import (
    Codes,
    Entity,
    Properties,
    birth_date,
    country_of,
    entity,
    entity_id,
)
from licet.lists.exchange.ftm_parts import documents, links, place, sanction
from licet.lists.exchange.ftm_terms import SCHEMA_OF, TOPICS, property_of

_WEB = re.compile(r"https?://[A-Za-z0-9.-]+\.[A-Za-z]{2,}(/[^\s<>\"]*)?")


def entities_of(listing: Listing, codes: Codes) -> Iterator[Entity]:
    """The party first, then what belongs to it."""
    party = entity_id(listing.authority, listing.entry_id)
    schema = SCHEMA_OF[listing.kind]
    made = Properties()
    _put_names(made, listing)
    _put_facts(made, listing, schema, codes)
    places = [place(party, one, codes) for one in listing.addresses]
    made.put("addressEntity", *(one["id"] for one in places))
    for made_place, address in zip(places, listing.addresses, strict=True):
        made.put("country", *made_place["properties"].get("country", ()))
        if address.country and "country" not in made_place["properties"]:
            made.put("notes", f"Country: {address.country}")
    yield entity(party, schema, made, listing)
    yield from {one["id"]: one for one in places}.values()
    yield from {one["id"]: one for one in documents(party, listing, codes)}.values()
    yield sanction(party, listing)
    yield from {one["id"]: one for one in links(party, listing)}.values()


def _put_names(made: Properties, listing: Listing) -> None:
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


def _put_facts(made: Properties, listing: Listing, schema: str, codes: Codes) -> None:
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


def _put_person(made: Properties, listing: Listing, schema: str, codes: Codes) -> None:
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
            code = country_of(value, codes) if person else None
            made.put(name if code else "notes", code or f"{name.capitalize()}: {value}")
