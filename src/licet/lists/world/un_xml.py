"""The UN Security Council's consolidated list in XML, with every committee's entries.

One INDIVIDUAL or ENTITY is one party; its id is the permanent reference number (QDi.001). What the
measures are stands in the resolutions and not in the file, so an entry carries ``un/measures`` with
the committee it is listed by. Shape: the list's own schema, sc-sanctions.xsd.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from licet.core.dates import PartialDate
from licet.core.errors import BadFileError
from licet.core.listing import (
    Address,
    DatedEvent,
    Feature,
    Identifier,
    ListedMeasure,
    Listing,
    Name,
    NameKind,
    Strength,
)
from licet.lists.recognise import Recognised
from licet.lists.words import AGAIN, distinct, squeezed
from licet.lists.world.scripts import script_of
from licet.lists.xml_document import HEAD, day_in, line_error, root_of

if TYPE_CHECKING:
    from lxml.etree import _Element

FORMAT, SOURCE, WHERE = "un-sc-xml", "un-sc", "UN list"
_GENERATED = re.compile(rb"""dateGenerated=["'](\d{4}-\d{2}-\d{2})""")
_INSTANT = re.compile(rb"""dateGenerated=["'](\d{4}-\d{2}-\d{2}T\d{2}:\d{2}):\d{2}""")
_TWO_SCRIPTS = re.compile(r"([^()（）]+?)\s*[(（](?:original script:)?\s*([^()（）]+)[)）]", re.I)
GIVEN = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
QUALITIES: dict[str, tuple[NameKind, bool]] = {
    "good": ("aka", False),
    "low": ("aka", True),
    "a.k.a.": ("aka", False),
    "f.k.a.": ("fka", False),
    "": ("aka", False),
}
# Bookkeeping of the file, which says nothing of the party.
SKIPPED = {
    "DATAID",
    "VERSIONNUM",
    "REFERENCE_NUMBER",
    "UN_LIST_TYPE",
    "LIST_TYPE",
    "SORT_KEY",
    "SORT_KEY_LAST_MOD",
    "HAS_INTERPOL_LINK",
    *GIVEN,
}


def recognise(data: bytes, name: str) -> Recognised | None:
    """A CONSOLIDATED_LIST, dated by the moment it was made; None for anything else."""
    head = data[:HEAD]
    if b"<CONSOLIDATED_LIST" not in head:
        return None
    day = day_in(head, _GENERATED, name)
    return Recognised(FORMAT, "main", published_on=day, published_at=_instant(head), source=SOURCE)


def _instant(head: bytes) -> datetime | None:
    """The minute the file was made: on 2021-03-01 the list came out twice."""
    found = _INSTANT.search(head)
    try:
        return datetime.fromisoformat(found[1].decode()) if found else None
    except ValueError:
        return None


def read(source: str, data: bytes) -> list[Listing]:
    """One listing per entry; raises BadFileError with the line."""
    found: dict[str, Listing] = {}
    root = root_of(data, WHERE, "the United Nations")
    for element in sorted(_entries(root), key=lambda e: _text(e, "DATAID").zfill(12)):
        listing = _listing(source, element)
        if listing.entry_id in found:
            # In December 2023 two persons bore HTi.001: the later record keeps its own number too.
            listing = replace(listing, entry_id=f"{listing.entry_id}/{_text(element, 'DATAID')}")
        if listing.entry_id in found:
            raise BadFileError(
                f"the entry {listing.entry_id} stands twice.",
                where=f"{WHERE} line {element.sourceline}",
                mend=AGAIN,
            )
        found[listing.entry_id] = listing
    if not found:
        raise BadFileError("holds no entries.", where=WHERE, mend=AGAIN)
    return list(found.values())


