"""Words of organisations' names that lists translate or abbreviate at will: one key for each.

"Zavod" and "plant", "nauchno-proizvodstvennoe obedinenie" and "NPO" meet as one word. The table is
``common_words.yaml``; a word keeps its own text and key beside the common one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import yaml

from licet.names.spelling import one_spelling, written

if TYPE_CHECKING:
    from licet.names.tokenise import Token


@cache
def table(native: bool) -> dict[str, dict[tuple[str, ...], str]]:
    """First word → phrase → the word that stands for it; ``native``: in other scripts too."""
    text = resources.files("licet.names").joinpath("common_words.yaml").read_text("utf-8")
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for common, others in data.items():
        for phrase in (common, *others):
            words = written(str(phrase)) if native or str(phrase).isascii() else ()
            if words:
                found.setdefault(words[0], {})[words] = common
    return found


def unite(tokens: Sequence[Token]) -> list[Token]:
    """The words of a name, phrases of the table taken as one; the longest phrase first."""
    from licet.names.tokenise import Token

    known = table(any(token.native for token in tokens))
    spelt = [one_spelling(token.keys[0]) for token in tokens]
    if not any(word in known for word in spelt):
        return list(tokens)
    found: list[Token] = []
    start = 0
    while start < len(tokens):
        size, common = _longest(known, spelt, start)
        part = tokens[start : start + size]
        if common:
            text = " ".join(token.text for token in part)
            own = part[0].keys if size == 1 else ("".join(token.keys[0] for token in part),)
            keys = tuple(dict.fromkeys((common, *own)))
            found.append(Token(text, keys, common=keys[0] != own[0]))
        else:
            found += part
        start += size
    return found


def _longest(
    known: dict[str, dict[tuple[str, ...], str]], spelt: Sequence[str], start: int
) -> tuple[int, str | None]:
    """How many words the longest phrase there has, and what stands for it; 1 for none."""
    phrases = known.get(spelt[start])
    if not phrases:
        return 1, None
    for size in range(max(map(len, phrases)), 0, -1):
        common = phrases.get(tuple(spelt[start : start + size]))
        if common:
            return size, common
    return 1, None
