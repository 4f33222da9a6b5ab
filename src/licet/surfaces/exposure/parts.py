"""The part tree for a page: the parts that are touched, under the assemblies that need them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from licet.exposure.shortage import dates
from licet.exposure.tree import NEVER

if TYPE_CHECKING:
    from licet.exposure.judged.analysis import Analysis

MOST = 400
DEEPEST = 14


def part_tree(analysis: Analysis) -> list[dict[str, Any]]:
    """End products with what is touched below them, the first to lack first; at most ``MOST``.

    A node: id, name, state (stopped, doubt, free), first and best day, own (whether its own source
    is lost), quantity, children, calm (parts below it that aren't touched), cut (not shown).
    """
    return _Tree(analysis).nodes()


class _Tree:
    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        tree = analysis.structure.tree
        self.worst = analysis.worst.worst.lacks
        self.best = analysis.best.best.lacks
        self.out = analysis.worst.worst.own
        self.days = dates(self.worst, "worst").to_list()
        self.best_days = dates(self.best, "best").to_list()
        self.ids = analysis.programme.parts["part_id"].to_list()
        self.names = analysis.programme.parts["name"].to_list()
        order = np.argsort(tree.parent, kind="stable")
        self.child, self.quantity = tree.child[order], tree.quantity[order]
        self.starts = np.searchsorted(tree.parent[order], np.arange(tree.parts + 1))
        self.left = MOST

    def nodes(self) -> list[dict[str, Any]]:
        """The end products that are touched."""
        tops = [int(n) for n in self.analysis.structure.tree.tops if self.worst[n] < NEVER]
        tops.sort(key=lambda n: (int(self.worst[n]), n))
        return [self._node(n, 1.0, 0) for n in tops[:20]]

    def _node(self, part: int, quantity: float, depth: int) -> dict[str, Any]:
        self.left -= 1
        rows = range(int(self.starts[part]), int(self.starts[part + 1]))
        below = [(int(self.child[r]), float(self.quantity[r])) for r in rows]
        hit = [one for one in below if self.worst[one[0]] < NEVER]
        hit.sort(key=lambda one: (int(self.worst[one[0]]), one[0]))
        children = []
        for child, many in hit if depth < DEEPEST else ():
            if self.left > 0:
                children.append(self._node(child, many, depth + 1))
        state = "stopped" if self.best[part] < NEVER else "doubt"
        return {
            "id": self.ids[part],
            "name": self.names[part] or self.ids[part],
            "state": state,
            "first": self.days[part],
            "best": self.best_days[part],
            "own": bool(self.out[part] <= self.worst[part]),
            "quantity": quantity,
            "children": children,
            "calm": len(below) - len(hit),
            "cut": len(hit) - len(children),
        }
