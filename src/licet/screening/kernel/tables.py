"""The arrays that the loops read, as named tuples: Numba takes them as they are."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from licet.screening.packed import Bools, Bytes, Floats, Ints

Array = npt.NDArray[Any]
Scratch = tuple[Any, ...]
"""Arrays that a loop writes into: made once, used again."""


class Names(NamedTuple):
    """Of an index: R rows (names), V tokens and J tokens made of several words."""

    token_weight: Floats  # V + J
    token_rare: Floats
    token_first: Array  # V + J: code of the first letter of a longer word, else 0
    token_letter: Array  # V + J: code of a word of one letter, else 0
    posting_at: Ints
    posting_row: Array
    row_at: Ints
    row_token: Array
    row_joined: Array
    row_acronym: Array
    row_weight: Array  # R, in single precision: small enough to stay at hand
    row_facts: Floats  # R x 8, what is read together: columns as below


WEIGHT, LETTERS, PARTICLES, PERSON, RARE, FORMS, WEAK = range(7)
"""Columns of ``row_facts``; letters count only in names of persons."""


class Words(NamedTuple):
    """Of an index: how its words are found. ``reading``: a Latin key of a token, sorted."""

    token_texts: Bytes
    token_texts_at: Ints
    reading_keys: Bytes
    reading_keys_at: Ints
    reading_token: Array
    reading_roman: Array
    near_hash: Array
    near_reading: Array
    near_at: Array  # 65,537: where the hashes begin with each two bytes
    sound_hash: Array
    sound_reading: Array
    joined_hash: Array
    joined_token: Array
    joined_parts: Array


class Asked(NamedTuple):
    """N query words to look up: their text and Latin keys, and what those sound like."""

    text: Bytes
    text_at: Ints
    native: Bools
    key_at: Ints  # N + 1: CSR to the keys
    key: Bytes
    letters_at: Ints  # keys + 1: CSR to the letters of each
    alike: Bools  # whether a key is compared with others than the same
    roman: Array
    sound_at: Ints  # keys + 1
    sound: Array
    whole: Array  # hash of each key


class Links(NamedTuple):
    """The token-similarity matrix S: CSR from query words to tokens, sorted by token."""

    at: Ints
    token: Array
    similarity: Array
    how: Array


class Queries(NamedTuple):
    """Q queries as slots (CSR): a word, or two neighbouring words written as one."""

    slot_at: Ints
    slot_word: Ints  # the row of S
    slot_mask: Ints  # bits of the query's words it uses
    slot_weight: Floats
    slot_rare: Floats
    slot_letter: Ints  # code of a word of one letter, else 0
    slot_first: Ints  # code of the first letter; 0 for words written as one
    words: Ints
    weight: Floats
    rare: Floats
    letters: Floats  # the part of the weight that single letters hold
    loose: Floats  # the part of the weight that single letters and particles hold
    forms: Ints  # legal forms as a mask of classes
    wide: Bools  # whether a word meets a token made of several list words


class Points(NamedTuple):
    """The learned scorer as arrays: for each feature its edges and the points beyond each."""

    start: float
    edge_at: Ints
    edges: Floats
    points: Floats  # one more than there are edges for each feature
    ladder_points: Floats
    ladder_score: Floats


class Steps(NamedTuple):
    """The word pairs of an alignment, in the order they were taken."""

    query_mask: Ints
    listed_mask: Ints
    similarity: Floats
    how: Ints
    weight: Floats


def steps(size: int) -> Steps:
    """Room for so many word pairs."""
    return Steps(
        np.zeros(size, np.int64),
        np.zeros(size, np.int64),
        np.zeros(size),
        np.zeros(size, np.int64),
        np.zeros(size),
    )
