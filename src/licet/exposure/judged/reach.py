"""Measures that come to suppliers through who owns them, day by day.

Counting is ``ownership.engine``; only the part of the graph below somebody under a measure is
looked at, so a hypothetical listing costs no more than what it owns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from licet.core.dates import AsOf, Moment
from licet.core.kleene import Truth, all_of
from licet.decision import reach_rules
from licet.exposure.judged.laws import Laws
from licet.exposure.judged.matched import Fit, Listed
from licet.exposure.judged.people import Holding, People
from licet.lists.in_force import MeasureState
from licet.ownership import engine
from licet.ownership.model import OPEN_END, OPEN_START, says
from licet.ownership.reach import Method

DAY = timedelta(days=1)
POSSIBLE, CERTAIN = 1, 2


@dataclass(frozen=True, slots=True)
class Reached:
    """A supplier that a measure reaches through owners: its state from each day on.

    ``states``: (first day, whether it reaches, the state on the listing above); ``listing`` is
    empty where an owner isn't known.
    """

    supplier: int
    measure: str
    reach: str
    listing: str
    via: str
    states: tuple[tuple[date, Truth, MeasureState | None], ...]


@dataclass(frozen=True)
class Web:
    """Who owns whom, by node."""

    people: People

    @cached_property
    def below(self) -> dict[int, list[Holding]]:
        """Holdings by owner."""
        found: dict[int, list[Holding]] = defaultdict(list)
        for one in self.people.holdings:
            found[one.owner].append(one)
        return found

    @cached_property
    def above(self) -> dict[int, list[Holding]]:
        """Holdings by what is owned."""
        found: dict[int, list[Holding]] = defaultdict(list)
        for one in self.people.holdings:
            found[one.owned].append(one)
        return found

    def descendants(self, nodes: Iterable[int]) -> set[int]:
        """Everything that some of the nodes own, at any depth."""
        waiting, found = list(nodes), set[int]()
        while waiting:
            for one in self.below.get(waiting.pop(), ()):
                if one.owned not in found:
                    found.add(one.owned)
                    waiting.append(one.owned)
        return found

    def ancestors(self, node: int) -> set[int]:
        """Every owner of a node, at any depth."""
        waiting, found = [node], set[int]()
        while waiting:
            for one in self.above.get(waiting.pop(), ()):
                if one.owner not in found:
                    found.add(one.owner)
                    waiting.append(one.owner)
        return found


def through_owners(
    web: Web, listed: Listed, laws: Laws, first: date, last: date, only: set[int] | None = None
) -> Iterator[Reached]:
    """What reaches suppliers through owners between two days; ``only``: for these suppliers."""
    holders: dict[str, list[Fit]] = defaultdict(list)
    for fit in listed.fits:
        for measure in {m for _, states in listed.spans[fit.listing] for m in states}:
            holders[measure].append(fit)
    for measure, reach in laws.reaching():
        fits = holders.get(measure, [])
        if fits or web.people.unknown:
            yield from _spread(_Spread(web, listed, laws, measure, reach, fits), first, last, only)


@dataclass(frozen=True)
class _Spread:
    web: Web
    listed: Listed
    laws: Laws
    measure: str
    reach: str
    fits: list[Fit]

    def seeds(self, day: date) -> dict[tuple[int, str], bool]:
        """Nodes under the measure on a day: whose listing, and whether it is certain."""
        found: dict[tuple[int, str], bool] = {}
        for fit in self.fits:
            state = self.listed.on(fit.listing, day).get(self.measure)
            truth = all_of([fit.confirmed, state.truth]) if state else False
            if truth is not False:
                found[fit.node, fit.listing] = truth is True
        return found

    def days(self, ties: list[Holding], first: date, last: date) -> list[date]:
        """Days on which the spread may change."""
        rule = self.laws.law.reaches.get(self.reach)
        found = {first}
        for fit in self.fits:
            found |= set(self.listed.days(fit.listing))
        for tie in ties:
            found |= {date.fromordinal(d) for d in (tie.start, tie.end + 1) if _real(d)}
        for version in rule.versions if rule else ():
            for end in (version.period.start, version.period.end):
                if end:
                    found |= {end.day, end.day + DAY}
        return sorted(day for day in found if first <= day <= last)


def _real(day: int) -> bool:
    return OPEN_START < day < min(OPEN_END, date.max.toordinal())


def _spread(one: _Spread, first: date, last: date, only: set[int] | None) -> Iterator[Reached]:
    web = one.web
    count = web.people.suppliers
    starts = {fit.node for fit in one.fits}
    below = web.descendants(starts | web.people.unknown)
    unknown = {n for n in web.people.unknown if n < count}
    wanted = {n for n in below if n < count} | unknown
    wanted = wanted & only if only is not None else wanted
    if not wanted:
        return
    ties = [tie for node in below for tie in web.above.get(node, ())]
    levels: dict[int, list[tuple[date, int]]] = {node: [] for node in wanted}
    for day in one.days(ties, first, last):
        asked = AsOf(Moment(day))
        method = reach_rules.method(one.laws.law.reaches.get(one.reach), asked)
        none = method is not None and method.effect == "none"
        found = {} if none else _levels(one, ties, day, method or reach_rules.ANY_HOLDING)
        for node in wanted:
            level = found.get(node, 0)
            if node in unknown and not none:
                level = max(level, POSSIBLE)
            levels[node].append((day, level))
    for node, told in levels.items():
        if any(level for _, level in told):
            yield from _of_supplier(one, node, told)


def _levels(one: _Spread, ties: list[Holding], day: date, method: Method) -> dict[int, int]:
    """Nodes that are reached on a day: 1 possibly, 2 certainly."""
    seeds = [(node, listing, sure) for (node, listing), sure in one.seeds(day).items()]
    seeds += [(node, f"owners of {node}", False) for node in one.web.people.unknown]
    return _counted(seeds, ties, day, method)


def _counted(
    seeds: list[tuple[int, str, bool]], ties: list[Holding], day: date, method: Method
) -> dict[int, int]:
    if not seeds or not ties:
        return {}
    nodes = sorted({n for tie in ties for n in (tie.owner, tie.owned)} | {n for n, _, _ in seeds})
    place = {node: n for n, node in enumerate(nodes)}
    columns = np.array(
        [
            (place[t.owner], place[t.owned], t.kind, *t.share, t.start, t.start, t.end, t.end)
            for t in ties
        ],
        np.int64,
    )
    graph = engine.graph(len(nodes), list(columns.T))
    people = {listing: n for n, listing in enumerate(dict.fromkeys(s[1] for s in seeds))}
    told = engine.Seeds.of([(place[n], people[listing], sure) for n, listing, sure in seeds])
    level = engine.reach(engine.on(graph, day.toordinal()), told, method).level
    return {node: int(level[n]) for n, node in enumerate(nodes) if level[n]}


def _of_supplier(one: _Spread, node: int, told: list[tuple[date, int]]) -> Iterator[Reached]:
    """A row for each listing above, as each is asked for itself; one where an owner is unknown."""
    above = one.web.ancestors(node) - {node}
    via = _via(one, node, above)
    fits = [fit for fit in one.fits if fit.node in above]
    if (above | {node}) & one.web.people.unknown or not fits:
        states = tuple((day, _truth(level), None) for day, level in told)
        yield Reached(node, one.measure, one.reach, "", via, states)
        return
    by_listing: dict[str, Truth] = {}
    for fit in fits:
        by_listing[fit.listing] = True if fit.confirmed else by_listing.get(fit.listing)
    for listing, confirmed in by_listing.items():
        yield Reached(
            node,
            one.measure,
            one.reach,
            listing,
            via,
            tuple(_states(one, listing, confirmed, told, alone=len(by_listing) == 1)),
        )


def _states(
    one: _Spread,
    listing: str,
    confirmed: Truth,
    told: list[tuple[date, int]],
    *,
    alone: bool,
) -> Iterator[tuple[date, Truth, MeasureState | None]]:
    for day, level in told:
        state = one.listed.on(listing, day).get(one.measure)
        truth = _truth(level)
        if not alone:
            truth = all_of([truth, confirmed, state.truth if state else False])
        yield day, truth, state


def reached_from(web: Web, nodes: list[int], day: date, method: Method) -> dict[int, int]:
    """Whom persons designated together would reach on a day through what they own."""
    below = web.descendants(nodes)
    ties = [tie for node in below for tie in web.above.get(node, ())]
    seeds = [(node, f"case {node}", True) for node in nodes]
    return {n: level for n, level in _counted(seeds, ties, day, method).items() if n in below}


def _truth(level: int) -> Truth:
    return True if level == CERTAIN else None if level == POSSIBLE else False


def _via(one: _Spread, node: int, above: set[int]) -> str:
    """``Example Holding (60 % of the shares)``: the owners that carry it, for a person."""
    carrying = {fit.node for fit in one.fits} & above
    below = one.web.descendants(carrying) | carrying
    named: dict[str, None] = {}
    for tie in one.web.above.get(node, ()):
        if tie.owner in below:
            name = one.web.people.persons[tie.owner].name or "an owner not named"
            named[f"{name} ({says(tie.kind, tie.share)})"] = None
    return ", ".join(named) or "owners that aren't known"
