"""The words that facts of type ``word`` may take, where the set is closed."""

from __future__ import annotations

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
AGENCIES = (
    "ddtc",
    "bis",
    "ofac",
    "doe",
    "nrc",
    "eu_authority",
    "ofsi",
    "ecju",
    "competent_agency",
)
ITEM_KINDS = ("goods", "technology", "software", "service")
JURISDICTIONS = ("itar", "ear", "none")
PARTY_KINDS = ("person", "organisation", "vessel", "aircraft")
US_AGENCIES = ("none", "export_import_bank", "licensing_agency", "procurement", "other")
