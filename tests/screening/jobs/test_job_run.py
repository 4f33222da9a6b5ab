"""Runs: the same for any parts and threads, resumed where they stopped, refused when another."""

from __future__ import annotations

import errno
import json
import threading
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from filelock import FileLock
from job_help import IDENTITY, engine, job, tables

from licet.core.errors import BadInputError
from licet.screening.batch import MATCHES, Screened
from licet.screening.jobs import journal, results, writing
from licet.screening.jobs import work as folders
from licet.screening.jobs.opening import open_records
from licet.screening.jobs.run import Plan, run
from licet.screening.jobs.work import WorkFolder, kept

LINES = [b"id,name"] + [
    b"%d,Keld" % n if n % 3 == 0 else b"%d," % n if n % 7 == 0 else b"%d,a,b" % n if n % 11 == 0
    else b",Keld Arms"
    for n in range(100)
]  # fmt: skip


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A hundred records, some broken, some empty, some without an id."""
    path = tmp_path / "r.csv"
    path.write_bytes(b"\n".join(LINES))
    return path


def screened(table: Path, work: WorkFolder, act: Any = engine, plan: Plan | None = None) -> None:
    """Run a job with an engine of one's own."""
    run(open_records(table), work, act, lambda f: f, plan or Plan(7), lambda *_: None)


@pytest.mark.parametrize(("chunk", "workers"), [(1, 1), (1, 4), (7, 3), (1000, 1)])
def test_parts_and_threads_change_nothing(
    chunk: int, workers: int, table: Path, tmp_path: Path
) -> None:
    """Counts, matches and rejects and their order are those of a single part."""
    whole = job(table, tmp_path / "a.part")
    assert job(table, tmp_path / "b.part", Plan(chunk, workers)) == whole


def test_every_record_is_screened_or_rejected(table: Path, tmp_path: Path) -> None:
    """The counts add up, rejects carry number, line and id, and one without an id its line."""
    totals, (matches, rejects) = job(table, tmp_path / "a.part", Plan(9))
    assert totals.records == 100 == totals.screened + totals.rejected
    assert totals.rejected == len(rejects)
    assert totals.with_match == len(matches) == totals.strong + totals.possible
    assert totals.strong == sum(n % 3 == 0 for n in range(100))
    assert [r[0] for r in rejects] == sorted(r[0] for r in rejects)
    assert (8, 9, "7", "the name is empty.") in rejects
    assert (12, 13, None, "the line has 3 fields, the heading 2.") in rejects
    assert matches[1][0] == "line 3"


@pytest.mark.parametrize("workers", [1, 3])
def test_a_run_that_stops_is_gone_on_with(workers: int, table: Path, tmp_path: Path) -> None:
    """Interrupted after some parts, and resumed with others, it gives what a whole run gives."""
    whole = job(table, tmp_path / "a.part")
    calls: list[int] = []

    def stops(totals: Any, share: float) -> None:
        calls.append(totals.records)
        if len(calls) == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), kept(tmp_path / "b.part", IDENTITY, fresh=False) as work:
        run(open_records(table), work, engine, lambda f: f, Plan(7, workers), stops)
    done = calls[-1]
    seen: list[int] = []

    def counts(frame: pl.DataFrame) -> Screened:
        seen.append(frame.height)
        return engine(frame)

    with kept(tmp_path / "b.part", IDENTITY, fresh=False) as work:
        assert work.totals.records == done == 28
        screened(table, work, counts, Plan(5, workers))
        assert (work.totals, tables(work)) == whole
    assert sum(seen) <= 100 - done


@pytest.mark.parametrize("cut", [2, 5, 40])
def test_a_crash_in_mid_write_loses_one_part(cut: int, table: Path, tmp_path: Path) -> None:
    """A last line of the journal that is cut short, and files without one, are done again."""
    whole = job(table, tmp_path / "a.part")
    job(table, tmp_path / "b.part", Plan(7))
    log = tmp_path / "b.part" / folders.JOURNAL
    log.write_bytes(log.read_bytes()[:-cut])
    (tmp_path / "b.part" / "000099.matches.parquet.half").write_bytes(b"half")
    with kept(tmp_path / "b.part", IDENTITY, fresh=False) as work:
        assert len(work.entries) == 15
        assert not list(work.path.glob("*.half"))
    assert job(table, tmp_path / "b.part", Plan(7)) == whole


