"""Rows of the token-similarity matrix S, found once for each query word and kept.

Names repeat their words: a batch asks for each distinct word once. Each thread keeps its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

import numpy as np

from licet.names import Token
from licet.screening.hashing import word_hash
from licet.screening.index_store import Index
from licet.screening.index_words import is_loose, rarity_of, roman_hash, sound_hashes, weight_of
from licet.screening.kernel import run
from licet.screening.kernel.tables import Asked, Links
from licet.screening.kernel.words import MAX_LINKS, by_letters
from licet.screening.model import HOWS, How
from licet.screening.packed import Bools, Floats, Ints, IntsLike, pack

CACHE = 400_000
MERGED, TRANSLITERATED = 251 / 256, 248 / 256
"""As the loops keep them, on the grid of 1/256."""

CODE = {how: code + 1 for code, how in enumerate(HOWS)}
_NEAR = 64


@dataclass(frozen=True, slots=True)
class Row:
    """The list tokens near one query word, with similarity and how (a code)."""

    tokens: Ints
    similarity: Floats
    how: Ints


class Growing:
    """An array that rows are added to, with room for twice as many when it is full."""

    def __init__(self, kind: type[np.generic], size: int = 0) -> None:
        self.size = size
        self._room = np.zeros(max(size, 1024), kind)

    def add(self, values: np.ndarray) -> None:
        """Put values at the end."""
        end = self.size + len(values)
        if end > len(self._room):
            room = np.zeros(max(end, 2 * len(self._room)), self._room.dtype)
            room[: self.size] = self._room[: self.size]
            self._room = room
        self._room[self.size : end] = values
        self.size = end

    @property
    def values(self) -> np.ndarray:
        """What was added."""
        return self._room[: self.size]


class Finder:
    """The query words seen so far and their links, for one index and one thread."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._scratch = (
            np.zeros(len(index.token_weight)),
            np.zeros(len(index.token_weight), np.uint8),
            np.zeros(len(index.token_weight), np.int64),
            np.zeros(len(index.reading_token), np.int64),
            np.zeros((3, _NEAR), np.int64),
            np.zeros(_NEAR, np.int64),
        )
        self._stamp = 1
        self._clear()

    def _clear(self) -> None:
        self._place: dict[Token, int] = {}
        self._pairs: dict[int, int] = {}
        self._letters: dict[str, int] = {}
        self._joining: list[tuple[str, ...]] = []
        self._at = Growing(np.int64, 1)
        self._token, self._similarity = Growing(np.int32), Growing(np.float64)
        self._how = Growing(np.uint8)
        self._weight, self._rare = Growing(np.float64), Growing(np.float64)
        self._wide, self._single = Growing(np.bool_), Growing(np.bool_)
        self._loose, self._first = Growing(np.bool_), Growing(np.int64)

    def rows(self, tokens: Sequence[Token]) -> Ints:
        """The row of S of each word."""
        found = list(map(self._place.get, tokens))
        if None in found:
            self._add(list(dict.fromkeys(
                token for token, row in zip(tokens, found, strict=True) if row is None
            )))  # fmt: skip
            found = list(map(self._place.get, tokens))
        return np.array(found, np.int64)

    def make_room(self) -> None:
        """Forget every word when there are too many; no row found before is valid then."""
        if len(self._joining) > CACHE:
            self._clear()

    def row(self, token: Token) -> Row:
        """The links of one word."""
        at = int(self.rows([token])[0])
        part = slice(int(self._at.values[at]), int(self._at.values[at + 1]))
        return Row(
            self._token.values[part].astype(np.int64),
            self._similarity.values[part].copy(),
            self._how.values[part].astype(np.int64),
        )

    @property
    def links(self) -> Links:
        """S of every word seen."""
        return Links(self._at.values, self._token.values, self._similarity.values, self._how.values)

    @property
    def weight(self) -> Floats:
        """What each word says, 0 to 1."""
        return self._weight.values

    @property
    def rare(self) -> Floats:
        """How seldom ordinary names have each word, 0 to 1."""
        return self._rare.values

    @property
    def wide(self) -> Bools:
        """Whether a token made of several list words is among the links of each word."""
        return self._wide.values

    @property
    def first(self) -> Ints:
        """Code of the first letter of each word."""
        return self._first.values

    @property
    def single(self) -> Bools:
        """Whether each word is a single letter."""
        return self._single.values

    @property
    def loose(self) -> Bools:
        """Whether each word raises no candidate by itself."""
        return self._loose.values

    def pair_rows(self, left: Ints, right: Ints) -> Ints:
        """The row of S of two words written as one; -1 when the list has no such word."""
        codes = left << 32 | right
        distinct, which = np.unique(codes, return_inverse=True)
        known, keys = self._pairs, self._joining
        new = [code for code in distinct.tolist() if code not in known]
        joined = [
            (code, one + other)
            for code in new
            for one in keys[code >> 32]
            for other in keys[code & 0xFFFFFFFF]
        ]
        known.update(dict.fromkeys(new, -1))
        rows = self._wholes([key for _, key in joined], [MERGED] * len(joined), "merged")
        known.update((code, row) for (code, _), row in zip(joined, rows, strict=True) if row >= 0)
        found = np.fromiter((known[code] for code in distinct.tolist()), np.int64, len(distinct))
        return found[which] if len(found) else found

    def acronym_rows(self, letters: Sequence[str]) -> list[int]:
        """The row of S of each acronym of a query; -1 when it is no list word."""
        known = self._letters
        new = list(dict.fromkeys(one for one in letters if one not in known))
        similar = [floor(by_letters(len(one)) * 256 + 0.5) / 256 for one in new]
        known.update(zip(new, self._wholes(new, similar, "acronym"), strict=True))
        return [known[one] for one in letters]

    def _wholes(self, keys: list[str], similar: list[float], how: How) -> list[int]:
        """For each key a row that holds the tokens of which it is a reading; -1 for none."""
        hashes = np.array([word_hash(key) for key in keys], np.uint32)
        table = self.index.key_hash
        place = np.minimum(np.searchsorted(table, hashes), max(len(table) - 1, 0))
        hit = table[place] == hashes if len(table) else np.zeros(len(keys), np.bool_)
        rows = [-1] * len(keys)
        for n in np.flatnonzero(hit).tolist():
            rows[n] = self._whole(keys[n], similar[n], how)
        return rows

    def _whole(self, key: str, similar: float, how: How) -> int:
        """A row that holds the tokens of which a reading is the key; -1 for none."""
        tokens = self.index.tokens_of(key)
        if not len(tokens):
            return -1
        at, alike = np.array([0, len(tokens)]), np.full(len(tokens), similar)
        return self._keep([key], [(key,)], at, tokens, alike, np.full(len(tokens), CODE[how]))

    def _add(self, tokens: list[Token]) -> None:
        """Find the links of new words, all in one call."""
        asked = _asked(tokens)
        count = len(tokens)
        out = (
            np.zeros(count + 1, np.int64), np.zeros(count * MAX_LINKS, np.int32),
            np.zeros(count * MAX_LINKS), np.zeros(count * MAX_LINKS, np.uint8),
        )  # fmt: skip
        find = run.find(count)
        stamp, self._stamp = self._stamp, self._stamp + 2 * len(asked.alike) + 2
        total = find(self.index.words, asked, self.index.tokens, stamp, self._scratch, out)
        keys, joining = [token.keys[0] for token in tokens], [token.joining for token in tokens]
        first = self._keep(keys, joining, out[0], out[1][:total], out[2][:total], out[3][:total])
        self._place.update((token, first + n) for n, token in enumerate(tokens))

    def _keep(
        self, keys: list[str], joining: list[tuple[str, ...]], at: Ints, tokens: IntsLike,
        similar: Floats, how: IntsLike,
    ) -> int:  # fmt: skip
        """Put rows at the end; the number of the first."""
        first = len(self._joining)
        self._at.add(at[1:] + self._at.values[-1])
        self._token.add(tokens)
        self._similarity.add(similar)
        self._how.add(how)
        self._joining += joining
        self._weight.add(self._weights(keys, at, tokens, similar))
        self._rare.add(np.array([rarity_of(key) for key in keys]))
        self._first.add(np.array([ord(key[0]) for key in keys]))
        self._single.add(np.array([len(key) == 1 and key.isalpha() for key in keys]))
        self._loose.add(np.array([is_loose(key) for key in keys]))
        wide = np.zeros(len(keys), np.bool_)
        owner = np.repeat(np.arange(len(keys)), np.diff(at))
        wide[owner[tokens >= self.index.tokens]] = True
        self._wide.add(wide)
        return first

    def _weights(self, keys: list[str], at: Ints, tokens: IntsLike, similar: Floats) -> Floats:
        """The weight of the same word on the list, or that of a word no listing has."""
        index, listings = self.index, self.index.listings
        result = np.array([weight_of(key, 0, listings) for key in keys])
        same = np.flatnonzero((similar >= TRANSLITERATED) & (tokens < index.tokens))
        owner = np.repeat(np.arange(len(keys)), np.diff(at))[same]
        for word, token in zip(owner.tolist()[::-1], tokens[same].tolist()[::-1], strict=True):
            if index.key(token) == keys[word]:
                result[word] = index.token_weight[token]
        return result


def _asked(tokens: list[Token]) -> Asked:
    """Words as arrays, with what their keys sound like."""
    text, text_at = pack([token.text for token in tokens])
    keys = [key for token in tokens for key in token.keys]
    letters, letters_at = pack(keys)
    sounds = [sound_hashes(key) if len(key) > 1 and key.isalpha() else [] for key in keys]
    return Asked(
        text=text,
        text_at=text_at,
        native=np.array([token.native for token in tokens]),
        key_at=_pointers([len(token.keys) for token in tokens]),
        key=letters,
        letters_at=letters_at,
        alike=np.array([len(key) > 1 and key.isalpha() for key in keys]),
        roman=np.array([roman_hash(key) for key in keys], np.int64),
        sound_at=_pointers([len(one) for one in sounds]),
        sound=np.array([code for one in sounds for code in one], np.int64),
        whole=np.array([word_hash(key) for key in keys], np.int64),
    )


def _pointers(sizes: list[int]) -> Ints:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
