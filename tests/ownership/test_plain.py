"""What reaches what: OFAC's own examples, boundaries, circles, doubts, dates, and exact worlds."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from webs import (
    BIS_AGAIN,
    DAY,
    EU,
    EU_ARTICLE_5,
    EU_BEFORE_2024,
    METHODS,
    OFAC,
    OFAC_BEFORE_2014,
    UK,
    controls,
    methods,
    owns,
    seeds,
    webs,
)

from licet.core.kleene import Truth
from licet.ownership.chains import explain
from licet.ownership.model import CERTAIN, OPEN_END, OPEN_START, POSSIBLE, Kind, Span, Tie
from licet.ownership.plain import Seed, held_on, reach
from licet.ownership.reach import Method
from licet.ownership.shares import ALL, PERCENT, over

X, Y = Seed("x", "x"), Seed("y", "y")


def truth(ties: list[Tie], node: str, method: Method = OFAC, *people: Seed) -> Truth:
    """Whether a node is reached, from person x if no other is named."""
    return reach(held_on(ties, DAY), people or (X,), method).truth(node)


# After the examples of OFAC FAQ 401, with the last one of our own.
FAQ_401 = [
    ("1", [owns("x", "a", 50), owns("a", "b", 50)], "b", True),
    ("2", [owns("x", "a", 50), owns("x", "b", 50), owns("a", "c", 25), owns("b", "c", 25)], "c",
     True),
    ("3", [owns("x", "a", 50), owns("x", "b", 10), owns("a", "b", 40)], "b", True),
    ("4", [owns("x", "a", 50), owns("x", "b", 25), owns("a", "c", 25), owns("b", "c", 25)], "c",
     False),
    ("5", [owns("x", "a", 25), owns("x", "b", 25), owns("a", "c", 50), owns("b", "c", 50)], "c",
     False),
    ("6", [owns("x", "a", 50), owns("a", "b", 25), owns("x", "b", 25)], "b", True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "ties", "node", "blocked"), FAQ_401, ids=[c[0] for c in FAQ_401]
)
def test_ofacs_own_examples(number: str, ties: list[Tie], node: str, blocked: bool) -> None:
    """Chains count in full, below the half not at all, and shares are not multiplied."""
    assert truth(ties, node) is blocked, number


@pytest.mark.parametrize(
    ("share", "ofac", "eu", "eu_before", "article_5", "uk"),
    [
        (49.999999, False, False, False, False, False),
        (50, True, True, False, False, False),
        (50.000001, True, True, True, True, True),
        (100, True, True, True, True, True),
        (0, False, False, False, False, False),
    ],
)
def test_half_exactly(
    share: float, ofac: bool, eu: bool, eu_before: bool, article_5: bool, uk: bool
) -> None:
    """Half is enough for OFAC and, since July 2024, the EU; the rest ask for more than half."""
    told = [owns("x", "a", share)]
    found = [truth(told, "a", m) for m in (OFAC, EU, EU_BEFORE_2024, EU_ARTICLE_5, UK)]
    assert found == [ofac, eu, eu_before, article_5, uk]


def test_persons_are_added_by_some_rules_only() -> None:
    """Two persons with 30 percent each: added by OFAC since 2014 and the EU, not by the UK."""
    told = [owns("x", "a", 30), owns("y", "a", 30)]
    assert truth(told, "a", OFAC, X, Y) is True
    assert truth(told, "a", EU, X, Y) is True
    assert truth(told, "a", OFAC_BEFORE_2014, X, Y) is False
    assert truth(told, "a", UK, X, Y) is False
    assert truth(told, "a", EU_ARTICLE_5, X, Y) is None


def test_one_persons_own_holdings_are_always_added() -> None:
    """What one person holds directly and through bodies of its own is one holding."""
    told = [owns("x", "s", 100), owns("s", "a", 30), owns("x", "a", 30)]
    assert truth(told, "a", UK) is True
    assert truth(told, "a", OFAC_BEFORE_2014) is True
    assert truth(told, "a", UK, X, Seed("s", "s")) is True


def test_one_person_under_two_records_is_one() -> None:
    """The same person standing twice in a graph holds both holdings."""
    told = [owns("x", "a", 30), owns("y", "a", 30)]
    assert truth(told, "a", UK, Seed("x", "p"), Seed("y", "p")) is True


def test_never_upstream_and_never_aside() -> None:
    """An owner isn't reached by what it owns, nor a sister by her sister."""
    told = [owns("p", "x", 100), owns("p", "s", 100)]
    assert truth(told, "p") is False
    assert truth(told, "s") is False


