"""From tables of persons and ties to arrays that are opened in a moment and counted quickly.

Keys that stand for one body (its LEI here, its company number there) become one node. Arrays stand
sorted by what is owned, with a second order by owner, and texts in one file with their bounds, so
that one party is looked up without reading the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from licet.ownership.keys import name_key
from licet.ownership.model import OPEN_END, OPEN_START, Kind
from licet.ownership.texts import save_texts, write_texts

if TYPE_CHECKING:
    import polars as pl

COLUMNS = {
    "owner": np.int32, "owned": np.int32, "kind": np.uint8, "low": np.int32, "high": np.int32,
    "start_first": np.int32, "start_last": np.int32, "end_first": np.int32, "end_last": np.int32,
    "file": np.uint16, "source": np.int32,
}  # fmt: skip
KEY = list(COLUMNS)[:9]


@dataclass(frozen=True, slots=True)
class Odd:
    """What a graph holds that a person should know of."""

    nodes: int
    ties: int
    repeated: int
    of_themselves: int
    undated: int
    overfull: int
    in_circles: int


def write(folder: Path, people: pl.DataFrame, ties: pl.DataFrame) -> Odd:
    """Write the arrays of a graph into a folder.

    ``people``: key, name, kind, country, also, file. ``ties``: the columns above with keys for
    owner and owned, the number of the file each row came from, and the document it names.
    """
    import polars as pl

    nodes = _nodes(people, ties)
    sources = ties["source"].unique(maintain_order=True)
    documents = pl.DataFrame({"source": sources, "_s": range(len(sources))})
    numbered = (
        ties.join(documents, on="source", how="left")
        .join(nodes.rename({"key": "owner", "node": "_a"}), on="owner", how="left")
        .join(nodes.rename({"key": "owned", "node": "_b"}), on="owned", how="left")
        .drop("owner", "owned", "source")
        .rename({"_a": "owner", "_b": "owned", "_s": "source"})
        .select(list(COLUMNS))
    )
    total = len(numbered)
    order = ["owned", "owner", "kind", "low", "high"]
    rows = numbered.unique(KEY, keep="first").sort([*order, "start_first", "end_last", "file"])
    count = int(nodes["node"].max()) + 1 if len(nodes) else 0  # type: ignore[arg-type]
    arrays = {name: rows[name].to_numpy().astype(kind) for name, kind in COLUMNS.items()}
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)
    _save_bounds(folder, "owned", arrays["owned"], count)
    by_owner = np.argsort(arrays["owner"], kind="stable").astype(np.int32)
    np.save(folder / "by_owner.npy", by_owner)
    _save_bounds(folder, "owner", arrays["owner"][by_owner], count)
    write_texts(folder, people, nodes, count)
    told = pl.DataFrame({"node": range(len(sources)), "name": sources})
    save_texts(folder, "sources", told, len(sources))
    undated = (pl.col("start_first") == OPEN_START) & (pl.col("end_last") == OPEN_END)
    return Odd(
        nodes=count,
        ties=len(rows),
        repeated=total - len(rows),
        of_themselves=int((arrays["owner"] == arrays["owned"]).sum()),
        undated=int(rows.filter(undated).height),
        overfull=_overfull(arrays, count),
        in_circles=_in_circles(arrays, count),
    )


def _save_bounds(folder: Path, name: str, ends: npt.NDArray[Any], count: int) -> None:
    bounds = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(ends, minlength=count), out=bounds[1:])
    np.save(folder / f"{name}_bounds.npy", bounds)


def _nodes(people: pl.DataFrame, ties: pl.DataFrame) -> pl.DataFrame:
    """Each key and its node: keys that some record gives together share one."""
    import polars as pl
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    pairs = people.select("key", "also").explode("also").drop_nulls()
    pairs = pl.concat([pairs, _namesakes(people)])
    keys = (
        pl.concat([people["key"], pairs["also"].rename("key"), ties["owner"].rename("key"),
                   ties["owned"].rename("key")])
        .unique(maintain_order=True)
        .to_frame()
        .with_row_index("place")
    )  # fmt: skip
    if not len(keys):
        return keys.select("key", pl.col("place").cast(pl.Int32).alias("node"))
    first = pairs.join(keys, on="key", how="left", maintain_order="left")["place"].to_numpy()
    other = keys.rename({"key": "also"})
    second = pairs.join(other, on="also", how="left", maintain_order="left")["place"].to_numpy()
    if not len(pairs):
        return keys.select("key", pl.col("place").cast(pl.Int32).alias("node"))
    web = coo_array((np.ones(len(first), np.uint8), (first, second)), shape=(len(keys), len(keys)))
    _, label = connected_components(web, directed=False)
    return keys.select("key", pl.Series("node", label.astype(np.int32)))


def _namesakes(people: pl.DataFrame) -> pl.DataFrame:
    """Who in a file bears a name alone, and the one body with a number that bears it there too.

    Where several bodies of the file bear it, or only one of another file, they stay apart.
    """
    import polars as pl

    by_name = people.filter(pl.col("key").str.starts_with("name:"))
    others = people.filter(
        pl.col("file").is_in(by_name["file"].unique().to_list())
        & ~pl.col("key").str.starts_with("name:")
        & pl.col("name").is_not_null()
    )
    named = others.with_columns(
        pl.Series("also", [name_key(name) for name in others["name"]], pl.String)
    )
    wanted = by_name.select("file", also="key").unique()
    single = named.group_by("file", "also").agg(pl.col("key").unique()).filter(
        pl.col("key").list.len() == 1
    )  # fmt: skip
    found = single.join(wanted, on=["file", "also"], how="inner")
    return found.select(pl.col("key").list.first(), "also")


def _overfull(arrays: dict[str, npt.NDArray[Any]], count: int) -> int:
    """Bodies of which, of what has no end, more than 101 percent is told."""
    now = (arrays["kind"] == Kind.SHARES) & (arrays["end_last"] == OPEN_END)
    now &= arrays["owner"] != arrays["owned"]
    held = np.bincount(arrays["owned"][now], arrays["low"][now].astype(np.float64), count)
    return int((held > 101_000_000).sum())


def _in_circles(arrays: dict[str, npt.NDArray[Any]], count: int) -> int:
    """Bodies that own themselves by way of others."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not count:
        return 0
    owner, owned = arrays["owner"], arrays["owned"]
    web = coo_array((np.ones(len(owner), np.uint8), (owner, owned)), shape=(count, count))
    _, label = connected_components(web, directed=True, connection="strong")
    sizes = np.bincount(label)
    return int(sizes[sizes > 1].sum())
