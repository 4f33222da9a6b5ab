"""FollowTheMoney entities, as OpenSanctions publishes them: one JSON object to a line.

Source: the model's schemata Ownership, Directorship, LegalEntity and their heirs
(followthemoney.tech).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any

from licet.ownership.keys import key
from licet.ownership.model import CERTAIN, POSSIBLE, Kind, Tie, Who
from licet.ownership.reading.items import Items, Rejected, Seen, span
from licet.ownership.shares import ALL, parse

PEOPLE = {"Person": "person"}
BODIES = {
    "LegalEntity", "Organization", "Company", "PublicBody", "Asset", "Security", "Vessel",
    "Airplane", "Trust",
}  # fmt: skip
NUMBERS = {"leiCode": "lei", "ogrnCode": "ogrn", "innCode": "inn", "imoNumber": "imo"}


def read(entities: Iterable[tuple[int, dict[str, Any]]]) -> Items:
    """Persons, bodies, ownerships and directorships; other schemata are counted."""
    for number, entity in entities:
        schema = str(entity.get("schema") or "")
        told = entity.get("properties")
        if not isinstance(told, dict) or not entity.get("id"):
            yield Rejected(f"entity {number}", "it has no id or no properties")
        elif schema in PEOPLE or schema in BODIES:
            yield _who(entity, schema, told)
        elif schema == "Ownership":
            yield from _ownership(number, told)
        elif schema == "Directorship":
            for owner, owned in product(told.get("director") or [], told.get("organization") or []):
                ends = (_first(told, "startDate"), _first(told, "endDate"))
                try:
                    held = span(*ends)
                except ValueError as error:
                    yield Rejected(f"entity {number}", str(error))
                    continue
                yield Tie(f"ftm:{owner}", f"ftm:{owned}", Kind.OTHER, CERTAIN, held)
        else:
            yield Seen(f"entities of the schema {schema or '(none)'}, which tell no ownership")


def _who(entity: dict[str, Any], schema: str, told: dict[str, Any]) -> Who:
    also = [key(word, v) for name, word in NUMBERS.items() for v in told.get(name) or []]
    also += [key("gb-coh", n) for n in told.get("registrationNumber") or [] if _british(told)]
    names = [*(told.get("name") or []), entity.get("caption")]
    places = ("jurisdiction", "country", "nationality", "mainCountry")
    country = next((c for c in (_first(told, k) for k in places) if c), None)
    kind = PEOPLE.get(schema, "organisation")
    return Who(
        f"ftm:{entity['id']}", next((n for n in names if n), None), kind, country, tuple(also)
    )


def _british(told: dict[str, Any]) -> bool:
    return "gb" in (told.get("jurisdiction") or [])


def _ownership(number: int, told: dict[str, Any]) -> Items:
    try:
        share = parse(_first(told, "percentage"))
        held = span(_first(told, "startDate"), _first(told, "endDate"))
    except ValueError as error:
        yield Rejected(f"entity {number}", str(error))
        return
    words = " ".join([*(told.get("ownershipType") or []), *(told.get("role") or [])]).lower()
    indirect = "indirect" in words
    if not told.get("owner") or not told.get("asset"):
        yield Rejected(f"entity {number}", "the ownership names no owner or no asset")
    for owner, asset in product(told.get("owner") or [], told.get("asset") or []):
        ends = f"ftm:{owner}", f"ftm:{asset}"
        if indirect:
            yield Tie(*ends, Kind.INDIRECT_SHARES, (share[0], ALL), held)
        else:
            yield Tie(*ends, Kind.SHARES, share, held)
        if "control" in words:
            yield Tie(*ends, Kind.CONTROL, POSSIBLE, held)


def _first(told: dict[str, Any], name: str) -> str | None:
    values = told.get(name) or []
    return str(values[0]) if values else None
