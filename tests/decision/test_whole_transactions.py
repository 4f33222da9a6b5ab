"""Several licences, legs, payments, banks, amendments, and an actor of several kinds."""

from __future__ import annotations

import pytest
from decision_texts import PAYMENT, SHIPMENT, Ask, words

from licet.core import documents
from licet.core.dates import AsOf, Moment
from licet.core.errors import BadInputError
from licet.decision.activity import Activity, Licence, read
from licet.decision.actors import reopened
from licet.decision.facts import activity_facts
from licet.decision.licences import balance
from licet.law.values import Dates, Value, Words

TWO_ITEMS = """\
activity: export
actor: us_person
parties:
  - {listing: 'ofac:27016', role: end_user, country: TR}
items:
  - {id: spares, kind: goods, jurisdiction: itar}
  - {id: tools, kind: goods, jurisdiction: itar}
licences:
  - {items: spares, issued_by: ddtc, issued_on: 2020-06-01, valid: yes, balance_remaining: yes}
  - {items: tools, issued_by: ddtc, issued_on: 2021-02-01, valid: yes, balance_remaining: yes}
"""
SIMPLE = (
    "activity: export\nactor: us_person\nparties: [{name: Wexqor, role: end_user, country: PA}]\n"
)


def activity(text: str) -> Activity:
    """An activity from YAML."""
    return read(documents.parse(text, "activity.yaml"))


def fact(text: str, name: str, on: str = "2021-03-01") -> Value | None:
    """One fact of an activity, as the law would read it."""
    sheet = activity_facts(activity(text), AsOf(Moment.parse(on)), [])
    return sheet.values.get(("fact", "", name))


def test_each_item_has_its_own_licence(ask: Ask) -> None:
    """An item under an old licence ships; one under a licence issued after the measure doesn't."""
    answer = ask(TWO_ITEMS, "2021-03-01", deep=False)
    found = {
        r.thread.subject.item: r.finding.outcomes.words()
        for r in answer.results
        if r.finding.provision.id == "us/caatsa/235/a/2"
    }
    assert found == {0: ["conditional"], 1: ["prohibited"]}
    only_old = TWO_ITEMS.replace("2021-02-01", "2020-02-01")
    assert words(ask(only_old, "2021-03-01", deep=False)) == words(
        ask(SHIPMENT, "2021-03-01", deep=False)
    )


def test_one_licence_under_licences_is_the_same_as_under_licence(ask: Ask) -> None:
    """`licences:` with one licence for every item answers as `licence:` does."""
    head, _, held = SHIPMENT.partition("licence:\n")
    lines = held.replace("  ", "    ").replace("    kind", "  - kind", 1)
    for on in ("2020-12-13", "2020-12-20", "2021-06-01"):
        several = ask(f"{head}licences:\n{lines}", on, deep=False)
        assert words(several) == words(ask(SHIPMENT, on, deep=False)), on


def test_an_item_that_no_licence_covers(ask: Ask) -> None:
    """An item outside every licence is judged as relying on none."""
    text = TWO_ITEMS.split("  - {items: tools", maxsplit=1)[0]
    answer = ask(text, "2021-03-01", deep=False)
    assert words(answer) == ("prohibited", "prohibited") or answer.ceiling.word != "conditional"
    assert ("fact", "licence:none", "licence.kind") in answer.gathered.case.facts


def test_of_two_licences_for_an_item_the_one_that_serves_is_named(ask: Ask) -> None:
    """Where two cover an item, it is judged under the better one, and a caution says so."""
    text = TWO_ITEMS.replace("items: spares, ", "").replace("items: tools, ", "number: B, ")
    answer = ask(text, "2021-03-01", deep=False)
    assert answer.ceiling.word == "conditional"
    assert any("licence 1" in c and "licence 2 (B)" in c for c in answer.cautions)


def test_an_ofac_licence_serves_ofacs_rules_and_another_the_others(ask: Ask) -> None:
    """A dealing with a blocked person under an OFAC licence, the goods under another's."""
    text = """\
activity: export
actor: us_person
parties: [{listing: 'ofac:901', role: consignee, country: PA}]
items: [{kind: goods, jurisdiction: ear}]
licences:
  - {issued_by: bis, issued_on: 2020-06-01, valid: yes, balance_remaining: yes}
  - {issued_by: ofac, issued_on: 2020-06-01, valid: yes}
"""
    answer = ask(text, "2021-03-01", deep=False)
    blocking = [r for r in answer.results if r.finding.provision.id == "us/ofac/blocking"]
    assert [r.finding.outcomes.words() for r in blocking] == [["conditional"]]
    without = text.replace("  - {issued_by: ofac, issued_on: 2020-06-01, valid: yes}\n", "")
    assert words(ask(without, "2021-03-01", deep=False)) == ("prohibited", "prohibited")


