"""What screening finds of listed parties whose name it wasn't shown.

Leave-one-alias-out: an alias is asked for by name alone, with its own string removed from every
entry of every list; it is found at a threshold when another name of its party scores as much.
Across lists: a party's primary name on one list is asked for with every entry of that list hidden.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from licet.core.errors import BadInputError
from licet.screening.model import KINDS, Query
from licet.screening.packed import Bools
from licet.screening.screen import screen_one
from licet.screening.tuning.budget import FLOOR
from licet.screening.tuning.listed import Listed, sample

MOST_SHOWN = 200
"""So many matches of a name are looked through for its own party."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A name asked for: its row and kind, and its own party's best score (0: below the floor)."""

    row: int
    kind: str
    score: float


def hidden_aliases(listed: Listed, most: int, seed: int) -> tuple[list[Asked], dict[str, int]]:
    """Up to ``most`` aliases of each kind with their scores; and how many aliases each kind has."""
    asked: list[Asked] = []
    sizes: dict[str, int] = {}
    for kind in KINDS:
        rows = listed.aliases(kind)
        if rows:
            sizes[kind] = len(rows)
        asked += [
            Asked(row, kind, own_score(listed, row, listed.hidden(row)))
            for row in sample(rows, most, f"{seed} aliases {kind}")
        ]
    return asked, sizes


def across_lists(listed: Listed, most: int, seed: int) -> tuple[list[Asked], dict[str, int]]:
    """Primary names of parties on several lists, the list that each is taken from hidden."""
    index = listed.index
    names = [index.source_of(listing) for listing in range(index.listings)]
    number = {name: n for n, name in enumerate(dict.fromkeys(names))}
    source = np.array([number[name] for name in names], np.int64)[index.row_listing]
    on: dict[int, set[int]] = defaultdict(set)
    for party, one in zip(listed.row_party.tolist(), source.tolist(), strict=True):
        on[party].add(one)
    asked: list[Asked] = []
    sizes: dict[str, int] = {}
    for kind in KINDS:
        rows = [row for row in listed.primaries(kind) if len(on[int(listed.row_party[row])]) > 1]
        if rows:
            sizes[kind] = len(rows)
        asked += [
            Asked(row, kind, own_score(listed, row, source != source[row]))
            for row in sample(rows, most, f"{seed} across {kind}")
        ]
    return asked, sizes


def own_score(listed: Listed, row: int, rows: Bools, threshold: float = FLOOR) -> float:
    """The best score of a name's own party over the names that are shown; 0 when below."""
    index = listed.index
    try:
        query = Query(listed.texts[row])
        found = screen_one(index, query, threshold=threshold, limit=MOST_SHOWN, rows=rows)
    except BadInputError:  # a list's name without a letter or digit
        return 0.0
    own = np.flatnonzero(listed.party == listed.row_party[row])
    keys = {(index.id_of(one), index.source_of(one)) for one in own.tolist()}
    return max((m.score for m in found if (m.listing_id, m.source) in keys), default=0.0)
