"""Facts of debts and securities that follow from what an activity says, and what left out means.

A loan is issued when it is made; whoever describes a debt means the one the act deals in, of the
borrower or issuer where one is named; an exception for terms agreed earlier is relied on only by
who gives the day they were agreed.
"""

from __future__ import annotations

from licet.core.dates import AsOf
from licet.decision.activity import Activity
from licet.decision.case import GLOBAL, fact_key
from licet.decision.sheet import FactSheet
from licet.law.values import Dates, Number, Value

LENDING = {"loan", "credit", "export_credit"}
LEFT_OUT: dict[str, Value] = {
    "debt.terms_changed": False,
    "security.publicly_traded": True,
    "activity.facilitates_foreign_person": False,
}


def supply(activity: Activity, asked: AsOf, sheet: FactSheet) -> None:
    """Add what is implied; a fact that was said stands."""

    def known(name: str) -> Value | None:
        return sheet.values.get(fact_key(GLOBAL, name))

    def imply(name: str, value: Value | None) -> None:
        if known(name) is None:
            sheet.put(GLOBAL, name, value)

    lends = activity.judged_as in LENDING
    if lends:
        imply("debt.issued_on", Dates.exactly(asked.moment))
        tenor = activity.loan.tenor_days if activity.loan else None
        imply("debt.tenor_days", None if tenor is None else Number.exactly(tenor))
    if known("security.kind") == "debt":
        imply("debt.issued_on", known("security.issued_on"))
    described = any(key[2].startswith("debt.") for key in sheet.values)
    debtor = any({"borrower", "issuer"} & set(party.role) for party in activity.everybody)
    imply("debt.of_party", not debtor if described else None)
    if known("security.kind") in {"equity", "other"}:
        imply("debt.of_party", False)
    imply("debt.earlier_terms", known("debt.terms_agreed_on") is not None)
    imply("debt.terms_changed", True if known("debt.terms_changed_on") is not None else None)
    for name, value in LEFT_OUT.items():
        imply(name, value)
