"""What is found for the ITAR, EU and UK packs: where goods go, and when a licence has run out."""

from __future__ import annotations

from textwrap import dedent

import pytest

from licet.core import documents
from licet.core.dates import AsOf, Moment
from licet.decision.activity import read
from licet.decision.activity_things import Licence
from licet.decision.case import GLOBAL, fact_key
from licet.decision.facts import activity_facts
from licet.decision.regime_facts import four_years_passed, supply
from licet.law.values import Value, Words

EXPORT = """\
activity: export
actor: {actor}
parties: [{{name: Orlaban, country: TR, role: end_user}}]
items: [{{kind: goods}}]
{more}
"""


def _found(text: str, name: str) -> Value | None:
    activity = read(documents.parse(dedent(text), "activity.yaml"))
    sheet = activity_facts(activity, AsOf(Moment.parse("2024-05-01")), [])
    supply(activity, sheet)
    return sheet.values.get(fact_key(GLOBAL, name))


@pytest.mark.parametrize(
    ("actor", "more", "leaves"),
    [
        ("us_person", "", False),
        ("{kind: foreign_person, country: DE}", "", None),
        ("{kind: foreign_person, country: TR}", "", False),
        ("{kind: foreign_person, country: TR}", "route: {from: DE, to: TR}", True),
        ("{kind: foreign_person, country: DE}", "route: {from: DE, to: FR}", False),
        ("{kind: foreign_person, country: DE}", "route: {from: CN, to: TR}", False),
        ("{kind: foreign_person, country: DE}", "route: {from: DE}", None),
        ("us_person", "facts: {eu.leaves_union: yes}", True),
    ],
)
def test_goods_leave_the_union_by_the_way_they_take(
    actor: str, more: str, leaves: bool | None
) -> None:
    """The legs say; without any, an EU person's goods may leave it and an American's don't."""
    assert _found(EXPORT.format(actor=actor, more=more), "eu.leaves_union") is leaves


def test_destinations_are_those_who_receive_and_where_it_is_used() -> None:
    """A carrier's country is none; the country of end use is one."""
    text = """
    activity: export
    actor: us_person
    parties:
      - {name: Orlaban, country: TR, role: consignee}
      - {name: Qorvex Shipping, country: PA, role: carrier}
    items: [{kind: goods, jurisdiction: itar}]
    route: {from: US, to: TR, end_use: AZ}
    """
    assert _found(text, "itar.to_or_from") == Words(frozenset({"TR", "AZ"}), frozenset())


def test_a_receiver_without_a_country_may_be_anywhere() -> None:
    """An unknown place widens: it is never taken to be outside the list."""
    text = EXPORT.format(actor="us_person", more="").replace(", country: TR", "")
    assert _found(text, "itar.to_or_from") == Words(frozenset(), None)


def test_an_import_is_looked_at_from_where_it_comes() -> None:
    """For an import the seller's country counts, not the buyer's."""
    text = """
    activity: temporary_import
    actor: us_person
    parties:
      - {name: Orlaban, country: CN, role: seller}
      - {name: Qorvex, country: US, role: consignee}
    items: [{kind: goods, jurisdiction: itar}]
    """
    assert _found(text, "itar.to_or_from") == Words(frozenset({"CN"}), frozenset())


def test_a_sale_that_names_no_item_concerns_no_defence_article() -> None:
    """A service or sale without an item asks nothing of the ITAR."""
    text = """
    activity: sale
    actor: us_person
    parties: [{name: Orlaban, country: CN, role: purchaser}]
    """
    assert _found(text, "itar.to_or_from") == Words(frozenset())


@pytest.mark.parametrize(
    ("licence", "on", "passed"),
    [
        ({"issued_on": "2018-01-01"}, "2021-12-31", False),
        ({"issued_on": "2018-01-01"}, "2022-01-01", None),
        ({"issued_on": "2018-01-01"}, "2022-01-02", True),
        ({"issued_on": "2020-02-29"}, "2024-03-01", True),
        ({"issued_on": "2018-01-01", "valid_until": "2022-06-30"}, "2022-02-01", False),
        ({"issued_on": "2018-01-01", "valid": True}, "2022-02-01", False),
        ({}, "2022-02-01", None),
    ],
)
def test_a_licence_runs_out_after_four_years(
    licence: dict[str, object], on: str, passed: bool | None
) -> None:
    """By its issue alone; its stated expiry or validity goes first."""
    made = Licence.model_validate(licence)
    assert four_years_passed(made, AsOf(Moment.parse(on))) is passed
