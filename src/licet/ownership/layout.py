"""What is drawn of who stands above a party, and in which row each stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from licet.ownership.model import Tie

MOST_BOXES = 60


@dataclass(frozen=True, slots=True)
class Figure:
    """What is drawn: the party, ties above it, names, who is listed, and which ties are thick."""

    party: str
    ties: Sequence[Tie]
    names: Mapping[str, str]
    listed: Mapping[str, bool] = field(default_factory=dict)
    """Under a measure itself: certainly (True) or possibly (False)."""
    thick: frozenset[tuple[str, str]] = frozenset()
    title: str = ""
    note: str = ""


def rows_of(figure: Figure) -> list[list[str]]:
    """Nodes in rows, farthest first: each owner above all that it owns, circles aside."""
    drawn = _drawn(figure)
    levels: dict[str, int] = {}
    for node in _topmost_last(figure, drawn):
        below = [levels[t.owned] + 1 for t in figure.ties if t.owner == node and t.owned in levels]
        levels[node] = max(below, default=0)
    rows = [[n for n in drawn if levels[n] == depth] for depth in range(max(levels.values()) + 1)]
    place = {node: i - len(row) / 2 for row in rows for i, node in enumerate(row)}
    for row in rows[1:]:
        row.sort(key=lambda n: _middle(figure, n, place))
        place |= {node: i - (len(row) - 1) / 2 for i, node in enumerate(row)}
    return rows[::-1]


def _drawn(figure: Figure) -> list[str]:
    """The party and its nearest owners, those of the chain and listed ones first."""
    found, waiting = {figure.party: None}, [figure.party]
    thick = {node for pair in figure.thick for node in pair}
    for node in waiting:
        owners = dict.fromkeys(t.owner for t in figure.ties if t.owned == node)
        for owner in sorted(owners, key=lambda o: (o not in thick, o not in figure.listed)):
            if owner not in found and len(found) < MOST_BOXES:
                found[owner] = None
                waiting.append(owner)
    return list(found)


def _topmost_last(figure: Figure, drawn: list[str]) -> list[str]:
    """Drawn nodes so that each stands after what it owns, where no circle forbids it."""
    owners = {n: [t.owner for t in figure.ties if t.owned == n and t.owner in drawn] for n in drawn}
    order: dict[str, None] = {}
    path: set[str] = set()

    def visit(node: str) -> None:
        if node in order or node in path:
            return
        path.add(node)
        for owner in owners[node]:
            visit(owner)
        path.discard(node)
        order[node] = None

    visit(figure.party)
    return list(order)[::-1]


def _middle(figure: Figure, node: str, place: Mapping[str, float]) -> float:
    owned = [place[t.owned] for t in figure.ties if t.owner == node and t.owned in place]
    return sum(owned) / len(owned) if owned else 0.0
