"""One party, many lists: listings joined by what names one party and nobody else.

Two listings are one party when a publisher says so (a cross-reference: a UN number in an EU
entry, an OFAC uid in the CSL; the same name in the same Federal Register notice) or when they
share a strong identifier of one kind. A name alone
joins nothing. An identifier that would join listings which differ in kind, birth or two
identifiers of the same kind and country is a collision: it is reported and joins nobody.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from licet.core.dates import PartialDate
from licet.core.listing import Listing
from licet.decision import cross_links
from licet.lists.curated import Designation
from licet.lists.store import Store
from licet.screening.identifiers import OTHER, classify, normalise
from licet.sources.files import write_durably

STRONG = {"imo", "mmsi", "lei", "wallet", "passport", "tax", "registration", "national", "aircraft"}
MOST_SHARING = 12


class Link(NamedTuple):
    """Why two listings are one party."""

    one: str
    other: str
    because: str


class Collision(NamedTuple):
    """An identifier that stands on listings of different parties."""

    identifier: str
    listings: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Clusters:
    """Which listings are one party, and what was refused."""

    ids: tuple[str, ...]
    labels: tuple[int, ...]
    links: tuple[Link, ...]
    collisions: tuple[Collision, ...]
    pointers: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def members(self) -> dict[int, list[str]]:
        """Listing ids by cluster."""
        found: dict[int, list[str]] = defaultdict(list)
        for listing_id, label in zip(self.ids, self.labels, strict=True):
            found[label].append(listing_id)
        return dict(found)

    @cached_property
    def _label(self) -> dict[str, int]:
        return dict(zip(self.ids, self.labels, strict=True))

    def same_party(self, listing_id: str) -> list[str]:
        """The other listings of the same party."""
        members = self.members.get(self._label.get(listing_id, -1), ())
        return [one for one in members if one != listing_id]

    def why(self, listing_id: str) -> list[Link]:
        """The links that touch a listing."""
        return [link for link in self.links if listing_id in {link.one, link.other}]


def save(made: Clusters, path: Path) -> None:
    """Keep clusters of more than one listing, and the collisions, as JSON."""
    several = [ids for ids in made.members.values() if len(ids) > 1]
    content = {
        "clusters": several,
        "links": [[link.one, link.other, link.because] for link in made.links],
        "collisions": [[c.identifier, list(c.listings), c.because] for c in made.collisions],
        "pointers": dict(made.pointers),
    }
    write_durably(path, json.dumps(content, ensure_ascii=False).encode())


def load(path: Path) -> Clusters:
    """Clusters as ``save`` kept them."""
    content = json.loads(path.read_text(encoding="utf-8"))
    pairs = [(one, n) for n, ids in enumerate(content["clusters"]) for one in ids]
    return Clusters(
        tuple(one for one, _ in pairs),
        tuple(n for _, n in pairs),
        tuple(map(Link._make, content["links"])),
        tuple(Collision(i, tuple(ids), why) for i, ids, why in content["collisions"]),
        content["pointers"],
    )


def clusters(
    listings: Iterable[Listing],
    designations: Mapping[str, tuple[Designation, ...]] | None = None,
) -> Clusters:
    """Join listings of any number of lists, and of the notices that designated them."""
    by_id = {listing.listing_id: listing for listing in listings}
    links: list[Link] = list(_references(by_id, designations or {}))
    collisions: list[Collision] = []
    for key, holders in _shared_identifiers(by_id.values()).items():
        label = f"{key[0]} {key[1]}"
        conflict = _conflict([by_id[one] for one in holders])
        if conflict:
            collisions.append(Collision(label, tuple(holders), conflict))
            continue
        links += [Link(holders[0], other, f"the same {label}") for other in holders[1:]]
    ids = tuple(by_id)
    known = cross_links.pointers(by_id.values())
    return Clusters(ids, _labels(ids, links), tuple(links), tuple(collisions), known)


def newest_listings(store: Store) -> Iterator[Listing]:
    """Every listing of the newest snapshot of every list."""
    for snapshot in store.newest:
        yield from store.snapshot_listings(snapshot.source, snapshot.edition)


def _references(
    by_id: dict[str, Listing], designations: Mapping[str, tuple[Designation, ...]]
) -> Iterator[Link]:
    """Cross-references that publishers and notices give.

    Two listings that name the same third one are one party even where it isn't at hand.
    """
    naming: dict[str, dict[str, str]] = defaultdict(dict)
    for listing_id, listing in by_id.items():
        for reference in listing.references:
            naming[reference][listing_id] = f"{listing.source} names {reference}"
    for listing_id, reference, because in cross_links.by_notice(by_id.values(), designations):
        naming[reference].setdefault(listing_id, because)
    for reference, holders in naming.items():
        if reference in by_id:
            for one, because in holders.items():
                if one != reference:
                    yield Link(one, reference, because)
            continue
        first, *others = holders
        for other in others:
            yield Link(first, other, f"both name {reference}")


def _shared_identifiers(listings: Iterable[Listing]) -> dict[tuple[str, str], list[str]]:
    """(class and country, value) of every strong identifier on more than one listing."""
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for listing in listings:
        for kind, value in strong_identifiers(listing):
            found[kind, value][listing.listing_id] = None
    return {key: list(ids) for key, ids in found.items() if 1 < len(ids) <= MOST_SHARING}


def strong_identifiers(listing: Listing) -> Iterator[tuple[str, str]]:
    """Kind (with its country where the register is national) and value, ready to compare."""
    for one in listing.identifiers:
        name = classify(one.kind)
        value = normalise(one.value, name) if name else None
        if name in STRONG and value and name != OTHER:
            country = f" ({one.country})" if one.country and name in NATIONAL else ""
            yield f"{name}{country}", value


NATIONAL = {"passport", "tax", "registration", "national"}


def _conflict(listings: list[Listing]) -> str | None:
    """Why listings that share an identifier can't be one party, or None."""
    kinds = {one.kind for one in listings} - {"unknown"}
    if len(kinds) > 1:
        return f"different kinds: {', '.join(sorted(kinds))}"
    births = [one.births for one in listings if one.births]
    for i, mine in enumerate(births):
        for theirs in births[i + 1 :]:
            if not any(_overlap(a, b) for a in mine for b in theirs):
                return "different dates of birth"
    sources = [one.source for one in listings]
    if len(set(sources)) < len(sources):
        return "two entries of one list"
    return None


def _overlap(a: PartialDate, b: PartialDate) -> bool:
    if not (a.earliest and a.latest and b.earliest and b.latest):
        return True
    return a.earliest <= b.latest and b.earliest <= a.latest


def _labels(ids: tuple[str, ...], links: list[Link]) -> tuple[int, ...]:
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    place = {listing_id: i for i, listing_id in enumerate(ids)}
    rows = np.array([place[link.one] for link in links], dtype=np.int64)
    columns = np.array([place[link.other] for link in links], dtype=np.int64)
    ones = np.ones(len(rows), dtype=np.int8)
    graph = coo_array((ones, (rows, columns)), shape=(len(ids), len(ids)))
    _, labels = connected_components(graph, directed=False)
    return tuple(int(label) for label in labels)
