"""Three-valued logic and sets of outcomes obey their laws."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.core.kleene import Truth, all_of, any_of, not_
from licet.core.outcome import NOTHING, Outcome, OutcomeSet, strictest

truths = st.sampled_from([True, False, None])
lists = st.lists(truths, max_size=6)
sets = st.integers(1, 15).map(OutcomeSet)
VALUES: tuple[Truth, ...] = (True, False, None)


def known(value: Truth) -> list[bool]:
    """What a truth may turn out to be."""
    return [True, False] if value is None else [value]


@given(lists)
def test_logic_never_claims_more_than_is_known(values: list[Truth]) -> None:
    """A certain answer holds however the unknowns turn out; an open one can go both ways."""
    for kleene, plain in ((all_of, all), (any_of, any)):
        possible = {plain(made) for made in itertools.product(*map(known, values))}
        answer = kleene(values)
        assert possible == ({True, False} if answer is None else {answer})


@given(lists)
def test_de_morgan(values: list[Truth]) -> None:
    """Not all is any not."""
    assert not_(all_of(values)) == any_of(not_(v) for v in values)


@given(lists, st.randoms())
def test_order_does_not_matter(values: list[Truth], random: st.DataObject) -> None:
    """Conjunction and disjunction don't look at order."""
    shuffled = list(values)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert all_of(values) == all_of(shuffled)
    assert any_of(values) == any_of(shuffled)


def test_double_negation() -> None:
    """Twice not is the same, also for unknown."""
    assert [not_(not_(v)) for v in VALUES] == list(VALUES)


def test_nothing_asked() -> None:
    """All of nothing is true, any of nothing is false."""
    assert all_of([]) is True
    assert any_of([]) is False


@pytest.mark.parametrize("mask", [0, 16, -1])
def test_an_empty_set_of_outcomes_is_refused(mask: int) -> None:
    """There is always at least one outcome, and no fifth."""
    with pytest.raises(ValueError, match="mask from 1 to 15"):
        OutcomeSet(mask)


@given(sets)
def test_floor_and_ceiling_are_members(one: OutcomeSet) -> None:
    """The mildest and the strictest belong to the set and enclose it."""
    members = list(one)
    assert one.floor == min(members)
    assert one.ceiling == max(members)
    assert one.determined is (len(members) == 1)
    assert one == OutcomeSet.of(*members)
    assert [Outcome.of(word) for word in one.words()] == members


@given(sets, sets, sets)
def test_the_strictest_governs(a: OutcomeSet, b: OutcomeSet, c: OutcomeSet) -> None:
    """Rules that apply at once: order and grouping don't matter, no rule changes nothing."""
    assert a.strictest_with(b) == b.strictest_with(a)
    assert a.strictest_with(b).strictest_with(c) == a.strictest_with(b.strictest_with(c))
    assert a.strictest_with(NOTHING) == a
    assert strictest([a, b, c]) == a.strictest_with(b).strictest_with(c)
    assert set(a.strictest_with(b)) == {max(x, y) for x in a for y in b}


@given(sets, sets)
def test_ends_of_a_combination(a: OutcomeSet, b: OutcomeSet) -> None:
    """Floor and ceiling of both are the stricter floor and the stricter ceiling."""
    both = a.strictest_with(b)
    assert both.floor == max(a.floor, b.floor)
    assert both.ceiling == max(a.ceiling, b.ceiling)
    assert set(a | b) == set(a) | set(b)


def test_no_rule_at_all() -> None:
    """Without any rule no restriction was found."""
    assert strictest([]) == NOTHING
    assert NOTHING.words() == ["no_restriction_found"]
