"""Standing decisions that no longer stand, as cases: what ``licet recheck`` found.

A case is about one decision, by its id, in a batch of its own (``decisions``); its one alert says
what the answer was and is now. Confirming it means that somebody acted on it, rejecting it that
the old answer may stay. It opens again when a later recheck comes to another answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from licet.casework import tables
from licet.casework.cases import Cases
from licet.casework.ledger import Actor
from licet.casework.model import Found, Opened, Subject
from licet.core.errors import BadInputError
from licet.decision.recheck import Outcome

BATCH, SOURCE = "decisions", "recheck"
FEW = 500


def open_rechecked(
    cases: Cases, outcomes: Sequence[Outcome], by: Actor, *, as_of: date, batch: str = BATCH
) -> Opened:
    """Open a case for each decision whose answer changed; those that stand open none."""
    changed = [one for one in outcomes if one.changed]
    held = _held(cases, batch, [one.id for one in changed])
    subjects = [_subject(one, held.get(one.id)) for one in changed]
    return cases.open(subjects, by, as_of=as_of, batch=batch)


def outcome_of(told: Mapping[str, Any], where: str) -> Outcome:
    """An outcome as ``licet recheck --out`` wrote it; raises BadInputError."""
    try:
        now = told["now"]
        return Outcome(
            str(told["id"]), tuple(map(str, told["why"])), _pair(told["then"]),
            _pair(now) if now else None, told.get("trouble"), tuple(told.get("because", ())),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError):
        raise BadInputError(
            "is no rechecked decision.",
            where=where,
            mend="Give what `licet recheck --out` wrote.",
        ) from None


def _pair(words: Sequence[str]) -> tuple[str, str]:
    floor, ceiling = words
    return str(floor), str(ceiling)


def _subject(one: Outcome, held: tuple[str, int | None] | None) -> Subject:
    words = f"{_interval(one.then)} is now {_interval(one.now)}"
    again = held is not None and held[0] != words
    found = Found(
        f"{SOURCE}:{one.id}", SOURCE, 1.0, "strong", words, SOURCE,
        {**one.to_json(), "sentence": f"{one.id}: {'; '.join((words, *one.why))}."},
        changed=f"decision: {words}" if again else "",
        judged=held[1] if held else None,
    )  # fmt: skip
    return Subject(one.id, f"decision {one.id}", "decision", (found,))


def _interval(words: tuple[str, str] | None) -> str:
    if words is None:
        return "not to be told"
    return words[0] if words[0] == words[1] else f"{words[0]} to {words[1]}"


def _held(cases: Cases, batch: str, ids: Sequence[str]) -> dict[str, tuple[str, int | None]]:
    """What the alert of each decision says now, and the row that decided it."""
    case, alert = tables.cases.c, tables.alerts.c
    asked = sa.select(case.record_id, alert.matched_name, alert.decided_seq)
    asked = asked.join(tables.alerts, alert.case_id == case.id).where(case.batch == batch)
    found: dict[str, tuple[str, int | None]] = {}
    for start in range(0, len(ids), FEW):
        some = asked.where(case.record_id.in_(ids[start : start + FEW]))
        rows = cases.database.read(lambda connection, s=some: connection.execute(s).all())  # type: ignore[misc]
        found |= {row[0]: (row[1], row[2]) for row in rows}
    return found
