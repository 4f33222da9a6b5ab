"""Acts judged over their time: which outcomes are possible from which day on, and what causes them.

Most acts of a programme are touched by nothing. A kind of act is first judged on every day on which
some rule of law begins or ends, with all that varies from row to row unknown: where that finds no
restriction, no row of the kind can have one. Only the rest is judged row by row, on the days on
which something of its own changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from licet.core.outcome import Outcome
from licet.exposure.judged import rows as made_rows
from licet.exposure.judged.carriers import STATES, Carriers
from licet.exposure.judged.kinds import Item, Kinds, Setting, era_of
from licet.exposure.judged.laws import Laws, days_of, periods_of
from licet.law.compiled.result import AT_LEAST, CEILINGS, FLOORS

STOPS = int(Outcome.LICENCE_REQUIRED)
FREE, OPEN = 0b0001, 0b1001
"""No restriction; no restriction or prohibited, as where a list doesn't cover a day."""
UNCOVERED, UNSCREENED = "lists/not-covered", "lists/not-screened"
"""Causes that are no law: no list of that day is kept, or the supplier has no name to screen."""
BATCH = 200_000
KIND = ["act", "party", "lcode", "item_code"]
ACTS = {
    "subject": pl.Int32(),
    "act": pl.String(),
    "supplier": pl.Int32(),
    "party": pl.Int32(),
    "item_code": pl.Int32(),
    "lcode": pl.Int32(),
    "licence": pl.Int32(),
    "issued": pl.Date(),
    "valid_until": pl.Date(),
    "issuer": pl.String(),
    "left_quantity": pl.Float64(),
    "left_value": pl.Float64(),
    "licence_currency": pl.String(),
    "signed": pl.Date(),
    "amended": pl.Date(),
    "new": pl.Boolean(),
    "start": pl.Date(),
    "end": pl.Date(),
    "quantity": pl.Float64(),
    "value": pl.Float64(),
    "currency": pl.String(),
}
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Judged:
    """``days``: subject, day, outcomes: what is possible from that day until the next row's.

    Subjects without a row have no restriction on any day. ``causes``: everything that is more than
    none: subject, act, measure, carrier (both null for law itself), regime, the strictest floor and
    ceiling of all days, the first day, and the first on which it stops or may stop the act (a
    licence is needed and not held, or it is prohibited).
    """

    days: pl.DataFrame
    causes: pl.DataFrame


@dataclass
class Book:
    """What acts are judged by. ``covered``: by setting and supplier the first day lists cover."""

    kinds: Kinds
    laws: Laws
    carriers: Carriers
    settings: dict[tuple[str, int, int], Setting]
    items: list[Item]
    covered: pl.DataFrame
    unread: frozenset[int]
    free: dict[tuple[Any, ...], tuple[bool, list[date]]] = field(default_factory=dict)
    """Kinds judged before: whether something can touch them, and on which days it changes."""


def judge(acts: pl.DataFrame, book: Book, progress: Progress | None = None) -> Judged:
    """Judge acts (columns ``ACTS``) over their days, start and end included."""
    kinds = _kinds(acts, book)
    live = _live(acts, kinds, book)
    if not live.height:
        return Judged(_no_days(), _no_causes())
    pairs = _pairs(live, kinds, book)
    rows = pairs.join(live, on="subject", how="inner", maintain_order="left")
    rows = rows.with_columns(era=era_of(pl.col("day"), book.kinds.firsts).cast(pl.Int32))
    rows = rows.join(numbers_of(kinds, book), on=["kind", "era"], how="left", maintain_order="left")
    unseen = _open(rows, book)
    found, causes = [unseen.select("subject", "day", "outcomes")], [_summed(unseen)]
    done, total = 0, rows.height
    for some in _batches(rows):
        for masks, told in _judged(some, book):
            found.append(masks)
            causes.append(told)
        done += some.height
        if progress:
            progress(done, total)
    days = _strictest(pairs, pl.concat(found))
    return Judged(days, pl.concat([_no_causes(), *causes]))


