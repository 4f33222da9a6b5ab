"""How the words of a reviewed table are written, whatever script or romanisation a name uses."""

from __future__ import annotations

from functools import lru_cache

from licet.names.phonetic import romanised

LONG = 6
"""Letters up to which a word is compared as it stands."""


@lru_cache(maxsize=100_000)
def one_spelling(word: str) -> str:
    """A Latin key as it stands in a table: longer ones in one romanisation."""
    return (romanised(word) or word) if len(word) > LONG else word


def written(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as names are read: native scripts by their Latin keys."""
    from licet.names.tokenise import words_of_text

    return tuple(one_spelling(word.keys[0]) for word in words_of_text(phrase))
