"""Chains of general licences through a whole decision: RUSAL, COSCO, the Turkish ministries.

The days beside each licence, the minute it ends, the sister that is left out and the parent that
nothing reaches.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from ofac_case import NO, ask, deal, interval, ofac, workspace

from licet.decision.workspace import Workspace

C, P = "conditional", "prohibited"
RUSAL = "listing: 'ofac:24228', role: payee, country: JE"
DALIAN = "listing: 'ofac:27469', role: seller, country: CN"
MINISTRY = "listing: 'curated:turkey-ministry-of-national-defence', role: payee, country: TR"
OLD = "contract: {signed_on: 2017-05-01}"
NEW = "contract: {signed_on: 2019-12-01}\nfacts: {activity.purpose: other}"
WIND_DOWN = "facts: {activity.purpose: wind_down}"


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The store of these cases."""
    return workspace(tmp_path_factory.mktemp("ofac"))


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        (deal(RUSAL, OLD), "2018-04-05", (NO, NO)),
        (deal(RUSAL, OLD), "2018-04-15", (C, C)),
        (deal(RUSAL, OLD), "2018-10-23", (C, C)),
        (deal(RUSAL, OLD), "2019-01-26", (C, C)),
        (deal(RUSAL, OLD), "2019-01-27", (NO, C)),
        (deal(RUSAL, OLD), "2019-01-28", (NO, NO)),
        (deal(RUSAL, "contract: {signed_on: 2018-05-01}"), "2018-05-01", (P, P)),
        (deal(RUSAL.replace("24228", "24283"), OLD), "2018-05-01", (P, P)),
        (deal(RUSAL), "2018-05-01", (C, P)),
    ],
)
def test_rusal(work: Workspace, text: str, on: str, expected: tuple[str, str]) -> None:
    """RUSAL-01 and RUSAL-03: old contracts go on under the chain of licences, new ones don't."""
    assert ofac(work, text, on) == expected


def test_a_firm_that_rusal_owns(work: Workspace) -> None:
    """A licence for RUSAL covers what it owns by half; one for its owner is another matter."""
    owned = deal(
        "name: Mavrelin Smelter, role: payee, country: GN, kind: organisation, "
        "owners: [{listing: 'ofac:%s', percent: 50}]",
        OLD,
    )
    assert ofac(work, owned % 24228, "2018-08-01") == (C, C)
    assert ofac(work, owned % 24283, "2018-08-01") == (P, P)


def test_a_firm_that_two_blocked_persons_own(work: Workspace) -> None:
    """A licence for one owner frees nothing that another blocked person owns with it."""
    both = (
        "name: Mavrelin Smelter, role: payee, country: GN, kind: organisation, owners: "
        "[{listing: 'ofac:24228', percent: 50}, {listing: 'ofac:24283', percent: 50}]"
    )
    assert ofac(work, deal(both, OLD), "2018-08-01") == (P, P)


def test_payments_go_into_a_blocked_account(work: Workspace) -> None:
    """Before GL 14 the condition says so; from then on it doesn't."""
    before = " ".join(ask(work, deal(RUSAL, OLD), "2018-04-15").conditions)
    after = " ".join(ask(work, deal(RUSAL, OLD), "2018-04-23").conditions)
    assert "blocked, interest-bearing account" in before
    assert "interest-bearing" not in after


