"""A graph of Boolean columns, in which each distinct column is computed once.

A truth in three-valued logic is a pair of plain Booleans: certainly true, and possibly true. With
pairs, "all of", "any of" and "not" are plain ands, ors and nots, and what is never unknown has two
equal halves that cost as much as one. Nodes are numbers; equal nodes get the same number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Op = Literal["constant", "atom", "and", "or", "not"]
FALSE, TRUE = 0, 1


@dataclass(frozen=True, slots=True)
class Pair:
    """A truth for each row: the nodes for "certainly true" and "possibly true"."""

    certain: int
    possible: int


YES, NO, UNKNOWN = Pair(TRUE, TRUE), Pair(FALSE, FALSE), Pair(FALSE, TRUE)


@dataclass(slots=True)
class Graph:
    """Nodes by number; an atom is computed from columns, all others from other nodes."""

    ops: list[Op] = field(default_factory=lambda: ["constant", "constant"])
    args: list[tuple[int, ...]] = field(default_factory=lambda: [(), ()])
    atoms: dict[object, int] = field(default_factory=dict)
    _known: dict[tuple[Op, tuple[int, ...]], int] = field(default_factory=dict)

    def atom(self, key: object) -> int:
        """The node of a column computed from the table, named by any hashable key."""
        if key not in self.atoms:
            self.atoms[key] = self._put("atom", ())
        return self.atoms[key]

    def and_(self, nodes: Iterable[int]) -> int:
        """True where all are."""
        return self._many("and", nodes, TRUE, FALSE)

    def or_(self, nodes: Iterable[int]) -> int:
        """True where any is."""
        return self._many("or", nodes, FALSE, TRUE)

    def not_(self, node: int) -> int:
        """True where the node isn't."""
        if node in {FALSE, TRUE}:
            return TRUE - node
        if self.ops[node] == "not":
            return self.args[node][0]
        return self._shared("not", (node,))

    def _many(self, op: Op, nodes: Iterable[int], neutral: int, final: int) -> int:
        kept = {node for node in nodes if node != neutral}
        if final in kept:
            return final
        if len(kept) < 2:
            return kept.pop() if kept else neutral
        return self._shared(op, tuple(sorted(kept)))

    def _shared(self, op: Op, args: tuple[int, ...]) -> int:
        key = (op, args)
        if key not in self._known:
            self._known[key] = self._put(op, args)
        return self._known[key]

    def _put(self, op: Op, args: tuple[int, ...]) -> int:
        self.ops.append(op)
        self.args.append(args)
        return len(self.ops) - 1

    def all_of(self, pairs: Iterable[Pair]) -> Pair:
        """Kleene's conjunction."""
        found = list(pairs)
        return Pair(self.and_(p.certain for p in found), self.and_(p.possible for p in found))

    def any_of(self, pairs: Iterable[Pair]) -> Pair:
        """Kleene's disjunction."""
        found = list(pairs)
        return Pair(self.or_(p.certain for p in found), self.or_(p.possible for p in found))

    def negation(self, pair: Pair) -> Pair:
        """Kleene's negation: the halves change places."""
        return Pair(self.not_(pair.possible), self.not_(pair.certain))

    def unknown(self, pair: Pair) -> int:
        """True where the truth is unknown."""
        if pair.certain == pair.possible:
            return FALSE
        return self.and_([pair.possible, self.not_(pair.certain)])
