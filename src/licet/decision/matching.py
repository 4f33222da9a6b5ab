"""Which listings a party is, or may be, on a date.

A listing the user names is confirmed; one the user rejected is gone; everything else that
screening finds at or above the threshold is an open match, and an open match is an unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from licet.core.dates import AsOf
from licet.core.errors import BadActivityError, NotCoveredError
from licet.core.kleene import Truth
from licet.decision.standing import standings
from licet.decision.workspace import Workspace

if TYPE_CHECKING:
    from licet.decision.activity import Owner, Party
    from licet.screening.model import Match


MOST_KEPT = 100_000


@dataclass(frozen=True, slots=True)
class PartyMatch:
    """A listing that a party is (confirmed is True) or may be (None)."""

    listing_id: str
    name: str
    confirmed: Truth
    score: float | None
    why: str


def match_party(who: Party | Owner, work: Workspace, asked: AsOf) -> list[PartyMatch]:
    """Confirmed or open matches of one party or owner."""
    if who.listing:
        return [_confirmed(who.listing, work, asked)]
    return _open(who, work)


def _confirmed(listing_id: str, work: Workspace, asked: AsOf) -> PartyMatch:
    authority, _, entry = listing_id.partition(":")
    if not entry:
        raise BadActivityError(
            f"'{listing_id}' is not a listing id.", mend="Write it as ofac:27016."
        )
    found = standings(work, [f"{authority.lower()}:{entry}"], asked)
    if not found:
        raise NotCoveredError(
            f"no snapshot in the store holds the listing {listing_id} around {asked.moment}.",
            mend="Check the id, or add a list file of that date with `licet lists add`.",
        )
    standing = next(iter(found.values()))
    return PartyMatch(standing.listing_id, standing.listing.name, True, None, "confirmed by you")


def _open(who: Party | Owner, work: Workspace) -> list[PartyMatch]:
    from licet.decision.name_index import query_of
    from licet.screening.screen import screen_one

    query = query_of(who)
    matches = work.screened.get(query)
    if matches is None:
        if len(work.screened) >= MOST_KEPT:
            work.screened.clear()
        matches = work.screened[query] = best_per_listing(screen_one(work.index, query))
    return [
        PartyMatch(m.listing_id, m.matched_name, None, m.score, m.sentence())
        for m in matches
        if m.listing_id not in who.rejected
    ]


def best_per_listing(matches: Iterable[Match]) -> list[Match]:
    """One match per listing, the best: a party may stand on several lists under one id."""
    best: dict[str, Match] = {}
    for match in matches:
        held = best.get(match.listing_id)
        if held is None or match.score > held.score:
            best[match.listing_id] = match
    return sorted(best.values(), key=lambda m: -m.score)
