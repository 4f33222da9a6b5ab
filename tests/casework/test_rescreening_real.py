"""Rescreening on official lists: what it finds is what a full screening finds."""

from __future__ import annotations

import csv
import io
import tarfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import zstandard
from tests.casework.case_help import ANN

from licet.casework.cases import Cases
from licet.casework.rescreening.list_state import difference, list_state
from licet.casework.rescreening.rescreen import Request, rescreen
from licet.decision.workspace import Workspace
from licet.lists.intake import Choices, add_files

SERIES = "ofac/series_sdn_csv_2021-08-18_2024-05-03.tar.zst"
DAYS = {"sdn_2024-04-26T1843.csv": date(2024, 4, 26), "sdn_2024-05-01T1843.csv": date(2024, 5, 1)}


def days(path: Path, folder: Path) -> list[tuple[Path, date]]:
    """Two successive files of the series, unpacked."""
    plain = zstandard.ZstdDecompressor()
    with path.open("rb") as file, plain.stream_reader(file) as reader:
        unpacked = io.BytesIO(reader.read())
    with tarfile.open(fileobj=unpacked) as archive:
        for name in DAYS:
            told = archive.extractfile(name)
            assert told is not None
            (folder / name).write_bytes(told.read())
    return [(folder / name, day) for name, day in DAYS.items()]


def pairs(cases: Cases, batch: str) -> dict[tuple[str, str], float]:
    """The score of each pair of record and listing that has an alert."""
    found: dict[tuple[str, str], float] = {}
    for case in cases.database.read(lambda connection: _all(connection, batch)):
        found[case[0], case[1]] = case[2]
    return found


def _all(connection, batch: str):  # type: ignore[no-untyped-def]
    import sqlalchemy as sa

    from licet.casework.tables import alerts
    from licet.casework.tables import cases as table

    asked = sa.select(table.c.record_id, alerts.c.listing_id, alerts.c.score)
    joined = asked.join(alerts, alerts.c.case_id == table.c.id).where(table.c.batch == batch)
    return connection.execute(joined).all()


def test_a_day_of_the_sdn_list(shared: Callable[[str], Path], tmp_path: Path) -> None:
    """For the listings of a real day's change, rescreening and full screening give the same pairs
    with the same scores; no other pair is touched.
    """
    (old, then), (new, now) = days(shared(SERIES), tmp_path)
    home = tmp_path / "home"
    add_files(home, [old], Choices(published=then, accept_unmarked=True))
    work = Workspace(home)
    before, records = list_state(work), tmp_path / "records.csv"
    _write(records, [*sorted(_names(new) - _names(old)), *sorted(_names(old))[::75]])
    with Cases(tmp_path / "c.db", home=tmp_path / "apart") as cases:
        rescreen(cases, work, Request(ANN, "kept", records, workers=1))
        first = pairs(cases, "kept")
        add_files(home, [new], Choices(published=now, accept_unmarked=True))
        work = Workspace(home)
        changed = difference(before, list_state(work))
        done = rescreen(cases, work, Request(ANN, "kept", workers=1))
        assert (done.asked_whole, len(done.listings.added) > 0) == (0, True)
        rescreen(cases, work, Request(ANN, "full", records, workers=1))
        after, full = pairs(cases, "kept"), pairs(cases, "full")
        assert cases.verify().whole
    fresh = {pair: score for pair, score in full.items() if pair[1] in changed.all}
    assert fresh
    assert {pair: score for pair, score in after.items() if pair in fresh} == fresh
    rest = {pair for pair in after if pair[1] not in changed.all}
    assert all(after[pair] == first[pair] for pair in rest)


def _write(path: Path, names: list[str]) -> None:
    """Records with these names, every second one cut short."""
    plain = (name.replace(",", " ").replace('"', " ") for name in names)
    rows = [f"r{n},{name[:-2] if n % 2 else name}" for n, name in enumerate(plain)]
    path.write_text("\n".join(["record_id,name", *rows]) + "\n", encoding="utf-8")


def _names(path: Path) -> set[str]:
    """The names in a file of the SDN list."""
    with path.open(encoding="latin-1", newline="") as file:
        return {row[1] for row in csv.reader(file) if len(row) > 1}