def _batches(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Some rows at a time, those of one subject together."""
    subjects = rows["subject"].to_numpy()
    start = 0
    while start < rows.height:
        end = min(start + BATCH, rows.height)
        while end < rows.height and subjects[end] == subjects[end - 1]:
            end += 1
        yield rows.slice(start, end - start)
        start = end


def _summed(told: pl.DataFrame) -> pl.DataFrame:
    """Causes of single days as one row for each act and cause."""
    keys = ["subject", "act", "measure", "carrier", "regime"]
    wide = told.with_columns(floor_of(told["outcomes"]), ceiling_of(told["outcomes"]))
    day = pl.col("day")
    return wide.group_by(keys).agg(
        pl.col("floor").max(),
        pl.col("ceiling").max(),
        first=day.min(),
        stops=day.filter(pl.col("floor") >= STOPS).min(),
        may_stop=day.filter(pl.col("ceiling") >= STOPS).min(),
    )


def _no_days() -> pl.DataFrame:
    return pl.DataFrame(schema={"subject": pl.Int32, "day": pl.Date, "outcomes": pl.UInt8})


def _no_causes() -> pl.DataFrame:
    return pl.DataFrame(
        schema={
            "subject": pl.Int32,
            "act": pl.String,
            "measure": pl.String,
            "carrier": pl.Int32,
            "regime": pl.String,
            "floor": pl.UInt8,
            "ceiling": pl.UInt8,
            "first": pl.Date,
            "stops": pl.Date,
            "may_stop": pl.Date,
        }
    )


def _kinds(acts: pl.DataFrame, book: Book) -> pl.DataFrame:
    """Each kind of act, its time, and whether law itself can touch it: kind, start, end, touched.

    ``days`` are those on which a rule that can touch it changes.
    """
    spans = acts.group_by(KIND, maintain_order=True).agg(pl.col("start").min(), pl.col("end").max())
    spans = spans.with_row_index("kind").cast({"kind": pl.Int32})
    fresh = spans.filter(
        pl.struct(*KIND, "start", "end").map_elements(
            lambda one: tuple(one.values()) not in book.free, return_dtype=pl.Boolean
        )
    )
    if fresh.height:
        _judge_kinds(fresh, book)
    told = [book.free[row[1:]] for row in spans.iter_rows()]
    return spans.with_columns(
        pl.Series("touched", [one for one, _ in told], pl.Boolean),
        pl.Series("days", [days for _, days in told], pl.List(pl.Date)),
    )


def _judge_kinds(spans: pl.DataFrame, book: Book) -> None:
    """Judge kinds on every day of the law, all that varies unknown."""
    days = sorted({*book.laws.days(None), *book.kinds.firsts})
    grid = spans.with_columns(
        day=pl.concat_list("start", pl.lit(pl.Series([days])).first())
        if days
        else pl.concat_list("start")
    ).explode("day")
    grid = grid.filter((pl.col("day") >= pl.col("start")) & (pl.col("day") <= pl.col("end")))
    grid = grid.unique(["kind", "day"], maintain_order=True)
    grid = grid.with_columns(era=era_of(pl.col("day"), book.kinds.firsts).cast(pl.Int32))
    grid = grid.join(numbers_of(spans, book), on=["kind", "era"], how="left", maintain_order="left")
    law = book.laws.piece(None)
    rules = {one.id: one for one in book.laws.provisions(None)}
    edges = {name: days_of(periods_of(one)) for name, one in rules.items()}
    hit: dict[int, set[str]] = {}
    for start in range(0, grid.height if law else 0, BATCH):
        part = made_rows.with_roles(_varying(grid.slice(start, BATCH)))
        frame = made_rows.facts(part, book.kinds)
        assert law is not None  # noqa: S101 - the loop is empty without one
        result = law.judge(frame, on="on", each_rule=True).frame
        names = [name for name in result.columns if name.startswith("rule:")]
        live = result.select(pl.col(names) != FREE).with_columns(part["kind"])
        summed = live.group_by("kind").agg(pl.col(names).any())
        for row in summed.iter_rows(named=True):
            own = {name.removeprefix("rule:") for name in names if row[name]}
            hit.setdefault(row["kind"], set()).update(own)
    for key in spans.iter_rows():
        rules_hit = hit.get(key[0], set())
        found = {day for name in rules_hit for day in edges[name.split("@")[0]]}
        book.free[key[1:]] = (bool(rules_hit), sorted(found | set(book.kinds.firsts[1:])))


def _varying(grid: pl.DataFrame) -> pl.DataFrame:
    """All that differs from row to row, unknown; of a licence without one, nothing."""
    wanted = {name: ACTS[name] for name in ACTS if name not in grid.columns}
    return grid.with_columns(pl.lit(None, kind).alias(name) for name, kind in wanted.items())


def numbers_of(kinds: pl.DataFrame, book: Book) -> pl.DataFrame:
    """The numbers of facts of each kind in each era it lasts into: kind, era, setting, item."""
    firsts = book.kinds.firsts
    ends = [*firsts[1:], date.max]
    wanted, keys = [], []
    for row in kinds.iter_rows(named=True):
        setting = book.settings[row["act"], row["party"], row["lcode"]]
        for era, (first, last) in enumerate(zip(firsts, ends, strict=True)):
            if row["start"] < last and row["end"] >= first:
                wanted.append((setting, era, book.items[row["item_code"]]))
                keys.append((row["kind"], era))
    numbers = book.kinds.add(wanted)
    made = [(*key, *number) for key, number in zip(keys, numbers, strict=True)]
    schema = {"kind": pl.Int32, "era": pl.Int32, "setting": pl.Int32, "item": pl.Int32}
    return pl.DataFrame(made, schema=schema, orient="row")


def _live(acts: pl.DataFrame, kinds: pl.DataFrame, book: Book) -> pl.DataFrame:
    """Every act of the subjects that something can touch, with its kind."""
    acts = acts.join(
        kinds.select(*KIND, "kind", "touched"), on=KIND, how="left", maintain_order="left"
    )
    acts = acts.join(
        book.covered, on=["act", "party", "lcode", "supplier"], how="left", maintain_order="left"
    )
    carried = book.carriers.frame["supplier"].unique().implode()
    hit = (
        pl.col("touched")
        | pl.col("supplier").is_in(carried)
        | pl.col("supplier").is_in(sorted(book.unread))
        | (pl.col("start") < pl.col("covered"))
    )
    chosen = acts.filter(hit.fill_null(value=False))["subject"].unique().implode()
    return acts.filter(pl.col("subject").is_in(chosen))


def _pairs(live: pl.DataFrame, kinds: pl.DataFrame, book: Book) -> pl.DataFrame:
    """The days on which a subject is judged: its first, and each on which something changes."""
    own = live.select("subject", "start", "end")
    one = pl.duration(days=1)
    edges: list[pl.Expr] = [
        pl.col("issued"),
        pl.col("valid_until") + one,
        pl.col("issued").dt.offset_by("4y"),
        pl.col("issued").dt.offset_by("4y") + one,
        pl.col("covered"),
    ]
    found = [own.select("subject", day="start")]
    found += [
        live.select("subject", "start", "end", day=edge)
        .drop_nulls("day")
        .filter(_inside())
        .select("subject", "day")
        for edge in edges
    ]
    touched = kinds.filter("touched").select("kind", day="days").explode("day").drop_nulls()
    carried = book.carriers.states.select("carrier", "day").join(
        book.carriers.frame.select("carrier", "supplier", "measure", "reach"), on="carrier"
    )
    law_days = carried.select("supplier", "measure", "reach").unique()
    of_rules = pl.DataFrame(
        [
            (row["supplier"], day)
            for row in law_days.iter_rows(named=True)
            for day in book.laws.days(row["measure"], row["reach"])
        ],
        schema={"supplier": pl.Int32, "day": pl.Date},
        orient="row",
    )
    for on, days in (
        ("kind", touched),
        ("supplier", pl.concat([carried.select("supplier", "day"), of_rules]).unique()),
    ):
        joined = live.select("subject", "start", "end", on).join(days, on=on)
        found.append(joined.filter(_inside()).select("subject", "day"))
    return pl.concat(found).unique().sort("subject", "day")


def _inside() -> pl.Expr:
    return (pl.col("day") > pl.col("start")) & (pl.col("day") <= pl.col("end"))


def _open(rows: pl.DataFrame, book: Book) -> pl.DataFrame:
    """Rows whose lists don't cover the day, or whose supplier can't be screened."""
    gap = (pl.col("day") < pl.col("covered")).fill_null(value=False)
    lost = pl.col("supplier").is_in(sorted(book.unread)) | pl.col("supplier").is_null()
    none = {"measure": pl.String(), "carrier": pl.Int32()}
    return rows.filter(gap | lost).select(
        "subject",
        "day",
        "act",
        *(pl.lit(None, kind).alias(name) for name, kind in none.items()),
        regime=pl.when(gap).then(pl.lit(UNCOVERED)).otherwise(pl.lit(UNSCREENED)),
        outcomes=pl.lit(OPEN, pl.UInt8),
    )


def _judged(rows: pl.DataFrame, book: Book) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Outcomes and causes of rows, by law itself and then by each measure."""
    rows = rows.with_columns(
        signed=pl.when(pl.col("new").fill_null(value=False)).then("day").otherwise("signed")
    )
    law = book.laws.piece(None)
    touched = rows.filter("touched")
    if law is not None and touched.height:
        part = made_rows.with_roles(touched)
        yield _outcomes(part, law.judge(made_rows.facts(part, book.kinds), on="on").frame)
    carried = _carried(rows, book)
    for key, some in carried.partition_by("measure", "reach", as_dict=True).items():
        measure, reach = str(key[0]), str(key[1])
        law = book.laws.piece(measure, reach)
        if law is None:
            continue
        part = made_rows.with_roles(some)
        frame = pl.concat([made_rows.facts(part, book.kinds), _of_measure(part)], how="horizontal")
        frame = frame.with_columns(part["truth"].alias(f"carries:{measure}"))
        yield _outcomes(part, law.judge(frame, on="on").frame)


def _carried(rows: pl.DataFrame, book: Book) -> pl.DataFrame:
    """Rows with each carrier of their supplier as it stands on the day, where it may hold."""
    joined = rows.join(
        book.carriers.frame.select("carrier", "supplier", "measure", "reach"),
        on="supplier",
        how="inner",
    ).sort("day")
    states = book.carriers.states.sort("day")
    joined = joined.join_asof(states, on="day", by="carrier", check_sortedness=False)
    return joined.filter(
        (pl.col("truth").is_null() | pl.col("truth")) & pl.col("through_owners").is_not_null()
    )


def _of_measure(part: pl.DataFrame) -> pl.DataFrame:
    """Facts of the measure on the listing that carries it."""
    return part.select(
        pl.col("effective_earliest").alias("measure.effective_on:earliest"),
        pl.col("effective_latest").alias("measure.effective_on:latest"),
        pl.col("listing").alias("measure.listing"),
        pl.col("programmes").alias("measure.programmes"),
        pl.col("items_covered").alias("measure.items_covered"),
        pl.col("notices").alias("measure.notices"),
        pl.col("through_owners").alias("measure.through_owners"),
    )


def _outcomes(part: pl.DataFrame, result: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Masks of rows, and a cause for each regime that is more than none."""
    masks = part.select("subject", "day").with_columns(result["outcomes"])
    regimes = [name for name in result.columns if name.startswith("outcomes:")]
    about = [
        pl.col("measure")
        if "measure" in part.columns
        else pl.lit(None, pl.String).alias("measure"),
        pl.col("carrier") if "carrier" in part.columns else pl.lit(None, pl.Int32).alias("carrier"),
    ]
    wide = part.select("subject", "day", "act", *about).with_columns(result.select(regimes))
    told = [
        wide.filter(pl.col(name) != FREE)
        .unique()
        .select(
            "subject",
            "day",
            "act",
            "measure",
            "carrier",
            regime=pl.lit(name.removeprefix("outcomes:")),
            outcomes=pl.col(name),
        )
        for name in regimes
    ]
    return masks, _summed(pl.concat(told))


def strictest(frame: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Rows put together: of all their outcomes those as strict as the highest floor."""
    least = pl.col("outcomes").replace_strict(range(16), AT_LEAST, return_dtype=pl.UInt8)
    return frame.group_by(by, maintain_order=True).agg(
        outcomes=pl.col("outcomes").bitwise_or() & least.bitwise_and()
    )


def _strictest(pairs: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """The outcomes of each subject on each of its days; days on which nothing changes go."""
    made = strictest(found, ["subject", "day"])
    days = pairs.join(made, on=["subject", "day"], how="left", maintain_order="left")
    days = days.with_columns(pl.col("outcomes").fill_null(FREE)).sort("subject", "day")
    same = (pl.col("outcomes") == pl.col("outcomes").shift()) & (
        pl.col("subject") == pl.col("subject").shift()
    )
    return days.filter(~same.fill_null(value=False))


def floor_of(masks: pl.Series) -> pl.Series:
    """The mildest outcome possible (0 to 3)."""
    return pl.Series("floor", FLOORS[masks.to_numpy()])


def ceiling_of(masks: pl.Series) -> pl.Series:
    """The strictest outcome possible (0 to 3)."""
    return pl.Series("ceiling", CEILINGS[masks.to_numpy()])


def no_states() -> pl.DataFrame:
    """No state of a carrier."""
    return pl.DataFrame(schema=STATES)


def as_days(column: pl.Series) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """Dates as days since 1970-01-01."""
    return column.cast(pl.Int32).to_numpy()
