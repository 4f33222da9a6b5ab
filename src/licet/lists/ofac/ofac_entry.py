"""From the facts of one OFAC entry to a Listing, the same for the flat files and the XML.

OFAC reorders child elements and alias rows between dates, so every field whose order carries no
meaning is sorted here; the main date, place or nationality stays before its alternatives.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from licet.core.dates import PartialDate
from licet.core.listing import Address, Kind, Listing, Name, NameKind
from licet.lists.ofac.entry_measures import read_measures
from licet.lists.ofac.remarks import Facts, Told

KINDS: dict[str, Kind] = {
    "individual": "person",
    "entity": "organisation",
    "-0-": "organisation",  # the flat files leave the type of an organisation empty
    "vessel": "vessel",
    "aircraft": "aircraft",
}
ALIAS_KINDS: dict[str, NameKind] = {"aka": "aka", "fka": "fka", "nka": "nka"}


@dataclass(slots=True)
class Entry:
    """One entry as a reader gathered it."""

    source: str
    entry_id: str
    kind: Kind
    name: str
    programmes: Iterable[str]
    titles: tuple[str, ...] = ()
    aliases: list[tuple[NameKind, str, str | None]] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)


def to_listing(entry: Entry) -> Listing:
    """The Listing of an entry; equal content gives equal listings, whatever its order was."""
    facts = entry.facts
    programmes = tuple(sorted(set(entry.programmes)))
    measures, unread = read_measures(entry.source, programmes, sorted(set(facts.statements)))
    return Listing(
        source=entry.source,
        entry_id=entry.entry_id,
        kind=entry.kind,
        names=_names(entry),
        programmes=programmes,
        measures=tuple(sorted(measures, key=_measure_key)),
        addresses=_sorted(entry.addresses),
        identifiers=_sorted(facts.identifiers),
        births=tuple(PartialDate.parse(text) for text in _mains_first(facts.births)),
        birth_places=_mains_first(facts.birth_places),
        nationalities=_mains_first(facts.nationalities),
        citizenships=_mains_first(facts.citizenships),
        titles=entry.titles,
        features=_sorted(facts.features),
        relations=_sorted(facts.relations),
        remarks=tuple(sorted(set(facts.remarks))),
        unread=tuple(sorted({*facts.unread, *unread})),
    )


def _names(entry: Entry) -> tuple[Name, ...]:
    person = entry.kind == "person"
    strong = {name_of(text, kind, person, uid=uid) for kind, text, uid in entry.aliases}
    # The flat files give weak aliases no uid, so none is kept: the same entry reads the same.
    weak = {name_of(text, kind, person, weak=True) for kind, text in entry.facts.weak_aliases}
    primary = name_of(entry.name, "primary", person)
    return (primary, *sorted(strong, key=_name_key), *sorted(weak, key=_name_key))


def name_of(
    published: str, kind: NameKind, person: bool, *, uid: str | None = None, weak: bool = False
) -> Name:
    """A name in natural order: "DEMIR, Ismail" is "Ismail DEMIR"; the letter case stays."""
    family, comma, given = published.partition(", ") if person else (published, "", "")
    natural = f"{given} {family}" if comma else published
    return Name(
        text=natural,
        kind=kind,
        strength="weak" if weak else "strong",
        as_published=published,
        family_name=family if comma else None,
        given_name=given if comma else None,
        uid=uid,
    )


def _name_key(name: Name) -> tuple[int, str, str]:
    return (int(name.uid or 0), name.text, name.kind)


def _measure_key(one: Any) -> tuple[tuple[tuple[int, str], ...], str]:
    """In the order of the law: 235(a)(2) before 235(a)(12)."""
    parts = one.measure.split("/")
    return tuple((int(p), "") if p.isdecimal() else (0, p) for p in parts), one.text


def _mains_first(told: Iterable[Told]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for _, text in sorted(told)))


def _sorted(items: Iterable[Any]) -> tuple[Any, ...]:
    """Distinct dataclasses by their fields, where None sorts before any text."""
    distinct = list(dict.fromkeys(items))
    if len(distinct) < 2:
        return tuple(distinct)
    fields = distinct[0].__slots__
    return tuple(sorted(distinct, key=lambda one: [getattr(one, f) or "" for f in fields]))
