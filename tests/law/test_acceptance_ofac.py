"""OFAC's written acceptance cases, decided from the curated facts and an invented list.

Each case is one that a published source settles for a date; its siblings try the days beside it,
the minute a licence ends, the sister that is left out and the parent that nothing reaches.
"""

from __future__ import annotations

import pytest
from ofac_case import NO, ask, deal, interval, ofac, workspace

from licet.decision.workspace import Workspace

C, P = "conditional", "prohibited"
SSB = "listing: 'ofac:27016', country: TR, role: "
RUSAL = "listing: 'ofac:24228', role: payee, country: JE"
DALIAN = "listing: 'ofac:27469', role: seller, country: CN"
MINISTRY = "listing: 'curated:turkey-ministry-of-national-defence', role: payee, country: TR"
BANK = "listing: 'ofac:801', role: borrower, country: RU"
EDD = "listing: 'ofac:24837', role: seller, country: CN"
CMIC = "listing: 'ofac:802', role: issuer, country: CN"
OLD = "contract: {signed_on: 2017-05-01}"
NEW = "contract: {signed_on: 2019-12-01}\nfacts: {activity.purpose: other}"
WIND_DOWN = "facts: {activity.purpose: wind_down}"
GOODS = "items: [{kind: goods, jurisdiction: itar}]\n"
LICENCE = GOODS + (
    "licence: {kind: specific_licence, issued_by: ddtc, issued_on: 2020-06-01, "
    "valid_until: 2024-05-31, balance_remaining: true}"
)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The store of these cases."""
    return workspace(tmp_path_factory.mktemp("ofac"))


def caatsa(work: Workspace, text: str, on: str) -> tuple[str, str]:
    """Floor and ceiling of CAATSA alone: other regimes have a say in exports too."""
    found = ask(work, text, on).regimes["us/caatsa"]
    return found.floor.word, found.ceiling.word


@pytest.mark.parametrize(
    ("case", "text", "on", "expected"),
    [
        ("SSB-01", deal(SSB + "end_user", GOODS, "licence_application"), "2020-12-13", (NO, NO)),
        ("SSB-02", deal(SSB + "end_user", GOODS, "licence_application"), "2020-12-14", (P, P)),
        ("SSB-03", deal(SSB + "end_user", LICENCE, "export"), "2020-12-20", (C, C)),
        ("SSB-04", deal(SSB + "end_user", LICENCE, "licence_amendment"), "2021-01-10", (P, P)),
        (
            "SSB-06",
            deal(SSB + "foreign_party", GOODS, "temporary_import"),
            "2021-01-10",
            (NO, NO),
        ),
        (
            "SSB-07",
            deal(
                "name: Wexqor Lamdin, role: end_user, country: TR, kind: organisation, "
                "owners: [{listing: 'ofac:27016', percent: 45}]",
                GOODS,
                "licence_application",
            ),
            "2021-02-01",
            (NO, NO),
        ),
        (
            "SSB-08",
            deal(
                SSB + "borrower",
                "loan: {amount: 2000000, earlier: "
                "[{lender: Bank A, amount: 9000000, on: 2021-01-05, repaid: true}]}",
                "loan",
                "{kind: us_financial_institution, name: Bank A}",
            ),
            "2021-03-01",
            (P, P),
        ),
    ],
    ids=lambda v: v if isinstance(v, str) and v.startswith("SSB") else "",
)
def test_ssb(work: Workspace, case: str, text: str, on: str, expected: tuple[str, str]) -> None:
    """What CAATSA says of SSB on the dates of the written cases."""
    assert caatsa(work, text, on) == expected, case


def test_ssb_president(work: Workspace) -> None:
    """SSB-10 and SSB-13: a contract that Demir signs for SSB, and a firm of which he owns half."""
    signed = (
        "activity: contract_signature\nactor: us_person\nparties:\n"
        "  - {listing: 'ofac:27016', role: contract_party, country: TR}\n"
        "  - {listing: 'ofac:27018', role: signatory, country: TR}\n"
    )
    assert ofac(work, signed, "2021-03-01") == (P, P)
    owned = (
        "name: Wexqor Lamdin, role: seller, country: TR, kind: organisation, "
        "owners: [{listing: 'ofac:27018', percent: %s}]"
    )
    assert ofac(work, deal(owned % 50, kind="purchase"), "2021-03-01") == (P, P)
    assert ofac(work, deal(owned % 49.9, kind="purchase"), "2021-03-01")[0] == NO


def test_edd(work: Workspace) -> None:
    """EDD-01: the same statute blocked EDD, and what it owns by half, from 2018-09-20."""
    dealing = deal(EDD, kind="purchase")
    assert ofac(work, dealing, "2018-09-19") == (NO, NO)
    assert ofac(work, dealing, "2018-09-20") == (P, P)
    owned = deal(
        "name: Mavrelin Works, role: seller, country: CN, kind: organisation, "
        "owners: [{listing: 'ofac:24837', percent: 50}]",
        kind="purchase",
    )
    assert ofac(work, owned, "2018-09-20") == (P, P)


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        (deal(RUSAL, OLD), "2018-04-15", C),
        (deal(RUSAL, "contract: {signed_on: 2018-05-01}"), "2018-05-01", P),
        (deal(DALIAN, NEW, "purchase"), "2019-10-10", P),
        (deal(DALIAN, WIND_DOWN, "purchase"), "2019-12-25", C),
        (deal(MINISTRY, "contract: {signed_on: 2019-03-01}\n" + WIND_DOWN), "2019-10-20", C),
        (
            deal(EDD, kind="purchase"),
            "2018-09-20",
            P,
        ),
        (deal(BANK, "debt: {issued_on: 2014-10-01, tenor_days: 35}", "loan"), "2014-10-01", P),
        (deal(CMIC, kind="purchase"), "2021-08-02T00:01-04:00", P),
    ],
    ids=["RUSAL-01", "RUSAL-03", "COSCO-01", "COSCO-02", "TR19-01", "EDD-01", "SSI-02", "CMIC-01"],
)
def test_the_whole_answer(work: Workspace, text: str, on: str, expected: str) -> None:
    """With every regime in it, the answer to the written case is settled too."""
    assert interval(ask(work, text, on)) == (expected, expected)
