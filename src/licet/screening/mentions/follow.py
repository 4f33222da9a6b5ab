"""What stands for a party after it was named in full: a surname, a short form, a weak alias.

"Ismail Demir" makes a later "Demir" his; "Presidency of Defense Industries (SSB)" makes "SSB" a
name; an alias that is too weak to stand alone counts for a party that the text names elsewhere.
Of two parties with one surname the one named last before it is meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from licet.names import country_code, legal_forms
from licet.names.tokenise import TITLES
from licet.screening.mentions.context import Named
from licet.screening.mentions.model import As
from licet.screening.mentions.setting import Setting
from licet.screening.mentions.words import CAPITALISED, LINE, LOWER, UPPER
from licet.screening.model import Match

Matches = tuple[Match, ...]
Known = dict[str, Matches]
Held = dict[str, list[tuple[int, Matches]]]
"""Form → the word from which it holds, and for whom; in the order of the text."""

AFTER = 80
_DEFINED = re.compile(
    r"^[’']?s?[\"”»]?,?\s*[(（](?:[^()\n]{0,50}?[\s,;:])??(?:the\s)?(?P<quote>[\"“„«‘']?)"
    r"(?P<short>[^\W\d_][\w&.-]{1,24})[\"”»’']?[)）]"
)
_BEFORE = re.compile(r"(?P<short>\b[^\W\d_]{2,10})\s*\($")


@dataclass
class Followed:
    """What the text has named so far, from block to block."""

    short: Known = field(default_factory=dict)
    surnames: Known = field(default_factory=dict)
    parties: set[str] = field(default_factory=set)

    def add(self, setting: Setting, named: list[Named], weak: list[Named]) -> list[Named]:
        """The mentions of a block with those that follow them, in order."""
        self.parties |= {match.listing_id for one in named for match in one.matches}
        shorts = self._defined(setting, named)
        surnames = self._surnames(setting, named)
        taken = {at for one in named for at in range(one.first, one.last + 1)}
        found = list(named)
        for one in self._aliases(weak):
            if not taken & set(range(one.first, one.last + 1)):
                found.append(one)
                taken |= set(range(one.first, one.last + 1))
        for held, form, before in (
            (shorts, "short form", self.short),
            (surnames, "surname", self.surnames),
        ):
            for one in _uses(setting, held, before, form):  # type: ignore[arg-type]
                if one.first not in taken:
                    found.append(one)
                    taken.add(one.first)
            before.update({key: uses[-1][1] for key, uses in held.items()})
        return sorted(found, key=lambda one: one.first)

    def _aliases(self, weak: list[Named]) -> list[Named]:
        """One-word aliases of parties that are named in full somewhere."""
        by_span: dict[tuple[int, int], list[Match]] = {}
        for one in weak:
            if one.matches[0].listing_id in self.parties:
                by_span.setdefault((one.first, one.last), []).append(one.matches[0])
        return [Named(*span, tuple(matches), "alias") for span, matches in by_span.items()]

    def _defined(self, setting: Setting, named: list[Named]) -> Held:
        """Short forms in brackets, as written, with the word from which each holds."""
        found: Held = {}
        words = setting.words
        for one in named:
            end, start = int(words.end[one.last]), int(words.start[one.first])
            after = _DEFINED.match(words.text[end : end + AFTER])
            before = _BEFORE.search(words.text[max(0, start - 14) : start])
            for match in (after, before):
                quoted = match is after and after is not None and bool(after["quote"])
                if match and _is_short_form(match["short"], quoted):
                    at = one.last if match is after else max(one.first - 2, 0)
                    found.setdefault(match["short"], []).append((at, one.matches))
        return found

    def _surnames(self, setting: Setting, named: list[Named]) -> Held:
        """The last word of each person's full name, with the word from which it holds."""
        found: Held = {}
        words = setting.words
        for one in named:
            if one.first == one.last or one.kind != "person":
                continue
            comma = [at for at in range(one.first + 1, one.last + 1)
                     if "," in words.text[words.end[at - 1] : words.start[at]]]  # fmt: skip
            at = comma[0] - 1 if comma else one.last
            key = setting.key(at)
            if len(key) > 2 and not setting.common[words.word[at]]:
                found.setdefault(key, []).append((one.last, one.matches))
        return found


def _is_short_form(text: str, quoted: bool) -> bool:
    """An abbreviation, or a word in quotation marks; nothing else that stands in brackets."""
    large = sum(c.isupper() for c in text)
    plain = text.replace(".", "").casefold()
    if legal_forms.is_form(plain) or country_code(text) or plain in TITLES:
        return False
    return large >= 2 or (quoted and text[0].isupper())


def _uses(setting: Setting, held: Held, before: Known, form: As) -> Iterator[Named]:
    """Later words that are one of the forms: as written, or (a surname) by its key."""
    words = setting.words
    surname = form == "surname"
    for number, written in enumerate(words.written):
        token = setting.tokens[number]
        key = (token.keys[0] if token else "") if surname else _bare(written)
        if key not in held and key not in before:
            continue
        if words.case[number] == LOWER:
            continue
        for at in np.flatnonzero(words.word == number).tolist():
            matches = _meant(held.get(key, []), at) or before.get(key)
            if matches and not (surname and _other_name(setting, at)):
                yield Named(at, at, matches, form)


def _meant(uses: list[tuple[int, Matches]], at: int) -> Matches | None:
    """The party that was named last before a place."""
    place = bisect_right([one[0] for one in uses], at) - 1
    return uses[place][1] if place >= 0 else None


def _bare(written: str) -> str:
    """A short form without the ending that an apostrophe sets off."""
    return re.split("[’']", written, maxsplit=1)[0]


def _other_name(setting: Setting, at: int) -> bool:
    """Whether a word beside it makes the surname part of somebody else's full name."""
    words = setting.words
    for other, gap_at in ((at - 1, at), (at + 1, at + 1)):
        if other < 0 or other >= len(words.word) or words.gap[gap_at] >= LINE:
            continue
        word, key = int(words.word[other]), setting.key(other)
        if words.case[word] not in {CAPITALISED, UPPER} or len(key) < 2 or key in TITLES:
            continue
        start = other == 0 or words.sentence[other - 1] != words.sentence[other]
        if not setting.common[word] and not (start and other < at and len(key) < 4):
            return setting.country(word) is None
    return False