def test_control_counts_where_the_rule_says() -> None:
    """Control and a board majority reach under EU and UK rules, never under OFAC's."""
    for kind in (Kind.CONTROL, Kind.BOARD):
        told = [Tie("x", "a", kind, CERTAIN), owns("a", "b", 60)]
        assert [truth(told, "b", m) for m in (OFAC, EU, UK)] == [False, True, True]
    maybe = [controls("x", "a", sure=False)]
    assert [truth(maybe, "a", m) for m in (OFAC, EU, UK)] == [False, None, None]


def test_votes_count_where_the_rule_says() -> None:
    """Over half of the votes carries under UK and EU rules, half does not, nor for OFAC."""
    votes = [owns("x", "a", 51, Kind.VOTING)]
    assert [truth(votes, "a", m) for m in (OFAC, EU, UK)] == [False, True, True]
    half = [owns("x", "a", 50, Kind.VOTING)]
    assert [truth(half, "a", m) for m in (OFAC, EU, UK)] == [False, False, False]


def test_a_tie_that_carries_nothing() -> None:
    """A director is shown and never counted."""
    told = [Tie("x", "a", Kind.OTHER, CERTAIN)]
    assert all(truth(told, "a", m) is False for m in METHODS)


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (25 * PERCENT, 50 * PERCENT, None),
        (over(25), 50 * PERCENT, None),
        (over(50), 75 * PERCENT - 1, True),
        (0, ALL, None),
        (0, 50 * PERCENT - 1, False),
    ],
)
def test_a_band_of_a_register(low: int, high: int, found: Truth) -> None:
    """A band on one side of the half settles it, one that holds the half leaves it open."""
    assert truth([owns("x", "a", (low, high))], "a") is found


def test_the_band_over_half_is_over_half() -> None:
    """ "More than 50 percent" settles the UK's test, which "50 percent or more" would not."""
    assert truth([owns("x", "a", (over(50), 75 * PERCENT))], "a", UK) is True
    assert truth([owns("x", "a", (50 * PERCENT, 75 * PERCENT))], "a", UK) is None


def test_an_open_match_leaves_it_open() -> None:
    """An owner who may be the listed person leaves what it owns open."""
    maybe = Seed("x", "x", sure=False)
    assert truth([owns("x", "a", 60)], "a", OFAC, maybe) is None
    assert truth([owns("x", "a", 49)], "a", OFAC, maybe) is False
    assert truth([owns("x", "a", 30), owns("y", "a", 30)], "a", OFAC, maybe, Y) is None


def test_an_unconfirmed_rule_is_never_certain() -> None:
    """A rule back by its own text, and confirmed by nobody, reaches possibly."""
    assert truth([owns("x", "a", 100)], "a", BIS_AGAIN) is None
    assert truth([owns("x", "a", 49)], "a", BIS_AGAIN) is False
    assert truth([owns("x", "a", 100)], "a", Method(effect="none")) is False


def test_a_circle_is_not_blocked_by_itself() -> None:
    """Firms that own each other, and nobody listed, are reached by nothing."""
    told = [owns("a", "b", 100), owns("b", "c", 100), owns("c", "a", 100), owns("x", "d", 100)]
    for method in METHODS:
        found = reach(held_on(told, DAY), [X], method)
        assert not found.possible & {"a", "b", "c"}


def test_a_circle_passes_on_what_comes_in() -> None:
    """A listed person's half of one firm of a circle goes round all of it."""
    told = [owns("x", "a", 50), owns("c", "a", 50), owns("a", "b", 100), owns("b", "c", 100)]
    assert [truth(told, one) for one in "abc"] == [True, True, True]


def test_a_listed_body_in_a_circle() -> None:
    """A listed firm that its own subsidiary owns is reached through that owner too."""
    told = [owns("x", "a", 100), owns("a", "x", 60)]
    assert truth(told, "x") is True


def test_holdings_of_oneself_count_nothing() -> None:
    """A body's own shares don't make it its own owner."""
    assert truth([owns("x", "x", 100)], "x") is False
    assert truth([owns("a", "a", 60), owns("x", "a", 49)], "a") is False


