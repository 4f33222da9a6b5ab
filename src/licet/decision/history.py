"""The history of a listing: announcements, effect, publication, and what the snapshots show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from licet.core.dates import AsOf
from licet.core.listing import Listing
from licet.decision.workspace import Workspace
from licet.lists.asof import source_name
from licet.lists.curated import Designation
from licet.lists.presence import Run


@dataclass(frozen=True, slots=True)
class Event:
    """A dated line of a listing's history."""

    day: date
    what: str
    source: str


def told(
    work: Workspace, runs: list[Run], actions: Iterable[Designation], asked: AsOf
) -> list[Event]:
    """Announcements, effect and publication, and what the snapshots show, oldest first."""
    events = [event for action in actions for event in _action_events(action)]
    by_source: dict[str, list[Run]] = {}
    for run in sorted(runs, key=lambda r: r.first):
        by_source.setdefault(run.source, []).append(run)
    for source, own in by_source.items():
        events += _run_events(work, source, own)
    known = [e for e in events if public(e.day, asked.known_by)]
    return sorted(known, key=lambda e: e.day)


def _action_events(action: Designation) -> Iterable[Event]:
    doc = action.citation.doc
    yield Event(action.announced.day, f"announced: {action.title}", doc)
    measures = ", ".join(m.rsplit("us/", 1)[-1] for m in action.measures)
    yield Event(action.effective.day, f"takes effect: {measures}", doc)
    if action.published:
        yield Event(action.published.day, "published in the Federal Register", doc)
    if action.until:
        yield Event(action.until.day, "ends", doc)


def _run_events(work: Workspace, source: str, own: list[Run]) -> Iterable[Event]:
    """First seen, changed, last seen, over the snapshots kept of one list."""
    name = source_name(source)
    editions = [s.edition for s in work.store.of(source)]
    listings = work.store.listings(run.version for run in own)
    previous: Run | None = None
    for run in own:
        day = run.first.date()
        if previous is None:
            before = [e for e in editions if e < run.first]
            since = f"; not in the one of {before[-1].date()}" if before else ", the first one kept"
            yield Event(day, f"in the snapshot of {day}{since}", name)
        elif run.version != previous.version:
            changed = changed_fields(listings[previous.version], listings[run.version])
            yield Event(day, f"entry changed: {', '.join(changed)}", name)
        else:
            yield Event(day, "listed again", name)
        previous = run
    after = [e for e in editions if previous and e > previous.last]
    if after:
        yield Event(after[0].date(), f"no longer in the snapshot of {after[0].date()}", name)


def changed_fields(old: Listing, new: Listing) -> list[str]:
    """Names of the fields in which two versions of an entry differ."""
    fields = [f for f in asdict(old) if getattr(old, f) != getattr(new, f)]
    return [f.replace("_", " ") for f in fields] or ["nothing that is kept"]


def public(day: date, known_by: date | None) -> bool:
    """Whether a day is no later than what was public by then."""
    return known_by is None or day <= known_by
