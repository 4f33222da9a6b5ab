"""How fast the service answers, and whether a list update is seen by anybody.

    python -m benchmarks.service [--json] [--home DIR] [--seconds N] [--workers N] [--quick]

The whole of the lists that ``benchmarks.accuracy.data`` names. ``licet serve`` runs as users run
it; 16 clients, each on a connection of its own, ask one name after another, as fast as they are
answered. One name in ten is a list's own, the others are ordinary names asked for once. Clients
run in this process, on the last core; with one worker, the service has the others.

Then a list update lands while the same clients go on: ``failed`` counts answers that aren't 200,
or whose body and header name two generations. It must be 0, and both generations must be seen.
``rescreen_seconds`` is that of ``benchmarks.rescreen``, for ``--records`` records.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import csv
import itertools
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.accuracy import data
from licet.core.errors import LicetError
from licet.decision.workspace import Workspace
from licet.lists.intake import Choices, add_files

CLIENTS = 16
SEED = 20_201_214
UPDATES = ("un/consolidated_2026-08-01.xml", "un/consolidated_2025-11.xml")
"""The store begins with the older; the newer is the update (the other way in a store kept)."""
UNDATED = date(2026, 1, 1)
PATH = "/v1/screen"
TARGET_PER_S, TARGET_P99 = 500, 50


@dataclass
class Seen:
    """What the clients saw."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    generations: set[str] = field(default_factory=set)
    took: float = 0.0

    def quantile(self, share: float) -> float:
        """Milliseconds."""
        return round(1000 * float(np.quantile(self.seconds, share)), 2)