@pytest.mark.parametrize(
    ("party", "more", "on", "expected"),
    [
        (DALIAN, WIND_DOWN, "2019-09-24", (NO, NO)),
        (DALIAN, WIND_DOWN, "2019-10-10", (P, P)),
        (DALIAN, WIND_DOWN, "2019-10-24", (C, C)),
        (DALIAN, WIND_DOWN, "2019-12-20", (C, C)),
        (DALIAN, WIND_DOWN, "2019-12-25", (C, C)),
        (DALIAN, "contract: {signed_on: 2019-08-01}", "2019-12-25", (C, C)),
        (DALIAN, "contract: {signed_on: 2019-12-01}", "2019-12-25", (C, P)),
        (DALIAN, NEW, "2019-12-25", (P, P)),
        (DALIAN, "", "2020-02-01", (NO, NO)),
        (DALIAN.replace("27469", "27465"), WIND_DOWN, "2019-12-25", (P, P)),
        (DALIAN.replace("27469", "27465"), WIND_DOWN, "2020-02-01", (P, P)),
    ],
)
def test_cosco(work: Workspace, party: str, more: str, on: str, expected: tuple[str, str]) -> None:
    """COSCO-01 and COSCO-02: GL K and K-1, never for the sister, and free once removed."""
    case = deal(party, more, "purchase")
    assert ofac(work, case, on) == expected


def test_what_a_licence_allows_is_not_blocked(work: Workspace) -> None:
    """A payment under a general licence is neither held, blocked nor rejected; records are kept."""
    answer = ask(work, deal(RUSAL, OLD), "2018-06-01")
    assert {one.kind for one in answer.duties} == {"retain"}


def test_the_parent_of_cosco(work: Workspace) -> None:
    """The parent was never listed, and owning a blocked firm blocks nobody."""
    parent = deal("name: Zelvrin Shipping Holdings, role: seller, country: CN", kind="purchase")
    answer = ask(work, parent, "2019-10-10")
    assert interval(answer) == (NO, NO)


@pytest.mark.parametrize(
    ("more", "on", "expected"),
    [
        ("contract: {signed_on: 2019-03-01}\n" + WIND_DOWN, "2019-10-13", (NO, NO)),
        ("contract: {signed_on: 2019-03-01}\n" + WIND_DOWN, "2019-10-14", (C, C)),
        ("contract: {signed_on: 2019-03-01}\n" + WIND_DOWN, "2019-10-20", (C, C)),
        ("contract: {signed_on: 2019-03-01}", "2019-10-20", (C, P)),
        ("contract: {signed_on: 2019-10-15}\n" + WIND_DOWN, "2019-10-20", (P, P)),
        ("contract: {signed_on: 2019-03-01}\n" + WIND_DOWN, "2019-10-24", (NO, NO)),
    ],
)
def test_turkey(work: Workspace, more: str, on: str, expected: tuple[str, str]) -> None:
    """TR19-01: an old contract with the ministry may be wound down, while it was listed."""
    assert ofac(work, deal(MINISTRY, more), on) == expected


def test_blocking_displaces_rejecting(work: Workspace) -> None:
    """A prohibited payment to a blocked person is blocked and reported, and not sent back."""
    answer = ask(work, deal(RUSAL, "contract: {signed_on: 2018-05-01}"), "2018-05-01")
    due = {one.id.rsplit("/", 1)[-1]: one.certainty for one in answer.duties}
    assert {"block", "report-blocked", "annual-report", "retain"} <= set(due)
    assert "reject" not in due
    assert due["block"] == "certain"


def test_a_list_from_after_the_removal(tmp_path: Path) -> None:
    """That a later list no longer shows RUSAL doesn't put the time before its removal in doubt."""
    lists = [
        f"source: us-ofac-sdn\npublished: [{day}]\nentries:\n"
        f"  - {{id: '{uid}', kind: organisation, name: {name}, measures: [us/ofac/blocking]}}\n"
        for day, uid, name in (
            ("2019-01-15", "24228", "United Company RUSAL PLC"),
            ("2020-03-17", "899", "Qorvexi Trading"),
        )
    ]
    work = workspace(tmp_path, *lists)
    assert ofac(work, deal(RUSAL, OLD), "2019-01-20") == (C, C)
    assert ofac(work, deal(RUSAL, OLD), "2019-01-27") == (NO, C)
    assert ofac(work, deal(RUSAL, OLD), "2019-01-28") == (NO, NO)
