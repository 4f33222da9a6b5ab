"""The dated cases of SSB and EDD, each as a sentence, on OFAC's own lists."""

from __future__ import annotations

from activity_texts import (
    CONDITIONAL,
    DEMIR,
    DUAL_USE,
    EDD,
    FIRM,
    GOODS,
    LICENCE_REQUIRED,
    NOTHING,
    PROHIBITED,
    SERVICE,
    SSB,
    Ask,
    act,
    application,
    duties,
    interval,
    licence,
    reasons,
    regime,
    shipment,
)


def test_ssb_01_the_day_before(ask: Ask) -> None:
    """On 13 December 2020 section 235(a)(2) doesn't bar a new DSP-5 with SSB as end user."""
    answer = ask(application(SSB % "end_user"), "2020-12-13")
    assert interval(answer) == LICENCE_REQUIRED
    assert regime(answer, "us/caatsa") == NOTHING


def test_ssb_02_a_new_licence(ask: Ask) -> None:
    """From 14 December 2020 a new DSP-5 with SSB a party is denied."""
    answer = ask(application(SSB % "end_user"), "2020-12-14")
    assert interval(answer) == PROHIBITED
    assert reasons(answer, "us/caatsa/235/a/2")


def test_ssb_02_a_new_agreement(ask: Ask) -> None:
    """From 14 December 2020 a new technical assistance agreement with SSB is denied."""
    text = application(SSB % "foreign_party", item=SERVICE) + "seeks: service\n"
    assert interval(ask(text, "2020-12-14")) == PROHIBITED


def test_ssb_02_a_new_bis_licence(ask: Ask) -> None:
    """From 14 December 2020 a new BIS licence with SSB a party meets a policy of denial."""
    answer = ask(application(SSB % "purchaser", item=DUAL_USE), "2020-12-14")
    assert interval(answer) == PROHIBITED


def test_ssb_03_a_shipment_under_an_old_licence(ask: Ask) -> None:
    """A shipment under a valid, unspent licence of June 2020 may go, within that licence."""
    answer = ask(shipment(licence()), "2020-12-20")
    assert interval(answer) == CONDITIONAL
    assert any("amendments are denied" in condition for condition in answer.conditions)


def test_ssb_04_an_amendment(ask: Ask) -> None:
    """An amendment of that old licence is denied, although shipping under it is not."""
    text = act("licence_amendment", SSB % "end_user", more=f"{GOODS}\n{licence()}")
    assert interval(ask(text, "2021-01-10")) == PROHIBITED


def test_ssb_04_an_amendment_of_an_agreement(ask: Ask) -> None:
    """An amendment of an agreement approved before is denied too."""
    held = licence(kind="agreement", form="TAA")
    text = act(
        "licence_amendment", SSB % "foreign_party", more=f"{SERVICE}\n{held}\nseeks: service"
    )
    assert interval(ask(text, "2021-01-10")) == PROHIBITED


def test_ssb_06_a_temporary_import(ask: Ask) -> None:
    """A temporary import authorisation isn't affected by the measure on SSB."""
    answer = ask(act("temporary_import", SSB % "consignee", more=GOODS), "2021-01-10")
    assert regime(answer, "us/caatsa") == NOTHING
    assert interval(answer) == NOTHING


def test_ssb_07_a_licence_to_a_subsidiary(ask: Ask) -> None:
    """A licence to a firm of which SSB holds 54.49 percent, and isn't a party, stays obtainable."""
    owned = FIRM % "end_user"
    owned = owned.replace("}", ", owners: [{listing: 'ofac:27016', percent: 54.49}]}")
    answer = ask(application(owned), "2021-02-01")
    assert regime(answer, "us/caatsa") == NOTHING
    assert interval(answer) == LICENCE_REQUIRED


def test_ssb_08_a_second_loan(ask: Ask) -> None:
    """USD 2m more is prohibited for a bank that lent SSB USD 9m in January, repaid or not."""
    loan = (
        "loan: {amount: 2000000, earlier: "
        "[{lender: Bank A, amount: 9000000, on: 2021-01-05, repaid: true}]}"
    )
    actor = "{kind: us_financial_institution, name: Bank A}"
    answer = ask(act("loan", SSB % "borrower", actor=actor, more=loan), "2021-03-01")
    assert interval(answer) == PROHIBITED
    assert duties(answer)["reject"] == "certain"


def test_ssb_10_a_contract_signed_by_demir(ask: Ask) -> None:
    """A US company may not enter into a contract with SSB that Ismail Demir signs."""
    signed = f"contract: {{signed_by: [{DEMIR % 'signatory'}]}}"
    answer = ask(act("contract_signature", SSB % "contract_party", more=signed), "2021-03-01")
    assert interval(answer) == PROHIBITED
    assert reasons(answer, "us/ofac/signatory")


def test_ssb_13_a_company_half_owned_by_demir(ask: Ask) -> None:
    """A company of which Ismail Demir owns half is blocked."""
    owned = (FIRM % "seller").replace("}", ", owners: [{listing: 'ofac:27018', percent: 50}]}")
    answer = ask(act("purchase", owned), "2021-03-01")
    assert interval(answer) == PROHIBITED
    assert duties(answer)["block"] == "certain"


def test_ssb_15_f35_parts_already_on_contract(ask: Ask) -> None:
    """F-35 parts that Turkish firms had on contract are accepted in 2020, by DoD policy."""
    more = f"{GOODS}\nprogramme: {{id: f35}}\ncontract: {{signed_on: 2018-03-01}}"
    answer = ask(act("import", FIRM % "supplier", more=more), "2020-07-01")
    assert regime(answer, "us/programmes") == CONDITIONAL
    assert interval(answer) == CONDITIONAL
    (reason,) = reasons(answer, "us/programmes/f35/new-contracts")
    assert reason.finding.provision.basis == "agency_policy"


def test_edd_01_dealing_with_edd(ask: Ask) -> None:
    """From 20 September 2018 a US person's dealing with EDD is blocked."""
    answer = ask(act("purchase", EDD % "seller"), "2018-09-20")
    assert interval(answer) == PROHIBITED
    assert duties(answer)["block"] == "certain"


def test_edd_01_a_firm_half_owned_by_edd(ask: Ask) -> None:
    """What EDD owns by half is blocked with it: the same statute, another choice of its menu."""
    owned = (FIRM % "seller").replace("}", ", owners: [{listing: 'ofac:24837', percent: 50}]}")
    assert interval(ask(act("purchase", owned), "2018-09-20")) == PROHIBITED
