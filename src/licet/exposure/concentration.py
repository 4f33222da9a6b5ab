"""Who holds how much: shares of value and parts by country, supplier or ultimate owner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import polars as pl

from licet.exposure.programme import Programme
from licet.exposure.sources import Supply
from licet.exposure.structure import Structure
from licet.exposure.subsystems import subsystems
from licet.exposure.values import line_values

By = Literal["supplier", "country", "owner"]
UNKNOWN = {"supplier": "(no supplier)", "country": "(no country)", "owner": "(owner unknown)"}


def holders(programme: Programme, by: By, owners: Mapping[int, str] | None = None) -> pl.DataFrame:
    """Who stands for each supplier: supplier and ``holder``, which is null where it is unknown.

    ``owners``: ultimate owner by key of supplier; else the suppliers' column ultimate_owner.
    """
    suppliers = programme.suppliers.with_columns(
        given=pl.col("supplier").replace_strict(dict(owners), default=None, return_dtype=pl.String)
        if owners
        else pl.lit(None, pl.String)
    )
    which = {
        "supplier": pl.coalesce("name", "supplier_id"),
        "country": pl.col("country"),
        "owner": pl.coalesce("given", "ultimate_owner"),
    }
    return suppliers.select("supplier", holder=which[by])


def concentration(
    programme: Programme,
    supply: Supply,
    by: By,
    owners: Mapping[int, str] | None = None,
) -> pl.DataFrame:
    """Shares of each holder, the largest value first.

    Columns: holder, currency, suppliers, lines, value, share_of_value (percent of all value in
    that currency), parts (that it can make or delivers), share_of_parts, parts_alone (that nobody
    else qualified makes). Values in several currencies without rates have a row for each.
    """
    held = holders(programme, by, owners)
    none = pl.col("holder").fill_null(UNKNOWN[by])
    money = line_values(programme).join(held, on="supplier", how="left").with_columns(holder=none)
    value = money.group_by("holder", "currency").agg(
        lines=pl.len(), value=pl.col("value").sum(), suppliers=pl.col("supplier").n_unique()
    )
    total = pl.col("value").sum().over("currency")
    value = value.with_columns(
        share_of_value=pl.when(total != 0).then(100 * pl.col("value") / total)
    )
    makes = _makes(supply).join(held, on="supplier", how="left").with_columns(holder=none)
    parts = makes.group_by("holder").agg(parts=pl.col("part").n_unique())
    alone = (
        single_points(programme, supply, by, owners).group_by("holder").agg(parts_alone=pl.len())
    )
    many = max(makes["part"].n_unique(), 1)
    return (
        value.join(parts, on="holder", how="full", coalesce=True)
        .join(alone, on="holder", how="left")
        .with_columns(
            share_of_parts=100 * pl.col("parts").fill_null(0) / many,
            parts=pl.col("parts").fill_null(0),
            parts_alone=pl.col("parts_alone").fill_null(0),
            lines=pl.col("lines").fill_null(0),
        )
        .sort("value", "parts", "holder", descending=[True, True, False], nulls_last=True)
    )


def _makes(supply: Supply) -> pl.DataFrame:
    """Pairs of part and supplier that count as sources today, or may."""
    return supply.frame.filter(pl.col("since") < 2**31 - 1).select("part", "supplier")


def single_points(
    programme: Programme,
    supply: Supply,
    by: By = "supplier",
    owners: Mapping[int, str] | None = None,
) -> pl.DataFrame:
    """Parts all of whose qualified sources stand with one holder: part and holder.

    A source of which it isn't known whether it is qualified counts, so that what is told is
    certain. A holder that isn't known could be anybody: a part with such a source isn't told.
    """
    held = holders(programme, by, owners)
    makes = _makes(supply).join(held, on="supplier", how="left")
    return (
        makes.group_by("part")
        .agg(
            holder=pl.col("holder").first(),
            holders=pl.col("holder").n_unique(),
            unknown=pl.col("holder").is_null().any(),
        )
        .filter((pl.col("holders") == 1) & ~pl.col("unknown"))
        .select("part", "holder")
        .sort("part")
    )


def by_subsystem(
    programme: Programme,
    structure: Structure,
    by: By = "supplier",
    owners: Mapping[int, str] | None = None,
) -> pl.DataFrame:
    """Single points of failure in each subsystem: subsystem, holder, parts (alone), of (bought).

    ``of`` counts the parts of the subsystem that have any source.
    """
    where = subsystems(programme, structure.tree)
    bought = _makes(structure.supply).select("part").unique()
    of = where.join(bought, on="part", how="semi").group_by("subsystem").agg(of=pl.len())
    alone = single_points(programme, structure.supply, by, owners)
    return (
        alone.join(where, on="part")
        .group_by("subsystem", "holder")
        .agg(parts=pl.len())
        .join(of, on="subsystem", how="left")
        .sort("parts", "subsystem", "holder", descending=[True, False, False])
    )
