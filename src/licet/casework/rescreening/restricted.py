"""An index that finds some listings alone, and scores them as the whole index does.

The words, their weights and all names stay; only the way from a word to the names of other
listings is cut. So a pair gets the score that a full screening gives it, and the work of a batch
falls with the number of names that can be found.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from licet.screening.index_store import Index
from licet.screening.packed import Bools


@dataclass(frozen=True)
class Restricted:
    """The index, and the mask of the names that it can find."""

    index: Index
    rows: Bools

    @property
    def names(self) -> int:
        """How many names can be found."""
        return int(self.rows.sum())


def restricted(index: Index, listing_ids: Collection[str]) -> Restricted:
    """Cut an index down to some listings; those it does not hold are passed over."""
    wanted = set(listing_ids)
    chosen = np.array([index.id_of(n) in wanted for n in range(index.listings)], np.bool_)
    rows = chosen[index.row_listing] if index.rows else np.zeros(0, np.bool_)
    keep = rows[index.posting_row]
    counts = np.concatenate([[0], np.cumsum(keep)])
    cut = replace(
        index,
        posting_at=counts[index.posting_at].astype(index.posting_at.dtype),
        posting_row=np.ascontiguousarray(index.posting_row[keep]),
    )
    return Restricted(cut, rows)
