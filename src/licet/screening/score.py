"""From an alignment to a score between 0 and 1: a few named parts, each with its reason.

Only + - * / and comparisons are used, so that a pair scores alike alone and in a batch.
"""

from __future__ import annotations

import numpy as np

from licet.names.legal_forms import conflict
from licet.screening import weights
from licet.screening.align import Alignment, align
from licet.screening.candidates import Pairs
from licet.screening.index_store import Index
from licet.screening.model import WEAK_CAP
from licet.screening.packed import Floats, Ints
from licet.screening.queries import Prepared


def score(index: Index, prepared: Prepared, pairs: Pairs) -> Floats:
    """P scores by names alone. Only the same words in the same order and form give 1."""
    alignment = align(index, prepared, pairs)
    result = of_words(alignment)
    mine, theirs = prepared.forms[pairs.query], index.row_forms[pairs.row].astype(np.int64)
    differs = mine != theirs
    if differs.any():
        cost = weights.FORM_MISSING + weights.FORM_CONFLICT * _conflicts(mine, theirs)
        result = result - differs * cost
    same = alignment.exact & ~alignment.disorder & ~differs
    result = np.where(same, 1.0, np.minimum(np.maximum(result, 0.0), weights.CEILING))
    weak = index.row_weak[pairs.row].astype(np.bool_)
    return np.where(weak, np.minimum(result, WEAK_CAP), result)


def of_words(alignment: Alignment) -> Floats:
    """How far the words agree; a disagreement counts more when little agrees beside it."""
    paired = alignment.paired + weights.INITIAL_GAP * alignment.initials
    base = weights.ratio(alignment.similar, paired, alignment.left_query, alignment.left_listed)
    thin = 1 + weights.THIN * np.maximum(0.0, weights.EVIDENCE - alignment.similar)
    result: Floats = 1 - (1 - base) * thin - weights.DISORDER * alignment.disorder
    return result


def _conflicts(mine: Ints, theirs: Ints) -> Floats:
    found = [conflict(a, b) for a, b in zip(mine.tolist(), theirs.tolist(), strict=True)]
    return np.array(found, np.float64)
