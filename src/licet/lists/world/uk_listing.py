"""A party of a UK list as a listing: what both lists say in the same columns."""

from __future__ import annotations

import re
from collections.abc import Iterable

from licet.core.listing import (
    Address,
    DatedEvent,
    EventKind,
    Feature,
    Identifier,
    Kind,
    ListedMeasure,
    Listing,
    Name,
    NameKind,
    Relation,
    Strength,
)
from licet.lists.words import distinct
from licet.lists.world.excel import one_line
from licet.lists.world.scripts import script_of
from licet.lists.world.uk_cells import births_of, day, documents, paired, registrations, values
from licet.lists.world.uk_notes import OTHER, REASONS, UN, un_references
from licet.lists.world.uk_party import ADDRESS, NAMES, SCRIPTS, Party

KINDS: dict[str, Kind] = {"individual": "person", "entity": "organisation", "ship": "vessel"}
_NAME_KINDS: dict[str, NameKind] = {
    "primary name": "primary",
    "prime alias": "primary",
    "primary name variation": "aka",
    "alias": "aka",
    "aka": "aka",
    "fka": "fka",
    "nka": "nka",
}
_STRENGTHS: dict[str, Strength] = {
    "": "strong",
    "good quality": "strong",
    "good quality a.k.a": "strong",
    "good": "strong",
    "low quality": "weak",
    "low quality a.k.a": "weak",
    "low": "weak",
}
_RELATIONS = ("Subsidiaries", "Parent company", "Current owner/operator (s)")
RELATIONS = (*_RELATIONS, "Previous owner/operator (s)")
FEATURES = (
    *("Gender", "Type of entity", "Phone number", "Website", "Email address"),
    *("Designation source", "Current believed flag of ship", "Previous flags", "Type of ship"),
    *("Tonnage of ship", "Length of ship", "Year Built"),
)
_IMO = re.compile(r"(?:IMO)?\s*(\d{7})", re.I)
_ORDER = ("primary", "fka", "nka", "aka")


def listing(
    source: str,
    entry_id: str,
    party: Party,
    *,
    measures: Iterable[ListedMeasure],
    references: Iterable[str],
    unread: Iterable[str] = (),
) -> Listing:
    """What both lists say alike, with the measures and references of the one it stands on."""
    papers = _papers(party)
    un = (one for text in party.each(UN) for one in un_references(text))
    kind = KINDS[one_line(party.each("Designation Type")[0]).lower()]
    return Listing(
        source=source,
        entry_id=entry_id,
        kind=kind,
        names=_names(party, person=kind == "person"),
        programmes=tuple(_plain(party, "Regime Name")),
        measures=distinct(measures),
        addresses=distinct(_address(lines) for lines in party.told(*ADDRESS)),
        identifiers=distinct(one for one in papers if isinstance(one, Identifier)),
        births=tuple(
            sorted(
                {one for text in party.each("D.O.B") for one in births_of(text)},
                key=lambda one: one.text,
            )
        ),
        birth_places=distinct(_birth_places(party)),
        nationalities=distinct(
            one.strip(" .") for one in _values(party, "Nationality(/ies)") if one.strip(" .-")
        ),
        titles=distinct([*_values(party, "Title"), *_values(party, "Position")]),
        features=distinct(
            [*_features(party), *(one for one in papers if isinstance(one, Feature))]
        ),
        relations=distinct(Relation(c, one) for c in RELATIONS for one in _values(party, c)),
        remarks=distinct([*_plain(party, OTHER), *_reasons(party)]),
        unread=distinct([*_unread(party), *unread]),
        legal_bases=tuple(one for one in _plain(party, "Regime Name") if "Regulations" in one),
        events=distinct(_events(party)),
        references=distinct([*references, *un]),
    )


def _plain(party: Party, column: str) -> list[str]:
    """Distinct values of a column, each on one line."""
    return sorted({one_line(text) for text in party.each(column)})


def _values(party: Party, column: str) -> list[str]:
    """Distinct values of a column, with numbered cells parted."""
    return sorted({one for text in party.each(column) for one in values(text)})


def _reasons(party: Party) -> list[str]:
    return [f"{REASONS}: {text}" for text in _plain(party, REASONS)]


