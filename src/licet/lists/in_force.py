"""Measures on a listing on a date, from list entries and designation actions together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from licet.core.citation import Citation
from licet.core.dates import AsOf, Moment, PartialDate
from licet.core.kleene import Truth, all_of, not_
from licet.core.listing import ListedMeasure, Listing
from licet.core.measures import title
from licet.lists.asof import Bracket, ListedState, settled, source_name
from licet.lists.curated import Designation
from licet.lists.snapshot import Snapshot
from licet.lists.store import Store


@dataclass(frozen=True, slots=True)
class MeasureState:
    """One measure on one listing on a date: whether it is in force, since when, and how we know.

    ``effective`` is the earliest and latest moment it can have taken effect (None: unknown).
    """

    measure: str
    listing_id: str
    listing_name: str
    source: str
    truth: Truth
    effective: tuple[Moment | None, Moment | None]
    text: str
    evidence: str
    announced: Moment | None = None
    published: Moment | None = None
    until: Moment | None = None
    citation: Citation | None = None
    snapshot: Snapshot | None = None
    programmes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The measure's name for a person."""
        return title(self.measure)


def measures_on(
    store: Store,
    states: Iterable[ListedState],
    actions: Iterable[Designation],
    asked: AsOf,
) -> list[MeasureState]:
    """Every measure that is, was, will be or may be on a listing, judged for one date."""
    states = list(states)
    known = [a for a in actions if asked.known_by is None or a.announced.day <= asked.known_by]
    by_list = {state.source: state for state in states}
    found: dict[str, MeasureState] = {}
    for action in known:
        for measure in action.measures:
            found[measure] = _from_action(measure, action, by_list.get(action.source), asked.moment)
    for state in states:
        for measure in _listed(state):
            if measure not in found:
                found[measure] = _from_list(store, measure, state, asked.moment)
    return sorted(found.values(), key=lambda m: _order(m.measure))


def _order(measure: str) -> tuple[str, int]:
    head, _, tail = measure.rpartition("/")
    return (head, int(tail)) if tail.isdigit() else (measure, 0)


def _listed(state: ListedState) -> dict[str, None]:
    """Measure ids of the entry on either side of the date, in the publisher's order."""
    both = [listing for listing in (state.before, state.after) if listing]
    return {m.measure: None for listing in both for m in listing.measures}


def _entry(listing: Listing | None, measure: str) -> ListedMeasure | None:
    if listing is None:
        return None
    return next((m for m in listing.measures if m.measure == measure), None)


def _from_action(
    measure: str, action: Designation, state: ListedState | None, asked: Moment
) -> MeasureState:
    begun = action.effective.reached_by(asked)
    over = action.until.passed_by(asked) if action.until else False
    still, evidence = _still_listed(measure, action, state)
    stated = (_entry(state.before, measure) or _entry(state.after, measure)) if state else None
    listing = state.listing if state else None
    if begun is False:
        evidence = f"takes effect on {action.effective}"
    elif over is True:
        evidence = f"ended on {action.until}"
    return MeasureState(
        measure=measure,
        listing_id=action.listing_id,
        listing_name=listing.name if listing else action.name,
        source=action.source,
        truth=all_of([begun, not_(over), still]),
        effective=(action.effective, action.effective),
        text=stated.text if stated else action.title,
        evidence=evidence,
        announced=action.announced,
        published=action.published,
        until=action.until,
        citation=action.citation,
        snapshot=state.bracket.before if state and state.before else None,
        programmes=listing.programmes if listing else (),
    )


def _still_listed(
    measure: str, action: Designation, state: ListedState | None
) -> tuple[Truth, str]:
    """Whether a snapshot newer than the action contradicts it."""
    by_action = f"{action.title}, effective {action.effective}"
    if state is None:
        return True, by_action
    around = state.bracket
    before, after = _entry(state.before, measure), _entry(state.after, measure)
    # A snapshot from after a known end doesn't speak of the time before it.
    gone = after is None and _ended_by(action, around)
    if around.before and not action.effective.day > around.before.published:
        shown = settled(around, before is not None, after is not None or gone)
        return shown, f"{by_action}; {state.sentence()}"
    if around.after and after is None and not gone:
        return None, f"{by_action}; not in the snapshot of {around.after.published}"
    seen = f"; seen in the snapshot of {around.after.published}" if around.after and after else ""
    return True, by_action + seen


def _ended_by(action: Designation, around: Bracket) -> bool:
    """Whether an action's own end had come when the next snapshot was published."""
    if action.until is None or around.after is None:
        return False
    return action.until.day <= around.after.published


def _from_list(store: Store, measure: str, state: ListedState, asked: Moment) -> MeasureState:
    before, after = _entry(state.before, measure), _entry(state.after, measure)
    stated = before or after
    listing = state.before if before else state.after
    assert stated  # noqa: S101 - the measure was read from one of the two
    assert listing  # noqa: S101
    shown = settled(state.bracket, before is not None, after is not None)
    effective = _effective(store, stated, measure, state)
    begun: Truth = True
    if stated.effective_on and effective[0]:
        begun = effective[0].reached_by(asked)
    evidence = state.sentence()
    if begun is False:
        evidence = f"takes effect on {effective[0]}; {evidence}"
    return MeasureState(
        measure=measure,
        listing_id=listing.listing_id,
        listing_name=listing.name,
        source=state.source,
        truth=all_of([shown, begun]),
        effective=effective,
        text=stated.text,
        evidence=evidence,
        snapshot=state.bracket.before if before else state.bracket.after,
        programmes=listing.programmes,
    )


def _effective(
    store: Store, stated: ListedMeasure, measure: str, state: ListedState
) -> tuple[Moment | None, Moment | None]:
    """When it took effect: as the entry states, else between two snapshots."""
    if stated.effective_on:
        day = PartialDate.parse(stated.effective_on)
        return (
            Moment(day.earliest) if day.earliest else None,
            Moment(day.latest) if day.latest else None,
        )
    first = _began(store, measure, state)
    if first is None:
        return None, None
    earlier = [s.published for s in store.of(state.source) if s.edition < first]
    return (Moment(earlier[-1]) if earlier else None), Moment(first.date())


def _began(store: Store, measure: str, state: ListedState) -> datetime | None:
    """The first snapshot of the unbroken series, around the date, that carries the measure."""
    around = state.bracket.before if _entry(state.before, measure) else state.bracket.after
    if around is None:
        return None
    carrying = store.listings(run.version for run in state.runs)
    runs = [r for r in state.runs if _entry(carrying.get(r.version), measure)]
    editions = [s.edition for s in store.of(state.source)]
    first = around.edition
    while run := next((r for r in runs if r.first <= first <= r.last), None):
        place = editions.index(run.first)
        before = editions[place - 1] if place else None
        if before is None or not any(r.first <= before <= r.last for r in runs):
            return run.first
        first = before
    return first


def coverage_note(around: Bracket) -> str | None:
    """What is missing for a date, or None where the list is covered."""
    if around.status == "covered":
        return None
    name = source_name(around.source)
    if around.after:
        return f"{name} isn't covered before {around.after.published}"
    return f"{name} has no snapshot in the store"
