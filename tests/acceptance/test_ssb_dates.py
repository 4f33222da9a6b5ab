"""EDD, what was public when, lists that don't cover a date, and the F-35 on other days."""

from __future__ import annotations

import pytest
from activity_texts import (
    CONDITIONAL,
    DEMIR,
    EDD,
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
    interval,
    licence,
    reasons,
    regime,
    shipment,
)

NO_US_LINK = "money: {us_financial_system: no}\nin_united_states: no"


def held_by_edd(percent: str) -> str:
    """A firm of which EDD holds a share."""
    owners = f"owners: [{{listing: 'ofac:24837', percent: {percent}}}]"
    return f"{{name: Zwyxqet Qarvolim, role: seller, country: CN, {owners}}}"


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2018-09-19", NOTHING), ("2018-09-20", PROHIBITED), ("2018-09-21", PROHIBITED)],
)
def test_edd_around_the_day(ask: Ask, on: str, expected: tuple[str, str]) -> None:
    """EDD is blocked from 20 September 2018 on, and wasn't the day before."""
    assert interval(ask(act("purchase", EDD % "seller"), on)) == expected


@pytest.mark.parametrize(("percent", "on"), [("50", "2019-02-01"), ("100", "2021-08-01")])
def test_what_edd_owns(ask: Ask, percent: str, on: str) -> None:
    """Item (9) passes to what EDD owns by half or more."""
    assert interval(ask(act("purchase", held_by_edd(percent)), on)) == PROHIBITED


def test_what_edd_owns_by_less_than_half(ask: Ask) -> None:
    """49 percent isn't enough."""
    assert interval(ask(act("purchase", held_by_edd("49")), "2021-08-01")) == NOTHING


def test_edd_without_a_us_link(ask: Ask) -> None:
    """A foreign buyer without a US link isn't bound by the blocking of EDD."""
    text = act("purchase", EDD % "seller", actor="foreign_person", more=NO_US_LINK)
    assert interval(ask(text, "2019-02-01")) == NOTHING


@pytest.mark.parametrize("kind", ["foreign_exchange", "bank_transfer"])
def test_edd_through_a_us_bank(ask: Ask, kind: str) -> None:
    """Items (7) and (8) catch anyone who uses US banks for EDD."""
    more = "money: {us_financial_system: yes}"
    text = act(kind, EDD % "payee", actor="foreign_person", more=more)
    assert interval(ask(text, "2019-02-01")) == PROHIBITED


def test_old_licences_for_edd_are_not_grandfathered_by_analogy(ask: Ask) -> None:
    """What was said of SSB's old licences in 2020 wasn't said of EDD's: both answers stand."""
    text = shipment(licence(issued_on="2018-06-01", valid_until="2022-05-31"))
    text = text.replace(SSB % "end_user", EDD % "end_user").replace("us_person", "foreign_person")
    answer = ask(text + NO_US_LINK, "2019-02-01")
    assert regime(answer, "us/caatsa") == ("conditional", "prohibited")


def test_known_before_its_publication(ask: Ask) -> None:
    """The measure was announced in December: what is known by February 2021 already bars."""
    answer = ask(application(SSB % "end_user"), "2020-12-20", known_by="2021-02-01")
    assert interval(answer) == PROHIBITED


@pytest.mark.parametrize(
    ("known_by", "expected"), [("2020-12-13", LICENCE_REQUIRED), ("2020-12-14", PROHIBITED)]
)
def test_known_on_the_day(ask: Ask, known_by: str, expected: tuple[str, str]) -> None:
    """With what was public on 13 December 2020 nothing barred a licence for the week after."""
    answer = ask(application(SSB % "end_user"), "2020-12-20", known_by=known_by)
    assert interval(answer) == expected


def test_what_was_not_public_does_not_leak(ask: Ask) -> None:
    """With what was public on 13 December 2020 nothing in the answer speaks of the measure."""
    answer = ask(act("payment", DEMIR % "payee"), "2020-12-20", known_by="2020-12-13")
    assert interval(answer) == NOTHING
    assert not reasons(answer, "us/caatsa/235/a/9")
    for one in answer.scope["lists"]:
        assert one["snapshot"] is None or one["snapshot"] <= "2020-12-13"
        assert one["next_snapshot"] is None


