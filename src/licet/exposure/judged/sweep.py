"""Sweeps: every supplier, country or owner designated in turn, ranked by what it would break."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from licet.core.dates import AsOf, Moment
from licet.decision import reach_rules
from licet.exposure.judged.answers import STOPS
from licet.exposure.judged.fits import share_after
from licet.exposure.judged.reach import CERTAIN, POSSIBLE, reached_from
from licet.exposure.judged.scenario import BLOCKED
from licet.exposure.judged.under import as_flags, under
from licet.exposure.shortage import dates
from licet.exposure.structure import Structure
from licet.exposure.touched import as_day
from licet.exposure.tree import NEVER, Ints, put_off

if TYPE_CHECKING:
    from licet.exposure.judged.analysis import Analysis, Told

By = Literal["supplier", "country", "owner"]
Floats = NDArray[np.float64]
CHUNK = 50
COLUMNS = ("key", "name", "suppliers", "suppliers_at_most", "lines", "stopped", "may_stop", "share",
           "parts", "parts_at_most", "end_products", "end_products_at_most", "days_lost",
           "days_lost_at_most", "first_shortage", "currency")  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Case:
    """Who is designated, and which suppliers it reaches: certainly, and at most (with owned)."""

    key: str
    name: str
    sure: dict[int, bool]
    may: dict[int, bool]
    """Supplier to whether it is designated itself (else through its owners)."""


def sweep(
    analysis: Analysis,
    by: By = "supplier",
    measure: str = BLOCKED,
    day: date | None = None,
    most: int | None = None,
    told: Told | None = None,
) -> pl.DataFrame:
    """A row for each case (``COLUMNS``), the worst first; ``most`` takes the largest by value.

    ``stopped`` is open value that would be lost and isn't already, ``may_stop`` at most, ``share``
    in percent of all open value;
    ``parts`` and ``end_products`` are those that lack sooner than without the case, ``days_lost``
    by how many days at most an end product stops sooner, up to the last day looked at.
    """
    on = max(day or analysis.terms.day, analysis.terms.day)
    loss = _losses(analysis, measure, on)
    cases = list(_cases(analysis, by, measure, on))
    cases.sort(key=lambda one: (-loss.of(one.may, "may"), one.name))
    cases = cases[:most] if most else cases
    frame = pl.DataFrame([_money(one, loss) for one in cases], orient="row", schema=_MONEY)
    broken = _broken(analysis, cases, loss, on, told)
    total = loss.total
    return (
        pl.concat([frame, broken], how="horizontal")
        .with_columns(
            share=pl.col("may_stop") * 100 / total if total else pl.lit(None, pl.Float64),
            currency=pl.lit(loss.currency),
        )
        .sort(
            "days_lost_at_most", "days_lost", "may_stop", "parts", "name",
            descending=[True, True, True, True, False],
        )
        .select(COLUMNS)
    )  # fmt: skip


_MONEY = {
    "key": pl.String(),
    "name": pl.String(),
    "suppliers": pl.Int64(),
    "suppliers_at_most": pl.Int64(),
    "lines": pl.Int64(),
    "stopped": pl.Float64(),
    "may_stop": pl.Float64(),
}


@dataclass(frozen=True)
class _Losses:
    """By supplier: value and lines that stop, and whether its orders do; direct and owned."""

    value: dict[tuple[bool, str], Floats]
    lines: Floats
    stops: dict[tuple[bool, str], NDArray[np.bool_]]
    total: float
    currency: str

    def of(self, hit: dict[int, bool], reading: str) -> float:
        """The value that a case stops."""
        return float(sum(self.value[direct, reading][s] for s, direct in hit.items()))


def _losses(analysis: Analysis, measure: str, day: date) -> _Losses:
    """What stops with each supplier, that doesn't stop anyway."""
    found = under(analysis, measure, day)
    subjects = analysis.acts.subjects
    count, suppliers = subjects.height, analysis.programme.suppliers.height
    lines = analysis.lines.filter(~pl.col("past") & (pl.col("state") != "stopped"))
    money = lines.group_by("currency").agg(pl.col("open_value").sum()).sort("open_value")
    currency = money["currency"][-1] if money.height else ""
    own = lines.filter(pl.col("currency") == currency).drop_nulls("supplier")
    of_line = np.full(analysis.programme.lines.height, -1, np.int64)
    places = subjects.filter(pl.col("of") == "line")
    of_line[places["place"].to_numpy()] = places["subject"].to_numpy()
    subject = of_line[own["line"].to_numpy()]
    who, value = own["supplier"].to_numpy(), _still(own, analysis, day)
    orders = analysis.frame.filter(pl.col("act") == "purchase").drop_nulls("supplier")
    bought, whose = orders["subject"].to_numpy(), orders["supplier"].to_numpy()
    values, stops = {}, {}
    for direct, frame in ((True, found.direct), (False, found.owned)):
        for reading, column in (("sure", "floor"), ("may", "ceiling")):
            flags = as_flags(frame, count, column, STOPS)
            hit = flags[subject]
            values[direct, reading] = np.bincount(who[hit], value[hit], suppliers).astype(
                np.float64
            )
            some = np.zeros(suppliers, np.bool_)
            some[whose[flags[bought]]] = True
            stops[direct, reading] = some
    many = np.bincount(who, minlength=suppliers).astype(np.float64)
    return _Losses(values, many, stops, float(own["open_value"].sum()), currency)


