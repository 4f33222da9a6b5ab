"""What a user asks about: one activity, its actor, parties, items, licences and money.

The model is the contract of ``licet decide``: ``licet decide --schema`` prints it. Every key but
``activity``, ``actor`` and ``parties`` may be left out; what is left out is unknown, and an
unknown widens the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from licet.core.documents import Document, Path
from licet.core.errors import BadActivityError
from licet.core.schema import load
from licet.decision.activity_people import Actor, Institution, Owner, Party
from licet.decision.activity_things import (
    Amendment,
    Contract,
    Item,
    Leg,
    Licence,
    Loan,
    Money,
    PriorLoan,
    Programme,
)
from licet.decision.activity_words import (
    SEEKING,
    ActivityKind,
    ActorKind,
    Date,
    Strict,
    Written,
    as_list,
)
from licet.goods import territories
from licet.law import facts as vocabulary
from licet.law.decode import decode
from licet.law.facts import FACTS

__all__ = [
    "SEEKING",
    "Activity",
    "Actor",
    "Amendment",
    "Contract",
    "Institution",
    "Item",
    "Leg",
    "Licence",
    "Loan",
    "Money",
    "Owner",
    "Party",
    "PriorLoan",
    "Programme",
    "read",
    "schema",
]
OWN_ROOMS = ("debt", "security")
"""Keys whose own keys are facts: ``debt: {tenor_days: 30}`` is the fact ``debt.tenor_days``."""


def _as_actor(value: Any) -> Any:
    return {"kind": value} if isinstance(value, str | list) else value


Facts = dict[str, Annotated[str, Written]]
Payments = Annotated[
    list[Money], BeforeValidator(as_list, json_schema_input_type=list[Money] | Money)
]


class Activity(Strict):
    """May we do this, with these parties, on this date?"""

    activity: ActivityKind = Field(description="what is to be done")
    seeks: ActivityKind | None = Field(
        None, description="for a licence application or amendment: the act it is to allow (export)"
    )
    title: str | None = Field(None, description="a line to recognise it by")
    on: Date | None = Field(None, description="the date of the act; --as-of goes before it")
    actor: Annotated[
        Actor,
        BeforeValidator(_as_actor, json_schema_input_type=ActorKind | list[ActorKind] | Actor),
    ] = Field(
        description="who acts: us_person, us_financial_institution, us_government, "
        "us_owned_foreign_entity, eu_person, uk_person, foreign_person or unknown; or several"
    )
    parties: list[Party] = Field(min_length=1, description="everybody else who takes part")
    institutions: list[Institution] = Field([], description="banks in it that aren't in a payment")
    items: list[Item] = Field([], description="what is moved, or done")
    licence: Licence | None = Field(
        None, description="the licence the act relies on or seeks; left out, it relies on none"
    )
    licences: list[Licence] = Field([], description="several, each with the items it covers")
    contract: Contract | None = None
    loan: Loan | None = None
    money: Payments = Field([], description="the payment in it, or several")
    debt: Facts = Field({}, description="facts of a debt by their names: {tenor_days: 30}")
    security: Facts = Field({}, description="facts of a security by their names")
    route: Leg | None = Field(None, description="the way, where it is one leg")
    legs: list[Leg] = Field([], description="the way, leg by leg")
    programme: Programme | None = None
    humanitarian: bool | Literal["unknown"] = Field(
        False, description="it serves to relieve human suffering, and relies on that"
    )
    in_united_states: bool | None = Field(None, description="some of it happens in the US")
    facts: Facts = Field(
        {}, description="any other fact by its name in the vocabulary, such as licence.needed: yes"
    )

    @model_validator(mode="after")
    def _one_way(self) -> Activity:
        if self.licence and self.licences:
            raise ValueError("it has both licence and licences; keep one of them")
        if self.route and self.legs:
            raise ValueError("it has both route and legs; keep one of them")
        return self

    @property
    def judged_as(self) -> str:
        """The act itself, for an application or amendment of a licence."""
        return (self.seeks or "export") if self.activity in SEEKING else self.activity

    @property
    def everybody(self) -> list[Party]:
        """The parties, with whoever signs the contract and every bank."""
        return [party for _, party in self.named]

    @property
    def named(self) -> list[tuple[Path, Party]]:
        """Everybody, each with the place where the activity names it."""
        signing = self.contract.signed_by if self.contract else []
        found: list[tuple[Path, Party]] = []
        found += [(("parties", i), p) for i, p in enumerate(self.parties)]
        found += [(("contract", "signed_by", i), p) for i, p in enumerate(signing)]
        found += [(("institutions", i), p) for i, p in enumerate(self.institutions)]
        for i, payment in enumerate(self.money):
            found += [(("money", i, "banks", j), p) for j, p in enumerate(payment.banks)]
        return found

    @property
    def held(self) -> list[Licence]:
        """The licences relied on or sought."""
        return [self.licence] if self.licence else self.licences

    @property
    def way(self) -> list[tuple[Path, Leg]]:
        """Every leg, with its place."""
        if self.route:
            return [(("route",), self.route)]
        return [(("legs", i), leg) for i, leg in enumerate(self.legs)]

    def item_places(self, keys: list[str]) -> list[int]:
        """Places (from 0) of the items that keys name; every item where there is no key."""
        if not keys:
            return list(range(len(self.items)))
        return [place for key in keys if (place := self.item_place(key)) is not None]

    def item_place(self, key: str) -> int | None:
        """The item with this id, else the one at this place from 1."""
        ids = [item.id for item in self.items]
        if key in ids:
            return ids.index(key)
        place = int(key) - 1 if key.isdecimal() and len(key) < 7 else -1
        return place if 0 <= place < len(ids) else None

    @property
    def said(self) -> Facts:
        """Facts given by name, also under ``debt`` and ``security``."""
        rooms = {room: getattr(self, room) for room in OWN_ROOMS}
        own = {f"{room}.{key}": v for room, held in rooms.items() for key, v in held.items()}
        return {**own, **self.facts}


def read(document: Document) -> Activity:
    """An activity from a document; raises BadActivityError with line, value and mend."""
    made = load(Activity, document, BadActivityError)
    _check_words(made, document)
    return made


def _check_words(activity: Activity, document: Document) -> None:
    """What the schema can't tell: names of facts, countries, and shares, each with its line."""
    for path, name, text in _said(activity):
        where = document.where(path)
        if name not in FACTS:
            raise BadActivityError(vocabulary.unknown_fact(name), where=where)
        decode(name, text, where)
    for path, party in activity.named:
        _check_party(party, path, document)
    for path, word in _countries(activity):
        _check_country(word, path, document)
    _check_items(activity, document)


