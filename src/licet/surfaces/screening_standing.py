"""How the listings of matches stood on the date asked, in words for the terminal and for JSON."""

from __future__ import annotations

from licet.core.dates import AsOf
from licet.decision.render import truth_word
from licet.decision.standing import Standing, brackets
from licet.decision.workspace import Workspace
from licet.lists.asof import OFFICIAL, bracket


def consulted(work: Workspace, asked: AsOf) -> list[str]:
    """What each list that was held against knows of the date."""
    around = {one.source: one for one in brackets(work, asked)}
    around |= {s: bracket(work.store, s, asked) for s in work.store.sources}
    return [one.sentence() for one in around.values()]


def on_lists(one: Standing) -> list[str]:
    """What each list shows of a listing, and its programmes."""
    tags = f" [{', '.join(one.listing.programmes)}]" if one.listing.programmes else ""
    return [f"{state.sentence()}{tags}" for state in one.states]


def listed(
    work: Workspace, standing: dict[str, Standing], listing_id: str, asked: AsOf
) -> bool | str:
    """Whether a listing stood on a list on the date asked: true, false or unknown."""
    held = standing.get(listing_id)
    if held:
        return truth_word(held.listed)
    authority = listing_id.partition(":")[0]
    around = [bracket(work.store, one, asked) for one in OFFICIAL.get(authority, (authority,))]
    # Shown by none of the snapshots around the date: off the list, if there is one to say so.
    return truth_word(False if any(one.before for one in around) else None)


def programmes(standing: dict[str, Standing], listing_id: str) -> list[str]:
    """Programme tags of a listing, as its entry around the date has them."""
    held = standing.get(listing_id)
    return list(held.listing.programmes) if held else []
