"""The vocabulary of facts: every name a provision may read, defined once.

A fact that isn't known is simply absent; conditions over it are unknown, never false.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from licet.core.errors import nearest

FactType = Literal["word", "words", "truth", "date", "number"]

ACTIVITY_KINDS = (
    "export",
    "reexport",
    "transfer_in_country",
    "licence_application",
    "licence_amendment",
    "temporary_import",
    "import",
    "purchase",
    "sale",
    "payment",
    "loan",
    "credit",
    "export_credit",
    "service",
    "investment",
    "contract_signature",
    "contract_negotiation",
    "procurement",
    "foreign_exchange",
    "bank_transfer",
    "international_loan",
    "visa",
    "dealing",
)
ROLES = (
    "end_user",
    "consignee",
    "intermediate_consignee",
    "purchaser",
    "seller",
    "supplier",
    "foreign_party",
    "applicant",
    "borrower",
    "lender",
    "payer",
    "payee",
    "beneficiary",
    "bank",
    "signatory",
    "negotiator",
    "owner",
    "shareholder",
    "contract_party",
    "agent",
    "carrier",
    "insurer",
    "investor",
    "issuer",
    "other",
)
LICENCE_KINDS = (
    "specific_licence",
    "agreement",
    "general_licence",
    "licence_exception",
    "exemption",
    "fms",
    "none",
)
AGENCIES = ("ddtc", "bis", "ofac", "doe", "nrc", "competent_agency")
ITEM_KINDS = ("goods", "technology", "software", "service")
JURISDICTIONS = ("itar", "ear", "none")
PARTY_KINDS = ("person", "organisation", "vessel", "aircraft")
US_AGENCIES = ("none", "export_import_bank", "licensing_agency", "procurement", "other")


@dataclass(frozen=True, slots=True)
class Fact:
    """One name a provision may read: its type, unit or values, meaning and where it comes from."""

    name: str
    type: FactType
    meaning: str
    comes_from: str
    values: tuple[str, ...] = ()
    unit: str | None = None


def _all() -> list[Fact]:
    said, found = "the activity", "licet, from the activity and the lists"
    return [
        Fact("activity.kind", "word", "what is being done", said, ACTIVITY_KINDS),
        Fact(
            "activity.judged_as",
            "word",
            "for a licence application or amendment, the act it seeks; else the kind itself",
            found,
            ACTIVITY_KINDS,
        ),
        Fact(
            "activity.territory",
            "words",
            "every country or territory touched: parties, from, via, to, end use (ISO 3166 codes; "
            "UA-43 Crimea, UA-14 Donetsk, UA-09 Luhansk)",
            found,
        ),
        Fact("activity.humanitarian", "truth", "it serves to relieve human suffering", said),
        Fact("activity.in_united_states", "truth", "some of it happens in the United States", said),
        Fact(
            "activity.us_financial_system",
            "truth",
            "a US bank or US dollar clearing is in the payment chain",
            said,
        ),
        Fact("actor.us_person", "truth", "the actor is a US person", said),
        Fact("actor.us_financial_institution", "truth", "the actor is a US bank or lender", said),
        Fact(
            "actor.us_government_agency",
            "word",
            "the US agency that acts or whose support is sought",
            said,
            US_AGENCIES,
        ),
        Fact(
            "actor.owned_by_us_person",
            "truth",
            "a foreign entity owned or controlled by a US person",
            said,
        ),
        Fact("item.kind", "word", "what is moved or done", said, ITEM_KINDS),
        Fact("item.us_origin", "truth", "of US origin", said),
        Fact("item.jurisdiction", "word", "which US regulations control it", said, JURISDICTIONS),
        Fact("item.eccn", "word", "its Export Control Classification Number, or EAR99", said),
        Fact("party.role", "word", "the role of the party looked at", said, ROLES),
        Fact("party.kind", "word", "what the party is", found, PARTY_KINDS),
        Fact("party.is_financial_institution", "truth", "the party is a bank or lender", said),
        Fact(
            "party.government_of",
            "word",
            "the country whose government the party is, or is owned or controlled by",
            said,
        ),
        Fact("measure.effective_on", "date", "the day the measure took effect", "the lists"),
        Fact("measure.programmes", "words", "programme tags of the listing", "the lists"),
        Fact(
            "licence.needed",
            "truth",
            "the act needs a US export licence or other approval at all",
            "the activity (an application seeks one, so it is needed there)",
        ),
        Fact("licence.kind", "word", "the authorisation relied on or sought", said, LICENCE_KINDS),
        Fact("licence.issued_on", "date", "the day the licence was issued", said),
        Fact(
            "licence.valid_on_date", "truth", "neither expired nor revoked on the date asked", found
        ),
        Fact("licence.balance_remaining", "truth", "its quantity and value aren't exhausted", said),
        Fact(
            "licence.covers_activity", "truth", "it covers these parties, items and end use", said
        ),
        Fact(
            "licence.in_furtherance_of_agreement",
            "truth",
            "it is in furtherance of an approved agreement (22 CFR 120.57 ff.)",
            said,
        ),
        Fact("licence.issued_by", "word", "the agency that issued it", said, AGENCIES),
        Fact("contract.signed_on", "date", "the day the contract was signed", said),
        Fact("loan.amount", "number", "this loan or credit", said, unit="USD"),
        Fact(
            "loan.total_12_months",
            "number",
            "loans and credits by this institution to this party over a rolling 12 months, repaid "
            "or not, with this one",
            found,
            unit="USD",
        ),
        Fact("programme.id", "word", "the undertaking it belongs to, such as f35", said),
        Fact("programme.supplier_country", "word", "the country of the supplying firm", found),
    ]


FACTS: dict[str, Fact] = {fact.name: fact for fact in _all()}


def unknown_fact(name: str) -> str:
    """The sentence for a fact nobody defined, with the nearest one that exists."""
    return f"'{name}' is not a fact licet knows; {nearest(name, FACTS)}see `licet law facts`."
