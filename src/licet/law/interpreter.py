"""The interpreter: provisions over facts, in three-valued logic, with the whole reason tree.

A provision yields the set of outcomes that could be true given what is known. An unknown fact, a
gate that isn't certain (is this the listed party? was the measure in force?) and a draft text
each leave more than one outcome in the set; none of them is ever treated as false.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from licet.core.citation import Citation
from licet.core.dates import Moment
from licet.core.kleene import Truth, all_of, any_of, not_
from licet.core.outcome import NOTHING, Outcome, OutcomeSet
from licet.law import values
from licet.law.conditions import Bound, Condition, FactRef, Leaf
from licet.law.model import Effect, ExceptionRule, Law, PersonClass, Provision, Version
from licet.law.values import Dates, Number, Value

Facts = Mapping[str, Value]
EVERYTHING = OutcomeSet(0b1111)
LICENCE_NEEDED = Leaf("licence.needed", "is", frozenset({"true"}))


@dataclass(frozen=True, slots=True)
class Node:
    """One step of the reasoning: what was held against what, and how it came out."""

    text: str
    truth: Truth
    children: tuple[Node, ...] = ()
    leaf: Leaf | None = None
    actual: str | None = None
    key: tuple[str, ...] | None = None

    def unknown_leaves(self) -> Iterator[Node]:
        """The unknown facts and gates at the bottom of this tree."""
        if not self.children and self.truth is None:
            yield self
        for child in self.children:
            yield from child.unknown_leaves()

    def open_leaves(self) -> Iterator[Node]:
        """Unknown leaves, but not those that a sibling has already settled."""
        if self.truth is not None:
            return
        if not self.children:
            yield self
        for child in self.children:
            yield from child.open_leaves()

    def leaves(self) -> Iterator[Node]:
        """Every fact and gate at the bottom of this tree."""
        if not self.children and (self.leaf or self.key):
            yield self
        for child in self.children:
            yield from child.leaves()


@dataclass(frozen=True, slots=True)
class Finding:
    """What one provision says of one party, item and measure."""

    provision: Provision
    version: Version | None
    outcomes: OutcomeSet
    holds: Truth
    tree: Node
    exceptions: tuple[tuple[ExceptionRule, Node], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def live(self) -> bool:
        """Whether it could still say anything: it isn't certain that it doesn't hold."""
        return self.holds is not False

    @property
    def governing(self) -> tuple[ExceptionRule, ...]:
        """The exceptions that hold or could hold."""
        return tuple(e for e, node in self.exceptions if node.truth is not False)

    def open_leaves(self) -> Iterator[Node]:
        """What is unknown and could still matter: the questions of this provision."""
        if not self.live:
            return
        # Beside the parts of a rule that holds stands what its effect still asks.
        rule = self.tree.children if self.holds else (self.tree,)
        for tree in (*rule, *(node for _, node in self.exceptions)):
            yield from tree.open_leaves()

    @property
    def citation(self) -> Citation | None:
        """The text of the version looked at."""
        return self.version.source if self.version else None


class Known(dict[str, Value]):
    """Facts of one subject, and what conditions came to over them: many rules share conditions.

    It must not change once a rule has been held against it.
    """

    __slots__ = ("nodes",)

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.nodes: dict[int, Node] = {}


def condition_node(condition: Condition, facts: Facts) -> Node:
    """Evaluate a condition into a tree of truths."""
    if not isinstance(facts, Known):
        return _condition_node(condition, facts)
    # A pack's equal conditions are one object, which lives as long as the law does.
    node = facts.nodes.get(id(condition))
    if node is None:
        node = facts.nodes[id(condition)] = _condition_node(condition, facts)
    return node


def _condition_node(condition: Condition, facts: Facts) -> Node:
    if isinstance(condition, Leaf):
        return _leaf_node(condition, facts)
    children = tuple(condition_node(member, facts) for member in condition.members)
    truths = [child.truth for child in children]
    if condition.word == "all":
        return Node("all of", all_of(truths), children)
    if condition.word == "any":
        return Node("any of", any_of(truths), children)
    return Node("not", not_(all_of(truths)), children)


def _leaf_node(leaf: Leaf, facts: Facts) -> Node:
    value = facts.get(leaf.fact)
    truth = None if value is None else _match(leaf, value, facts)
    shown = "unknown" if value is None else _shown(value)
    return Node(leaf.text(), truth, leaf=leaf, actual=shown)


def _shown(value: Value) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _match(leaf: Leaf, value: Value, facts: Facts) -> Truth:
    if leaf.matcher == "is":
        return values.is_one_of(value, leaf.wanted)
    bounds = [_resolve(bound, facts) for bound in leaf.bounds]
    if any(bound is None for bound in bounds):
        return None
    if isinstance(value, Dates):
        return _match_date(leaf.matcher, value, [b for b in bounds if isinstance(b, Dates)])
    if isinstance(value, Number):
        return _match_number(leaf.matcher, value, [b for b in bounds if isinstance(b, Number)])
    return None


def _resolve(bound: Bound, facts: Facts) -> Value | None:
    return facts.get(bound.name) if isinstance(bound, FactRef) else bound


def _match_date(matcher: str, value: Dates, bounds: list[Dates]) -> Truth:
    if matcher == "before":
        return values.before(value, bounds[0])
    if matcher == "after":
        return values.before(bounds[0], value)
    low, high = bounds
    return all_of([not_(values.before(value, low)), not_(values.before(high, value))])


def _match_number(matcher: str, value: Number, bounds: list[Number]) -> Truth:
    if matcher == "at_most":
        return values.at_most(value, bounds[0])
    if matcher == "at_least":
        return values.at_least(value, bounds[0])
    low, high = bounds
    return all_of([values.at_least(value, low), values.at_most(value, high)])


def evaluate(
    law: Law, provision: Provision, facts: Facts, asked: Moment, gates: tuple[Node, ...] = ()
) -> Finding:
    """What a provision says on a date, given facts and gates (is it the party, is it in force)."""
    asked = asked.in_zone(provision.zone)
    possible = [
        (version, truth)
        for version in provision.versions
        if (truth := version.period.contains(asked)) is not False
    ]
    if not possible:
        tree = Node("no version of this rule is in force on the date", False)
        return Finding(provision, None, NOTHING, False, tree)
    question = _Asked(law, provision, facts, asked, gates)
    if len(possible) == 1:
        version, in_force = possible[0]
        return _judged(question, version, in_force)
    # The day asked holds the instant at which one version gives way to another: either may govern.
    return _either([_judged(question, version, None) for version, _ in possible])


def failed(provision: Provision, error: Exception) -> Finding:
    """What a rule says that could not be asked: anything at all, and why."""
    why = f"this rule failed ({type(error).__name__}: {error}), so any outcome could be true"
    tree = Node(f"{provision.title}: {why}", None)
    return Finding(provision, None, EVERYTHING, None, tree, notes=(f"failed: {error}",))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A provision, the facts it is held against, and when."""

    law: Law
    provision: Provision
    facts: Facts
    asked: Moment
    gates: tuple[Node, ...]


