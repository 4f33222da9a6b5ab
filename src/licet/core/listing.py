"""One entry on an official list, as its publisher gives it, in one shape for every list.

Readers in ``lists/`` make these; the store keeps them; screening and decision read them. All
fields are plain and ordered, so that two listings are equal exactly when their content is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from licet.core.dates import PartialDate

Kind = Literal["person", "organisation", "vessel", "aircraft", "unknown"]
NameKind = Literal["primary", "aka", "fka", "nka"]
Strength = Literal["strong", "weak"]
EventKind = Literal["listed", "amended", "effective", "expires", "delisted", "other"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name in natural order (given name first), with the publisher's own form beside it."""

    text: str
    kind: NameKind = "primary"
    strength: Strength = "strong"
    as_published: str | None = None
    family_name: str | None = None
    given_name: str | None = None
    uid: str | None = None
    source: str | None = None
    script: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A place as the list gives it; ``country`` is the publisher's word for it."""

    street: str | None = None
    city: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """A document or registration: its kind in the publisher's words, number, country, validity."""

    kind: str
    value: str
    country: str | None = None
    issued: str | None = None
    expires: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Feature:
    """Any other labelled fact of the entry: gender, website, vessel flag, target type..."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie to another listing, as the text names it (``Linked To: ...``)."""

    kind: str
    target: str
    target_id: str | None = None


@dataclass(frozen=True, slots=True)
class ListedMeasure:
    """A measure read out of an entry: its id in ``core.measures`` and the words it stands in."""

    measure: str
    text: str
    listed_on: str | None = None
    effective_on: str | None = None


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """A date the entry itself states: listed, amended, effective, expires or delisted."""

    kind: EventKind
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One entry of one source. ``entry_id`` is the publisher's own (an OFAC uid).

    ``legal_bases`` are acts and citations, ``references`` are ids the publisher gives for the same
    party elsewhere (``un:QDi.001``, ``ofac:27016``).
    """

    source: str
    entry_id: str
    kind: Kind
    names: tuple[Name, ...]
    programmes: tuple[str, ...] = ()
    measures: tuple[ListedMeasure, ...] = ()
    addresses: tuple[Address, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    births: tuple[PartialDate, ...] = ()
    birth_places: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    citizenships: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    features: tuple[Feature, ...] = ()
    relations: tuple[Relation, ...] = ()
    remarks: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    events: tuple[DatedEvent, ...] = ()
    references: tuple[str, ...] = ()

    @property
    def listing_id(self) -> str:
        """The id a person writes: ``ofac:27016``."""
        return f"{self.authority}:{self.entry_id}"

    @property
    def authority(self) -> str:
        """The publisher that gives out entry ids: ``ofac`` for both of OFAC's lists."""
        return self.source.split("-")[1] if self.source.startswith("us-ofac") else self.source

    @property
    def name(self) -> str:
        """The primary name, in natural order."""
        return self.names[0].text
