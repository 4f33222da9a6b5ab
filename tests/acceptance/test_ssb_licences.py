"""Shipments and applications with SSB, on the days around the boundary and by other routes."""

from __future__ import annotations

import pytest
from activity_texts import (
    CONDITIONAL,
    DUAL_USE,
    GOODS,
    LICENCE_REQUIRED,
    NOTHING,
    OPEN,
    PROHIBITED,
    SERVICE,
    SSB,
    Ask,
    act,
    application,
    asks,
    interval,
    licence,
    reasons,
    regime,
    shipment,
)

MAYBE = ("conditional", "prohibited")


@pytest.mark.parametrize(
    ("issued_on", "expected"),
    [("2020-12-13", CONDITIONAL), ("2020-12-14", MAYBE), ("2020-12-15", PROHIBITED)],
)
def test_a_licence_issued_around_the_measure(
    ask: Ask, issued_on: str, expected: tuple[str, str]
) -> None:
    """A licence of the day before survives, one of the day after doesn't; the day is open."""
    assert interval(ask(shipment(licence(issued_on=issued_on)), "2020-12-20")) == expected


@pytest.mark.parametrize("on", ["2020-12-13", "2020-12-14", "2020-12-15", "2022-06-01"])
def test_an_old_licence_runs_on(ask: Ask, on: str) -> None:
    """Shipping under an old, valid licence is conditional before, on and after the measure."""
    assert interval(ask(shipment(licence()), on)) == CONDITIONAL


def test_before_the_measure_no_condition_of_it_is_shown(ask: Ask) -> None:
    """On 13 December 2020 the condition is the licence's own; section 235 says nothing yet."""
    answer = ask(shipment(licence()), "2020-12-13")
    assert regime(answer, "us/caatsa") == NOTHING
    assert not any("amendments are denied" in condition for condition in answer.conditions)


@pytest.mark.parametrize(
    ("valid_until", "expected"), [("2020-12-19", PROHIBITED), ("2020-12-20", CONDITIONAL)]
)
def test_the_last_day_of_a_licence(ask: Ask, valid_until: str, expected: tuple[str, str]) -> None:
    """The last day of validity is still within the licence; the day after it is not."""
    assert interval(ask(shipment(licence(valid_until=valid_until)), "2020-12-20")) == expected


def test_an_expired_licence_before_the_measure_can_be_renewed(ask: Ask) -> None:
    """Before the measure an expired licence means no more than that a new one is needed."""
    held = licence(valid_until="2020-11-30")
    assert interval(ask(shipment(held), "2020-12-13")) == LICENCE_REQUIRED


@pytest.mark.parametrize(
    "change",
    [{"balance_remaining": "false"}, {"covers_activity": "false"}, {"valid": "false"}],
    ids=["exhausted", "other end use", "revoked"],
)
def test_a_licence_that_no_longer_serves(ask: Ask, change: dict[str, str]) -> None:
    """An exhausted or revoked licence, or one for something else, carries nothing to SSB."""
    assert interval(ask(shipment(licence(**change)), "2020-12-20")) == PROHIBITED


@pytest.mark.parametrize(
    ("left_out", "fact"),
    [
        ("balance_remaining", "licence.balance_remaining"),
        ("valid_until", "licence.valid_on_date"),
        ("issued_on", "licence.issued_on"),
    ],
)
def test_what_is_not_known_of_a_licence_is_asked(ask: Ask, left_out: str, fact: str) -> None:
    """An unknown balance, expiry or day of issue leaves both answers and is asked for."""
    answer = ask(shipment(licence(**{left_out: None})), "2020-12-20")
    assert interval(answer) == MAYBE
    assert asks(answer, fact)


def test_coverage_nobody_is_sure_of(ask: Ask) -> None:
    """Whether the licence covers the act, where unknown, leaves both answers."""
    answer = ask(shipment(licence(covers_activity="unknown")), "2020-12-20")
    assert interval(answer) == MAYBE


@pytest.mark.parametrize("on", ["2020-12-13", "2020-12-14", "2024-03-01"])
def test_a_new_licence_on_each_day(ask: Ask, on: str) -> None:
    """A new licence is obtainable up to 13 December 2020 and barred ever after."""
    expected = LICENCE_REQUIRED if on < "2020-12-14" else PROHIBITED
    assert interval(ask(application(SSB % "end_user"), on)) == expected


