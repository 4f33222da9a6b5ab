"""How fast screening is: a batch file, a single name, the index, and how cost grows.

    python -m benchmarks.speed [--json] [--quick] [--home DIR] [--records N]

The whole of the lists that ``benchmarks.accuracy.data`` names, scoring included. The batch is the
real command, Parquet to Parquet, in a process of its own; the baseline is rapidfuzz's Jaro-Winkler
``cdist`` on every core over every name, in the same run. ``--home`` keeps the store for the next
run. ``--quick``: the SDN list alone and fewer records.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist
from rich.console import Console
from rich.table import Table

from benchmarks.accuracy import data
from licet.decision.workspace import Workspace
from licet.screening import Query, build_index, screen_one
from licet.screening.index_store import Index
from licet.screening.kernel import run
from licet.screening.screen import screen_batch

SEED = 20_201_214
SINGLES, COMPARED = 2_000, 300
UNDATED = "2026-01-01"
GROWTH = (1, 4, 16)
GROWN_BATCH = 10_000


def main() -> None:
    """Measure, and print one table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--records", type=int)
    asked = parser.parse_args()
    if not data.SHARED.exists():
        sys.exit(f"no data at {data.SHARED}: set LICET_SHARED")
    size = asked.records or (50_000 if asked.quick else 1_000_000)
    with tempfile.TemporaryDirectory() as folder:
        made = measure(Path(folder), asked.home or Path(folder) / "home", size, asked.quick)
    if asked.json:
        print(json.dumps(made, indent=1))
    else:
        _print(made)


def measure(folder: Path, home: Path, size: int, quick: bool) -> dict[str, Any]:
    """Everything; progress goes to standard error."""
    _fill(home, data.LISTS[:1] if quick else data.LISTS)
    made: dict[str, Any] = {"records": size}
    customers = customers_of(size)
    names = customers["name"].to_list()
    index = _index(folder, home, made)
    made["names_listed"] = index.rows
    _batch(folder, home, customers, made)
    _baseline(index, names, made)
    _singles(index, names, made)
    _cold(home, made)
    _grow(quick, names, made)
    return made


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _run(*words: str) -> tuple[float, str]:
    """Run the command; seconds, and what was wrong, if anything."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "licet", *words], check=False, capture_output=True, text=True
    )
    wrong = done.returncode not in {0, 3}
    return time.perf_counter() - started, (done.stderr or "failed") if wrong else ""


def _licet(*words: str) -> float:
    """Run the command; seconds. Ends the benchmark where it fails."""
    seconds, wrong = _run(*words)
    if wrong:
        sys.exit(f"licet {' '.join(words)}: {wrong}")
    return seconds


def _watched(*words: str) -> tuple[float, int]:
    """Run the command; seconds, and the sum of its processes' memory in kB at the highest.

    Linux tells the memory of each process; where it doesn't, the sum is 0.
    """
    started, peak = time.perf_counter(), 0
    with subprocess.Popen(
        [sys.executable, "-m", "licet", *words], stdout=subprocess.DEVNULL, start_new_session=True
    ) as running:
        while running.poll() is None:
            peak = max(peak, sum(_memory(pid) for pid in _family(running.pid)))
            time.sleep(0.5)
    if running.returncode:
        sys.exit(f"licet {' '.join(words)}: exit {running.returncode}")
    return time.perf_counter() - started, peak


def _family(first: int) -> list[int]:
    """A process and those it started."""
    found = [first]
    for pid in found:
        path = Path(f"/proc/{pid}/task/{pid}/children")
        found += [int(one) for one in path.read_text().split()] if path.exists() else []
    return found


def _memory(pid: int) -> int:
    """What a process holds by itself, in kB: pages shared with others are divided."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return int(text.split("Pss:")[1].split()[0])


def _fill(home: Path, lists: tuple[tuple[str, ...], ...]) -> None:
    """A store of the lists, unless there is one."""
    if (home / "CURRENT").exists():
        return
    for files in lists:
        _say(f"adding {files[0]}")
        paths = [str(data.SHARED / name) for name in files]
        words = ["lists", "add", *paths, "--home", str(home)]
        if _run(*words)[1]:  # some files carry no date of their own
            _licet(*words, *_published(files[0]))


def _published(name: str) -> list[str]:
    """The option that dates a file whose name has a month or no date at all."""
    if re.search(r"\d{4}-\d{2}-\d{2}", name):
        return []
    month = re.search(r"\d{4}-\d{2}", name)
    return ["--published", f"{month[0]}-01" if month else UNDATED]


