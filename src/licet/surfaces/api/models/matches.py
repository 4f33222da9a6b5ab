"""A match with its working, and what an answer of screening holds for."""

from __future__ import annotations

from pydantic import BaseModel, Field

from licet.screening.model import DEFAULT
from licet.surfaces.api.asking import DAY


class WordPair(BaseModel):
    """A word of the party's name that met a word of the list's."""

    query: str = Field(description="the word asked", examples=["pell"])
    listed: str = Field(description="the word on the list", examples=["pell"])
    how: str = Field(description="how they are alike", examples=["exact"])
    similarity: float = Field(description="how much, 0 to 1", examples=[1.0])
    weight: float = Field(description="how rare the word is on the lists", examples=[0.9])


class Beside(BaseModel):
    """What something beside the name added or took away."""

    what: str = Field(description="what it was", examples=["country"])
    delta: float = Field(description="what it did to the score", examples=[0.02])
    words: str = Field(description="why, in words", examples=["the same country"])


class Piece(BaseModel):
    """One feature of the score by name."""

    feature: str = Field(description="its name", examples=["agreement"])
    value: float = Field(description="its value", examples=[1.0])
    points: float = Field(description="the points it gave", examples=[1.2])
    cost: float = Field(description="what it cost against its best value", examples=[0.0])
    words: str = Field(description="what it means", examples=["how far the words agree"])


class MatchOut(BaseModel):
    """A listing that the party may be."""

    listing_id: str = Field(description="id of the listing", examples=["ofac:800002"])
    source: str = Field(description="the list whose name matched", examples=["us-ofac-sdn"])
    score: float = Field(description="0 to 1", examples=[0.99])
    band: str = Field(description="strong, possible or below", examples=["strong"])
    matched_name: str = Field(description="the name that matched", examples=["Aurelio Tann PELL"])
    name_kind: str = Field(description="primary, aka, fka or nka", examples=["primary"])
    strength: str = Field(description="strong or weak, as published", examples=["strong"])
    reason: str = Field(description="name, or identifier", examples=["name"])
    sentence: str = Field(
        description="the match in a sentence",
        examples=["ofac:800002 Aurelio Tann PELL, score 0.99: pell is the same."],
    )
    why: list[WordPair] = Field(description="words that met", examples=[[]])
    unmatched_query: list[str] = Field(description="words only the party has", examples=[[]])
    unmatched_listed: list[str] = Field(description="words only the list has", examples=[[]])
    adjustments: list[Beside] = Field(description="what was beside the name", examples=[[]])
    parts: list[Piece] = Field(description="what the score is made of", examples=[[]])
    listed: bool | str = Field(
        description="whether it stood on a list that day: true, false or unknown", examples=[True]
    )
    programmes: list[str] = Field(description="its programmes", examples=[["SDGT"]])
    on_lists: list[str] = Field(
        description="what each list shows of it",
        examples=[["OFAC SDN list: listed in the snapshot of 2021-07-07 [SDGT]"]],
    )
    same_party_as: str | None = Field(
        description="a match above that is the same party on another list", examples=[None]
    )


class Measured(BaseModel):
    """What the threshold was measured to find."""

    recall: float | None = Field(
        description="share of hidden aliases found at it; null where not measured", examples=[0.9]
    )
    says: str = Field(
        description="what a no-match is worth, in a sentence",
        examples=["no match at a score of 0.77 or more."],
    )


class Scope(BaseModel):
    """What an answer holds for."""

    generation: str = Field(description="generation of the store", examples=["000013"])
    as_of: str = Field(description="the date asked", examples=[DAY])
    known_by: str | None = Field(description="the day it was to be public by", examples=[None])
    threshold: float = Field(description="lowest score of a match", examples=[DEFAULT])
    lists: list[str] = Field(
        description="what each list that was consulted knows of that date",
        examples=[["OFAC SDN list: snapshot of 2021-07-07"]],
    )
    screening: Measured = Field(
        description="what the threshold finds",
        examples=[{"recall": 0.9, "says": "no match at a score of 0.77 or more."}],
    )
