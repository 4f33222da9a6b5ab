"""One target of the Swiss list as a listing: a person, an entity or an object.

A target may have several identities; one of them is the main one, and what the others tell is told
of the same party. The file names the ordinance and the set of sanctions and not the measures, so an
entry carries ``ch/measures`` once for each set.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from licet.core.listing import Address, Feature, Kind, ListedMeasure, Listing, Name, Relation
from licet.lists.words import distinct
from licet.lists.world import ch_seco_facts as facts
from licet.lists.world.ch_seco_history import History, history_of
from licet.lists.world.ch_seco_names import names_of, titles_of
from licet.lists.world.ch_seco_places import Frame, address_of
from licet.lists.world.ch_seco_unread import sets_of, unread_of
from licet.lists.xml_document import all_text, child_text, children, tag_of

if TYPE_CHECKING:
    from lxml.etree import _Element

BODIES = frozenset({"individual", "entity", "object"})
OBJECTS: dict[str, Kind] = {"vessel": "vessel", "aircraft": "aircraft"}


def names_in(target: _Element) -> tuple[Name, ...]:
    """The target's names, the primary one first; empty where it has none."""
    return _names(_identities(target))


def listing_of(source: str, ssid: str, target: _Element, frame: Frame) -> Listing:
    """The target as a listing; that it has a name is known."""
    bodies, identities = _bodies(target), _identities(target)
    history, kind = history_of(target, frame.day), _kind(bodies)
    sets = sets_of(target)
    programmes = [frame.programmes[one] for one in sets if one in frame.programmes]
    labelled, features, remarks = facts.other_information(bodies)
    documents, references = facts.foreign_ids(target)
    addresses = [
        address_of(e, frame.places) for one in identities for e in children(one, "address")
    ]
    if kind != "person":
        features += [Feature("Date", day) for day in facts.days_of(identities)]
    features += [Feature("Origin of programme", one.origin) for one in programmes if one.origin]
    return Listing(
        source=source,
        entry_id=ssid,
        kind=kind,
        names=frame.names[ssid],
        programmes=distinct(one.key for one in programmes if one.key),
        measures=() if history.delisted else distinct(_measures(sets, frame, history)),
        addresses=distinct(one for one in addresses if one != Address()),
        identifiers=distinct([*labelled, *documents, *facts.documents_of(identities)]),
        births=distinct(facts.births_of(identities, person=kind == "person")),
        birth_places=distinct(facts.birth_places(identities, frame.places)),
        nationalities=distinct(facts.nationalities(identities)),
        titles=distinct(title for one in identities for title in titles_of(one)),
        features=distinct([*features, *_features(bodies)]),
        relations=distinct(_relations(bodies, frame)),
        remarks=distinct(remarks),
        unread=distinct(unread_of(target, bodies, identities, frame)),
        legal_bases=distinct(one.ordinance for one in programmes if one.ordinance),
        events=history.events,
        references=distinct(references),
    )


def _bodies(target: _Element) -> list[_Element]:
    return [one for one in children(target) if tag_of(one) in BODIES]


def _identities(target: _Element) -> list[_Element]:
    return [one for body in _bodies(target) for one in children(body, "identity")]


def _kind(bodies: list[_Element]) -> Kind:
    tags = {tag_of(body) for body in bodies}
    if tags == {"individual"}:
        return "person"
    if tags == {"entity"}:
        return "organisation"
    return OBJECTS.get(bodies[0].get("object-type", ""), "unknown") if bodies else "unknown"


def _names(identities: list[_Element]) -> tuple[Name, ...]:
    """The main identity's primary name first; where there is none, the strongest of the others."""
    found = distinct(name for one in identities for name in names_of(one))
    if not found:
        return ()
    first = min(found, key=_rank)
    rest = (replace(n, kind="aka") if n.kind == "primary" else n for n in found if n is not first)
    return (replace(first, kind="primary"), *rest)


def _rank(name: Name) -> tuple[bool, bool, bool, bool, int, str]:
    number = int(name.uid) if name.uid and name.uid.isdecimal() and name.uid.isascii() else 0
    foreign, former = name.script is not None, name.kind == "fka"
    return name.kind != "primary", former, name.strength == "weak", foreign, number, name.text


def _measures(sets: set[str], frame: Frame, history: History) -> Iterator[ListedMeasure]:
    for one in sets or {""}:
        programme = frame.programmes.get(one)
        pieces = [programme.key, programme.words] if programme else ["Swiss list", one]
        words = ": ".join(piece for piece in pieces if piece) or "Swiss list"
        yield ListedMeasure("ch/measures", words, history.listed_on, history.effective_on)


def _features(bodies: list[_Element]) -> Iterator[Feature]:
    for body in bodies:
        if sex := body.get("sex", "").strip():
            yield Feature("Gender", sex)
        if kind := body.get("object-type", "").strip():
            yield Feature("Object type", kind)
        for one in children(body, "generic-attribute"):
            if text := all_text(one):
                yield Feature(one.get("name", "") or "Attribute", text)


def _relations(bodies: list[_Element], frame: Frame) -> Iterator[Relation]:
    for one in (e for body in bodies for e in children(body, "relation")):
        other = one.get("target-id", "").strip()
        kind = one.get("relation-type", "").strip() or "related-to"
        remark = child_text(one, "remark") or child_text(one, "remarks")
        if other or remark:
            named = frame.names.get(other)
            words = named[0].text if named else remark or other
            yield Relation(kind, words, other or None)