def test_the_same_holding_told_twice_counts_once() -> None:
    """Two files that tell one holding of 30 percent don't make it 60."""
    assert truth([owns("x", "a", 30), owns("x", "a", 30)], "a") is False


def test_tellings_that_disagree_are_open() -> None:
    """30 percent here and 40 there: from 30 to both together."""
    merged = held_on([owns("x", "a", 30), owns("x", "a", 40)], DAY)
    assert [tie.share for tie in merged] == [(30 * PERCENT, 70 * PERCENT)]
    assert truth([owns("x", "a", 30), owns("x", "a", 40)], "a") is None


def test_more_than_all_is_not_added_up() -> None:
    """Certain holdings of far over 100 percent tell something twice: it stays open."""
    told = [owns("x", "a", 30), owns("y", "a", 30), owns("z", "a", 80)]
    assert truth(told, "a", OFAC, X, Y) is None
    rounded = [owns("x", "a", 33.34), owns("y", "a", 33.34), owns("z", "a", 33.34)]
    assert truth(rounded, "a", OFAC, X, Y) is True


def test_indirect_shares_are_not_added_to_direct_ones() -> None:
    """30 percent held through others may be the same 30 percent that those others hold."""
    indirect = Tie("x", "a", Kind.INDIRECT_SHARES, (30 * PERCENT, ALL))
    told = [indirect, owns("x", "s", 100), owns("s", "a", 30)]
    assert truth(told, "a") is None
    alone = Tie("x", "a", Kind.INDIRECT_SHARES, (60 * PERCENT, ALL))
    assert truth([alone], "a") is True


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ((DAY, DAY), (OPEN_END, OPEN_END), True),
        ((DAY + 1, DAY + 1), (OPEN_END, OPEN_END), False),
        ((DAY - 3, DAY + 1), (OPEN_END, OPEN_END), None),
        ((OPEN_START, OPEN_START), (DAY, DAY), True),
        ((OPEN_START, OPEN_START), (DAY - 1, DAY - 1), False),
        ((OPEN_START, DAY + 5), (OPEN_END, OPEN_END), None),
        ((OPEN_START, OPEN_START), (DAY - 2, DAY + 2), None),
    ],
)
def test_a_holding_has_its_days(start: tuple[int, int], end: tuple[int, int], found: Truth) -> None:
    """The first and the last day count; a month or a year leaves its days open."""
    assert truth([Tie("x", "a", Kind.SHARES, (ALL, ALL), Span(start, end))], "a") is found