def customers_of(size: int) -> pl.DataFrame:
    """Records made of ordinary names: the first words of one, the last of another of its kind."""
    chance = random.Random(SEED)  # noqa: S311
    pools = [names for names in data.negatives().values() if len(names) > 500]
    found = []
    while len(found) < size:
        pool = pools[chance.randrange(len(pools))]
        one, other = (pool[chance.randrange(len(pool))].split() for _ in range(2))
        found.append(" ".join([*one[: max(1, len(one) // 2)], *other[len(other) // 2 :]]))
    return pl.DataFrame({"record_id": [f"c{n}" for n in range(size)], "name": found})


def _index(folder: Path, home: Path, made: dict[str, Any]) -> Index:
    """Build once from the store's names, save, and open again."""
    from licet.decision.name_index import name_rows

    work = Workspace(home)
    rows = name_rows(work.store, work.facts)
    run.warm()
    few = {name: column[:3_000] for name, column in rows.items()}
    build_index(few)  # loads what is compiled
    started = time.perf_counter()
    build_index(rows).save(folder / "index")
    made["index_build_s"] = round(time.perf_counter() - started, 2)
    started = time.perf_counter()
    index = Index.load(folder / "index")
    made["index_load_s"] = round(time.perf_counter() - started, 4)
    _say(f"index: {made['index_build_s']} s for {index.rows:,} names")
    return index


def _batch(folder: Path, home: Path, customers: pl.DataFrame, made: dict[str, Any]) -> None:
    """The command on a Parquet file; seconds, records a second, and memory of its process."""
    path, out = folder / "customers.parquet", folder / "matches.parquet"
    customers.head(2_000).write_parquet(path)
    _licet("screen", str(path), "--out", str(out), "--home", str(home))  # index and loops are made
    customers.write_parquet(path)
    seconds, peak = _watched("screen", str(path), "--out", str(out), "--home", str(home))
    made["batch_s"] = round(seconds, 1)
    made["records_per_s"] = round(customers.height / seconds)
    made["matches"] = pl.read_parquet(out).height
    made["batch_rss_mb"] = round(peak / 1024)
    _say(f"batch: {made['records_per_s']:,} records a second")


def _baseline(index: Index, names: list[str], made: dict[str, Any]) -> None:
    """Jaro-Winkler of a sample with every name of the lists."""
    listed = [index.name(row).casefold() for row in range(index.rows)]
    sample = [name.casefold() for name in names[:COMPARED]]
    started = time.perf_counter()
    cdist(sample, listed, scorer=JaroWinkler.similarity, workers=-1, dtype=np.float32)
    each = (time.perf_counter() - started) / len(sample)
    made["rapidfuzz_jw_records_per_s"] = round(1 / each, 1)
    made["rapidfuzz_jw_pairs_per_s"] = round(len(listed) / each)
    made["ratio_vs_rapidfuzz_jw"] = round(made["records_per_s"] * each, 1)


def _singles(index: Index, names: list[str], made: dict[str, Any]) -> None:
    """One name at a time in this process, each asked for once."""
    run.warm()
    for name in names[-200:]:
        screen_one(index, Query(name))
    taken = []
    for name in names[:SINGLES]:
        started = time.perf_counter()
        screen_one(index, Query(name))
        taken.append(1000 * (time.perf_counter() - started))
    made["single_p50_ms"] = round(float(np.quantile(taken, 0.5)), 3)
    made["single_p99_ms"] = round(float(np.quantile(taken, 0.99)), 3)


def _cold(home: Path, made: dict[str, Any]) -> None:
    """From shell to answer, the best of five; and the memory of a process that screens."""
    made["cold_cli_s"] = round(
        min(_licet("screen", "Ismael Demirr", "--home", str(home)) for _ in range(5)), 3
    )
    code = (
        "import sys;from licet.decision.workspace import Workspace;"
        "from licet.screening import Query,screen_one;from licet.screening.kernel import run;"
        "from pathlib import Path;w=Workspace(Path(sys.argv[1]));run.warm();"
        "[screen_one(w.index,Query(f'Ismail Demir {n}')) for n in range(50)];"
        "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(home)], check=True, capture_output=True, text=True
    )
    made["rss_mb"] = round(int(done.stdout) / 1024)


def grown(rows: pl.DataFrame, times: int) -> pl.DataFrame:
    """A list so many times as long: names of words drawn from its names, place by place.

    One word in five is changed by a letter, so that the vocabulary grows with the list.
    """
    chance = random.Random(SEED)  # noqa: S311
    texts = rows["name"].to_list()
    parts = [rows]
    for turn in range(1, times):
        made = []
        for text in texts:
            words = text.split()
            other = texts[chance.randrange(len(texts))].split()
            mixed = [*words[: max(1, len(words) // 2)], *other[len(other) // 2 :]]
            made.append(" ".join(_changed(word, chance) for word in mixed))
        suffix = pl.lit(f"-{turn}")
        parts.append(rows.with_columns(
            pl.Series("name", made), (pl.col("listing_id") + suffix).alias("listing_id")
        ))  # fmt: skip
    return pl.concat(parts)


def _changed(word: str, chance: random.Random) -> str:
    if len(word) < 4 or chance.random() > 0.2:
        return word
    at = chance.randrange(1, len(word))
    return word[:at] + chance.choice("AEIORNSTLKM") + word[at + 1 :]


def _grow(quick: bool, names: list[str], made: dict[str, Any]) -> None:
    """Seconds of a batch against the SDN list, 4 and 16 times as long; batches of 1 and 10."""
    held = data.lists().rows.filter(pl.col("source") == "us-ofac-sdn")
    seconds: dict[str, float] = {}
    for times in GROWTH[: 2 if quick else 3]:
        index = build_index(grown(held, times))
        for batch in (1, 10):
            part = names[: GROWN_BATCH * batch // (10 if quick else 1)]
            frame = pl.DataFrame({"record_id": [str(n) for n in range(len(part))], "name": part})
            screen_batch(index, frame.head(3_000))
            started = time.perf_counter()
            screen_batch(index, frame)
            seconds[f"{index.rows} names, {len(part)} records"] = round(
                time.perf_counter() - started, 2
            )
        made["growth_s"] = seconds
        _say(f"lists x{times}: {index.rows:,} names")
    each = list(seconds.values())
    made["cost_x16"] = round(each[-2] / each[0], 2)


def _print(made: dict[str, Any]) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("measure")
    table.add_column("", justify="right")
    for key, value in made.items():
        for name, one in value.items() if isinstance(value, dict) else [("", value)]:
            label = f"{key}: {name}" if name else key
            table.add_row(label, f"{one:,}" if isinstance(one, int) else f"{one:g}")
    Console().print(table)


if __name__ == "__main__":
    main()
