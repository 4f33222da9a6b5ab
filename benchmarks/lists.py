"""Every list file at hand: its own count against what was read, and what it cost.

    python -m benchmarks.lists [--json] [--no-series]

For each file: entries by an independent count, entries read, names, identifiers, relations,
measures, texts no rule could read, seconds, peak memory. Then the dated series of the SDN,
consolidated and UN lists are loaded into one store, and every date of them is rebuilt from it and
held against a fresh reading of its file (some minutes; ``--no-series`` leaves them out).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import resource
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import zstandard
from rich.console import Console
from rich.table import Table

from benchmarks.own_counts import WHY, own_count
from licet.core.errors import LicetError
from licet.lists.intake import Choices, add_files
from licet.lists.readers import read_snapshot, recognise
from licet.lists.store import Store

SHARED = Path(os.environ.get("LICET_SHARED", "../shared/data"))
FOLDERS = (
    "ofac",
    "us_csl",
    "bis",
    "state",
    "eu",
    "uk",
    "un",
    "ch",
    "ca",
    "au",
    "jp",
    "ua",
    "worldbank",
)
SERIES = (
    "ofac/series_sdn_csv_2021-08-18_2024-05-03.tar.zst",
    "ofac/series_consolidated_xml_2020-12-14_2024-02-23.tar.zst",
    "un/series_un_consolidated_2021-01_2025-06.tar.zst",
)

TEXTS = {"list", "file", "note"}


@dataclass
class Row:
    """One file of the table."""

    list: str
    file: str
    date: str
    own_count: int | None
    entries: int
    names: int
    identifiers: int
    relations: int
    measures: int
    unread: int
    seconds: float
    peak_mb: float
    note: str = ""


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--markdown", action="store_true", help="as docs/lists.md carries it")
    parser.add_argument("--no-series", action="store_true", help="leave out the dated series")
    args = parser.parse_args()
    if not SHARED.exists():
        sys.exit(f"no data at {SHARED}: set LICET_SHARED")
    rows = [row for path in _files() if (row := _row(path))]
    made: dict[str, Any] = {"files": [asdict(row) for row in rows]}
    if not args.no_series:
        made["series"] = series()
    if args.json:
        print(json.dumps(made, indent=2, ensure_ascii=False))
    elif args.markdown:
        print(_markdown(rows, made.get("series")))
    else:
        _print(rows, made.get("series"))


def _files() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((SHARED / folder).glob("*")):
            if path.is_file() and not path.name.startswith("series_"):
                yield path


def _row(path: Path) -> Row | None:
    """Read one file; None for what is no list (schemas, indexes, third-party extracts)."""
    name = f"{path.parent.name}/{path.name}"
    if (
        path.suffix in {".xsd", ".md"}
        or "jsonl" in path.name
        or path.name.startswith("sdn_advanced_2024")
    ):
        return None
    _forget_peak()
    start = time.perf_counter()
    try:
        data = path.read_bytes()
        what = recognise(data, name)
        if what.part != "main":
            return None
        source = what.source or "us-ofac-sdn"
        parts = {"main": data, **_side_parts(path)}
        listings = read_snapshot(source, parts, accept_unmarked=True)
    except LicetError as error:
        return Row("refused", name, "", None, 0, 0, 0, 0, 0, 0, 0.0, 0.0, str(error)[:160])
    seconds = time.perf_counter() - start
    return Row(
        source,
        name,
        str(what.published_on or ""),
        own_count(path, data),
        len(listings),
        sum(len(one.names) for one in listings),
        sum(len(one.identifiers) for one in listings),
        sum(len(one.relations) for one in listings),
        sum(len(one.measures) for one in listings),
        sum(len(one.unread) for one in listings),
        round(seconds, 2),
        _peak_mb(),
        _why(name, own_count(path, data), len(listings)),
    )


def _why(name: str, counted: int | None, read: int) -> str:
    """What a difference between the file's count and what was read is."""
    if counted is None:
        return "rows of a party stand together; no count of its own"
    return "" if counted == read else WHY.get(name, "DIFFERS, not explained")


