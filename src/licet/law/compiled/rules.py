"""Provisions as nodes: which outcomes each could have on a row.

The same reading as ``licet.law.interpreter``: versions by date (on a day in which one gives way to
another, either), the class of persons bound, exceptions with their own periods, drafts that never
settle anything, and licences that can't be had.
"""

from __future__ import annotations

from dataclasses import dataclass

from licet.core.outcome import Outcome
from licet.law.compiled.builder import Builder, measure_key
from licet.law.compiled.graph import FALSE, TRUE, YES, Graph, Pair
from licet.law.interpreter import FIXED, LICENCE_NEEDED
from licet.law.model import Effect, ExceptionRule, Law, Provision, Version

Bits = tuple[int, int, int, int]
"""For each outcome, mildest first, the node of the rows on which it is possible."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A provision, and the measure that brings it into play (None: law itself)."""

    provision: Provision
    measure: str | None

    @property
    def name(self) -> str:
        """``us/ofac/blocking`` or, where a measure brings it, ``PROVISION@MEASURE``."""
        return self.provision.id + (f"@{self.measure}" if self.measure else "")


def rules(law: Law) -> list[Rule]:
    """Every provision, once for each of its measures."""
    return [
        Rule(provision, measure)
        for provision in law.provisions.values()
        for measure in (provision.measures or (None,))
    ]


def compile_rule(build: Builder, law: Law, rule: Rule) -> Bits:
    """The outcomes of a rule, its questions asked on the way."""
    graph, provision = build.graph, rule.provision
    gate = YES if rule.measure is None else build.reader.gate(rule.measure)
    within = [build.reader.period(v.period, provision.zone) for v in provision.versions]
    several = _several(graph, [one.possible for one in within])
    judged = []
    for version, in_force in zip(provision.versions, within, strict=True):
        sure = Pair(graph.and_([in_force.certain, graph.not_(several)]), in_force.possible)
        judged.append(_Judged(build, law, rule, version, (gate, sure)))
    live = graph.or_(each.holds.possible for each in judged)
    for version_judged, in_force in zip(judged, within, strict=True):
        version_judged.ask(graph.and_([live, in_force.possible]))
    if len(judged) == 1:
        return judged[0].bits()
    found = [
        [graph.and_([in_force.possible, bit]) for bit in each.bits()]
        for each, in_force in zip(judged, within, strict=True)
    ]
    nothing = graph.not_(graph.or_(in_force.possible for in_force in within))
    zero, one, two, three = (graph.or_(bits[o] for bits in found) for o in Outcome)
    return graph.or_([zero, nothing]), one, two, three


def _several(graph: Graph, possible: list[int]) -> int:
    """Where at least two versions may be in force."""
    return graph.or_(
        graph.and_([one, other]) for i, one in enumerate(possible) for other in possible[i + 1 :]
    )


class _Judged:
    """One version of a provision on every row."""

    def __init__(
        self, build: Builder, law: Law, rule: Rule, version: Version, gates: tuple[Pair, Pair]
    ) -> None:
        self.build, self.rule, self.version = build, rule, version
        self.gate = gates[0]
        self.parts = (law.persons[rule.provision.obliged].when, version.applies)
        self.holds = build.graph.all_of([*gates, *(build.truth(part) for part in self.parts)])
        self.exceptions = [(e, self._exception(e)) for e in version.exceptions]
        lifted = (t.certain for e, t in self.exceptions if e.status == "reviewed")
        self.not_lifted = build.graph.not_(build.graph.or_(lifted))

    def _exception(self, exception: ExceptionRule) -> Pair:
        period = self.build.reader.period(exception.period, self.rule.provision.zone)
        return self.build.graph.all_of([self.build.truth(exception.when), period])

    def ask(self, exceptions_read: int) -> None:
        """The questions of this version; its exceptions are read on the rows given."""
        build, graph = self.build, self.build.graph
        opened = graph.unknown(self.holds)
        if self.rule.measure:
            key = measure_key(self.rule.measure)
            build.question(key, graph.and_([opened, graph.unknown(self.gate)]))
        for part in self.parts:
            build.ask(part, opened)
        for exception, truth in self.exceptions:
            where = graph.and_([exceptions_read, graph.unknown(truth)])
            build.ask_members(exception.when, where)
        if self.version.effect == "licence_unavailable":
            build.ask(LICENCE_NEEDED, graph.and_([self.holds.possible, self.not_lifted]))

    def bits(self) -> Bits:
        """The outcomes this version could have, where it is in force."""
        graph = self.build.graph
        found: list[list[int]] = [[], [], [], []]
        effects = [(e.effect, truth.possible) for e, truth in self.exceptions]
        for effect, where in [*effects, (self.version.effect, self.not_lifted)]:
            for bit, possible in enumerate(self._effect(effect)):
                found[bit].append(graph.and_([where, possible]))
        draft = TRUE if self.rule.provision.status == "draft" else FALSE
        found[0] += [draft, graph.not_(self.holds.certain)]
        live = self.holds.possible
        zero = graph.or_(found[0])
        one, two, three = (graph.and_([live, graph.or_(nodes)]) for nodes in found[1:])
        return zero, one, two, three

    def _effect(self, effect: Effect) -> Bits:
        if effect == "licence_unavailable":
            needed = self.build.truth(LICENCE_NEEDED)
            return self.build.graph.not_(needed.certain), FALSE, FALSE, needed.possible
        mask = FIXED[effect].mask
        zero, one, two, three = (TRUE if mask >> o & 1 else FALSE for o in Outcome)
        return zero, one, two, three
