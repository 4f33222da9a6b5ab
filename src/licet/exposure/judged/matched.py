"""Which listings the people of a programme are or may be, and what each listing carries when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import polars as pl

from licet.core.dates import AsOf, Moment
from licet.core.kleene import Truth
from licet.decision.regimes import judged_here
from licet.decision.standing import Standing, standings
from licet.exposure.judged.people import Person
from licet.lists.asof import source_name
from licet.lists.in_force import MeasureState

if TYPE_CHECKING:
    from licet.decision.workspace import Workspace

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fit:
    """A node and a listing that it is (``confirmed`` True) or may be (None)."""

    node: int
    listing: str
    name: str
    confirmed: Truth
    score: float | None
    why: str


@dataclass(frozen=True)
class Listed:
    """What listings carry over time: states by listing, each from a day on.

    ``spans[listing]`` are (first day, states of that day by measure), ascending. ``unread`` are
    nodes whose names can't be screened, or whose confirmed listing no list at hand has.
    """

    fits: tuple[Fit, ...]
    spans: dict[str, list[tuple[date, dict[str, MeasureState]]]]
    standing: dict[str, Standing]
    unread: frozenset[int]

    def days(self, listing: str) -> list[date]:
        """The days on which what a listing carries may change."""
        return [day for day, _ in self.spans.get(listing, ())]

    def on(self, listing: str, day: date) -> dict[str, MeasureState]:
        """What a listing carries on a day."""
        found: dict[str, MeasureState] = {}
        for first, states in self.spans.get(listing, ()):
            if first > day:
                break
            found = states
        return found


def listed(
    work: Workspace, persons: Sequence[Person], first: date, last: date, known_by: date | None
) -> Listed:
    """Screen everybody, and follow what is found from the first day to the last."""
    fits, unread = _fits(work, persons)
    ids = list(dict.fromkeys(fit.listing for fit in fits))
    at_first = standings(work, ids, AsOf(Moment(first), known_by))
    wanted: dict[date, list[str]] = defaultdict(list)
    for listing_id in ids:
        days = _days(work, at_first.get(listing_id)) if listing_id in at_first else set()
        for day in sorted({first, *(d for d in days if first < d <= last)}):
            wanted[day].append(listing_id)
    spans: dict[str, list[tuple[date, dict[str, MeasureState]]]] = defaultdict(list)
    for day in sorted(wanted):
        found = at_first if day == first else standings(work, wanted[day], _asked(day, known_by))
        for listing_id in wanted[day]:
            standing = found.get(listing_id)
            spans[listing_id].append((day, _states(work, standing) if standing else {}))
    lost = frozenset(f.node for f in fits if f.listing not in at_first)
    known = tuple(f for f in fits if f.listing in at_first)
    return Listed(known, dict(spans), at_first, unread | lost)


def _asked(day: date, known_by: date | None) -> AsOf:
    return AsOf(Moment(day), known_by)


def _states(work: Workspace, standing: Standing) -> dict[str, MeasureState]:
    """Measures that the lists of this answer, or packs of law, speak of."""
    sources = {state.source for state in standing.states}
    held = [m.measure for m in standing.measures if m.truth is not False]
    within = (
        bool(standing.actions)
        or bool(sources & set(work.lists))
        or any(judged_here(work.law, source, held) for source in sources)
    )
    return {m.measure: m for m in standing.measures} if within else {}


def _days(work: Workspace, standing: Standing | None) -> set[date]:
    """Days on which a listing may begin, change or end."""
    found: set[date] = set()
    if standing is None:
        return found
    for state in standing.states:
        editions = [s.published for s in work.store.of(state.source)]
        for run in state.runs:
            begun, ended = run.first.date(), run.last.date()
            found |= {begun, ended + DAY}
            found |= {d + DAY for d in editions if d < begun and d == _before(editions, begun)}
            found |= {d for d in editions if d > ended and d == _after(editions, ended)}
    for action in standing.actions:
        found |= {m.day for m in (action.effective, action.announced, action.until) if m}
    for measure in standing.measures:
        found |= {m.day for m in (*measure.effective, measure.until) if m}
    return found | {day + DAY for day in found}


def _before(editions: Iterable[date], day: date) -> date | None:
    return max((d for d in editions if d < day), default=None)


def _after(editions: Iterable[date], day: date) -> date | None:
    return min((d for d in editions if d > day), default=None)


def _fits(work: Workspace, persons: Sequence[Person]) -> tuple[list[Fit], frozenset[int]]:
    from licet.screening.screen import screen_batch

    fits = [
        Fit(n, one.listing.lower(), one.name or one.listing, True, None, "confirmed by you")
        for n, one in enumerate(persons)
        if one.listing
    ]
    asked = [(n, one) for n, one in enumerate(persons) if not one.listing]
    if not asked:
        return fits, frozenset()
    frame = pl.DataFrame(
        {
            "record_id": [str(n) for n, _ in asked],
            "name": [one.name or "" for _, one in asked],
            "kind": [one.kind or "unknown" for _, one in asked],
            "country": [one.country for _, one in asked],
            "identifiers": [[f"{k}: {v}" for k, v in one.identifiers] for _, one in asked],
        },
        schema_overrides={"country": pl.String, "identifiers": pl.List(pl.String)},
    )
    screened = screen_batch(work.index, frame)
    best = screened.matches.sort("score", descending=True, maintain_order=True).unique(
        ["record_id", "listing_id"], keep="first", maintain_order=True
    )
    for row in best.iter_rows(named=True):
        node = int(row["record_id"])
        if row["listing_id"] not in persons[node].rejected:
            name, score, why = row["matched_name"], row["score"], row["reason"]
            fits.append(Fit(node, row["listing_id"], name, None, score, why))
    unread = (int(one) for one in screened.rejects["record_id"].drop_nulls())
    return fits, frozenset(unread)


def says_lists(sources: Iterable[str]) -> str:
    """Lists by their names."""
    return ", ".join(source_name(one) for one in sorted(set(sources)))
