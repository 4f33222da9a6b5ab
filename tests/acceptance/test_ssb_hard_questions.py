"""Questions a trade lawyer would try the engine with."""

from __future__ import annotations

import pytest
from activity_texts import (
    CONDITIONAL,
    DEMIR,
    FIRM,
    GOODS,
    LICENCE_REQUIRED,
    NOTHING,
    OPEN,
    PROHIBITED,
    SSB,
    Ask,
    act,
    application,
    asks,
    interval,
    licence,
    reasons,
    shipment,
)

from licet.core.errors import NotCoveredError

NO_US_LINK = "money: {us_financial_system: no}\nin_united_states: no"
BANK = "{kind: us_financial_institution, name: Bank A}"


def owned(owners: str) -> str:
    """A firm as seller, with owners."""
    return (FIRM % "seller").replace("}", f", owners: [{owners}]}}")


def test_midnight_in_ankara_is_afternoon_in_washington(ask: Ask) -> None:
    """At 00:30 on 14 December in Ankara it is still the 13th where the measure was taken."""
    answer = ask(application(SSB % "end_user"), "2020-12-14T00:30+03:00")
    assert interval(answer) == LICENCE_REQUIRED


def test_late_evening_in_hawaii_is_the_next_day_in_washington(ask: Ask) -> None:
    """At 20:00 on 13 December in Hawaii it is 01:00 on the 14th in Washington."""
    answer = ask(application(SSB % "end_user"), "2020-12-13T20:00-10:00")
    assert interval(answer) == PROHIBITED


def test_an_owner_named_as_a_party(ask: Ask) -> None:
    """A blocked person named as owner of the other side, without a share, may hold half of it."""
    answer = ask(act("purchase", FIRM % "seller", DEMIR % "owner"), "2021-03-01")
    assert answer.ceiling.word == "prohibited"
    assert not answer.determined


def test_an_owner_named_as_a_party_and_with_his_share(ask: Ask) -> None:
    """Where the share is given under the firm, naming the owner as a party too opens nothing."""
    firm = owned("{listing: 'ofac:27018', percent: 30}")
    assert interval(ask(act("purchase", firm, DEMIR % "owner"), "2021-03-01")) == NOTHING


def test_an_owner_named_as_a_party_of_another_share(ask: Ask) -> None:
    """Where the share under the firm is half, it is blocked, however the owner is named besides."""
    firm = owned("{listing: 'ofac:27018', percent: 50}")
    assert interval(ask(act("purchase", firm, DEMIR % "owner"), "2021-03-01")) == PROHIBITED


def test_noon_in_ankara_on_the_day(ask: Ask) -> None:
    """An old licence and an hour of the day of the measure: still conditional."""
    assert interval(ask(shipment(licence()), "2020-12-14T12:00+03:00")) == CONDITIONAL


def test_an_hour_in_another_zone_and_a_licence_of_the_eve(ask: Ask) -> None:
    """A licence valid through the 13th still holds at 05:00 of the 14th in Ankara."""
    held = licence(valid_until="2020-12-13")
    assert interval(ask(shipment(held), "2020-12-14T05:00+03:00")) == CONDITIONAL


def test_relief_does_not_unblock(ask: Ask) -> None:
    """Humanitarian intent opens the cap on loans, not a payment to a blocked person."""
    answer = ask(act("payment", DEMIR % "payee", more="humanitarian: true"), "2021-03-01")
    assert interval(answer) == PROHIBITED


def test_a_foreign_subsidiary_of_a_us_person(ask: Ask) -> None:
    """Executive Order 13849 blocks property under US persons; a foreign subsidiary isn't one."""
    text = act("payment", DEMIR % "payee", actor="us_owned_foreign_entity", more=NO_US_LINK)
    assert interval(ask(text, "2021-03-01")) == NOTHING


def test_an_ofac_licence_for_demir(ask: Ask) -> None:
    """A valid OFAC licence that covers it lets a payment to Demir pass."""
    held = licence(form=None, issued_by="ofac", issued_on="2021-02-01")
    assert interval(ask(act("payment", DEMIR % "payee", more=held), "2021-03-01")) == CONDITIONAL


def test_a_licence_of_another_agency_for_demir(ask: Ask) -> None:
    """A DDTC licence, however valid, doesn't unblock Demir."""
    text = act("export", DEMIR % "consignee", SSB % "end_user", more=f"{GOODS}\n{licence()}")
    assert interval(ask(text, "2021-03-01")) == PROHIBITED


def test_paying_ssb_into_the_hands_of_demir(ask: Ask) -> None:
    """Paying SSB is free, but not through Demir as its agent."""
    text = act("payment", SSB % "payee", DEMIR % "agent")
    assert interval(ask(text, "2021-03-01")) == PROHIBITED


def test_an_application_that_does_not_say_for_what(ask: Ask) -> None:
    """Without the kind of item both answers stand, and it is asked."""
    answer = ask(act("licence_application", SSB % "end_user"), "2021-03-01")
    assert interval(answer) == ("licence_required", "prohibited")
    assert asks(answer, "item.kind")


def test_a_transfer_inside_turkey(ask: Ask) -> None:
    """The statute speaks of exports; a transfer inside Turkey is undetermined and said to be."""
    more = f"{GOODS}\nfacts: {{licence.needed: yes}}"
    answer = ask(act("transfer_in_country", SSB % "end_user", more=more), "2021-03-01")
    assert answer.ceiling.word == "prohibited"
    assert not answer.determined
    assert reasons(answer, "us/caatsa/235/a/2/unanswered-routes")


