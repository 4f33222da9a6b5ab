"""Conditions as nodes, and the questions they leave open.

A question goes the other way than a truth: down from what is open. A condition is asked about where
some provision or exception that reads it is open above it; its members are then open where they
are unknown. So each distinct condition collects all who ask, and passes that on once.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from licet.law.compiled.graph import Graph, Pair
from licet.law.compiled.lexicon import references
from licet.law.compiled.reader import Reader
from licet.law.conditions import Condition, Leaf

Key = tuple[str, str]


def fact_key(name: str) -> Key:
    """The question what a fact is."""
    return ("fact", name)


def measure_key(measure: str) -> Key:
    """The question whether a party of the row carries a measure."""
    return ("measure", measure)


@dataclass(slots=True)
class Builder:
    """The nodes of conditions and questions of one graph."""

    graph: Graph
    reader: Reader
    _truths: dict[Condition, Pair] = field(default_factory=dict)
    _asked: dict[int, dict[Condition, list[int]]] = field(default_factory=dict)
    _heights: dict[Condition, int] = field(default_factory=dict)
    _questions: dict[Key, list[int]] = field(default_factory=dict)

    def truth(self, condition: Condition) -> Pair:
        """The truth of a condition, built once for equal conditions."""
        if condition not in self._truths:
            self._truths[condition] = self._built(condition)
        return self._truths[condition]

    def _built(self, condition: Condition) -> Pair:
        if isinstance(condition, Leaf):
            return self.reader.leaf(condition)
        members = [self.truth(member) for member in condition.members]
        if condition.word == "any":
            return self.graph.any_of(members)
        every = self.graph.all_of(members)
        return every if condition.word == "all" else self.graph.negation(every)

    def ask(self, condition: Condition, where: int) -> None:
        """Whatever is unknown in a condition is a question in the rows ``where``."""
        level = self._asked.setdefault(self._height(condition), {})
        level.setdefault(condition, []).append(where)

    def ask_members(self, condition: Condition, where: int) -> None:
        """The same of a condition whose own truth doesn't settle what stands below it."""
        for member in (condition,) if isinstance(condition, Leaf) else condition.members:
            self.ask(member, where)

    def question(self, key: Key, where: int) -> None:
        """A question in the rows ``where``."""
        self._questions.setdefault(key, []).append(where)

    def questions(self) -> dict[Key, int]:
        """For each question the node of the rows that ask it; call once, at the end."""
        while self._asked:
            for condition, asked in self._asked.pop(max(self._asked)).items():
                self._pass_on(condition, self.graph.or_(asked))
        return {key: self.graph.or_(where) for key, where in self._questions.items()}

    def _pass_on(self, condition: Condition, asked: int) -> None:
        opened = self.graph.and_([asked, self.graph.unknown(self.truth(condition))])
        if not isinstance(condition, Leaf):
            self.ask_members(condition, opened)
            return
        self.question(fact_key(condition.fact), opened)
        for name in references(condition):
            absent = self.reader.absent(name)
            self.question(fact_key(name), self.graph.and_([opened, absent]))

    def _height(self, condition: Condition) -> int:
        if isinstance(condition, Leaf):
            return 0
        if condition not in self._heights:
            self._heights[condition] = 1 + max(map(self._height, condition.members), default=0)
        return self._heights[condition]
