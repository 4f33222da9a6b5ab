"""How fast ownership is counted: a whole graph under six rules, and one party of it.

``python -m benchmarks.ownership --edges 5000000 --json``. The graph is made from a seed: groups of
companies under holdings (chains), funds with very many holdings (hubs), cross-holdings (cycles),
ranges and unknown shares, control without shares, and dates. What is timed: all six rules over the
whole graph, each with the ties of its own date taken out anew; and one party with all above it.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from licet.ownership import engine
from licet.ownership.model import OPEN_END, OPEN_START, Kind
from licet.ownership.reach import Method

SEED = 20201214
RULES: dict[str, tuple[str, Method]] = {
    "OFAC": ("2026-06-01", Method()),
    "OFAC before 2014-08-13": ("2014-06-01", Method(aggregate=False)),
    "EU": ("2026-06-01", Method(voting=50.0, control=True)),
    "EU, article 5": ("2026-06-01", Method(inclusive=False, aggregate=None)),
    "UK": ("2026-06-01", Method(inclusive=False, aggregate=False, voting=50.0, control=True)),
    "BIS": ("2025-10-15", Method()),
}
LISTED = 0.002
ASKED = 200


def made(edges: int, seed: int = SEED) -> dict[str, np.ndarray[Any, Any]]:
    """Columns of a graph: three bodies for four ties, most owned by few, some by very many."""
    draw = np.random.default_rng(seed)
    nodes = max(edges * 3 // 4, 20)
    owned = draw.integers(0, nodes, edges, dtype=np.int64)
    # A third of the owners stand close above (groups), some are hubs, the rest are anybody.
    near = np.maximum(owned - 1 - draw.geometric(0.05, edges), 0)
    hubs = (nodes * draw.power(0.05, edges)).astype(np.int64) * 7919 % nodes
    anybody = draw.integers(0, nodes, edges)
    which = draw.random(edges)
    owner = np.where(which < 0.55, near, np.where(which < 0.7, hubs, anybody))
    low, high = _shares(draw, edges)
    kind = draw.choice(
        [Kind.SHARES, Kind.VOTING, Kind.BOARD, Kind.CONTROL, Kind.INDIRECT_SHARES, Kind.OTHER],
        edges,
        p=[0.78, 0.09, 0.03, 0.03, 0.02, 0.05],
    )
    right = np.isin(kind, [Kind.BOARD, Kind.CONTROL])
    high[right] = 100_000_000
    low[right] = np.where(draw.random(int(right.sum())) < 0.5, 0, 100_000_000)
    start = date(2005, 1, 1).toordinal() + draw.integers(0, 7600, edges)
    ends = start + draw.integers(30, 6000, edges)
    undated = draw.random(edges)
    first = np.where(undated < 0.25, OPEN_START, start)
    last = np.where(undated < 0.7, OPEN_END, ends)
    return {
        "owner": owner, "owned": owned, "kind": kind, "low": low, "high": high,
        "start_first": first, "start_last": first, "end_first": last, "end_last": last,
    }  # fmt: skip


def _shares(
    draw: np.random.Generator, edges: int
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Whole, halves, anything, bands of a register, and unknown."""
    what = draw.random(edges)
    exact = draw.integers(1, 10_001, edges) * 10_000
    low = np.where(what < 0.35, 100_000_000, np.where(what < 0.5, 50_000_000, exact))
    high = low.copy()
    band = what > 0.85
    bands = (
        np.array([25_000_001, 50_000_001, 75_000_000]),
        np.array([50_000_000, 74_999_999, 100_000_000]),
    )
    chosen = draw.integers(0, 3, edges)
    low[band], high[band] = bands[0][chosen][band], bands[1][chosen][band]
    unknown = what > 0.95
    low[unknown], high[unknown] = 0, 100_000_000
    return low, high


def seeds(nodes: int, seed: int = SEED) -> engine.Seeds:
    """Listed persons: two in a thousand nodes, a fifth of them open matches, some twice there."""
    draw = np.random.default_rng(seed + 1)
    count = max(int(nodes * LISTED), 2)
    node = draw.choice(nodes, count, replace=False).astype(np.int32)
    person = np.arange(count, dtype=np.int32)
    person[draw.random(count) < 0.05] = 0
    return engine.Seeds(node, person, draw.random(count) > 0.2)