def test_dates_that_contradict_the_word_valid(ask: Ask) -> None:
    """A licence called valid whose last day has passed is not valid."""
    held = licence(valid="true", valid_until="2020-12-01")
    assert interval(ask(shipment(held), "2020-12-20")) == PROHIBITED


def test_a_licence_known_to_be_valid_without_its_last_day(ask: Ask) -> None:
    """Who knows that the licence is valid needn't give its last day."""
    held = licence(valid="true", valid_until=None)
    assert interval(ask(shipment(held), "2020-12-20")) == CONDITIONAL


def test_a_licence_of_next_week(ask: Ask) -> None:
    """A licence that isn't issued yet carries nothing today."""
    held = licence(issued_on="2020-12-11")
    assert interval(ask(shipment(held), "2020-12-10")) == LICENCE_REQUIRED


def test_a_loan_agreement_signed_before_the_measure(ask: Ask) -> None:
    """No grandfathering was stated for loans: an old agreement doesn't lift the cap."""
    more = "loan: {amount: 20000000}\ncontract: {signed_on: 2020-06-01}"
    text = act("loan", SSB % "borrower", actor=BANK, more=more)
    assert interval(ask(text, "2020-12-20")) == PROHIBITED


def test_a_lender_written_with_its_legal_form(ask: Ask) -> None:
    """``Bank A, N.A.`` may well be Bank A: its loans are never certainly another's."""
    more = (
        "loan: {amount: 2000000, earlier: "
        "[{lender: 'Bank A, N.A.', amount: 9000000, on: 2021-01-05}]}"
    )
    answer = ask(act("loan", SSB % "borrower", actor=BANK, more=more), "2021-03-01")
    assert answer.ceiling.word == "prohibited"


def test_blocked_under_different_programmes(ask: Ask) -> None:
    """Shares of persons blocked under different programmes are added together (FAQ 401)."""
    both = "{listing: 'ofac:27018', percent: 25}, {listing: 'ofac:306', percent: 25}"
    text = act("purchase", owned(both))
    assert interval(ask(text, "2021-03-01")) == PROHIBITED
    assert interval(ask(text, "2020-12-13")) == NOTHING


def test_the_names_of_the_owners_alone(ask: Ask) -> None:
    """Two owners who may be listed leave it open whether half is held by blocked persons."""
    both = "{name: Ismail Demir, percent: 25}, {name: Faruk Yigit, percent: 25}"
    assert interval(ask(act("purchase", owned(both)), "2021-03-01")) == OPEN


def test_one_open_and_one_small_owner(ask: Ask) -> None:
    """An open match with 49 percent can't reach half, so it opens nothing."""
    text = act("purchase", owned("{name: Ismail Demir, kind: person, percent: 49}"))
    assert interval(ask(text, "2021-03-01")) == NOTHING


def test_a_shareholder_by_name(ask: Ask) -> None:
    """SSB by name only, and only as shareholder, changes nothing."""
    named = "{name: Presidency of Defense Industries, role: shareholder, country: TR}"
    text = act("licence_application", FIRM % "end_user", named, more=GOODS)
    assert interval(ask(text, "2021-02-01")) == LICENCE_REQUIRED


def test_a_listing_nobody_knows(ask: Ask) -> None:
    """A listing id that no list holds is refused, not taken for a clean party."""
    text = act("payment", "{listing: 'ofac:99999999', role: payee}")
    with pytest.raises(NotCoveredError, match="99999999"):
        ask(text, "2021-03-01")


def test_a_party_in_two_places(ask: Ask) -> None:
    """SSB as shareholder of one party and end user in its own name is judged as end user."""
    firm = (FIRM % "consignee").replace("}", ", owners: [{listing: 'ofac:27016', percent: 100}]}")
    text = act("licence_application", firm, SSB % "end_user", more=GOODS)
    assert interval(ask(text, "2021-02-01")) == PROHIBITED


def test_the_successor_of_demir(ask: Ask) -> None:
    """After June 2023 a contract signed by another, unlisted head of SSB isn't barred."""
    signer = "{name: Xqelbur Zorqanli, kind: person, country: TR, role: signatory}"
    text = act("contract_signature", SSB % "contract_party", signer)
    assert interval(ask(text, "2023-07-01")) == NOTHING


def test_an_amendment_on_the_last_free_day(ask: Ask) -> None:
    """On 13 December 2020 an amendment was still obtainable; the next day it wasn't."""
    text = act("licence_amendment", SSB % "end_user", more=f"{GOODS}\n{licence()}")
    assert interval(ask(text, "2020-12-13")) == LICENCE_REQUIRED
    assert interval(ask(text, "2020-12-14")) == PROHIBITED


def test_property_blocked_before_a_sale_stays_blocked(ask: Ask) -> None:
    """A firm that was sold is free, and it is said that what was blocked stays so (FAQ 402)."""
    sold = "{listing: 'ofac:27018', percent: 60, to: 2021-02-28}"
    answer = ask(act("purchase", owned(sold)), "2021-03-01")
    assert interval(answer) == NOTHING
    assert any("already blocked" in caution for caution in answer.cautions)
