"""Ties that a list tells of its own entries: relations in the store, and OFAC's own table of them.

"Owned or Controlled By" names no share and doesn't say which of the two it is: the share is open,
and control possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from licet.core.listing import Listing
from licet.ownership.keys import name_key
from licet.ownership.model import ALWAYS, POSSIBLE, Kind, Span, Tie, Who
from licet.ownership.reading.items import Items, Rejected, Seen
from licet.ownership.shares import UNKNOWN

OWNED_BY = {"owned or controlled by", "parent company"}
OWNER_OF = {"subsidiaries", "owns, controls, or operates"}
OWNED_OR_CONTROLLED = "15003"
"""OFAC's id of the relation type "Owned or Controlled By" in its advanced XML."""
COLUMNS = {"from-profileid", "to-profileid", "relationtypeid"}


def open_ties(owner: str, owned: str, span: Span = ALWAYS) -> Iterator[Tie]:
    """An unknown share, and possible control."""
    yield Tie(owner, owned, Kind.SHARES, UNKNOWN, span)
    yield Tie(owner, owned, Kind.CONTROL, POSSIBLE, span)


def profile_relationships(rows: Iterable[tuple[int, dict[str, str]]]) -> Items:
    """Rows of the table of relationships between profiles."""
    for number, row in rows:
        told = {name.strip().lower(): value for name, value in row.items()}
        start, end = told.get("from-profileid", ""), told.get("to-profileid", "")
        if told.get("relationtypeid") != OWNED_OR_CONTROLLED:
            yield Seen("relationships of other kinds (family, support, acting for), left out")
        elif not start.isdigit() or not end.isdigit():
            yield Rejected(f"row {number}", "it names no two profiles")
        elif told.get("former", "").lower() == "true":
            yield Seen("former relationships, without a date, left out")
        else:
            yield from open_ties(f"ofac:{end}", f"ofac:{start}")


def of_listings(listings: Iterable[Listing]) -> Items:
    """Ties between listings of a store, by what their entries say of each other."""
    for listing in listings:
        own = listing.listing_id
        tied = False
        for relation in listing.relations:
            word = relation.kind.strip().lower().rstrip(":")
            if word not in OWNED_BY | OWNER_OF:
                yield Seen("relations of other kinds (linked to, family, acting for), left out")
                continue
            other = _other(listing.authority, relation.target, relation.target_id)
            yield Who(other, relation.target or None)
            ends = (other, own) if word in OWNED_BY else (own, other)
            yield from open_ties(*ends)
            tied = True
        if tied:
            kind = listing.kind if listing.kind in {"person", "organisation"} else "organisation"
            yield Who(own, listing.name, kind)


def _other(authority: str, name: str, number: str | None) -> str:
    if not number:
        return name_key(name)
    return number if ":" in number else f"{authority}:{number}"