def _entries(root: _Element) -> Iterator[_Element]:
    for section in root.iterchildren("*"):
        expected = {"INDIVIDUALS": "INDIVIDUAL", "ENTITIES": "ENTITY"}.get(str(section.tag))
        for element in section.iterchildren("*"):
            if element.tag != expected:
                what = f"<{element.tag}> stands in <{section.tag}>, which is not known."
                raise line_error(what, element, WHERE)
            yield element


def _text(element: _Element, tag: str) -> str:
    return squeezed(element.findtext(tag) or "")


def _values(element: _Element, tag: str) -> list[str]:
    """The VALUE elements of a list such as NATIONALITY."""
    found = [squeezed(v.text or "") for one in element.findall(tag) for v in one.findall("VALUE")]
    return [value for value in found if value]


def _listing(source: str, element: _Element) -> Listing:
    reference = _text(element, "REFERENCE_NUMBER")
    name = squeezed(" ".join(_text(element, tag) for tag in GIVEN))
    if not reference or not name:
        raise BadFileError(
            f"an entry has no {'name' if reference else 'reference number'}.",
            where=f"{WHERE} line {element.sourceline}",
            mend=AGAIN,
        )
    person = element.tag == "INDIVIDUAL"
    prefix = "INDIVIDUAL" if person else "ENTITY"
    committee = _text(element, "UN_LIST_TYPE")
    aliases = element.findall(f"{prefix}_ALIAS")
    births = [b for one in element.findall(f"{prefix}_DATE_OF_BIRTH") for b in _births(one)]
    return Listing(
        source=source,
        entry_id=reference,
        kind="person" if person else "organisation",
        names=(Name(name), *distinct(_other_names(element, aliases, name))),
        programmes=(committee,) if committee else (),
        measures=(
            ListedMeasure("un/measures", f"UN list: {committee}", listed_on=_listed(element)),
        ),
        addresses=distinct(a for one in element.findall(f"{prefix}_ADDRESS") for a in _place(one)),
        identifiers=distinct(
            i for one in element.findall(f"{prefix}_DOCUMENT") for i in _document(one)
        ),
        births=distinct(births),
        birth_places=distinct(
            place
            for one in element.findall(f"{prefix}_PLACE_OF_BIRTH")
            if (place := _joined(one, "STREET", "CITY", "STATE_PROVINCE", "COUNTRY", "NOTE"))
        ),
        nationalities=distinct(_values(element, "NATIONALITY")),
        titles=distinct([*_values(element, "TITLE"), *_values(element, "DESIGNATION")]),
        features=distinct(_features(element, aliases)),
        remarks=distinct([text] if (text := _text(element, "COMMENTS1")) else []),
        events=distinct(_events(element)),
        unread=distinct(_unread(element, prefix)),
    )


def _other_names(element: _Element, aliases: list[_Element], primary: str) -> Iterator[Name]:
    original = _text(element, "NAME_ORIGINAL_SCRIPT")
    if original and original != primary:
        yield Name(original, script=script_of(original))
    for alias in aliases:
        text = _text(alias, "ALIAS_NAME")
        if text and text != primary:
            kind, weak = QUALITIES.get(_text(alias, "QUALITY").lower(), ("aka", False))
            for one, script in _in_each_script(text):
                whole = None if one == text else text
                strength: Strength = "weak" if weak else "strong"
                yield Name(one, kind, strength, as_published=whole, script=script)


def _in_each_script(text: str) -> Iterator[tuple[str, str | None]]:
    """A name, and after it what stands in brackets in another script: "Jin Tiesan (金铁三)"."""
    found = _TWO_SCRIPTS.fullmatch(text)
    script = script_of(found[2]) if found else None
    if found is None or script is None or script_of(found[1]) == script:
        yield text, script_of(text)
        return
    yield squeezed(found[1]), script_of(found[1])
    yield squeezed(found[2]), script


def _joined(element: _Element, *tags: str) -> str:
    return ", ".join(text for tag in tags if (text := _text(element, tag)))


