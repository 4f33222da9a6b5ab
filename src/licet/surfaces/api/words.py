"""Words for the fields of an activity whose own schema says no more than their names do."""

from __future__ import annotations

from typing import Any

WORDS = {
    "Amendment.on": "the day of the amendment",
    "Contract.signed_on": "the day it was signed",
    "Institution.kind": "what it is",
    "Institution.is_financial_institution": "whether it is a financial institution",
    "Item.kind": "goods, technology, software or a service",
    "Item.description": "what it is, in your words",
    "Item.us_origin": "whether it is of US origin",
    "Item.value": "its value, in its currency",
    "Item.currency": "ISO 4217 code of the currency",
    "Item.quantity": "how many",
    "Leg.from": "country it leaves",
    "Leg.to": "country it goes to",
    "Licence.number": "its number",
    "Licence.issued_on": "the day it was issued",
    "Licence.currency": "ISO 4217 code of the currency",
    "Licence.in_furtherance_of_agreement": "whether it furthers an approved agreement",
    "Loan.amount": "how much is lent, in its currency",
    "Loan.currency": "ISO 4217 code of the currency",
    "Loan.tenor_days": "days until it is due",
    "Money.amount": "how much, in its currency",
    "Money.currency": "ISO 4217 code of the currency",
    "Owner.kind": "what it is",
    "Owner.country": "its country (ISO code or name)",
    "Party.kind": "what it is",
    "Party.is_financial_institution": "whether it is a financial institution",
    "PriorLoan.lender": "who lent it",
    "PriorLoan.amount": "how much was lent, in its currency",
    "PriorLoan.currency": "ISO 4217 code of the currency",
    "Activity.contract": "the contract it belongs to",
    "Activity.loan": "the loan that is asked about",
    "Activity.programme": "the programme it belongs to",
}


def put(schemas: dict[str, Any]) -> dict[str, Any]:
    """The schemas, with words where they have none."""
    for name, schema in schemas.items():
        for field, told in schema.get("properties", {}).items():
            if f"{name}.{field}" in WORDS:
                told.setdefault("description", WORDS[f"{name}.{field}"])
    return schemas
