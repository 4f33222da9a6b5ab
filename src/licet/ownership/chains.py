"""Why a measure reaches a body: the fewest owners that suffice, each with the chain to it.

A chain goes from a body to owners that together meet the rule, and from each of those that isn't
under the measure itself to its own. Owners are taken in the order in which the measure reached
them, so a chain never leans on itself, also not in a circle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from licet.ownership.model import Kind, Tie
from licet.ownership.plain import Seed, Web, meets
from licet.ownership.reach import Method, Rule

MOST_OWNERS, MOST_SETS = 12, 6


@dataclass(frozen=True, slots=True)
class Link:
    """An owner that a chain leans on: what it holds, and why it carries the measure."""

    owner: str
    ties: tuple[Tie, ...]
    why: Chain | None
    """None for an owner that is under the measure itself, certainly or (not ``sure``) possibly."""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Chain:
    """Owners that together carry a measure to a body; ``certain`` or only possible."""

    node: str
    certain: bool
    links: tuple[Link, ...]

    def listed(self) -> Iterator[str]:
        """The persons under the measure that it comes from."""
        for link in self.links:
            if link.why is None:
                yield link.owner
            else:
                yield from link.why.listed()

    def nodes(self) -> set[str]:
        """Everybody in the chain."""
        found = {self.node, *(link.owner for link in self.links)}
        return found.union(*(link.why.nodes() for link in self.links if link.why))

    def ties(self) -> Iterator[Tie]:
        """Every tie it leans on."""
        for link in self.links:
            yield from link.ties
            if link.why:
                yield from link.why.ties()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The shortest chain, and every smallest set of direct owners that suffices by itself."""

    chain: Chain
    sets: tuple[tuple[str, ...], ...]


def explain(
    ties: Sequence[Tie], seeds: Sequence[Seed], method: Method, node: str
) -> Explanation | None:
    """Why the measure reaches a node, certainly if it does, else possibly; None if it doesn't.

    ``ties`` are those of one date (``plain.held_on``).
    """
    web = Web(ties)
    sure = [seed for seed in seeds if seed.sure]
    for rule, people in ((method.strict, sure), (method.wide, list(seeds))):
        found = [] if rule is None else list(_found(web, people, rule, node))
        if rule and found:
            best = min(found, key=lambda one: (len(one[0].nodes()), sorted(one[0].listed())))
            return Explanation(best[0], tuple(_sets(web, node, best[1], rule)))
    return None


def _found(
    web: Web, seeds: Sequence[Seed], rule: Rule, node: str
) -> Iterator[tuple[Chain, set[str]]]:
    """Chains to a node, one for each person where persons aren't added together."""
    groups: dict[str, dict[str, bool]] = defaultdict(dict)
    for seed in seeds:
        own = groups["" if rule.aggregate else seed.person]
        own[seed.node] = own.get(seed.node, False) or seed.sure
    for start in groups.values():
        rounds = ranked(web, set(start), rule)
        if node in rounds:
            yield _chain(web, node, start, rounds, rule), {*start, *rounds}


def ranked(web: Web, start: set[str], rule: Rule) -> dict[str, int]:
    """The round in which each node is reached, from 1 on, when all reached at once spread on."""
    rounds: dict[str, int] = {}
    carriers, fresh, number = set(start), set(start), 0
    while fresh:
        number += 1
        near = {tie.owned for owner in fresh for tie in web.by.get(owner, ())} - rounds.keys()
        found = {node for node in near if meets(web, node, carriers, rule)}
        rounds |= dict.fromkeys(found, number)
        fresh = found - carriers
        carriers |= found
    return rounds


def _chain(
    web: Web, node: str, start: dict[str, bool], rounds: dict[str, int], rule: Rule
) -> Chain:
    before = start.keys() | {n for n, number in rounds.items() if number < rounds[node]}
    owners = _fewest(web, node, before - {node}, rule, rounds)
    links = []
    for owner in owners:
        ties = tuple(t for t in web.of[node] if t.owner == owner and _counts(t, rule))
        why = None if owner in start else _chain(web, owner, start, rounds, rule)
        links.append(Link(owner, ties, why, start.get(owner, True)))
    return Chain(node, rule.strict, tuple(links))


def _counts(tie: Tie, rule: Rule) -> bool:
    rights = {Kind.BOARD, Kind.CONTROL}
    votes = {Kind.VOTING, Kind.INDIRECT_VOTING}
    return (
        tie.kind in {Kind.SHARES, Kind.INDIRECT_SHARES}
        or (tie.kind in votes and rule.votes is not None)
        or (tie.kind in rights and rule.control)
    )


def _fewest(
    web: Web, node: str, carriers: set[str], rule: Rule, rounds: dict[str, int]
) -> tuple[str, ...]:
    """The fewest owners that suffice; those under the measure itself first."""
    owners = {tie.owner for tie in web.of.get(node, ())} & carriers

    def first(owner: str) -> tuple[int, str]:
        return rounds.get(owner, 0), owner

    alone = [one for one in owners if meets(web, node, {one}, rule)]
    if alone:
        return (min(alone, key=first),)
    best: tuple[str, ...] = ()
    for kind in (Kind.SHARES, Kind.VOTING):
        held = {o: web.total(node, kind, {o}, strict=rule.strict) for o in owners}
        ordered = sorted(held, key=lambda o: (-held[o], *first(o)))
        for size in range(2, len(ordered) + 1):
            if meets(web, node, set(ordered[:size]), rule):
                if not best or size < len(best):
                    best = tuple(ordered[:size])
                break
    return best or tuple(sorted(owners, key=first))


def _sets(web: Web, node: str, carriers: set[str], rule: Rule) -> Iterator[tuple[str, ...]]:
    """Every set of direct owners that suffices and has no smaller one in it, smallest first."""
    owners = sorted({tie.owner for tie in web.of.get(node, ())} & (carriers - {node}))[:MOST_OWNERS]
    found: list[set[str]] = []
    for size in range(1, len(owners) + 1):
        for some in combinations(owners, size):
            if any(one <= set(some) for one in found):
                continue
            if meets(web, node, set(some), rule):
                found.append(set(some))
                yield some
                if len(found) >= MOST_SETS:
                    return
