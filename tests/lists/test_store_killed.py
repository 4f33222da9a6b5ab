"""A writer killed at any moment leaves the store as it was before or as it is after."""

from __future__ import annotations

import os
import random
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
def dying(real):
    def call(*args, **kwargs):
        global seen
        seen += 1
        if seen == point:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    return call
os.fsync = dying(os.fsync)
Path.replace = dying(Path.replace)
Path.rename = dying(Path.rename)
Path.mkdir = dying(Path.mkdir)
shutil.rmtree = dying(shutil.rmtree)
polars.DataFrame.write_parquet = dying(polars.DataFrame.write_parquet)
print("ready", flush=True)
add_files(home, [file], Choices())
print(seen, flush=True)
"""


def list_file(folder: Path, day: str, ids: list[str]) -> Path:
    """An invented SDN list of a day on disk."""
    path = folder / f"sdn_{day}.csv"
    path.write_bytes(sample.flat([sample.main_row(i, "CUBA", f"of {day}") for i in ids]))
    return path


def started(folder: Path) -> tuple[Path, Path]:
    """A store with one date, and the file of the next."""
    files = folder / "files"
    files.mkdir()
    home = folder / "store"
    add_files(home, [list_file(files, *next(iter(BEFORE.items())))], Choices())
    return home, list_file(files, "2020-06-01", AFTER["2020-06-01"])


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
def steps(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many steps a whole write takes."""
    home, file = started(tmp_path_factory.mktemp("steps"))
    count = int(finished(writer(home, file, 0)).split()[-1])
    assert content(home) == AFTER
    return count


def test_killed_at_every_step(tmp_path: Path, steps: int) -> None:
    """Killed before any write, flush or rename, the store is whole and takes a new list."""
    assert steps > 10
    points = list(range(1, steps + 1))
    results = []
    for batch in (points[i : i + 4] for i in range(0, len(points), 4)):
        running = []
        for point in batch:
            folder = tmp_path / str(point)
            folder.mkdir()
            home, file = started(folder)
            running.append((home, writer(home, file, point)))
        for home, process in running:
            finished(process)
            assert process.returncode == -signal.SIGKILL
            results.append(whole(home))
    assert results == sorted(results), "once the pointer has moved it stays"
    assert not results[0]


def test_killed_at_random_moments(tmp_path: Path) -> None:
    """Killed from outside after a random time, the store is whole and takes a new list."""
    chance = random.Random(20201214)
    for i in range(8):
        folder = tmp_path / str(i)
        folder.mkdir()
        home, file = started(folder)
        process = writer(home, file, 0)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.random() * 0.08)
        process.kill()
        finished(process)
        whole(home)


def test_two_writers_at_once(tmp_path: Path) -> None:
    """Two processes that add at once both succeed, one after the other."""
    home, first = started(tmp_path)
    second = list_file(tmp_path / "files", "2021-01-01", LATER["2021-01-01"])
    running = [writer(home, first, 0), writer(home, second, 0)]
    assert [finished(p) and p.returncode for p in running] == [0, 0]
    assert content(home) == {**AFTER, **LATER}
