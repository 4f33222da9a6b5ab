"""Identifiers that a query and a listing both have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from licet.screening.hashing import word_hash
from licet.screening.identifiers import CODES, classify, comparable, normalise
from licet.screening.index_store import Index
from licet.screening.model import Query
from licet.screening.packed import Bools, unpack

_CLASSES = tuple(CODES)
Same = dict[tuple[int, int], str]
"""(query number, listing number) → the identifier that both have, in the query's words."""


def strong_numbers(query: Query) -> list[tuple[str, str, str]]:
    """Class, normalised value and words to show, of each identifier that can match by itself."""
    found = []
    for one in query.identifiers:
        name = classify(one.kind)
        text = normalise(one.value, name) if name else None
        if name and text:
            found.append((name, text, f"{one.kind or 'number'} {one.value}"))
    return found


def same_numbers(index: Index, queries: Sequence[Query], rows: Bools | None) -> Same:
    """Every (query, listing) that share a strong identifier, listings in force only."""
    in_force = None if rows is None else set(np.unique(index.row_listing[rows]).tolist())
    found: Same = {}
    for number, query in enumerate(queries):
        for name, text, words in strong_numbers(query):
            for listing in _holders(index, name, text):
                if in_force is None or listing in in_force:
                    found.setdefault((number, listing), words)
    return found


def _holders(index: Index, name: str, text: str) -> Iterator[int]:
    """Listings that have an identifier of a comparable class and the same value."""
    code = np.uint32(word_hash(text))
    start = int(np.searchsorted(index.identifier_hash, code, "left"))
    end = int(np.searchsorted(index.identifier_hash, code, "right"))
    for place in range(start, end):
        value = unpack(index.identifier_value, index.identifier_value_at, place)
        if value == text and comparable(name, _CLASSES[index.identifier_class[place]]):
            yield int(index.identifier_listing[place])
