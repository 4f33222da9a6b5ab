"""Which of several licences an item is judged under, where more than one covers it.

The answer is about relying on the licence that leads to the mildest answer; the caution says
which one that is. What the others would lead to is not part of the answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from licet.core.outcome import OutcomeSet, strictest
from licet.decision.activity import Activity
from licet.decision.case import Case, Judged, judge
from licet.decision.licences import asked_of

Group = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Choice:
    """An item, the licence it is judged under, and the others that cover it."""

    item: int | None
    licence: str
    others: tuple[str, ...]

    def sentence(self, activity: Activity) -> str:
        """For a person, licences and items counted from 1."""
        what = "It" if self.item is None else f"Item {self.item + 1}"
        others = " or ".join(_title(activity, one) for one in self.others)
        return (
            f"{what} is judged under {_title(activity, self.licence)}, which leads to the mildest "
            f"answer; relying on {others} is not judged."
        )


def _title(activity: Activity, scope: str) -> str:
    place = int(scope.partition(":")[2])
    number = activity.held[place].number
    return f"licence {place + 1}" + (f" ({number})" if number else "")


def settle(case: Case) -> tuple[Case, list[Choice]]:
    """The case with one licence for each item, and what was chosen."""
    groups: dict[Group, dict[str, list[Judged]]] = defaultdict(lambda: defaultdict(list))
    if len({t.subject.licence for t in case.threads if t.subject.licence}) > 1:
        for one in judge(case).results:
            subject = one.thread.subject
            if subject.licence:
                groups[_group(one)][subject.licence].append(one)
    chosen: dict[Group, str] = {}
    choices: list[Choice] = []
    for group, held in groups.items():
        chosen[group] = min(held, key=lambda scope: _rank(scope, held[scope]))
        others = tuple(sorted(set(held) - {chosen[group]}))
        if others:
            choices.append(Choice(group[1], chosen[group], others))
    threads = tuple(
        t
        for t in case.threads
        if t.subject.licence is None
        or chosen.get((asked_of(t.provision.regime), t.subject.item), t.subject.licence)
        == t.subject.licence
    )
    return replace(case, threads=threads), choices


def _group(one: Judged) -> Group:
    return asked_of(one.finding.provision.regime), one.thread.subject.item


def _rank(scope: str, results: Iterable[Judged]) -> tuple[int, int, int, str]:
    outcomes: OutcomeSet = strictest(one.finding.outcomes for one in results)
    return outcomes.ceiling, outcomes.floor, len(scope), scope
