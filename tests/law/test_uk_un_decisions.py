"""Deals with parties on the UK's and the UN's list, decided whole."""

from __future__ import annotations

import pytest
from regime_case import BARRED, FREE, OPEN, TERMS, UK, UN, ask, interval, workspace

from licet.decision.workspace import Workspace

PAYMENT = """\
activity: payment
actor: {{kind: {actor}, country: {home}}}
parties: [{{listing: '{listing}', country: TR, role: payee}}]
"""


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A store with invented lists of the UK and the UN."""
    return workspace(tmp_path_factory.mktemp("uk"), UK, UN)


def test_a_uk_person_may_not_pay_a_designated_person(work: Workspace) -> None:
    """Regulations 11 to 15 bind whoever is a UK person."""
    text = PAYMENT.format(actor="uk_person", home="GB", listing="uk-sanctions-list:UKR0001")
    made = ask(work, text, "2024-08-01")
    assert interval(made) == BARRED
    assert {due.kind for due in made.duties} >= {"block", "report"}


def test_an_ofsi_licence_lifts_it(work: Workspace) -> None:
    """A Treasury licence that is valid and covers it lets it go on its terms."""
    text = PAYMENT.format(actor="uk_person", home="GB", listing="uk-sanctions-list:UKR0001") + (
        "licence: {kind: general_licence, issued_by: ofsi, valid: true}\n"
    )
    assert interval(ask(work, text, "2024-08-01"), "uk/sanctions") == TERMS


def test_a_us_person_is_warned_of_it(work: Workspace) -> None:
    """A US firm that touches nothing in the UK isn't bound."""
    text = PAYMENT.format(actor="us_person", home="US", listing="uk-sanctions-list:UKR0001")
    made = ask(work, text, "2024-08-01")
    assert interval(made) == FREE
    assert any("Designated by the UK" in note for note in made.cautions)


def test_the_uk_does_not_add_holdings_up(work: Workspace) -> None:
    """Half isn't more than half, on any day."""
    text = """
    activity: payment
    actor: {kind: uk_person, country: GB}
    parties:
      - name: Karvelin Holding
        country: TR
        role: payee
        kind: organisation
        owners: [{listing: 'uk-sanctions-list:UKR0001', percent: 50}]
    """
    assert interval(ask(work, text, "2024-08-01"), "uk/sanctions") == FREE


def test_a_un_listing_leaves_a_third_country_open(work: Workspace) -> None:
    """National law carries the measure out; where none is at hand nothing is settled."""
    text = PAYMENT.format(actor="foreign_person", home="TR", listing="un-sc:QDe.001")
    made = ask(work, text, "2024-08-01")
    assert interval(made, "un/sanctions") == OPEN
    assert any("un.national_law" in str(question) for question in made.questions)


def test_a_un_listing_warns_whoever_has_a_law_here(work: Workspace) -> None:
    """A US person's own law is asked; the UN listing is a caution beside it."""
    text = PAYMENT.format(actor="us_person", home="US", listing="un-sc:QDe.001")
    made = ask(work, text, "2024-08-01")
    assert interval(made, "un/sanctions") == FREE
    assert any("UN Security Council" in note for note in made.cautions)
