"""A second look: who issued the licence, when a contract was signed, dates without end."""

from __future__ import annotations

import pytest
from activity_texts import (
    CONDITIONAL,
    DEMIR,
    GOODS,
    NOTHING,
    PROHIBITED,
    SERVICE,
    SSB,
    Ask,
    act,
    application,
    interval,
    licence,
    shipment,
)

from licet.core.errors import LicetError


def test_an_ofac_licence_is_no_export_licence(ask: Ask) -> None:
    """A licence that OFAC issued doesn't carry an export of ITAR goods to SSB."""
    answer = ask(shipment(licence(form=None, issued_by="ofac")), "2020-12-20")
    assert answer.ceiling.word == "prohibited"


def test_a_contract_signed_before_he_was_blocked(ask: Ask) -> None:
    """A contract that Demir signed in January 2020 may be paid: he was not blocked then."""
    signed = f"contract: {{signed_on: 2020-01-10, signed_by: [{DEMIR % 'signatory'}]}}"
    answer = ask(act("payment", SSB % "payee", more=signed), "2021-02-01")
    assert answer.floor.word == "no_restriction_found"


def test_a_contract_signed_after_he_was_blocked(ask: Ask) -> None:
    """Performing a contract that Demir signed while blocked is never simply free."""
    signed = f"contract: {{signed_on: 2021-01-10, signed_by: [{DEMIR % 'signatory'}]}}"
    answer = ask(act("payment", SSB % "payee", more=signed), "2021-02-01")
    assert answer.ceiling.word == "prohibited"


def test_demir_in_two_roles(ask: Ask) -> None:
    """Who signs and is paid as well is dealt with as payee."""
    text = act("payment", DEMIR % "[signatory, payee]")
    assert interval(ask(text, "2021-02-01")) == PROHIBITED


def test_two_items_in_one_application(ask: Ask) -> None:
    """One item that is barred bars the application, whatever the other is."""
    items = "items: [{kind: service, jurisdiction: ear}, {kind: technology, jurisdiction: itar}]"
    text = act("licence_application", SSB % "end_user", more=items)
    assert interval(ask(text, "2021-02-01")) == PROHIBITED


@pytest.mark.parametrize("sought", ["temporary_import", "import"])
def test_an_application_for_an_import(ask: Ask, sought: str) -> None:
    """An application for a temporary import or an import from SSB isn't barred."""
    text = application(SSB % "supplier") + f"seeks: {sought}\n"
    assert interval(ask(text, "2021-02-01")) == NOTHING


def test_a_defence_service_after_the_measure(ask: Ask) -> None:
    """A defence service under an agreement of 2021 isn't saved by the policy on old ones."""
    held = licence(kind="agreement", form="TAA", issued_on="2021-01-05")
    text = act("service", SSB % "foreign_party", more=f"{SERVICE}\n{held}")
    assert interval(ask(text, "2021-02-01")) == PROHIBITED


def test_a_licence_without_end(ask: Ask) -> None:
    """31 December 9999, a usual way to write no end, is understood or refused in a sentence."""
    text = shipment(licence(valid_until="9999-12-31"))
    try:
        answer = ask(text, "2020-12-20", deep=True)
    except LicetError:
        return
    assert interval(answer) == CONDITIONAL


@pytest.mark.parametrize(
    "on", ["9999-12-31", "0001-01-01", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"]
)
def test_the_ends_of_the_calendar(ask: Ask, on: str) -> None:
    """A date at the end of the calendar is answered or refused in a sentence, never a crash."""
    loan = "loan: {amount: 1, earlier: [{amount: 1, on: 0001-01-01}]}"
    for text in (act("payment", DEMIR % "payee"), act("loan", SSB % "borrower", more=loan)):
        try:
            answer = ask(text, on, deep=True)
        except LicetError:
            continue
        assert answer.floor <= answer.ceiling


def test_blanks_around_a_listing(ask: Ask) -> None:
    """Blanks around a listing id are no other listing."""
    text = act("payment", "{listing: ' OFAC:27018 ', role: payee}")
    assert interval(ask(text, "2021-02-01")) == PROHIBITED


def test_the_items_of_an_export_are_looked_at_one_by_one(ask: Ask) -> None:
    """Under an old licence two items are both within its condition."""
    items = GOODS.replace("]", ", {kind: technology, jurisdiction: itar}]")
    text = act("export", SSB % "end_user", more=f"{items}\n{licence()}")
    assert interval(ask(text, "2020-12-20")) == CONDITIONAL
