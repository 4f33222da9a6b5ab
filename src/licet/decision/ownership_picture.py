"""One party of the kept graph on a date: who owns it, what it owns, and which measures reach it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from licet.core.dates import AsOf
from licet.core.kleene import Truth
from licet.core.measures import title
from licet.decision import kept_owners, parties, reach_rules
from licet.decision.holder import Holder
from licet.decision.owned import Counting
from licet.decision.reach_rules import ANY_HOLDING
from licet.decision.standing import US_CLOCK, Standing
from licet.decision.workspace import Workspace
from licet.ownership import chains
from licet.ownership.chains import Explanation
from licet.ownership.kept import Kept
from licet.ownership.model import Tie
from licet.ownership.party import on
from licet.ownership.plain import held_on, reach

MOST_OWNED = 200


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody at the other end of ties, how deep, and which listings it is or may be."""

    depth: int
    name: str
    key: str
    ties: tuple[Tie, ...]
    spans: tuple[str, ...]
    sources: tuple[str, ...]
    listings: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Reaching:
    """A measure under one rule of reach: whether it reaches the party through owners, and why."""

    measure: str
    title: str
    rule: str
    says: str
    truth: Truth
    why: Explanation | None


@dataclass(frozen=True, slots=True)
class Picture:
    """The party, its owners up, what it owns, and the reach of measures."""

    holder: Holder
    keys: tuple[str, ...]
    asked: AsOf
    owners: tuple[Line, ...]
    holdings: tuple[Line, ...]
    more_holdings: int
    reaching: tuple[Reaching, ...]
    names: dict[str, str]
    lists_kept: bool

    @property
    def own_listings(self) -> tuple[str, ...]:
        """What the party itself is or may be."""
        return _listings(self.holder)


def picture(work: Workspace, kept: Kept, node: int, asked: AsOf) -> Picture:
    """Everything the kept graph and the lists say of one node on a date."""
    asked = asked.in_zone(US_CLOCK)
    holder = kept_owners.of_node(kept, node, work, asked)
    everyone = list(holder.everyone())
    standing: dict[str, Standing] = {}
    if work.store.generation is not None:
        standing = parties.standing_of([holder], work, asked)
    for one in everyone:
        one.matches = [m for m in one.matches if m.listing_id in standing]
    below = [h for h in kept.holdings(node) if on(h, asked.day.toordinal()) and h.owned != node]
    return Picture(
        holder=holder,
        keys=tuple(kept.keys(node)),
        asked=asked,
        owners=tuple(_owners(kept, holder, node, asked)),
        holdings=tuple(_holdings(kept, node, asked)),
        more_holdings=max(len({h.owned for h in below}) - MOST_OWNED, 0),
        reaching=tuple(_reaching(work, holder, standing, asked)),
        names={one.key: one.name for one in everyone},
        lists_kept=work.store.generation is not None,
    )


def _listings(holder: Holder) -> tuple[str, ...]:
    return tuple(
        f"{'is' if m.confirmed else 'may be'} {m.name} ({m.listing_id})" for m in holder.matches
    )


def _owners(kept: Kept, root: Holder, node: int, asked: AsOf) -> Iterator[Line]:
    """Owners in the order of a tree; one met before is named again without its own owners."""
    day = asked.day.toordinal()
    holders = {one.key: one for one in root.everyone()}
    seen = {node}

    def above(one: int, depth: int) -> Iterator[Line]:
        held = [h for h in kept.owners(one) if on(h, day) and h.owner != one]
        for owner in dict.fromkeys(h.owner for h in held):
            own = [h for h in held if h.owner == owner]
            holder = holders.get(f"kept:{owner}")
            again = owner in seen
            yield Line(
                depth,
                holder.name if holder else kept.label(owner),
                kept.keys(owner)[0],
                tuple(held_on((h.tie() for h in own), day)),
                tuple(dict.fromkeys(str(h.span) for h in own)),
                tuple(dict.fromkeys(kept.says(h) for h in own)),
                _listings(holder) if holder else (),
                again,
            )
            if not again and len(seen) < kept_owners.MOST_HOLDERS:
                seen.add(owner)
                yield from above(owner, depth + 1)

    yield from above(node, 0)


def _holdings(kept: Kept, node: int, asked: AsOf) -> Iterator[Line]:
    day = asked.day.toordinal()
    held = [h for h in kept.holdings(node) if on(h, day) and h.owned != node]
    for other in list(dict.fromkeys(h.owned for h in held))[:MOST_OWNED]:
        own = [h for h in held if h.owned == other]
        yield Line(
            0,
            kept.label(other),
            kept.keys(other)[0],
            tuple(held_on((h.tie() for h in own), day)),
            tuple(dict.fromkeys(str(h.span) for h in own)),
            tuple(dict.fromkeys(kept.says(h) for h in own)),
        )


def _reaching(
    work: Workspace, holder: Holder, standing: dict[str, Standing], asked: AsOf
) -> Iterator[Reaching]:
    """Every measure on somebody above the party, under every rule by which it could reach."""
    above = [one for one in holder.everyone() if one is not holder]
    carried = {
        one.key: [(c.state, c.gates) for c in parties.direct(one, standing)]
        for one in (holder, *above)
    }
    present = {s.measure for one in above for s, _ in carried[one.key] if s.truth is not False}
    for measure, rule_id in _rules(work, present):
        rule = work.law.reaches.get(rule_id)
        method = reach_rules.method(rule, asked)
        own = {
            key: [one for one in states if one[0].measure == measure]
            for key, states in carried.items()
        }
        ties, seeds = Counting(holder, method, asked, own).facts({})
        how = method or ANY_HOLDING
        found = reach(ties, seeds, how).truth(holder.key)
        truth = None if method is None and found else found
        why = chains.explain(ties, seeds, how, holder.key)
        says = method.says() if method else "how far it reaches stands in no text that was read"
        yield Reaching(measure, title(measure), rule_id, says, truth, why)


def _rules(work: Workspace, present: Iterable[str]) -> list[tuple[str, str]]:
    wanted = set(present)
    found = {
        (measure, provision.reach)
        for provision in work.law.provisions.values()
        if provision.reach != "none"
        for measure in provision.measures
        if measure in wanted
    }
    return sorted(found)
