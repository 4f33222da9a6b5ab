"""How fast standing decisions are rechecked against a day's change of the SDN list.

    python -m benchmarks.recheck [--json] [--decisions N]

Real SDN files in force on 2024-04-30 and 2024-05-01 (298 new entries). The decisions are made up:
payments to parties with invented names, some of whom are listed the day after. Writing them isn't
timed; reading the JSON lines, finding what changed, screening every party's name against the new
and renamed entries, and judging again what is touched, is.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tarfile
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import zstandard

from licet.core.dates import AsOf, Moment
from licet.decision import recheck
from licet.decision.decide import decide
from licet.decision.lines import line
from licet.decision.replay import activity_of
from licet.decision.workspace import Workspace
from licet.lists.intake import Choices, add_files
from licet.surfaces import records

SHARED = Path(os.environ.get("LICET_SHARED", "../shared/data"))
SERIES = SHARED / "ofac" / "series_sdn_csv_2021-08-18_2024-05-03.tar.zst"
SINCE, UNTIL = date(2024, 4, 30), date(2024, 5, 1)
SEED = 20_240_503
SYLLABLES = [
    "ba",
    "ke",
    "lo",
    "mi",
    "nu",
    "pra",
    "sto",
    "vel",
    "zan",
    "qui",
    "dor",
    "fen",
    "gal",
    "hin",
    "jor",
]
WORDS = ("Trading", "Marine", "Industries", "Logistics", "Holding", "Metals", "Textile")
WATCHED = 50


def recheck_benchmark(n: int = 100_000) -> float:
    """Seconds to recheck ``n`` standing decisions against the delta of one day."""
    return float(measure(n)["recheck_seconds"])


def measure(n: int) -> dict[str, Any]:
    """The figures: seconds, and what was found."""
    with tempfile.TemporaryDirectory() as folder:
        work = workspace(Path(folder))
        file = Path(folder) / "standing.jsonl"
        write(file, work, n)
        started = time.perf_counter()
        lines = records.standing([file])
        change = recheck.delta(work, SINCE, UNTIL)
        made = recheck.recheck(lines, work, change)
        seconds = time.perf_counter() - started
    return {
        "recheck_seconds": round(seconds, 2),
        "decisions": n,
        "judged_again": made.touched,
        "changed": len(made.changed),
        "listings_touched": len(change.touched),
        "cores": os.cpu_count(),
    }


def workspace(home: Path) -> Workspace:
    """A store with the SDN list of both days."""
    for name, day in zip(_unpacked(home), (SINCE, UNTIL), strict=True):
        add_files(home, [name], Choices(published=day, accept_unmarked=True, accept_drop=True))
    work = Workspace(home, lists=("us-ofac-sdn",))
    _ = work.index  # as `licet lists add` does
    return work


def _unpacked(folder: Path) -> list[Path]:
    """The file in force on each of the two days: the last one fetched by then."""
    found = {day: folder / f"{day}.csv" for day in (SINCE, UNTIL)}
    with SERIES.open("rb") as packed:
        stream = zstandard.ZstdDecompressor().stream_reader(packed)
        with tarfile.open(fileobj=stream, mode="r|") as tar:
            for member in tar:
                content = tar.extractfile(member)
                fetched = date.fromisoformat(member.name.split("_")[1][:10])
                data = content.read() if content else b""
                for day, file in found.items():
                    if fetched <= day:
                        file.write_bytes(data)
    return list(found.values())


def write(file: Path, work: Workspace, n: int) -> None:
    """Standing decisions of the first day: one is decided, the others differ in their party."""
    draw = random.Random(SEED)  # noqa: S311 - made-up names, no secret
    data = {
        "activity": "payment",
        "on": str(SINCE),
        "actor": {"kind": ["us_person"]},
        "parties": [{"name": "Wexqor Lamdin", "role": ["payee"], "country": "PA"}],
    }
    activity = activity_of(data, "made up")
    base = line(decide(activity, work, AsOf(Moment(SINCE)), deep=False), work, "0")
    change = recheck.delta(work, SINCE, UNTIL)
    held = list(change.touched)
    new = [listing.name for listing in change.named]
    with file.open("w", encoding="utf-8") as out:
        for place in range(n):
            # A few deal with somebody who is listed the day after.
            name = new[place] if place < len(new) else invented(draw)
            party = {"name": name, "role": ["payee"], "country": "PA"}
            watched = draw.choice(held) if place % (n // WATCHED or 1) == 0 and held else None
            made = {**base, "id": str(place), "activity": {**data, "parties": [party]}}
            made["watches"] = [watched] if watched else []
            out.write(json.dumps(made) + "\n")


def invented(draw: random.Random) -> str:
    """A name nobody bears: two words of syllables, and what firms call themselves."""
    words = ["".join(draw.choices(SYLLABLES, k=draw.randint(2, 4))).title() for _ in range(2)]
    return " ".join([*words, draw.choice(WORDS)])


def main() -> None:
    """Measure, and print one line or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--decisions", type=int, default=100_000)
    asked = parser.parse_args()
    if not SERIES.exists():
        sys.exit(f"no data at {SHARED}: set LICET_SHARED")
    made = measure(asked.decisions)
    print(json.dumps(made, indent=1) if asked.json else made)


if __name__ == "__main__":
    main()
