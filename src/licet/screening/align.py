"""One-to-one alignment of a query's words with a list name's words, for many pairs at once.

Greedy: the pair of words that agrees most (similarity times weight) is taken first, its words
are used up, and so on. Pairs of names are arrays of P; their words are padded to A by B grids.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from licet.screening.candidates import Pairs
from licet.screening.finder import CODE
from licet.screening.index_store import Index
from licet.screening.packed import Bools, Floats, Ints, ranges
from licet.screening.queries import Prepared

INITIAL = 0.9
"""How well a single letter stands for a word that it begins."""

SIZES = (2, 3, 4, 6, 8, 12, 24, 48)
"""Grids are padded to the next of these, so that short names stay cheap."""

BLOCK = 2_000_000
"""Cells of a grid that are held at once."""

EXACT = CODE["exact"]


@dataclass
class Alignment:
    """For P pairs: what agrees and what is left; ``steps`` holds the words taken, in turn."""

    similar: Floats  # sum of similarity times weight over matched words
    paired: Floats  # sum of weight over matched words
    left_query: Floats  # weight of the query's words without a match
    left_listed: Floats
    initials: Floats  # weight that single letters leave open in the word they stand for
    exact: Bools  # every word on both sides is matched and is the same
    disorder: Bools  # matched words stand in another order
    steps: list[Step] = field(default_factory=list)


@dataclass
class Step:
    """One pair of words for each of P pairs of names; ``how`` 0 where there was none left."""

    query_mask: Ints
    listed_mask: Ints
    similarity: Floats
    how: Ints
    weight: Floats


def align(index: Index, prepared: Prepared, pairs: Pairs, *, keep: bool = False) -> Alignment:
    """Align every pair. ``keep`` also returns the steps (to explain a few pairs)."""
    size = len(pairs.query)
    parts = [np.zeros(size) for _ in range(5)]
    flags = [np.zeros(size, np.bool_) for _ in range(2)]
    steps: list[Step] = []
    for chosen, grid in _grids(index, prepared, pairs):
        done = _greedy(grid)
        for target, values in zip(parts, (done.similar, done.paired, done.left_query,
                                          done.left_listed, done.initials), strict=True):  # fmt: skip
            target[chosen] = values
        flags[0][chosen], flags[1][chosen] = done.exact, done.disorder
        if keep:
            _merge_steps(steps, done.steps, chosen, size)
    return Alignment(*parts, *flags, steps)


def _merge_steps(steps: list[Step], found: list[Step], chosen: Ints, size: int) -> None:
    while len(steps) < len(found):
        zeros = np.zeros(size, np.int64)
        steps.append(Step(zeros, zeros.copy(), np.zeros(size), zeros.copy(), np.zeros(size)))
    for into, step in zip(steps, found, strict=False):
        for name in ("query_mask", "listed_mask", "similarity", "how", "weight"):
            getattr(into, name)[chosen] = getattr(step, name)


@dataclass
class Grid:
    """P pairs of names as P x A x B similarities, with the masks and weights of both sides."""

    similarity: Floats
    how: npt.NDArray[np.int64]
    query_mask: Ints  # P x A, 0 where padded
    query_weight: Floats
    listed_mask: Ints  # P x B
    listed_weight: Floats
    query_total: Floats
    listed_total: Floats
    query_words: Ints
    listed_words: Ints


def _grids(index: Index, prepared: Prepared, pairs: Pairs) -> Iterator[tuple[Ints, Grid]]:
    """Groups of pairs of like size, so that padding and memory stay small."""
    row, query = pairs.row, pairs.query
    words = index.row_at[row + 1] - index.row_at[row]
    width = np.where(prepared.wide[query], 2 * words - 1, words)
    height = prepared.slot_at[query + 1] - prepared.slot_at[query]
    a, b = np.searchsorted(SIZES, height), np.searchsorted(SIZES, width)
    group = (a * len(SIZES) + b) * 2 + prepared.wide[query]
    for code in np.unique(group).tolist():
        chosen = np.flatnonzero(group == code)
        high, wide = SIZES[code // 2 // len(SIZES)], SIZES[code // 2 % len(SIZES)]
        step = max(1, BLOCK // (high * wide))
        for start in range(0, len(chosen), step):
            part = chosen[start : start + step]
            grid = _grid(index, prepared, query[part], row[part], (high, wide), bool(code % 2))
            yield part, grid


def _grid(
    index: Index, prepared: Prepared, query: Ints, row: Ints, shape: tuple[int, int], joins: bool
) -> Grid:
    slot, real = _padded(prepared.slot_at, query, shape[0])
    word, listed, mask = _listed(index, row, shape[1], joins)
    similarity, how = _similarities(prepared, prepared.slot_word[slot], word, real, listed)
    grid = Grid(
        similarity, how,
        prepared.slot_mask[slot] * real, prepared.slot_weight[slot] * real,
        mask, index.token_weight[word] * listed,
        prepared.weight[query], index.row_weight[row],
        prepared.words[query], index.row_at[row + 1] - index.row_at[row],
    )  # fmt: skip
    if index.row_person[row].any() or (prepared.slot_initial[slot] * real).any():
        _initials(index, prepared, grid, slot, word)
    return grid


def _padded(at: Ints, owner: Ints, size: int) -> tuple[Ints, Bools]:
    """Places of each owner's elements in a P x size grid, and which are real."""
    places = at[owner][:, None] + np.arange(size)
    real = places < at[owner + 1][:, None]
    return np.where(real, places, 0), real


