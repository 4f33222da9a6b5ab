"""One sdnEntry element of OFAC's standard XML, as a Listing.

Source of the element names: the sdnList schema of SDN.XML and CONSOLIDATED.XML, 2020 to 2025.
An element that is not known here is kept in ``unread``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from licet.core.errors import BadFileError
from licet.core.listing import Address, Feature, Identifier, Listing, NameKind
from licet.lists.ofac import ofac_entry
from licet.lists.ofac.ofac_entry import ALIAS_KINDS, KINDS, Entry
from licet.lists.ofac.remarks import Facts, add_fact, read_remark

if TYPE_CHECKING:
    from lxml.etree import _Element

WHERE = "XML list"
Handler = Callable[[Entry, dict[str, str]], None]

_VESSEL = {
    "callSign": "Vessel Call Sign",
    "vesselType": "Vessel Type",
    "tonnage": "Vessel Tonnage",
    "grossRegisteredTonnage": "Vessel Gross Registered Tonnage",
    "vesselFlag": "Vessel Flag",
    "vesselOwner": "Vessel Owner",
}
_PLAIN = frozenset({"uid", "firstName", "lastName", "sdnType", "title", "remarks", "programList"})
_NUMBER = re.compile(r"[0-9]{1,10}")


def bad_element(element: _Element, what: str) -> BadFileError:
    """The error for an element, with its line."""
    return BadFileError(
        f"{what}.", where=f"{WHERE} line {element.sourceline}", mend="Download the file again."
    )


def local_name(element: _Element) -> str:
    """The name without its namespace; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def parts_of(element: _Element) -> dict[str, str]:
    """Text of each child by its name; raises BadFileError when a name stands twice."""
    parts: dict[str, str] = {}
    for child in element:
        name = local_name(child)
        if name in parts:
            raise bad_element(child, f"<{name}> stands twice in <{local_name(element)}>")
        if name:
            parts[name] = " ".join((child.text or "").split())
    return parts


def listing_of(element: _Element, source: str) -> Listing:
    """The Listing of one sdnEntry; raises BadFileError when it lacks what every entry has."""
    parts = parts_of(element)
    uid, kind = parts.get("uid", ""), KINDS.get(parts.get("sdnType", "").lower())
    name = _published_name(parts)
    if not _NUMBER.fullmatch(uid):
        raise bad_element(element, f"the uid '{uid}' is not a whole number")
    if kind is None:
        raise bad_element(element, f"the sdnType '{parts.get('sdnType', '')}' is not known")
    if not name:
        raise bad_element(element, f"the entry {uid} has no name")
    titles = tuple(t.strip() for t in parts.get("title", "").split("; ") if t.strip())
    entry = Entry(source, str(int(uid)), kind, name, programmes=[], titles=titles)
    _fill(entry, element)
    if not entry.programmes:
        raise bad_element(element, f"the entry {uid} has no programme")
    return ofac_entry.to_listing(entry)


def _published_name(parts: dict[str, str]) -> str:
    """The name as the flat files write it: "LAST, First"."""
    last, first = parts.get("lastName", ""), parts.get("firstName", "")
    return f"{last}, {first}" if last and first else last or first


def _fill(entry: Entry, element: _Element) -> None:
    for child in element:
        name = local_name(child)
        if name == "programList":
            entry.programmes = [t for p in _items(child) if (t := (p.text or "").strip())]
        elif name == "remarks" and child.text:
            known = {title.removesuffix(".") for title in entry.titles}
            read_remark(entry.facts, " ".join(child.text.split()), known, cut=False)
        elif name == "vesselInfo":
            _vessel(entry, parts_of(child))
        elif name in _LISTS:
            _read_items(entry, child, *_LISTS[name])
        elif name and name not in _PLAIN:
            words = " ".join("".join(map(str, child.itertext())).split())
            entry.facts.unread.append(f"{name}: {words}")


def _items(element: _Element) -> Iterator[_Element]:
    return (item for item in element if local_name(item))


def _read_items(entry: Entry, element: _Element, handler: Handler, known: frozenset[str]) -> None:
    for item in _items(element):
        parts = parts_of(item)
        handler(entry, parts)
        strange = [f"{name}: {parts[name]}" for name in sorted(parts.keys() - known)]
        entry.facts.unread.extend(f"{local_name(item)} {words}" for words in strange)


def _vessel(entry: Entry, parts: dict[str, str]) -> None:
    for name, text in parts.items():
        if text and name in _VESSEL:
            entry.facts.features.append(Feature(_VESSEL[name], text))
        elif text:
            entry.facts.unread.append(f"{name}: {text}")


def _alias(entry: Entry, parts: dict[str, str]) -> None:
    kind: NameKind = ALIAS_KINDS.get(parts.get("type", "").replace(".", ""), "aka")
    published, uid = _published_name(parts), parts.get("uid", "")
    if published and parts.get("category") == "weak":
        entry.facts.weak_aliases.append((kind, published))
    elif published:
        entry.aliases.append((kind, published, uid if _NUMBER.fullmatch(uid) else None))


def _identity(entry: Entry, parts: dict[str, str]) -> None:
    label, value = parts.get("idType", ""), parts.get("idNumber", "")
    country = parts.get("idCountry") or None
    issued, expires = parts.get("issueDate") or None, parts.get("expirationDate") or None
    if label or value:
        add_fact(entry.facts, Identifier(label, value, country, issued, expires))


def _address(entry: Entry, parts: dict[str, str]) -> None:
    street = ", ".join(text for i in "123" if (text := parts.get(f"address{i}")))
    place = Address(
        street or None,
        parts.get("city") or None,
        parts.get("stateOrProvince") or None,
        parts.get("postalCode") or None,
        parts.get("country") or None,
    )
    if place != Address():
        entry.addresses.append(place)


def _told(field: str, name: str) -> tuple[Handler, frozenset[str]]:
    """Reads ``name`` out of each item into one of the dated or placed facts, main or not."""

    def add(entry: Entry, parts: dict[str, str]) -> None:
        if text := parts.get(name):
            facts: Facts = entry.facts
            getattr(facts, field).append((parts.get("mainEntry") != "true", text))

    return add, frozenset({"uid", "mainEntry", name})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LISTS: dict[str, tuple[Handler, frozenset[str]]] = {
    "akaList": (_alias, _words("uid type category lastName firstName")),
    "idList": (_identity, _words("uid idType idNumber idCountry issueDate expirationDate")),
    "addressList": (
        _address,
        _words("uid address1 address2 address3 city stateOrProvince postalCode country"),
    ),
    "dateOfBirthList": _told("births", "dateOfBirth"),
    "placeOfBirthList": _told("birth_places", "placeOfBirth"),
    "nationalityList": _told("nationalities", "country"),
    "citizenshipList": _told("citizenships", "country"),
}
