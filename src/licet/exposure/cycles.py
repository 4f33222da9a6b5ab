"""Cycles in the part tree: found, named by sheet and row, and cut so that the rest computes."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from licet.exposure.tables import problems
from licet.exposure.tables.problems import Kind

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
MOST_NAMED = 12


def closing(parent: Ints, child: Ints, parts: int) -> dict[int, list[int]]:
    """Rows to cut, each with the rows of the circle it closes; every circle loses one row.

    ``parent`` and ``child`` are the rows of the tree in their order. The row that leads back up
    to a part nearest the top is the one that goes.
    """
    within = _circular(parent, child, parts)
    if not within.any():
        return {}
    rows = np.flatnonzero(within).tolist()
    below: dict[int, list[int]] = {}
    for row in rows:
        below.setdefault(int(parent[row]), []).append(row)
    entered = set(child[~within].tolist())
    starts = sorted(below, key=lambda part: (part not in entered, below[part][0]))
    found: dict[int, list[int]] = {}
    seen: set[int] = set()
    for start in starts:
        if start not in seen:
            _walk(start, below, child, seen, found)
    return found


def _circular(parent: Ints, child: Ints, parts: int) -> Bools:
    """Rows whose two parts reach each other both ways."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ones = np.ones(len(parent), np.int8)
    graph: Any = coo_array((ones, (parent, child)), shape=(parts, parts)).tocsr()
    _, label = connected_components(graph, directed=True, connection="strong")
    within: Bools = label[parent] == label[child]
    return within


def _walk(
    start: int,
    below: dict[int, list[int]],
    child: Ints,
    seen: set[int],
    found: dict[int, list[int]],
) -> None:
    """Go down from a part; a row that leads to a part on the way here closes a circle."""
    seen.add(start)
    way: list[tuple[int, int]] = [(start, -1)]  # (part, the row that led to it)
    place = {start: 0}
    left = [iter(below.get(start, ()))]
    while way:
        row = next(left[-1], None)
        if row is None:
            del place[way.pop()[0]]
            left.pop()
            continue
        part = int(child[row])
        if part in place:
            found[row] = [step for _, step in way[place[part] + 1 :]] + [row]
        elif part not in seen:
            seen.add(part)
            place[part] = len(way)
            way.append((part, row))
            left.append(iter(below.get(part, ())))


def told(tree: pl.DataFrame, parts: pl.DataFrame, found: dict[int, list[int]]) -> pl.DataFrame:
    """A problem for each row that was cut, with the whole circle by part and row."""
    ids, rows = parts["part_id"], tree["row"]
    parent, child = tree["assembly"], tree["part"]
    made = []
    for cut, circle in found.items():
        shown = circle if len(circle) <= MOST_NAMED else [*circle[: MOST_NAMED - 1], circle[-1]]
        steps = [f"{ids[parent[r]]} (row {rows[r]})" for r in shown]
        if len(shown) < len(circle):
            steps.insert(-1, f"... {len(circle) - len(shown):,} more ...")
        whole = " contains ".join([*steps, str(ids[child[cut]])])
        made.append((tree["sheet"][cut], rows[cut], f"a part contains itself: {whole}"))
    kind = Kind(
        "left_out",
        "tree",
        "part",
        "Mend one of these rows.",
        "this row is left out, the others count",
    )
    schema = {"sheet": pl.String, "row": pl.Int64, "what": pl.String}
    return problems.of_rows(pl.DataFrame(made, schema=schema, orient="row"), pl.col("what"), kind)
