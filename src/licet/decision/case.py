"""A case: everything gathered about one activity, ready to be judged again and again.

Questions, flips and shelf life all ask "what would the answer be if ...": the case is judged
under an ``Overlay`` that replaces single facts and gates, and nothing is gathered twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from licet.core.dates import AsOf
from licet.core.kleene import Truth
from licet.core.outcome import NOTHING, Outcome, OutcomeSet, strictest
from licet.law.conditions import FactRef, leaves
from licet.law.interpreter import Finding, Known, Node, evaluate, failed
from licet.law.model import Law, Provision
from licet.law.values import Value
from licet.lists.in_force import MeasureState

Key = tuple[str, ...]
Overlay = Mapping[Key, Value]
Gate = Callable[[Overlay], Node]
GLOBAL = ""


def fact_key(scope: str, name: str) -> Key:
    """The key of a fact: whose it is (the activity's, a party's, an item's), and its name."""
    return ("fact", scope, name)


def gate(key: Key, text: str, truth: Truth, actual: str | None = None) -> Gate:
    """A yes-or-no matter outside the law: is this the listed party, was it in force?"""

    def look(overlay: Overlay) -> Node:
        held = overlay.get(key, truth)
        return Node(text, held if isinstance(held, bool) else None, actual=actual, key=key)

    return look


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom and what a provision is asked about."""

    scopes: tuple[str, ...]
    party: int | None = None
    party_name: str | None = None
    role: str | None = None
    item: int | None = None
    measure: MeasureState | None = None
    via: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """One provision, one subject, and the gates that stand before it."""

    provision: Provision
    subject: Subject
    gates: tuple[Gate, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageGap:
    """A list that doesn't cover the date: what it would have shown is unknown."""

    source: str
    regime: str
    text: str
    mend: str


@dataclass(frozen=True, slots=True)
class Case:
    """Facts by key, provisions with their subjects, and what the lists don't cover."""

    law: Law
    asked: AsOf
    facts: Mapping[Key, Value]
    threads: tuple[Thread, ...]
    gaps: tuple[CoverageGap, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A thread and what came of it."""

    thread: Thread
    finding: Finding


@dataclass(frozen=True, slots=True)
class Judgement:
    """The outcomes of a case under one overlay."""

    results: tuple[Judged, ...]
    regimes: Mapping[str, OutcomeSet]
    outcomes: OutcomeSet

    @property
    def interval(self) -> tuple[Outcome, Outcome]:
        """Floor and ceiling."""
        return self.outcomes.floor, self.outcomes.ceiling


UNSEEN = OutcomeSet.of(Outcome.NO_RESTRICTION_FOUND, Outcome.PROHIBITED)


def judge(case: Case, overlay: Overlay | None = None, base: Judgement | None = None) -> Judgement:
    """Every provision over its subject; the strictest over all of them is the answer.

    ``base`` is the judgement without the overlay: threads that read nothing of it are taken over.
    """
    overlay = overlay or {}
    known: dict[tuple[object, ...], Known] = {}
    if base is None:
        results = tuple(Judged(t, _finding(case, t, overlay, known)) for t in case.threads)
    else:
        results = tuple(
            Judged(one.thread, _finding(case, one.thread, overlay, known))
            if any(_touches(case.law, one.thread, key) for key in overlay)
            else one
            for one in base.results
        )
    by_regime: dict[str, set[OutcomeSet]] = {
        provision.regime: set() for provision in case.law.provisions.values()
    }
    for one in results:
        by_regime[one.finding.provision.regime].add(one.finding.outcomes)
    for gap in case.gaps:
        by_regime.setdefault(gap.regime, set()).add(_gap_outcomes(gap, overlay))
    regimes = {regime: strictest(sets) for regime, sets in sorted(by_regime.items())}
    return Judgement(results, regimes, strictest(regimes.values()))


def _touches(law: Law, thread: Thread, key: Key) -> bool:
    """Whether a fact or gate can change what a thread comes to."""
    if key[0] != "fact":
        return bool(thread.gates)
    return key[1] in thread.subject.scopes and key[2] in facts_read(law, thread.provision)


def facts_read(law: Law, provision: Provision) -> frozenset[str]:
    """Every fact that a provision, its exceptions or the class it binds reads."""
    cached = _READ.get(provision)
    if cached is None:
        cached = _READ[provision] = frozenset(_facts_read(law, provision))
    return cached


_READ: WeakKeyDictionary[Provision, frozenset[str]] = WeakKeyDictionary()


def _facts_read(law: Law, provision: Provision) -> Iterator[str]:
    yield "licence.needed"
    conditions = [law.persons[provision.obliged].when]
    for version in provision.versions:
        conditions += [version.applies, *(e.when for e in version.exceptions)]
    for condition in conditions:
        for leaf in leaves(condition):
            yield leaf.fact
            yield from (bound.name for bound in leaf.bounds if isinstance(bound, FactRef))


def _gap_outcomes(gap: CoverageGap, overlay: Overlay) -> OutcomeSet:
    held = overlay.get(("coverage", gap.source))
    if held is None:
        return UNSEEN
    return OutcomeSet.of(Outcome.PROHIBITED) if held is True else NOTHING


def _finding(
    case: Case, thread: Thread, overlay: Overlay, known: dict[tuple[object, ...], Known]
) -> Finding:
    """What came of a thread; ``known`` keeps the facts that threads of one subject share."""
    subject = (thread.subject.scopes, thread.subject.role)
    if subject not in known:
        known[subject] = facts_of(case, thread.subject, overlay)
    try:
        gates = tuple(look(overlay) for look in thread.gates)
        return evaluate(case.law, thread.provision, known[subject], case.asked.moment, gates)
    except Exception as error:
        return failed(thread.provision, error)


def facts_of(case: Case, subject: Subject, overlay: Overlay) -> Known:
    """The facts a subject's provisions read, by name."""
    facts: dict[str, Value] = {}
    for scope in subject.scopes:
        facts |= _scoped(case.facts, scope)
    for key, value in overlay.items():
        if key[0] == "fact" and key[1] in subject.scopes:
            facts[key[2]] = value
    if subject.role:
        facts["party.role"] = subject.role
    return Known(facts)


def _scoped(facts: Mapping[Key, Value], scope: str) -> dict[str, Value]:
    return {key[2]: value for key, value in facts.items() if key[1] == scope}


def scope_of(thread: Thread, fact: str, facts: Mapping[Key, Value]) -> str:
    """Which of a thread's scopes a fact belongs to."""
    room = fact.split(".", maxsplit=1)[0]
    for scope in thread.subject.scopes:
        if scope.split(":")[0] == room or fact_key(scope, fact) in facts:
            return scope
    return GLOBAL
