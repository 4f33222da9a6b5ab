"""Sectoral debt, Chinese securities and the 50 percent rule through a whole decision."""

from __future__ import annotations

import pytest
from ofac_case import NO, ask, deal, ofac, workspace

from licet.decision.workspace import Workspace

C, P = "conditional", "prohibited"
BANK = "listing: 'ofac:801', role: borrower, country: RU"
CMIC = "listing: 'ofac:802', role: issuer, country: CN"


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The store of these cases."""
    return workspace(tmp_path_factory.mktemp("ofac"))


def owned(owners: str, role: str, more: str = "", kind: str = "purchase") -> str:
    """An activity with a firm that listed parties own."""
    party = (
        f"name: Wexqor Lamdin, role: {role}, country: PA, kind: organisation, owners: [{owners}]"
    )
    return deal(party, more, kind)


@pytest.mark.parametrize(
    ("on", "shares", "expected"),
    [
        ("2014-08-12", (25, 25), NO),
        ("2014-08-13", (25, 25), P),
        ("2014-08-13", (25, 24.9), NO),
        ("2014-08-12", (50, 0), P),
    ],
)
def test_owners_are_added_up_from_2014(
    work: Workspace, on: str, shares: tuple[float, float], expected: str
) -> None:
    """Two blocked owners of a quarter each block a firm from 13 August 2014 on."""
    first, second = shares
    owners = (
        f"{{listing: 'ofac:803', percent: {first}}}, {{listing: 'ofac:804', percent: {second}}}"
    )
    assert ofac(work, owned(owners, "seller"), on) == (expected, expected)


@pytest.mark.parametrize(("share", "expected"), [(50, P), (49.9, NO)])
def test_a_directive_reaches_half(work: Workspace, share: float, expected: str) -> None:
    """A firm that a bank under Directive 1 owns by half is under it too (FAQ 373)."""
    text = owned(
        f"{{listing: 'ofac:801', percent: {share}}}",
        "borrower",
        "debt: {issued_on: 2014-10-01, tenor_days: 35}",
        "loan",
    )
    assert ofac(work, text, "2014-10-01") == (expected, expected)


def test_chinese_subsidiaries_are_free(work: Workspace) -> None:
    """What a listed Chinese company owns isn't reached unless it is listed itself."""
    text = owned("{listing: 'ofac:802', percent: 100}", "issuer")
    assert ofac(work, text, "2021-09-01") == (NO, NO)


@pytest.mark.parametrize(
    ("issued", "days", "expected"),
    [
        ("2014-08-01", 85, NO),
        ("2014-08-01", 91, P),
        ("2014-09-11", 85, NO),
        ("2014-09-12", 85, P),
        ("2014-10-01", 35, P),
        ("2014-10-01", 30, NO),
        ("2017-11-27", 30, NO),
        ("2017-11-28", 15, P),
        ("2017-11-28", 14, NO),
        ("2014-05-01", 4000, NO),
    ],
)
def test_sectoral_debt(work: Workspace, issued: str, days: int, expected: str) -> None:
    """SSI-01 and SSI-02: the tenor is that of the day of issue, whenever the debt is dealt in."""
    debt = f"debt: {{issued_on: {issued}, tenor_days: {days}}}"
    for on in ("2017-12-31", "2021-06-01"):
        text = deal(BANK, debt, "purchase")
        assert ofac(work, text, on) == (expected, expected)


def test_a_loan_is_issued_when_it_is_made(work: Workspace) -> None:
    """A loan asked about without more is new debt of the day asked."""
    loan = deal(BANK, "loan: {amount: 1000, tenor_days: 35}", "loan")
    assert ofac(work, loan, "2014-08-20") == (NO, NO)
    assert ofac(work, loan, "2014-10-01") == (P, P)


def test_terms_fixed_before(work: Workspace) -> None:
    """Who relies on earlier terms gives the day they were agreed; after the listing is too late."""
    debt = "debt: {issued_on: 2015-03-01, tenor_days: 300, terms_agreed_on: %s}"
    asked = "2015-03-01"
    assert ofac(work, deal(BANK, debt % "2012-05-01", "loan"), asked) == (NO, NO)
    assert ofac(work, deal(BANK, debt % "2014-08-01", "loan"), asked) == (P, P)


def test_a_bond_of_somebody_else(work: Workspace) -> None:
    """A listed bank may sell the bond of an issuer that is not under a directive."""
    text = (
        "activity: purchase\nactor: us_person\nparties:\n"
        "  - {listing: 'ofac:801', role: seller, country: RU}\n"
        "  - {name: Mavrelin Works, role: issuer, country: DE, kind: organisation}\n"
        "debt: {issued_on: 2016-01-01, tenor_days: 900}\n"
    )
    assert ofac(work, text, "2016-02-01") == (NO, NO)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2021-08-01", (NO, NO)),
        ("2021-08-02T00:00-04:00", (NO, NO)),
        ("2021-08-02T00:01-04:00", (P, P)),
        ("2021-08-02T04:01+00:00", (P, P)),
        ("2021-08-02", (NO, P)),
        ("2021-08-03", (P, P)),
    ],
)
def test_chinese_securities(work: Workspace, on: str, expected: tuple[str, str]) -> None:
    """CMIC-01: shares may not be bought from 12:01 a.m. eastern on 2021-08-02."""
    assert ofac(work, deal(CMIC, kind="purchase"), on) == expected


@pytest.mark.parametrize(("on", "years"), [("2025-03-11", "five"), ("2025-03-12", "ten")])
def test_records_are_kept_longer(work: Workspace, on: str, years: str) -> None:
    """Records are kept for five years until 2025-03-11 and for ten from the day after."""
    answer = ask(work, deal("listing: 'ofac:24283', role: payee, country: RU"), on)
    retain = next(one for one in answer.duties if one.id == "us/ofac/501/retain")
    assert f"{years} years" in retain.text
