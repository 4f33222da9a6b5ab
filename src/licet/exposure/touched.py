"""From which day whom can't deliver: what law, an event or a question says of a programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from licet.exposure.tree import NEVER, Ints

EPOCH = date(1970, 1, 1).toordinal()


def as_day(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - EPOCH


def as_date(day: int) -> date | None:
    """A date again; None for never, and for what lies beyond the calendar."""
    return date.fromordinal(day + EPOCH) if 0 < day + EPOCH <= date.max.toordinal() else None


@dataclass(frozen=True)
class Touched:
    """First days on which something can't deliver any more; ``NEVER`` where it always can.

    ``suppliers``: suppliers, or suppliers x cases (a sweep): from when nothing new can be had.
    ``lines``: contract lines; where a supplier is touched, its lines may run on until these days
    ("existing contracts are honoured until ..."). Left out, they stop with the supplier.
    ``sources``: rows of ``sources``; for one part a supplier may be stopped that isn't otherwise.
    ``orders``: the same for a supplier known by its contract lines alone: a day for each line.
    """

    suppliers: Ints
    lines: Ints | None = None
    sources: Ints | None = None
    orders: Ints | None = None

    @property
    def cases(self) -> int:
        """How many cases are asked at once."""
        return self.suppliers.shape[1] if self.suppliers.ndim == 2 else 1

    def batch(self, cases: slice) -> Touched:
        """Some of the cases."""
        return Touched(self.suppliers[:, cases], self.lines, self.sources, self.orders)


def suppliers_from(count: int, days: Mapping[int, date]) -> Touched:
    """Some suppliers (by key) touched, each from its day."""
    made = np.full(count, NEVER, np.int32)
    for supplier, day in days.items():
        made[supplier] = as_day(day)
    return Touched(made)


def each_supplier(count: int, suppliers: NDArray[np.integer], day: date) -> Touched:
    """A sweep: case n touches the n-th of ``suppliers`` alone, from one day."""
    made = np.full((count, len(suppliers)), NEVER, np.int32)
    made[suppliers, np.arange(len(suppliers))] = as_day(day)
    return Touched(made)