def test_a_part_whose_file_is_gone_is_done_again(table: Path, tmp_path: Path) -> None:
    """The journal counts a part only with its files, whole."""
    whole = job(table, tmp_path / "b.part", Plan(7))
    file = tmp_path / "b.part" / "000003.matches.parquet"
    file.write_bytes(file.read_bytes()[:-1])
    with kept(tmp_path / "b.part", IDENTITY, fresh=False) as work:
        assert len(work.entries) == 3
    assert job(table, tmp_path / "b.part", Plan(7)) == whole


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"input": {"size": 2}}, "another input"),
        ({"index": "b"}, "another lists"),
        ({"threshold": 0.8}, "--threshold was 0.77, is 0.8"),
        ({"limit": 3}, "--limit was 10, is 3"),
    ],
)
def test_work_of_another_job_is_refused(
    other: dict[str, Any], words: str, table: Path, tmp_path: Path
) -> None:
    """What differs is named; starting over is offered, and does."""
    folder = tmp_path / "b.part"
    job(table, folder, Plan(7))
    with pytest.raises(BadInputError, match=words) as refused:
        job(table, folder, **other)
    assert "--fresh" in str(refused.value)
    with kept(folder, {**IDENTITY, **other}, fresh=True) as work:
        assert work.entries == []
        assert not list(folder.glob("*.parquet"))


def test_a_folder_of_something_else_is_left_alone(table: Path, tmp_path: Path) -> None:
    """A folder that no run made is neither used nor cleared, not even to start over."""
    folder = tmp_path / "b.part"
    folder.mkdir()
    (folder / "mine.parquet").write_bytes(b"mine")
    for fresh in (False, True):
        with (
            pytest.raises(BadInputError, match="something else"),
            kept(folder, IDENTITY, fresh=fresh),
        ):
            pass
    assert (folder / "mine.parquet").read_bytes() == b"mine"


def test_two_runs_don_t_share_a_folder(table: Path, tmp_path: Path) -> None:
    """A second run at the same output is refused while the first is at work."""
    folder = tmp_path / "b.part"
    folder.mkdir()
    with FileLock(folder / folders.LOCK), pytest.raises(BadInputError, match="in use"):
        job(table, folder)


def test_a_full_disk_is_one_sentence_and_keeps_the_work(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The parts done before the disk was full are there for the next run."""
    whole = job(table, tmp_path / "a.part")
    real, written = journal.write_whole, []

    def fills(path: Path, data: bytes) -> int:
        written.append(path)
        if len(written) > 6:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, data)

    monkeypatch.setattr(journal, "write_whole", fills)
    with pytest.raises(BadInputError, match="disk is full") as error:
        job(table, tmp_path / "b.part", Plan(7))
    assert "b.part" in str(error.value)
    monkeypatch.undo()
    with kept(tmp_path / "b.part", IDENTITY, fresh=False) as work:
        assert work.entries
    assert job(table, tmp_path / "b.part", Plan(7)) == whole


def test_an_error_in_a_thread_stops_the_run(table: Path, tmp_path: Path) -> None:
    """What the engine raises is raised, not lost with its thread, and threads end."""

    def fails(frame: pl.DataFrame) -> Screened:
        raise BadInputError("no.")

    before = threading.active_count()
    with kept(tmp_path / "b.part", IDENTITY, fresh=False) as work, pytest.raises(BadInputError):
        screened(table, work, fails, Plan(3, 4))
    assert threading.active_count() == before


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".jsonl"])
@pytest.mark.parametrize("name", ["Keld", "Nobody"])
def test_results_hold_the_same_in_every_format(ending: str, name: str, tmp_path: Path) -> None:
    """Matches stand in the file of each kind, and a run without any gives its columns alone."""
    table, out = tmp_path / "r.csv", tmp_path / f"m{ending}"
    table.write_bytes(b"id,name\n" + b"".join(b"%d,%s\n" % (n, name.encode()) for n in range(20)))
    with kept(tmp_path / "w.part", IDENTITY, fresh=False) as work:
        screened(table, work)
        results.write_matches(work, out, MATCHES)
    readers = {".csv": pl.read_csv, ".parquet": pl.read_parquet}
    expected = list(range(20)) if name == "Keld" else []
    if ending == ".jsonl":
        found = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
        assert [(int(row["record_id"]), row["explanation"]) for row in found] == [
            (n, {}) for n in expected
        ]
        return
    frame = readers[ending](out)
    assert frame.columns == list(MATCHES)
    assert [int(one) for one in frame["record_id"]] == expected
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["r.csv", out.name, "w.part"])


def test_an_output_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    """When writing fails, the file of before stands and nothing half-written beside it."""
    out = tmp_path / "m.csv"
    out.write_text("before", "utf-8")

    def fails() -> None:
        with writing.whole(out) as half:
            half.write_text("half", "utf-8")
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(BadInputError, match="disk is full"):
        fails()
    assert [p.name for p in tmp_path.iterdir()] == ["m.csv"]
    assert out.read_text("utf-8") == "before"


@pytest.mark.parametrize(("chunk", "workers"), [(0, 1), (1, 0), (-5, 1)])
def test_no_parts_or_threads_is_refused(chunk: int, workers: int) -> None:
    """A number below one is an error that names the option."""
    with pytest.raises(BadInputError, match="--"):
        Plan(chunk, workers)
