"""Stretches of a text in which words of one list name cluster.

Two words near each other that stand together in some list name make an edge; a word that carries
a name alone makes a window of one; joined edges make a component. In each component, the names
that its words reach are weighed as candidates are in a search, and the stretch that holds a
name's words is a window. All words of a text go through the pair table as columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from licet.screening.index_store import Index
from licet.screening.index_words import INITIAL_WEIGHT, PARTICLE_WEIGHT
from licet.screening.kernel.names import EVIDENCE, LEFT_LISTED, THIN
from licet.screening.mentions.edges import FAR, LIGHT, Window, edges, joined, merged, singles
from licet.screening.mentions.reach import ALONE, Reach
from licet.screening.mentions.setting import Setting
from licet.screening.mentions.words import PLAIN
from licet.screening.packed import Floats, Ints, ranges

LONGEST = 14
SLACK = 0.04
WHOLE = 0.9
LEADING = frozenset({"al", "el", "abu", "umm", "ibn", "bin", "ben"})
"""Particles that begin a name."""


def windows(index: Index, setting: Setting, reach: Reach, threshold: float) -> dict[Window, Ints]:
    """First and last word of every stretch worth scoring, with the rows to score it against."""
    found: dict[Window, list[Ints]] = defaultdict(list)
    search = _Components(index, setting, reach, threshold)
    for component in joined(edges(index, setting, reach), setting):
        for span, rows in search.hulls(component):
            found[span].append(rows)
    for at in singles(setting, reach):
        found[at, at].append(search.carried(int(setting.words.word[at])))
    for span, token in merged(index, setting):
        found[span].append(search.carried_by(np.array([token])))
    return {span: _one(found[span]) for span in sorted(found)}


def _one(rows: list[Ints]) -> Ints:
    return rows[0] if len(rows) == 1 else np.unique(np.concatenate(rows))


@dataclass
class _Components:
    """Weighs the list names that the words of a component reach."""

    index: Index
    setting: Setting
    reach: Reach
    threshold: float
    rows: dict[int, tuple[Ints, Floats]] = field(default_factory=dict)
    whole: dict[int, Ints] = field(default_factory=dict)
    seen: dict[tuple[int, ...], list[tuple[Window, Ints]]] = field(default_factory=dict)

    def carried(self, word: int) -> Ints:
        """Rows of which a distinct word can carry the whole name."""
        if word not in self.whole:
            reach = self.reach
            tokens = reach.linked[reach.at[word] : reach.at[word + 1]]
            self.whole[word] = self.carried_by(tokens)
        return self.whole[word]

    def carried_by(self, tokens: Ints) -> Ints:
        """Rows of which one of some list words carries the whole name."""
        index = self.index
        places, owner = ranges(index.posting_at[tokens], index.posting_at[tokens + 1])
        row = index.posting_row[places].astype(np.int64)
        share = index.token_weight[tokens][owner] >= ALONE * index.row_weight[row]
        return np.unique(row[share])

    def hulls(self, component: Window) -> list[tuple[Window, Ints]]:
        """Windows of a component; components of the same words are weighed once."""
        first, last = component
        words = self.setting.words
        gaps = words.gap[first + 1 : last + 1].tolist()
        key = (*words.word[first : last + 1].tolist(), -1, *gaps)
        if key not in self.seen:
            self.seen[key] = self._weigh(first, last)
        return [((self._led(first + a), first + b), rows) for (a, b), rows in self.seen[key]]

    def _led(self, first: int) -> int:
        """Where a name begins whose first word may be a particle."""
        led = first > 0 and self.setting.words.gap[first] == PLAIN
        return first - 1 if led and self.setting.key(first - 1) in LEADING else first

    def _weigh(self, first: int, last: int) -> list[tuple[Window, Ints]]:
        span = range(first, last + 1)
        found = [self._reached(int(self.setting.words.word[at])) for at in span]
        row = np.concatenate([one[0] for one in found])
        if not len(row):
            return []
        # Particles are on thousands of names: they start no search, and are counted as if met.
        loose = PARTICLE_WEIGHT * sum(self._is_light(at) for at in span)
        place = np.repeat(np.arange(len(found)), [len(one[0]) for one in found])
        mass = np.concatenate([one[1] for one in found])
        order = np.argsort(row * len(found) + place)
        row, place, mass = row[order], place[order], mass[order]
        starts = np.flatnonzero(np.concatenate([[True], row[1:] != row[:-1]]))
        ends = np.concatenate([starts[1:], [len(row)]])
        letters = INITIAL_WEIGHT * int(self.setting.initial[first : last + 1].sum())
        bits = np.add.reduceat(np.int64(1) << place, starts)
        estimate = self._estimate(row[starts], np.add.reduceat(mass, starts) + letters + loose)
        common = self.setting.common[self.setting.words.word[first : last + 1]]
        marks = int((np.int64(1) << np.flatnonzero(~common)).sum())
        # A name made of common words only counts as a whole.
        near = estimate >= np.where(bits & marks, self.threshold - SLACK, WHOLE)
        near &= (ends - starts > 1) | (letters > 0)
        bits = bits[near]
        rows = row[starts][near]
        spans: dict[Window, list[Ints]] = defaultdict(list)
        for mask in np.unique(bits).tolist():  # names whose words stand at the same places
            at = tuple(n for n in range(len(found)) if mask >> n & 1)
            for stretch in self._of_row(first, at, letters > 0):
                spans[stretch].append(rows[bits == mask])
        return [(stretch, np.concatenate(some)) for stretch, some in spans.items()]

    def _estimate(self, row: Ints, mass: Floats) -> Floats:
        """What a name can score: the score's own formula, without the order of the words."""
        index = self.index
        listed = index.row_weight[row]
        matched = np.minimum(mass + index.row_letters[row], listed)
        total = matched + LEFT_LISTED * (listed - matched)
        base = matched / (total + (total == 0))
        thin = 1 + THIN * np.maximum(0.0, EVIDENCE - matched)
        found: Floats = 1 - (1 - base) * thin
        return found

    def _of_row(self, first: int, places: tuple[int, ...], letters: bool) -> Iterator[Window]:
        """The stretch over a name's words, and those of its parts between commas."""
        gap = self.setting.words.gap
        groups: list[list[int]] = [[]]
        for at in places:
            cut = groups[-1] and (
                (gap[first + groups[-1][-1] + 1 : first + at + 1] != PLAIN).any()
                or at - groups[-1][-1] > FAR
            )
            groups.append([at]) if cut else groups[-1].append(at)
        hull = [(places[0], places[-1])] if len(groups) > 1 else []
        for a, b in [*hull, *((one[0], one[-1]) for one in groups)]:
            start = a
            while letters and start > 0 and self.setting.initial[first + start - 1]:
                start -= 1
            if start < b and b - start < LONGEST:
                yield start, b

    def _reached(self, word: int) -> tuple[Ints, Floats]:
        """The names that a distinct word reaches, each once, with how much of them it is."""
        if word not in self.rows:
            self.rows[word] = self._find(word)
        return self.rows[word]

    def _is_light(self, at: int) -> bool:
        word = int(self.setting.words.word[at])
        return bool(self.reach.weight[word] < LIGHT and not self.setting.fuzzy[word])

    def _find(self, word: int) -> tuple[Ints, Floats]:
        index, reach = self.index, self.reach
        part = slice(int(reach.at[word]), int(reach.at[word + 1]))
        tokens = reach.linked[part]
        if reach.weight[word] < LIGHT and not self.setting.fuzzy[word]:
            tokens = tokens[:0]
        value = reach.similarity[part][: len(tokens)] * index.token_weight[tokens]
        places, owner = ranges(index.posting_at[tokens], index.posting_at[tokens + 1])
        row, mass = index.posting_row[places].astype(np.int64), value[owner]
        order = np.lexsort((-mass, row))
        row, mass = row[order], mass[order]
        first = np.concatenate([[True], row[1:] != row[:-1]]) if len(row) else np.zeros(0, bool)
        return row[first], mass[first]
