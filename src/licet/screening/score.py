"""From an alignment to a score between 0 and 1, by the shipped scorer.

Only + - * / and comparisons are used, so that a pair scores alike alone and in a batch.
"""

from __future__ import annotations

import numpy as np

from licet.screening import scorer, weights
from licet.screening.align import align
from licet.screening.candidates import Pairs
from licet.screening.features import features
from licet.screening.index_store import Index
from licet.screening.model import WEAK_CAP
from licet.screening.packed import Floats
from licet.screening.queries import Prepared


def score(index: Index, prepared: Prepared, pairs: Pairs) -> Floats:
    """P scores by names alone. Only the same words in the same order and form give 1."""
    alignment = align(index, prepared, pairs)
    columns = features(index, prepared, pairs, alignment)
    result = np.minimum(scorer.shipped().score(columns), weights.CEILING)
    same = alignment.exact & ~alignment.disorder
    same &= prepared.forms[pairs.query] == index.row_forms[pairs.row]
    result = np.where(same, 1.0, result)
    weak = index.row_weak[pairs.row].astype(np.bool_)
    return np.where(weak, np.minimum(result, WEAK_CAP), result)
