"""From FollowTheMoney entities to listings.

Addresses, documents, sanctions and links are
entities of their own there; here they belong to the party. What has no field here becomes a
Feature under the property's own name, so nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from licet.core.dates import PartialDate
from licet.core.listing import (
    DatedEvent,
    EventKind,
    Feature,
    ListedMeasure,
    Listing,
    Name,
    NameKind,
    Relation,
    Strength,
)
from licet.core.measures import MEASURES
from licet.lists.exchange.ftm_graph import Entity, Graph, say
from licet.lists.exchange.ftm_held import addresses, documents, identifiers
from licet.lists.exchange.ftm_terms import AUTHORITIES, IDENTIFIERS, LINKS, SCHEMATA
from licet.lists.words import distinct
from licet.lists.world.scripts import script_of

_OFAC = re.compile(r"(?:us-)?ofac-(\d+)")
_NAMES: tuple[tuple[str, NameKind], ...] = (
    ("name", "aka"),
    ("alias", "aka"),
    ("abbreviation", "aka"),
    ("previousName", "fka"),
    ("weakAlias", "aka"),
)
_REMARKS = ("notes", "summary", "description")
_READ = frozenset(
    (*(name for name, _ in _NAMES), *_REMARKS, *IDENTIFIERS, "firstName", "lastName", "birthDate")
) | frozenset(
    [
        "birthPlace",
        "nationality",
        "citizenship",
        "address",
        "addressEntity",
        "country",
        "program",
        "title",
        "position",
    ]
)
_DATES: tuple[tuple[str, EventKind], ...] = (
    ("listingDate", "listed"),
    ("startDate", "effective"),
    ("endDate", "expires"),
    ("modifiedAt", "amended"),
)


def listing_of(source: str, entity: Entity, graph: Graph) -> Listing:
    """One party with everything that belongs to it."""
    own = graph.owned.get(entity["id"], [])
    sanctions = [one for one in own if one["schema"] == "Sanction"]
    unread: list[str] = []
    return Listing(
        source=source,
        entry_id=entity["id"],
        kind=SCHEMATA[entity["schema"]],
        names=_names(entity),
        programmes=_gathered([entity, *sanctions], ("program",)),
        measures=distinct(m for one in sanctions for m in _measures(one, unread)),
        addresses=distinct(addresses(entity, graph)),
        identifiers=distinct([*identifiers(entity), *documents(own)]),
        births=tuple(map(PartialDate.parse, say(entity, "birthDate"))),
        birth_places=tuple(say(entity, "birthPlace")),
        nationalities=tuple(say(entity, "nationality")),
        citizenships=tuple(say(entity, "citizenship")),
        titles=_gathered([entity], ("title", "position")),
        features=distinct([*_features(entity), *_told(sanctions)]),
        relations=distinct(_relations(source, entity["id"], own, graph)),
        remarks=_gathered([entity], _REMARKS),
        unread=tuple(sorted(set(unread))),
        legal_bases=_gathered(sanctions, ("reason",)),
        events=distinct(DatedEvent(k, v) for s in sanctions for n, k in _DATES for v in say(s, n)),
        references=_references(entity, sanctions),
    )


def _gathered(entities: Iterable[Entity], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({one for e in entities for name in names for one in say(e, name)}))


def _names(entity: Entity) -> tuple[Name, ...]:
    """The caption first, or the first name; every other text once."""
    person = entity["schema"] == "Person"
    own = say(entity, "name") or [entity.get("caption") or entity["id"]]
    caption = entity.get("caption")
    first = caption if caption in own else own[0]
    family, given = say(entity, "lastName"), say(entity, "firstName")
    primary = Name(
        first,
        as_published=first,
        script=script_of(first),
        family_name=family[0] if person and len(family) == 1 else None,
        given_name=given[0] if person and len(given) == 1 else None,
    )
    others: dict[str, Name] = {}
    for name, kind in _NAMES:
        strength: Strength = "weak" if name == "weakAlias" else "strong"
        for text in say(entity, name):
            made = Name(text, kind, strength, as_published=text, script=script_of(text))
            others.setdefault(text, made)
    others.pop(first, None)
    return (primary, *sorted(others.values(), key=lambda one: (one.strength, one.text)))


def _measures(sanction: Entity, unread: list[str]) -> Iterator[ListedMeasure]:
    """A provision that opens with the id of a measure, as an export writes it, is that measure.

    Otherwise the country of the authority tells the regime; which measures it takes isn't said.
    """
    listed = next(iter(say(sanction, "listingDate") or say(sanction, "startDate")), None)
    provisions = say(sanction, "provisions") or say(sanction, "program") or ["Sanction"]
    regimes = [AUTHORITIES[code] for code in say(sanction, "country") if code in AUTHORITIES]
    for text in provisions:
        measure, _, words = text.partition(": ")
        if measure in MEASURES:
            yield ListedMeasure(measure, words, listed_on=listed)
        elif regimes:
            yield from (ListedMeasure(f"{one}/measures", text, listed_on=listed) for one in regimes)
        else:
            unread.append(f"Sanction by {', '.join(say(sanction, 'authority'))}: {text}")


def _features(entity: Entity) -> Iterator[Feature]:
    """Every property that no other field holds, and the data sets that told it."""
    for name in entity["properties"].keys() - _READ:
        for value in say(entity, name):
            yield Feature(name, value)
    for dataset in entity.get("datasets") or ():
        yield Feature("dataset", str(dataset))


def _told(sanctions: Iterable[Entity]) -> Iterator[Feature]:
    """What a sanction says beside its programme, measures and dates."""
    for sanction in sanctions:
        for name in ("authority", "status", "duration", "sourceUrl", "summary"):
            for value in say(sanction, name):
                yield Feature(f"Sanction {name}", value)


def _relations(
    source: str, entity_id: str, own: Iterable[Entity], graph: Graph
) -> Iterator[Relation]:
    """Both ends of a link tell it, each from its side; a percentage stands in brackets."""
    for link in own:
        if link["schema"] not in LINKS:
            continue
        near, far, outward, inward = LINKS[link["schema"]]
        role = ", ".join([*say(link, "role"), *say(link, "relationship")])
        share = "".join(f" ({one})" for one in say(link, "percentage"))
        for mine, other, words in ((near, far, outward), (far, near, inward)):
            if entity_id in say(link, mine):
                kind = f"{words}: {role}{share}" if role else f"{words}{share}"
                for target in say(link, other):
                    yield Relation(kind, graph.name(target), f"{source}:{target}")


def _references(entity: Entity, sanctions: Iterable[Entity]) -> tuple[str, ...]:
    """Ids of the same party elsewhere: OFAC's, the Security Council's, those that were merged."""
    found = {f"un-sc:{one}" for sanction in sanctions for one in say(sanction, "unscId")}
    found |= {f"wikidata:{one}" for one in say(entity, "wikidataId")}
    for referent in map(str, entity.get("referents") or ()):
        ofac = _OFAC.fullmatch(referent)
        if referent != entity["id"]:
            found.add(f"ofac:{ofac[1]}" if ofac else f"ftm:{referent}")
    return tuple(sorted(found))