def _worlds(
    ties: list[Tie], people: list[Seed], draw: Callable[..., Any]
) -> tuple[list[Tie], list[Seed]]:
    """One exact world within what is told: every share, tie and match settled."""
    exact = []
    for tie in ties:
        if tie.kind is Kind.OTHER:
            continue
        if tie.kind.is_share:
            share = draw(st.sampled_from([tie.share[0], tie.share[1], sum(tie.share) // 2]))
            exact.append(Tie(tie.owner, tie.owned, tie.kind, (share, share)))
        elif tie.share == CERTAIN or draw(st.booleans()):
            exact.append(Tie(tie.owner, tie.owned, tie.kind, CERTAIN))
    return exact, [Seed(s.node, s.person) for s in people if s.sure or draw(st.booleans())]


def _by_definition(
    ties: list[Tie], people: list[Seed], method: Method, node: str, nodes: list[str]
) -> bool:
    """The rule as its text has it, by trying every set of bodies: reached is whoever is in all
    sets that hold the persons and everything they own enough of."""
    groups = [{s.node for s in people}] if method.aggregate else [
        {s.node for s in people if s.person == p} for p in {s.person for s in people}
    ]  # fmt: skip
    for start in groups:
        rest = [n for n in nodes if n not in start]
        closed = []
        for picks in product([False, True], repeat=len(rest)):
            carriers = start | {n for n, pick in zip(rest, picks, strict=True) if pick}
            if all(n in carriers or not _enough(ties, carriers, n, method) for n in nodes):
                closed.append(carriers)
        least = set.intersection(*closed)
        if _enough(ties, least, node, method):
            return True
    return False


def _enough(ties: list[Tie], carriers: set[str], node: str, method: Method) -> bool:
    own = [t for t in ties if t.owned == node and t.owner in carriers and t.owner != node]
    held = sum(t.share[0] for t in own if t.kind is Kind.SHARES) / PERCENT
    votes = sum(t.share[0] for t in own if t.kind is Kind.VOTING) / PERCENT
    return (
        (held >= method.threshold if method.inclusive else held > method.threshold)
        or (method.voting is not None and votes > method.voting)
        or (method.control and any(t.kind in {Kind.BOARD, Kind.CONTROL} for t in own))
    )


FEW = "abcd"
few_ties = st.builds(
    owns,
    st.sampled_from(FEW),
    st.sampled_from(FEW),
    st.sampled_from([20, 30, 40, 49, 50, 51, 60, 100]),
    st.sampled_from([Kind.SHARES, Kind.SHARES, Kind.VOTING]),
)
few_ranges = st.builds(
    lambda a, b, ends: owns(a, b, (min(ends) * PERCENT, max(ends) * PERCENT)),
    st.sampled_from(FEW),
    st.sampled_from(FEW),
    st.tuples(*[st.sampled_from([0, 20, 49, 50, 51, 60, 100])] * 2),
)
few_rights = st.builds(controls, st.sampled_from(FEW), st.sampled_from(FEW), sure=st.booleans())


def _sane(ties: list[Tie]) -> list[Tie]:
    """One telling of each holding, and certain ones within the whole, as they are in the world."""
    kept: dict[tuple[str, str, Kind], Tie] = {}
    for tie in ties:
        kept.setdefault((tie.owner, tie.owned, tie.kind), tie)
    sums: dict[tuple[str, Kind], int] = {}
    found = []
    for tie in kept.values():
        key = (tie.owned, tie.kind)
        sums[key] = sums.get(key, 0) + tie.share[0]
        if not tie.kind.is_share or sums[key] <= ALL:
            found.append(tie)
    return found


exact_rules = st.sampled_from([OFAC, OFAC_BEFORE_2014, UK, Method(inclusive=False)])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(few_ties, few_ranges, few_rights), max_size=7), exact_rules, st.data())
def test_every_exact_world_agrees(told: list[Tie], method: Method, data: st.DataObject) -> None:
    """What is certain of ranges and doubts is so in every exact world, by the rule's own text."""
    ties = _sane(told)
    person = st.builds(Seed, st.sampled_from(FEW), st.sampled_from("pq"), st.booleans())
    people = data.draw(st.lists(person, min_size=1, max_size=3))
    answer = reach(held_on(ties, DAY), people, method)
    world, settled = _worlds(ties, people, data.draw)
    for node in FEW:
        got = bool(settled) and _by_definition(world, settled, method, node, list(FEW))
        assert answer.truth(node) in {None, got}


@settings(max_examples=200, deadline=None)
@given(webs, seeds, methods)
def test_knowing_less_never_makes_it_certain(
    told: list[Tie], people: list[Seed], method: Method
) -> None:
    """With every share opened up and every match in doubt, nothing turns certain or impossible."""
    sharp = reach(held_on(told, DAY), people, method)
    vague = [Tie(t.owner, t.owned, t.kind, (0, t.share[1]), t.span) for t in told]
    blunt = reach(held_on(vague, DAY), [Seed(s.node, s.person, sure=False) for s in people], method)
    assert not blunt.certain
    assert sharp.possible <= blunt.possible


@settings(max_examples=200, deadline=None)
@given(webs, seeds, methods)
def test_a_chain_is_reason_enough(told: list[Tie], people: list[Seed], method: Method) -> None:
    """The ties a chain names suffice by themselves, and a node has one just when it is reached."""
    held = held_on(told, DAY)
    answer = reach(held, people, method)
    for node in "abcdefg":
        why = explain(held, people, method, node)
        assert (why is None) is (answer.truth(node) is False)
        if why is None:
            continue
        assert why.chain.certain is (answer.truth(node) is True)
        keep = set(why.chain.ties()) | {t for t in held if why.chain.certain and _full(held, t)}
        again = reach([t for t in held if t in keep], people, method)
        assert again.truth(node) is answer.truth(node)
        assert why.sets
        assert all(why.sets)


def _full(held: list[Tie], tie: Tie) -> bool:
    """Whether a tie is of a body of which too much is told: that must stay seen."""
    alike = [t.share[0] for t in held if (t.owned, t.kind) == (tie.owned, tie.kind)]
    return sum(alike) > ALL


def test_possible_is_not_certain() -> None:
    """The two marks of a right are what they say."""
    assert CERTAIN == (ALL, ALL)
    assert POSSIBLE == (0, ALL)
