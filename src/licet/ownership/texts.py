"""Texts of the kept graph and the indexes to find them by: names, keys, documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from licet.ownership.keys import plain_name

if TYPE_CHECKING:
    import polars as pl


def digest(text: str) -> int:
    """A number of 64 bits that stands for a text; the text itself is compared after."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def write_texts(folder: Path, people: pl.DataFrame, nodes: pl.DataFrame, count: int) -> None:
    """Names, keys, kinds and countries by node, and both indexes."""
    import polars as pl

    told = people.join(nodes, on="key", how="left")
    names = told.drop_nulls("name").select("node", "name").unique(maintain_order=True)
    save_texts(folder, "names", names, count)
    save_texts(folder, "keys", nodes.select("node", pl.col("key").alias("name")), count)
    for what in ("kind", "country"):
        first = told.drop_nulls(what).unique("node", keep="first", maintain_order=True)
        save_texts(folder, what, first.select("node", pl.col(what).alias("name")), count)
    _save_index(folder, "key_index", nodes["key"], nodes["node"])
    _save_index(folder, "name_index", map(plain_name, names["name"]), names["node"])


def save_texts(folder: Path, name: str, texts: pl.DataFrame, count: int) -> None:
    """Texts of each node, several by lines, one after another; bounds beside."""
    import polars as pl

    flat = pl.col("name").str.replace_all(r"[\r\n]+", " ")
    joined = (
        texts.with_columns(flat)
        .group_by("node", maintain_order=True)
        .agg(pl.col("name").str.join("\n"))
        .sort("node")
    )
    sizes = np.zeros(count, np.int64)
    sizes[joined["node"].to_numpy()] = joined["name"].str.len_bytes().to_numpy()
    bounds = np.zeros(count + 1, np.int64)
    np.cumsum(sizes, out=bounds[1:])
    np.save(folder / f"{name}_bounds.npy", bounds)
    with (folder / f"{name}.txt").open("wb") as file:
        for part in joined["name"].to_list():
            file.write(part.encode())


def _save_index(
    folder: Path, name: str, texts: Iterable[str], nodes: pl.Series | Sequence[int]
) -> None:
    marks = np.fromiter((digest(text) for text in texts), np.uint64, len(nodes))
    order = np.argsort(marks, kind="stable")
    np.save(folder / f"{name}.npy", marks[order])
    np.save(folder / f"{name}_nodes.npy", np.asarray(nodes, np.int32)[order])