def _listed(index: Index, row: Ints, size: int, joins: bool) -> tuple[Ints, Bools, Ints]:
    """List tokens of each row as P x size; with ``joins`` the joined ones follow the words."""
    place, real = _padded(index.row_at, row, size)
    words = (index.row_at[row + 1] - index.row_at[row])[:, None]
    column = np.arange(size)[None, :]
    token = np.where(real, index.row_token[place], 0).astype(np.int64)
    mask = np.where(real, np.int64(1) << np.minimum(column, 62), 0)
    if not joins:
        return token, real, mask
    after = np.clip(column - words, 0, None)
    is_join = (column >= words) & (after < words - 1)
    joined = index.row_joined[np.where(is_join, index.row_at[row][:, None] + after, 0)]
    is_join &= joined >= 0
    token = np.where(is_join, joined, token)
    mask = np.where(is_join, np.int64(3) << np.minimum(after, 61), mask)
    return token, real | is_join, mask


def _similarities(
    prepared: Prepared, word: Ints, token: Ints, real: Bools, listed: Bools
) -> tuple[Floats, Ints]:
    """S at every (query word, list token) of the grids; 0 where there is no link.

    The few links of each pair's query are looked up by a binary search over (word, token).
    """
    links = prepared.link_token
    shape = (*word.shape, token.shape[1])
    if len(links) == 0:
        return np.zeros(shape), np.zeros(shape, np.int64)
    span = max(int(links.max()), int(token.max(initial=0))) + 1
    owner = np.repeat(np.arange(len(prepared.link_at) - 1), np.diff(prepared.link_at))
    known = owner * span + links
    asked = word[:, :, None] * span + token[:, None, :]
    place = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    hit = (known[place] == asked) & real[:, :, None] & listed[:, None, :]
    return (
        np.where(hit, prepared.link_similarity[place], 0.0),
        np.where(hit, prepared.link_how[place], 0),
    )


def _initials(index: Index, prepared: Prepared, grid: Grid, slot: Ints, word: Ints) -> None:
    """Let a single letter stand for a word that it begins, on either side (one-word tokens)."""
    plain = np.minimum(word, index.tokens - 1)
    begins = index.token_keys_at[plain]
    first = np.where(word < index.tokens, index.token_keys[begins].astype(np.int64), -1)
    length = index.token_keys_at[plain + 1] - begins
    listed_letter = np.where((length == 1) & (first >= 97), first, -1)
    query_letter, query_first = prepared.slot_initial[slot], prepared.slot_first[slot]
    one = query_letter[:, :, None] == np.where(length > 1, first, -2)[:, None, :]
    other = (query_first[:, :, None] == listed_letter[:, None, :]) & (query_letter == 0)[:, :, None]
    free = (grid.query_mask > 0)[:, :, None] & (grid.listed_mask > 0)[:, None, :]
    fits = (one | other) & free & (grid.similarity == 0)
    grid.similarity[fits] = INITIAL
    grid.how[fits] = CODE["initial"]


def _greedy(grid: Grid) -> Alignment:
    """Take the best free pair of words until none is left."""
    size, high, wide = grid.similarity.shape
    at = np.arange(size)
    used_query, used_listed = np.zeros(size, np.int64), np.zeros(size, np.int64)
    left_query, left_listed = grid.query_total.copy(), grid.listed_total.copy()
    similar, paired, initials = np.zeros(size), np.zeros(size), np.zeros(size)
    exact = grid.query_words == grid.listed_words
    position = np.full((size, high), -1, np.int64)
    weights = np.minimum(grid.query_weight[:, :, None], grid.listed_weight[:, None, :])
    value = grid.similarity * weights
    steps: list[Step] = []
    for _ in range(min(high, wide)):
        free = (grid.query_mask & used_query[:, None] == 0)[:, :, None] & (
            grid.listed_mask & used_listed[:, None] == 0
        )[:, None, :]
        best = np.where(free, value, 0.0).reshape(size, -1).argmax(axis=1)
        a, b = best // wide, best % wide
        gain = np.where(free[at, a, b], value[at, a, b], 0.0)
        took = gain > 0
        if not took.any():
            break
        how = np.where(took, grid.how[at, a, b], 0)
        weight = np.where(took, weights[at, a, b], 0.0)
        mine = np.where(took, grid.query_weight[at, a], 0.0)
        theirs = np.where(took, grid.listed_weight[at, b], 0.0)
        similar += gain
        paired += weight
        left_query -= mine
        left_listed -= theirs
        initials += np.where(how == CODE["initial"], np.abs(mine - theirs), 0.0)
        exact &= ~took | (how == EXACT)
        query_mask = np.where(took, grid.query_mask[at, a], 0)
        listed_mask = np.where(took, grid.listed_mask[at, b], 0)
        used_query |= query_mask
        used_listed |= listed_mask
        position[at, a] = np.where(took, b, position[at, a])
        similarity = np.where(took, grid.similarity[at, a, b], 0.0)
        steps.append(Step(query_mask, listed_mask, similarity, how, weight))
    exact &= (left_query == 0) & (left_listed == 0)
    disorder = _disorder(position)
    return Alignment(similar, paired, left_query, left_listed, initials, exact, disorder, steps)


def _disorder(position: Ints) -> Bools:
    """Whether the places that consecutive query words were matched to ever go back."""
    last = np.full(len(position), -1, np.int64)
    back = np.zeros(len(position), np.bool_)
    for column in position.T:
        back |= (column >= 0) & (column < last)
        last = np.where(column >= 0, column, last)
    return back
