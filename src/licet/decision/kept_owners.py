"""Owners that nobody stated, from the kept graph of ownership.

A party is found in the graph by an identifier (an LEI, a company number), by its listing, or by
exactly its name; what the activity states goes before. A name that several bodies bear may be any
of them, so what is told of each is only possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from licet.core.dates import AsOf, Moment, Period
from licet.core.errors import NotCoveredError
from licet.decision.activity import Owner, Party
from licet.decision.holder import Holder, Stake
from licet.decision.matching import match_party
from licet.decision.workspace import Workspace
from licet.ownership import keys
from licet.ownership.model import OPEN_END, OPEN_START, Tie
from licet.ownership.plain import held_on
from licet.ownership.shares import ALL, percent

if TYPE_CHECKING:
    from licet.ownership.kept import Held, Kept

MOST_HOLDERS, MOST_DIRECT = 100, 40
"""Owners that are screened one by one; whoever is left over stays unknown."""
PLAIN_KINDS = {"person", "organisation"}


def nodes_of(kept: Kept, who: Party | Owner) -> list[int]:
    """The nodes a party is: one by an identifier or listing, else all that bear its name."""
    told = [keys.key(kind, n, who.country) for kind, n in getattr(who, "identifiers", {}).items()]
    told += [who.listing.lower()] if who.listing else []
    for key in told:
        node = kept.with_key(key)
        if node is not None:
            return [node]
    return kept.with_name(who.name) if who.name else []


def add_owners(
    holder: Holder, who: Party | Owner, work: Workspace, asked: AsOf, known: dict[int, Holder]
) -> None:
    """Give a holder the owners that the kept graph has for it; ``known`` are those met already."""
    kept = work.ownership
    nodes = nodes_of(kept, who) if kept else []
    if kept is not None and nodes:
        _grow(holder, nodes, _Making(kept, work, asked, known))


def of_node(kept: Kept, node: int, work: Workspace, asked: AsOf) -> Holder:
    """A node of the kept graph with all above it."""
    making = _Making(kept, work, asked, {})
    holder = making.holder(node)
    _grow(holder, [node], making)
    return holder


def _grow(holder: Holder, nodes: list[int], made: _Making) -> None:
    from licet.ownership.party import above

    kept = made.kept
    if len(nodes) == 1:
        made.known.setdefault(nodes[0], holder)
    files: dict[int, None] = {}
    for node in nodes:
        found = above(kept, node, made.asked.day.toordinal(), MOST_HOLDERS)
        files |= dict.fromkeys(one.file for one in found.held)
        made.cut = found.cut
        own = made.stakes(node, [h for h in found.held if h.owned == node])
        for other in found.nodes[1:]:
            made.owner(other, [h for h in found.held if h.owned == other])
        holder.owners += own if len(nodes) == 1 else [_possible(stake) for stake in own]
        holder.owners_unknown |= node in found.cut
    if files:
        holder.source = ", ".join(kept.files[number].says() for number in files)


def _possible(stake: Stake) -> Stake:
    return Stake(stake.holder, 0.0, stake.high, stake.period, stake.kind)


class _Making:
    """Holders made of nodes, each once, with their stakes."""

    def __init__(self, kept: Kept, work: Workspace, asked: AsOf, known: dict[int, Holder]) -> None:
        self.kept, self.work, self.asked, self.known = kept, work, asked, known
        self.cut: frozenset[int] = frozenset()
        self.done: set[int] = set()

    def owner(self, node: int, held: list[Held]) -> None:
        """Give an owner its own owners."""
        holder = self.holder(node)
        if not holder.owners and node not in self.done:
            self.done.add(node)
            holder.owners += self.stakes(node, held)

    def holder(self, node: int) -> Holder:
        """The holder of a node, screened; one whose name nobody tells could be anybody."""
        if node not in self.known:
            names = self.kept.names(node)
            made = Holder(f"kept:{node}", self.kept.label(node), [])
            made.owners_unknown = node in self.cut or not names
            self.known[node] = made
            if self.work.store.generation is not None:
                self._match(node, made, names)
        return self.known[node]

    def _match(self, node: int, made: Holder, names: list[str]) -> None:
        kind = self.kept.kind(node)
        about = {"kind": kind if kind in PLAIN_KINDS else None, "name": names[0] if names else None}
        ids = [key for key in self.kept.keys(node) if key.startswith("ofac:")]
        try:
            if ids:
                listed = Owner.model_validate({**about, "listing": ids[0]})
                made.matches = match_party(listed, self.work, self.asked)
                made.name = names[0] if names else made.matches[0].name
                made.owners_unknown = node in self.cut
                return
        except NotCoveredError:
            pass  # the list at hand has it no more: its name is screened like any other
        if names:
            made.matches = match_party(Owner.model_validate(about), self.work, self.asked)

    def stakes(self, node: int, held: list[Held]) -> list[Stake]:
        """What others hold of a node on the date, largest first; what is left over as one."""
        day = self.asked.day.toordinal()
        spans = {(str(h.owner), h.kind): _period(h) for h in held}
        ties = sorted(held_on((h.tie() for h in held), day), key=lambda t: -t.share[1])
        ties = [tie for tie in ties if tie.owner != tie.owned]
        made = [self._stake(tie, spans[tie.owner, tie.kind]) for tie in ties[:MOST_DIRECT]]
        return [*made, *self._others(node, ties[MOST_DIRECT:])]

    def _stake(self, tie: Tie, period: Period) -> Stake:
        low, high = (percent(end) for end in tie.share)
        return Stake(self.holder(int(tie.owner)), low, high, period, tie.kind)

    def _others(self, node: int, ties: list[Tie]) -> Iterator[Stake]:
        for kind in dict.fromkeys(tie.kind for tie in ties):
            some = [tie for tie in ties if tie.kind is kind]
            name = f"{len(some)} further owners of {self.kept.label(node)}"
            rest = Holder(f"kept:{node}:rest:{kind}", name, [], owners_unknown=True)
            yield Stake(rest, 0.0, percent(min(sum(t.share[1] for t in some), ALL)), Period(), kind)


def _period(held: Held) -> Period:
    """When a tie holds, where its ends are known to the day; else it has no bounds to show."""
    start, end = held.span.start, held.span.end
    first = Moment(date.fromordinal(start[0])) if OPEN_START < start[0] == start[1] else None
    last = Moment(date.fromordinal(end[1])) if OPEN_END > end[1] == end[0] else None
    return Period(first, last)


def told_of(holders: Iterable[Holder]) -> list[str]:
    """Whose owners come from the kept graph, and from which files of it: parties and owners."""
    everyone = (one for holder in holders for one in holder.everyone())
    return [f"{one.name}: {one.source}" for one in everyone if one.source]


def kept_files(work: Workspace, holders: Iterable[Holder]) -> list[dict[str, str | None]]:
    """The files of the kept graph, for a record of the answer; none where it told nothing."""
    if not told_of(holders) or work.ownership is None:
        return []
    return [
        {"file": one.name, "dated": one.dated, "sha256": one.sha256} for one in work.ownership.files
    ]
