"""A party to screen, and what the lists hold that it may be."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from licet.screening.model import DEFAULT
from licet.surfaces.api.asking import AS_OF, DAY, KNOWN_BY
from licet.surfaces.api.models.matches import MatchOut, Scope

Kind = Literal["unknown", "person", "organisation", "vessel", "aircraft"]
Score = Annotated[float, Field(ge=0, le=1)]
MOST_MATCHES = 200
USUAL_MATCHES = 10


class Strict(BaseModel):
    """A field nobody described is a mistake, and is told as one."""

    model_config = ConfigDict(extra="forbid")


class Number(Strict):
    """A number the party gave."""

    value: str = Field(description="the number as given", examples=["9074729"], max_length=200)
    kind: str | None = Field(
        None, description="its kind, in any words", examples=["IMO"], max_length=200
    )


class Party(Strict):
    """One party. Only the name is needed; the rest can raise or lower a score."""

    name: str = Field(
        description="its name, in any script and order",
        examples=["Ismail Demir"],
        max_length=2_000,
    )
    kind: Kind = Field("unknown", description="what it is", examples=["person"])
    country: str | None = Field(
        None, description="its country: a code or a name", examples=["TR"], max_length=200
    )
    born: str | None = Field(
        None,
        description="date of birth, as precise as known",
        examples=["1960"],
        max_length=100,
    )
    identifiers: list[Number] = Field(
        default_factory=list,
        description="numbers that it gave",
        examples=[[{"value": "9074729", "kind": "IMO"}]],
        max_length=50,
    )


class How(Strict):
    """How to screen, and for which date."""

    threshold: Score = Field(
        DEFAULT, description="lowest score of a match, 0 to 1", examples=[DEFAULT]
    )
    limit: int = Field(
        USUAL_MATCHES,
        description="most matches of each party",
        examples=[USUAL_MATCHES],
        ge=1,
        le=MOST_MATCHES,
    )
    as_of: str | None = Field(None, description=AS_OF, examples=[DAY], max_length=40)
    known_by: str | None = Field(None, description=KNOWN_BY, examples=[DAY], max_length=40)


class ScreenIn(Party, How):
    """One party, and how to screen it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"name": "Aurelio Tann Pell", "kind": "person"}},
    )


class Record(Party):
    """One party of several, with the asker's own id."""

    id: str | None = Field(
        None, description="your id of it; its answer bears it", examples=["C-1042"], max_length=200
    )


class BatchIn(How):
    """Several parties at once."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"records": [{"id": "C-1042", "name": "Aurelio Tann Pell"}, {"name": ""}]}
        },
    )
    records: list[Record] = Field(
        description="the parties", examples=[[{"id": "C-1042", "name": "Aurelio Tann Pell"}]]
    )


class ScreenOut(Scope):
    """What the lists hold that a party may be."""

    matches: list[MatchOut] = Field(description="best first", examples=[[]])


class RowTrouble(BaseModel):
    """Why a record could not be screened."""

    what: str = Field(description="what is wrong", examples=["the name is empty."])
    where: str | None = Field(None, description="which field", examples=["name"])
    mend: str | None = Field(
        None, description="how to mend it", examples=["Give a name with letters or digits."]
    )


class RowOut(BaseModel):
    """The answer to one record: matches, or why there are none to give."""

    row: int = Field(description="its number, from 1", examples=[1])
    id: str | None = Field(None, description="your id of it", examples=["C-1042"])
    matches: list[MatchOut] | None = Field(None, description="best first", examples=[[]])
    error: RowTrouble | None = Field(
        None,
        description="why it was not screened",
        examples=[{"what": "the name is empty.", "mend": "Give a name with letters or digits."}],
    )


class BatchOut(Scope):
    """An answer for each record, in order; screened and rejected together are all of them."""

    records: int = Field(description="records sent", examples=[2])
    screened: int = Field(description="of these, screened", examples=[1])
    rejected: int = Field(description="of these, rejected with a reason", examples=[1])
    answers: list[RowOut] = Field(description="one for each record", examples=[[]])