def _forget_peak() -> None:
    """Start the measure of peak memory anew (Linux; elsewhere it is that of the whole run)."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak_mb() -> float:
    """Peak memory of this process since ``_forget_peak``, in MB."""
    try:
        status = Path("/proc/self/status").read_text()
        return round(int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024)  # type: ignore[index]
    except OSError:
        return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _side_parts(path: Path) -> dict[str, bytes]:
    """The alt, add and comments files beside a main one of the same date."""
    pairs = {
        "sdn_": ("alt_", "add_", "sdn_comments_"),
        "cons_prim_": ("cons_alt_", "cons_add_", "cons_comments_"),
    }
    for head, sides in pairs.items():
        if path.name.startswith(head) and path.suffix in {".csv", ".pip"}:
            rest = path.name.removeprefix(head)
            beside = dict(zip(("alt", "add", "comments"), sides, strict=True))
            return {
                part: other.read_bytes()
                for part, side in beside.items()
                if (other := path.with_name(side + rest)).exists()
            }
    return {}


def series() -> dict[str, Any]:
    """Load every date of the three series into one store and rebuild each from it."""
    with tempfile.TemporaryDirectory(prefix="licet-series-") as place:
        folder = Path(place)
        files = [path for name in SERIES for path in _unpack(SHARED / name, folder / "files")]
        start = time.perf_counter()
        add_files(folder / "home", files, Choices(accept_drop=True))
        seconds = time.perf_counter() - start
        store = Store(folder / "home")
        equal = sum(_rebuilt(store, snapshot) for snapshot in store.snapshots)
        raw = sum(p.stat().st_size for p in (folder / "home" / "raw").iterdir())
        tables = sum(p.stat().st_size for p in (folder / "home" / "generations").rglob("*.parquet"))
        return {
            "dates": len(store.snapshots),
            "dates_equal": equal,
            "store_mb": round((raw + tables) / 1e6, 1),
            "tables_mb": round(tables / 1e6, 1),
            "raw_mb": round(raw / 1e6, 1),
            "load_seconds": round(seconds, 1),
        }


def _unpack(archive: Path, folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    with archive.open("rb") as packed:
        stream = zstandard.ZstdDecompressor(max_window_size=1 << 31).stream_reader(packed)
        with tarfile.open(fileobj=stream, mode="r|") as tar:
            names = []
            for member in tar:
                if member.isfile():
                    held = tar.extractfile(member)
                    assert held is not None
                    (folder / Path(member.name).name).write_bytes(held.read())
                    names.append(folder / Path(member.name).name)
    return sorted(names)


def _rebuilt(store: Store, snapshot: Any) -> bool:
    """Whether the store gives back exactly what a fresh reading of the kept file gives."""
    kept = store.snapshot_listings(snapshot.source, snapshot.edition)
    parts = {part: store.raw.read(file.sha256) for part, file in snapshot.parts.items()}
    fresh = read_snapshot(snapshot.source, parts, accept_unmarked=True)
    return {one.entry_id: one for one in kept} == {one.entry_id: one for one in fresh}


def _markdown(rows: list[Row], found: dict[str, Any] | None) -> str:
    """The table and the series as the documentation carries them."""
    columns = list(Row.__dataclass_fields__)
    lines = [
        "| " + " | ".join(c.replace("_", " ") for c in columns) + " |",
        "|" + "|".join("---" if c in TEXTS else "---:" for c in columns) + "|",
    ]
    for row in rows:
        cells = ("" if v is None else str(v).replace("|", "\\|") for v in asdict(row).values())
        lines.append("| " + " | ".join(cells) + " |")
    if found:
        said = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in found.items())
        lines += ["", f"Series: {said}."]
    return "\n".join(lines)


def _print(rows: list[Row], found: dict[str, Any] | None) -> None:
    table = Table(box=None, padding=(0, 1, 0, 0))
    for column in Row.__dataclass_fields__:
        table.add_column(
            column.replace("_", " "),
            justify="left" if column in TEXTS else "right",
        )
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in asdict(row).values()))
    out = Console(width=200)
    out.print(table)
    if found:
        out.print("series: " + ", ".join(f"{key} {value}" for key, value in found.items()))


if __name__ == "__main__":
    main()
