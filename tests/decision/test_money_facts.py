"""What an activity says of a debt or a security, and what leaving it out means."""

from __future__ import annotations

from licet.core import documents
from licet.core.dates import AsOf, Moment
from licet.decision.activity import read
from licet.decision.case import GLOBAL, fact_key
from licet.decision.facts import activity_facts
from licet.law.values import Value

BASE = "activity: {kind}\nactor: us_person\nparties: [{{name: Qorvexi, role: {role}}}]\n{more}\n"


def facts(kind: str, role: str, more: str = "") -> dict[str, Value]:
    """The facts of an activity with one party, on 2015-03-01."""
    text = BASE.format(kind=kind, role=role, more=more)
    activity = read(documents.parse(text, "activity.yaml"))
    sheet = activity_facts(activity, AsOf(Moment.parse("2015-03-01")), [])
    return {key[2]: value for key, value in sheet.values.items() if key == fact_key(GLOBAL, key[2])}


def test_a_loan_is_issued_on_the_day_asked() -> None:
    """A loan that is asked about is made then, with the tenor of its loan."""
    made = facts("loan", "borrower", "loan: {amount: 5, tenor_days: 30}")
    assert str(made["debt.issued_on"]) == "2015-03-01"
    assert str(made["debt.tenor_days"]) == "30"


def test_a_described_debt_is_the_one_dealt_in() -> None:
    """Whoever describes a debt and names no borrower means a debt of the party."""
    made = facts("sale", "purchaser", "debt: {issued_on: 2014-10-01, tenor_days: 35}")
    assert made["debt.of_party"] is True
    assert made["debt.earlier_terms"] is False
    assert made["debt.terms_changed"] is False
    other = facts("purchase", "issuer", "debt: {issued_on: 2014-10-01}")
    assert other["debt.of_party"] is False


def test_nothing_is_implied_of_a_payment() -> None:
    """Where no debt is described, whether the act deals in one stays open."""
    made = facts("payment", "payee")
    assert "debt.of_party" not in made
    assert "debt.issued_on" not in made
    assert made["activity.facilitates_foreign_person"] is False


def test_earlier_terms_are_relied_on_by_their_day() -> None:
    """Giving the day on which the terms were agreed is relying on them."""
    made = facts("loan", "borrower", "debt: {terms_agreed_on: 2013-01-01}")
    assert made["debt.earlier_terms"] is True


def test_a_day_of_change_is_a_change() -> None:
    """Giving the day on which terms were changed says that they were."""
    made = facts("loan", "borrower", "debt: {terms_changed_on: 2014-12-01}")
    assert made["debt.terms_changed"] is True


def test_a_bond_has_the_day_of_its_security() -> None:
    """A debt security needs its day of issue only once; shares are no debt."""
    bond = facts("purchase", "issuer", "security: {kind: debt, issued_on: 2014-10-01}")
    assert str(bond["debt.issued_on"]) == "2014-10-01"
    share = facts("purchase", "issuer", "security: {kind: equity, issued_on: 2014-10-01}")
    assert share["debt.of_party"] is False
    assert share["security.publicly_traded"] is True


def test_what_was_said_stands() -> None:
    """A fact given by name is never replaced."""
    made = facts("loan", "borrower", "debt: {issued_on: 2012-01-01, terms_changed: yes}")
    assert str(made["debt.issued_on"]) == "2012-01-01"
    assert made["debt.terms_changed"] is True
