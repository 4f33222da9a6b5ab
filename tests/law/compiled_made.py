"""Laws and lines made by Hypothesis: every matcher, effect, kind of date and state of knowledge.

Few words, days and numbers, so that what a law asks for and what a line says often meet.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from licet.core.citation import Citation
from licet.core.dates import Moment, Period
from licet.core.kleene import Truth
from licet.law.compiled import Line
from licet.law.conditions import FOR_TYPE, Condition, FactRef, Group, Leaf
from licet.law.facts import FACTS
from licet.law.model import ExceptionRule, Law, PersonClass, Provision, Version
from licet.law.values import Dates, Number, Value, Words

ROW_FACTS = (
    "activity.kind",
    "party.role",
    "activity.territory",
    "measure.programmes",
    "licence.needed",
    "actor.us_person",
    "contract.signed_on",
    "licence.issued_on",
    "measure.effective_on",
    "loan.amount",
    "loan.total_12_months",
)
MEASURE_FACTS = ("measure.programmes", "measure.effective_on", "loan.total_12_months")
MEASURES = ("us/ofac/blocking", "us/caatsa/235/a/2", "eu/asset-freeze")
EFFECTS = (
    "prohibited",
    "licence_required",
    "licence_unavailable",
    "conditional",
    "caution",
    "no_effect",
    "undetermined",
)
ZONES = ("UTC", "America/New_York", "Asia/Tokyo")
OFFSETS = ("+00:00", "-05:00", "+09:00")
WORDS = {
    "activity.kind": ("export", "sale", "loan"),
    "party.role": ("end_user", "seller"),
    "activity.territory": ("IR", "CU", "TR"),
    "measure.programmes": ("IRAN", "CUBA"),
}
SOURCE = Citation("Invented Act")

_days = st.integers(0, 4).map(lambda n: date(2020, 12, 29) + timedelta(days=n))
_hours = st.sampled_from(("00:00", "00:01", "12:00", "23:59"))
moments = st.one_of(
    _days.map(Moment),
    st.builds(
        lambda day, hour, zone: Moment.parse(f"{day}T{hour}{zone}"),
        _days,
        _hours,
        st.sampled_from(OFFSETS),
    ),
)
_ends = st.none() | moments
periods = st.builds(Period, _ends, _ends)
_numbers = st.integers(0, 3).map(float)


def _subsets(words: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from((*words, "another")), max_size=3)


def values(fact: str) -> st.SearchStrategy[Value]:
    """Values of a fact: exact ones, ranges with open ends, sets with possible members."""
    kind = FACTS[fact].type
    if kind == "truth":
        return st.booleans()
    if kind == "word":
        return st.sampled_from((*WORDS[fact], "another"))
    if kind == "words":
        return st.builds(Words, _subsets(WORDS[fact]), st.none() | _subsets(WORDS[fact]))
    if kind == "number":
        ranges = st.tuples(_numbers, _numbers).map(lambda pair: Number(min(pair), max(pair)))
        return st.one_of(_numbers.map(Number.exactly), ranges)
    return st.one_of(moments.map(Dates.exactly), st.builds(Dates, _ends, _ends))


def _bounds(fact: str) -> st.SearchStrategy[Any]:
    kind = FACTS[fact].type
    others = [name for name in ROW_FACTS if FACTS[name].type == kind]
    # A pack's bare day is a pair of days with the later one first: any pair is taken.
    days = st.one_of(moments.map(Dates.exactly), st.builds(Dates, moments, moments))
    said = days if kind == "date" else _numbers.map(Number.exactly)
    return said | st.sampled_from(others).map(FactRef)


@st.composite
def leaves(draw: st.DrawFn) -> Leaf:
    """One fact against any matcher that fits it."""
    fact = draw(st.sampled_from(ROW_FACTS))
    kind = FACTS[fact].type
    matcher = draw(st.sampled_from(sorted(FOR_TYPE[kind])))
    if matcher == "is":
        words = ("true", "false") if kind == "truth" else WORDS[fact]
        return Leaf(fact, "is", draw(st.frozensets(st.sampled_from(words), max_size=3)))
    count = 2 if matcher == "within" else 1
    return Leaf(fact, matcher, bounds=tuple(draw(_bounds(fact)) for _ in range(count)))


conditions: st.SearchStrategy[Condition] = st.recursive(
    leaves(),
    lambda inner: st.builds(
        Group,
        st.sampled_from(("all", "any", "not")),
        st.lists(inner, max_size=3).map(tuple),
    ),
    max_leaves=6,
)
exceptions = st.builds(
    ExceptionRule,
    id=st.just("e"),
    title=st.just("an exception"),
    status=st.sampled_from(("draft", "reviewed")),
    when=conditions,
    effect=st.sampled_from(EFFECTS),
    condition=st.none(),
    period=st.just(Period()) | periods,
    source=st.just(SOURCE),
    unread=st.none(),
)
versions = st.builds(
    Version,
    period=st.just(Period()) | periods,
    applies=conditions,
    effect=st.sampled_from(EFFECTS),
    says=st.just(""),
    condition=st.none(),
    duties=st.just(()),
    source=st.just(SOURCE),
    exceptions=st.lists(exceptions, max_size=3).map(tuple),
)


def _provision(name: str) -> st.SearchStrategy[Provision]:
    return st.builds(
        Provision,
        id=st.just(name),
        title=st.just(name),
        authority=st.just(""),
        basis=st.just("law"),
        status=st.sampled_from(("draft", "reviewed")),
        unread=st.none(),
        obliged=st.sampled_from(("someone", "anyone")),
        measures=st.lists(st.sampled_from(MEASURES), max_size=2, unique=True).map(tuple),
        reach=st.just("none"),
        versions=st.lists(versions, max_size=3).map(tuple),
        pack=st.just("zz"),
        zone=st.sampled_from(ZONES),
        where=st.just(""),
    )


@st.composite
def laws(draw: st.DrawFn) -> Law:
    """One to three provisions in two regimes."""
    names = ("aa/act/1", "aa/act/2", "bb/act/1")[: draw(st.integers(1, 3))]
    return Law(
        provisions={name: draw(_provision(name)) for name in names},
        persons={
            "someone": PersonClass("someone", "someone", draw(conditions), SOURCE),
            "anyone": PersonClass("anyone", "anyone", Group("all", ()), SOURCE),
        },
    )


def _facts(draw: st.DrawFn, names: tuple[str, ...]) -> dict[str, Value]:
    known = draw(st.lists(st.sampled_from(names), unique=True))
    return {name: draw(values(name)) for name in known}


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """A date, some of the facts, and some measures carried or perhaps carried."""
    carried: dict[str, tuple[Truth, dict[str, Value | None]]] = {}
    for measure in draw(st.lists(st.sampled_from(MEASURES), unique=True)):
        truth = draw(st.sampled_from((True, None, False)))
        carried[measure] = (truth, dict(_facts(draw, MEASURE_FACTS)))
    return Line(draw(moments), _facts(draw, ROW_FACTS), carried)