def _still(lines: pl.DataFrame, analysis: Analysis, day: date) -> Floats:
    """Open value that would still be delivered from a day on, spread evenly."""
    asked = pl.lit(analysis.terms.day)
    begin = pl.max_horizontal(pl.coalesce("from", asked), asked)
    end = pl.coalesce("to", pl.lit(analysis.acts.last))
    after = share_after(begin, end, pl.max_horizontal(pl.lit(day), begin))
    gone = share_after(begin, end, pl.col("possible_until") + pl.duration(days=1))
    value = pl.col("open_value").fill_null(0) * (after - gone).clip(0)
    return lines.select(value.alias("value"))["value"].to_numpy().astype(np.float64)


def _cases(analysis: Analysis, by: By, measure: str, day: date) -> Iterator[_Case]:
    people, web = analysis.people, analysis.web
    rules = [reach for m, reach in analysis.book.laws.reaching() if m == measure]
    asked = AsOf(Moment(day))
    methods = [
        reach_rules.method(analysis.work.law.reaches.get(rule), asked) or reach_rules.ANY_HOLDING
        for rule in rules
    ]
    methods = [one for one in methods if one.effect != "none"]
    for key, name, nodes in _whom(analysis, by):
        itself = {n: True for n in nodes if n < people.suppliers}
        sure, may = dict(itself), dict(itself)
        if any(n in web.below for n in nodes):
            for method in methods:
                for node, level in reached_from(web, nodes, day, method).items():
                    if node < people.suppliers and level >= POSSIBLE:
                        may.setdefault(node, False)
                        if level == CERTAIN:
                            sure.setdefault(node, False)
        yield _Case(key, name, sure, may)


def _whom(analysis: Analysis, by: By) -> Iterator[tuple[str, str, list[int]]]:
    """The key and name of each case (a supplier's number, a country, an owner), and its nodes."""
    people = analysis.people
    ids = analysis.programme.suppliers["supplier_id"].to_list()
    if by == "supplier":
        for node, one in enumerate(ids):
            yield one, people.persons[node].name or one, [node]
        return
    if by == "owner":
        for node in sorted(analysis.web.below):
            name = people.persons[node].name or "an owner not named"
            yield name, name, [node]
        return
    countries: dict[str, list[int]] = {}
    for node in range(people.suppliers):
        if country := people.persons[node].country:
            countries.setdefault(country, []).append(node)
    yield from ((code, code, nodes) for code, nodes in countries.items())


def _money(one: _Case, loss: _Losses) -> tuple[str, str, int, int, int, float, float]:
    lines = int(sum(loss.lines[s] for s in one.may))
    return (
        one.key, one.name, len(one.sure), len(one.may), lines, loss.of(one.sure, "sure"),
        loss.of(one.may, "may"),
    )  # fmt: skip


def _broken(
    analysis: Analysis, cases: list[_Case], loss: _Losses, day: date, told: Told | None
) -> pl.DataFrame:
    """Parts and end products that lack sooner in each case, and by how many days."""
    structure, on = analysis.structure, as_day(analysis.terms.day)
    base = {"sure": analysis.best.stops, "may": analysis.worst.stops}
    before = {
        reading: _lacks(structure, stops[:, None], on, best=reading == "sure")
        for reading, stops in base.items()
    }
    end = as_day(analysis.acts.last) + 1
    tops = structure.tree.tops
    made: dict[str, list[Ints]] = {}
    for start in range(0, len(cases), CHUNK):
        some = cases[start : start + CHUNK]
        for reading in ("sure", "may"):
            hits = [one.sure if reading == "sure" else one.may for one in some]
            stops = _stops(structure, base[reading], hits, loss, reading, as_day(day))
            lacks = _lacks(structure, stops, on, best=reading == "sure")
            new = lacks < before[reading]
            lost = np.minimum(before[reading][tops], end) - np.minimum(lacks[tops], end)
            figures = {
                "parts": new.sum(axis=0),
                "tops": new[tops].sum(axis=0),
                "first": np.where(new, lacks, NEVER).min(axis=0, initial=NEVER),
                "days": lost.max(axis=0, initial=0),
            }
            for name, value in figures.items():
                made.setdefault(f"{name} {reading}", []).append(value.astype(np.int32))
        if told:
            told("cases", min(1.0, (start + CHUNK) / len(cases)))
    none = np.empty(0, np.int32)
    joined = {name: np.concatenate(value) for name, value in made.items()}
    return pl.DataFrame(
        {
            "parts": joined.get("parts sure", none),
            "parts_at_most": np.maximum(
                joined.get("parts may", none), joined.get("parts sure", none)
            ),
            "end_products": joined.get("tops sure", none),
            "end_products_at_most": np.maximum(
                joined.get("tops may", none), joined.get("tops sure", none)
            ),
            "days_lost": joined.get("days sure", none),
            "days_lost_at_most": np.maximum(
                joined.get("days may", none), joined.get("days sure", none)
            ),
            "first_shortage": dates(joined.get("first may", none), "first_shortage"),
        }
    )


def _lacks(structure: Structure, stops: Ints, on: int, *, best: bool) -> Ints:
    """First days of lack (parts x cases), from the days on which sources stop."""
    out = structure.supply.out(stops, on, best=best)
    return structure.tree.earliest_above(put_off(out, structure.delay), structure.delay)[0]


def _stops(
    structure: Structure,
    base: Ints,
    hits: list[dict[int, bool]],
    loss: _Losses,
    reading: str,
    day: int,
) -> Ints:
    """The cases as columns: sources of suppliers whose orders stop, from the day on."""
    stops = np.repeat(base[:, None], len(hits), axis=1)
    begins, order = structure.supply.by_supplier
    for case, hit in enumerate(hits):
        for supplier, direct in hit.items():
            if loss.stops[direct, reading][supplier]:
                rows = order[begins[supplier] : begins[supplier + 1]]
                stops[rows, case] = np.minimum(stops[rows, case], day)
    return stops
