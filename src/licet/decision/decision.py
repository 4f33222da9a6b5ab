"""The answer to one activity, and its JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from licet.core.outcome import Outcome, OutcomeSet
from licet.decision.activity import Activity
from licet.decision.case import Judged
from licet.decision.duties import Due
from licet.decision.flips import Flip
from licet.decision.gather import Gathered
from licet.decision.questions import Question
from licet.decision.regimes import Binding
from licet.decision.render import reason_json, truth_word
from licet.lists.in_force import MeasureState

DISCLAIMER = (
    "licet gives information for a person who decides; it is not legal advice and never clears a "
    "deal. 'No restriction found' speaks only of the scope it names."
)


@dataclass(frozen=True, slots=True)
class ShelfLife:
    """The next date on which what is known changes the answer, and to what."""

    until: str
    floor: Outcome
    ceiling: Outcome


@dataclass(frozen=True, slots=True)
class Decision:
    """An interval of outcomes with everything a person needs to check it."""

    activity: Activity
    outcomes: OutcomeSet
    regimes: dict[str, OutcomeSet]
    bindings: dict[str, Binding]
    results: tuple[Judged, ...]
    questions: tuple[Question, ...]
    duties: tuple[Due, ...]
    conditions: tuple[str, ...]
    cautions: tuple[str, ...]
    flips: tuple[Flip, ...]
    valid_until: ShelfLife | None
    scope: dict[str, Any]
    provenance: dict[str, Any]
    gathered: Gathered = field(repr=False, compare=False)

    @property
    def floor(self) -> Outcome:
        """What is certain."""
        return self.outcomes.floor

    @property
    def ceiling(self) -> Outcome:
        """What could still be true."""
        return self.outcomes.ceiling

    @property
    def determined(self) -> bool:
        """Whether floor and ceiling meet."""
        return self.outcomes.determined

    def to_json(self) -> dict[str, Any]:
        """The whole decision in plain types, with stable keys."""
        life = self.valid_until
        return {
            "floor": self.floor.word,
            "ceiling": self.ceiling.word,
            "determined": self.determined,
            "outcomes": self.outcomes.words(),
            "activity": self.activity.model_dump(mode="json", by_alias=True, exclude_defaults=True),
            "actor": self._actor(),
            "scope": self.scope,
            "regimes": {name: self._regime(name, s) for name, s in self.regimes.items()},
            "reasons": [reason_json(one, measures) for one, measures in merged(self.results)],
            "conditions": list(self.conditions),
            "duties": [due.to_json() for due in self.duties],
            "cautions": list(self.cautions),
            "questions": [self._question(q) for q in self.questions],
            "valid_until": None
            if life is None
            else {"until": life.until, "floor": life.floor.word, "ceiling": life.ceiling.word},
            "flips": [flip.to_json() for flip in self.flips],
            "provenance": self.provenance,
            "notice": DISCLAIMER,
        }

    def _regime(self, name: str, outcomes: OutcomeSet) -> dict[str, Any]:
        made: dict[str, Any] = {
            "floor": outcomes.floor.word,
            "ceiling": outcomes.ceiling.word,
            "outcomes": outcomes.words(),
        }
        binding = self.bindings.get(name)
        if binding:
            made["binds"] = truth_word(binding.binds)
            made["obliged"] = {title: truth_word(truth) for title, truth in binding.persons}
            made["why"] = binding.why
        return made

    def _actor(self) -> dict[str, Any]:
        """One kind as a word, several as a list."""
        kinds = self.activity.actor.kind
        return {"kind": kinds[0] if len(kinds) == 1 else kinds, "name": self.activity.actor.name}

    def _question(self, question: Question) -> dict[str, Any]:
        return {
            "about": ":".join(part for part in question.key if part),
            "question": question.text,
            "how_to_answer": question.how,
            "asked_by": list(question.asked_by),
            "moves": question.moves((self.floor, self.ceiling)),
            "answers": [
                {"answer": a.says, "floor": a.floor.word, "ceiling": a.ceiling.word}
                for a in question.answers
            ],
        }


def merged(results: Iterable[Judged]) -> list[tuple[Judged, list[MeasureState]]]:
    """Findings in order, one for each provision and subject, with every measure behind it.

    A blocked person often carries two measures that bring the same rule (the SDN list itself, and
    the statute's own blocking): that is one reason, not two.
    """
    found: dict[tuple[object, ...], tuple[Judged, list[MeasureState]]] = {}
    for one in ordered(results):
        subject, finding = one.thread.subject, one.finding
        key = (
            finding.provision.id,
            subject.party,
            subject.role,
            subject.item,
            subject.via,
            finding.outcomes.mask,
            finding.holds,
        )
        held = found.setdefault(key, (one, []))
        if subject.measure:
            held[1].append(subject.measure)
    return list(found.values())


def ordered(results: Iterable[Judged]) -> list[Judged]:
    """The strictest ceiling first, then the strictest floor; what doesn't hold last."""
    return sorted(
        results,
        key=lambda r: (
            not r.finding.live,
            -r.finding.outcomes.ceiling,
            -r.finding.outcomes.floor,
            r.finding.provision.id,
        ),
    )