def _judged(question: _Asked, version: Version, in_force: Truth) -> Finding:
    """What one version of a provision says."""
    provision, facts, asked = question.provision, question.facts, question.asked
    person = question.law.persons[provision.obliged]
    parts = [
        *question.gates,
        Node(f"in force {version.period}", in_force),
        _binds(person, facts),
        _labelled("applies", condition_node(version.applies, facts)),
    ]
    tree = Node(provision.title, all_of(part.truth for part in parts), tuple(parts))
    exceptions = tuple((e, _exception_node(e, facts, asked)) for e in version.exceptions)
    outcomes, notes, extra = _outcomes(provision, version, tree.truth, exceptions, facts)
    if extra is not None:
        tree = replace(tree, children=(*tree.children, extra))
    return Finding(provision, version, outcomes, tree.truth, tree, exceptions, notes)


def _either(findings: list[Finding]) -> Finding:
    """One of several versions governs, and it isn't known which: every outcome of each."""
    first = findings[0]
    outcomes = first.outcomes
    for other in findings[1:]:
        outcomes = outcomes | other.outcomes
    holds: Truth = None if any(f.holds is not False for f in findings) else False
    tree = Node("one of these versions governs", holds, tuple(f.tree for f in findings))
    exceptions = tuple(pair for f in findings for pair in f.exceptions)
    notes = tuple(note for f in findings for note in f.notes)
    return Finding(first.provision, first.version, outcomes, holds, tree, exceptions, notes)


