"""What the targets of the Swiss list point to by number: programmes, their sets, and places."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from licet.core.listing import Address, Name
from licet.lists.words import squeezed
from licet.lists.xml_document import all_text, child_text, children, joined, tag_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# Where an entry says a thing in several languages, the first of these that it has is taken
LANGUAGES = ("eng", "ger", "fre", "ita")
_STREET = {"c-o": "c/o {}", "address-details": "{}", "p-o-box": "PO box {}"}


@dataclass(frozen=True, slots=True)
class Programme:
    """A set of sanctions: the programme's key, the ordinance, who decided it, the set's words."""

    key: str
    ordinance: str
    origin: str
    words: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the targets; the programmes are by the number of their set."""

    programmes: dict[str, Programme] = field(default_factory=dict)
    places: dict[str, Address] = field(default_factory=dict)
    names: dict[str, tuple[Name, ...]] = field(default_factory=dict)
    day: str = ""


def programmes_of(root: _Element) -> dict[str, Programme]:
    """Each set of sanctions by its ssid."""
    found: dict[str, Programme] = {}
    for element in children(root, "sanctions-program"):
        sets: dict[str, list[_Element]] = {}
        for one in children(element, "sanctions-set"):
            sets.setdefault(one.get("ssid", ""), []).append(one)
        for ssid, words in sets.items():
            found[ssid] = Programme(
                key=in_english(list(children(element, "program-key"))),
                ordinance=in_english(list(children(element, "program-name"))),
                origin=child_text(element, "origin"),
                words=in_english(words),
            )
    return found


def in_english(elements: list[_Element]) -> str:
    """The text in English, or in the first other language there is."""
    order = {language: at for at, language in enumerate(LANGUAGES)}
    told = sorted((order.get(e.get("lang", ""), len(order)), text_of(e)) for e in elements)
    return next((text for _, text in told if text), "")


def places_of(root: _Element) -> dict[str, Address]:
    """Each place by its ssid; other spellings of it are its note."""
    found = {}
    for element in children(root, "place"):
        variants = sorted(
            all_text(one) for one in children(element) if tag_of(one).endswith("-variant")
        )
        found[element.get("ssid", "")] = Address(
            city=child_text(element, "location") or None,
            region=child_text(element, "area") or None,
            country=child_text(element, "country") or None,
            note=f"also {'; '.join(variants)}" if variants else None,
        )
    return found


def address_of(element: _Element, places: dict[str, Address]) -> Address:
    """An address: its own words, and the place it points to."""
    place = places.get(element.get("place-id", ""), Address())
    street = [
        form.format(text) for tag, form in _STREET.items() if (text := child_text(element, tag))
    ]
    remarks = [text_of(one) for tag in ("remark", "remarks") for one in children(element, tag)]
    poor = "low quality" if element.get("quality") == "low" else ""
    return replace(
        place,
        street=joined(street) or None,
        postal_code=child_text(element, "zip-code") or None,
        note=joined([place.note, *remarks, poor], "; ") or None,
    )


def place_words(element: _Element, places: dict[str, Address]) -> str:
    """A place in one line, as a place of birth is kept."""
    place = address_of(element, places)
    pieces = [place.street, place.city, place.region, place.country, place.note]
    return squeezed(joined(pieces))
