"""Whether owners carry a measure to a party, as a gate that can be asked again and again.

The counting is ``ownership.plain``; here shares, matches and dates that a question may settle are
put in, and the result is told as a tree of reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from licet.core.dates import AsOf
from licet.core.kleene import Truth, all_of, any_of
from licet.decision.case import Gate, Key, Overlay
from licet.decision.holder import Holder, Stake
from licet.decision.reach_rules import ANY_HOLDING
from licet.law.interpreter import Node
from licet.law.values import Number, Value
from licet.lists.in_force import MeasureState
from licet.ownership.model import CERTAIN, Kind, Tie
from licet.ownership.plain import Answer, Seed, Web, held_on, holdings, reach
from licet.ownership.reach import Method
from licet.ownership.shares import ALL, PERCENT, percent

OWN_KEYS = {"share", "owners", "match"}
Own = Mapping[str, Sequence[tuple[MeasureState, tuple[Gate, ...]]]]
"""Listings under the measure that each holder (by key) is or may be, with what decides it."""


@dataclass(frozen=True, slots=True)
class Counting:
    """One measure over all who stand above a party."""

    holder: Holder
    method: Method | None
    asked: AsOf
    own: Own
    seen: dict[frozenset[tuple[Key, Value]], Node] = field(default_factory=dict, compare=False)

    def look(self, overlay: Overlay) -> Node:
        """Whether the measure reaches the party through its owners, under an overlay.

        A case is judged many times over; what the overlay leaves alone here is counted once.
        """
        mine = frozenset(
            (key, value)
            for key, value in overlay.items()
            if key[0] == "measure" or (key[0] in OWN_KEYS and key[1] in self.own)
        )
        if mine not in self.seen:
            self.seen[mine] = self._counted(dict(mine))
        return self.seen[mine]

    def _counted(self, overlay: Overlay) -> Node:
        own = self._own(overlay)
        held, seeds = self.facts(overlay)
        answer = reach(held, seeds, self.method or ANY_HOLDING)
        seen = {self.holder.key}
        children = tuple(self._stakes(self.holder, answer, own, overlay, seen))
        truth = answer.truth(self.holder.key)
        if self.method is None:
            truth = None if truth is not False or self.holder.owners_unknown else False
            return Node(f"owners carry it to {self.holder.name}", truth, children)
        if self.holder.owners_unknown:
            return self._unknown(self.holder, overlay, truth, children)
        return Node(self._says(held, seeds), truth, children)

    def facts(self, overlay: Overlay) -> tuple[list[Tie], list[Seed]]:
        """Ties of the date and who carries the measure by itself, for counting."""
        return self._ties(overlay), list(self._seeds(overlay))

    def _says(self, held: list[Tie], seeds: list[Seed]) -> str:
        how = self.method or ANY_HOLDING
        low, high = holdings(Web(held), seeds, how, self.holder.key)
        text = (
            f"{self.holder.name} is owned {_range(percent(low), percent(min(high, ALL)))} by "
            f"persons under the measure; {how.threshold:g} % "
            f"{'or more ' if how.inclusive else 'is not enough, more '}carries it"
        )
        text += f"{', added together' if how.aggregate else ', no owners added together'}"
        more = how.control or how.voting is not None or how.effect != "reaches"
        return f"{text} ({how.says()})" if more else text

    def _unknown(
        self, holder: Holder, overlay: Overlay, counted: Truth, children: tuple[Node, ...] = ()
    ) -> Node:
        """Owners nobody named: a question, unless those that are named settle it."""
        key = self._owners_key(holder)
        said = overlay.get(key)
        truth = any_of([counted, said if isinstance(said, bool) else None])
        share = f"{self.method.threshold:g} % or more" if self.method else "a share"
        whose = "" if key[1] == self.holder.key else f" of {holder.name}"
        text = f"blocked owners hold {share}{whose}"
        return Node(text, truth, children if counted is True else (), key=key)

    def _owners_key(self, holder: Holder) -> Key:
        """The question of owners nobody named: one for all that the kept graph doesn't tell."""
        return "owners", self.holder.key if kept(holder) else holder.key

    def _own(self, overlay: Overlay) -> dict[str, Node]:
        """Whether each holder is under the measure by itself."""
        found = {}
        for one in self.holder.everyone():
            children: list[Node] = []
            truths: list[Truth] = []
            for _, gates in self.own[one.key]:
                nodes = [look(overlay) for look in gates]
                truths.append(all_of(n.truth for n in nodes))
                children += nodes
            found[one.key] = Node(
                f"{one.name} is under the measure", any_of(truths), tuple(children)
            )
        return found

    def _seeds(self, overlay: Overlay) -> Iterator[Seed]:
        """Who carries the measure by itself; the same listing is the same person."""
        for one in self.holder.everyone():
            if one is self.holder:
                continue
            for state, gates in self.own[one.key]:
                truth = all_of(look(overlay).truth for look in gates)
                if truth is not False:
                    yield Seed(one.key, state.listing_id, truth is True)
            if one.owners_unknown:
                said = overlay.get(self._owners_key(one))
                if said is not False:
                    yield Seed(one.key, f"owners of {one.key}", said is True)

    def _ties(self, overlay: Overlay) -> list[Tie]:
        told = [
            Tie(stake.holder.key, one.key, stake.kind, share)
            for one in self.holder.everyone()
            for i, stake in enumerate(one.owners)
            if (share := self._share(one, i, stake, overlay)) is not None
        ]
        return held_on(told, 1)

    def _share(
        self, owned: Holder, i: int, stake: Stake, overlay: Overlay
    ) -> tuple[int, int] | None:
        """The share on the date, in units; None where it isn't held then."""
        in_time = stake.period.contains(self.asked.moment)
        if in_time is False:
            return None
        low, high = _bounds(owned, i, stake, overlay)
        units = round(low * PERCENT) if in_time else 0, round(high * PERCENT)
        return units if not stake.right or units == CERTAIN else (0, ALL)

    def _stakes(
        self, owned: Holder, answer: Answer, own: dict[str, Node], overlay: Overlay, seen: set[str]
    ) -> Iterator[Node]:
        """Each owner with its share, and why it carries the measure; a circle is told once."""
        for i, stake in enumerate(owned.owners):
            one = stake.holder
            if one is self.holder:  # what goes round in a circle is no reason
                continue
            carries = any_of([own[one.key].truth, answer.truth(one.key)])
            unknown = one.owners_unknown and carries is not True
            if carries is False and not unknown and kept(one):
                continue
            children: list[Node] = list(own[one.key].children)
            if one.key not in seen:
                seen.add(one.key)
                below = tuple(self._stakes(one, answer, own, overlay, seen))
                if below and not unknown:
                    text = f"its own owners carry it to {one.name}"
                    children.append(Node(text, answer.truth(one.key), below))
                if unknown:
                    children.append(self._unknown(one, overlay, answer.truth(one.key)))
            truth = any_of([carries, None]) if unknown and carries is not True else carries
            node = Node(own[one.key].text, truth, tuple(children))
            share = self._share(owned, i, stake, overlay) or (0, 0)
            yield _stake_node(owned, i, stake, node, share)


