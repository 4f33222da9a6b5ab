"""One party in the kept graph: all that stand above it, and what it owns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from licet.ownership.model import Kind, Tie

if TYPE_CHECKING:
    from licet.ownership.kept import Held, Kept

MOST = 5_000
"""Owners at any depth that are looked at; where there are more, the rest stays unknown."""


@dataclass(frozen=True, slots=True)
class Above:
    """A party's owners at any depth on a date, nearest first, and the ties between them.

    ``cut`` are those whose own owners were not looked at, because there are too many.
    """

    node: int
    nodes: tuple[int, ...]
    held: tuple[Held, ...]
    cut: frozenset[int] = frozenset()

    @property
    def ties(self) -> list[Tie]:
        """The ties between nodes as plain ones."""
        return [one.tie() for one in self.held]


def above(kept: Kept, node: int, day: int, most: int = MOST) -> Above:
    """Owners at any depth, by ties that hold or may hold on a day; what carries nothing aside."""
    order: dict[int, None] = {node: None}
    held: list[Held] = []
    cut: set[int] = set()
    waiting = [node]
    for one in waiting:
        if len(order) > most:
            cut.add(one)
            continue
        for tie in kept.owners(one):
            if tie.kind is Kind.OTHER or not on(tie, day):
                continue
            held.append(tie)
            if tie.owner not in order:
                order[tie.owner] = None
                waiting.append(tie.owner)
    return Above(node, tuple(order), tuple(held), frozenset(cut))


def on(tie: Held, day: int) -> bool:
    """Whether a tie holds, or may hold, on a day."""
    return tie.span.start[0] <= day <= tie.span.end[1]
