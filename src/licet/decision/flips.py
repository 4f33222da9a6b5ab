"""The smallest sets of known facts whose change would flip the answer, and its shelf life."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from licet.core.dates import Moment, Period
from licet.decision.activity import Activity
from licet.decision.case import (
    Case,
    Judgement,
    Key,
    Thread,
    fact_key,
    facts_of,
    judge,
    scope_of,
)
from licet.decision.gather import Gathered
from licet.decision.questions import candidates
from licet.law.conditions import Leaf
from licet.law.facts import FACTS
from licet.law.interpreter import Node, condition_node
from licet.law.model import Law
from licet.law.values import Value

MOST_FLIPS = 12
THE_ACT_ITSELF = {
    "activity.kind",
    "activity.judged_as",
    "party.role",
    "programme.id",
    "measure.listing",
}
MOST_KEYS_IN_PAIRS = 14
MOST_DATES = 40
VARYING = {
    "licence.valid_on_date",
    "licence.needed",
    "loan.total_12_months",
    "actor.eu_person",
    "item.jurisdiction",
    "item.ccl_licence",
    "item.ccl_listed",
    "item.reasons_for_control",
}
"""Facts that licet finds anew for every date."""


@dataclass(frozen=True, slots=True)
class Flip:
    """Facts that, so changed, would give another interval."""

    changes: tuple[tuple[str, str], ...]
    floor: str
    ceiling: str

    def to_json(self) -> dict[str, Any]:
        """Plain keys for JSON."""
        return {
            "changes": [{"what": what, "to": to} for what, to in self.changes],
            "floor": self.floor,
            "ceiling": self.ceiling,
        }


def flips(case: Case, judgement: Judgement) -> list[Flip]:
    """Single known facts or gates that flip the answer; pairs where no single one does."""
    known = _known(case, judgement)
    choices = {key: _other_values(case, key, leaf_list) for key, (_, leaf_list) in known.items()}
    singles = list(_tries(case, judgement, choices, known, 1))
    if singles or len(known) > MOST_KEYS_IN_PAIRS:
        return singles[:MOST_FLIPS]
    return list(_tries(case, judgement, choices, known, 2))[:MOST_FLIPS]


Known = dict[Key, tuple[str, list[Leaf]]]
Choices = dict[Key, list[tuple[str, Value]]]


def _tries(
    case: Case, base: Judgement, choices: Choices, known: Known, size: int
) -> Iterator[Flip]:
    seen: set[tuple[tuple[str, str], ...]] = set()
    for keys in combinations(choices, size):
        for picked in _products([choices[key] for key in keys]):
            overlay = {key: value for key, (_, value) in zip(keys, picked, strict=True)}
            result = judge(case, overlay, base).interval
            changes = tuple(
                (known[key][0], says) for key, (says, _) in zip(keys, picked, strict=True)
            )
            if result != base.interval and changes not in seen:
                seen.add(changes)
                yield Flip(changes, result[0].word, result[1].word)


def _products(choices: list[list[tuple[str, Value]]]) -> Iterator[tuple[tuple[str, Value], ...]]:
    if not choices:
        yield ()
        return
    for first in choices[0]:
        for rest in _products(choices[1:]):
            yield (first, *rest)


def _known(case: Case, judgement: Judgement) -> Known:
    """Known facts and gates that a provision read and that decided it."""
    found: Known = {}
    for one in judgement.results:
        finding = one.finding
        trees = [finding.tree, *(node for _, node in finding.exceptions)]
        for node in (leaf for tree in trees for leaf in tree.leaves()):
            if node.truth is None:
                continue
            key = _key_of(case, one.thread, node)
            if key and not (key[0] == "fact" and key[2] in THE_ACT_ITSELF):
                label = node.text if node.key else key[2]
                _, leaf_list = found.setdefault(key, (label, []))
                if node.leaf:
                    leaf_list.append(node.leaf)
    return found


def _key_of(case: Case, thread: Thread, node: Node) -> Key | None:
    if node.key:
        return node.key
    if node.leaf is None:
        return None
    return fact_key(scope_of(thread, node.leaf.fact, case.facts), node.leaf.fact)


def _other_values(case: Case, key: Key, leaf_list: list[Leaf]) -> list[tuple[str, Value]]:
    """Values that differ from the known one, as far as provisions can tell them apart."""
    if key[0] == "fact" and FACTS[key[2]].type == "words":
        return []
    now = case.facts.get(key)
    return [(says, value) for says, value in candidates(key, leaf_list, case) if value != now]


def boundary_dates(activity: Activity, gathered: Gathered, law: Law) -> list[Moment]:
    """Days after the one asked on which something that is known begins or ends."""
    days = {m.day for m in (*_own_dates(activity, gathered, law), *_list_dates(gathered))}
    return _after(days, gathered)[:MOST_DATES]


def own_boundaries(activity: Activity, gathered: Gathered, law: Law) -> list[Moment]:
    """The same, all of them, without the days on which a list was published."""
    return _after({m.day for m in _own_dates(activity, gathered, law)}, gathered)


def _after(found: set[date], gathered: Gathered) -> list[Moment]:
    """Each day and the one after it, where it lies after the day asked."""
    days = found | {day + timedelta(days=1) for day in found}
    return [Moment(day) for day in sorted(days) if day > gathered.case.asked.day]


def _own_dates(activity: Activity, gathered: Gathered, law: Law) -> set[Moment]:
    """Of the law, of measures, and of what the activity states."""
    found = {m for period in _periods(gathered, law) for m in (period.start, period.end) if m}
    found |= {m for moments in _measures(gathered) for m in moments if m}
    found |= {Moment(day) for day in gathered.sheet.days}
    loan, contract = activity.loan, activity.contract
    stated = [day for one in activity.held for day in (one.issued_on, one.valid_until)]
    stated += [contract.signed_on, *(a.on for a in contract.amendments or ())] if contract else []
    found |= {Moment.parse(day) for day in stated if day}
    for one in loan.earlier if loan else ():
        found.add(Moment(_year_later(Moment.parse(one.on).day)))
    for holder in (one for h in gathered.holders for one in h.everyone()):
        for stake in holder.owners:
            found |= {m for m in (stake.period.start, stake.period.end) if m}
    return found


def _list_dates(gathered: Gathered) -> set[Moment]:
    """A list that begins to cover, or whose next snapshot comes, can settle what is open."""
    found = {Moment(b.after.published) for b in gathered.brackets if b.after}
    for standing in gathered.standing.values():
        for state in standing.states:
            found |= {Moment(e.date()) for run in state.runs for e in (run.first, run.last)}
    return found


def _year_later(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _periods(gathered: Gathered, law: Law) -> Iterator[Period]:
    """Periods of the law that can come to matter, by the facts that don't change with the date.

    A rule whose conditions can't hold stays silent however the date moves.
    """
    case = gathered.case
    for thread in case.threads:
        held = facts_of(case, thread.subject, {})
        facts = {k: v for k, v in held.items() if k not in VARYING and not k.startswith("ear.")}
        if condition_node(law.persons[thread.provision.obliged].when, facts).truth is False:
            continue
        for version in thread.provision.versions:
            if condition_node(version.applies, facts).truth is not False:
                yield version.period
                for one in version.exceptions:
                    if condition_node(one.when, facts).truth is not False:
                        yield one.period
    if any(one.owners or one.owners_unknown for h in gathered.holders for one in h.everyone()):
        for rule in law.reaches.values():
            yield from (v.period for v in rule.versions)


def _measures(gathered: Gathered) -> Iterator[tuple[Moment | None, Moment | None, Moment | None]]:
    for standing in gathered.standing.values():
        for state in standing.measures:
            yield (*state.effective, state.until)
