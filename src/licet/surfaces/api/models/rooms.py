"""What the smaller resources give: parties, documents, ownership, lists and law."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from licet.surfaces.api.asking import AS_OF, DAY, KNOWN_BY
from licet.surfaces.api.models.screen import Strict
from licet.surfaces.api.paging import Pages

Rows = list[dict[str, Any]]


class Who(Strict):
    """Whose dossier: a name is not put into an address, where logs would keep it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"who": "ofac:800002"}})

    who: str = Field(
        description="a listing id, or a name", examples=["Aurelio Tann Pell"], max_length=2_000
    )
    as_of: str | None = Field(None, description=AS_OF, examples=[DAY], max_length=40)
    known_by: str | None = Field(None, description=KNOWN_BY, examples=[DAY], max_length=40)


class DossierOut(BaseModel):
    """A listed party on a date."""

    listing: str = Field(description="id of the listing", examples=["ofac:800002"])
    name: str = Field(description="its primary name", examples=["Aurelio Tann PELL"])
    kind: str = Field(description="person, organisation, ...", examples=["person"])
    as_of: str = Field(description="the date asked", examples=[DAY])
    known_by: str | None = Field(description="the day it was to be public by", examples=[None])
    names: Rows = Field(description="every name, as published", examples=[[]])
    programmes: list[str] = Field(description="programmes", examples=[["SDGT"]])
    births: list[str] = Field(description="dates of birth as published", examples=[["1964"]])
    birth_places: list[str] = Field(description="places of birth", examples=[["Keldstad"]])
    nationalities: list[str] = Field(description="nationalities", examples=[["Panama"]])
    citizenships: list[str] = Field(description="citizenships", examples=[[]])
    titles: list[str] = Field(description="titles and posts", examples=[["Director"]])
    addresses: Rows = Field(description="addresses", examples=[[]])
    identifiers: Rows = Field(description="documents and registrations", examples=[[]])
    features: Rows = Field(description="other labelled facts", examples=[[]])
    relations: Rows = Field(description="ties to other listings", examples=[[]])
    remarks: list[str] = Field(description="remarks as published", examples=[[]])
    unread: list[str] = Field(description="texts no rule could read", examples=[[]])
    same_party: Rows = Field(description="other listings of the same party", examples=[[]])
    perhaps_same: Rows = Field(description="listings whose name alone is alike", examples=[[]])
    shared_identifiers: Rows = Field(
        description="numbers that it shares with others", examples=[[]]
    )
    lists: Rows = Field(description="what each list shows of it that day", examples=[[]])
    measures: Rows = Field(description="measures in force, with their provisions", examples=[[]])
    not_in_force: Rows = Field(description="other measures, and why not", examples=[[]])
    history: Rows = Field(description="what happened when, and who says so", examples=[[]])


class CandidatesOut(BaseModel):
    """Listings that a name could be, where it isn't clear which."""

    query: str = Field(description="the name asked", examples=["pell"])
    listing: None = Field(None, description="always null: no single one", examples=[None])
    threshold: float = Field(description="lowest score of a candidate", examples=[0.77])
    candidates: Rows = Field(description="matches, best first", examples=[[]])
    lists: list[str] = Field(
        description="the lists that were consulted",
        examples=[["OFAC SDN list: snapshot of 2021-07-07"]],
    )


class ReadingOut(BaseModel):
    """Listed parties that a document names."""

    file: str = Field(description="name of the file sent", examples=["letter.txt"])
    format: str = Field(description="the format found", examples=["text"])
    characters: int = Field(description="characters of text", examples=[1200])
    pages: int | None = Field(description="pages, where the format has them", examples=[None])
    dated: str | None = Field(description="the document's own date", examples=["2021-07-20"])
    dated_by: str | None = Field(description="where it says so", examples=["text"])
    as_of: str = Field(description="the date it was judged by", examples=[DAY])
    as_of_because: str = Field(description="why that date", examples=["asked"])
    notes: list[str] = Field(description="what was not read, or guessed", examples=[[]])
    parties: Rows = Field(
        description="parties, with mentions (page, sentence, place) and measures", examples=[[]]
    )
    lists: list[str] = Field(
        description="the lists that were consulted",
        examples=[["OFAC SDN list: snapshot of 2021-07-07"]],
    )
    threshold: float = Field(description="lowest score of a mention", examples=[0.77])


