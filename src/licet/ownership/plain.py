"""Reach over a small graph, in plain Python: one party and all above it.

The same counting runs compiled over whole graphs (``engine``); a test holds the two equal.

A measure spreads from the persons under it: an owner that carries it counts its holdings, and a
body they reach carries it too. Starting from the persons and adding only what is reached gives the
least set: bodies that own each other, and nobody under the measure, are not reached.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from licet.core.kleene import Truth
from licet.ownership.model import Kind, Span, Tie
from licet.ownership.reach import Method, Rule
from licet.ownership.shares import ALL, PERCENT

ROUNDING = PERCENT
"""Holdings that come to 101 percent are rounded figures; beyond that something is told twice."""


@dataclass(frozen=True, slots=True)
class Seed:
    """A node that is under the measure by itself: as which person, and whether it is certain."""

    node: str
    person: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """Which nodes the measure reaches through owners; a seed itself only if its owners do."""

    certain: frozenset[str]
    possible: frozenset[str]

    def truth(self, node: str) -> Truth:
        """Whether a node is reached."""
        return True if node in self.certain else None if node in self.possible else False


def reach(ties: Iterable[Tie], seeds: Sequence[Seed], method: Method) -> Answer:
    """Spread a measure over ties that hold on one date (see ``held_on``)."""
    web = Web(ties)
    sure = [seed for seed in seeds if seed.sure]
    certain = _union(web, sure, method.strict)
    return Answer(frozenset(certain), frozenset(certain | _union(web, seeds, method.wide)))


class Web:
    """Ties of one date by their ends, with the bodies whose holdings come to more than all."""

    def __init__(self, ties: Iterable[Tie]) -> None:
        """Take merged ties; a body's holding of itself counts for nothing."""
        self.of: dict[str, list[Tie]] = defaultdict(list)
        self.by: dict[str, list[Tie]] = defaultdict(list)
        for tie in ties:
            if tie.owner != tie.owned:
                self.of[tie.owned].append(tie)
                self.by[tie.owner].append(tie)

    def overfull(self, node: str, kind: Kind) -> bool:
        """Whether the certain holdings of a kind come to clearly more than the whole."""
        told = (tie.share[0] for tie in self.of.get(node, ()) if tie.kind is kind)
        return sum(told) > ALL + ROUNDING

    def total(self, node: str, kind: Kind, carriers: Iterable[str], *, strict: bool) -> int:
        """What carriers hold of a node, counted strictly or widely, in units."""
        held = set(carriers)
        own = [tie for tie in self.of.get(node, ()) if tie.owner in held]
        direct = [tie.share[0 if strict else 1] for tie in own if tie.kind is kind]
        alike = Kind.INDIRECT_SHARES if kind is Kind.SHARES else Kind.INDIRECT_VOTING
        alone = [tie.share[0 if strict else 1] for tie in own if tie.kind is alike]
        if not strict:
            return sum(direct) + sum(alone)
        most = max(direct, default=0) if self.overfull(node, kind) else sum(direct)
        return max([most, *alone])


def _union(web: Web, seeds: Sequence[Seed], rule: Rule | None) -> set[str]:
    if rule is None:
        return set()
    if rule.aggregate:
        return spread(web, {seed.node for seed in seeds}, rule)
    people: dict[str, set[str]] = defaultdict(set)
    for seed in seeds:
        people[seed.person].add(seed.node)
    found: set[str] = set()
    for nodes in people.values():
        found |= spread(web, nodes, rule)
    return found


def holdings(web: Web, seeds: Sequence[Seed], method: Method, node: str) -> tuple[int, int]:
    """What of a node is held by those who carry the measure, in units: surely, and at most.

    Where persons aren't added together it is the most that one of them holds.
    """
    found = []
    for rule, people in (
        (method.strict, [seed for seed in seeds if seed.sure]),
        (method.wide, list(seeds)),
    ):
        groups: dict[str, set[str]] = defaultdict(set)
        for seed in people:
            groups["" if rule is None or rule.aggregate else seed.person].add(seed.node)
        held = (
            web.total(node, Kind.SHARES, start | spread(web, start, rule), strict=rule.strict)
            for start in groups.values()
            if rule
        )
        found.append(max(held, default=0))
    return found[0], found[1]


def spread(web: Web, start: set[str], rule: Rule) -> set[str]:
    """Every node that persons standing together reach through what they own."""
    carriers, waiting, found = set(start), sorted(start), set[str]()
    while waiting:
        for tie in web.by.get(waiting.pop(), ()):
            node = tie.owned
            if node not in found and meets(web, node, carriers, rule):
                found.add(node)
                if node not in carriers:
                    carriers.add(node)
                    waiting.append(node)
    return found


def meets(web: Web, node: str, carriers: set[str], rule: Rule) -> bool:
    """Whether what carriers hold of a node carries the measure to it."""
    if web.total(node, Kind.SHARES, carriers, strict=rule.strict) >= rule.need:
        return True
    if rule.votes is not None and _votes(web, node, carriers, rule) >= rule.votes:
        return True
    rights = (t for t in web.of.get(node, ()) if t.kind in {Kind.BOARD, Kind.CONTROL})
    return rule.control and any(
        t.owner in carriers and (t.share[0] == ALL if rule.strict else t.share[1] > 0)
        for t in rights
    )


def _votes(web: Web, node: str, carriers: set[str], rule: Rule) -> int:
    if rule.votes_added:
        return web.total(node, Kind.VOTING, carriers, strict=rule.strict)
    own = (web.total(node, Kind.VOTING, {one}, strict=rule.strict) for one in carriers)
    return max(own, default=0)


def held_on(ties: Iterable[Tie], day: int) -> list[Tie]:
    """Ties of one day, one for each owner, owned and kind.

    What two tellings of one holding disagree on is open: from the least that one of them gives to
    both together. Equal tellings are one. A right is as certain as its surest telling.
    """
    told = sorted(
        ((tie, sure) for tie in ties if (sure := _on(tie.span, day)) is not False),
        key=lambda one: (one[0].owned, one[0].owner, one[0].kind, one[0].share),
    )
    groups = groupby(told, key=lambda one: (one[0].owned, one[0].owner, one[0].kind))
    return [_merged(list(group)) for _, group in groups]


def _on(span: Span, day: int) -> Truth:
    """Whether a span holds on a day."""
    if not span.start[0] <= day <= span.end[1]:
        return False
    return True if span.start[1] <= day <= span.end[0] else None


def _merged(told: list[tuple[Tie, Truth]]) -> Tie:
    """One tie out of several tellings of it."""
    first = told[0][0]
    shares = list(dict.fromkeys(tie.share for tie, _ in told))
    sure = [tie.share[0] for tie, certain in told if certain]
    if first.kind.is_share:
        low = min(share[0] for share in shares) if sure else 0
        high = min(sum(share[1] for share in shares), ALL)
    else:
        low, high = max(sure, default=0), max(share[1] for share in shares)
    return Tie(first.owner, first.owned, first.kind, (low, high))
