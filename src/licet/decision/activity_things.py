"""What is moved, paid and agreed: items, legs, money, licences, contracts, loans."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from licet.core.dates import Moment
from licet.decision.activity_people import Institution, Party
from licet.decision.activity_words import (
    Amount,
    Date,
    LicenceKind,
    Percent,
    Places,
    Strict,
    Written,
    as_list,
)

Keys = Annotated[
    list[Annotated[str, Written]],
    BeforeValidator(as_list, json_schema_input_type=list[str | int] | str | int),
]


class Item(Strict):
    """What is moved, or done."""

    id: Annotated[str | None, Written] = Field(None, description="what licences and legs call it")
    kind: Literal["goods", "technology", "software", "service"] | None = None
    description: str | None = None
    us_origin: bool | None = None
    origin: str | None = Field(None, description="country of origin (ISO code or name)")
    us_content: Percent | None = Field(
        None, description="controlled US content in percent of its value"
    )
    jurisdiction: Literal["itar", "ear", "none"] | None = Field(
        None, description="which US regulations control it"
    )
    eccn: str | None = Field(None, description="Export Control Classification Number, or EAR99")
    value: Amount | None = None
    currency: str = "USD"
    quantity: Amount | None = None
    unit: str | None = Field(None, description="of the quantity, such as pieces or kg")


class Licence(Strict):
    """The authorisation relied on, held or sought."""

    kind: LicenceKind = Field("specific_licence", description="what sort of authorisation it is")
    number: Annotated[str | None, Written] = None
    form: str | None = Field(None, description="the agency's form, such as DSP-5 or BIS-748P")
    issued_by: (
        Literal["ddtc", "bis", "ofac", "doe", "nrc", "eu_authority", "ofsi", "ecju"] | None
    ) = Field(None, description="left out, the agency whose licence the act needs")
    issued_on: Date | None = None
    valid_until: Date | None = Field(None, description="last day of validity, or the instant")
    valid: bool | None = Field(None, description="valid on the date, if you know it otherwise")
    balance_remaining: bool | None = Field(None, description="quantity and value aren't exhausted")
    value_remaining: Amount | None = Field(None, description="value not yet shipped under it")
    currency: str = "USD"
    quantity_remaining: Amount | None = Field(None, description="quantity not yet shipped under it")
    items: Keys = Field(
        [], description="the items it covers, by id or place from 1; left out, every item"
    )
    covers_activity: bool | Literal["unknown"] = Field(
        True,
        description="it names these parties, items and this end use; it is the licence the act "
        "is done under, so true unless you say otherwise",
    )
    in_furtherance_of_agreement: bool | None = None


class Amendment(Strict):
    """A change made to a contract after it was signed."""

    on: Date
    materially_changed: bool | Literal["unknown"] = Field(
        "unknown", description="it changes what is bought, for how much, or until when"
    )


class Contract(Strict):
    """The contract the activity performs, signs or amends."""

    signed_on: Date | None = None
    signed_by: list[Party] = Field([], description="who signs; each is also a party, as signatory")
    amendments: list[Amendment] | None = Field(
        None, description="changes since; an empty list says there were none"
    )

    @model_validator(mode="after")
    def _in_order(self) -> Contract:
        signed = Moment.parse(self.signed_on) if self.signed_on else None
        for one in self.amendments or ():
            if signed and Moment.parse(one.on).before(signed):
                raise ValueError(f"it was amended on {one.on}, before it was signed on {signed}")
        return self


class PriorLoan(Strict):
    """A loan or credit made before to the same borrower."""

    lender: str | None = None
    amount: Amount
    currency: str = "USD"
    on: Date = Field(description="the day it was made")
    repaid: bool | None = Field(None, description="repaid loans count all the same")


class Loan(Strict):
    """A loan or credit, with what the same lender lent the same borrower before."""

    amount: Amount | None = None
    currency: str = "USD"
    tenor_days: Annotated[int, Field(ge=0)] | None = None
    earlier: list[PriorLoan] = Field(
        [], description="earlier loans and credits to the borrower, repaid or not"
    )


def _as_bank(value: Any) -> Any:
    return [{"name": v} if isinstance(v, str) else v for v in as_list(value)]


class Money(Strict):
    """A payment in the activity."""

    amount: Amount | None = None
    currency: str | None = None
    banks: Annotated[
        list[Institution],
        BeforeValidator(_as_bank, json_schema_input_type=list[Institution | str] | str),
    ] = Field([], description="every bank it goes through, in order; each is screened")
    us_financial_system: bool | None = Field(
        None, description="a US bank or US dollar clearing is in the chain"
    )


class Leg(Strict):
    """One stretch of the way (countries, ISO codes or names)."""

    start: str | None = Field(None, alias="from")
    via: Places = Field([], description="countries on the way")
    to: str | None = None
    end_use: str | None = Field(None, description="the country of end use")
    items: Keys = Field([], description="the items on it, by id or place; left out, every item")


class Programme(Strict):
    """The undertaking it belongs to."""

    id: str = Field(description="such as f35")