@pytest.mark.parametrize(
    ("left", "wanted", "expected"),
    [
        ({"value_remaining": 100}, {"value": 100}, True),
        ({"value_remaining": 100}, {"value": 105}, None),
        ({"value_remaining": 100}, {"value": 111}, False),
        ({"value_remaining": 0}, {}, False),
        ({"value_remaining": 100}, {}, None),
        ({"value_remaining": 100}, {"value": 10, "currency": "EUR"}, None),
        ({"value_remaining": 100, "quantity_remaining": 1}, {"value": 10, "quantity": 2}, False),
        ({"quantity_remaining": 3}, {"quantity": 3}, True),
        ({"value_remaining": 0, "balance_remaining": True}, {"value": 5}, True),
        ({}, {"value": 5}, None),
    ],
)
def test_the_balance_of_a_licence(
    left: dict[str, float], wanted: dict[str, object], expected: bool | None
) -> None:
    """What is left is held against what is shipped; within a tenth over, it is open."""
    made = activity(SIMPLE + f"items: [{wanted or {'kind': 'goods'}}]\n".replace("'", ""))
    assert balance(made, Licence.model_validate(left)) is expected


def test_every_leg_is_a_territory() -> None:
    """Each place on each leg is touched: from, via, to and end use."""
    legs = "legs: [{from: US, via: [DE, AE], to: OM}, {from: OM, to: IR, end_use: SY}]\n"
    found = fact(SIMPLE + legs, "activity.territory")
    assert isinstance(found, Words)
    assert found.members == {"PA", "US", "DE", "AE", "OM", "IR", "SY"}


@pytest.mark.parametrize(
    ("money", "expected"),
    [
        ("{currency: EUR, banks: [{name: Wexqor Bank, country: DE}]}", False),
        ("{currency: EUR, banks: [{name: Wexqor Bank, country: US}]}", True),
        ("{currency: USD, banks: [{name: Wexqor Bank, country: DE}]}", None),
        ("{currency: EUR, banks: [Wexqor Bank]}", None),
        ("{currency: EUR}", None),
        ("[{currency: EUR, us_financial_system: no}, {currency: USD}]", None),
        ("[{us_financial_system: no}, {us_financial_system: yes}]", True),
    ],
)
def test_the_route_of_money(money: str, expected: bool | None) -> None:
    """A US bank in the chain is seen; dollars, or a bank without a country, leave it open."""
    assert fact(f"{SIMPLE}money: {money}\n", "activity.us_financial_system") is expected


def test_a_bank_in_the_chain_is_screened(ask: Ask) -> None:
    """A blocked bank anywhere in the chain prohibits the payment."""
    text = PAYMENT.replace("listing: 'ofac:27018'", "name: Wexqor Lamdin, kind: organisation")
    clean = "money: {banks: [{name: Zwyxqet Bank, country: PA}]}\n"
    assert words(ask(text + clean, "2021-03-01", deep=False))[1] == "no_restriction_found"
    blocked = clean.replace("name: Zwyxqet Bank", "listing: 'ofac:901'")
    assert words(ask(text + blocked, "2021-03-01", deep=False))[0] == "prohibited"
    party = "institutions: [{listing: 'ofac:901'}]\n"
    assert words(ask(text + party, "2021-03-01", deep=False))[0] == "prohibited"


def test_amendments_of_a_contract() -> None:
    """The latest amendment and whether one changed the substance are facts; unsaid is unknown."""
    head = SIMPLE + "contract: {signed_on: 2018-01-01, amendments: "
    two = head + "[{on: 2019-05-01, materially_changed: no}, {on: 2018-05-01}]}\n"
    assert fact(two, "contract.amended_on") == Dates.exactly(Moment.parse("2019-05-01"))
    assert fact(two, "contract.materially_changed") is None
    assert fact(head + "[]}\n", "contract.materially_changed") is False
    assert fact(head + "[{on: 2019-05-01, materially_changed: yes}]}\n",
                "contract.materially_changed") is True  # fmt: skip
    assert fact(SIMPLE + "contract: {signed_on: 2018-01-01}\n",
                "contract.materially_changed") is None  # fmt: skip