def _said(activity: Activity) -> Iterator[tuple[Path, str, str]]:
    for name, text in activity.facts.items():
        yield ("facts", name), name, text
    for room in OWN_ROOMS:
        for key, text in getattr(activity, room).items():
            yield (room, key), f"{room}.{key}", text


def _countries(activity: Activity) -> Iterator[tuple[Path, str | None]]:
    yield ("actor", "country"), activity.actor.country
    for i, item in enumerate(activity.items):
        yield ("items", i, "origin"), item.origin
    for path, leg in activity.way:
        for key, word in (("from", leg.start), ("to", leg.to), ("end_use", leg.end_use)):
            yield (*path, key), word
        for i, word in enumerate(leg.via):
            yield (*path, "via", i), word


def _check_items(activity: Activity, document: Document) -> None:
    """Licences and legs must name items that are there; two items can't share an id."""
    ids = [item.id for item in activity.items if item.id]
    if len(ids) != len(set(ids)):
        raise BadActivityError("two items have the same id.", where=document.where(("items",)))
    at = ("licence",) if activity.licence else ()
    named: list[tuple[Path, list[str]]] = [(path, leg.items) for path, leg in activity.way]
    named += [(at or ("licences", i), one.items) for i, one in enumerate(activity.held)]
    for path, keys in named:
        for key in keys:
            if activity.item_place(key) is None:
                raise BadActivityError(
                    f"'{key}' is no item here.",
                    where=document.where((*path, "items")),
                    mend="Name an item by its `id`, or by its place, counted from 1.",
                )


def _check_party(party: Party | Owner, path: Path, document: Document) -> None:
    _check_country(party.country, (*path, "country"), document)
    if isinstance(party, Party):
        _check_country(party.region, (*path, "region"), document)
        if party.government_of != "none":
            _check_country(party.government_of, (*path, "government_of"), document)
    else:
        party.share(document.where((*path, "percent")))
    for i, owner in enumerate(() if party.owners == "unknown" else party.owners):
        _check_party(owner, (*path, "owners", i), document)


def _check_country(word: str | None, path: Path, document: Document) -> None:
    if word:
        territories.require(word, document.where(path))


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of an activity."""
    made = Activity.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
