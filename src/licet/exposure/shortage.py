"""First days of shortage, part by part and up the tree, when suppliers or lines can't deliver.

Up to the day on which nothing new can be had, supply keeps pace with need. From then on a part
lives on its stock and on what its honoured contract lines still bring: by their planned deliveries
where the tables have them, else their open quantity at the pace of the need, until the line's last
permitted day. Where no need is known, the day on which no source may deliver is the day of
shortage. An assembly that is itself bought needs its supplier and its parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from licet.exposure.honoured import Outs, honoured
from licet.exposure.programme import Programme
from licet.exposure.structure import Structure
from licet.exposure.touched import Touched, as_date, as_day
from licet.exposure.tree import NEVER, Ints, put_off


@dataclass(frozen=True)
class Reading:
    """Days for each part (parts, or parts x cases), ``NEVER`` where there is none.

    ``out``: no source may deliver any more. ``own``: it lacks for reasons of its own. ``within``:
    it can't be put together, because something in it lacks. ``lacks``: it lacks, for either.
    """

    out: Ints
    own: Ints
    within: Ints
    lacks: Ints


@dataclass(frozen=True)
class Shortages:
    """Both readings (see ``sources``); they are the same where all qualifications are known."""

    on: date
    worst: Reading
    best: Reading
    stops: Ints

    @property
    def certain(self) -> bool:
        """Whether no unknown qualification matters."""
        return self.worst is self.best


def shortages(
    programme: Programme, structure: Structure, touched: Touched, on: date | None = None
) -> Shortages:
    """Shortages that follow from what is touched, counted from a day (the first one touched)."""
    start = _start(touched, on)
    supply = structure.supply
    ends = supply.stops(touched)
    runs = None if touched.lines is None else supply.run_on(programme, touched.lines)
    stops = ends if runs is None else supply.stops(touched, runs)
    plain = touched.lines is None or touched.cases > 1 or touched.suppliers.ndim == 2

    def read(*, best: bool) -> Reading:
        out = supply.out(stops, start, best=best)
        if plain:
            own = put_off(out, structure.delay)
        else:
            new = supply.out(ends, start, best=best)
            relief = supply.relief(ends, start, best=best)
            own = honoured(programme, structure, touched, Outs(ends, new, out, relief))
        lacks, within = structure.tree.earliest_above(own, structure.delay)
        return Reading(out, own, within, lacks)

    worst = read(best=False)
    best = read(best=True) if supply.unsure.any() else worst
    day = as_date(start) or date.max
    return Shortages(day, worst, best, stops)


def _start(touched: Touched, on: date | None) -> int:
    if on is not None:
        return as_day(on)
    first = int(touched.suppliers.min(initial=NEVER))
    if touched.sources is not None:
        first = min(first, int(touched.sources.min(initial=NEVER)))
    return first if first < NEVER else 0


def dates(days: Ints, name: str) -> pl.Series:
    """Days as dates; never is null."""
    last = as_day(date.max)
    return (
        pl.Series(name, np.where(days > last, 0, days))
        .set(pl.Series(days > last), None)
        .cast(pl.Date)
    )


def assemblies(programme: Programme, structure: Structure, found: Shortages) -> pl.DataFrame:
    """Assemblies that can't be completed: from when at worst and at best, and what lacks first.

    Columns: part, part_id, name, tier, from (worst), from_best, short_from (its own stock used
    up), because (the part within it that lacks first).
    """
    worst = np.minimum(found.worst.within, found.worst.out)
    best = np.minimum(found.best.within, found.best.out)
    hit = structure.tree.assemblies & (worst < NEVER)
    frame = programme.parts.select(
        "part",
        "part_id",
        "name",
        pl.Series("tier", structure.tree.tier),
        dates(worst, "from"),
        dates(best, "from_best"),
        dates(found.worst.lacks, "short_from"),
        pl.Series("because", _because(structure, found.worst)),
    )
    return frame.filter(pl.Series(hit)).sort("from", "tier", "part")


def _because(structure: Structure, reading: Reading) -> Ints:
    """The part within each assembly that lacks first; itself where its own supplier is lost."""
    tree = structure.tree
    first = np.full(tree.parts, -1, np.int32)
    lacks = reading.lacks[tree.child]
    order = np.lexsort((tree.child, lacks, tree.parent))
    parent = tree.parent[order]
    new = np.concatenate([[True], parent[1:] != parent[:-1]]) if len(parent) else order.astype(bool)
    first[parent[new]] = tree.child[order][new]
    own = reading.out < reading.within
    return np.where(own, np.arange(tree.parts), first).astype(np.int32)
