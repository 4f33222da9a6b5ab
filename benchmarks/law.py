"""How fast law is: a million contract lines by the compiled form, one activity by the interpreter.

    python -m benchmarks.law [--json] [--rows N] [--edges N] [--decisions N]

The lines are made from a seed (``law_lines``) and judged against every shipped pack. The baseline,
in the same run, is the interpreter over a sample of the same lines; both must say the same of them.
``interpreter_ms`` is one activity through the decision's judge, every provision with its full tree.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import time
from importlib import util
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.law_lines import SEED, lines
from licet.core.dates import AsOf
from licet.core.outcome import strictest
from licet.decision.case import GLOBAL, Case, Gate, Subject, Thread, fact_key, gate, judge
from licet.law.compiled import CompiledLaw, Line, compile  # noqa: A004
from licet.law.compiled.explain import interpret
from licet.law.compiled.rules import rules
from licet.law.compiled.table import line_of
from licet.law.model import Law
from licet.law.packs import shipped

ROWS, EDGES, DECISIONS = 1_000_000, 5_000_000, 100_000
SAMPLE, TIMES = 200, 30


def main() -> None:
    """Measure, and print one table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--edges", type=int, default=EDGES, help="0: no ownership")
    parser.add_argument("--decisions", type=int, default=DECISIONS, help="0: no recheck")
    asked = parser.parse_args()
    made = run(asked.rows, asked.edges, asked.decisions)
    print(json.dumps(made, indent=1)) if asked.json else _print(made)


def run(rows: int, edges: int = EDGES, decisions: int = DECISIONS) -> dict[str, Any]:
    """Every figure by its key; seconds, milliseconds and megabytes."""
    law = shipped()
    compiled = compile(law)
    frame = lines(compiled, rows)
    made: dict[str, Any] = {"rows": rows, "provisions": len(law.provisions), "seed": SEED}
    begun = time.perf_counter()
    result = compiled.judge(frame, on="on")
    made["seconds"] = round(time.perf_counter() - begun, 2)
    made["rows_per_second"] = round(rows / made["seconds"])
    determined = int((result.frame["floor"] == result.frame["ceiling"]).sum())
    made["determined_percent"] = round(100 * determined / rows, 1)
    made["rss_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    made |= _baseline(law, compiled, frame, result.frame["outcomes"].to_list())
    made["ratio"] = round(made["rows_per_second"] / made["interpreter_rows_per_second"])
    made["interpreter_ms"] = _one_activity(law, line_of(frame, 0))
    return made | _ownership(edges) | {"recheck_seconds": _recheck(decisions)}


def _baseline(law: Law, compiled: CompiledLaw, frame: Any, masks: list[int]) -> dict[str, Any]:
    """The interpreter over a sample of the same lines, which must say the same."""
    step = max(1, frame.height // SAMPLE)
    chosen = range(0, frame.height, step)
    sample = [line_of(frame, row) for row in chosen]
    begun = time.perf_counter()
    found = [interpret(law, line) for line in sample]
    seconds = time.perf_counter() - begun
    for row, findings in zip(chosen, found, strict=True):
        outcomes = strictest(finding.outcomes for _, finding in findings)
        assert outcomes.mask == masks[row], f"row {row}: the two forms of law differ"
    return {"sample": len(chosen), "interpreter_rows_per_second": round(len(chosen) / seconds)}


def _one_activity(law: Law, line: Line) -> float:
    """Milliseconds to judge a case of one line in which every provision takes part."""
    facts = {fact_key(GLOBAL, name): value for name, value in line.facts.items()}
    threads = [
        Thread(rule.provision, Subject((GLOBAL,)), _gates(rule.measure)) for rule in rules(law)
    ]
    case = Case(law, AsOf(line.on), facts, tuple(threads))
    took = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        judge(case)
        took.append(1000 * (time.perf_counter() - begun))
    return round(statistics.median(took), 2)


def _gates(measure: str | None) -> tuple[Gate, ...]:
    if measure is None:
        return ()
    return (gate(("measure", measure), f"the party is under {measure}", True),)


def _ownership(edges: int) -> dict[str, Any]:
    """The figures of the ownership benchmark, where it is here."""
    if not edges or util.find_spec("benchmarks.ownership") is None:
        return {"ownership_edges": None, "ownership_seconds": None}
    from benchmarks import ownership

    found = ownership.run(edges)
    return {key: found[key] for key in ("ownership_edges", "ownership_seconds")}


def _recheck(decisions: int) -> float | None:
    """Seconds to recheck standing decisions; None where its benchmark or its lists aren't here."""
    shared = Path(os.environ.get("LICET_SHARED", "../shared/data"))
    if not decisions or util.find_spec("benchmarks.recheck") is None or not shared.exists():
        return None
    from benchmarks import recheck

    return recheck.recheck_benchmark(decisions)


def _print(made: dict[str, Any]) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("measure")
    table.add_column("", justify="right")
    for key, value in made.items():
        shown = "not measured" if value is None else f"{value:,}"
        table.add_row(key, shown)
    Console().print(table)


if __name__ == "__main__":
    main()
