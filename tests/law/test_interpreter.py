"""Provisions over facts: three-valued, dated, and never narrower for knowing less."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pack_text import PACK, changed, load

from licet.core.dates import Moment
from licet.core.errors import PackError
from licet.decision.case import facts_read
from licet.law.facts import FACTS, Fact
from licet.law.interpreter import evaluate
from licet.law.model import Law
from licet.law.packs import shipped
from licet.law.values import Dates, Number, Value, Words

SIGNED = Dates.exactly(Moment.parse("2020-02-01"))
SALE: dict[str, Value] = {"activity.kind": "sale", "contract.signed_on": SIGNED}
BIG = {**SALE, "loan.amount": Number.exactly(101)}
DAYS = ["2014-08-12", "2018-09-20", "2020-07-01", "2020-12-14", "2023-01-01", "2025-07-01"]


def outcomes(facts: dict[str, Value], on: str = "2020-06-01", law: Law | None = None) -> list[str]:
    """The words of what the invented provision comes to."""
    made = law or load()
    return evaluate(made, made.provisions["zz/act/1"], facts, Moment.parse(on)).outcomes.words()


def test_the_rule_and_its_exception() -> None:
    """The exception stands in place of the rule where it holds."""
    assert outcomes(BIG) == ["prohibited"]
    assert outcomes({**SALE, "loan.amount": Number.exactly(100)}) == ["conditional"]


def test_an_unknown_exception_leaves_both() -> None:
    """Where the exception's fact is unknown both outcomes stay."""
    assert outcomes(SALE) == ["conditional", "prohibited"]
    assert outcomes({**SALE, "loan.amount": Number(50, 150)}) == ["conditional", "prohibited"]


def test_an_unknown_condition_leaves_nothing_out() -> None:
    """Where the rule may not apply, no restriction is possible too."""
    facts = {name: value for name, value in BIG.items() if name != "contract.signed_on"}
    assert outcomes(facts) == ["no_restriction_found", "prohibited"]
    assert outcomes({}) == ["no_restriction_found", "conditional", "prohibited"]


def test_a_false_fact_settles_it() -> None:
    """One certainly false condition ends the rule, whatever else is unknown."""
    assert outcomes({"activity.kind": "purchase"}) == ["no_restriction_found"]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2019-12-31", ["no_restriction_found"]),
        ("2020-01-01", ["prohibited"]),
        ("2020-12-31", ["prohibited"]),
        ("2021-01-01", ["no_restriction_found"]),
        ("2021-01-01T03:00+00:00", ["prohibited"]),
        ("2021-01-01T06:00+00:00", ["no_restriction_found"]),
        ("2020-01-01T04:00+00:00", ["no_restriction_found"]),
    ],
)
def test_in_force_on_the_authoritys_clock(on: str, expected: list[str]) -> None:
    """A rule is in force from its first to its last day, told by the clock of its authority."""
    assert outcomes(BIG, on) == expected


def test_a_boundary_instant_inside_the_day() -> None:
    """On a bare day in which the rule ends, both outcomes stay."""
    law = load(changed("to: 2020-12-31", 'to: "2020-12-31T00:01-05:00"'))
    assert outcomes(BIG, "2020-12-31", law) == ["no_restriction_found", "prohibited"]
    assert outcomes(BIG, "2020-12-30", law) == ["prohibited"]
    assert outcomes(BIG, "2020-12-31T00:02-05:00", law) == ["no_restriction_found"]


def test_two_versions_that_meet_inside_a_day() -> None:
    """On a bare day in which one text gives way to another, the outcomes of both stay."""
    meeting = '"2020-12-31T12:00-05:00"'
    second = PACK[PACK.index("      - in_force") : PACK.index("        except:")]
    second = second.replace("from: 2020-01-01, to: 2020-12-31", f"from: {meeting}")
    second = second.replace("effect: prohibited", "effect: licence_required")
    law = load(changed("to: 2020-12-31", f"to: {meeting}") + second)
    assert outcomes(BIG, "2020-12-31T11:59-05:00", law) == ["prohibited"]
    assert outcomes(BIG, "2020-12-31T12:01-05:00", law) == ["licence_required"]
    assert {"prohibited", "licence_required"} <= set(outcomes(BIG, "2020-12-31", law))


def test_a_version_that_starts_on_the_last_day_of_another() -> None:
    """Where a text ends with a bare day and the next starts at an hour of it, both are seen."""
    second = PACK[PACK.index("      - in_force") : PACK.index("        except:")]
    second = second.replace("from: 2020-01-01, to: 2020-12-31", 'from: "2020-12-31T12:00-05:00"')
    second = second.replace("effect: prohibited", "effect: licence_required")
    try:
        law = load(PACK + second)
    except PackError:
        return  # refusing the overlap is as good
    assert {"prohibited", "licence_required"} <= set(outcomes(BIG, "2020-12-31", law))


