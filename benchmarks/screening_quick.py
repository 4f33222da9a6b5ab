"""Recall and false alerts of name screening, in under two minutes.

    python -m benchmarks.screening_quick [--json] [--write]

Recall: 1,000 aliases of the OFAC SDN list are asked for with every list name of the same words
hidden; found means that the alias's own listing comes back at the threshold. The scorer was learned
on half of all parties, so some of them had a part in it; ``benchmarks.accuracy`` holds them apart.
Alerts: samples of
ordinary names (the files ``names/negatives_*``), by culture where the file gives one; a record
counts once, however many listings it raises. Nobody was purged from the samples, so that people
who really are listed count as alerts. Names only: no date of birth, country or kind is given.
``--write`` puts the figures where the engine shows them beside a no-match.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import polars as pl

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "screening"))
from real_lists import ALT, CONSOLIDATED, SDN, read_lists  # noqa: E402

from licet.names import parse  # noqa: E402
from licet.screening import DEFAULT, Index, Query, build_index, screen_batch, screen_one  # noqa: E402

SHARED = Path(os.environ.get("LICET_SHARED", ROOT / ".." / "shared" / "data"))
SEED, ALIASES, SAMPLE, LOWEST = 20_201_214, 1_000, 2_000, 0.5
BUDGETS = (1, 10, 50)
THRESHOLDS = (0.70, 0.75, 0.77, 0.80, 0.85, 0.90)
TARGET = ROOT / "src" / "licet" / "screening" / "measured.json"


def populations() -> dict[str, list[str]]:
    """Samples of ordinary names, 2,000 of each file; the file with cultures gives 13 x 1,000."""
    chooser = random.Random(SEED)  # noqa: S311
    found: dict[str, list[str]] = {}
    for path in sorted((SHARED / "names").glob("negatives_*")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines, delimiter="\t" if path.suffix == ".tsv" else ","))
        if path.suffix == ".tsv":
            cultures: dict[str, list[str]] = {}
            for name, culture in rows[1:]:
                cultures.setdefault(f"people: {culture.rpartition(',')[2]}", []).append(name)
            for culture in sorted(cultures):
                found[culture] = chooser.sample(
                    cultures[culture], min(1_000, len(cultures[culture]))
                )
        else:
            found[path.stem.removeprefix("negatives_")] = chooser.sample(
                [row[0] for row in rows[1:] if row], SAMPLE
            )
    return found


def best_scores(index: Index, names: list[str]) -> np.ndarray:
    """The highest score of each name that can be screened."""
    frame = pl.DataFrame({"record_id": [str(n) for n in range(len(names))], "name": names})
    screened = screen_batch(index, frame, threshold=LOWEST, limit=1)
    best = np.zeros(screened.screened)
    top = screened.matches["score"].to_numpy()
    best[: len(top)] = top
    return best


def alias_scores(index: Index, rows: dict[str, list[Any]]) -> dict[str, list[float]]:
    """By kind: the score of each alias's own listing, its words hidden; 0 if not found."""
    words = np.array([" ".join(t.text for t in parse(n, person=True).tokens) for n in rows["name"]])
    aliases = [n for n, kind in enumerate(rows["name_kind"])
               if kind != "primary" and rows["source"][n] == "us-ofac-sdn"
               and crc32(rows["listing_id"][n].encode()) % 2]  # fmt: skip
    found: dict[str, list[float]] = {}
    for n in random.Random(SEED).sample(aliases, ALIASES):  # noqa: S311
        shown = words != words[n]
        matches = screen_one(index, Query(rows["name"][n]), threshold=LOWEST, limit=200, rows=shown)
        own = [m.score for m in matches if m.listing_id == rows["listing_id"][n]]
        found.setdefault(rows["kind"][n], []).append(max(own, default=0.0))
    return found


