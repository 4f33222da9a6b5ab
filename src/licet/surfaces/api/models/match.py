"""The shape of OpenSanctions' yente: queries by example, FollowTheMoney entities as answers."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

PERSON: dict[str, Any] = {"schema": "Person", "properties": {"name": ["Aurelio Tann Pell"]}}


class Example(BaseModel):
    """A party as the asker knows it. Fields nobody described are ignored, as yente does."""

    model_config = ConfigDict(populate_by_name=True)

    id: str | None = Field(None, description="your id of it", examples=["C-1042"], max_length=500)
    schema_: str = Field(
        alias="schema",
        description="its FollowTheMoney schema",
        examples=["Person"],
        max_length=100,
    )
    properties: dict[str, str | list[Any]] = Field(
        description="values by FollowTheMoney property",
        examples=[{"name": ["Aurelio Tann Pell"], "birthDate": ["1964-04-04"]}],
    )


class MatchIn(BaseModel):
    """Queries by a key of your own."""

    model_config = ConfigDict(json_schema_extra={"example": {"queries": {"q1": PERSON}}})

    queries: dict[str, Example] = Field(description="parties by key", examples=[{"q1": PERSON}])
    weights: dict[str, float] = Field(
        default_factory=dict, description="read and not used: the score is licet's", examples=[{}]
    )
    config: dict[str, Any] = Field(
        default_factory=dict, description="read and not used: the score is licet's", examples=[{}]
    )


class Entity(BaseModel):
    """A FollowTheMoney entity of a list."""

    id: str = Field(description="made of authority and entry", examples=["ofac-800002"])
    caption: str = Field(description="its name", examples=["Aurelio Tann PELL"])
    schema_: str = Field(alias="schema", description="its schema", examples=["Person"])
    properties: dict[str, list[Any]] = Field(
        description="values by property; entities beside it where nested ones are asked",
        examples=[{"name": ["Aurelio Tann PELL"], "topics": ["sanction"]}],
    )
    datasets: list[str] = Field(description="the list it stands on", examples=[["us-ofac-sdn"]])
    referents: list[str] = Field(
        description="ids of the same party on other lists", examples=[["ofac-800002"]]
    )
    target: bool = Field(description="true: it is listed itself", examples=[True])
    first_seen: str | None = Field(
        description="the first snapshot with it", examples=["2021-07-07T00:00:00"]
    )
    last_seen: str | None = Field(
        description="the newest snapshot with it", examples=["2021-07-07T00:00:00"]
    )
    last_change: str | None = Field(
        description="the first snapshot with it as it is now", examples=["2021-07-07T00:00:00"]
    )


class Explanation(BaseModel):
    """What one feature of the score came to."""

    score: float = Field(description="its points", examples=[1.2])
    detail: str = Field(description="what it means", examples=["how far the words agree"])
    query: str | None = Field(None, description="the party's side", examples=["pell"])
    candidate: str | None = Field(None, description="the list's side", examples=["pell"])


class Scored(Entity):
    """An entity and how far the query fits it."""

    score: float = Field(description="licet's score, 0 to 1", examples=[0.99])
    match: bool = Field(description="whether it reaches the threshold", examples=[True])
    features: dict[str, float] = Field(
        description="points by feature", examples=[{"agreement": 1.2}]
    )
    explanations: dict[str, Explanation] = Field(
        description="what each feature came to",
        examples=[{"agreement": {"score": 1.2, "detail": "how far the words agree"}}],
    )


class Total(BaseModel):
    """How many there are."""

    value: int = Field(description="the number", examples=[1])
    relation: str = Field(description="always eq", examples=["eq"])


class Matches(BaseModel):
    """The answer to one query."""

    status: int = Field(
        description="200, or 400 for a query that can't be screened", examples=[200]
    )
    results: list[Scored] = Field(description="best first", examples=[[]])
    total: Total = Field(description="results found", examples=[{"value": 0, "relation": "eq"}])
    query: Example = Field(description="the query as it was read", examples=[PERSON])
    detail: str | None = Field(
        None, description="why it could not be screened", examples=["the name is empty."]
    )


class FeatureDoc(BaseModel):
    """A feature of the score."""

    description: str = Field(description="what it means", examples=["how far the words agree"])
    coefficient: float = Field(description="1 raises the score, -1 lowers it", examples=[1.0])
    url: str = Field(description="where it is described", examples=["https://example.org"])


class MatchOut(BaseModel):
    """An answer for each query."""

    responses: dict[str, Matches] = Field(description="answers by your keys", examples=[{}])
    matcher: dict[str, FeatureDoc] = Field(description="features of the score", examples=[{}])
    limit: int = Field(description="most results of each query", examples=[5])


class FacetItem(BaseModel):
    """One value and how many results have it."""

    name: str = Field(description="the value", examples=["pa"])
    label: str = Field(description="in words", examples=["PA"])
    count: int = Field(description="results with it", examples=[1])


class Facet(BaseModel):
    """Values of one kind."""

    label: str = Field(description="what they are", examples=["Countries"])
    values: list[FacetItem] = Field(description="most frequent first", examples=[[]])


class SearchOut(BaseModel):
    """Entities that a text may mean."""

    results: list[Entity] = Field(description="best first", examples=[[]])
    facets: dict[str, Facet] = Field(description="countries, topics and datasets", examples=[{}])
    total: Total = Field(description="results found", examples=[{"value": 0, "relation": "eq"}])
    limit: int = Field(description="most results in one answer", examples=[10])
    offset: int = Field(description="results left out before them", examples=[0])


class Dataset(BaseModel):
    """One list, or all of them."""

    name: str = Field(description="its id in addresses", examples=["us-ofac-sdn"])
    title: str = Field(description="its name", examples=["OFAC SDN list"])
    version: str = Field(description="its newest date, or the generation", examples=["2021-07-07"])
    load: bool = Field(description="always true: it can be asked", examples=[True])
    index_current: bool = Field(description="always true", examples=[True])
    index_version: str = Field(description="generation of the store", examples=["000013"])
    entity_count: int = Field(description="entries", examples=[8976])
    updated_at: str | None = Field(description="when it was kept", examples=["2021-07-07T00:00:00"])
    children: list[str] = Field(description="lists in it", examples=[[]])


class Catalogue(BaseModel):
    """What can be asked."""

    datasets: list[Dataset] = Field(description="`default` is all lists", examples=[[]])
    current: list[str] = Field(description="names of all of them", examples=[["default"]])
    outdated: list[str] = Field(description="always empty", examples=[[]])
    index_stale: bool = Field(description="always false", examples=[False])


class Algorithm(BaseModel):
    """A way of scoring."""

    name: str = Field(description="its name", examples=["licet"])
    description: str = Field(description="what it is", examples=["licet's own score"])
    features: dict[str, FeatureDoc] = Field(description="what it is made of", examples=[{}])


class Algorithms(BaseModel):
    """Ways of scoring; there is one, and yente's names all mean it."""

    algorithms: list[Algorithm] = Field(description="all of them", examples=[[]])
    default: str = Field(description="the one used", examples=["licet"])
    best: str = Field(description="the best one", examples=["licet"])