def test_a_new_licence_in_furtherance_of_an_old_agreement(ask: Ask) -> None:
    """A new licence in furtherance of an agreement approved before is denied like any other."""
    sought = "licence: {kind: specific_licence, in_furtherance_of_agreement: true}"
    text = act("licence_application", SSB % "end_user", more=f"{GOODS}\n{sought}")
    assert interval(ask(text, "2021-01-10")) == PROHIBITED


def test_a_licence_in_furtherance_issued_after_the_measure(ask: Ask) -> None:
    """A shipment under a licence of 2021 isn't saved by the agreement it serves."""
    held = licence(issued_on="2021-01-11", in_furtherance_of_agreement="true")
    assert interval(ask(shipment(held), "2021-02-01")) == PROHIBITED


def test_an_old_agreement_is_performed(ask: Ask) -> None:
    """Defence services under an agreement approved before the measure go on within it."""
    held = licence(kind="agreement", form="TAA")
    text = act("service", SSB % "foreign_party", more=f"{SERVICE}\n{held}")
    assert interval(ask(text, "2021-01-10")) == CONDITIONAL


def test_an_old_reexport_authorisation(ask: Ask) -> None:
    """Current and valid reexport authorisations are unaffected, whoever reexports."""
    more, turk = f"{GOODS}\n{licence()}", "{kind: foreign_person, country: TR}"
    text = act("reexport", SSB % "end_user", actor=turk, more=more)
    assert interval(ask(text, "2021-01-10")) == CONDITIONAL


def test_a_reexport_by_somebody_who_may_be_british(ask: Ask) -> None:
    """Where the actor's country is left out, the control of another country may be added."""
    text = act("reexport", SSB % "end_user", actor="foreign_person", more=f"{GOODS}\n{licence()}")
    answer = ask(text, "2021-01-10")
    assert interval(answer) == ("conditional", "licence_required")
    assert asks(answer, "actor.uk_person")


def test_a_reexport_without_one(ask: Ask) -> None:
    """A reexport to SSB that needs a US licence can get none, whoever reexports."""
    more = f"{GOODS}\nfacts: {{licence.needed: yes}}"
    text = act("reexport", SSB % "end_user", actor="foreign_person", more=more)
    assert interval(ask(text, "2021-01-10")) == PROHIBITED


@pytest.mark.parametrize("kind", ["licence_exception", "exemption", "fms", "general_licence"])
def test_routes_without_an_official_answer(ask: Ask, kind: str) -> None:
    """Licence exceptions, ITAR exemptions and FMS are undetermined, and it says what is unread."""
    answer = ask(shipment(f"licence: {{kind: {kind}}}"), "2021-01-10")
    assert answer.ceiling.word == "prohibited"
    assert not answer.determined
    (reason,) = reasons(answer, "us/caatsa/235/a/2/unanswered-routes")
    assert "no official answer was" in " ".join(reason.finding.notes).lower()


@pytest.mark.parametrize(
    ("item", "expected"),
    [(GOODS, ("licence_required", "prohibited")), (DUAL_USE, OPEN)],
    ids=["itar", "ear"],
)
def test_an_export_without_a_word_on_licences(
    ask: Ask, item: str, expected: tuple[str, str]
) -> None:
    """Whether a licence is needed is asked; the ITAR ask for one unless an exemption applies."""
    answer = ask(act("export", SSB % "end_user", more=item), "2021-01-10")
    assert interval(answer) == expected
    assert asks(answer, "licence.needed")


def test_an_export_that_needs_no_licence(ask: Ask) -> None:
    """Section 235(a)(2) withholds licences: goods that need none aren't barred by it."""
    more = "items: [{kind: goods, jurisdiction: ear, eccn: EAR99}]\nfacts: {licence.needed: no}"
    assert interval(ask(act("export", SSB % "end_user", more=more), "2021-01-10")) == NOTHING


@pytest.mark.parametrize("on", ["2020-12-13", "2020-12-14", "2021-01-10", "2023-01-10"])
def test_temporary_imports_never_change(ask: Ask, on: str) -> None:
    """A temporary import from SSB meets the same answer before and after the measure."""
    text = act("temporary_import", SSB % "consignee", more=f"{GOODS}\n{licence()}")
    assert interval(ask(text, on)) == NOTHING


def test_an_application_says_that_filing_is_free(ask: Ask) -> None:
    """An application is judged as the export it seeks, and the answer says filing is no offence."""
    answer = ask(application(SSB % "end_user"), "2021-01-10")
    assert any(note.startswith("Filing is not prohibited") for note in answer.cautions)