def _binds(person: PersonClass, facts: Facts) -> Node:
    """Whether the rule binds the actor; many rules bind the same class of persons."""
    found = facts.nodes.get(id(person)) if isinstance(facts, Known) else None
    if found is None:
        found = _labelled(f"binds {person.title}", condition_node(person.when, facts))
        if isinstance(facts, Known):
            facts.nodes[id(person)] = found
    return found


def _labelled(label: str, node: Node) -> Node:
    """Give a group its place in the story; a single leaf stands below the label."""
    if node.leaf:
        return Node(label, node.truth, (node,))
    return Node(label, node.truth, node.children)


def _exception_node(exception: ExceptionRule, facts: Facts, asked: Moment) -> Node:
    node = _labelled(exception.title, condition_node(exception.when, facts))
    in_force = exception.period.contains(asked)
    if in_force is not True:
        period = Node(f"in force {exception.period}", in_force)
        node = Node(node.text, all_of([node.truth, in_force]), (*node.children, period))
    return node


def _outcomes(
    provision: Provision,
    version: Version,
    holds: Truth,
    exceptions: tuple[tuple[ExceptionRule, Node], ...],
    facts: Facts,
) -> tuple[OutcomeSet, tuple[str, ...], Node | None]:
    """Every outcome that could be true, the notes on drafts, and what an effect still asks."""
    if holds is False:
        return NOTHING, (), None
    notes = [f"draft: {provision.unread}"] if provision.status == "draft" else []
    result: list[OutcomeSet] = []
    certain = False
    for exception, node in exceptions:
        truth = node.truth
        if truth is True and exception.status == "draft":
            notes.append(f"draft exception '{exception.title}': {exception.unread}")
            truth = None
        if truth is not False:
            result.append(_effect(exception.effect, facts))
        certain = certain or truth is True
    if not certain:
        result.append(_effect(version.effect, facts))
    if holds is None or provision.status == "draft":
        result.append(NOTHING)
    union = result[0]
    for one in result[1:]:
        union = union | one
    asks = not certain and version.effect == "licence_unavailable"
    return union, tuple(notes), _leaf_node(LICENCE_NEEDED, facts) if asks else None


FIXED: dict[Effect, OutcomeSet] = {
    "prohibited": OutcomeSet.of(Outcome.PROHIBITED),
    "licence_required": OutcomeSet.of(Outcome.LICENCE_REQUIRED),
    "conditional": OutcomeSet.of(Outcome.CONDITIONAL),
    "caution": NOTHING,
    "no_effect": NOTHING,
    "undetermined": EVERYTHING,
}


def _effect(effect: Effect, facts: Facts) -> OutcomeSet:
    """The outcomes of an effect.

    No licence can be had: that prohibits what needs one and leaves alone what doesn't.
    """
    if effect != "licence_unavailable":
        return FIXED[effect]
    needed = facts.get("licence.needed")
    if needed is None:
        return NOTHING | FIXED["prohibited"]
    return FIXED["prohibited"] if needed is True else NOTHING
