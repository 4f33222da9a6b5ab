"""Which subsystems a part belongs to: as its row says, else as the assemblies above it do."""

from __future__ import annotations

import numpy as np
import polars as pl

from licet.exposure.programme import Programme
from licet.exposure.tree import Tree

NONE = "(none)"


def subsystems(programme: Programme, tree: Tree) -> pl.DataFrame:
    """Pairs of part and subsystem; a part used in several stands in several.

    Where no row names a subsystem, the parts right below an end product are the subsystems.
    """
    own = _own(programme, tree)
    names = own.drop_nulls("subsystem")["subsystem"].unique(maintain_order=True)
    codes = own.with_columns(
        code=pl.col("subsystem").replace_strict(names, pl.Series(range(len(names))), default=None)
        if len(names)
        else pl.lit(None, pl.Int64)
    )
    has_own = codes["code"].is_not_null().to_numpy()
    held = codes.drop_nulls("code")
    found = (held["part"].to_numpy().astype(np.int64) * max(len(names), 1)) + held[
        "code"
    ].to_numpy()
    found = np.sort(_down(tree, has_own, found, max(len(names), 1)))
    many = max(len(names), 1)
    pairs = pl.DataFrame({"part": found // many, "code": found % many}).with_columns(
        pl.col("part").cast(pl.Int32),
        subsystem=names.gather(pl.Series(found % many)) if len(names) else pl.lit(None, pl.String),
    )
    lost = own.select("part").join(pairs, on="part", how="anti")
    rest = lost.with_columns(subsystem=pl.lit(NONE))
    return pl.concat([pairs.select("part", "subsystem"), rest]).sort("part", "subsystem")


def _own(programme: Programme, tree: Tree) -> pl.DataFrame:
    parts = programme.parts.select("part", "part_id", "name", "subsystem")
    if parts["subsystem"].is_not_null().any() or not len(tree.tops):
        return parts.select("part", "subsystem")
    top = np.isin(tree.parent, tree.tops)
    beneath = pl.col("part").is_in(pl.Series(np.unique(tree.child[top])).implode())
    return parts.select("part", subsystem=pl.when(beneath).then(pl.coalesce("name", "part_id")))


def _down(
    tree: Tree,
    has_own: np.ndarray[tuple[int], np.dtype[np.bool_]],
    pairs: np.ndarray[tuple[int], np.dtype[np.int64]],
    many: int,
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Hand subsystems down to the parts without one of their own."""
    found = pl.DataFrame({"part": pairs // many, "code": pairs % many})
    rows = pl.DataFrame({"part": tree.parent, "child": tree.child}).cast(pl.Int64)
    fresh = found
    while fresh.height:
        below = fresh.join(rows, on="part").select(part="child", code="code").unique()
        free = below.filter(~pl.Series(has_own[below["part"].to_numpy()]))
        fresh = free.join(found, on=["part", "code"], how="anti")
        found = pl.concat([found, fresh])
    return found.select(pl.col("part") * many + pl.col("code")).to_series().to_numpy()
