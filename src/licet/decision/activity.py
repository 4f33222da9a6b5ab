"""What a user asks about: one activity, its actor, parties, items, licence and money.

The model is the contract of ``licet decide``: ``licet decide --schema`` prints it. Every key but
``activity``, ``actor`` and ``parties`` may be left out; what is left out is unknown, and an
unknown widens the answer.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from licet.core.dates import Moment
from licet.core.documents import Document, Path
from licet.core.errors import BadActivityError, BadInputError, nearest
from licet.core.schema import load
from licet.goods import territories
from licet.law import facts as vocabulary
from licet.law.decode import decode
from licet.law.facts import ACTIVITY_KINDS, FACTS, ROLES

SEEKING = ("licence_application", "licence_amendment")


def _moment(text: str) -> str:
    try:
        return str(Moment.parse(str(text)))
    except BadInputError as error:
        raise ValueError(f"{error.what} {error.mend}") from None


def _word_of(known: tuple[str, ...]) -> Any:
    def check(word: str) -> str:
        if word not in known:
            hint = nearest(word, known)
            raise ValueError(f"not one of the values known here; {hint}known: {', '.join(known)}")
        return word

    return AfterValidator(check)


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _as_actor(value: Any) -> Any:
    return {"kind": value} if isinstance(value, str) else value


# Documents are read as text; a number or a truth written as such is the same to the reader.
Written = BeforeValidator(
    lambda v: v if v is None else str(v), json_schema_input_type=str | float | bool | None
)
Date = Annotated[str, BeforeValidator(_moment), Field(examples=["2020-12-20"])]
Stripped = AfterValidator(lambda v: v.strip() if v else v)
Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]
ActivityKind = Annotated[
    str, _word_of(ACTIVITY_KINDS), Field(json_schema_extra={"enum": list(ACTIVITY_KINDS)})
]
Role = Annotated[str, _word_of(ROLES), Field(json_schema_extra={"enum": list(ROLES)})]
ActorKind = Literal[
    "us_person",
    "us_financial_institution",
    "us_government",
    "us_owned_foreign_entity",
    "foreign_person",
    "unknown",
]
LicenceKind = Literal[
    "specific_licence",
    "agreement",
    "general_licence",
    "licence_exception",
    "exemption",
    "fms",
    "none",
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Actor(_Strict):
    """Who acts, and so which rules can bind them."""

    kind: ActorKind = Field(description="what the actor is in the eyes of the US rules")
    name: str | None = Field(None, description="its name, used to tell lenders apart")
    country: str | None = Field(None, description="where it is organised (ISO code or name)")
    us_government_agency: (
        Literal["none", "export_import_bank", "licensing_agency", "procurement", "other"] | None
    ) = Field(None, description="the US agency that acts, or whose support is sought")


class Owner(_Strict):
    """An owner of a party: a person or firm, its share, and since when."""

    name: str | None = Field(None, description="the owner's name; it is screened")
    listing: Annotated[str | None, Stripped] = Field(
        None, description="a confirmed listing, such as ofac:27018"
    )
    rejected: list[str] = Field([], description="listings the owner has been found not to be")
    kind: Literal["person", "organisation", "vessel", "aircraft"] | None = None
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


class Party(_Strict):
    """Somebody who takes part, in one or more roles."""

    name: str | None = Field(None, description="the name as your record has it; it is screened")
    listing: Annotated[str | None, Stripped] = Field(
        None, description="the listing this party is, confirmed by a person: ofac:27016"
    )
    rejected: list[str] = Field([], description="listings this party has been found not to be")
    role: Annotated[
        list[Role], BeforeValidator(_as_list, json_schema_input_type=list[Role] | Role)
    ] = Field(description="its role or roles in the activity")
    kind: Literal["person", "organisation", "vessel", "aircraft"] | None = None
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


class Item(_Strict):
    """What is moved, or done."""

    kind: Literal["goods", "technology", "software", "service"] | None = None
    description: str | None = None
    us_origin: bool | None = None
    jurisdiction: Literal["itar", "ear", "none"] | None = Field(
        None, description="which US regulations control it"
    )
    eccn: str | None = Field(None, description="Export Control Classification Number, or EAR99")


class Licence(_Strict):
    """The authorisation relied on, held or sought."""

    kind: LicenceKind = Field("specific_licence", description="what sort of authorisation it is")
    number: str | None = None
    form: str | None = Field(None, description="the agency's form, such as DSP-5 or BIS-748P")
    issued_by: Literal["ddtc", "bis", "ofac", "doe", "nrc"] | None = Field(
        None, description="left out, the agency whose licence the act needs"
    )
    issued_on: Date | None = None
    valid_until: Date | None = Field(None, description="last day of validity, or the instant")
    valid: bool | None = Field(None, description="valid on the date, if you know it otherwise")
    balance_remaining: bool | None = Field(None, description="quantity and value aren't exhausted")
    covers_activity: bool | Literal["unknown"] = Field(
        True,
        description="it names these parties, items and this end use; it is the licence the act "
        "is done under, so true unless you say otherwise",
    )
    in_furtherance_of_agreement: bool | None = None


class Contract(_Strict):
    """The contract the activity performs, signs or amends."""

    signed_on: Date | None = None
    signed_by: list[Party] = Field([], description="who signs; each is also a party, as signatory")


class PriorLoan(_Strict):
    """A loan or credit made before to the same borrower."""

    lender: str | None = None
    amount: Amount
    currency: str = "USD"
    on: Date = Field(description="the day it was made")
    repaid: bool | None = Field(None, description="repaid loans count all the same")


class Loan(_Strict):
    """A loan or credit, with what the same lender lent the same borrower before."""

    amount: Amount | None = None
    currency: str = "USD"
    tenor_days: Annotated[int, Field(ge=0)] | None = None
    earlier: list[PriorLoan] = Field(
        [], description="earlier loans and credits to the borrower, repaid or not"
    )


class Money(_Strict):
    """The payment in the activity."""

    amount: Amount | None = None
    currency: str | None = None
    us_financial_system: bool | None = Field(
        None, description="a US bank or US dollar clearing is in the chain"
    )


class Route(_Strict):
    """The way goods take (countries, ISO codes or names)."""

    start: str | None = Field(None, alias="from")
    via: Annotated[
        list[str], BeforeValidator(_as_list, json_schema_input_type=list[str] | str)
    ] = []
    to: str | None = None
    end_use: str | None = Field(None, description="the country of end use")


class Programme(_Strict):
    """The undertaking it belongs to."""

    id: str = Field(description="such as f35")


class Activity(_Strict):
    """May we do this, with these parties, on this date?"""

    activity: ActivityKind = Field(description="what is to be done")
    seeks: ActivityKind | None = Field(
        None, description="for a licence application or amendment: the act it is to allow (export)"
    )
    title: str | None = Field(None, description="a line to recognise it by")
    on: Date | None = Field(None, description="the date of the act; --as-of goes before it")
    actor: Annotated[
        Actor, BeforeValidator(_as_actor, json_schema_input_type=ActorKind | Actor)
    ] = Field(
        description="who acts: us_person, us_financial_institution, us_government, "
        "us_owned_foreign_entity, foreign_person or unknown"
    )
    parties: list[Party] = Field(min_length=1, description="everybody else who takes part")
    items: list[Item] = []
    licence: Licence | None = Field(
        None, description="the licence the act relies on or seeks; left out, it relies on none"
    )
    contract: Contract | None = None
    loan: Loan | None = None
    money: Money | None = None
    route: Route | None = None
    programme: Programme | None = None
    humanitarian: bool | Literal["unknown"] = Field(
        False, description="it serves to relieve human suffering, and relies on that"
    )
    in_united_states: bool | None = Field(None, description="some of it happens in the US")
    facts: dict[str, Annotated[str, Written]] = Field(
        {}, description="any other fact by its name in the vocabulary, such as licence.needed: yes"
    )

    @property
    def judged_as(self) -> str:
        """The act itself, for an application or amendment of a licence."""
        return (self.seeks or "export") if self.activity in SEEKING else self.activity

    @property
    def everybody(self) -> list[Party]:
        """The parties, with whoever signs the contract."""
        signing = self.contract.signed_by if self.contract else []
        return [*self.parties, *signing]


def read(document: Document) -> Activity:
    """An activity from a document; raises BadActivityError with line, value and mend."""
    made = load(Activity, document, BadActivityError)
    _check_words(made, document)
    return made


def _check_words(activity: Activity, document: Document) -> None:
    """What the schema can't tell: names of facts, countries, and shares, each with its line."""
    for name, text in activity.facts.items():
        where = document.where(("facts", name))
        if name not in FACTS:
            raise BadActivityError(vocabulary.unknown_fact(name), where=where)
        decode(name, text, where)
    for i, party in enumerate(activity.parties):
        _check_party(party, ("parties", i), document)
    for i, party in enumerate(activity.contract.signed_by if activity.contract else []):
        _check_party(party, ("contract", "signed_by", i), document)
    if activity.route:
        for key in ("from", "to", "end_use"):
            _check_country(getattr(activity.route, ROUTE.get(key, key)), ("route", key), document)
        for word in activity.route.via:
            _check_country(word, ("route", "via"), document)


ROUTE = {"from": "start"}


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
