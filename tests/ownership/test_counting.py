"""Owners in a decision: counted again and again under what a question would settle."""

from __future__ import annotations

from collections.abc import Iterable

from webs import OFAC, OFAC_BEFORE_2014, UK

from licet.core.dates import AsOf, Moment, Period
from licet.core.kleene import Truth
from licet.decision.case import Gate, gate
from licet.decision.holder import Holder, Stake
from licet.decision.owned import Counting
from licet.law.interpreter import Node
from licet.law.values import Number
from licet.lists.in_force import MeasureState
from licet.ownership.model import Kind
from licet.ownership.reach import Method

ASKED = AsOf(Moment.parse("2021-03-01"))


def holder(key: str, *owners: tuple[Holder, float | tuple[float, float]]) -> Holder:
    """Somebody with owners and their shares."""
    made = Holder(key, key.upper(), [])
    for one, share in owners:
        low, high = share if isinstance(share, tuple) else (share, share)
        made.owners.append(Stake(one, low, high, Period()))
    return made


def listed(one: Holder, truth: Truth = True, listing: str = "ofac:1") -> tuple[str, Gate, str]:
    """A holder that is, or may be, a listing."""
    return one.key, gate(("match", one.key, listing), "it is", truth), listing


def counting(root: Holder, method: Method | None, *under: tuple[str, Gate, str]) -> Counting:
    """Counting over a holder and all above it."""
    own: dict[str, list[tuple[MeasureState, tuple[Gate, ...]]]] = {
        one.key: [] for one in root.everyone()
    }
    for key, look, listing in under:
        state = MeasureState("m", listing, "L", "s", True, (None, None), "", "")
        own[key].append((state, (look,)))
    return Counting(root, method, ASKED, own)


def open_keys(node: Node) -> Iterable[tuple[str, ...]]:
    """The keys of what is open."""
    return [leaf.key for leaf in node.unknown_leaves() if leaf.key]


def test_one_person_behind_two_firms() -> None:
    """Two firms of one person hold as one, also by a rule that adds no persons."""
    one, two = holder("p1"), holder("p2")
    root = holder("root", (holder("a", (one, 100)), 25), (holder("b", (two, 100)), 25))
    same = counting(root, OFAC_BEFORE_2014, listed(one), listed(two))
    assert same.look({}).truth is True
    others = counting(root, OFAC_BEFORE_2014, listed(one), listed(two, listing="ofac:2"))
    assert others.look({}).truth is False
    assert counting(root, OFAC, listed(one), listed(two, listing="ofac:2")).look({}).truth is True


def test_questions_settle_it() -> None:
    """An open match and an open share are asked for, and each answer is counted."""
    person = holder("p")
    root = holder("root", (person, (40, 60)))
    asked = counting(root, OFAC, listed(person, None))
    match, share = ("match", "p", "ofac:1"), ("share", "root", "0")
    node = asked.look({})
    assert node.truth is None
    assert set(open_keys(node)) == {match, share}
    assert asked.look({match: False}).truth is False
    assert asked.look({match: True}).truth is None
    assert asked.look({match: True, share: Number(50.0, 100.0)}).truth is True
    assert asked.look({match: True, share: Number(0.0, 49.9)}).truth is False


def test_what_is_not_its_own_is_counted_once() -> None:
    """An overlay of other matters gives the very same result again."""
    person = holder("p")
    asked = counting(holder("root", (person, 50)), OFAC, listed(person))
    first = asked.look({})
    assert asked.look({("fact", "root", "party.kind"): "person"}) is first
    assert asked.look({("match", "somebody", "ofac:9"): True}) is first


def test_owners_nobody_knows_at_any_depth() -> None:
    """An owner whose own owners are unknown leaves it open until somebody says."""
    middle = holder("middle")
    middle.owners_unknown = True
    asked = counting(holder("root", (middle, 60)), OFAC)
    assert asked.look({}).truth is None
    key = ("owners", "middle")
    assert list(open_keys(asked.look({}))) == [key]
    assert asked.look({key: True}).truth is True
    assert asked.look({key: False}).truth is False


def test_unknown_owners_of_the_kept_graph_are_one_question() -> None:
    """However many bodies of the graph lack owners, it is asked once."""
    some = [holder(f"kept:{i}") for i in range(3)]
    for one in some:
        one.owners_unknown = True
    asked = counting(holder("root", *((one, 20) for one in some)), OFAC)
    assert set(open_keys(asked.look({}))) == {("owners", "root")}
    assert asked.look({("owners", "root"): True}).truth is True
    assert asked.look({("owners", "root"): False}).truth is False


def test_owners_in_a_circle() -> None:
    """Bodies that own each other end the counting, and nothing comes of nothing."""
    one, two = holder("a"), holder("b")
    one.owners.append(Stake(two, 100, 100, Period()))
    two.owners.append(Stake(one, 100, 100, Period()))
    root = holder("root", (one, 100))
    assert counting(root, OFAC).look({}).truth is False
    person = holder("p")
    two.owners.append(Stake(person, 50, 50, Period()))
    assert counting(root, OFAC, listed(person)).look({}).truth is True
    assert [h.key for h in root.everyone()] == ["root", "a", "b", "p"]


def test_no_text_says_how_far() -> None:
    """Where no read text says how far a measure reaches, any holding leaves it open."""
    person = holder("p")
    asked = counting(holder("root", (person, 1)), None, listed(person))
    assert asked.look({}).truth is None
    sold = holder("root")
    sold.owners.append(Stake(person, 60, 60, Period(None, Moment.parse("2020-01-01"))))
    assert counting(sold, None, listed(person)).look({}).truth is False


def test_rights_and_votes_of_the_graph() -> None:
    """Control and votes carry by the UK's rule, and say so."""
    person = holder("p")
    root = holder("root")
    root.owners.append(Stake(person, 100, 100, Period(), Kind.CONTROL))
    assert counting(root, OFAC, listed(person)).look({}).truth is False
    node = counting(root, UK, listed(person)).look({})
    assert node.truth is True
    assert "P has control of ROOT" in str(node)
    possible = holder("root")
    possible.owners.append(Stake(person, 0, 100, Period(), Kind.CONTROL))
    assert counting(possible, UK, listed(person)).look({}).truth is None


def test_the_share_is_told() -> None:
    """The reason names the share that decides, the threshold, and whether persons are added."""
    person, other = holder("p"), holder("q")
    asked = counting(holder("root", (person, 30), (other, 30)), OFAC, listed(person))
    assert asked.look({}).text == (
        "ROOT is owned 30 % by persons under the measure; 50 % or more carries it, added together"
    )
