"""The door: every mention of a listed party in a text.

A text is read in blocks that end where a paragraph does, so that memory stays bounded; what was
named in full in one block is known in the next ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from licet.screening.index_store import Index
from licet.screening.mentions.context import Context, Named
from licet.screening.mentions.follow import Followed
from licet.screening.mentions.judge import Judge
from licet.screening.mentions.model import Mention
from licet.screening.mentions.reach import reach
from licet.screening.mentions.scoring import score_windows
from licet.screening.mentions.setting import setting
from licet.screening.mentions.windows import windows
from licet.screening.mentions.words import Words, split
from licet.screening.model import DEFAULT
from licet.screening.packed import Bools
from licet.screening.screen import finder_of
from licet.screening.search import Search

BLOCK = 2_000_000
"""Characters that are held as columns at once."""

LIMIT = 12
LONGEST_SENTENCE = 600
_ENDS = (re.compile(r"\n\s*\n|\f"), re.compile(r"[.!?。]\s"), re.compile(r"\s"))


def mentions(
    index: Index,
    text: str,
    *,
    threshold: float = DEFAULT,
    rows: Bools | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[Mention]:
    """Mentions in the order of the text. ``progress`` is told the characters done.

    ``rows`` limits to index rows. Raises BadInputError for a threshold outside 0 to 1.
    """
    search = Search(index, threshold, LIMIT, rows)
    known = Followed()
    found: list[Mention] = []
    for start, end in blocks(text):
        found += _Block(search, text[start:end], start).mentions(known)
        if progress:
            progress(end)
    return found


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Where a long text is cut: after a paragraph, else a sentence, else a word."""
    start = 0
    while len(text) - start > BLOCK:
        end = start + BLOCK
        tail = text[end - BLOCK // 10 : end]
        for pattern in _ENDS:
            last = None
            for last in pattern.finditer(tail):  # noqa: B007 - the last one is wanted
                pass
            if last:
                end = end - len(tail) + last.end()
                break
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


@dataclass
class _Block:
    search: Search
    text: str
    offset: int

    def mentions(self, known: Followed) -> list[Mention]:
        """Names by themselves, then what follows them."""
        words = split(self.text)
        if not len(words.word):
            return []
        shown, index = setting(words), self.search.index
        reached = reach(finder_of(index), shown.tokens, shown.fuzzy)
        spans = windows(index, shown, reached, self.search.threshold)
        judge = Judge(
            Context(index, shown, reached), lambda some: score_windows(self.search, shown, some)
        )
        named = known.add(shown, judge.named(spans), judge.weak)
        return [self._mention(words, one) for one in named]

    def _mention(self, words: Words, one: Named) -> Mention:
        start, end = int(words.start[one.first]), int(words.end[one.last])
        begin, stop = _sentence(words, one.first, one.last)
        return Mention(
            start=start + self.offset,
            end=end + self.offset,
            text=" ".join(self.text[start:end].split()),
            sentence=" ".join(self.text[begin:stop].split()),
            sentence_start=begin + self.offset,
            found_as=one.found_as,
            matches=one.matches,
        )


def _sentence(words: Words, first: int, last: int) -> tuple[int, int]:
    """Where the sentence of a mention begins and ends, its closing mark included."""
    number = words.sentence[first], words.sentence[last]
    low = int(words.sentence.searchsorted(number[0], "left"))
    high = int(words.sentence.searchsorted(number[1], "right")) - 1
    start, end = int(words.start[low]), int(words.end[high])
    after = int(words.start[high + 1]) if high + 1 < len(words.start) else len(words.text)
    mark = re.match(r"[^\s\w]{0,3}", words.text[end:after])
    end += mark.end() if mark else 0
    near = int(words.start[first]), int(words.end[last])
    return max(start, near[0] - LONGEST_SENTENCE), min(end, near[1] + LONGEST_SENTENCE)
