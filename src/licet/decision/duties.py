"""What must be done beside, or because of, a restriction: block, reject, report, keep records.

A duty is certain when its provision certainly prohibits, possible while that is open. Blocking
displaces rejecting; while blocking is possible, property is held and not returned.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from licet.core.citation import Citation
from licet.core.dates import AsOf
from licet.core.outcome import Outcome
from licet.decision.case import Judgement
from licet.law.model import Duty, DutyVersion, Law

WEEKEND = 5


@dataclass(frozen=True, slots=True)
class Due:
    """One duty as it falls on somebody in this case."""

    id: str
    kind: str
    certainty: str
    obliged: str
    text: str
    deadline: str | None
    citation: Citation
    because_of: tuple[str, ...]
    due_on: date | None = None
    counts_from: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain keys for JSON."""
        from licet.decision.render import citation_json

        return {
            "id": self.id,
            "kind": self.kind,
            "certainty": self.certainty,
            "obliged": self.obliged,
            "text": self.text,
            "deadline": self.deadline,
            "due_on": str(self.due_on) if self.due_on else None,
            "counts_from": self.counts_from,
            "source": citation_json(self.citation),
            "because_of": list(self.because_of),
        }


def duties(law: Law, judgement: Judgement, asked: AsOf) -> list[Due]:
    """Every duty that the findings bring, once, certain before possible."""
    found: dict[str, Due] = {}
    for one in judgement.results:
        finding = one.finding
        if not finding.live or finding.version is None:
            continue
        prohibits = finding.outcomes.floor is Outcome.PROHIBITED
        # What a licence allows is neither blocked nor rejected.
        allowed = finding.outcomes.ceiling is not Outcome.PROHIBITED
        for duty_id in finding.version.duties:
            duty = law.duties[duty_id]
            if allowed and duty.kind != "retain":
                continue
            # Records are kept of what the rule governs, permitted or not.
            certain = finding.holds is True if duty.kind == "retain" else prohibits
            due = _due(law, duty, certain, finding.provision.id, asked)
            if due:
                found[duty_id] = _stronger(found.get(duty_id), due)
    order = ("block", "hold", "reject", "report", "notify", "annual_report", "retain")
    ordered = sorted(
        found.values(), key=lambda d: (d.certainty != "certain", order.index(d.kind), d.id)
    )
    kept = _blocking_first(ordered)
    ids = {d.id for d in kept}
    return [d for d in kept if d.kind == "hold" or law.duties[d.id].goes_with in {None, *ids}]


def _stronger(old: Due | None, new: Due) -> Due:
    if old is None:
        return new
    best = old if old.certainty == "certain" else new
    return replace(best, because_of=tuple(dict.fromkeys((*old.because_of, *new.because_of))))


def _due(law: Law, duty: Duty, certain: bool, provision: str, asked: AsOf) -> Due | None:
    version = next((v for v in duty.versions if v.period.contains(asked.moment) is not False), None)
    if version is None:
        return None
    return Due(
        id=duty.id,
        kind=duty.kind,
        certainty="certain" if certain else "possible",
        obliged=law.persons[duty.obliged].title,
        text=version.text,
        deadline=deadline(version, asked.day),
        citation=version.source,
        because_of=(provision,),
        due_on=due_on(version, asked.day),
        counts_from=version.deadline.get("from"),
    )


def _blocking_first(found: list[Due]) -> list[Due]:
    """Where property is blocked it isn't rejected; while that is open it is held."""
    blocks = {d.certainty for d in found if d.kind == "block"}
    if "certain" in blocks:
        return [d for d in found if d.kind != "reject"]
    if "possible" not in blocks:
        return found
    made = [replace(d, certainty="possible") if d.kind == "reject" else d for d in found]
    first = next(n for n, d in enumerate(made) if d.kind == "block")
    return [*made[:first], _hold(made[first]), *made[first:]]


def _hold(block: Due) -> Due:
    """What to do while it is open whether property must be blocked."""
    return replace(
        block,
        id=f"{block.id}/hold",
        kind="hold",
        certainty="certain",
        text="Hold: while blocking is possible, neither carry it out nor return the property.",
        deadline=None,
        due_on=None,
        counts_from=None,
    )


def due_on(version: DutyVersion, day: date) -> date | None:
    """The calendar day a duty is due, where what it counts from falls on the day asked."""
    raw = version.deadline
    if "business_days" in raw:
        return after_business_days(day, int(raw["business_days"]))
    if "on" in raw:
        month, day_of = (int(part) for part in raw["on"].split("-"))
        this_year = date(day.year, month, day_of)
        return this_year if this_year >= day else date(day.year + 1, month, day_of)
    return None


def deadline(version: DutyVersion, day: date) -> str | None:
    """The deadline in words, with the date where one can be counted from the day asked."""
    raw = version.deadline
    start = raw.get("from", "the day of the act")
    if "business_days" in raw:
        count = int(raw["business_days"])
        return f"{count} business days from {start}; {due_on(version, day)} if that is {day}"
    if "years" in raw:
        return f"{raw['years']} years from {start}"
    if "on" in raw:
        month, day_of = (int(part) for part in raw["on"].split("-"))
        said = date(2000, month, day_of).strftime("%d %B").lstrip("0")
        return f"each year by {said}; next {due_on(version, day)}"
    return None


def after_business_days(day: date, count: int) -> date:
    """The day ``count`` US federal business days later (weekends and federal holidays left out)."""
    import holidays

    free = holidays.country_holidays("US")
    while count:
        day += timedelta(days=1)
        if day.weekday() < WEEKEND and day not in free:
            count -= 1
    return day
