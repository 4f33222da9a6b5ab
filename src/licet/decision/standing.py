"""How listings stand on a date: their entries, their measures, and what the lists cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from licet.core.dates import AsOf
from licet.core.kleene import Truth, any_of
from licet.core.listing import Listing
from licet.decision.workspace import Workspace
from licet.lists.asof import Bracket, ListedState, bracket, states
from licet.lists.curated import Designation
from licet.lists.in_force import MeasureState, measures_on


@dataclass(frozen=True, slots=True)
class Standing:
    """One listing on a date."""

    listing_id: str
    listing: Listing
    states: tuple[ListedState, ...]
    actions: tuple[Designation, ...]
    measures: tuple[MeasureState, ...]

    @property
    def listed(self) -> Truth:
        """Whether it is on some list that day, as far as snapshots and actions show."""
        return any_of([*(s.truth for s in self.states), *(m.truth for m in self.measures)])

    def seen_after(self, source: str) -> bool:
        """Whether the first snapshot after the date shows it on a list."""
        return any(s.source == source and s.after is not None for s in self.states)


US_CLOCK = "America/New_York"
"""Instants are read on the clock of the authority: every list and action here is American."""


def standings(work: Workspace, listing_ids: Sequence[str], asked: AsOf) -> dict[str, Standing]:
    """The standing of listings; one that nothing at hand knows is left out."""
    asked = asked.in_zone(US_CLOCK)
    found = states(work.store, listing_ids, asked)
    # What single listings ask for below, read at once.
    work.store.listings(run.version for own in found.values() for one in own for run in one.runs)
    result = {}
    for listing_id in listing_ids:
        own = tuple(found.get(listing_id, ()))
        actions = work.facts.designations.get(listing_id, ())
        listing = next((s.listing for s in own if s.listing), None)
        listing = listing or work.facts.listing(listing_id)
        if listing is None:
            continue
        measures = tuple(measures_on(work.store, own, actions, asked))
        result[listing_id] = Standing(listing_id, listing, own, actions, measures)
    return result


def brackets(work: Workspace, asked: AsOf, lists: Sequence[str] = ()) -> list[Bracket]:
    """What each list of the scope, or each of those named, covers on the date."""
    wanted = lists or work.lists
    return [bracket(work.store, source, asked.in_zone(US_CLOCK)) for source in wanted]