def test_a_draft_never_settles_anything() -> None:
    """A draft provision can't be certain, and says what is unread."""
    draft = "    status: draft\n    unread: The annex.\n    obliged"
    law = load(changed("    status: reviewed\n    obliged", draft))
    finding = evaluate(law, law.provisions["zz/act/1"], BIG, Moment.parse("2020-06-01"))
    assert finding.outcomes.words() == ["no_restriction_found", "prohibited"]
    assert finding.notes == ("draft: The annex.",)


def test_a_draft_exception_never_frees() -> None:
    """A draft exception that holds leaves the rule standing beside it."""
    old = "            status: reviewed"
    law = load(changed(old, "            status: draft\n            unread: The form."))
    facts: dict[str, Value] = {**SALE, "loan.amount": Number.exactly(1)}
    assert outcomes(facts, law=law) == ["conditional", "prohibited"]


def test_every_step_is_in_the_tree() -> None:
    """The tree says which fact was held against what, and how it came out."""
    law = load()
    finding = evaluate(law, law.provisions["zz/act/1"], SALE, Moment.parse("2020-06-01"))
    shown = {leaf.text: (leaf.truth, leaf.actual) for leaf in finding.tree.leaves()}
    assert shown["activity.kind is sale"] == (True, "sale")
    ((_, exception),) = finding.exceptions
    assert [leaf.text for leaf in exception.unknown_leaves()] == ["loan.amount at most 100"]


def a_value(fact: Fact) -> st.SearchStrategy[Value]:
    """Exact values of a fact, among them those that packs ask for."""
    if fact.type == "truth":
        return st.booleans()
    if fact.type == "date":
        days = st.sampled_from([*DAYS, "2019-07-16", "2020-12-13", "2020-12-15", "2021-01-01"])
        return days.map(lambda day: Dates.exactly(Moment.parse(day)))
    if fact.type == "number":
        return st.sampled_from([0.0, 1e6, 1e7, 1e7 + 1, 1e9]).map(Number.exactly)
    words = fact.values or (
        "none",
        "TR",
        "IR",
        "CU",
        "UA-43",
        "KP",
        "SY",
        "VE",
        "f35",
        "IRAN",
        "CUBA",
    )
    if fact.type == "words":
        return st.frozensets(st.sampled_from(words), max_size=2).map(Words)
    return st.sampled_from(words)


LAW = shipped()
PROVISIONS = sorted(LAW.provisions.values(), key=lambda p: p.id)


@pytest.mark.parametrize("provision", PROVISIONS, ids=lambda p: p.id)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_knowing_more_never_adds_an_outcome(provision: object, data: st.DataObject) -> None:
    """With some facts taken away, every outcome of before is still possible."""
    from licet.law.model import Provision

    assert isinstance(provision, Provision)
    names = sorted(facts_read(LAW, provision))
    facts = {name: data.draw(a_value(FACTS[name]), label=name) for name in names}
    taken = data.draw(st.sets(st.sampled_from(names)), label="taken away")
    asked = Moment.parse(data.draw(st.sampled_from(DAYS), label="on"))
    known = evaluate(LAW, provision, facts, asked).outcomes
    fewer = {name: value for name, value in facts.items() if name not in taken}
    less = evaluate(LAW, provision, fewer, asked).outcomes
    assert set(known) <= set(less)
    wider: dict[str, Value] = {name: _wider(value) for name, value in facts.items()}
    assert set(known) <= set(evaluate(LAW, provision, wider, asked).outcomes)


def _wider(value: Value) -> Value:
    """The same value known less exactly."""
    if isinstance(value, Number):
        return Number(value.low - 1, value.high + 1)
    if isinstance(value, Dates):
        return Dates(None, value.latest)
    if isinstance(value, Words):
        return Words(frozenset(), value.members)
    return value


@pytest.mark.parametrize("provision", PROVISIONS, ids=lambda p: p.id)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_a_whole_day_holds_the_outcomes_of_its_hours(
    provision: object, data: st.DataObject
) -> None:
    """Who asks for a day gets every outcome that somebody gets who asks for an hour of it."""
    from licet.law.model import Provision

    assert isinstance(provision, Provision)
    names = sorted(facts_read(LAW, provision))
    facts = {name: data.draw(a_value(FACTS[name]), label=name) for name in names}
    ends = [m for v in provision.versions for m in (v.period.start, v.period.end) if m]
    days = [str(m.day) for m in ends] + DAYS
    day = data.draw(st.sampled_from(days), label="day")
    whole = set(evaluate(LAW, provision, facts, Moment.parse(day)).outcomes)
    for hour in ("00:00", "00:02", "23:59"):
        at = Moment.parse(f"{day}T{hour}-05:00")
        if at.day.month in {1, 2, 12}:  # the zone of New York in winter
            assert set(evaluate(LAW, provision, facts, at).outcomes) <= whole