def kept(holder: Holder) -> bool:
    """Whether a holder comes from the kept graph, where single shares are no questions."""
    return holder.key.startswith("kept:")


def _bounds(owned: Holder, i: int, stake: Stake, overlay: Overlay) -> tuple[float, float]:
    held = overlay.get(("share", owned.key, str(i)))
    return (held.low, held.high) if isinstance(held, Number) else (stake.low, stake.high)


def _stake_node(owned: Holder, i: int, stake: Stake, carries: Node, share: tuple[int, int]) -> Node:
    """An owner, its share, and whether it carries the measure; an open share is a question."""
    low, high = (percent(end) for end in share)
    key: Key | None = None if kept(stake.holder) else ("share", owned.key, str(i))
    if stake.right:
        what = "a majority of the board" if stake.kind is Kind.BOARD else "control"
        text, actual = f"{stake.holder.name} has {what} of {owned.name}", None
    else:
        text, actual = f"{stake.holder.name} owns {_range(low, high)}", _range(low, high)
    known: Truth = True if low == high else None
    held = Node(text, known, actual=actual, key=key)
    truth = all_of([carries.truth, known])
    return Node(f"{stake.holder.name}, under the measure, holds a share", truth, (held, carries))


def _range(low: float, high: float) -> str:
    return f"{low:g} %" if low == high else f"{low:g} to {high:g} %"