class OwnerIn(Strict):
    """Whose owners, and on which day."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"party": "Keld Ltd"}})

    party: str = Field(
        description="a key (lei:..., gb-coh:..., ofac:...), or a name exactly as a file has it",
        examples=["lei:21380068P1DRHMJ8KU70"],
        max_length=2_000,
    )
    on: str | None = Field(None, description=AS_OF, examples=[DAY], max_length=40)


class PictureOut(BaseModel):
    """Who owns a party, what it owns, and which measures reach it."""

    party: str = Field(description="its name", examples=["Keld Ltd"])
    keys: list[str] = Field(description="its keys", examples=[["gb-coh:01234567"]])
    on: str = Field(description="the date", examples=[DAY])
    source: str | None = Field(description="the file that tells of it", examples=["owners.csv"])
    may_be: list[str] = Field(description="listings that it is or may be", examples=[[]])
    owners: Rows = Field(description="owners, above each other by depth", examples=[[]])
    owns: Rows = Field(description="what it owns", examples=[[]])
    owns_more: int = Field(description="holdings that are left out", examples=[0])
    lists_kept: bool = Field(description="whether there are lists to know by", examples=[True])
    reach: Rows = Field(description="measures, whether they reach it, and why", examples=[[]])


class NamesakesOut(BaseModel):
    """Several that bear the name."""

    candidates: Rows = Field(description="their names, keys and countries", examples=[[]])


class FilesOut(BaseModel):
    """What the graph of ownership is made of."""

    files: Rows = Field(description="files, with dates, counts and hashes", examples=[[]])


class ListsOut(BaseModel):
    """What is in force."""

    generation: str = Field(description="generation of the store", examples=["000013"])
    lists: Rows = Field(description="each list, its newest snapshot and all others", examples=[[]])


class HealthOut(BaseModel):
    """How well the lists are."""

    healthy: bool = Field(description="whether no kept list is stale or failing", examples=[True])
    lists: Rows = Field(
        description="state (ok, stale, failing, retired, missing), reason, dates and counts",
        examples=[[]],
    )


class DiffOut(Pages):
    """What changed in a list between two days."""

    list_: str = Field(alias="list", description="the list", examples=["us-ofac-sdn"])
    from_: str = Field(alias="from", description="the older edition", examples=["2021-07-07"])
    to: str = Field(description="the newer edition", examples=["2021-07-20"])
    entries: list[int] = Field(description="entries of both", examples=[[3, 3]])
    counts: dict[str, int] = Field(
        description="added, removed and changed",
        examples=[{"added": 0, "removed": 0, "changed": 0}],
    )
    changes: Rows = Field(
        description="entries with `change`: added, removed or changed, and then the fields",
        examples=[[]],
    )


class ProvisionsOut(Pages):
    """Provisions of the packs."""

    provisions: Rows = Field(
        description="id, title, regime, authority and status",
        examples=[[{"id": "us/caatsa/235/a/2"}]],
    )


class ProvisionOut(BaseModel):
    """A provision as it stands on a day."""

    id: str = Field(description="its id", examples=["us/caatsa/235/a/2"])
    title: str = Field(description="its title", examples=["No new US export licence"])
    on: str = Field(description="the date asked", examples=[DAY])
    authority: str = Field(description="the text it stands in", examples=["CAATSA s. 235(a)(2)"])
    basis: str = Field(description="law, agency_policy or guidance", examples=["law"])
    status: str = Field(description="draft or reviewed", examples=["draft"])
    unread: str | None = Field(description="what of its text is unread", examples=[None])
    pack: str = Field(description="its pack", examples=["us/caatsa"])
    where: str = Field(description="file and line", examples=["us/caatsa/235.yaml line 12"])
    zone: str = Field(description="clock of its dates", examples=["America/New_York"])
    binds: str = Field(description="whom it binds", examples=["US government agencies"])
    binds_when: list[str] = Field(description="when it binds them", examples=[[]])
    measures: list[str] = Field(
        description="measures it hangs on", examples=[["us/caatsa/235/a/2"]]
    )
    reach: str = Field(description="how far it reaches owned entities", examples=["none"])
    versions: Rows = Field(
        description="dated versions: conditions, effect, exceptions, citation", examples=[[]]
    )
    examples: list[Any] = Field(description="sentences that hold in it", examples=[[]])


class FactsOut(Pages):
    """The vocabulary that provisions and activities use."""

    facts: Rows = Field(
        description="name, type, values or unit, meaning, source",
        examples=[[{"name": "item.eccn"}]],
    )


class GapsOut(BaseModel):
    """Law that is known to exist and stands in no pack."""

    gaps: Rows = Field(description="what, where, owner and review date", examples=[[]])
