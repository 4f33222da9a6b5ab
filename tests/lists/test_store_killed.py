"""A writer killed at any moment leaves the store as it was before or as it is after."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import ofac_samples as sample
import pytest

from licet.lists.intake import Choices, add_files
from licet.lists.store import Store

SDN = "us-ofac-sdn"
BEFORE = {"2020-01-01": ["101", "102"]}
AFTER = {**BEFORE, "2020-06-01": ["101", "102", "103"]}
LATER = {"2021-01-01": ["101", "102", "104"]}

WRITER = """
import os, shutil, signal, sys
from pathlib import Path
import polars
from licet.lists.intake import Choices, add_files
home, file, point = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
seen = 0
def dying(real, each=1):
    calls = 0
    def call(*args, **kwargs):
        global seen
        nonlocal calls
        calls += 1
        seen += calls % each == 0
        if seen == point and calls % each == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    return call
os.fsync = dying(os.fsync, 3)
Path.replace = dying(Path.replace)
Path.rename = dying(Path.rename)
Path.mkdir = dying(Path.mkdir)
shutil.rmtree = dying(shutil.rmtree)
polars.DataFrame.write_parquet = dying(polars.DataFrame.write_parquet, 3)
print("ready", flush=True)
add_files(home, [file], Choices())
print(seen, flush=True)
"""


def list_file(folder: Path, day: str, ids: list[str]) -> Path:
    """An invented SDN list of a day on disk."""
    path = folder / f"sdn_{day}.csv"
    path.write_bytes(sample.flat([sample.main_row(i, "CUBA", f"of {day}") for i in ids]))
    return path


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one date, to be copied."""
    folder = tmp_path_factory.mktemp("first")
    home = folder / "store"
    add_files(home, [list_file(folder, *next(iter(BEFORE.items())))], Choices())
    return home


def started(folder: Path, first: Path) -> tuple[Path, Path]:
    """A store with one date, and the file of the next."""
    files = folder / "files"
    files.mkdir(parents=True)
    shutil.copytree(first, folder / "store")
    return folder / "store", list_file(files, "2020-06-01", AFTER["2020-06-01"])


def writer(home: Path, file: Path, point: int) -> subprocess.Popen[str]:
    """A process that adds a file and dies by itself at the n-th step, or never for 0."""
    command = [sys.executable, "-c", WRITER, str(home), str(file), str(point)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ))


def content(home: Path) -> dict[str, list[str]]:
    """What the store shows, read in full: every listing of every date, and every raw file."""
    store = Store(home)
    for kept in store.snapshots:
        assert all(store.raw.read(part.sha256) for part in kept.parts.values())
    return {
        str(kept.published): [one.entry_id for one in store.snapshot_listings(SDN, kept.edition)]
        for kept in store.snapshots
    }


def whole(home: Path) -> bool:
    """Checks the store is as before or as after and takes a new list; whether it is as after."""
    shown = content(home)
    assert shown in (BEFORE, AFTER)
    folder = home.parent / "files"
    add_files(home, [list_file(folder, "2021-01-01", LATER["2021-01-01"])], Choices())
    assert content(home) == {**shown, **LATER}
    assert not list((home / "generations").glob(".*.tmp"))
    return shown == AFTER


def finished(process: subprocess.Popen[str]) -> str:
    """What a process printed until it ended or died."""
    out, _ = process.communicate(timeout=60)
    return out


@pytest.fixture(scope="module")
def steps(first: Path, tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many steps a whole write takes."""
    home, file = started(tmp_path_factory.mktemp("steps"), first)
    count = int(finished(writer(home, file, 0)).split()[-1])
    assert content(home) == AFTER
    return count


def test_killed_at_every_step(tmp_path: Path, first: Path, steps: int) -> None:
    """Killed before any kind of write, flush or rename, the store is whole and goes on."""
    assert steps > 10
    points = list(range(1, steps + 1))
    results = []
    for batch in (points[i : i + 4] for i in range(0, len(points), 4)):
        running = []
        for point in batch:
            home, file = started(tmp_path / str(point), first)
            running.append((home, writer(home, file, point)))
        for home, process in running:
            finished(process)
            assert process.returncode == -signal.SIGKILL
            results.append(whole(home))
    assert results == sorted(results), "once the pointer has moved it stays"
    assert not results[0]


def test_killed_at_random_moments(tmp_path: Path, first: Path) -> None:
    """Killed from outside after a random time, the store is whole and takes a new list."""
    chance = random.Random(20201214)  # noqa: S311 - moments, not secrets
    for i in range(6):
        home, file = started(tmp_path / str(i), first)
        process = writer(home, file, 0)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.random() * 0.08)
        process.kill()
        finished(process)
        whole(home)


def test_two_writers_at_once(tmp_path: Path, first: Path) -> None:
    """Two processes that add at once both succeed, one after the other."""
    home, june = started(tmp_path / "two", first)
    second = list_file(home.parent / "files", "2021-01-01", LATER["2021-01-01"])
    running = [writer(home, june, 0), writer(home, second, 0)]
    assert [finished(p) and p.returncode for p in running] == [0, 0]
    assert content(home) == {**AFTER, **LATER}
