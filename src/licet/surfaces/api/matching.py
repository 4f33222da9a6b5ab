"""Queries by example, as yente's clients write them, through licet's screening."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from licet.core.dates import PartialDate
from licet.core.errors import LicetError
from licet.decision.matching import best_per_listing
from licet.decision.workspace import Workspace
from licet.lists.exchange.ftm_entity import Entity
from licet.lists.exchange.ftm_terms import IDENTIFIERS, SCHEMATA
from licet.names.countries import country_code
from licet.screening.features import FEATURES, WORDS
from licet.screening.model import Match, Query, QueryIdentifier
from licet.screening.screen import screen_one
from licet.surfaces.api.entities import entities
from licet.surfaces.api.models.match import Example

ALL = frozenset({"default", "sanctions", "all"})
ALGORITHMS = ("licet", "best", "logic-v1", "logic-v2", "name-based", "name-qualified",
              "regression-v1", "regression-v2", "er-unstable")  # fmt: skip
NAMES = ("name", "alias", "previousName", "weakAlias")
COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction")
MOST_NAMES = 10
CANDIDATES = 5
DOCS = "https://www.opensanctions.org/docs/api/matching/"
FEATURE_DOCS = {
    name: {"description": WORDS[name], "coefficient": float(way), "url": DOCS}
    for name, way in FEATURES.items()
}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entities may be results."""

    lists: frozenset[str] | None = None
    without_lists: frozenset[str] = frozenset()
    without_schemata: frozenset[str] = frozenset()
    without_ids: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    schemata: frozenset[str] = frozenset()
    changed_since: str | None = None

    def lets(self, one: Entity) -> bool:
        """Whether an entity may be a result."""
        properties, lists = one["properties"], set(one["datasets"])
        places = {c for name in COUNTRIES for c in properties.get(name, ())}
        return not (
            (self.lists is not None and not lists & self.lists)
            or lists & self.without_lists
            or one["schema"] in self.without_schemata
            or self.without_ids & {one["id"], *one["referents"]}
            or (self.topics and not self.topics & set(properties.get("topics", ())))
            or (self.countries and not self.countries & places)
            or (self.schemata and one["schema"] not in self.schemata)
            or (self.changed_since and one["last_change"] < self.changed_since)
        )


@dataclass(frozen=True, slots=True)
class How:
    """From which score on a result is a match, or a result at all; how many; and which."""

    threshold: float
    cutoff: float
    limit: int
    which: Filter


def list_names(work: Workspace, names: Iterable[str]) -> frozenset[str] | None:
    """Lists by their yente names (``us_ofac_sdn``, ``us-ofac-sdn``); None for all of them.

    Raises KeyError with a name that no list has.
    """
    known = {one.replace("-", "_"): one for one in work.store.sources}
    found = set()
    for name in names:
        if name in ALL:
            return None
        found.add(known[name.replace("-", "_")])
    return frozenset(found)


def queries_of(example: Example) -> list[Query]:
    """What screening is asked: each of its names once, with all else that is known."""
    held = {name: _texts(value) for name, value in example.properties.items()}
    names = list(dict.fromkeys(text for name in NAMES for text in held.get(name, ())))
    if not names and (held.get("firstName") or held.get("lastName")):
        names = [" ".join([*held.get("firstName", ()), *held.get("lastName", ())])]
    births = (PartialDate.parse(text) for text in held.get("birthDate", ()))
    born = next((one for one in births if one.earliest), None)
    places = (country_code(text) for name in COUNTRIES for text in held.get(name, ()))
    numbers = tuple(
        QueryIdentifier(text, kind)
        for name, kind in IDENTIFIERS.items()
        for text in held.get(name, ())
    )
    kind = SCHEMATA.get(example.schema_, "unknown")
    country = next(filter(None, places), None)
    return [Query(name, kind, country, born, numbers) for name in names[:MOST_NAMES] or [""]]


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(one) for one in values if isinstance(one, str | int | float)]


def matches(work: Workspace, example: Example, how: How) -> list[tuple[Match, Entity]]:
    """Entities that an example may be, best first; raises BadInputError where nothing is asked."""
    most = max(20, how.limit * CANDIDATES)
    found: list[Match] = []
    refused: LicetError | None = None
    for query in queries_of(example):
        try:
            found += screen_one(work.index, query, threshold=how.cutoff, limit=most)
        except LicetError as error:
            refused = error
    if refused and not found:
        raise refused
    best = best_per_listing(found)
    known = entities(work, [one.listing_id for one in best]) if best else {}
    pairs = ((one, known[one.listing_id]) for one in best if one.listing_id in known)
    return [(match, one) for match, one in pairs if how.which.lets(one)]


def scored(pair: tuple[Match, Entity], threshold: float) -> Entity:
    """A result in yente's shape."""
    match, one = pair
    explained = {part.feature: {"score": part.points, "detail": part.words} for part in match.parts}
    for beside in match.adjustments:
        explained[beside.what] = {"score": beside.delta, "detail": beside.words}
    return {
        **one,
        "score": match.score,
        "match": match.score >= threshold,
        "features": {name: part["score"] for name, part in explained.items()},
        "explanations": explained,
    }


def answer(pairs: Sequence[tuple[Match, Entity]], example: Example, how: How) -> dict[str, Any]:
    """The answer to one query."""
    return {
        "status": 200,
        "results": [scored(pair, how.threshold) for pair in pairs[: how.limit]],
        "total": {"value": len(pairs), "relation": "eq"},
        "query": example.model_dump(by_alias=True, exclude_none=True),
    }


def refused(error: LicetError, example: Example) -> dict[str, Any]:
    """The answer to a query that can't be screened; the others are answered none the less."""
    return {
        "status": 400,
        "results": [],
        "total": {"value": 0, "relation": "eq"},
        "query": example.model_dump(by_alias=True, exclude_none=True),
        "detail": f"{error.what} {error.mend or ''}".strip(),
    }
