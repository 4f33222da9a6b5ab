"""What is not known, and how far each answer would move the outcome.

A question is any unknown that a live provision reads: a fact, an open name match, a share, a
measure between two snapshots, a list that doesn't cover the date. Each possible answer is tried
by judging the case again. For dates and numbers the answers tried are those around the bounds
that the provisions hold them against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from licet.core.dates import Moment
from licet.core.outcome import Outcome
from licet.decision.activity import Item
from licet.decision.case import Case, Judgement, Key, Thread, fact_key, judge, scope_of
from licet.law.conditions import Bound, FactRef, Leaf
from licet.law.facts import FACTS
from licet.law.interpreter import Node
from licet.law.values import Dates, Number, Value, Words

Interval = tuple[Outcome, Outcome]


@dataclass(frozen=True, slots=True)
class Answer:
    """One possible answer and the interval the whole decision would then have."""

    says: str
    floor: Outcome
    ceiling: Outcome


@dataclass(frozen=True, slots=True)
class Question:
    """An unknown: what is asked, who asks it, and where each answer would lead."""

    key: Key
    text: str
    asked_by: tuple[str, ...]
    answers: tuple[Answer, ...]
    how: str

    def moves(self, interval: Interval) -> bool:
        """Whether some answer changes the interval by itself."""
        return any((a.floor, a.ceiling) != interval for a in self.answers)

    def narrows(self, interval: Interval) -> int:
        """How many steps of the interval the best answer takes away."""
        width = interval[1] - interval[0]
        return max((width - (a.ceiling - a.floor) for a in self.answers), default=0)


@dataclass(slots=True)
class _Unknown:
    key: Key
    text: str
    leaves: list[Leaf] = field(default_factory=list)
    asked_by: dict[str, None] = field(default_factory=dict)
    party: str | None = None


def questions(case: Case, judgement: Judgement, missing: dict[str, list[str]]) -> list[Question]:
    """Open questions, those that move the answer most first."""
    found = [_ask(case, judgement, one, missing) for one in _unknowns(case, judgement).values()]
    found += [_coverage_question(case, gap.source, gap.text, gap.mend) for gap in case.gaps]
    interval = judgement.interval
    return sorted(found, key=lambda q: (not q.moves(interval), -q.narrows(interval), q.text))


def _unknowns(case: Case, judgement: Judgement) -> dict[Key, _Unknown]:
    """Unknown leaves and gates of every live provision, and of the exceptions that matter."""
    found: dict[Key, _Unknown] = {}
    for one in judgement.results:
        finding = one.finding
        for node in finding.open_leaves():
            for key, leaf in _keys(case, one.thread, node):
                text = node.text if node.key else key[2]
                unknown = found.setdefault(key, _Unknown(key, text))
                unknown.asked_by[finding.provision.id] = None
                unknown.party = one.thread.subject.party_name
                if leaf:
                    unknown.leaves.append(leaf)
    return found


def _keys(case: Case, thread: Thread, node: Node) -> Iterator[tuple[Key, Leaf | None]]:
    if node.key:
        yield node.key, None
        return
    leaf = node.leaf
    if leaf is None:
        return
    yield fact_key(scope_of(thread, leaf.fact, case.facts), leaf.fact), leaf
    for bound in leaf.bounds:
        if isinstance(bound, FactRef):
            key = fact_key(scope_of(thread, bound.name, case.facts), bound.name)
            if key not in case.facts:
                yield key, leaf


def _ask(case: Case, base: Judgement, unknown: _Unknown, missing: dict[str, list[str]]) -> Question:
    answers = []
    for says, value in _candidates(case, unknown):
        result = judge(case, {unknown.key: value}, base)
        answers.append(Answer(says, *result.interval))
    text, how = _wording(unknown, missing)
    return Question(unknown.key, text, tuple(unknown.asked_by), tuple(_merged(answers)), how)


def _merged(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Answers that lead to the same interval, said together."""
    grouped: dict[Interval, list[str]] = {}
    for answer in answers:
        grouped.setdefault((answer.floor, answer.ceiling), []).append(answer.says)
    for (floor, ceiling), says in grouped.items():
        yield Answer(", ".join(says), floor, ceiling)


def _coverage_question(case: Case, source: str, text: str, mend: str) -> Question:
    key = ("coverage", source)
    tries = (("it lists nobody here", False), ("it blocks somebody here", True))
    answers = tuple(Answer(says, *judge(case, {key: held}).interval) for says, held in tries)
    return Question(key, f"{text}: whom did it list that day?", ("coverage",), answers, mend)


def choices(case: Case, judgement: Judgement, key: Key) -> list[Value]:
    """Possible values of an open question, as far as provisions can tell them apart."""
    unknown = _unknowns(case, judgement).get(key)
    return [value for _, value in _candidates(case, unknown)] if unknown else []


def candidates(key: Key, leaves: list[Leaf], case: Case) -> list[tuple[str, Value]]:
    """Possible values of a fact or gate, as far as provisions can tell them apart."""
    return list(_candidates(case, _Unknown(key, "", leaves)))