@pytest.mark.parametrize(
    ("actor", "us", "eu", "uk"),
    [
        ("us_person", True, False, False),
        ("[us_person, uk_person]", True, None, True),
        ("{kind: us_person, country: FR}", True, True, False),
        ("eu_person", None, True, None),
        ("[eu_person, foreign_person]", False, True, None),
        ("{kind: foreign_person, country: DE}", False, True, False),
        ("{kind: us_person, country: US}", True, False, False),
        ("{kind: foreign_person, country: GB}", False, False, True),
        ("{kind: foreign_person, country: JE}", False, False, None),
        ("unknown", None, None, None),
    ],
)
def test_who_the_actor_is(actor: str, us: bool | None, eu: bool | None, uk: bool | None) -> None:
    """Several kinds at once; what is neither said nor settled by the country stays open."""
    text = SIMPLE.replace("actor: us_person", f"actor: {actor}")
    names = ("actor.us_person", "actor.eu_person", "actor.uk_person")
    assert tuple(fact(text, name) for name in names) == (us, eu, uk)


def test_a_listing_of_the_union_opens_it_for_a_us_person() -> None:
    """A US person of no said country may be one of the Union where a party is listed there."""
    plain = activity(SIMPLE)
    assert reopened(plain, {"eu/asset-freeze", "us/ofac/blocking"}) == ["actor.eu_person"]
    assert reopened(plain, {"us/ofac/blocking"}) == []
    told = activity(SIMPLE.replace("actor: us_person", "actor: {kind: us_person, country: US}"))
    assert reopened(told, {"eu/asset-freeze"}) == []


def test_business_in_the_union_opens_it_again() -> None:
    """A US firm that ships to a member state may be doing business in the Union."""
    text = SIMPLE.replace("actor: us_person", "actor: {kind: us_person, country: US}")
    assert fact(text.replace("country: PA", "country: FR"), "actor.eu_person") is None
    assert fact(text.replace(", country: PA", ""), "actor.eu_person") is None
    assert fact(text.replace("country: PA", "country: GB"), "actor.eu_person") is False
    assert fact(text.replace("country: PA", "country: GB"), "actor.eu_person", "2020-06-01") is None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("actor: [us_person, foreign_person]\n", "is American"),
        (
            "licence: {kind: agreement}\nlicences: [{kind: agreement}]\n",
            "both licence and licences",
        ),
        ("route: {to: TR}\nlegs: [{to: TR}]\n", "both route and legs"),
        ("items: [{kind: goods}]\nlicences: [{items: [2]}]\n", "'2' is no item"),
        ("items: [{id: a}, {id: a}]\n", "same id"),
        ("legs: [{via: Narnia}]\n", "'Narnia' is not a country"),
        ("contract: {signed_on: 2020-01-01, amendments: [{on: 2019-01-01}]}\n", "before it was"),
        ("debt: {nonsense: 3}\n", "'debt.nonsense' is not a fact"),
        ("institutions: [{role: bank}]\n", "needs a name or a listing"),
        ("items: [{us_content: 101}]\n", "us_content"),
    ],
)
def test_what_can_not_be(more: str, said: str) -> None:
    """What contradicts itself, or names what isn't there, is refused with one sentence."""
    head = SIMPLE.replace("actor: us_person\n", "") if more.startswith("actor") else SIMPLE
    with pytest.raises(BadInputError, match=said):
        activity(head + more)


def test_a_regime_says_whom_it_binds(ask: Ask) -> None:
    """Each regime has its interval, whether it binds the actor, and why."""
    text = PAYMENT.replace("actor: us_person", "actor: foreign_person")
    regimes = ask(text, "2021-03-01", deep=False).to_json()["regimes"]
    for told in regimes.values():
        assert {"floor", "ceiling", "binds", "why"} <= set(told)
        if told["binds"] is False:
            assert told["outcomes"] == ["no_restriction_found"]
            assert told["why"].startswith("doesn't bind this actor")


def test_an_open_block_is_held(ask: Ask) -> None:
    """While blocking is possible: hold, before anything is rejected or returned."""
    text = PAYMENT.replace("listing: 'ofac:27018'", "name: Ismail Demir")
    kinds = {d.kind: d for d in ask(text, "2021-03-01", deep=False).duties}
    assert kinds["hold"].certainty == "certain"
    assert kinds["block"].certainty == "possible"
    assert "hold" not in {d.kind for d in ask(PAYMENT, "2021-03-01", deep=False).duties}


def test_a_deadline_is_a_calendar_day(ask: Ask) -> None:
    """A report due in ten business days has its day, counted past weekends and holidays."""
    report = next(d for d in ask(PAYMENT, "2021-07-01", deep=False).duties if d.kind == "report")
    assert str(report.due_on) == "2021-07-16"
    assert report.to_json()["counts_from"]
