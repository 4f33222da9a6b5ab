"""The FollowTheMoney entities that belong to a party: addresses, documents, sanction, links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from licet.core.dates import PartialDate
from licet.core.listing import Address, DatedEvent, Identifier, Listing, Relation
from licet.lists.exchange.ftm_entity import (
    Codes,
    Entity,
    Properties,
    birth_date,
    country_of,
    entity,
    entity_id,
    short_hash,
)
from licet.lists.exchange.ftm_terms import LINKS

_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")
_EVENTS = {"listed": "listingDate", "effective": "startDate", "expires": "endDate"}
_ENDS = {outward: schema for schema, (_, _, outward, _) in LINKS.items()}


def place(party: str, one: Address, codes: Codes) -> Entity:
    made = Properties()
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
    made.put("country", country_of(one.country, codes))
    return entity(f"{party}-addr-{short_hash(full)}", "Address", made)


def documents(party: str, listing: Listing, codes: Codes) -> Iterator[Entity]:
    """An Identification for each identifier, for its kind, country and dates."""
    for one in listing.identifiers:
        passport = bool(re.search("passport|паспорт|旅券", one.kind, re.I))
        made = Properties()
        made.put("holder", party)
        made.put("type", one.kind)
        made.put("number", one.value)
        made.put("country", country_of(one.country, codes))
        made.put("startDate", _day(one.issued))
        made.put("endDate", _day(one.expires))
        made.put("summary", *_leftover(one, made))
        schema = "Passport" if passport else "Identification"
        yield entity(f"{party}-doc-{short_hash(one.kind, one.value, one.country)}", schema, made)


def _leftover(one: Identifier, made: Properties) -> list[str]:
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
    return exact.isoformat() if exact else birth_date(parsed)


def sanction(party: str, listing: Listing) -> Entity:
    """One Sanction for the entry; each provision opens with the id of its measure."""
    made = Properties()
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
    return entity(f"{party}-sanction", "Sanction", made)


def _words(event: DatedEvent) -> str:
    return f"{event.kind}: {event.text}"


def links(party: str, listing: Listing) -> Iterator[Entity]:
    """A link to each party that a relation names by its listing id; others stay in no link."""
    for relation in listing.relations:
        if not relation.target_id:
            continue
        authority, _, entry = relation.target_id.rpartition(":")
        schema = next((s for words, s in _ENDS.items() if relation.kind.startswith(words)), "")
        near, far, *_ = LINKS[schema or "UnknownLink"]
        made = Properties()
        made.put(near, party)
        made.put(far, entity_id(authority or listing.authority, entry))
        made.put("relationship" if schema in {"Family", "Associate"} else "role", _role(relation))
        own = f"{party}-link-{short_hash(relation.kind, relation.target, relation.target_id)}"
        yield entity(own, schema or "UnknownLink", made)


def _role(relation: Relation) -> str:
    """The relation's words, without those that its schema says by itself."""
    words, _, role = relation.kind.partition(": ")
    return role if role and words in _ENDS else relation.kind