def _candidates(case: Case, unknown: _Unknown) -> Iterator[tuple[str, Value]]:
    if unknown.key[0] == "share":
        yield from (
            ("less than half", Number(0.0, 49.9)),
            ("half or more", Number(50.0, 100.0)),
        )
        return
    if unknown.key[0] != "fact":
        yield from (("yes", True), ("no", False))
        return
    fact = FACTS[unknown.key[2]]
    if fact.type == "truth":
        yield from (("yes", True), ("no", False))
    elif fact.type in {"word", "words"}:
        yield from _word_candidates(unknown, fact.values, fact.type == "words")
    elif fact.type == "date":
        yield from _date_candidates(case, unknown)
    else:
        yield from _number_candidates(unknown)


def _word_candidates(
    unknown: _Unknown, values: tuple[str, ...], many: bool
) -> Iterator[tuple[str, Value]]:
    wanted = sorted({word for leaf in unknown.leaves for word in leaf.wanted})
    others = [v for v in values if v not in wanted]
    for word in wanted:
        yield word, Words(frozenset({word})) if many else word
    if others or not values:
        yield "another one", Words(frozenset()) if many else (others[0] if others else "(another)")


def _date_candidates(case: Case, unknown: _Unknown) -> Iterator[tuple[str, Value]]:
    bounds: set[Moment] = set()
    for leaf in unknown.leaves:
        for bound in leaf.bounds:
            value = _bound_value(case, bound)
            if isinstance(value, Dates):
                bounds |= {m for m in (value.earliest, value.latest) if m}
    for moment in sorted(bounds, key=lambda m: m.sort_key()):
        for step, word in ((-1, "before"), (1, "after")):
            day = Moment(moment.day + timedelta(days=step))
            yield f"{word} {moment}", Dates.exactly(day)


def _bound_value(case: Case, bound: Bound) -> Value | None:
    """The value a matcher holds a fact against; of another fact, the first that is known."""
    if not isinstance(bound, FactRef):
        return bound
    return next((v for key, v in case.facts.items() if key[2] == bound.name), None)


def _number_candidates(unknown: _Unknown) -> Iterator[tuple[str, Value]]:
    bounds = {b.low for leaf in unknown.leaves for b in leaf.bounds if isinstance(b, Number)}
    for bound in sorted(bounds):
        yield f"at most {bound:,.0f}", Number.exactly(bound)
        yield f"more than {bound:,.0f}", Number.exactly(bound + 1)


HOW = {
    "activity.territory": "Give `country` (and `region`) of each party, and the `route`.",
    "activity.us_financial_system": "Write `money: {us_financial_system: yes}` or `no`.",
    "activity.in_united_states": "Write `in_united_states: yes` or `no`.",
    "actor.us_person": "Say which `actor` it is.",
    "actor.eu_person": "Write `actor: [..., eu_person]`, or `facts: {actor.eu_person: no}`.",
    "actor.uk_person": "Write `actor: [..., uk_person]`, or `facts: {actor.uk_person: no}`.",
    "actor.us_financial_institution": "Write `actor: us_financial_institution`, or `facts`.",
    "actor.owned_by_us_person": "Say which `actor` it is.",
    "party.government_of": "Give the party's `government_of`, or `none`.",
    "party.is_financial_institution": "Give the party's `is_financial_institution`.",
    "party.kind": "Give the party's `kind`.",
    "contract.signed_on": "Give `contract: {signed_on: ...}`.",
    "item.us_content_percent": "Give the item's `us_content`.",
    "item.ccl_licence": "Add tables of the date with `licet goods add`, or state it in `facts`.",
    "ear.destination": "Give the `route`, or the `country` of whoever receives the item.",
    "ear.destination_groups": "Add Country Groups of the date with `licet goods add`.",
    "loan.total_12_months": "Give the `loan` with its `amount` and `earlier` loans, in USD.",
}


def how_to_answer(name: str) -> str:
    """Where in the activity file a fact is given."""
    room, _, key = name.partition(".")
    if name in HOW:
        return HOW[name]
    if room == "item" and key in Item.model_fields:
        return f"Give the item's `{key}`."
    if room == "licence" and key in {"issued_on", "issued_by", "balance_remaining"}:
        return f"Give the licence's `{key}`."
    if name == "licence.valid_on_date":
        return "Give the licence's `valid_until`."
    return f"Write `facts: {{{name}: ...}}`."


def _wording(unknown: _Unknown, missing: dict[str, list[str]]) -> tuple[str, str]:
    """The question, and how to answer it in the activity."""
    kind = unknown.key[0]
    if kind == "match":
        listing = unknown.key[2]
        return (
            f"Is it so that {unknown.text}?",
            f"Compare the records; then write `listing: {listing}` or `rejected: [{listing}]`.",
        )
    if kind == "share":
        return f"How much: {unknown.text}?", "Give `percent` of that owner."
    if kind == "owners":
        return f"Who owns {unknown.party}: {unknown.text}?", "List its `owners` with `percent`."
    if kind == "measure":
        return (
            f"Is it so that {unknown.text}?",
            "Add a list file nearer to the date with `licet lists add`.",
        )
    name = unknown.key[2]
    fact = FACTS[name]
    about = f" of {unknown.party}" if name.startswith("party.") and unknown.party else ""
    lacking = missing.get(name)
    detail = f" (not known: {'; '.join(lacking)})" if lacking else ""
    return f"{name}{about}: {fact.meaning}?{detail}", how_to_answer(name)
