"""What a target of the Swiss list holds that no rule reads, word for word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licet.lists.world.ch_seco_places import Frame
from licet.lists.xml_document import all_text, attributes, children, tag_of

if TYPE_CHECKING:
    from lxml.etree import _Element

TARGET = frozenset(
    {"individual", "entity", "object", "sanctions-set-id", "foreign-identifier", "modification"}
)
BODY = frozenset(
    {"identity", "justification", "relation", "other-information", "generic-attribute"}
)
IDENTITY = frozenset(
    {
        "name",
        "nationality",
        "day-month-year",
        "place-of-birth",
        "address",
        "identification-document",
    }
)
PARTS = {
    "name": frozenset({"name-part"}),
    "nationality": frozenset({"country"}),
    "day-month-year": frozenset(),
    "place-of-birth": frozenset(
        {"c-o", "address-details", "p-o-box", "zip-code", "remark", "remarks"}
    ),
    "identification-document": frozenset(
        {"number", "issuer", "date-of-issue", "expiry-date", "remark", "remarks"}
    ),
}
PARTS["address"] = PARTS["place-of-birth"]


def unread_of(
    target: _Element, bodies: list[_Element], identities: list[_Element], frame: Frame
) -> Iterator[str]:
    """Elements of an unknown tag, and numbers that point to nothing in the file."""
    yield from _strangers(target, TARGET)
    for body in bodies:
        yield from _strangers(body, BODY)
    for identity in identities:
        yield from _strangers(identity, IDENTITY)
        for part in children(identity):
            yield from _strangers(part, PARTS.get(tag_of(part), frozenset()))
            place = part.get("place-id", "")
            if place and place not in frame.places:
                yield f"{tag_of(part)}: place {place}, which the file doesn't have"
    for number in sets_of(target):
        if number not in frame.programmes:
            yield f"sanctions-set-id: {number}, which the file doesn't have"


def sets_of(target: _Element) -> set[str]:
    """Numbers of the sets of sanctions a target is under; the schema once had an attribute."""
    numbers = {all_text(one) for one in children(target, "sanctions-set-id")}
    return {*numbers, target.get("sanctions-set-id", "").strip()} - {""}


def _strangers(element: _Element, known: frozenset[str]) -> Iterator[str]:
    for child in children(element):
        if tag_of(child) not in known:
            told = [f'{key}="{value}"' for key, value in attributes(child).items()]
            words = " ".join([*told, all_text(child)]).strip()
            if words:
                yield f"{tag_of(child)}: {words}"
