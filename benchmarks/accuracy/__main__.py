"""How well screening finds listed parties, and what it costs in false alerts.

    python -m benchmarks.accuracy [--json] [--quick] [--tune] [--markdown] [--ablation]

Leave-one-alias-out over all lists: an alias is asked for with its string removed from every entry.
Recall stands at 1, 10 and 50 alerts per 1,000 ordinary names; the threshold is that of the scorer
and population itself, so that every scorer pays the same price. Names only: no date, country or
kind. By default the half of parties and names is asked that nothing was tuned on; ``--tune`` asks
the other. Baselines compare every name with every name (rapidfuzz); nomenklatura's logic-v2 joins
them where it is installed (``logic_v2.py`` says how).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.accuracy import data
from benchmarks.accuracy.ablation import ablation, show
from benchmarks.accuracy.identity import beside, identity
from benchmarks.accuracy.logic_v2 import HOW_TO_INSTALL, installed, logic_v2
from benchmarks.accuracy.measure import Sizes, measure, plain_values
from benchmarks.accuracy.scorers import BASELINES, Listed, licet
from licet.screening import DEFAULT

WHOLE = Sizes(aliases=2_500, ordinary=4_000, of_culture=1_000, noise=600)
QUICK = Sizes(aliases=800, ordinary=2_000, of_culture=300, noise=150)
COMPARED = Sizes(aliases=400, ordinary=1_000, of_culture=100, noise=40)
COMPARED_QUICK = Sizes(aliases=150, ordinary=500, of_culture=40, noise=10)
ABLATED = Sizes(aliases=1_500, ordinary=2_000, of_culture=300, noise=0)
SHOWN = (
    "recall", "recall_per_party", "mrr", "in_first_ten", "noise", "scripts", "strengths",
    "alerts_per_1000_by_culture", "alerts_per_1000_at_default", "recall_at_default", "identity",
    "beside_the_name",
)  # fmt: skip
FEWER = Sizes(aliases=300, ordinary=600, of_culture=60, noise=20)
SLOW = Sizes(aliases=60, ordinary=150, of_culture=6, noise=1)
"""Comparing with every name takes its time; WRatio takes some twenty times that."""


def main() -> None:
    """Measure licet and the baselines, and print one table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--json", "--quick", "--tune", "--markdown", "--ablation"):
        parser.add_argument(option, action="store_true")
    asked = parser.parse_args()
    if not data.SHARED.exists():
        sys.exit(f"no data at {data.SHARED}: set LICET_SHARED")
    half = data.TUNE if asked.tune else data.HELD
    held = data.lists()
    if asked.ablation:
        made = ablation(held, half, QUICK if asked.quick else ABLATED)
        print(json.dumps(made, indent=1)) if asked.json else show(made, asked.markdown)
        return
    listed = Listed.of(held)
    found: dict[str, dict[str, Any]] = {}
    sizes = (QUICK, COMPARED_QUICK) if asked.quick else (WHOLE, COMPARED)
    scorers = {"licet": licet, **BASELINES}
    if installed():
        scorers["logic_v2"] = logic_v2
    else:
        print(f"logic-v2 is left out: {HOW_TO_INSTALL}", file=sys.stderr)
    for name, scorer in scorers.items():
        started = time.perf_counter()
        own = {"licet": sizes[0], "wratio": SLOW, "logic_v2": FEWER}.get(name, sizes[1])
        found[name] = plain_values(measure(listed, held, scorer, half, own))
        if name != "licet":  # their scores have no threshold of licet's
            found[name] |= {"alerts_per_1000_at_default": {}, "recall_at_default": {}}
        found[name]["identity"] = (
            {} if name == "wratio" else identity(listed, held, scorer, half, found[name]["limits"])
        )
        found[name]["beside_the_name"] = (
            beside(listed, held, scorer, half, own) if name == "licet" else {}
        )
        print(f"{name}: {time.perf_counter() - started:.0f} s", file=sys.stderr)
    made = _report(found, half, len(listed.texts))
    print(json.dumps(made, indent=1) if asked.json else "", end="")
    if not asked.json:
        _print(made, asked.markdown)


def _report(found: dict[str, dict[str, Any]], half: str, names: int) -> dict[str, Any]:
    first = {
        "person": "us_registry",
        "organisation": "listed_companies",
        "vessel": "listed_companies",
    }
    recall = {
        name: {
            kind: one["recall"].get(f"{kind} / {against}", {}).get("10")
            for kind, against in first.items()
        }
        for name, one in found.items()
    }
    return {
        "half": half,
        "names": names,
        "default_threshold": DEFAULT,
        "recall_at_10": recall,
        **{key: {name: one[key] for name, one in found.items()} for key in SHOWN},
    }


def _print(made: dict[str, Any], markdown: bool) -> None:
    scorers = list(made["recall_at_10"])
    lines: list[tuple[str, ...]] = []
    for key in SHOWN:
        for row, first in made[key]["licet"].items():
            for budget in first if isinstance(first, dict) else [None]:
                label = f"{key.replace('_', ' ')}: {row}" + (f", at {budget}" if budget else "")
                cells = (made[key][name].get(row) for name in scorers)
                shown = (c.get(budget) if isinstance(c, dict) else c for c in cells)
                lines.append((label, *("" if c is None else f"{c:g}" for c in shown)))
    if markdown:
        print("| measure | " + " | ".join(scorers) + " |\n|---|" + "---:|" * len(scorers))
        print("\n".join("| " + " | ".join(line) + " |" for line in lines))
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("measure", *scorers):
        table.add_column(column, justify="left" if column == "measure" else "right")
    for line in lines:
        table.add_row(*line)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
