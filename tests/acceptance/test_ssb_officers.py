"""Ismail Demir and the other officers: payments and signatures."""

from __future__ import annotations

import pytest
from activity_texts import (
    DEMIR,
    NOTHING,
    OPEN,
    PROHIBITED,
    SSB,
    Ask,
    act,
    asks,
    duties,
    interval,
    reasons,
)

DELEGATE = "{name: Bkrzan Oqwutelli, role: signatory, kind: person, country: TR}"
FOREIGN = "money: {us_financial_system: no}\nin_united_states: no"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2020-12-13", NOTHING),
        ("2020-12-14", PROHIBITED),
        ("2020-12-15", PROHIBITED),
        ("2021-04-06", PROHIBITED),
        ("2021-07-07", PROHIBITED),
        ("2024-01-15", PROHIBITED),
    ],
)
def test_a_payment_to_demir(ask: Ask, on: str, expected: tuple[str, str]) -> None:
    """Paying Demir is barred from the day of the announcement, before its publication in April,
    and after he left SSB in June 2023."""
    assert interval(ask(act("payment", DEMIR % "payee"), on)) == expected


def test_what_must_be_done_with_a_payment_to_demir(ask: Ask) -> None:
    """Property of Demir is blocked and reported, not rejected."""
    found = duties(ask(act("payment", DEMIR % "payee"), "2021-03-01"))
    assert found["block"] == found["report"] == found["annual_report"] == "certain"
    assert "reject" not in found


@pytest.mark.parametrize("listing", ["27018", "30685", "30686", "30687"])
def test_all_four_officers(ask: Ask, listing: str) -> None:
    """Demir, Yigit, Gencoglu and Deniz are each blocked."""
    text = act("payment", f"{{listing: 'ofac:{listing}', role: payee}}")
    assert interval(ask(text, "2021-03-01")) == PROHIBITED


def test_a_foreigner_pays_demir_at_home(ask: Ask) -> None:
    """A foreign person who pays Demir without any US link isn't bound."""
    text = act("payment", DEMIR % "payee", actor="foreign_person", more=FOREIGN)
    assert interval(ask(text, "2021-03-01")) == NOTHING


@pytest.mark.parametrize("link", ["money: {us_financial_system: yes}", "in_united_states: yes"])
def test_a_foreigner_pays_demir_through_the_united_states(ask: Ask, link: str) -> None:
    """A foreign person who routes the payment through a US bank causes a violation."""
    text = act("payment", DEMIR % "payee", actor="foreign_person", more=link)
    assert interval(ask(text, "2021-03-01")) == PROHIBITED


def test_a_foreigner_who_says_nothing_of_the_banks(ask: Ask) -> None:
    """Where the payment chain isn't known, both answers stand and it is asked."""
    answer = ask(act("payment", DEMIR % "payee", actor="foreign_person"), "2021-03-01")
    assert interval(answer) == OPEN
    assert asks(answer, "activity.us_financial_system")


def test_an_unknown_actor(ask: Ask) -> None:
    """An actor nobody classified leaves both answers, and the actor is asked for."""
    answer = ask(act("payment", DEMIR % "payee", actor="unknown", more=FOREIGN), "2021-03-01")
    assert interval(answer) == OPEN
    assert asks(answer, "actor.us_person")


def test_a_contract_signed_by_a_delegate(ask: Ask) -> None:
    """A contract with SSB that an unblocked delegate signs isn't barred (FAQ 840)."""
    text = act("contract_signature", SSB % "contract_party", DELEGATE)
    answer = ask(text, "2021-03-01")
    assert interval(answer) == NOTHING


@pytest.mark.parametrize(("on", "expected"), [("2020-12-13", NOTHING), ("2020-12-14", PROHIBITED)])
def test_the_day_of_demirs_signature(ask: Ask, on: str, expected: tuple[str, str]) -> None:
    """Demir's signature bars a contract from 14 December 2020, not the day before."""
    signed = f"contract: {{signed_by: [{DEMIR % 'signatory'}]}}"
    text = act("contract_signature", SSB % "contract_party", more=signed)
    assert interval(ask(text, on)) == expected


def test_demir_and_a_delegate_both_sign(ask: Ask) -> None:
    """A second, unblocked signature doesn't heal the first."""
    text = act("contract_signature", SSB % "contract_party", DEMIR % "signatory", DELEGATE)
    assert interval(ask(text, "2021-03-01")) == PROHIBITED


def test_negotiating_with_demir(ask: Ask) -> None:
    """A US person may not negotiate with Demir, even for the unblocked SSB."""
    text = act("contract_negotiation", SSB % "contract_party", DEMIR % "negotiator")
    answer = ask(text, "2021-03-01")
    assert interval(answer) == PROHIBITED
    assert reasons(answer, "us/ofac/signatory")


def test_a_foreigner_signs_with_demir(ask: Ask) -> None:
    """Guidance to US persons doesn't bind a foreign firm without a US link."""
    text = act("contract_signature", DEMIR % "signatory", actor="foreign_person", more=FOREIGN)
    assert interval(ask(text, "2021-03-01")) == NOTHING
