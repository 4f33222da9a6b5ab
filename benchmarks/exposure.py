"""How fast a whole programme is answered, a what-if and a sweep.

    python -m benchmarks.exposure [--json] [--lines N] [--parts N] [--suppliers N] [--ties N]
                                  [--sweep N]

The programme is made from a seed (``exposure_made``), with a made list of 3,000 entries; its
planted answers are checked in the same run. ``seconds`` is from the Parquet files to every answer:
tables, law, shortages, work list, summaries. The baseline, ``decide_seconds``, is what one decision
after another would take for the same acts, measured on a few.
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

from rich.console import Console
from rich.table import Table

from benchmarks.exposure_made import DAY, LEAVES, SEED, Planted, Size, listed_names, made, write
from licet.decision.workspace import Workspace
from licet.exposure.concentration import concentration
from licet.exposure.judged.analysis import Analysis, analyse
from licet.exposure.judged.finishing import finishing
from licet.exposure.judged.opened import opened
from licet.exposure.judged.resourcing import work_list
from licet.exposure.judged.scenario import Removal, Scenario, Step, Who
from licet.exposure.judged.summaries import by
from licet.exposure.judged.sweep import sweep
from licet.exposure.judged.terms import Terms
from licet.exposure.judged.timeline import timeline
from licet.exposure.judged.whatif import what_if
from licet.exposure.programme import open_programme
from licet.lists import plain, snapshot, store_write
from licet.lists.asof import DEMO
from licet.lists.snapshot import Incoming

SWEEP, SAMPLE = 1_000, 20
LISTED_ON = date(2020, 1, 1)


def main() -> None:
    """Measure, and print one table or JSON."""
    size = Size()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    for name in ("lines", "parts", "suppliers", "ties"):
        parser.add_argument(f"--{name}", type=int, default=getattr(size, name))
    parser.add_argument("--sweep", type=int, default=SWEEP)
    asked = parser.parse_args()
    size = Size(asked.lines, asked.parts, size.tiers, asked.suppliers, asked.ties)
    found = run(size, asked.sweep)
    print(json.dumps(found, indent=1)) if asked.json else _print(found)


def run(size: Size, cases: int = SWEEP) -> dict[str, Any]:
    """Every figure by its key; seconds and megabytes."""
    with tempfile.TemporaryDirectory(prefix="licet-exposure-") as place:
        frames, planted = made(size)
        folder = write(Path(place) / "programme", frames)
        del frames
        work = workspace(Path(place) / "home", planted)
        return {"seed": SEED, **_measured(folder, work, planted, cases)}


def workspace(home: Path, planted: Planted) -> Workspace:
    """A store with a made list that has the planted parties on it."""
    rows = [(f"8{n:05d}", name) for n, name in enumerate(listed_names())]
    rows += [(f"9000{n:02d}", f"Planted Listed Works {n + 1}") for n in range(len(planted.listed))]
    rows += [(f"9100{n:02d}", f"Planted Listed Owner {n + 1}") for n in range(len(planted.owned))]
    entries = [
        {
            "id": key,
            "kind": "organisation",
            "name": name,
            "programmes": ["MADE"],
            "measures": ["us/ofac/blocking"],
            "text": "made",
            "listed_on": str(LISTED_ON),
        }
        for key, name in rows
    ]
    text = json.dumps(
        {"source": DEMO, "published": [str(LISTED_ON)], "facts_from": ["made"], "entries": entries}
    )
    source, dated = plain.read(text, "made list")
    files = {"main": ("made list", text.encode())}
    incoming = [
        Incoming(source, day, snapshot.now(), "plain", listings, files)
        for day, listings in dated.items()
    ]
    store_write.add(home, incoming)
    work = Workspace(home, lists=(DEMO,))
    _ = work.index
    return work


def _measured(folder: Path, work: Workspace, planted: Planted, cases: int) -> dict[str, Any]:
    begun = time.perf_counter()
    programme = open_programme(folder)
    read = time.perf_counter() - begun
    base = analyse(programme, work, Terms(on=DAY))
    _answers(base)
    seconds = time.perf_counter() - begun
    check(base, planted)
    begun = time.perf_counter()
    _answers(what_if(base, scenario(base)))
    what = time.perf_counter() - begun
    begun = time.perf_counter()
    swept = sweep(base, "supplier", most=cases)
    sweep_seconds = time.perf_counter() - begun
    slow = _decide_seconds(base)
    return {
        "lines": programme.lines.height,
        "parts": programme.parts.height,
        "suppliers": programme.suppliers.height,
        "ties": len(base.people.holdings),
        "deliveries": programme.deliveries.height,
        "seconds": round(seconds, 1),
        "read_seconds": round(read, 1),
        "decide_seconds": round(slow * base.acts.frame.height),
        "ratio": round(slow * base.acts.frame.height / seconds),
        "what_if_seconds": round(what, 1),
        "sweep_suppliers": swept.height,
        "sweep_seconds": round(sweep_seconds, 1),
        "rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _answers(analysis: Analysis) -> None:
    """Everything that the report shows."""
    work_list(analysis)
    finishing(analysis)
    timeline(analysis)
    for what in ("outcome", "supplier", "country", "measure", "instrument", "subsystem"):
        by(analysis, what)  # type: ignore[arg-type]
    _ = analysis.deliveries
    for holder in ("supplier", "country", "owner"):
        concentration(analysis.programme, analysis.structure.supply, holder)  # type: ignore[arg-type]


def scenario(base: Analysis) -> Scenario:
    """Three steps in time: a large supplier listed, an owner listed, a country removed."""
    most = base.lines.group_by("supplier").len().sort("len", "supplier", descending=True)
    large = base.programme.suppliers["supplier_id"][int(most["supplier"][0])]
    steps = [
        Step(on="2026-03-01", designate=Who(supplier=large)),
        Step(on="2026-06-01", remove=Removal(country="DE", policy="honour_existing",
                                             until="2027-06-30")),
    ]  # fmt: skip
    owners = [tie for tie in base.people.holdings if tie.owner >= base.people.suppliers]
    if owners:
        name = base.people.persons[owners[0].owner].name
        steps.append(Step(on="2026-09-01", designate=Who(owner=name)))
    return Scenario(name="three steps", steps=steps)


def check(base: Analysis, planted: Planted) -> None:
    """The planted answers must come out."""
    lines = base.lines.filter(~base.lines["past"])
    for ids, sure in ((planted.listed, True), (planted.owned, True)):
        own = lines.filter(lines["supplier_id"].is_in(list(ids)))
        assert own.height == 0 or (own["floor"] == 3).all() == sure, f"{ids}: not all prohibited"
    work = work_list(base)
    for supplier, part in planted.sole.items():
        row = work.filter(work["part_id"] == part)
        assert row.height == 1, f"{part} of {supplier} is not on the work list"
        assert row["kind"][0] == "no_other_source", f"{part} has another source"
    told = base.problems.filter(base.problems["table"] == "tree")
    assert told["what"].str.contains("contains itself").any(), "the circle is not named"
    left = base.lines.filter((base.lines["country"] == LEAVES) & ~base.lines["past"])
    assert left["has_event"].all(), "the country that leaves is not followed"


def _decide_seconds(base: Analysis) -> float:
    """Seconds for one act by a single decision."""
    step = max(1, base.programme.lines.height // SAMPLE)
    acts = [
        one for n in range(0, base.programme.lines.height, step) for one in opened(base, "line", n)
    ]
    begun = time.perf_counter()
    for one in acts:
        one.decide(base)
    return (time.perf_counter() - begun) / len(acts)


def _print(found: dict[str, Any]) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("measure")
    table.add_column("", justify="right")
    for key, value in found.items():
        table.add_row(key, f"{value:,}")
    Console().print(table)


if __name__ == "__main__":
    main()
