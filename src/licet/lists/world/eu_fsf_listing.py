"""Entities of the EU's list (FSF), of whatever edition, as listings.

An entity is a party under one act; those of one logical id are one party, so a party listed under
two programmes has two entities and makes one listing. Its id is the EU reference number
(EU.27.28), and the logical id where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from licet.core.errors import BadFileError
from licet.core.listing import DatedEvent, Feature, Kind, ListedMeasure, Listing
from licet.lists.words import AGAIN, distinct, squeezed
from licet.lists.world.eu_fsf_names import in_order
from licet.lists.world.eu_fsf_parts import tell
from licet.lists.world.eu_fsf_told import Part, Told

WHERE = "EU list"
KINDS: dict[str, Kind] = {"P": "person", "E": "organisation"}
# Programmes whose entries are read as parties with frozen funds. The list is that of "persons and
# entities subject to EU financial sanctions", made because regulations "require banks to freeze the
# assets" of those in it (European Commission, ec.europa.eu/external_relations/cfsp/sanctions/list,
# historical information). The regulations themselves weren't read programme by programme: the act
# stands in the entry's own words. North Korea's and Libya's lists hold ships under other measures
# too, and a programme that isn't named here may be anything: those are "eu/measures".
FREEZES = frozenset(
    [
        "AFG",
        "BDI",
        "BLR",
        "CAF",
        "CHEM",
        "COD",
        "CYB",
        "EGY",
        "EUAQ",
        "GIN",
        "GNB",
        "GTM",
        "HAM",
        "HR",
        "HTI",
        "IRN",
        "IRQ",
        "LBN",
        "MDA",
        "MLI",
        "MMR",
        "NIC",
        "RUS",
        "RUSDA",
        "SDN",
        "SDNZ",
        "SOM",
        "SSD",
        "SYR",
        "TAQA",
        "TERR",
        "TUN",
        "TUR",
        "UKR",
        "VEN",
        "YEM",
        "ZWE",
    ]
)
_KNOWN = ("euReferenceNumber", "unitedNationId", "designationDate", "delistingDate")


@dataclass(slots=True)
class Entity:
    """One entity: its number, its kind (P or E), its own attributes, its parts, and its line."""

    logical: str
    kind: str
    own: dict[str, str]
    parts: list[Part] = field(default_factory=list)
    line: int = 0
    unread: list[str] = field(default_factory=list)


def listings(source: str, entities: Iterable[Entity]) -> list[Listing]:
    """One listing per logical id; raises BadFileError with the line."""
    parties: dict[str, list[Entity]] = {}
    for entity in entities:
        parties.setdefault(entity.logical, []).append(entity)
    found: dict[str, Listing] = {}
    for party in parties.values():
        listing = _listing(source, party)
        if listing.entry_id in found:
            raise _bad(party[0], f"the number {listing.entry_id} stands for two parties.")
        found[listing.entry_id] = listing
    if not found:
        raise BadFileError("holds no entries.", where=WHERE, mend=AGAIN)
    return list(found.values())


def _bad(entity: Entity, what: str) -> BadFileError:
    return BadFileError(what, where=f"{WHERE} line {entity.line}", mend=AGAIN)


def _listing(source: str, party: list[Entity]) -> Listing:
    measures = distinct(map(_measure, party))
    told = Told()
    for entity in party:
        for part in entity.parts:
            tell(part, told)
    names = in_order(told.names)
    if not names:
        raise _bad(party[0], f"the entity {party[0].logical} has no name.")
    return Listing(
        source=source,
        entry_id=min(_own(party, "euReferenceNumber"), default=party[0].logical),
        kind=_kind(party),
        names=names,
        programmes=distinct(told.programmes),
        measures=measures,
        addresses=distinct(told.addresses),
        identifiers=distinct(told.identifiers),
        births=distinct(told.births),
        birth_places=distinct(told.birth_places),
        citizenships=distinct(told.citizenships),
        titles=distinct(told.titles),
        features=distinct([*told.features, Feature("FSF logical id", party[0].logical)]),
        remarks=distinct([*told.remarks, *_own(party, "designationDetails")]),
        unread=distinct([*told.unread, *(one for entity in party for one in _unread(entity))]),
        legal_bases=distinct(told.legal_bases),
        events=distinct([*told.events, *_events(party)]),
        references=distinct(_references(party)),
    )


def _own(party: list[Entity], attribute: str) -> list[str]:
    return [text for one in party if (text := squeezed(one.own.get(attribute, "")))]


def _kind(party: list[Entity]) -> Kind:
    kinds = {KINDS.get(entity.kind, "unknown") for entity in party}
    if len(kinds) > 1:
        raise _bad(party[0], f"the entity {party[0].logical} is of two kinds.")
    return kinds.pop()


def _measure(entity: Entity) -> ListedMeasure:
    """A freeze where the programme is one, else the EU's measures, in the words of the act."""
    acts = [part.left for part in entity.parts if part.kind == "regulation"]
    programmes = [act.get("programme", "") for act in acts]
    words = sorted(
        f"{programme}: {act.get('numberTitle', '')}"
        for programme, act in zip(programmes, acts, strict=True)
    )
    frozen = bool(programmes) and all(programme in FREEZES for programme in programmes)
    return ListedMeasure(
        "eu/asset-freeze" if frozen else "eu/measures",
        "; ".join(words) or "EU consolidated list",
        listed_on=entity.own.get("designationDate") or None,
    )


def _events(party: list[Entity]) -> Iterator[DatedEvent]:
    yield from (DatedEvent("listed", day) for day in _own(party, "designationDate"))
    yield from (DatedEvent("delisted", day) for day in _own(party, "delistingDate"))


def _references(party: list[Entity]) -> Iterator[str]:
    """United Nations numbers; a party with several has them side by side."""
    for text in _own(party, "unitedNationId"):
        yield from (f"un-sc:{number}" for number in re.split(r"[;,\s]+", text) if number)


def _unread(entity: Entity) -> Iterator[str]:
    yield from entity.unread
    for key, value in entity.own.items():
        if key not in _KNOWN and key != "designationDetails" and value.strip():
            yield f"{key}: {squeezed(value)}"