def _names(party: Party, *, person: bool) -> tuple[Name, ...]:
    """The primary name first; a name in another script is an alias."""
    made = {_name(cells, person=person) for cells in party.told(*NAMES)}
    ranked = sorted((one for one in made if one.text), key=_rank)
    others = [one for one in ranked[1:] if one.text != ranked[0].text]
    return (*ranked[:1], *others, *_other_scripts(party, {one.text for one in ranked}))


def _rank(name: Name) -> tuple[int, str, str]:
    return _ORDER.index(name.kind), name.text, name.strength


def _name(cells: tuple[str, ...], *, person: bool) -> Name:
    """``Name 6`` is a person's family name, and the whole name of anything else."""
    *given_cells, family = map(one_line, cells[:6])
    given = " ".join(filter(None, given_cells))
    text = f"{given} {family}".strip()
    return Name(
        text,
        _NAME_KINDS.get(one_line(cells[6]).lower(), "aka"),
        _STRENGTHS.get(_quality(cells[7]), "strong"),
        as_published=f"{family}, {given}" if given and family else text,
        family_name=family if person and given and family else None,
        given_name=given if person and given and family else None,
        script=script_of(text),
    )


def _quality(cell: str) -> str:
    return one_line(cell).lower().rstrip(".")


def _other_scripts(party: Party, known: set[str]) -> list[Name]:
    """Names in other scripts; of one that stands twice, the one whose language is told."""
    found: dict[str, tuple[str, str]] = {}
    for cell, script, language in party.told(*SCRIPTS):
        for text in values(cell):
            if text not in known:
                found[text] = max(found.get(text, ("", "")), (one_line(language), one_line(script)))
    return [
        Name(text, "aka", as_published=text, script=script_of(text) or said or None, language=told)
        for text, (language, said) in sorted(found.items())
        for told in [language or None]
    ]


def _address(cells: tuple[str, ...]) -> Address:
    """The six lines in their order; which of them is the city the lists don't say."""
    *lines, code, country = map(one_line, cells)
    return Address(
        street=", ".join(line.strip(" ,") for line in lines if line.strip(" ,")) or None,
        postal_code=code or None,
        country=country or None,
    )


def _birth_places(party: Party) -> list[str]:
    pairs = (
        pair
        for town, country in party.told("Town of birth", "Country of birth")
        for pair in paired(town, country)
    )
    joined = (", ".join(t for one in pair if (t := one.strip(" .-,"))) for pair in pairs)
    return [one for one in joined if one]


def _papers(party: Party) -> list[Identifier | Feature]:
    """Passports, national numbers, registrations, ship numbers."""
    found: list[Identifier | Feature] = []
    for number, detail in party.told("Passport number", "Passport additional information"):
        found += documents("Passport", number, detail)
    national = ("National Identifier number", "National Identifier additional information")
    for number, detail in party.told(*national):
        found += documents("National identification number", number, detail)
    for text in party.each("Business registration number (s)"):
        found += registrations("Business registration number", text)
    for text in _values(party, "IMO number"):
        match = _IMO.fullmatch(text.strip(" ."))
        found.append(Identifier("IMO number", match[1] if match else text))
    for column in ("MMSI", "Hull identification number (HIN)"):
        found += [Identifier(column, text) for text in _values(party, column)]
    return found


def _features(party: Party) -> list[Feature]:
    return [Feature(column, one) for column in FEATURES for one in _values(party, column)]


def _events(party: Party) -> list[DatedEvent]:
    """Listed and last updated; the ConList tells the UK Sanctions List's own day beside it."""
    listed = party.each("Listed On")
    found = [_event("listed", text) for text in listed or party.each("Date Designated")]
    if listed:
        found += [
            DatedEvent("other", f"UK Sanctions List date designated: {day(text) or text}")
            for text in party.each("Date Designated")
        ]
    return found + [_event("amended", text) for text in party.each("Last Updated")]


def _event(kind: EventKind, text: str) -> DatedEvent:
    return DatedEvent(kind, day(text) or one_line(text))


def _unread(party: Party) -> list[str]:
    """Words no rule knows: name types, alias qualities and birth dates."""
    kinds, strengths = party.each("Name type"), party.each("Alias strength")
    odd = [
        ("Name type", [text for text in kinds if one_line(text).lower() not in _NAME_KINDS]),
        ("Alias strength", [text for text in strengths if _quality(text) not in _STRENGTHS]),
        ("D.O.B", [text for text in party.each("D.O.B") if not births_of(text)]),
    ]
    return [f"{label}: {one_line(text)}" for label, texts in odd for text in texts]
