"""Matches with their working, for the few pairs that are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from licet.names import ParsedName, parse
from licet.names.legal_forms import conflict, words_of
from licet.screening.adjust import adjustments, apply
from licet.screening.align import Alignment, align
from licet.screening.candidates import Pairs
from licet.screening.index_store import Index
from licet.screening.model import (
    HOWS,
    NAME_KINDS,
    WEAK_CAP,
    Adjustment,
    Match,
    Query,
    TokenPair,
)
from licet.screening.packed import Floats
from licet.screening.queries import Prepared
from licet.screening.weights import DISORDER, FORM_CONFLICT, FORM_MISSING


@dataclass(frozen=True)
class Asked:
    """The queries as given, as words, and as columns."""

    queries: Sequence[Query]
    names: Sequence[ParsedName]
    prepared: Prepared


def best_rows(index: Index, pairs: Pairs, scores: Floats) -> np.ndarray:  # type: ignore[type-arg]
    """Places of the best name of each query and listing (the first row of equals)."""
    listing = index.row_listing[pairs.row]
    order = np.lexsort((pairs.row, -scores, listing, pairs.query))
    query, listing = pairs.query[order], listing[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (query[1:] != query[:-1]) | (listing[1:] != listing[:-1])
    return order[first]


def matches(
    index: Index, asked: Asked, pairs: Pairs, scores: Floats, numbers: dict[tuple[int, int], str]
) -> list[Match]:
    """A match for each pair, with adjustments; ``numbers`` has the identifiers that agree."""
    alignment = align(index, asked.prepared, pairs, keep=True)
    return [
        _match(index, asked, pairs, alignment, place, float(scores[place]), numbers)
        for place in range(len(pairs.query))
    ]


def _match(
    index: Index,
    asked: Asked,
    pairs: Pairs,
    alignment: Alignment,
    place: int,
    score: float,
    numbers: dict[tuple[int, int], str],
) -> Match:
    query, row = int(pairs.query[place]), int(pairs.row[place])
    listing = int(index.row_listing[row])
    number = numbers.get((query, listing))
    given = adjustments(index, asked.queries[query], listing)
    beside = (*_of_words(index, asked, alignment, place, query, row), *given)
    total = 1.0 if number else apply(score, given)
    if number:
        beside = (Adjustment("identifier", total - score, f"identifier {number} is the same"), *beside)
    listed = parse(index.name(row), person=bool(index.row_person[row]))
    why, left_query, left_listed = _words(alignment, place, asked.names[query], listed)
    return Match(
        listing_id=index.id_of(listing),
        source=index.source_of(listing),
        score=round(total, 4),
        matched_name=index.name(row),
        name_kind=NAME_KINDS[index.row_name_kind[row]],
        strength="weak" if index.row_weak[row] else "strong",
        reason="identifier" if number else "name",
        why=why,
        unmatched_query=left_query,
        unmatched_listed=left_listed,
        adjustments=beside,
    )


def _words(
    alignment: Alignment, place: int, query: ParsedName, listed: ParsedName
) -> tuple[tuple[TokenPair, ...], tuple[str, ...], tuple[str, ...]]:
    """The word pairs in the query's order, and the words left on both sides."""
    used_query = used_listed = 0
    found: list[tuple[int, TokenPair]] = []
    for step in alignment.steps:
        code = int(step.how[place])
        if not code:
            continue
        mine, theirs = int(step.query_mask[place]), int(step.listed_mask[place])
        used_query, used_listed = used_query | mine, used_listed | theirs
        pair = TokenPair(
            " ".join(_masked(query, mine)),
            " ".join(_masked(listed, theirs)),
            HOWS[code - 1],
            round(float(step.similarity[place]), 3),
            round(float(step.weight[place]), 3),
        )
        found.append((mine, pair))
    why = tuple(pair for _, pair in sorted(found, key=lambda one: one[0] & -one[0]))
    return why, _masked(query, ~used_query), _masked(listed, ~used_listed)


def _masked(name: ParsedName, mask: int) -> tuple[str, ...]:
    return tuple(token.text for n, token in enumerate(name.tokens) if mask >> n & 1)


def _of_words(
    index: Index, asked: Asked, alignment: Alignment, place: int, query: int, row: int
) -> list[Adjustment]:
    """What order, legal forms and a weak alias did to the score: already in it, said here."""
    found = []
    if alignment.disorder[place]:
        found.append(Adjustment("order", -DISORDER, "the words stand in another order"))
    mine, theirs = asked.names[query].forms, int(index.row_forms[row])
    if conflict(mine, theirs):
        words = f"legal forms differ ({_forms(mine)}, {_forms(theirs)})"
        found.append(Adjustment("legal_form", -FORM_CONFLICT - FORM_MISSING, words))
    elif mine != theirs:
        found.append(Adjustment("legal_form", -FORM_MISSING, "a legal form stands on one side only"))
    if index.row_weak[row]:
        words = f"a weak alias, so at most {WEAK_CAP:.2f}"
        found.append(Adjustment("weak_alias", 0.0, words))
    return found


def _forms(mask: int) -> str:
    return " and ".join(words_of(mask)).replace("_", " ")