def run(edges: int) -> dict[str, Any]:
    """Measure, and say in which number of ties, seconds, milliseconds and megabytes."""
    columns = made(edges)
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        kept = _kept(Path(folder), columns)
        prepared = time.perf_counter() - begun
        del columns
        _warm()
        under = seeds(kept.nodes)
        begun = time.perf_counter()
        counted = {name: _counted(kept, under, *rule) for name, rule in RULES.items()}
        took = time.perf_counter() - begun
        parties = _parties(kept, under)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "ownership_edges": edges,
        "ownership_seconds": round(took, 2),
        "one_party_ms": round(float(np.median(parties)), 2),
        "one_party_ms_worst": round(max(parties), 2),
        "rss_mb": round(peak),
        "prepare_seconds": round(prepared, 2),
        "rules": counted,
    }


def _kept(folder: Path, columns: dict[str, np.ndarray[Any, Any]]) -> Any:
    """Prepare the graph as `licet ownership add` does, and open it."""
    import polars as pl

    from licet.ownership import prepare
    from licet.ownership.collect import WHO_COLUMNS
    from licet.ownership.kept import Kept

    text = pl.String()
    about = dict(zip(WHO_COLUMNS, [text] * 4 + [pl.List(text)], strict=True))
    people = pl.DataFrame(schema=about | {"file": pl.UInt16()})
    names = ("owner", "owned")
    ties = pl.DataFrame(
        {
            name: pl.Series(column).cast(pl.String).alias(name) if name in names else column
            for name, column in columns.items()
        }
    ).with_columns(
        pl.col("kind").cast(pl.UInt8),
        *(pl.col(n).cast(pl.Int32) for n in list(columns)[3:]),
        *(("id:" + pl.col(n)).alias(n) for n in names),
        pl.lit(0, pl.UInt16).alias("file"),
        pl.lit("").alias("source"),
    )
    prepare.write(folder, people, ties)
    return Kept(folder, ())


def _warm() -> None:
    """Load the compiled loops, which is done once."""
    some = made(10_000)
    small = engine.graph(10_000, [some[name] for name in engine.FIELDS])
    for column in small.columns():  # as mapped files are
        column.flags.writeable = False
    day = engine.on(small, 738_000)
    for _, method in RULES.values():
        engine.reach(day, seeds(10_000), method)


def _counted(kept: Any, under: engine.Seeds, day: str, method: Method) -> dict[str, Any]:
    begun = time.perf_counter()
    ties = engine.on(kept.graph, date.fromisoformat(day).toordinal())
    found = engine.reach(ties, under, method)
    return {
        "seconds": round(time.perf_counter() - begun, 2),
        "certain": int((found.level == 2).sum()),
        "possible": int((found.level == 1).sum()),
        "whole": found.whole,
    }


def _parties(kept: Any, under: engine.Seeds) -> list[float]:
    """Milliseconds for single parties: all above it, under six rules."""
    from licet.ownership.party import above
    from licet.ownership.plain import Seed, held_on, reach

    listed = {int(n): (int(p), bool(s)) for n, p, s in zip(
        under.node, under.person, under.sure, strict=True)}  # fmt: skip
    draw = np.random.default_rng(SEED + 2)
    took = []
    above(kept, 0, 738_000)
    for node in draw.integers(0, kept.nodes, ASKED):
        begun = time.perf_counter()
        for day, method in RULES.values():
            ordinal = date.fromisoformat(day).toordinal()
            found = above(kept, int(node), ordinal)
            people = [
                Seed(str(n), str(listed[n][0]), listed[n][1]) for n in found.nodes if n in listed
            ]
            reach(held_on(found.ties, ordinal), people, method).truth(str(node))
        took.append((time.perf_counter() - begun) * 1000)
    return took


def main() -> None:
    """Print the measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edges", type=int, default=5_000_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    result = run(asked.edges)
    if asked.json:
        print(json.dumps(result, indent=2))
        return
    for name, value in result.items():
        print(f"{name:20} {value}")


if __name__ == "__main__":
    main()
