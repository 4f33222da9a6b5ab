"""From an alignment to a score between 0 and 1: a few named parts, each with its reason.

Only + - * / and comparisons are used, so that a pair scores alike alone and in a batch.
"""

from __future__ import annotations

import numpy as np

from licet.names.legal_forms import conflict
from licet.screening.align import Alignment
from licet.screening.candidates import Pairs
from licet.screening.index_store import Index
from licet.screening.model import WEAK_CAP
from licet.screening.packed import Floats
from licet.screening.queries import Prepared
from licet.screening.weights import CEILING, DISORDER, EVIDENCE, FORM_CONFLICT, FORM_MISSING
from licet.screening.weights import INITIAL_GAP, ratio, THIN


def score(index: Index, prepared: Prepared, pairs: Pairs, alignment: Alignment) -> Floats:
    """P scores by names alone. Only the same words in the same order and form give 1."""
    paired = alignment.paired + INITIAL_GAP * alignment.initials
    base = ratio(alignment.similar, paired, alignment.left_query, alignment.left_listed)
    thin = 1 + THIN * np.maximum(0.0, EVIDENCE - alignment.similar)
    result = np.maximum(0.0, 1 - (1 - base) * thin)
    result = result - DISORDER * alignment.disorder
    mine, theirs = prepared.forms[pairs.query], index.row_forms[pairs.row].astype(np.int64)
    differs = mine != theirs
    if differs.any():
        result = result - FORM_MISSING * differs - FORM_CONFLICT * _conflicts(mine, theirs)
    same = alignment.exact & ~alignment.disorder & ~differs
    result = np.where(same, 1.0, np.minimum(result, CEILING))
    weak = index.row_weak[pairs.row].astype(np.bool_)
    return np.where(weak, np.minimum(result, WEAK_CAP), result)


def _conflicts(mine: np.ndarray, theirs: np.ndarray) -> Floats:  # type: ignore[type-arg]
    found = [conflict(a, b) for a, b in zip(mine.tolist(), theirs.tolist(), strict=True)]
    return np.array(found, np.float64)