@pytest.mark.parametrize("on", ["2010-06-01", "2018-12-31", "2020-03-16"])
def test_before_the_first_snapshot(ask: Ask, on: str) -> None:
    """Before a list's first snapshot nobody is found free: not covered, and asked."""
    answer = ask(act("payment", FIRM % "payee"), on)
    assert interval(answer) == OPEN
    uncovered = [one for one in answer.scope["lists"] if one["status"] == "not_covered"]
    assert uncovered
    assert any(question.key[0] == "coverage" for question in answer.questions)


def test_from_the_first_snapshot_of_each_list(ask: Ask) -> None:
    """From the day of the first snapshots on, an unlisted firm is free."""
    assert interval(ask(act("payment", FIRM % "payee"), "2020-03-20")) == NOTHING


def test_an_old_list_is_said_to_be_old(ask: Ask) -> None:
    """A date long after the last snapshot is answered with a caution that says how old it is."""
    answer = ask(act("payment", FIRM % "payee"), "2026-01-01")
    assert any("later listings aren't seen" in caution for caution in answer.cautions)


@pytest.mark.parametrize("on", ["2021-01-07", "2022-02-23", "2025-06-29", "2025-07-01"])
def test_ssb_between_snapshots(ask: Ask, on: str) -> None:
    """SSB stays listed between and after the snapshots that show it."""
    assert interval(ask(application(SSB % "end_user"), on)) == PROHIBITED


def test_the_shelf_life_of_a_last_day(ask: Ask) -> None:
    """The answer of 13 December 2020 says that it changes on the 14th, and to what."""
    life = ask(application(SSB % "end_user"), "2020-12-13", deep=True).valid_until
    assert life is not None
    assert (life.until, life.floor.word) == ("2020-12-14", "prohibited")


def test_the_shelf_life_of_an_old_licence(ask: Ask) -> None:
    """A shipment under an old licence is good until the licence ends."""
    held = licence(valid_until="2021-05-31")
    life = ask(shipment(held), "2020-12-20", deep=True).valid_until
    assert life is not None
    assert (life.until, life.floor.word) == ("2021-06-01", "prohibited")


@pytest.mark.parametrize(
    ("on", "signed_on", "expected"),
    [
        ("2019-07-16", "2018-03-01", NOTHING),
        ("2019-07-17", "2018-03-01", CONDITIONAL),
        ("2020-07-01", "2019-07-16", CONDITIONAL),
        ("2020-07-02", "2020-07-02", PROHIBITED),
        ("2022-12-31", "2018-03-01", CONDITIONAL),
        ("2023-01-01", "2018-03-01", PROHIBITED),
    ],
)
def test_f35_parts_on_other_days(
    ask: Ask, on: str, signed_on: str, expected: tuple[str, str]
) -> None:
    """Parts on contract before the removal of Turkey are taken through 2022, others not."""
    more = f"{GOODS}\nprogramme: {{id: f35}}\ncontract: {{signed_on: {signed_on}}}"
    answer = ask(act("import", FIRM % "supplier", more=more), on)
    assert regime(answer, "us/programmes") == expected


def test_f35_parts_when_the_contract_is_not_dated(ask: Ask) -> None:
    """Without the day of the contract both answers stand."""
    more = f"{GOODS}\nprogramme: {{id: f35}}"
    answer = ask(act("import", FIRM % "supplier", more=more), "2020-07-01")
    assert interval(answer) == ("conditional", "prohibited")


@pytest.mark.parametrize("on", ["2018-09-20T00:01-04:00", "2018-09-20T23:59-04:00"])
def test_an_hour_of_the_day_itself(ask: Ask, on: str) -> None:
    """A measure of a bare date governs its whole day, also for one who asks by the hour."""
    assert interval(ask(act("purchase", EDD % "seller"), on)) == PROHIBITED
