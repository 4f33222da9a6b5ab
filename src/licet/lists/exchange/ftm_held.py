"""What a FollowTheMoney party holds as entities of their own: addresses, documents, wallets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from licet.core.listing import Address, Identifier
from licet.lists.exchange.ftm_graph import Entity, Graph, say
from licet.lists.exchange.ftm_terms import IDENTIFIERS


def addresses(entity: Entity, graph: Graph) -> Iterator[Address]:
    for text in say(entity, "address"):
        yield Address(note=text)
    for code in say(entity, "country"):
        yield Address(country=code)
    for one in say(entity, "addressEntity"):
        if place := graph.by_id.get(one):
            yield _address(place)


def _address(place: Entity) -> Address:
    def part(*names: str) -> str | None:
        return ", ".join(one for name in names for one in say(place, name)) or None

    return Address(
        street=part("street", "street2", "postOfficeBox"),
        city=part("city"),
        region=part("region", "state"),
        postal_code=part("postalCode"),
        country=part("country"),
        note=part("full", "remarks"),
    )


def identifiers(entity: Entity) -> Iterator[Identifier]:
    for name, kind in IDENTIFIERS.items():
        for value in say(entity, name):
            yield Identifier(kind, value)


def documents(own: Iterable[Entity]) -> Iterator[Identifier]:
    """Passports, other documents and wallets that a party holds."""
    for one in own:
        numbers = sorted({*say(one, "number"), *say(one, "passportNumber"), *say(one, "publicKey")})
        kind = "Wallet" if one["schema"] == "CryptoWallet" else one["schema"]

        def first(*names: str, one: Entity = one) -> str | None:
            return next((value for name in names for value in say(one, name)), None)

        if one["schema"] in {"Identification", "Passport", "CryptoWallet"}:
            for number in numbers:
                yield Identifier(
                    first("type") or kind,
                    number,
                    country=first("country"),
                    issued=first("startDate"),
                    expires=first("endDate"),
                    note=first("authority", "summary", "currency"),
                )