def main() -> None:
    """Measure, and print text or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true", help="the SDN list alone")
    parser.add_argument("--home", type=Path, help="keep the store here for the next run")
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--records", type=int, default=1_000_000, help="of the rescreening; 0: none"
    )
    asked = parser.parse_args()
    if not data.SHARED.exists():
        sys.exit(f"no data at {data.SHARED}: set LICET_SHARED")
    with tempfile.TemporaryDirectory() as folder:
        lists = data.LISTS[:1] if asked.quick else data.LISTS
        kept = asked.home or Path(folder) / "kept"
        fill(kept, lists)
        home = Path(shutil.copytree(kept, Path(folder) / "home"))
        made = measure(home, asked.seconds, asked.workers, 0 if asked.quick else asked.records)
    print(json.dumps(made, indent=1) if asked.json else text(made))


def measure(home: Path, seconds: float, workers: int, records: int) -> dict[str, Any]:
    """Everything, as plain values. Changes the store."""
    index = Workspace(home).index
    names = asked_names(index)
    with served(home, workers) as port:
        asyncio.run(ask(port, names, 3))
        steady = asyncio.run(ask(port, names, seconds))
        during = asyncio.run(ask_while_updating(port, names, home))
    return {
        "clients": CLIENTS,
        "workers": workers,
        "names_listed": index.rows,
        "requests": len(steady.seconds),
        "screenings_per_s": round(len(steady.seconds) / steady.took),
        "p50_ms": steady.quantile(0.5),
        "p99_ms": steady.quantile(0.99),
        "during_update": {
            "requests": len(during.seconds),
            "screenings_per_s": round(len(during.seconds) / during.took),
            "p50_ms": during.quantile(0.5),
            "p99_ms": during.quantile(0.99),
            "max_ms": during.quantile(1),
            "generations_seen": len(during.generations),
            "failed": during.failed,
        },
        "failed": steady.failed + during.failed + (len(during.generations) < 2),
        "rescreen_seconds": rescreen_seconds(records) if records else None,
    }


def rescreen_seconds(records: int) -> float | None:
    """How long a list update takes to be held against standing records, where that is measured."""
    try:
        made: float = import_module("benchmarks.rescreen").run(records)["rescreen_seconds"]
    except (ImportError, AttributeError, KeyError):
        return None
    return made


def fill(home: Path, lists: Any) -> None:
    """Put the lists into a store, those that their files allow; builds the index."""
    if (home / "CURRENT").exists():
        return
    for files in lists:
        paths = [data.SHARED / (UPDATES[1] if n == UPDATES[0] else n) for n in files]
        for published in (None, UNDATED):
            try:
                add_files(home, paths, Choices(published=published))
                break
            except LicetError as error:
                if published:
                    print(f"left out: {files[0]}: {error.what}", file=sys.stderr)
    _ = Workspace(home).index


def licet(*words: str) -> str:
    """Run the command; what was wrong, if anything."""
    command = [sys.executable, "-m", "licet", *words]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return (done.stderr.strip() or "failed") if done.returncode else ""


def asked_names(index: Any) -> Iterator[bytes]:
    """Request bodies without end: ordinary names in a drawn order, every tenth one a list's."""
    chooser = random.Random(SEED)  # noqa: S311
    ordinary = []
    for path in sorted((data.SHARED / "names").glob("negatives_*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            ordinary += [row[0] for row in itertools.islice(csv.reader(lines), 1, None) if row]
    chooser.shuffle(ordinary)
    listed = [index.name(chooser.randrange(index.rows)) for _ in range(2_000)]
    mixed = (
        listed[n % len(listed)] if n % 10 == 0 else name
        for n, name in enumerate(itertools.cycle(ordinary))
    )
    return (json.dumps({"name": name}).encode() for name in mixed)


@contextlib.contextmanager
def served(home: Path, workers: int) -> Iterator[int]:
    """``licet serve`` on a free port, ready; its lines go nowhere."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["serve", "--home", str(home), "--port", str(port), "--workers", str(workers)]
    if workers == 1 and len(cores) > 1:
        keep_to(cores[:-1])  # and what is started now
    running = subprocess.Popen([sys.executable, "-m", "licet", *words], stderr=subprocess.DEVNULL)
    try:
        if len(cores) > 1:
            keep_to(cores[-1:])
        wait_for(port, running)
        yield port
    finally:
        keep_to(cores)
        running.terminate()
        running.wait(30)


def keep_to(cores: list[int]) -> None:
    """Keep this thread, and what it starts, to some cores, where the system can."""
    if cores and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, cores)


def wait_for(port: int, running: subprocess.Popen[bytes]) -> None:
    """Until the service takes connections and is ready."""
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)) as one:
            one.sendall(b"GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
            if b" 200 " in one.recv(100):
                return
        if running.poll() is not None:
            break
        time.sleep(0.1)
    sys.exit("the service did not start")


async def ask(port: int, names: Iterator[bytes], seconds: float) -> Seen:
    """All clients for some seconds."""
    return await ask_until(port, names, asyncio.sleep(seconds))


async def ask_while_updating(port: int, names: Iterator[bytes], home: Path) -> Seen:
    """All clients while a list is updated, until its new generation has been seen for a while."""

    async def updating() -> None:
        await asyncio.sleep(1)
        for file in UPDATES:
            if not await asyncio.to_thread(add, file, home):
                break
        for _ in range(600):
            await asyncio.sleep(0.1)
            if len(seen.generations) > 1:
                break
        await asyncio.sleep(3)

    seen = Seen()
    return await ask_until(port, names, updating(), seen)


def add(file: str, home: Path) -> str:
    """Add a list file as a user would, on whichever core is free; what was wrong, if anything."""
    keep_to(list(range(os.cpu_count() or 1)))
    return licet("lists", "add", str(data.SHARED / file), "--home", str(home))


async def ask_until(port: int, names: Iterator[bytes], end: Any, seen: Seen | None = None) -> Seen:
    """All clients until something has ended."""
    seen = Seen() if seen is None else seen
    stop = asyncio.Event()
    clients = [asyncio.create_task(client(port, names, seen, stop)) for _ in range(CLIENTS)]
    started = time.perf_counter()
    await end
    seen.took = time.perf_counter() - started
    stop.set()
    await asyncio.gather(*clients)
    return seen


async def client(port: int, names: Iterator[bytes], seen: Seen, stop: asyncio.Event) -> None:
    """One connection that asks one name after another."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST {PATH} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
    while not stop.is_set():
        body = next(names)
        started = time.perf_counter()
        writer.write(f"{head}content-length: {len(body)}\r\n\r\n".encode() + body)
        ok = await one_answer(reader, seen)
        seen.seconds.append(time.perf_counter() - started)
        seen.failed += not ok
    writer.close()


async def one_answer(reader: asyncio.StreamReader, seen: Seen) -> bool:
    """Read an answer; whether it is good and of one generation."""
    start = await reader.readuntil(b"\r\n\r\n")
    status, *lines = start.decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines if line)
    body = await reader.readexactly(int(headers["content-length"]))
    generation = headers.get("licet-generation", "")
    seen.generations.add(generation)
    return " 200 " in status and f'"generation":"{generation}"'.encode() in body


def text(made: dict[str, Any]) -> str:
    """The figures for a person."""
    during = made["during_update"]
    return (
        f"{made['clients']} clients, workers: {made['workers']}, {made['names_listed']:,} names "
        f"listed: {made['screenings_per_s']:,} screenings a second (target {TARGET_PER_S}), "
        f"p50 {made['p50_ms']} ms, p99 {made['p99_ms']} ms (target {TARGET_P99})\n"
        f"during a list update: {during['screenings_per_s']:,} a second, p99 {during['p99_ms']} "
        f"ms, {during['generations_seen']} generations seen\nfailed or mixed: {made['failed']}"
    )


if __name__ == "__main__":
    main()
