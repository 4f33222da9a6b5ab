"""How long honoured contract lines and stock carry a part whose suppliers take no new orders."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from licet.exposure.programme import Programme
from licet.exposure.structure import FUZZ, Structure, lasting
from licet.exposure.touched import Touched
from licet.exposure.tree import NEVER, Floats, Ints, put_off


@dataclass(frozen=True)
class Outs:
    """Days for each source: ``ends``, from when nothing new can be had of it. For each part:
    ``new``, the first on which nothing new can be had; ``out``, that on which its honoured lines
    have ended too; ``relief``, that on which a new source comes in."""

    ends: Ints
    new: Ints
    out: Ints
    relief: Ints


def honoured(programme: Programme, structure: Structure, touched: Touched, outs: Outs) -> Ints:
    """The first day each part lacks for reasons of its own.

    A source that is qualified before stock and lines are used up takes over. Without a need known,
    the day on which all have ended is the answer.
    """
    new, out = outs.new, outs.out
    lines, planned = _lines(programme, touched, _stopped(structure, outs.ends), new)
    by_end = put_off(out, structure.delay)
    known = structure.need > 0
    if not lines.height:
        return by_end
    count = len(new)
    pace = _at_pace(lines.filter(~pl.col("planned")), structure, new, count)
    supply = structure.stock + pace
    by_use = put_off(new, lasting(supply, structure.need))
    by_plan = _by_plan(planned, structure, new, supply)
    unlimited = _unlimited(lines, count)
    use = np.where(by_plan < NEVER, by_plan, by_use)
    early = known & ~unlimited & (use < outs.relief)
    own = np.where(early, np.minimum(use, by_end), by_end)
    return np.where(new == NEVER, NEVER, own).astype(np.int32)


def _stopped(structure: Structure, ends: Ints) -> pl.DataFrame:
    """Pairs of part and supplier of which nothing new can be had from some day on."""
    supply = structure.supply
    hit = ends < NEVER
    pairs = pl.DataFrame({"part": supply.part[hit], "supplier": supply.supplier[hit]})
    return pairs.unique()


def _lines(
    programme: Programme, touched: Touched, stopped: pl.DataFrame, new: Ints
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Lines of stopped sources that run on past the day ``new`` of their part; their plans."""
    last = programme.lines["to"].cast(pl.Int32).fill_null(int(NEVER) - 1).to_numpy() + 1
    assert touched.lines is not None  # noqa: S101 - the caller asks for honoured lines alone
    until = np.minimum(touched.lines, last.astype(np.int32))
    frame = programme.lines.select("line", "part", "supplier", "open_quantity").with_columns(
        pl.Series("until", until)
    )
    frame = frame.drop_nulls(["part", "supplier"])
    since = pl.Series("new", new[frame["part"].to_numpy()])
    frame = frame.with_columns(since).filter(pl.col("until") > pl.col("new"))
    frame = frame.join(stopped, on=["part", "supplier"], how="semi", maintain_order="left")
    planned = (
        programme.deliveries.filter(~pl.col("received"))
        .drop_nulls(["line", "date", "quantity"])
        .select("line", "quantity", day=pl.col("date").cast(pl.Int32))
        .join(frame.select("line", "part", "until", "new"), on="line")
    )
    plans = planned.select("line").unique().with_columns(planned=pl.lit(value=True))
    frame = frame.join(plans, on="line", how="left", maintain_order="left")
    due = planned.filter((pl.col("day") >= pl.col("new")) & (pl.col("day") < pl.col("until")))
    return frame.with_columns(pl.col("planned").fill_null(value=False)), due


def _at_pace(lines: pl.DataFrame, structure: Structure, new: Ints, count: int) -> Floats:
    """What lines without a plan bring at the pace of the need, those that end first being first.

    Up to the end of each line no more is brought than is needed till then, so the whole is at
    most that and the open quantities of the lines that end later.
    """
    lines = lines.sort("part", "until", maintain_order=True)
    part = lines["part"].to_numpy()
    days = lines["until"].to_numpy().astype(np.float64) - new[part]
    quantity = lines["open_quantity"].fill_null(0.0).to_numpy()
    brought = np.bincount(part, weights=quantity, minlength=count)
    so_far = lines.select(pl.col("open_quantity").fill_null(0.0).cum_sum().over("part"))
    later = brought[part] - so_far["open_quantity"].to_numpy()
    np.minimum.at(brought, part, structure.need[part] * days + later)
    return brought.astype(np.float64)


def _unlimited(lines: pl.DataFrame, count: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Parts of which some honoured line has an open quantity nobody told."""
    found = np.zeros(count, np.bool_)
    unknown = lines.filter(pl.col("open_quantity").is_null() & ~pl.col("planned"))
    found[unknown["part"].to_numpy()] = True
    return found


def _by_plan(due: pl.DataFrame, structure: Structure, new: Ints, supply: Floats) -> Ints:
    """The first day on which need outruns stock and planned deliveries; NEVER without a plan."""
    found = np.full(len(new), NEVER, np.int32)
    if not due.height:
        return found
    days = due.group_by("part", "day").agg(pl.col("quantity").sum()).sort("part", "day")
    before = days.with_columns(
        before=pl.col("quantity").cum_sum().over("part") - pl.col("quantity"),
        total=pl.col("quantity").sum().over("part"),
    )
    part = before["part"].to_numpy()
    need, since = structure.need[part], new[part].astype(np.float64)
    usable = need > 0
    need = np.where(usable, need, 1.0)
    runs_out = since + np.floor((supply[part] + before["before"].to_numpy()) / need + FUZZ)
    ends = since + np.floor((supply[part] + before["total"].to_numpy()) / need + FUZZ)
    early = runs_out < before["day"].to_numpy()
    first = np.where(early, runs_out, ends)
    day = np.clip(first, 0, float(NEVER) - 1).astype(np.int32)
    np.minimum.at(found, part[usable], day[usable])
    return found
