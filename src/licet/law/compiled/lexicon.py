"""The words that the law holds each fact against, as small numbers.

A row's word becomes a code: 0 unknown, 1 a word no provision asks for, then the words asked for. A
row's set of words becomes bits of one or more 64-bit columns ("planes"), 63 words in each; the last
bit says that any word at all is possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from licet.law.conditions import Condition, FactRef, Leaf, leaves
from licet.law.facts import FACTS
from licet.law.interpreter import LICENCE_NEEDED
from licet.law.model import Law

UNKNOWN_CODE, OTHER_CODE, FIRST_CODE = 0, 1, 2
TRUTH_WORDS = ("false", "true")
PLANE_WORDS = 63
ANY_BIT = 1 << 63


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words asked of each fact, in order, and every fact that is read at all."""

    words: dict[str, tuple[str, ...]]

    def code(self, fact: str, word: str) -> int:
        """The code of a word that some provision asks for."""
        return FIRST_CODE + self.words[fact].index(word)

    def planes(self, fact: str) -> list[tuple[str, ...]]:
        """The words of each plane of a fact that is a set of words; at least one plane."""
        words = self.words[fact]
        starts = range(0, max(len(words), 1), PLANE_WORDS)
        return [words[start : start + PLANE_WORDS] for start in starts]

    def masks(self, fact: str, wanted: frozenset[str]) -> list[int]:
        """The bits of the wanted words, by plane."""
        return [
            sum(1 << i for i, word in enumerate(words) if word in wanted)
            for words in self.planes(fact)
        ]


def of(law: Law) -> Lexicon:
    """The words of every condition of the law."""
    found: dict[str, set[str]] = {"licence.needed": set()}
    for condition in conditions(law):
        for leaf in leaves(condition):
            found.setdefault(leaf.fact, set()).update(leaf.wanted)
            for name in references(leaf):
                found.setdefault(name, set())
    return Lexicon(
        {
            fact: TRUTH_WORDS if FACTS[fact].type == "truth" else tuple(sorted(words))
            for fact, words in sorted(found.items())
        }
    )


def conditions(law: Law) -> Iterator[Condition]:
    """Every condition of every provision, and of the classes of persons they bind."""
    yield LICENCE_NEEDED
    for person in law.persons.values():
        yield person.when
    for provision in law.provisions.values():
        for version in provision.versions:
            yield version.applies
            yield from (exception.when for exception in version.exceptions)


def references(leaf: Leaf) -> Iterable[str]:
    """The other facts that a leaf's bounds name."""
    return [bound.name for bound in leaf.bounds if isinstance(bound, FactRef)]
