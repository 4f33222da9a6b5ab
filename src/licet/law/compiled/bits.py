"""Sets of words as bits: what is certainly in a row's set, and what is possibly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from licet.law.compiled.lexicon import ANY_BIT, Lexicon
from licet.law.compiled.schema import join

Bits = npt.NDArray[np.uint64]


def planes(
    frame: pl.DataFrame, lexicon: Lexicon, fact: str, measure: str | None
) -> Iterator[pl.Series]:
    """``certain0|FACT``, ``possible0|FACT`` and so on: UInt64, one bit for each word asked for."""
    name, beside = join(fact, measure), join(fact, measure, "possible")
    if name not in frame.columns:
        return
    members = _lists(frame[name])
    unknown = members.is_null().to_numpy()
    further = _lists(frame[beside]) if beside in frame.columns else None
    anything = unknown if further is None else unknown | further.is_null().to_numpy()
    for i, words in enumerate(lexicon.planes(fact)):
        certain = _bits(members, words)
        possible = certain if further is None else certain | _bits(further, words)
        possible = np.where(anything, np.uint64(ANY_BIT), np.uint64(0)) | possible
        yield pl.Series(f"certain{i}|{name}", certain)
        yield pl.Series(f"possible{i}|{name}", possible)


def _lists(column: pl.Series) -> pl.Series:
    kept = isinstance(column.dtype, pl.List) and isinstance(column.dtype.inner, pl.Enum)
    return column if kept else column.cast(pl.List(pl.String))


def _bits(lists: pl.Series, words: tuple[str, ...]) -> Bits:
    """For each row, the bits of those of the words that stand in its list."""
    found = np.zeros(len(lists), np.uint64)
    lengths = lists.list.len().fill_null(0).to_numpy()
    rows = np.flatnonzero(lengths)
    if not len(rows) or not words:
        return found
    table = np.zeros(len(words) + 1, np.uint64)
    table[:-1] = np.uint64(1) << np.arange(len(words), dtype=np.uint64)
    values = _places(lists.gather(rows).explode(), words)
    starts = np.cumsum(lengths[rows], dtype=np.int64) - lengths[rows]
    found[rows] = np.bitwise_or.reduceat(table[values], starts)
    return found


def _places(flat: pl.Series, words: tuple[str, ...]) -> npt.NDArray[Any]:
    """Each word's place among the words; their number for one that isn't among them."""
    if not isinstance(flat.dtype, pl.Enum):
        place = flat.cast(pl.Enum(words), strict=False).to_physical()
        return place.fill_null(len(words)).to_numpy()
    among = {word: place for place, word in enumerate(words)}
    known = [among.get(word, len(words)) for word in flat.dtype.categories]
    codes = flat.to_physical().cast(pl.UInt32).fill_null(len(known)).to_numpy()
    found: npt.NDArray[Any] = np.array([*known, len(words)])[codes]
    return found
