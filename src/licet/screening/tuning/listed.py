"""The names of an index as tuning asks for them: their string, party, kind, script and country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random

import numpy as np

from licet.core.errors import BadInputError
from licet.screening.index_store import Index
from licet.screening.model import KINDS, NAME_KINDS
from licet.screening.packed import Bools, Ints

PRIMARY = NAME_KINDS.index("primary")


def plain(text: str) -> str:
    """A string without case and extra blanks: what "the same string" means here."""
    return " ".join(text.casefold().split())


@dataclass(frozen=True)
class Listed:
    """An index of N listings, and the party of each: one number for all listings of a party."""

    index: Index
    party: Ints

    def __post_init__(self) -> None:
        if len(self.party) != self.index.listings:
            raise BadInputError(
                f"{len(self.party)} parties were given for {self.index.listings} listings.",
                mend="Give one party number for each listing of the index.",
            )

    @cached_property
    def texts(self) -> list[str]:
        """R names."""
        return [self.index.name(row) for row in range(self.index.rows)]

    @cached_property
    def string(self) -> Ints:
        """R numbers: the same number is the same string."""
        numbers: dict[str, int] = {}
        return np.array([numbers.setdefault(plain(text), len(numbers)) for text in self.texts])

    @cached_property
    def row_party(self) -> Ints:
        """R parties."""
        return self.party[self.index.row_listing]

    @cached_property
    def row_kind(self) -> Ints:
        """R kinds, as places in ``KINDS``."""
        return self.index.listing_kind[self.index.row_listing].astype(np.int64)

    def hidden(self, row: int) -> Bools:
        """R: every name but those with the same string as a row, of any party."""
        found: Bools = self.string != self.string[row]
        return found

    def aliases(self, kind: str) -> list[int]:
        """Rows that aren't primary names, each string of a party once, another string left."""
        strings: dict[int, set[int]] = defaultdict(set)
        for party, string in zip(self.row_party.tolist(), self.string.tolist(), strict=True):
            strings[party].add(string)
        wanted = (self.row_kind == KINDS.index(kind)) & (self.index.row_name_kind != PRIMARY)
        rows = np.flatnonzero(wanted).tolist()
        once = {(int(self.row_party[row]), int(self.string[row])): row for row in reversed(rows)}
        return sorted(row for (party, _), row in once.items() if len(strings[party]) > 1)

    def primaries(self, kind: str) -> list[int]:
        """The row of each party's first primary name."""
        wanted = (self.row_kind == KINDS.index(kind)) & (self.index.row_name_kind == PRIMARY)
        rows = reversed(np.flatnonzero(wanted).tolist())
        return sorted({int(self.row_party[row]): row for row in rows}.values())

    def countries(self, row: int) -> list[str]:
        """Country codes of the listing that a name stands on."""
        listing = self.index.row_listing[row]
        begin, end = self.index.country_at[listing : listing + 2].tolist()
        return [chr(one >> 8) + chr(one & 255) for one in self.index.country[begin:end].tolist()]


def parties(index: Index, several: Iterable[Iterable[str]]) -> Ints:
    """N party numbers from clusters of listing ids; a listing in none is a party of its own."""
    ids = [index.id_of(listing) for listing in range(index.listings)]
    of_id: Mapping[str, str] = {
        one: min(members) for members in map(list, several) for one in members
    }
    numbers: dict[str, int] = {}
    names = (of_id.get(one, one) for one in ids)
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], np.int64)


def sample(rows: list[int], most: int, seed: str) -> list[int]:
    """Some of the rows, the same for the same seed, in their order."""
    chance = Random(seed)  # noqa: S311 - a sample, no secret
    return sorted(chance.sample(rows, most)) if len(rows) > most else rows
