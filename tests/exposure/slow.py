"""The structural answers worked out the slow way: dicts, recursion, one part and day at a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from licet.exposure.sources import ALWAYS
from licet.exposure.structure import Structure
from licet.exposure.tree import NEVER

NONE = int(NEVER)


@dataclass
class Slow:
    """A structure as dicts of parts."""

    below: dict[int, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))
    sources: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    parts: int = 0

    @classmethod
    def of(cls, structure: Structure) -> Slow:
        """The same tree and sources."""
        made = cls(parts=structure.tree.parts)
        tree, supply = structure.tree, structure.supply
        for parent, child, many in zip(tree.parent, tree.child, tree.quantity, strict=True):
            made.below[int(parent)].append((int(child), float(many)))
        for place, part in enumerate(supply.part):
            made.sources[int(part)].append(place)
        return made

    def needed(self, part: int, wanted: dict[int, float]) -> float:
        """How many of a part in all: for its own sake, and in every assembly that holds it."""
        total = wanted.get(part, 0.0)
        for parent, children in self.below.items():
            for child, many in children:
                if child == part:
                    total += many * self.needed(parent, wanted)
        return total

    def holds(self, assembly: int, part: int) -> bool:
        """Whether an assembly is a part, or has it in it."""
        return assembly == part or any(self.holds(c, part) for c, _ in self.below[assembly])

    def lacks(self, part: int, own: list[int], delay: list[int]) -> int:
        """The first day a part lacks: its own, or when something in it does, put off by stock."""
        inner = min((self.lacks(c, own, delay) for c, _ in self.below[part]), default=NONE)
        later = NONE if inner == NONE else min(inner + delay[part], NONE)
        return min(own[part], later)

    def out(self, structure: Structure, part: int, stops: list[int], on: int, best: bool) -> int:
        """The first day on which no source is left, walking from source to source."""
        supply = structure.supply
        told = []
        for place in self.sources[part]:
            since = int(supply.since[place])
            if supply.unsure[place] and not best and stops[place] == NONE:
                since = NONE
            if since < NONE:
                told.append((since, stops[place]))
        if not any(since <= on for since, _ in told):
            return NONE
        if all(stop == int(ALWAYS) for since, stop in told if since <= on):
            return NONE
        day = on
        while True:
            until = max((stop for since, stop in told if since <= day), default=day)
            if until == NONE:
                return NONE
            if until <= day:
                return day
            day = until
