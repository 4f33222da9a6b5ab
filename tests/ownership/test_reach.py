"""How shares are counted: equality, addition, unknown shares, chains."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.core.kleene import Truth
from licet.ownership.reach import Holding, Method, carried, reached

TODAY = Method()
BEFORE_2014 = Method(aggregate=False)
MORE_THAN_HALF = Method(inclusive=False)
shares = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted)
holdings = st.lists(
    st.builds(
        lambda ends, carries: Holding("x", ends[0], ends[1], carries),
        shares,
        st.sampled_from([True, False, None]),
    ),
    max_size=4,
)
methods = st.builds(Method, st.sampled_from([25.0, 50.0]), st.booleans(), st.booleans())


def exact(*held: tuple[float, Truth]) -> list[Holding]:
    """Known shares with whether their holder carries the measure."""
    return [Holding("x", share, share, carries) for share, carries in held]


@pytest.mark.parametrize(
    ("share", "today", "more_than_half"),
    [
        (49.99, False, False),
        (50, True, False),
        (50.01, True, True),
        (100, True, True),
        (0, False, False),
    ],
)
def test_half_exactly(share: float, today: bool, more_than_half: bool) -> None:
    """OFAC's rule is met by equality, one of more than 50 percent isn't."""
    assert reached(exact((share, True)), TODAY).truth is today
    assert reached(exact((share, True)), MORE_THAN_HALF).truth is more_than_half


def test_addition_is_dated() -> None:
    """25 and 25 reach since 13 August 2014; before, one owner alone had to hold the half."""
    both = exact((25, True), (25, True))
    assert reached(both, TODAY).truth is True
    assert reached(both, BEFORE_2014).truth is False
    assert reached(exact((25, True), (50, True)), BEFORE_2014).truth is True


def test_owners_free_of_the_measure_do_not_count() -> None:
    """Shares of persons who don't carry the measure add nothing."""
    assert reached(exact((49, True), (51, False)), TODAY).truth is False


def test_a_holder_nobody_is_sure_of() -> None:
    """A possible carrier leaves it open only where its share could matter."""
    assert reached(exact((50, None)), TODAY).truth is None
    assert reached(exact((49, None)), TODAY).truth is False
    assert reached(exact((30, True), (20, None)), TODAY).truth is None
    assert reached(exact((50, True), (50, None)), TODAY).truth is True


@pytest.mark.parametrize(
    ("low", "high", "truth"), [(40, 60, None), (50, 60, True), (10, 49, False), (0, 100, None)]
)
def test_a_range(low: float, high: float, truth: Truth) -> None:
    """A range on one side of the half settles it, one across it doesn't."""
    assert reached([Holding("x", low, high, True)], TODAY).truth is truth


def test_nobody_owns_it() -> None:
    """Without owners nothing is reached."""
    assert reached([], TODAY).truth is False


@given(holdings, methods, st.data())
def test_every_exact_share_agrees(held: list[Holding], method: Method, data: st.DataObject) -> None:
    """What is certain of ranges and doubts stays so for every exact case within them."""
    answer = reached(held, method).truth
    made = []
    for one in held:
        share = data.draw(st.integers(int(one.low), int(one.high)))
        carries = one.carries if one.carries is not None else data.draw(st.booleans())
        made.append(Holding(one.owner, share, share, carries))
    settled = reached(made, method).truth
    assert settled is not None
    assert answer in {None, settled}


@given(holdings, methods)
def test_one_more_owner_never_frees(held: list[Holding], method: Method) -> None:
    """Another owner can only reach further."""
    if reached(held, method).truth is True:
        assert reached([*held, Holding("y", 10, 10, True)], method).truth is True


@given(holdings, methods)
def test_shares_shown_are_shares(held: list[Holding], method: Method) -> None:
    """The high end that is shown never passes a hundred percent."""
    assert 0 <= reached(held, method).high <= 100


def test_directly_or_through_owners() -> None:
    """A measure is carried directly or through owners; an open way leaves it open."""
    assert carried(True, None) is True
    assert carried(False, True) is True
    assert carried(False, None) is None
    assert carried(False, False) is False
