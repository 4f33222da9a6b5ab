"""Tells names of listed parties from words that only look like them.

A scored window stands when the text itself supports it: capitals where capitals say something, at
least one word that is neither common in the text, nor a country, nor on hundreds of listings; no
further name word that would make it somebody else's name. Windows that overlap are settled in
favour of the one that explains more words better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from licet.names import country_code
from licet.names.tokenise import PARTICLES
from licet.screening.mentions import one_word
from licet.screening.mentions.context import Context, Named
from licet.screening.mentions.edges import Window
from licet.screening.mentions.longer import Score, Spans, whole_names
from licet.screening.mentions.one_word import DISTINCT, WHOLE
from licet.screening.mentions.settle import settle
from licet.screening.mentions.words import CAPITALISED, LOWER
from licet.screening.model import Match, TokenPair

SURE = 0.85
"""How near a word must be to count as the word of the list."""

SHIPS = {"vessel", "aircraft"}
NEARLY_WHOLE = 0.85
LIGHT = 0.2
SOME = 0.4
"""What the rarest word of a person's name must say at least."""


@dataclass
class Judge:
    """Judges the windows of one text."""

    context: Context
    score: Score
    weak: list[Named] = field(default_factory=list)
    """One-word stretches that count only once their party is named in full."""

    def named(self, spans: Spans) -> list[Named]:
        """The windows that name a listed party."""
        kept = [
            (span, match)
            for span, matches in self.score(spans).items()
            if matches and not self._is_country(span)
            for match in matches
            if self._stands(span, match)
        ]
        kept = whole_names(self.context, self.score, kept, spans)
        return [
            replace(one, kind=self._kind_of(one.matches))
            for one in settle(kept, self.context.setting)
        ]

    def _kind_of(self, matches: Sequence[Match]) -> str:
        kinds = [self.context.kind(one) for one in matches]
        return next((one for one in kinds if one != "unknown"), "unknown")

    def _is_country(self, span: Window) -> bool:
        """Whether the whole window names a country ("Puerto Rico")."""
        keys = (self.context.setting.key(at) for at in range(span[0], span[1] + 1))
        return country_code(" ".join(keys)) is not None

    def _stands(self, span: Window, match: Match) -> bool:
        """Whether a match is a name here, by its own words."""
        pairs = [pair for pair in match.why if pair.weight >= LIGHT and not pair.query.isdigit()]
        person = self.context.kind(match) == "person"
        if not person:  # a letter is an initial in a person's name only: "Group A"
            pairs = [pair for pair in pairs if len(pair.query) > 1]
        if not pairs or not self._written_as_name(span, match):
            return False
        if span[0] == span[1] or len(pairs) == 1:
            return self._one_word(span, match, pairs[0])
        return self._person(pairs) if person else self._organisation(span, match, pairs)

    def _one_word(self, span: Window, match: Match, pair: TokenPair) -> bool:
        """One word names a party only if it can't well be anything else."""
        whole = not match.unmatched_listed and not match.unmatched_query
        if not whole or not one_word.could_be_name(self.context, span, pair):
            return False
        if self.context.kind(match) in SHIPS and not self.context.beside_ship(span):
            return False
        if one_word.firm(self.context, span, match, pair):
            return True
        if pair.how == "exact":
            self.weak.append(Named(*span, (match,), "alias"))
        return False

    def _written_as_name(self, span: Window, match: Match) -> bool:
        """Where capitals tell: the name begins with one, and a person's words all have one."""
        words = self.context.setting.words
        if not words.telling[span[0]]:
            return True
        person, latin = self.context.kind(match) == "person", 0
        for at in range(span[0], span[1] + 1):
            small = words.case[words.word[at]] == LOWER
            edge = at in {span[0], span[1]}
            key = self.context.setting.key(at)
            if small and key not in PARTICLES and (person or at == span[0]):
                return False
            if small and edge and key in PARTICLES and at == span[1]:
                return False
            if small and key not in PARTICLES and key == words.written[words.word[at]]:
                latin += 1
        whole = not match.unmatched_listed and not match.unmatched_query
        return not latin or (whole and len(match.why) > 2)

    def _person(self, pairs: Sequence[TokenPair]) -> bool:
        """Two words at least, one of them uncommon; an initial needs a rare word beside it."""
        whole = [pair for pair in pairs if pair.how != "initial"]
        strong = [
            pair for pair in whole if not self.context.is_common(pair) and pair.weight >= SOME
        ]
        if len(whole) < 2:
            return bool(strong) and strong[0].weight >= DISTINCT and strong[0].similarity >= SURE
        return bool(strong)

    def _organisation(self, span: Window, match: Match, pairs: Sequence[TokenPair]) -> bool:
        """A word that marks the party; else the whole name, and its country in the text."""
        context = self.context
        marks = sum(self._marks(pair) for pair in pairs)
        if context.kind(match) in SHIPS and not context.beside_ship(span):
            return marks > 0 and match.score >= WHOLE and len(pairs) > 2
        if match.unmatched_listed:
            return self._part(span, match, marks)
        if marks:
            return True
        beside = any(context.beside(span, CAPITALISED))
        if match.unmatched_query or beside or match.score < NEARLY_WHOLE:
            return False
        return context.country_agrees(match, span[0])

    def _part(self, span: Window, match: Match, marks: int) -> bool:
        """Whether a part of an organisation's name is enough: with two words that mark it."""
        if any(country_code(word) for word in match.unmatched_listed):
            return False  # the Communist Party, but of another country
        if self.context.within_longer(span) or match.strength == "weak":
            return False
        return marks > 1 or (marks == 1 and match.score >= NEARLY_WHOLE)

    def _marks(self, pair: TokenPair) -> bool:
        """Whether a pair of words sets a party apart from what the text speaks of otherwise."""
        if pair.weight < DISTINCT or pair.similarity < SURE:
            return False
        return not self.context.is_common(pair) and not self.context.names_country(pair)
