"""The smallest sets of known facts whose change would flip the answer, and its shelf life."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from licet.core.dates import Moment, Period
from licet.decision.activity import Activity
from licet.decision.case import Case, Judgement, Key, Thread, fact_key, judge, scope_of
from licet.decision.gather import Gathered
from licet.decision.questions import candidates
from licet.law.conditions import Leaf
from licet.law.facts import FACTS
from licet.law.interpreter import Node
from licet.law.model import Law
from licet.law.values import Value

MOST_FLIPS = 12
THE_ACT_ITSELF = {"activity.kind", "activity.judged_as", "party.role", "programme.id"}
MOST_KEYS_IN_PAIRS = 14
MOST_DATES = 40


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
    found = {m for period in _periods(gathered, law) for m in (period.start, period.end) if m}
    found |= {m for moments in _measures(gathered) for m in moments if m}
    licence, loan, contract = activity.licence, activity.loan, activity.contract
    stated = [licence.issued_on, licence.valid_until] if licence else []
    stated += [contract.signed_on] if contract else []
    found |= {Moment.parse(day) for day in stated if day}
    # A list that begins to cover, or whose next snapshot comes, can settle what is open.
    found |= {Moment(b.after.published) for b in gathered.brackets if b.after}
    for one in loan.earlier if loan else ():
        made = Moment.parse(one.on).day
        found.add(Moment(_year_later(made)))
    for holder in (one for h in gathered.holders for one in h.everyone()):
        for stake in holder.owners:
            found |= {m for m in (stake.period.start, stake.period.end) if m}
    for standing in gathered.standing.values():
        for state in standing.states:
            found |= {Moment(e.date()) for run in state.runs for e in (run.first, run.last)}
    days = {m.day for m in found} | {m.day + timedelta(days=1) for m in found}
    later = sorted(day for day in days if day > gathered.case.asked.day)
    return [Moment(day) for day in later[:MOST_DATES]]


def _year_later(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _periods(gathered: Gathered, law: Law) -> Iterator[Period]:
    asked = {thread.provision.id for thread in gathered.case.threads}
    for provision_id in asked:
        for version in law.provisions[provision_id].versions:
            yield version.period
            yield from (e.period for e in version.exceptions)
    for rule in law.reaches.values():
        yield from (v.period for v in rule.versions)


def _measures(gathered: Gathered) -> Iterator[tuple[Moment | None, Moment | None, Moment | None]]:
    for standing in gathered.standing.values():
        for state in standing.measures:
            yield (*state.effective, state.until)
