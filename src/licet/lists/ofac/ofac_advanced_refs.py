"""What the parties of OFAC's advanced XML point to: reference values, places and documents.

Source: the schema sdn_advanced.xsd (http://www.un.org/sanctions/1.0). Its sections stand in a
fixed order, so all of these come before the first party.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from licet.core.errors import BadFileError
from licet.core.listing import Address, Identifier
from licet.lists.ofac.ofac_address import COUNTRY_PART, address_of
from licet.lists.ofac.ofac_advanced_dates import WHERE, period_of, tag
from licet.lists.ofac.ofac_profile import labelled
from licet.lists.ofac.ofac_stream import local_name, strange_parts, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class Place:
    """A location: as an address, and as the word for a country or a place by itself."""

    addresses: tuple[Address, ...]
    word: str
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document of an identity; ``name_id`` is the name it was issued in."""

    told: Identifier
    notes: tuple[str, ...]
    name_id: str
    unread: tuple[str, ...] = ()


@dataclass(slots=True)
class References:
    """The tables that parties point into. ``whole`` is False for a sample with gaps."""

    whole: bool = True
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    documents: dict[str, list[Document]] = field(default_factory=dict)

    def text(self, element: _Element, attribute: str, kind: str) -> str:
        """The reference value an attribute names; raises BadFileError where there is none."""
        at = element.get(attribute, "")
        found = self.values.get((kind, at))
        if found is None:
            raise _missing(element, f"the {kind} '{at}'")
        return found

    def place(self, element: _Element) -> Place:
        """The place a VersionLocation names."""
        at = element.get("LocationID", "")
        found = self.places.get(at)
        if found is None and self.whole:
            raise _missing(element, f"the Location '{at}'")
        return found or Place((), "", (f"Location {at}",))


def _missing(element: _Element, what: str) -> BadFileError:
    return BadFileError(
        f"<{local_name(element)}> names {what}, which the file lacks.",
        where=f"{WHERE} line {element.sourceline}",
        mend="It is cut down or a sample; download the whole file.",
    )


def add_values(refs: References, element: _Element) -> None:
    """The ReferenceValueSets."""
    for group in element:
        for value in group:
            name, at = local_name(value), value.get("ID", "")
            refs.values[name, at] = text_of(value)
            if party := value.get("PartyTypeID"):
                refs.values["PartyTypeOf", at] = party
            if described := value.get("Description"):
                refs.values["Area", at] = described


def add_place(refs: References, element: _Element) -> None:
    """One Location. Values that aren't the primary ones are an address of their own."""
    parts: tuple[dict[str, str], dict[str, str]] = ({}, {})
    country, unread = "", []
    for child in element:
        name = local_name(child)
        if name == "LocationCountry":
            country = refs.text(child, "CountryID", "Country")
        elif name == "LocationPart":
            _add_part(refs, parts, child)
        elif name not in _PLACE_REFERENCES and (words := text_of(child)):
            unread.append(f"Location {name}: {words}")
    word = country or parts[0].get(COUNTRY_PART, "")
    addresses = (address_of(found, country) for found in parts)
    kept = tuple(one for one in addresses if one != Address(country=country or None))
    only_country = (Address(country=country),) if country and not kept else ()
    refs.places[element.get("ID", "")] = Place(
        kept or only_country, word or ", ".join(parts[0].values()), tuple(unread)
    )


_PLACE_REFERENCES = frozenset(
    {"LocationAreaCode", "FeatureVersionReference", "IDRegDocumentReference"}
)


def _add_part(
    refs: References, parts: tuple[dict[str, str], dict[str, str]], element: _Element
) -> None:
    kind = refs.text(element, "LocPartTypeID", "LocPartType")
    for value in element:
        words = text_of(value.find(tag("Value")))
        if note := text_of(value.find(tag("Comment"))):
            words = f"{words} ({note})"
        found = parts[value.get("Primary") != "true"]
        found[kind] = f"{found[kind]}, {words}" if kind in found else words


def add_document(refs: References, element: _Element) -> None:
    """One IDRegDocument."""
    country = element.get("IssuedBy-CountryID")
    nation = refs.text(element, "IssuedBy-CountryID", "Country") if country else None
    place = refs.places.get(element.get("IssuedIn-LocationID", ""))
    dates = dict(_document_dates(refs, element))
    told = Identifier(
        refs.text(element, "IDRegDocTypeID", "IDRegDocType"),
        text_of(element.find(tag("IDRegistrationNo"))),
        nation or (place.word if place else None) or None,
        dates.pop("Issue Date", None),
        dates.pop("Expiration Date", None),
    )
    validity = refs.values.get(("Validity", element.get("ValidityID", "")), "Valid")
    notes = (
        "" if validity == "Valid" else validity,
        labelled("Issuing authority", text_of(element.find(tag("IssuingAuthority")))),
        labelled("Issued in", place.word if place and place.word != told.country else ""),
        *(f"{kind} {text}" for kind, text in sorted(dates.items())),
        text_of(element.find(tag("Comment"))),
    )
    named = element.find(tag("DocumentedNameReference"))
    refs.documents.setdefault(element.get("IdentityID", ""), []).append(
        Document(
            told,
            notes,
            "" if named is None else named.get("DocumentedNameID", ""),
            tuple(strange_parts(element, _DOCUMENT_PARTS)),
        )
    )


_DOCUMENT_PARTS = frozenset(
    {"Comment", "IDRegistrationNo", "IssuingAuthority", "DocumentDate", "DocumentedNameReference"}
)


def _document_dates(refs: References, element: _Element) -> Iterator[tuple[str, str]]:
    for dated in element.iterfind(tag("DocumentDate")):
        for period in dated:
            yield refs.text(dated, "IDRegDocDateTypeID", "IDRegDocDateType"), period_of(period)
