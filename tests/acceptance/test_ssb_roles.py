"""SSB in every place of a transaction, and firms that SSB owns."""

from __future__ import annotations

import pytest
from activity_texts import (
    CONDITIONAL,
    DEMIR,
    FIRM,
    GOODS,
    LICENCE_REQUIRED,
    NOTHING,
    PROHIBITED,
    SSB,
    Ask,
    act,
    application,
    asks,
    interval,
    licence,
    reasons,
    regime,
)

TAI = "{name: Turkish Aerospace Industries, role: %s, country: TR, kind: organisation}"
OWNED_BY_SSB = ", owners: [{name: SSB, listing: 'ofac:27016', percent: %s}]}"


@pytest.mark.parametrize(
    "role",
    ["end_user", "consignee", "intermediate_consignee", "purchaser", "foreign_party", "applicant"],
)
def test_any_party_to_the_licence(ask: Ask, role: str) -> None:
    """A new licence is barred wherever SSB stands on it."""
    answer = ask(application(SSB % role), "2021-02-01")
    assert interval(answer) == PROHIBITED


@pytest.mark.parametrize("role", ["intermediate_consignee", "purchaser", "consignee"])
def test_another_end_user_with_ssb_as_a_party(ask: Ask, role: str) -> None:
    """A licence for another end user is barred when SSB is a named party to it."""
    text = act("licence_application", FIRM % "end_user", SSB % role, more=GOODS)
    assert interval(ask(text, "2021-02-01")) == PROHIBITED


@pytest.mark.parametrize("role", ["owner", "shareholder"])
def test_a_shareholder_is_no_party(ask: Ask, role: str) -> None:
    """SSB named only as owner of the end user bars nothing."""
    text = act("licence_application", FIRM % "end_user", SSB % role, more=GOODS)
    answer = ask(text, "2021-02-01")
    assert regime(answer, "us/caatsa") == NOTHING
    assert interval(answer) == LICENCE_REQUIRED


@pytest.mark.parametrize("percent", ["49", "50", "54.49", "100", "unknown"])
def test_the_menu_items_do_not_pass_to_what_ssb_owns(ask: Ask, percent: str) -> None:
    """Whatever share SSB holds, items (1) to (4) stay with SSB (FAQ 869)."""
    owned = (FIRM % "end_user").replace("}", OWNED_BY_SSB % percent)
    answer = ask(application(owned), "2021-02-01")
    assert regime(answer, "us/caatsa") == NOTHING
    assert interval(answer) == LICENCE_REQUIRED


def test_tai_by_name_and_share(ask: Ask) -> None:
    """TAI, 54.49 percent of it SSB's, may still be licensed, and no listing is taken for it."""
    owned = (TAI % "end_user").replace("}", OWNED_BY_SSB % "54.49")
    answer = ask(application(owned), "2021-02-01")
    assert interval(answer) == LICENCE_REQUIRED


def test_the_end_user_signs_as_ssb(ask: Ask) -> None:
    """SSB as party to the contract behind an application makes it a party all the same."""
    text = act("licence_application", FIRM % "end_user", SSB % "contract_party", more=GOODS)
    assert interval(ask(text, "2021-02-01")) == PROHIBITED


@pytest.mark.parametrize("role", ["payer", "bank", "insurer", "negotiator"])
def test_roles_nobody_has_settled(ask: Ask, role: str) -> None:
    """Whether one who only pays, insures or negotiates is a party is unanswered, and said so."""
    text = act("licence_application", FIRM % "end_user", SSB % role, more=GOODS)
    answer = ask(text, "2021-02-01")
    assert interval(answer) == ("licence_required", "prohibited")
    assert reasons(answer, "us/caatsa/235/a/2/unanswered-roles")


def test_one_role_too_many(ask: Ask) -> None:
    """A shareholder that is also the purchaser is a party."""
    text = act(
        "licence_application", FIRM % "end_user", SSB % "[shareholder, purchaser]", more=GOODS
    )
    assert interval(ask(text, "2021-02-01")) == PROHIBITED


@pytest.mark.parametrize("kind", ["payment", "bank_transfer", "purchase", "sale", "dealing"])
def test_ssb_itself_is_not_blocked(ask: Ask, kind: str) -> None:
    """SSB is on the consolidated list, not blocked: a US person may pay it or buy from it."""
    answer = ask(act(kind, SSB % "payee"), "2021-03-01")
    assert interval(answer) == NOTHING
    assert not {"block", "reject"} & {due.kind for due in answer.duties}


def test_investing_in_ssb(ask: Ask) -> None:
    """Item (10) wasn't chosen for SSB: no ban on its equity or debt."""
    assert interval(ask(act("investment", SSB % "issuer"), "2021-03-01")) == NOTHING


def test_export_credit_from_the_exim_bank(ask: Ask) -> None:
    """The Export-Import Bank may not back an export to SSB from 14 December 2020 on."""
    actor = "{kind: us_government, us_government_agency: export_import_bank}"
    text = act("export_credit", SSB % "beneficiary", actor=actor, more=GOODS)
    assert regime(ask(text, "2020-12-13"), "us/caatsa") == NOTHING
    assert interval(ask(text, "2020-12-14")) == PROHIBITED


def test_an_international_loan_is_opposed_not_forbidden(ask: Ask) -> None:
    """A World Bank loan to SSB meets the US vote, which is a caution and no prohibition."""
    answer = ask(act("international_loan", SSB % "borrower"), "2021-03-01")
    assert interval(answer) == NOTHING
    assert any("vote against" in caution for caution in answer.cautions)


def test_a_visa_for_demir(ask: Ask) -> None:
    """Item (11) shuts the United States to Demir, unless a treaty requires his admission."""
    text = act("visa", DEMIR % "applicant", actor="us_government")
    assert interval(ask(text, "2021-03-01")) == ("conditional", "prohibited")
    assert interval(ask(text, "2020-12-13")) == NOTHING


def test_the_name_alone_is_an_open_match(ask: Ask) -> None:
    """SSB by name only gives an interval, with the question whether it is the listed one."""
    named = "{name: Presidency of Defense Industries, role: end_user, country: TR}"
    answer = ask(application(named), "2021-02-01")
    assert interval(answer) == ("licence_required", "prohibited")
    assert asks(answer, "ofac:27016")


def test_the_name_alone_but_rejected(ask: Ask) -> None:
    """A match that a person rejected is gone."""
    named = (
        "{name: Presidency of Defense Industries, role: end_user, country: TR, "
        "rejected: ['ofac:27016']}"
    )
    assert interval(ask(application(named), "2021-02-01")) == LICENCE_REQUIRED


@pytest.mark.parametrize(
    "name", ["Savunma Sanayii Başkanlığı", "SAVUNMA SANAYII BASKANLIGI", "Defence Industry Agency"]
)
def test_other_names_of_ssb(ask: Ask, name: str) -> None:
    """The Turkish name, in Turkish letters or not, and the later English one open the question."""
    answer = ask(application(f"{{name: {name}, role: end_user, country: TR}}"), "2021-02-01")
    assert asks(answer, "ofac:27016")


def test_an_old_licence_with_ssb_by_name(ask: Ask) -> None:
    """Under an old licence an open match can't make the answer worse than conditional."""
    named = "{name: Presidency of Defense Industries, role: end_user, country: TR}"
    answer = ask(act("export", named, more=f"{GOODS}\n{licence()}"), "2020-12-20")
    assert interval(answer) == CONDITIONAL
