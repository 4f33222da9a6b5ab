"""Whether conditions can hold at once, as far as their leaves tell.

A condition becomes its alternatives (disjunctive normal form); an alternative is impossible when
two of its leaves exclude each other: disjoint words, opposite truths, dates or numbers without
overlap. What this can't tell apart is taken to be possible.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

from licet.core.dates import Moment, Period
from licet.law.conditions import Condition, FactRef, Leaf
from licet.law.facts import FACTS
from licet.law.values import Dates, Number

MOST = 2_000
"""More alternatives than this aren't looked at one by one."""
Literal = tuple[Leaf, bool]
Term = frozenset[Literal]
Span = tuple[float, float]
OPEN: Span = (float("-inf"), float("inf"))


def can_meet(conditions: Iterable[Condition]) -> bool:
    """Whether all the conditions can hold at once; True where that can't be told."""
    terms: list[Term] | None = [frozenset()]
    for condition in conditions:
        more = _terms(condition, True)
        if terms is None or more is None or len(terms) * len(more) > MOST:
            return True
        terms = [one | other for one in terms for other in more if _possible(one | other)]
    return bool(terms)


def overlap(one: Period, other: Period) -> bool:
    """Whether two periods share a day or an instant."""
    return all(
        a.end is None or b.start is None or a.end.passed_by(b.start) is not True
        for a, b in ((one, other), (other, one))
    )


def _terms(condition: Condition, wanted: bool) -> list[Term] | None:
    """The alternatives of a condition, or of its opposite; None for too many."""
    if isinstance(condition, Leaf):
        return [frozenset({(condition, wanted)})]
    if condition.word == "not":  # "not" stands for "not all of"
        return _together([_terms(m, not wanted) for m in condition.members], every=not wanted)
    every = (condition.word == "all") == wanted
    return _together([_terms(m, wanted) for m in condition.members], every=every)


def _together(parts: list[list[Term] | None], *, every: bool) -> list[Term] | None:
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if not every:
        return [term for part in known for term in part]
    size = 1
    for part in known:
        size *= len(part)
        if size > MOST:
            return None
    return [frozenset().union(*choice) for choice in product(*known)]


def _possible(term: Term) -> bool:
    """Whether the literals of one alternative leave each fact a value."""
    by_fact: dict[str, list[Literal]] = defaultdict(list)
    for leaf, wanted in term:
        if (leaf, not wanted) in term:
            return False
        by_fact[leaf.fact].append((leaf, wanted))
    return all(_value_left(fact, literals) for fact, literals in by_fact.items())


def _value_left(fact: str, literals: list[Literal]) -> bool:
    kind = FACTS[fact].type
    if kind in {"word", "truth", "words"}:
        return _word_left(fact, kind, literals)
    spans = [_span(leaf, wanted) for leaf, wanted in literals]
    low, high = max(one[0] for one in spans), min(one[1] for one in spans)
    return low < high + (_CLOCKS if any(_hour(leaf) for leaf, _ in literals) else 0)


def _hour(leaf: Leaf) -> bool:
    """Whether a bound is an instant: a day beside it begins when the day's own clock says so."""
    ends = (m for b in leaf.bounds if isinstance(b, Dates) for m in (b.earliest, b.latest) if m)
    return any(m.at for m in ends)


def _word_left(fact: str, kind: str, literals: list[Literal]) -> bool:
    without = frozenset().union(*(leaf.wanted for leaf, wanted in literals if not wanted))
    asked = [leaf.wanted for leaf, wanted in literals if wanted]
    if kind == "words":  # a set may hold one of each
        return all(one - without for one in asked)
    known = {"true", "false"} if kind == "truth" else set(FACTS[fact].values)
    left = frozenset.intersection(*asked) if asked else frozenset(known)
    return bool(left - without) or not (asked or known)


def _span(leaf: Leaf, wanted: bool) -> Span:
    """Where a date (in seconds) or number may lie: from the first to before the second."""
    bounds = [_edges(b) for b in leaf.bounds if not isinstance(b, FactRef)]
    if len(bounds) < len(leaf.bounds):
        return OPEN
    (start, end), last = bounds[0], bounds[-1][1]
    below, above = (OPEN[0], start), (end, OPEN[1])
    if leaf.matcher in {"before", "after"}:
        holds = below if leaf.matcher == "before" else above
        opposite = (start, OPEN[1]) if leaf.matcher == "before" else (OPEN[0], end)
        return holds if wanted else opposite
    if leaf.matcher == "within":
        return (start, last) if wanted else OPEN
    if leaf.matcher == "at_least":
        return (start, OPEN[1]) if wanted else below
    return (OPEN[0], end) if wanted else above


def _edges(bound: Dates | Number) -> Span:
    """The first value of a bound and the first beyond it."""
    if isinstance(bound, Number):
        return bound.low, bound.high + 1e-9
    first, last = bound.earliest, bound.latest
    return (
        _second(first) if first else OPEN[0],
        (_second(last) + (1 if last.at else _DAY)) if last else OPEN[1],
    )


_DAY = timedelta(days=1).total_seconds()
_CLOCKS = timedelta(hours=26).total_seconds()
"""A day is somewhere on earth for so long before and after it is elsewhere."""


def _second(moment: Moment) -> float:
    if moment.at:
        return moment.at.timestamp()
    return _midnight(moment.day)


def _midnight(day: date) -> float:
    return datetime.combine(day, time(), UTC).timestamp()
