"""Shipments under the ITAR, decided whole: licences' ends, proscribed countries, debarment."""

from __future__ import annotations

import pytest
from regime_case import BARRED, DEBARRED, LICENCE, TERMS, ask, interval, workspace

from licet.decision.workspace import Workspace

SHIPMENT = """\
activity: export
actor: us_person
route: {{from: US, to: {to}, end_use: {to}}}
parties: [{{name: Orlaban Works, country: {to}, role: end_user}}]
items: [{{kind: goods, jurisdiction: itar}}]
{licence}
"""
LIMITED = "licence: {{issued_by: ddtc, issued_on: 2018-01-01, balance_remaining: {left}{more}}}"


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A store with an invented list of debarred parties."""
    return workspace(tmp_path_factory.mktemp("itar"), DEBARRED)


@pytest.mark.parametrize(
    ("on", "left", "more", "expected"),
    [
        ("2022-02-01", "true", "", LICENCE),
        ("2021-12-31", "true", ", valid: true", TERMS),
        ("2021-12-31", "true", "", ("conditional", "licence_required")),
        ("2022-01-01", "true", "", ("conditional", "licence_required")),
        ("2022-01-02", "true", "", LICENCE),
        ("2022-02-01", "true", ", valid_until: 2022-06-30", TERMS),
        ("2019-06-01", "false", ", valid: true", LICENCE),
    ],
)
def test_a_licence_ends_after_four_years_or_when_used_up(
    work: Workspace, on: str, left: str, more: str, expected: tuple[str, str]
) -> None:
    """Four years from its issue, unless its own expiry is stated; used up, it is over before."""
    licence = LIMITED.format(left=left, more=more)
    assert interval(ask(work, SHIPMENT.format(to="TR", licence=licence), on)) == expected


def test_iraq_is_barred_unless_its_paragraph_leaves_the_case_to_review(work: Workspace) -> None:
    """A policy of denial, and none goes without a licence: DDTC is told at once."""
    text = SHIPMENT.format(to="IQ", licence="facts: {itar.case_by_case: no}")
    made = ask(work, text, "2025-02-01")
    assert interval(made, "us/itar") == BARRED
    assert any(due.kind == "notify" for due in made.duties)


def test_a_table_that_was_not_read_stays_wide(work: Workspace) -> None:
    """China's place in table (d)(1) is a draft: a licence is needed, and may not be had."""
    made = ask(work, SHIPMENT.format(to="CN", licence=""), "2025-02-01")
    assert interval(made, "us/itar") == ("licence_required", "prohibited")


def test_russia_asks_whether_the_case_is_left_to_review(work: Workspace) -> None:
    """Space cooperation may be licensed; whether it is that is a judgement, and asked."""
    made = ask(work, SHIPMENT.format(to="RU", licence=""), "2021-06-01")
    assert interval(made, "us/itar") == ("licence_required", "prohibited")
    assert any("itar.case_by_case" in str(question) for question in made.questions)


def test_commercial_goods_are_left_to_the_other_rules(work: Workspace) -> None:
    """126.1 speaks of defence articles and services."""
    text = SHIPMENT.format(to="CN", licence="").replace("jurisdiction: itar", "jurisdiction: ear")
    assert interval(ask(work, text, "2025-02-01"), "us/itar")[1] == "no_restriction_found"


def test_a_debarred_agent_stops_an_itar_shipment(work: Workspace) -> None:
    """A debarred party takes no part, in whatever role."""
    text = SHIPMENT.format(to="TR", licence="").replace(
        "role: end_user}]",
        "role: end_user}, {listing: 'us-state-aeca:7', country: PA, role: agent}]",
    )
    assert interval(ask(work, text, "2018-02-01"), "us/itar") == BARRED
