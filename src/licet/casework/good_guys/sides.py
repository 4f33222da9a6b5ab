"""The two sides of a pair as digests, field by field: what is kept instead of a customer's name.

A digest is SHA-256 over the ledger's own salt, the field and the value in one plain form, so that
another spelling of the same value ("DE", "Germany") is no change. The forms belong to the
ledger's schema: other forms need another schema version, or every pair would seem changed.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from licet.core.dates import PartialDate
from licet.core.listing import Listing
from licet.goods.territories import code_of
from licet.names.normalise import clean, fold
from licet.screening.identifiers import OTHER, classify, normalise
from licet.screening.model import Query

Fields = Mapping[str, tuple[str, ...]]
"""Digests of each material field, sorted."""
NAMES = "names"
LISTED = "listed"
LENGTH = 32
"""Hexadecimal digits kept of a digest: 128 bits tell any two values apart."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A material field, how its change is told, and whether only what is added counts."""

    field: str
    told: str
    added_only: bool = False


RECORD = (
    Rule("name", "name"),
    Rule("kind", "kind"),
    Rule("country", "country"),
    Rule("birth", "birth date"),
    Rule("identifiers", "new identifier", added_only=True),
)
LISTING = (
    Rule("kind", "kind"),
    Rule("births", "birth date"),
    Rule("nationalities", "nationality"),
    Rule("identifiers", "new identifier", added_only=True),
    Rule("programmes", "programme"),
    Rule("measures", "measure"),
    Rule(LISTED, "listed or delisted"),
)
"""Beside these: new names, which count only where they reach the record (see ``aliases``)."""


def changes(rules: Sequence[Rule], then: Fields, now: Fields) -> list[str]:
    """The fields that changed materially, in words."""
    found = []
    for rule in rules:
        old, new = set(then.get(rule.field, ())), set(now.get(rule.field, ()))
        if new - old if rule.added_only else new != old:
            found.append(rule.told)
    return found


def record_fields(query: Query, salt: bytes) -> Fields:
    """The record side: a record as screening reads it."""
    numbers = (_number(one.kind, one.value) for one in query.identifiers)
    return digests(salt, {
        "name": [words(query.name)],
        "kind": [query.kind],
        "country": [_country(query.country)] if query.country else [],
        "birth": [_birth(query.birth_date)] if query.birth_date else [],
        "identifiers": [one for one in numbers if one],
    })  # fmt: skip


def listing_values(listings: Sequence[Listing]) -> dict[str, list[str]]:
    """Plain values of the listing side, over the entries of one listing on several lists."""
    return {
        "kind": [one.kind for one in listings],
        "births": [_birth(birth) for one in listings for birth in one.births],
        "nationalities": [
            _country(word) for one in listings for word in (*one.nationalities, *one.citizenships)
        ],
        "identifiers": [
            number
            for one in listings
            for identifier in one.identifiers
            if (number := _number(identifier.kind, identifier.value))
        ],
        "programmes": [clean(word).strip() for one in listings for word in one.programmes],
    }


def digests(salt: bytes, values: Mapping[str, Iterable[str]]) -> Fields:
    """The digest of each value, by field."""
    return {
        field: tuple(sorted({digest(salt, field, value) for value in each}))
        for field, each in values.items()
    }


def digest(salt: bytes, field: str, value: str) -> str:
    """One value of a field, salted and hashed."""
    text = f"{field}\0{value}".encode("utf-8", "replace")
    return hashlib.sha256(salt + text).hexdigest()[:LENGTH]


def words(name: str) -> str:
    """The words of a name, folded, in one order: the same words in another order are one name."""
    # Marks are kept: in Indic scripts they are the vowels.
    kept = "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in clean(name))
    folded = sorted(filter(None, (fold(word) for word in kept.split())))
    return " ".join(folded) or " ".join(clean(name).split())


def _country(word: str) -> str:
    return code_of(word) or " ".join(clean(word).split())


def _birth(birth: PartialDate) -> str:
    """A date by the days it can mean; text that is no date as it stands."""
    if birth.earliest is None:
        return " ".join(clean(birth.text).split())
    return f"{'~' if birth.circa else ''}{birth.earliest}..{birth.latest}"


def _number(kind: str | None, value: str) -> str | None:
    """An identifier with its class; None for what is none (a telephone, an empty cell).

    A short one, which screening passes over, counts: to a person it may tell two parties apart.
    """
    name = classify(kind)
    if name is None:
        return None
    plain = normalise(value, name or OTHER) or "".join(c for c in value.upper() if c.isalnum())
    return f"{name} {plain}" if plain else None