def measure() -> dict[str, Any]:
    """Everything, as plain values."""
    rows, numbers = read_lists(lambda name: SHARED / name)
    started = time.perf_counter()
    index = build_index(rows, numbers)
    build = time.perf_counter() - started
    own = alias_scores(index, rows)
    started = time.perf_counter()
    negatives = {name: best_scores(index, names) for name, names in populations().items()}
    batch = time.perf_counter() - started
    records = sum(map(len, negatives.values()))
    own["all"] = [score for scores in own.values() for score in scores]
    return {
        "lists": [SDN, ALT, CONSOLIDATED],
        "names": index.rows,
        "default": DEFAULT,
        "recall": {kind: {f"{t:.2f}": share(scores, t) for t in (*THRESHOLDS, DEFAULT)}
                   for kind, scores in own.items()},
        "aliases": {kind: len(scores) for kind, scores in own.items()},
        "alerts_per_1000": {
            name: {f"{t:.2f}": round(1000 * share(scores, t), 1) for t in (*THRESHOLDS, DEFAULT)}
            for name, scores in negatives.items()
        },
        "recall_at": {str(budget): at_budget(own, negatives, budget) for budget in BUDGETS},
        "index_build_s": round(build, 2),
        "records_per_s": round(records / batch),
    }  # fmt: skip


def share(scores: Any, threshold: float) -> float:
    """How many of the scores reach the threshold, as a share."""
    return round(float(np.mean(np.asarray(scores) >= threshold)), 4)


def at_budget(
    own: dict[str, list[float]], negatives: dict[str, Any], budget: int
) -> dict[str, Any]:
    """Recall at the threshold that raises ``budget`` alerts per 1,000, by kind and population.

    Persons against the US registry and the mean of the cultures, organisations against listed
    companies and US businesses.
    """
    cultures = np.concatenate([v for k, v in negatives.items() if k.startswith("people")])
    against = {
        "person": {"us_registry": negatives["us_registry"], "cultures": cultures},
        "organisation": {k: negatives[k] for k in ("listed_companies", "us_businesses")},
    }
    result: dict[str, Any] = {}
    for kind, populations_ in against.items():
        for name, scores in populations_.items():
            threshold = float(np.quantile(scores, 1 - budget / 1000)) + 1e-9
            result[f"{kind} / {name}"] = share(own[kind], threshold)
    return result


def table(found: dict[str, Any]) -> str:
    """The figures as text."""
    columns = [f"{t:.2f}" for t in THRESHOLDS]
    lines = [
        f"{'threshold':32}" + "".join(f"{c:>8}" for c in columns),
        "recall, leave one alias out",
    ]
    for kind, values in found["recall"].items():
        label = f"  {kind} ({found['aliases'][kind]})"
        lines.append(f"{label:32}" + "".join(f"{values[c]:8.3f}" for c in columns))
    lines.append("alerts per 1,000")
    for name, values in found["alerts_per_1000"].items():
        lines.append(f"  {name:30}" + "".join(f"{values[c]:8.1f}" for c in columns))
    lines.append("recall at alerts per 1,000")
    for budget, values in found["recall_at"].items():
        lines += [f"  {budget:>3}  {name:32}{value:8.3f}" for name, value in values.items()]
    lines.append(f"{found['names']:,} names, built in {found['index_build_s']} s; "
                 f"{found['records_per_s']:,} records a second, words not seen before")  # fmt: skip
    return "\n".join(lines)


def figures(found: dict[str, Any]) -> dict[str, Any]:
    """What the engine shows beside a no-match."""
    key = f"{DEFAULT:.2f}"
    alerts = {name: values[key] for name, values in found["alerts_per_1000"].items()}
    return {
        "measured_on": "1,000 aliases of the OFAC SDN list of 2021-07-07, each asked for with its"
        " own words hidden, by name alone",
        "made_by": "python -m benchmarks.screening_quick --write",
        "threshold": DEFAULT,
        "recall": {kind: values[key] for kind, values in found["recall"].items()},
        "recall_by_threshold": dict(found["recall"]["all"]),
        "alerts_per_1000": alerts,
        "worst_population": max(alerts, key=lambda name: alerts[name]),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--write", action="store_true", help="update the engine's measured.json")
    chosen = parser.parse_args()
    found = measure()
    if chosen.write:
        TARGET.write_text(json.dumps(figures(found), indent=1) + "\n", "utf-8")
    print(json.dumps(found, indent=1) if chosen.json else table(found))


if __name__ == "__main__":
    main()
