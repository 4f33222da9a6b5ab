"""What a programme is made of, as arrays: the tree, the sources, needs per day, stock."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from licet.exposure.programme import Programme
from licet.exposure.sources import Supply
from licet.exposure.tree import NEVER, Floats, Ints, Tree

DAYS_IN_MONTH = 30.4375
FUZZ = 1e-9


@dataclass(frozen=True)
class Structure:
    """Made once for a programme, then asked many times.

    ``need``: how many of each part are needed in a day, through the tree; 0 where no table tells.
    ``stock``: how many lie in store. ``delay``: whole days the stock lasts at that need.
    """

    tree: Tree
    supply: Supply
    need: Floats
    stock: Floats
    delay: Ints

    @classmethod
    def of(cls, programme: Programme) -> Structure:
        """The structure of a programme."""
        tree = Tree.of(programme)
        count = programme.parts.height
        need = tree.exploded(_sums(programme.needs, "per_month", count)) / DAYS_IN_MONTH
        stock = _sums(programme.stock, "quantity", count)
        return cls(tree, Supply.of(programme), need, stock, lasting(stock, need))


def _sums(frame: pl.DataFrame, column: str, count: int) -> Floats:
    held = frame.drop_nulls(["part", column])
    weights = held[column].to_numpy()
    found = np.bincount(held["part"].to_numpy(), weights=weights, minlength=count)
    return found.astype(np.float64)


def lasting(quantity: Floats, need: Floats) -> Ints:
    """Whole days that a quantity lasts; 0 where the need is unknown."""
    with np.errstate(divide="ignore", invalid="ignore"):
        days = np.floor(quantity / need + FUZZ)
    days = np.where(need > 0, np.nan_to_num(days, posinf=float(NEVER)), 0.0)
    return np.clip(days, 0, float(NEVER) - 1).astype(np.int32)
