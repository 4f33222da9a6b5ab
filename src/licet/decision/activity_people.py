"""Who acts and who takes part: the actor, parties in their roles, their owners, banks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from licet.core.dates import Moment
from licet.core.errors import BadActivityError
from licet.decision.activity_words import ActorKind, Date, Role, Strict, Stripped, Written, as_list

AMERICAN = {"us_person", "us_financial_institution", "us_government"}
NOT_AMERICAN = {"us_owned_foreign_entity", "foreign_person"}
Kind = Literal["person", "organisation", "vessel", "aircraft"]
Roles = Annotated[list[Role], BeforeValidator(as_list, json_schema_input_type=list[Role] | Role)]


class Actor(Strict):
    """Who acts, and so which rules can bind them. It may be of several kinds at once."""

    kind: Annotated[
        list[ActorKind],
        BeforeValidator(as_list, json_schema_input_type=list[ActorKind] | ActorKind),
    ] = Field(description="what the actor is in the eyes of the rules, one kind or several")
    name: str | None = Field(None, description="its name, used to tell lenders apart")
    country: str | None = Field(None, description="where it is organised (ISO code or name)")
    us_government_agency: (
        Literal["none", "export_import_bank", "licensing_agency", "procurement", "other"] | None
    ) = Field(None, description="the US agency that acts, or whose support is sought")

    @model_validator(mode="after")
    def _agrees(self) -> Actor:
        kinds = set(self.kind)
        if not kinds:
            raise ValueError("an actor needs a kind; write unknown where it isn't known")
        if kinds & AMERICAN and kinds & NOT_AMERICAN:
            raise ValueError(
                f"{' and '.join(sorted(kinds & AMERICAN))} is American, "
                f"{' and '.join(sorted(kinds & NOT_AMERICAN))} is not"
            )
        return self

    @property
    def words(self) -> str:
        """``us_person and uk_person``."""
        return " and ".join(self.kind)


class Owner(Strict):
    """An owner of a party: a person or firm, its share, and since when."""

    name: str | None = Field(None, description="the owner's name; it is screened")
    listing: Annotated[str | None, Stripped] = Field(
        None, description="a confirmed listing, such as ofac:27018"
    )
    rejected: list[str] = Field([], description="listings the owner has been found not to be")
    kind: Kind | None = None
    country: str | None = None
    percent: Annotated[str | None, Written] = Field(
        None,
        description="share held, direct: 50, a range such as 40-60, or unknown",
    )
    start: Date | None = Field(None, alias="from", description="first day of the holding")
    end: Date | None = Field(None, alias="to", description="last day of the holding")
    owners: list[Owner] | Literal["unknown"] = Field([], description="who owns the owner")

    @model_validator(mode="after")
    def _named(self) -> Owner:
        if not (self.name or self.listing):
            raise ValueError("an owner needs a name or a listing")
        if self.start and self.end:
            start, end = Moment.parse(self.start), Moment.parse(self.end)
            if end.sort_key() < start.sort_key():
                raise ValueError(f"the holding ends on {end}, before it begins on {start}")
        return self

    def share(self, where: str) -> tuple[float, float]:
        """The share in percent, as an interval; raises BadActivityError for what is none."""
        text = (self.percent or "unknown").replace("%", "").strip()
        if text == "unknown":
            return 0.0, 100.0
        try:
            bounds = [float(part) for part in text.split("-", 1)]
        except ValueError:
            bounds = [-1.0]
        if not all(0 <= b <= 100 for b in bounds) or bounds != sorted(bounds):
            raise BadActivityError(
                f"'{self.percent}' is not a share.",
                where=where,
                mend="Give a percentage such as 50, a range such as 40-60, or unknown.",
            )
        return bounds[0], bounds[-1]


class Party(Strict):
    """Somebody who takes part, in one or more roles."""

    name: str | None = Field(None, description="the name as your record has it; it is screened")
    listing: Annotated[str | None, Stripped] = Field(
        None, description="the listing this party is, confirmed by a person: ofac:27016"
    )
    confirmed_by: str | None = Field(
        None, description="who confirmed or rejected the listings; kept in the record"
    )
    rejected: list[str] = Field([], description="listings this party has been found not to be")
    role: Roles = Field(description="its role or roles in the activity")
    kind: Kind | None = None
    country: str | None = Field(None, description="ISO 3166 code or name of its country")
    region: str | None = Field(
        None, description="ISO 3166-2 code where part of a country is embargoed, such as UA-43"
    )
    birth_date: str | None = Field(None, description="date of birth, as precise as known")
    identifiers: dict[str, str] = Field({}, description="kind of identifier to its number")
    owners: list[Owner] | Literal["unknown"] = Field(
        [],
        description="who owns it, as far as you looked; 'unknown' widens the answer, leaving it "
        "out leaves ownership outside the scope",
    )
    government_of: str | None = Field(
        None,
        description="the country whose government it is, or is owned or controlled by; 'none' if "
        "none; left out, it is open only for parties of a country whose government is blocked",
    )
    is_financial_institution: bool | None = None

    @model_validator(mode="after")
    def _named(self) -> Party:
        if not (self.name or self.listing):
            raise ValueError("a party needs a name or a listing")
        if not self.role:
            raise ValueError("a party needs a role")
        return self


class Institution(Party):
    """A bank in the picture: a party whose role is bank unless said otherwise."""

    role: Roles = Field(["bank"], description="its role, bank unless said")
    is_financial_institution: bool | None = True
