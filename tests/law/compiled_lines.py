"""Lines that a law at hand can tell apart: its own words, days and numbers, and those beside."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from licet.core.dates import Moment
from licet.core.kleene import Truth
from licet.law.compiled import Line, lexicon
from licet.law.conditions import leaves
from licet.law.facts import FACTS
from licet.law.model import Law
from licet.law.values import Dates, Number, Value, Words

ANOTHER = "another"
HEADS = ("activity.kind", "activity.judged_as")


class Lines:
    """A source of lines for one law."""

    def __init__(self, law: Law) -> None:
        self.words = lexicon.of(law).words
        self.measures = sorted({m for p in law.provisions.values() for m in p.measures})
        self.days = sorted(set(_boundaries(law)), key=Moment.sort_key)
        self.bounds = sorted(set(_numbers(law))) or [0.0]

    def line(self, chance: random.Random) -> Line:
        """A line with some facts missing, on or near a boundary of the law."""
        known = chance.choice((0.3, 0.8, 0.95))
        facts = {
            name: self.value(name, chance)
            for name in self.words
            if chance.random() < known or name in HEADS
        }
        carries: dict[str, tuple[Truth, dict[str, Value | None]]] = {}
        for measure in chance.sample(self.measures, chance.randint(0, min(4, len(self.measures)))):
            own = [n for n in self.words if n.startswith("measure.") and chance.random() < known]
            special: dict[str, Value | None] = {n: self.value(n, chance) for n in own}
            carries[measure] = (chance.choice((True, True, None, False)), special)
        return Line(self.moment(chance), facts, carries)

    def moment(self, chance: random.Random) -> Moment:
        """A boundary, the day beside it, or an instant on it."""
        moment = chance.choice(self.days)
        if moment.at and chance.random() < 0.5:
            at: datetime = moment.at + timedelta(minutes=chance.choice((-1, 0, 1)))
            return Moment(at.date(), at)
        if chance.random() < 0.2:
            hour, zone = chance.choice(("00:00", "05:00", "23:59")), chance.choice(("Z", "-05:00"))
            return Moment.parse(f"{moment.day}T{hour}{zone}")
        return Moment(moment.day + timedelta(days=chance.choice((-1, 0, 0, 1))))

    def value(self, name: str, chance: random.Random) -> Value:
        """A value that some provision asks of the fact, or one that none does."""
        kind, words = FACTS[name].type, self.words[name]
        if kind == "truth":
            return chance.random() < 0.5
        if kind == "word":
            return chance.choice((*words, ANOTHER))
        if kind == "words":
            possible = chance.choice((frozenset(), self._set(words, chance), None))
            return Words(self._set(words, chance), possible)
        if kind == "number":
            ends = sorted(chance.choice(self.bounds) + chance.choice((-1, 0, 1)) for _ in "lh")
            return Number(ends[0], chance.choice(ends))
        return self._dates(chance)

    def _set(self, words: tuple[str, ...], chance: random.Random) -> frozenset[str]:
        pool = (*words, ANOTHER)
        return frozenset(chance.sample(pool, chance.randint(0, min(2, len(pool)))))

    def _dates(self, chance: random.Random) -> Dates:
        one, other = sorted((self.moment(chance), self.moment(chance)), key=Moment.sort_key)
        ranges = (Dates(one, other), Dates(None, other), Dates(one, None))
        return chance.choice((*ranges, *[Dates.exactly(one)] * 5))


def _boundaries(law: Law) -> Iterator[Moment]:
    yield Moment.parse("2020-12-14")
    for provision in law.provisions.values():
        for version in provision.versions:
            periods = [version.period, *(e.period for e in version.exceptions)]
            yield from (m for p in periods for m in (p.start, p.end) if m)
    for bound in _bounds(law):
        if isinstance(bound, Dates) and bound.earliest:
            yield bound.earliest


def _numbers(law: Law) -> Iterator[float]:
    return (bound.low for bound in _bounds(law) if isinstance(bound, Number))


def _bounds(law: Law) -> Iterator[object]:
    for condition in lexicon.conditions(law):
        for leaf in leaves(condition):
            yield from leaf.bounds
