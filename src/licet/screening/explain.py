"""Matches with their working, for the few pairs that are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from licet.names import ParsedName, parse
from licet.names.legal_forms import conflict, words_of
from licet.screening import scorer
from licet.screening.adjust import adjustments, apply
from licet.screening.candidates import Pairs
from licet.screening.features import FEATURES, WORDS
from licet.screening.index_store import Index
from licet.screening.kernel.loops import MOST_STEPS
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
from licet.screening.score import Worked, worked

_PLACE = {name: place for place, name in enumerate(FEATURES)}


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


def adjusted(index: Index, asked: Asked, found: Found) -> tuple[list[Adjusted], Floats]:
    """What stands beside the name of each pair, and the scores with it; 1 by identifier."""
    pairs = zip(found.pairs.query.tolist(), found.pairs.row.tolist(), strict=True)
    beside = [_beside(index, asked, found, *pair) for pair in pairs]
    scores = [
        1.0 if one.number else round(apply(by_name, one.given), 4)
        for one, by_name in zip(beside, found.scores.tolist(), strict=True)
    ]
    return beside, np.array(scores)


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Kind, country and birth date beside a name, and the identifier that is the same."""

    given: tuple[Adjustment, ...] = ()
    number: str | None = None


_NOTHING = Adjusted()


def _beside(index: Index, asked: Asked, found: Found, query: int, row: int) -> Adjusted:
    one, listing = asked.queries[query], int(index.row_listing[row])
    number = found.same.get((query, listing))
    if number is None and one.kind == "unknown" and not one.country and not one.birth_date:
        return _NOTHING
    return Adjusted(adjustments(index, one, listing), number)


def matches(
    index: Index, asked: Asked, found: Found, beside: Sequence[Adjusted], scores: Floats
) -> list[Match]:
    """A match for each pair, with its words aligned anew, and its scores as ``adjusted`` says."""
    if not len(scores):
        return []
    work = worked(index, asked.prepared, found.pairs)
    points, costs = np.zeros(work.values.shape), np.zeros(work.values.shape)
    person = index.row_person[found.pairs.row]
    for kind, table in enumerate(scorer.shipped()):
        of_kind = np.flatnonzero(person == kind)
        columns = list(work.values[of_kind].T)
        points[of_kind] = np.array(table.parts(columns)).T
        costs[of_kind] = np.array(table.costs(columns)).T
    return [
        _Explained(
            index, asked, found, work, points[n].tolist(), costs[n].tolist(), beside[n], n
        ).match(float(scores[n]))
        for n in range(len(scores))
    ]


@dataclass(frozen=True)
class _Explained:
    """One pair among those found."""

    index: Index
    asked: Asked
    found: Found
    work: Worked
    points: list[float]
    costs: list[float]
    beside: Adjusted
    place: int

    @property
    def query(self) -> int:
        return int(self.found.pairs.query[self.place])

    @property
    def row(self) -> int:
        return int(self.found.pairs.row[self.place])

    def match(self, score: float) -> Match:
        index, row, number = self.index, self.row, self.beside.number
        beside = (*self._of_words(), *self.beside.given)
        if number:
            by_name = float(self.found.scores[self.place])
            words = f"identifier {number} is the same"
            beside = (Adjustment("identifier", round(1 - by_name, 4), words), *beside)
        name, listing = index.name(row), int(index.row_listing[row])
        listed = parse(name, person=bool(index.row_person[row]))
        why, left_query, left_listed = self._words(listed)
        return Match(
            listing_id=index.id_of(listing),
            source=index.source_of(listing),
            score=score,
            matched_name=name,
            name_kind=NAME_KINDS[index.row_name_kind[row]],
            strength="weak" if index.row_weak[row] else "strong",
            reason="identifier" if number else "name",
            why=why,
            unmatched_query=left_query,
            unmatched_listed=left_listed,
            adjustments=beside,
            parts=self._parts(),
        )

    def _parts(self) -> tuple[Part, ...]:
        """What every feature gave and cost."""
        values = self.work.values[self.place].tolist()
        found = zip(FEATURES, values, self.points, self.costs, strict=True)
        return tuple(
            Part(name, round(value, 3), round(points, 3), round(cost, 3), WORDS[name])
            for name, value, points, cost in found
        )

    def _words(
        self, listed: ParsedName
    ) -> tuple[tuple[TokenPair, ...], tuple[str, ...], tuple[str, ...]]:
        """The word pairs in the query's order, and the words left on both sides."""
        name, used_query, used_listed = self.asked.names[self.query], 0, 0
        found: list[tuple[int, TokenPair]] = []
        taken, start = self.work.taken, self.place * MOST_STEPS
        for step in range(start, start + int(self.work.count[self.place])):
            mine, theirs = int(taken.query_mask[step]), int(taken.listed_mask[step])
            used_query, used_listed = used_query | mine, used_listed | theirs
            pair = TokenPair(
                " ".join(_masked(name, mine)),
                " ".join(_masked(listed, theirs)),
                HOWS[int(taken.how[step]) - 1],
                round(float(taken.similarity[step]), 3),
                round(float(taken.weight[step]), 3),
            )
            found.append((mine & -mine, pair))
        why = tuple(pair for _, pair in sorted(found, key=lambda one: one[0]))
        return why, _masked(name, ~used_query), _masked(listed, ~used_listed)

    def _cost(self, feature: str) -> float:
        """What a feature took from the score; nothing to a name that is the same but for it."""
        return round(self.costs[_PLACE[feature]], 3)

    def _of_words(self) -> list[Adjustment]:
        """What order, legal forms and a weak alias did: already in the score, said here."""
        found = []
        if self.work.values[self.place, _PLACE["order"]]:
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
