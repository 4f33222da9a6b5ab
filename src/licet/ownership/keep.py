"""Adding files to the kept graph: read, keep what they told, make the arrays anew, switch over."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from licet.core.errors import StoreError
from licet.ownership import prepare
from licet.ownership.collect import Report, Told, collect
from licet.ownership.kept import FOLDER, FORMAT, KeptFile
from licet.ownership.prepare import Odd
from licet.ownership.reading.files import opened
from licet.ownership.reading.items import Items
from licet.sources.files import sync_folder, sync_tree, write_durably

if TYPE_CHECKING:
    import polars as pl

LOCK_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Added:
    """What adding came to: a report of each file, and of the graph they now make together."""

    files: tuple[tuple[KeptFile, Report], ...]
    graph: Odd


def add(home: Path, paths: Sequence[Path], dated: str | None = None) -> Added:
    """Read files and keep them; a file of the same name takes the place of the earlier one.

    ``dated``: the day they speak of, where they don't say. All or none is kept. Raises
    BadFileError for a file that can't be read, StoreError for a folder that can't be written.
    """
    read = []
    for path in paths:
        with opened(path) as file:
            told = collect(file.items)
            told.report.form, told.report.columns = file.form, file.columns
        read.append((_about(path.name, _hash(path), told, dated), told))
    return _keep(home, read)


def add_items(home: Path, name: str, items: Items, dated: str | None = None) -> Added:
    """Keep ties that come from elsewhere, such as the relations of the lists, under a name."""
    told = collect(items)
    told.report.form = "lists"
    mark = hashlib.sha256(name.encode()).hexdigest()
    return _keep(home, [(_about(name, mark, told, dated), told)])


def _about(name: str, mark: str, told: Told, dated: str | None) -> KeptFile:
    report = told.report
    day = str(report.dated) if report.dated else dated
    today = datetime.now(UTC).date().isoformat()
    counts = (report.people, report.ties, report.rejected)
    return KeptFile(mark, name, report.form, day, today, *counts)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(home: Path, read: list[tuple[KeptFile, Told]]) -> Added:
    root = home / FOLDER
    try:
        (root / "files").mkdir(parents=True, exist_ok=True)
        (root / "generations").mkdir(exist_ok=True)
        with FileLock(root / "lock", timeout=LOCK_SECONDS):
            return _locked(root, read)
    except Timeout:
        raise StoreError(
            f"another process has been writing for {LOCK_SECONDS} seconds.",
            where=str(root),
            mend="Wait for it to finish, then try again.",
        ) from None
    except OSError as error:
        raise StoreError(
            f"can't be written ({error.strerror}).",
            where=str(root),
            mend="Nothing was changed; free some space or mend the permissions, then try again.",
        ) from None


def _locked(root: Path, read: list[tuple[KeptFile, Told]]) -> Added:
    names = {about.name for about, _ in read}
    kept = [one for one in _kept_files(root) if one.name not in names]
    for about, told in read:
        folder = root / "files" / about.sha256[:24]
        folder.mkdir(exist_ok=True)
        told.people.write_parquet(folder / "people.parquet")
        told.ties.write_parquet(folder / "ties.parquet")
        sync_tree(folder)
        kept.append(about)
    graph = _generation(root, kept)
    for folder in (root / "files").iterdir():
        if folder.name not in {one.sha256[:24] for one in kept}:
            shutil.rmtree(folder, ignore_errors=True)
    return Added(tuple((about, told.report) for about, told in read), graph)


def _kept_files(root: Path) -> list[KeptFile]:
    with suppress(FileNotFoundError):
        pointer = json.loads((root / "CURRENT").read_text())
        about = root / "generations" / pointer["generation"] / "about.json"
        return [KeptFile(**one) for one in json.loads(about.read_text())["files"]]
    return []


def _tables(root: Path, kept: Sequence[KeptFile]) -> tuple[pl.DataFrame, pl.DataFrame]:
    import polars as pl

    people, ties = [], []
    for number, one in enumerate(kept):
        folder = root / "files" / one.sha256[:24]
        file = pl.lit(number, pl.UInt16).alias("file")
        people.append(pl.read_parquet(folder / "people.parquet").with_columns(file))
        ties.append(pl.read_parquet(folder / "ties.parquet").with_columns(file))
    return pl.concat(people), pl.concat(ties)


def _generation(root: Path, kept: Sequence[KeptFile]) -> Odd:
    """Write a new generation whole, then point to it; the one before stays for those that read."""
    folder = root / "generations"
    for leftover in folder.glob(".*.tmp"):
        shutil.rmtree(leftover, ignore_errors=True)
    numbers = [int(one.name) for one in folder.glob("[0-9]*")]
    number = f"{max(numbers, default=0) + 1:06d}"
    building = folder / f".{number}.tmp"
    building.mkdir()
    graph = prepare.write(building, *_tables(root, kept))
    about = {"files": [asdict(one) for one in kept], "graph": asdict(graph)}
    (building / "about.json").write_text(json.dumps(about, indent=1))
    sync_tree(building)
    building.rename(folder / number)
    sync_folder(folder)
    pointer = {"format": FORMAT, "generation": number}
    write_durably(root / "CURRENT", json.dumps(pointer).encode())
    for old in sorted(folder.glob("[0-9]*"))[:-2]:
        shutil.rmtree(old, ignore_errors=True)
    return graph
