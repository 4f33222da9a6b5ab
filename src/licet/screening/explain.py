"""Matches with their working, for the few pairs that are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from licet.names import ParsedName, parse
from licet.names.legal_forms import conflict, words_of
from licet.screening import scorer
from licet.screening.adjust import adjustments, apply
from licet.screening.align import Alignment, align
from licet.screening.candidates import Pairs
from licet.screening.features import FEATURES, WORDS, features
from licet.screening.index_store import Index
from licet.screening.model import (
    HOWS,
    NAME_KINDS,
    WEAK_CAP,
    Adjustment,
    Match,
    Part,
    Query,
    TokenPair,
)
from licet.screening.numbers import Same
from licet.screening.packed import Floats, Ints
from licet.screening.queries import Prepared


@dataclass(frozen=True)
class Asked:
    """The queries as given, as words, and as columns."""

    queries: Sequence[Query]
    names: Sequence[ParsedName]
    prepared: Prepared


@dataclass(frozen=True)
class Found:
    """Pairs with their scores by name, and the identifiers that agree."""

    pairs: Pairs
    scores: Floats
    same: Same


def best_names(index: Index, pairs: Pairs, scores: Floats) -> Ints:
    """Places of the best name of each query and listing (the first row among equals)."""
    listing = index.row_listing[pairs.row]
    order = np.lexsort((pairs.row, -scores, listing, pairs.query))
    query, listing = pairs.query[order], listing[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (query[1:] != query[:-1]) | (listing[1:] != listing[:-1])
    return order[first]


def matches(index: Index, asked: Asked, found: Found) -> list[Match]:
    """A match for each pair, with its words aligned anew and its adjustments."""
    alignment = align(index, asked.prepared, found.pairs, keep=True)
    parts = _parts(index, asked, found, alignment)
    return [
        _Explained(index, asked, found, alignment, parts[place], place).match()
        for place in range(len(found.scores))
    ]


def _parts(
    index: Index, asked: Asked, found: Found, alignment: Alignment
) -> list[tuple[Part, ...]]:
    """For each pair what every feature gave and cost."""
    columns = features(index, asked.prepared, found.pairs, alignment)
    table = scorer.shipped()
    points, costs = table.parts(columns), table.costs(columns)
    return [
        tuple(
            Part(
                name,
                round(float(column[place]), 3),
                round(float(point[place]), 3),
                round(float(cost[place]), 3),
                WORDS[name],
            )
            for name, column, point, cost in zip(FEATURES, columns, points, costs, strict=True)
        )
        for place in range(len(found.scores))
    ]


@dataclass(frozen=True)
class _Explained:
    """One pair among those found."""

    index: Index
    asked: Asked
    found: Found
    alignment: Alignment
    parts: tuple[Part, ...]
    place: int

    @property
    def query(self) -> int:
        return int(self.found.pairs.query[self.place])

    @property
    def row(self) -> int:
        return int(self.found.pairs.row[self.place])

    def match(self) -> Match:
        index, row = self.index, self.row
        listing = int(index.row_listing[row])
        number = self.found.same.get((self.query, listing))
        by_name = float(self.found.scores[self.place])
        given = adjustments(index, self.asked.queries[self.query], listing)
        beside = (*self._of_words(), *given)
        if number:
            words = f"identifier {number} is the same"
            beside = (Adjustment("identifier", round(1 - by_name, 4), words), *beside)
        listed = parse(index.name(row), person=bool(index.row_person[row]))
        why, left_query, left_listed = self._words(listed)
        return Match(
            listing_id=index.id_of(listing),
            source=index.source_of(listing),
            score=1.0 if number else round(apply(by_name, given), 4),
            matched_name=index.name(row),
            name_kind=NAME_KINDS[index.row_name_kind[row]],
            strength="weak" if index.row_weak[row] else "strong",
            reason="identifier" if number else "name",
            why=why,
            unmatched_query=left_query,
            unmatched_listed=left_listed,
            adjustments=beside,
            parts=self.parts,
        )

    def _words(
        self, listed: ParsedName
    ) -> tuple[tuple[TokenPair, ...], tuple[str, ...], tuple[str, ...]]:
        """The word pairs in the query's order, and the words left on both sides."""
        name, used_query, used_listed = self.asked.names[self.query], 0, 0
        found: list[tuple[int, TokenPair]] = []
        for step in self.alignment.steps:
            code = int(step.how[self.place])
            if not code:
                continue
            mine, theirs = int(step.query_mask[self.place]), int(step.listed_mask[self.place])
            used_query, used_listed = used_query | mine, used_listed | theirs
            pair = TokenPair(
                " ".join(_masked(name, mine)),
                " ".join(_masked(listed, theirs)),
                HOWS[code - 1],
                round(float(step.similarity[self.place]), 3),
                round(float(step.weight[self.place]), 3),
            )
            found.append((mine & -mine, pair))
        why = tuple(pair for _, pair in sorted(found, key=lambda one: one[0]))
        return why, _masked(name, ~used_query), _masked(listed, ~used_listed)

    def _cost(self, feature: str) -> float:
        """What a feature took from the score; nothing to a name that is the same but for it."""
        return next(part.cost for part in self.parts if part.feature == feature)

    def _of_words(self) -> list[Adjustment]:
        """What order, legal forms and a weak alias did: already in the score, said here."""
        found = []
        if self.alignment.disorder[self.place]:
            found.append(
                Adjustment("order", -self._cost("order"), "the words stand in another order")
            )
        mine, theirs = self.asked.names[self.query].forms, int(self.index.row_forms[self.row])
        if conflict(mine, theirs):
            words = f"legal forms differ ({_forms(mine)}, {_forms(theirs)})"
            found.append(Adjustment("legal_form", -self._cost("form_conflict"), words))
        elif mine != theirs:
            words = "a legal form stands on one side only"
            found.append(Adjustment("legal_form", -self._cost("form_missing"), words))
        if self.index.row_weak[self.row]:
            words = f"a weak alias, so at most {WEAK_CAP:.2f}"
            found.append(Adjustment("weak_alias", 0.0, words))
        return found


def _masked(name: ParsedName, mask: int) -> tuple[str, ...]:
    return tuple(token.text for n, token in enumerate(name.tokens) if mask >> n & 1)


def _forms(mask: int) -> str:
    return " and ".join(words_of(mask)).replace("_", " ")