def _place(one: _Element) -> Iterator[Address]:
    made = Address(
        street=_text(one, "STREET") or None,
        city=_text(one, "CITY") or None,
        region=_text(one, "STATE_PROVINCE") or None,
        postal_code=_text(one, "ZIP_CODE") or None,
        country=_text(one, "COUNTRY") or None,
        note=_text(one, "NOTE") or None,
    )
    if made != Address():
        yield made


def _document(one: _Element) -> Iterator[Identifier]:
    """A document; one without a number keeps what else it says in its note."""
    kinds = [_text(one, tag) for tag in ("TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2")]
    note = _joined(one, "CITY_OF_ISSUE", "NOTE")
    number = _text(one, "NUMBER")
    if not number and not note:
        return
    yield Identifier(
        kind=", ".join(kind for kind in kinds if kind) or "Document",
        value=number or "(no number)",
        country=_text(one, "ISSUING_COUNTRY") or _text(one, "COUNTRY_OF_ISSUE") or None,
        issued=_text(one, "DATE_OF_ISSUE") or None,
        expires=_text(one, "DATE_OF_EXPIRY") or None,
        note=note or None,
    )


def _births(one: _Element) -> Iterator[PartialDate]:
    start, end = _text(one, "FROM_YEAR"), _text(one, "TO_YEAR")
    years = f"{start} to {end}" if start and end else start or end
    text = _text(one, "DATE") or _text(one, "YEAR") or years or _text(one, "NOTE")
    approximately = _text(one, "TYPE_OF_DATE").upper() == "APPROXIMATELY"
    if text:
        yield PartialDate.parse(f"circa {text}" if approximately else text)


def _features(element: _Element, aliases: list[_Element]) -> Iterator[Feature]:
    labels = {"GENDER": "Gender", "INTERPOL_LINK": "INTERPOL notice", "NATIONALITY2": "Nationality"}
    for tag, label in labels.items():
        if text := _text(element, tag):
            yield Feature(label, text)
    for alias in aliases:
        text = _text(alias, "ALIAS_NAME")
        for tag, label in (
            ("DATE_OF_BIRTH", "Date of birth of alias"),
            ("CITY_OF_BIRTH", "City of birth of alias"),
            ("COUNTRY_OF_BIRTH", "Country of birth of alias"),
            ("NOTE", "Note on alias"),
        ):
            if value := _text(alias, tag):
                yield Feature(label, f"{text}: {value}")
    for birth in element.iter("INDIVIDUAL_DATE_OF_BIRTH"):
        if (note := _text(birth, "NOTE")) and (_text(birth, "DATE") or _text(birth, "YEAR")):
            yield Feature("Note on birth", note)


def _listed(element: _Element) -> str | None:
    return _text(element, "LISTED_ON")[:10] or None


def _events(element: _Element) -> Iterator[DatedEvent]:
    if listed := _listed(element):
        yield DatedEvent("listed", listed)
    for value in _values(element, "LAST_DAY_UPDATED"):
        yield DatedEvent("amended", value[:10])
    if delisted := _text(element, "DELISTED_ON"):
        yield DatedEvent("delisted", delisted[:10])


def _unread(element: _Element, prefix: str) -> Iterator[str]:
    """Elements that no rule here knows, word for word."""
    known = {f"{prefix}_{part}" for part in ("ALIAS", "ADDRESS", "DOCUMENT", "DATE_OF_BIRTH")}
    known |= {f"{prefix}_PLACE_OF_BIRTH", "NAME_ORIGINAL_SCRIPT", "NATIONALITY", "NATIONALITY2"}
    known |= {"TITLE", "DESIGNATION", "COMMENTS1", "LISTED_ON", "LAST_DAY_UPDATED", "DELISTED_ON"}
    known |= {"GENDER", "INTERPOL_LINK", *SKIPPED}
    for child in element.iterchildren("*"):
        text = squeezed(" ".join(str(part) for part in child.itertext()))
        if child.tag not in known and text:
            yield f"{child.tag}: {text}"
