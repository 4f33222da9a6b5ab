"""Pairs of names as grids of word similarities, grouped by size so that padding stays small."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from licet.screening.candidates import Pairs
from licet.screening.finder import CODE
from licet.screening.index_store import Index
from licet.screening.packed import Bools, Floats, Ints
from licet.screening.queries import Prepared

INITIAL = 0.8984375
"""How well a single letter stands for a word that it begins (0.9, on the grid of 1/256)."""

SIZES = (2, 3, 4, 6, 8, 12, 24, 48)
"""Grids are padded to the next of these; the longest name has 24 words and 23 joined ones."""

BLOCK = 2_000_000
"""Cells of a grid that are held at once."""


@dataclass
class Grid:
    """P pairs of names: P x A query slots, P x B list tokens, P x A x B similarities."""

    similarity: Floats
    how: Ints
    query_mask: Ints  # P x A, 0 where padded
    query_weight: Floats
    query_rare: Floats
    listed_mask: Ints  # P x B, 0 where padded
    listed_weight: Floats
    listed_rare: Floats
    query_total: Floats
    listed_total: Floats
    query_rare_total: Floats
    listed_rare_total: Floats
    query_words: Ints
    listed_words: Ints
    person: Bools


def grids(index: Index, prepared: Prepared, pairs: Pairs) -> Iterator[tuple[Ints, Grid]]:
    """Which pairs, and their grid; every pair is in one."""
    words = index.row_at[pairs.row + 1] - index.row_at[pairs.row]
    joins = prepared.wide[pairs.query]
    width = np.where(joins, 2 * words - 1, words)
    height = prepared.slot_at[pairs.query + 1] - prepared.slot_at[pairs.query]
    high, wide = np.searchsorted(SIZES, height), np.searchsorted(SIZES, width)
    group = (high * len(SIZES) + wide) * 2 + joins
    for code in np.unique(group).tolist():
        chosen = np.flatnonzero(group == code)
        shape = SIZES[code // 2 // len(SIZES)], SIZES[code // 2 % len(SIZES)]
        step = max(1, BLOCK // (shape[0] * shape[1]))
        for start in range(0, len(chosen), step):
            part = chosen[start : start + step]
            yield part, _grid(index, prepared, pairs.take(part), shape, bool(code % 2))


def _grid(
    index: Index, prepared: Prepared, pairs: Pairs, shape: tuple[int, int], joins: bool
) -> Grid:
    slot, real = _padded(prepared.slot_at, pairs.query, shape[0])
    token, mask = _listed(index, pairs.row, shape[1], joins)
    word = np.where(real, prepared.slot_word[slot], -1)
    similarity, how = _similarities(prepared, word, np.where(mask > 0, token, -1))
    grid = Grid(
        similarity=similarity,
        how=how,
        query_mask=prepared.slot_mask[slot] * real,
        query_weight=prepared.slot_weight[slot] * real,
        query_rare=prepared.slot_rare[slot] * real,
        listed_mask=mask,
        listed_weight=index.token_weight[token] * (mask > 0),
        listed_rare=index.token_rare[token] * (mask > 0),
        query_total=prepared.weight[pairs.query],
        listed_total=index.row_weight[pairs.row],
        query_rare_total=prepared.rare[pairs.query],
        listed_rare_total=index.row_rare[pairs.row],
        query_words=prepared.words[pairs.query],
        listed_words=index.row_at[pairs.row + 1] - index.row_at[pairs.row],
        person=index.row_person[pairs.row].astype(np.bool_),
    )
    if grid.person.any():
        _initials(index, prepared, grid, slot, token)
    return grid


def _padded(at: Ints, owner: Ints, size: int) -> tuple[Ints, Bools]:
    """Places of each owner's elements in a P x size grid, and which are real."""
    places = at[owner][:, None] + np.arange(size)
    real = places < at[owner + 1][:, None]
    return np.where(real, places, 0), real


def _listed(index: Index, row: Ints, size: int, joins: bool) -> tuple[Ints, Ints]:
    """List tokens of each row, P x size, and their masks; ``joins``: joined ones follow."""
    place, real = _padded(index.row_at, row, size)
    column = np.arange(size)[None, :]
    token = np.where(real, index.row_token[place], 0).astype(np.int64)
    mask = np.where(real, np.int64(1) << column, 0)
    if not joins:
        return token, mask
    words = (index.row_at[row + 1] - index.row_at[row])[:, None]
    after = np.clip(column - words, 0, None)
    is_join = (column >= words) & (after < words - 1)
    joined = index.row_joined[np.where(is_join, index.row_at[row][:, None] + after, 0)]
    is_join &= joined >= 0
    token = np.where(is_join, joined, token)
    return token, np.where(is_join, np.int64(3) << after, mask)


def _similarities(prepared: Prepared, word: Ints, token: Ints) -> tuple[Floats, Ints]:
    """S at every (query word, list token) of the grids; 0 where there is no link or no word.

    Links are sorted by word and token, so each cell is one binary search.
    """
    links = prepared.link_token
    shape = (*word.shape, token.shape[1])
    if len(links) == 0:
        return np.zeros(shape), np.zeros(shape, np.int64)
    span = max(int(links.max()), int(token.max(initial=0))) + 2
    owner = np.repeat(np.arange(len(prepared.link_at) - 1), np.diff(prepared.link_at))
    known = owner * span + links
    asked = word[:, :, None] * span + token[:, None, :]
    place = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    hit = (known[place] == asked) & (word >= 0)[:, :, None] & (token >= 0)[:, None, :]
    similarity = np.where(hit, prepared.link_similarity[place], 0.0)
    return similarity, np.where(hit, prepared.link_how[place], 0)


def _initials(index: Index, prepared: Prepared, grid: Grid, slot: Ints, token: Ints) -> None:
    """In persons' names let a single letter stand for a word that it begins, on either side."""
    plain = np.minimum(token, index.tokens - 1)
    begins = index.token_keys_at[plain]
    length = index.token_keys_at[plain + 1] - begins
    first = np.where(token < index.tokens, index.token_keys[begins].astype(np.int64), -1)
    listed_letter = np.where(length == 1, first, -1)[:, None, :]
    listed_first = np.where(length > 1, first, -1)[:, None, :]
    letter, begin = prepared.slot_initial[slot][:, :, None], prepared.slot_first[slot][:, :, None]
    fits = ((letter == listed_first) & (letter > 0)) | ((begin == listed_letter) & (letter == 0))
    fits &= (grid.query_mask > 0)[:, :, None] & (grid.listed_mask > 0)[:, None, :]
    fits &= grid.person[:, None, None] & (grid.similarity == 0)
    grid.similarity[fits] = INITIAL
    grid.how[fits] = CODE["initial"]
