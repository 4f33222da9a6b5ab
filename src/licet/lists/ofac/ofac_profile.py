"""One entry as OFAC's advanced and enhanced XML know it: with scripts, lists, dates and types.

Both formats say more than the standard XML: names in other scripts, on which of OFAC's lists the
party stands since when, by which authority and with which type of sanction. What all formats say
goes the same way as there (``ofac_entry``, ``remarks``), so that it reads the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from licet.core.listing import (
    DatedEvent,
    Feature,
    Identifier,
    Listing,
    Name,
    NameKind,
    Relation,
)
from licet.lists.ofac import ofac_entry
from licet.lists.ofac.ofac_entry import Entry, name_of
from licet.lists.ofac.ofac_types import Standing, dated_measures
from licet.lists.ofac.remark_labels import sort_of
from licet.lists.ofac.remarks import Facts, add_fact

NAME_KINDS: dict[str, NameKind] = {"AKA": "aka", "FKA": "fka", "NKA": "nka", "Name": "primary"}

# ISO 15924 codes by OFAC's words. Latin stays unmarked, as in the formats that hold nothing else.
SCRIPTS = {
    "Latin": "",
    "Arabic": "Arab",
    "Armenian": "Armn",
    "Chinese Simplified": "Hans",
    "Chinese Traditional": "Hant",
    "Cyrillic": "Cyrl",
    "Georgian": "Geor",
    "Greek": "Grek",
    "Hangul": "Hang",
    "Hebrew": "Hebr",
    "Japanese": "Jpan",
    "Korean": "Kore",
}
_FAMILY_FIRST = frozenset({"Hans", "Hant", "Hang", "Jpan", "Kore"})

_UNMARKED = frozenset({"", "Unknown", "Confirmed", "False"})  # the last is marked as unread
_TOLD = {
    "Birthdate": "births",
    "Place of Birth": "birth_places",
    "Nationality Country": "nationalities",
    "Citizenship Country": "citizenships",
}


@dataclass(slots=True)
class Profile:
    """One entry as a reader gathered it, with what only these formats know."""

    entry: Entry
    standing: Standing = field(default_factory=Standing)
    scripted: list[Name] = field(default_factory=list)

    @property
    def facts(self) -> Facts:
        """The facts of the entry."""
        return self.entry.facts


def to_listing(profile: Profile) -> Listing:
    """The Listing of a profile; equal content gives equal listings, whatever its order was."""
    standing = profile.standing
    profile.entry.programmes = standing.programmes
    listing = ofac_entry.to_listing(profile.entry)
    measures, unread = dated_measures(listing, standing)
    return replace(
        listing,
        names=(*listing.names, *sorted(set(profile.scripted), key=_scripted_key)),
        measures=measures,
        legal_bases=tuple(sorted(set(standing.legal_bases))),
        events=tuple(sorted(set(standing.events), key=_event_key)),
        unread=tuple(sorted({*listing.unread, *standing.unread, *unread})),
    )


def _scripted_key(name: Name) -> tuple[bool, str, str, str, str]:
    return name.kind != "primary", name.kind, name.script or "", name.text, name.strength


def _event_key(event: DatedEvent) -> tuple[str, str]:
    return event.text, event.kind


def add_name(
    profile: Profile, kind: NameKind, published: str, script: str, uid: str | None, *, weak: bool
) -> None:
    """Add a name other than the entry's own; ``script`` is OFAC's word for it."""
    code = SCRIPTS.get(script, script)
    if code:
        profile.scripted.append(_scripted(profile, kind, published, code, weak))
    elif weak:
        profile.facts.weak_aliases.append((kind, published))
    else:
        profile.entry.aliases.append((kind, published, uid))


def _scripted(profile: Profile, kind: NameKind, published: str, code: str, weak: bool) -> Name:
    """A name in another script; where families come first, it is written in one."""
    name = name_of(published, kind, profile.entry.kind == "person", weak=weak)
    if code in _FAMILY_FIRST and name.family_name and name.given_name:
        name = replace(name, text=name.family_name + name.given_name)
    return replace(name, script=code)


def add_feature(
    profile: Profile, label: str, value: str, *, main: bool, trust: str = "", note: str = ""
) -> None:
    """Add one labelled fact.

    ``main`` is False for an alternative date, place or nationality. ``trust`` is how reliable
    OFAC calls the fact: what it calls false is kept as unread alone.
    """
    facts = profile.facts
    if trust == "False":
        facts.unread.append(f"False: {label} {value}")
    elif label in _TOLD and value:
        getattr(facts, _TOLD[label]).append((not main, value))
    elif label == "Title":
        add_titles(profile, value)
    elif label == "VESSEL TYPE" and value:
        facts.features.append(Feature("Vessel Type", value))
    elif value:
        add_fact(facts, Identifier(label, value))
    doubt = "" if trust in _UNMARKED else trust
    if note or doubt:
        facts.unread.append(f"{label} {value}: {'; '.join(filter(None, (doubt, note)))}")


def add_titles(profile: Profile, text: str) -> None:
    """Add titles, which OFAC joins by "; " in its other formats."""
    told = (title.strip() for title in text.split("; ") if title.strip())
    profile.entry.titles = tuple(dict.fromkeys((*profile.entry.titles, *told)))


def add_document(facts: Facts, told: Identifier, notes: Iterable[str]) -> None:
    """Add a document or registration; a kind that the labels don't know is one all the same."""
    number = len(facts.identifiers)
    if sort_of(told.kind) is None:
        facts.identifiers.append(told)
    else:
        add_fact(facts, told)
    note = "; ".join(filter(None, notes))
    if note and len(facts.identifiers) > number:
        facts.identifiers[-1] = replace(facts.identifiers[-1], note=note)
    elif note:
        facts.unread.append(f"{told.kind} {told.value}: {note}")


def add_relation(profile: Profile, tie: Relation, quality: str, note: str) -> None:
    """Add a tie to another entry, and how sure OFAC is of it."""
    profile.facts.relations.append(tie)
    if quality:
        told = f"{quality}: {tie.kind} {tie.target}"
        profile.facts.features.append(Feature("Relationship quality", told))
    if note:
        profile.facts.unread.append(f"{tie.kind} {tie.target}: {note}")


def labelled(label: str, text: str) -> str:
    """``label: text``, or nothing where there is no text."""
    return f"{label}: {text}" if text else ""
