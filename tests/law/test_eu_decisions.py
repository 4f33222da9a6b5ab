"""Deals under EU measures, decided whole: the freeze, ownership, and the sectoral rules."""

from __future__ import annotations

import pytest
from regime_case import BARRED, EU, FREE, LICENCE, OPEN, TERMS, ask, interval, workspace

from licet.decision.workspace import Workspace

PAYMENT = """\
activity: payment
actor: {{kind: {actor}, country: {home}}}
parties:
  - name: {name}
    country: TR
    role: payee
    kind: organisation
"""
OWNED = """\
activity: payment
actor: {{kind: foreign_person, country: DE}}
parties:
  - name: Karvelin Holding
    country: TR
    role: payee
    kind: organisation
    owners: [{{listing: 'eu-fsf:EU.1.1', percent: {share}}}]
"""
GOODS = """\
activity: export
actor: {{kind: foreign_person, country: DE}}
route: {{from: DE, to: RU, end_use: RU}}
parties:
  - {{name: Orlaban Arms, country: RU, role: end_user, kind: organisation}}
items: [{{kind: goods, jurisdiction: none}}]
contract: {{signed_on: {signed}}}
licence:
  {{issued_by: eu_authority, issued_on: 2014-09-20, valid_until: 2016-09-20}}
facts:
  item.eu_lists: dual_use
  item.end_use: civil
  party.eu_annex: IV
  licence.needed: no
"""


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A store with an invented EU list."""
    return workspace(tmp_path_factory.mktemp("eu"), EU)


@pytest.fixture(scope="module")
def american(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A store without any EU list."""
    return workspace(tmp_path_factory.mktemp("american"))


@pytest.mark.parametrize(
    ("share", "on", "expected"),
    [
        ("50", "2024-07-02", FREE),
        ("50", "2024-07-03", BARRED),
        ("50.01", "2024-07-02", BARRED),
        ("49.99", "2024-07-03", FREE),
    ],
)
def test_exactly_half_is_owned_from_3_july_2024(
    work: Workspace, share: str, on: str, expected: tuple[str, str]
) -> None:
    """The Best Practices asked for more than 50 percent until then, and for 50 since."""
    made = ask(work, OWNED.format(share=share), on)
    assert interval(made, "eu/sanctions") == expected


def test_a_freeze_binds_an_eu_person(work: Workspace) -> None:
    """A firm in Germany may not pay a listed person."""
    text = PAYMENT.format(actor="foreign_person", home="DE", name="x").replace(
        "name: x", "listing: 'eu-fsf:EU.1.1'"
    )
    assert interval(ask(work, text, "2024-08-01")) == BARRED


def test_a_freeze_warns_a_us_person(work: Workspace) -> None:
    """A US firm that touches nothing in the Union isn't bound, and is told who else may be."""
    text = PAYMENT.format(actor="us_person", home="US", name="x").replace(
        "name: x", "listing: 'eu-fsf:EU.1.1'"
    )
    made = ask(work, text, "2024-08-01")
    assert interval(made, "eu/sanctions") == FREE
    assert any("Listed by the EU" in note for note in made.cautions)


def test_a_regulation_that_was_not_read_stays_wide(work: Workspace) -> None:
    """An entry under another programme may be frozen; the answer doesn't say that it is."""
    text = PAYMENT.format(actor="eu_person", home="DE", name="x").replace(
        "name: x", "listing: 'eu-fsf:EU.1.2'"
    )
    assert interval(ask(work, text, "2024-08-01"), "eu/sanctions") == OPEN


def test_a_missing_eu_list_widens_only_for_whom_it_binds(american: Workspace) -> None:
    """Without an EU list a German payer's answer is open, an American's isn't."""
    german = ask(
        american, PAYMENT.format(actor="eu_person", home="DE", name="Orlaban"), "2024-08-01"
    )
    us = ask(american, PAYMENT.format(actor="us_person", home="US", name="Orlaban"), "2024-08-01")
    assert interval(german) == OPEN
    assert interval(us) == FREE
    assert all(one["list"] == "us-ofac-demo" for one in us.scope["lists"])


@pytest.mark.parametrize(
    ("signed", "on", "expected"),
    [
        ("2014-08-20", "2014-10-01", TERMS),
        ("2014-09-11", "2014-10-01", TERMS),
        ("2014-09-12", "2014-10-01", BARRED),
    ],
)
def test_contracts_before_12_september_2014_run_on(
    work: Workspace, signed: str, on: str, expected: tuple[str, str]
) -> None:
    """Dual-use goods go to an Annex IV entity by an old contract, under an export authorisation."""
    made = ask(work, GOODS.format(signed=signed), on)
    assert interval(made, "eu/sanctions") == expected
    assert interval(made, "eu/dual-use") == TERMS


def test_before_the_amendment_annex_iv_is_not_asked(work: Workspace) -> None:
    """On 11 September 2014 only the export authorisation was needed."""
    text = GOODS.format(signed="2014-09-11").split("licence:")[0] + (
        "facts: {item.eu_lists: dual_use, item.end_use: civil, party.eu_annex: IV}\n"
    )
    made = ask(work, text, "2014-09-11")
    assert interval(made, "eu/sanctions") == FREE
    assert interval(made, "eu/dual-use") == LICENCE


def test_an_american_answer_has_no_european_questions(american: Workspace) -> None:
    """A US person that ships from the United States to Turkey is asked nothing of EU or UK law."""
    made = ask(
        american,
        """
        activity: export
        actor: us_person
        parties: [{name: Orlaban Works, country: TR, role: end_user}]
        items: [{kind: goods, jurisdiction: itar}]
        """,
        "2024-08-01",
    )
    assert not [q for q in made.questions if ".eu" in str(q) or "uk_" in str(q)]
    assert interval(made) == LICENCE
