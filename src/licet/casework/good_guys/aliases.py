"""Whether names that a listing got since a decision reach the threshold against the record.

Screening itself answers, over those names of the index alone; a listing with ten new spellings
in other scripts is not shown again to every customer of a common name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from licet.casework.good_guys.listings import name_digest
from licet.screening.index_store import Index
from licet.screening.model import Query
from licet.screening.screen import parse_query, run, unscreenable
from licet.screening.search import Search

AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair whose listing has new names, by their digests."""

    listing_id: str
    query: Query
    new: frozenset[str]


@dataclass
class NewNames:
    """Asks an index about new names of listings."""

    index: Index
    threshold: float
    salt: bytes

    def reaching(self, doubts: Sequence[Doubt]) -> list[bool]:
        """For each doubt, whether one of the new names is a match."""
        found: list[bool] = []
        for start in range(0, len(doubts), AT_ONCE):
            found += self._reaching(doubts[start : start + AT_ONCE])
        return found

    def _reaching(self, doubts: Sequence[Doubt]) -> list[bool]:
        new: dict[str, set[str]] = {}
        for one in doubts:
            new.setdefault(one.listing_id, set()).update(one.new)
        rows = {listing: self._rows(listing, names) for listing, names in new.items()}
        mask = np.zeros(self.index.rows, np.bool_)
        mask[[row for own in rows.values() for row in own.values()]] = True
        names = [parse_query(one.query) for one in doubts]
        search = Search(self.index, self.threshold, max(len(new), 1), mask)
        matched = (
            run(search, [one.query for one in doubts], names) if mask.any() else [[]] * len(doubts)
        )
        return [
            unscreenable(one.query, name) is not None
            # A name that the index does not hold can't be asked about: it counts.
            or not one.new <= set(rows[one.listing_id])
            or any(m.listing_id == one.listing_id for m in found)
            for one, name, found in zip(doubts, names, matched, strict=True)
        ]

    def _rows(self, listing_id: str, new: set[str]) -> Mapping[str, int]:
        """The row of each new name of a listing, by its digest."""
        number = self._numbers.get(listing_id)
        if number is None:
            return {}
        rows = np.flatnonzero(self.index.row_listing == number).tolist()
        held = {name_digest(self.index.name(row), self.salt): row for row in rows}
        return {name: row for name, row in held.items() if name in new}

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {self.index.id_of(n): n for n in range(self.index.listings)}
