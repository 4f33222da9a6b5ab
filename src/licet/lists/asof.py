"""What the store knows of a date: which snapshots stand around it and what each shows.

Before a list's first snapshot nothing is known ("not covered", never "not listed"). Between two
snapshots that differ, what held on the day is unknown; each is named with what it shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from licet.core.dates import AsOf
from licet.core.kleene import Truth
from licet.core.listing import Listing
from licet.lists.presence import Run
from licet.lists.snapshot import Snapshot
from licet.lists.store import Store

DEMO = "us-ofac-demo"
OFFICIAL = {"ofac": ("us-ofac-sdn", "us-ofac-consolidated", DEMO)}
SOURCE_NAMES = {
    "us-ofac-sdn": "OFAC SDN list",
    "us-ofac-consolidated": "OFAC consolidated (non-SDN) list",
    "us-csl": "US Consolidated Screening List (trade.gov)",
    "us-bis-dpl": "BIS Denied Persons List",
    "us-bis-entity-list": "BIS Entity List",
    "us-bis-meu": "BIS Military End-User List",
    "us-bis-mieu": "BIS military-intelligence end users",
    "us-bis-uvl": "BIS Unverified List",
    "us-state-isn": "State nonproliferation sanctions (ISN)",
    "us-state-inksna": "State INKSNA sanctions",
    "us-state-aeca": "State AECA debarred parties",
    "eu-fsf": "EU financial sanctions (FSF)",
    "un-sc": "UN Security Council consolidated list",
    "uk-sanctions-list": "UK Sanctions List",
    "uk-ofsi-conlist": "OFSI consolidated list (ended 2026-01-28)",
    "ch-seco": "Swiss sanctions (SECO)",
    "ca-sema": "Canadian sanctions (SEMA)",
    "au-dfat": "Australian consolidated list (DFAT)",
    "jp-meti-end-users": "Japan foreign end user list (METI)",
    "jp-mof": "Japan asset freeze (MOF)",
    "ua-nsdc": "Ukrainian sanctions (NSDC)",
    "worldbank": "World Bank debarred firms",
    "curated": "designation actions (curated)",
    DEMO: "demo list (built-in facts, not the official lists)",
}


def source_name(source: str) -> str:
    """How a list is called on the screen."""
    if source.startswith("own-"):
        return f"own list '{source.removeprefix('own-')}'"
    return SOURCE_NAMES.get(source, source)


@dataclass(frozen=True, slots=True)
class Bracket:
    """The snapshots of a list around a date: the last on or before it, the first after it."""

    source: str
    before: Snapshot | None
    after: Snapshot | None
    not_yet_public: date | None = None

    @property
    def status(self) -> Literal["covered", "not_covered", "absent"]:
        """Covered from the first snapshot on; absent when the list was never added."""
        if self.before:
            return "covered"
        return "not_covered" if self.after else "absent"

    def sentence(self) -> str:
        """What the date knows of this list, for a person."""
        name = source_name(self.source)
        if self.before:
            return f"{name}: snapshot of {self.before.published}"
        if self.after:
            return f"{name}: not covered, the first snapshot is of {self.after.published}"
        if self.not_yet_public:
            return f"{name}: not covered, no snapshot was public by {self.not_yet_public}"
        return f"{name}: not covered, no snapshot of it is kept"


def bracket(store: Store, source: str, asked: AsOf) -> Bracket:
    """The snapshots around a date, among those public by then."""
    limit = asked.known_by
    known = [s for s in store.of(source) if limit is None or s.published <= limit]
    before = [s for s in known if s.published <= asked.day]
    after = [s for s in known if s.published > asked.day]
    hidden = limit if store.of(source) and not known else None
    return Bracket(source, before[-1] if before else None, after[0] if after else None, hidden)


@dataclass(frozen=True, slots=True)
class ListedState:
    """One entry of one list around a date: as each neighbouring snapshot shows it."""

    source: str
    entry_id: str
    bracket: Bracket
    before: Listing | None
    after: Listing | None
    runs: tuple[Run, ...]

    @property
    def listing(self) -> Listing | None:
        """The entry as it is best known on the date."""
        return self.before or self.after

    @property
    def truth(self) -> Truth:
        """Whether the entry stood on the list that day."""
        return settled(self.bracket, self.before is not None, self.after is not None)

    def sentence(self) -> str:
        """What the snapshots around the date show of this entry."""
        around = self.bracket
        name = source_name(self.source)
        if around.before and around.after and (self.before is None) != (self.after is None):
            shown = "present" if self.before else "absent"
            later = "absent" if self.before else "present"
            return (
                f"{name}: {shown} on {around.before.published}, {later} on "
                f"{around.after.published}; the days between aren't known"
            )
        if self.before and around.before:
            return f"{name}: listed in the snapshot of {around.before.published}"
        if self.after and around.after and around.before is None:
            return (
                f"{name}: listed in the first snapshot, of {around.after.published}; "
                "before it the list isn't covered"
            )
        return f"{name}: not listed in the snapshots around the date"


def settled(around: Bracket, before: bool, after: bool) -> Truth:
    """Whether something held on a day, from what the snapshots on either side show."""
    if around.before is None:
        return None
    if around.after is None or before == after:
        return before
    return None


def states(
    store: Store,
    listing_ids: Iterable[str],
    asked: AsOf,
) -> dict[str, list[ListedState]]:
    """The state of listings on a date, on every list their authority publishes."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for listing_id in listing_ids:
        authority, _, entry = listing_id.partition(":")
        wanted[authority].append(entry)
    found: dict[str, list[ListedState]] = {}
    for authority, entries in wanted.items():
        sources = OFFICIAL.get(authority, (authority,))
        runs: dict[tuple[str, str], list[Run]] = defaultdict(list)
        for run in store.runs(entries, sources):
            runs[run.source, run.entry_id].append(run)
        around = {source: bracket(store, source, asked) for source in sources}
        versions = {v for (source, _), rs in runs.items() for v in _around(rs, around[source]) if v}
        listings = store.listings(versions)
        for (source, entry), own in runs.items():
            before, after = _around(own, around[source])
            state = ListedState(
                source,
                entry,
                around[source],
                listings.get(before or ""),
                listings.get(after or ""),
                tuple(sorted(own, key=lambda r: r.first)),
            )
            if state.listing:
                found.setdefault(f"{authority}:{entry}", []).append(state)
    return found


def _around(runs: Iterable[Run], around: Bracket) -> tuple[str | None, str | None]:
    """The versions an entry has in the snapshots before and after a date."""
    return _version(runs, around.before), _version(runs, around.after)


def _version(runs: Iterable[Run], snapshot: Snapshot | None) -> str | None:
    if snapshot is None:
        return None
    edition = snapshot.edition
    return next((r.version for r in runs if r.first <= edition <= r.last), None)
