"""Which listing a person means by an id or a name."""

from __future__ import annotations

import re

from licet.decision.matching import best_per_listing
from licet.decision.workspace import Workspace
from licet.screening.model import STRONG, Match, Query

CLEARLY_AHEAD = 0.04
REPEATS = "us-csl"


def resolve(work: Workspace, who: str) -> tuple[str | None, list[Match]]:
    """A listing id for an id or a name; candidates instead when the name isn't clear."""
    text = who.strip()
    if text.isdigit():
        return f"ofac:{text}", []
    if re.fullmatch(r"[a-z][a-z0-9-]*:\S+", text, flags=re.I):
        authority, _, entry = text.partition(":")
        return f"{authority.lower()}:{entry}", []  # QDi.006 is an id, qdi.006 is none
    from licet.screening.screen import screen_one

    matches = best_per_listing(screen_one(work.index, Query(text)))
    if not matches:
        return None, []
    near = [m for m in matches if matches[0].score - m.score < CLEARLY_AHEAD]
    alone = len(near) == 1 or _one_party(work, near)
    if matches[0].score < STRONG or not alone:
        return None, matches
    return min(near, key=_publisher_first).listing_id, matches


def _one_party(work: Workspace, matches: list[Match]) -> bool:
    """Whether listings that fit a name equally well are one party on several lists."""
    first = matches[0].listing_id
    joined = {first, *work.clusters.same_party(first)}
    return all(m.listing_id in joined for m in matches)


def _publisher_first(match: Match) -> tuple[bool, float]:
    """A publisher's own list before the list that repeats it; the better score first."""
    return match.source == REPEATS, -match.score
