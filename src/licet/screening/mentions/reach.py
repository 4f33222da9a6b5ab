"""Which list words the words of a text may stand for, and which list words stand together.

Every distinct word is looked up once: words that may be names with all ways of the finder, the
others only as they are written. Two words of one list name form a pair; pairs are a sorted array.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from licet.names import Token
from licet.names.normalise import APOSTROPHES, clean, script
from licet.names.tokenise import token as make_token
from licet.screening.finder import Finder
from licet.screening.hashing import word_hash
from licet.screening.index_store import Index
from licet.screening.packed import Bools, Floats, Ints, ranges

NEAR = 0.8
"""Links below this similarity start no search: a window is scored with all links afterwards."""

PAIR_WEIGHT = 0.6
"""Two words that together say less than this never start a search."""

ALONE = 0.85
"""A list word that carries this share of a name can stand for the name by itself."""

_TAIL = re.compile(f"[{re.escape(APOSTROPHES)}]([^{re.escape(APOSTROPHES)}]*)$")
_ENDING = re.compile("[sS]?|n?[iıuü]n|y[eaiıuü]|[dt][ea]n?")
"""English "s" and the Turkish cases of names; Arabic names end in other letters ("Rifa'i")."""

_known: WeakKeyDictionary[Index, Together] = WeakKeyDictionary()


@dataclass(frozen=True)
class Together:
    """Of an index: which tokens stand in one name, and how much of a name each can carry."""

    pairs: Ints  # sorted: smaller token times the number of tokens, plus the larger
    alone: Floats  # per token, joined ones too: the largest share of a name's weight

    def has(self, one: Ints, other: Ints) -> Bools:
        """Whether two tokens stand in one name, for many pairs."""
        size = len(self.alone)
        wanted = np.minimum(one, other) * size + np.maximum(one, other)
        place = np.minimum(np.searchsorted(self.pairs, wanted), max(len(self.pairs) - 1, 0))
        found: Bools = self.pairs[place] == wanted if len(self.pairs) else wanted < 0
        return found


def together(index: Index) -> Together:
    """Made once per index."""
    if index not in _known:
        _known[index] = Together(_pairs(index), _alone(index))
    return _known[index]


def _pairs(index: Index) -> Ints:
    size = len(index.token_weight)
    token = index.row_token.astype(np.int64)
    owner = np.repeat(np.arange(index.rows), np.diff(index.row_at))
    found = []
    for step in range(1, int(np.diff(index.row_at).max(initial=1))):
        one, other = token[:-step], token[step:]
        same = owner[:-step] == owner[step:]
        same &= index.token_weight[one] + index.token_weight[other] >= PAIR_WEIGHT
        one, other = one[same], other[same]
        found.append(np.minimum(one, other) * size + np.maximum(one, other))
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)


def _alone(index: Index) -> Floats:
    counts = np.diff(index.posting_at)
    token = np.repeat(np.arange(len(counts)), counts)
    whole = np.maximum(index.row_weight[index.posting_row], 1e-9)
    result = np.zeros(len(counts))
    np.maximum.at(result, token, index.token_weight[token] / whole)
    return result


@dataclass(frozen=True)
class Reach:
    """For D distinct words: their tokens, and their links as CSR."""

    tokens: list[Token | None]
    at: Ints  # D + 1
    linked: Ints
    similarity: Floats
    weight: Floats  # D: how much the word says on the lists, 0 where no list has it
    alone: Floats  # D: the largest share of a name that it can stand for


def tokens_of(written: list[str]) -> list[Token | None]:
    """The token of each word as written; None where nothing of it can be read."""
    return [_token(one) for one in written]


def _token(word: str) -> Token | None:
    """A word's token, without an ending that an apostrophe sets off ("SSB's", "Demir'in")."""
    tail = _TAIL.search(word)
    if tail and tail.start() > 1 and _ENDING.fullmatch(tail[1]):
        word = word[: tail.start()]
    bare = _bare(word)
    made = make_token(bare) if bare else None
    if made is None or not made.keys:
        return None
    # "Abd al-Rahman" is "Abdul Rahman" on the lists
    return Token(made.text, ("abd", "abdul")) if made.text == "abd" else made


def _bare(word: str) -> str:
    cleaned = clean(word)
    return "".join(c for c in cleaned if c not in APOSTROPHES)


def reach(finder: Finder, tokens: list[Token | None], fuzzy: Bools) -> Reach:
    """Links of every word; ``fuzzy``: which words are looked up in every way."""
    index = finder.index
    exact = _exact(index, tokens)
    linked, similarity = [], []
    for number, token in enumerate(tokens):
        own: Any = exact.get(number, [])
        how: Floats | None = None
        if token is not None and len(token.text) == 1 and script(token.text) == "CJK":
            # Hundreds of characters share a syllable: in running Han only the same ones count.
            own = [one for one in own if index.texts[one] == token.text]
        elif token is not None and fuzzy[number]:
            links = finder.row(token)
            near = links.similarity >= NEAR
            own, how = links.tokens[near], links.similarity[near]
        linked.append(np.asarray(own, np.int64))
        similarity.append(np.ones(len(linked[-1])) if how is None else how)
    at = np.concatenate([[0], np.cumsum([len(one) for one in linked])]).astype(np.int64)
    flat = np.concatenate([*linked, np.zeros(0, np.int64)])
    alike = np.concatenate([*similarity, np.zeros(0)])
    share = together(index).alone
    return Reach(
        tokens, at, flat, alike,
        _most(at, index.token_weight[flat] * (alike >= 0.9)),
        _most(at, share[flat] * alike),
    )  # fmt: skip


def _most(at: Ints, values: Floats) -> Floats:
    """The largest value of each group, 0 for an empty one."""
    result = np.zeros(len(at) - 1)
    np.maximum.at(result, np.repeat(np.arange(len(result)), np.diff(at)), values)
    return result


def _exact(index: Index, tokens: list[Token | None]) -> dict[int, list[int]]:
    """List words that are the same in some reading, all words of the text in one look-up."""
    asked = [(n, key) for n, token in enumerate(tokens) if token for key in token.keys]
    hashes = np.array([word_hash(key) for _, key in asked], np.uint32)
    first = np.searchsorted(index.key_hash, hashes, "left")
    last = np.searchsorted(index.key_hash, hashes, "right")
    places, owner = ranges(first, last)
    found: dict[int, list[int]] = {}
    keys = index.keys
    for number, one in zip(index.key_token[places].tolist(), owner.tolist(), strict=True):
        word, key = asked[one]
        if keys[number] == key or index.reads(number, key):
            found.setdefault(word, []).append(number)
    return found
