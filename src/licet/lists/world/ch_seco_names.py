"""Names of the Swiss list: parts in an order, each with spellings in other languages and scripts.

``Name.text`` is in natural order, given name first; ``as_published`` is in the list's own. A
spelling gives the whole name anew, with the parts it doesn't spell as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from licet.core.listing import Name, NameKind
from licet.lists.words import squeezed
from licet.lists.world.scripts import script_of
from licet.lists.xml_document import child_text, children, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

KINDS: dict[str, NameKind] = {
    "primary-name": "primary",
    "alias": "aka",
    "formerly-known-as": "fka",
}
GIVEN = ("given-name", "further-given-name", "father-name", "grand-father-name")
FAMILY = ("family-name", "tribal-name", "suffix")
NATURAL = ("whole-name", *GIVEN, *FAMILY, "other")
# A name of six parts with four spellings each would make 4,096 names
MOST_SPELLINGS = 64


class Piece(NamedTuple):
    """One part of a name, as spelled in one way."""

    order: int
    kind: str
    value: str


def names_of(identity: _Element) -> Iterator[Name]:
    """The names of an identity, each with its spellings; only a main identity's are primary."""
    main = identity.get("main") == "true"
    for element in children(identity, "name"):
        kind = KINDS.get(element.get("name-type", ""), "aka")
        if kind == "primary" and not main:
            kind = "aka"
        yield from _spelled(element, kind)


def titles_of(identity: _Element) -> Iterator[str]:
    """Titles, which stand as parts of names."""
    for element in children(identity, "name"):
        yield from (p.value for p in _pieces(element) if p.kind == "title" and p.value)


def _pieces(element: _Element) -> list[Piece]:
    return [
        Piece(_order(one), one.get("name-part-type", ""), child_text(one, "value"))
        for one in children(element, "name-part")
    ]


def _order(part: _Element) -> int:
    order = part.get("order", "")
    return int(order) if order.isdecimal() and order.isascii() else 99


def _spelled(element: _Element, kind: NameKind) -> Iterator[Name]:
    pieces = _pieces(element)
    language = element.get("lang", "").lower() or None
    yield from _made(element, pieces, kind, language)
    if maiden := [p for p in pieces if p.kind == "maiden-name"]:
        born = [p for p in pieces if p.kind not in {"family-name", "maiden-name"}]
        yield from _made(
            element, [*born, *(p._replace(kind="family-name") for p in maiden)], "fka", language
        )
    other: NameKind = "aka" if kind == "primary" else kind
    for (spoken, _), ways in _spellings(element).items():
        for spelled in _ways(pieces, ways):
            yield from _made(element, spelled, other, spoken or None)


def _spellings(element: _Element) -> dict[tuple[str, str], dict[int, list[Piece]]]:
    """Other spellings by language and script, then by the part's place among the parts."""
    found: dict[tuple[str, str], dict[int, list[Piece]]] = {}
    for at, part in enumerate(children(element, "name-part")):
        for one in children(part, "spelling-variant"):
            key = (one.get("lang", "").lower(), one.get("script", "").upper())
            piece = Piece(_order(part), part.get("name-part-type", ""), text_of(one))
            if piece.value:
                found.setdefault(key, {}).setdefault(at, []).append(piece)
    return found


def _ways(pieces: list[Piece], ways: dict[int, list[Piece]]) -> Iterator[list[Piece]]:
    """Every combination of the spellings of one language; one part at a time where too many."""
    choices = [sorted(ways.get(at, [piece])) for at, piece in enumerate(pieces)]
    if prod(map(len, choices)) <= MOST_SPELLINGS:
        yield from map(list, product(*choices))
        return
    for at, spelled in ways.items():
        for one in spelled:
            yield [one if here == at else piece for here, piece in enumerate(pieces)]


def _made(
    element: _Element, pieces: list[Piece], kind: NameKind, language: str | None
) -> Iterator[Name]:
    told = sorted(p for p in pieces if p.value and p.kind not in {"title", "maiden-name"})
    rank = {part: at for at, part in enumerate(NATURAL)}
    natural = sorted(told, key=lambda p: (rank.get(p.kind, len(rank)), p.order, p.value))
    text = squeezed(" ".join(p.value for p in natural))
    if not text:
        return
    yield Name(
        text,
        kind,
        "weak" if element.get("quality") == "low" else "strong",
        as_published=squeezed(" ".join(p.value for p in sorted(pieces) if p.value)),
        family_name=squeezed(" ".join(p.value for p in told if p.kind == "family-name")) or None,
        given_name=squeezed(" ".join(p.value for p in natural if p.kind in GIVEN)) or None,
        uid=element.get("ssid"),
        script=script_of(text),
        language=language,
    )
