"""``licet screen FILE``: broken lines, formats, resuming, and what can't be written."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from command_line import KELD, PELL, answered, is_root, licet, refused, write

from licet.screening.jobs import results as results_of_jobs
from licet.screening.jobs import stream
from licet.surfaces import screening_shown as shown

NAMES = ["Keld Armaments Agency", "Aurelio Pell", "Nobody Atall", "Morven Lighter", ""]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Fifty records, ten of them empty, and one line with a quotation left open."""
    lines = [f"{n},{NAMES[n % 5]}" for n in range(50)]
    lines.insert(20, '99,"Keld')
    return write(tmp_path, "customers.csv", "\n".join(["id,name", *lines, ""]).encode())


def results(folder: Path, name: str = "m.csv") -> tuple[bytes, bytes]:
    """The bytes of matches and rejects."""
    return (folder / name).read_bytes(), (folder / "customers.rejects.csv").read_bytes()


def test_a_broken_line_is_rejected_with_its_number(
    table: Path, tmp_path: Path, made_once: Path
) -> None:
    """The rest is screened, the counts add up, the exit is 3, and the file says which line."""
    said = licet("screen", table, "--home", made_once, "--json")
    assert said.code == 3
    found = said.json
    assert (found["records"], found["screened"], found["rejected"]) == (51, 40, 11)
    assert found["records_with_match"] == 30 == sum(found["bands"].values())
    assert found["rejects_file"] == str(tmp_path / "customers.rejects.csv")
    with (tmp_path / "customers.rejects.csv").open(encoding="utf-8", newline="") as opened:
        rejects = {row["line"]: row for row in csv.DictReader(opened)}
    assert "quotation" in rejects["22"]["reason"]
    assert rejects["6"]["record_id"] == "4"


@pytest.mark.parametrize("options", [("--chunk", 1, "--workers", 3), ("--chunk", 7), ()])
@pytest.mark.parametrize("ending", [".csv", ".parquet", ".jsonl"])
def test_the_same_for_any_chunk_and_workers(
    ending: str, options: tuple[object, ...], table: Path, tmp_path: Path, made_once: Path
) -> None:
    """Files of matches and rejects are the same, byte for byte or row for row."""
    one, other = tmp_path / f"one{ending}", tmp_path / f"other{ending}"
    assert licet("screen", table, "--out", one, "--workers", 1, "--home", made_once).code == 3
    rejects = (tmp_path / "customers.rejects.csv").read_bytes()
    assert licet("screen", table, "--out", other, *options, "--home", made_once).code == 3
    assert (tmp_path / "customers.rejects.csv").read_bytes() == rejects
    if ending == ".parquet":
        assert pl.read_parquet(one).equals(pl.read_parquet(other))
    else:
        assert one.read_bytes() == other.read_bytes()
    assert not list(tmp_path.glob("*.part"))


def test_formats_hold_the_columns_of_standing(table: Path, tmp_path: Path, made_once: Path) -> None:
    """Every format says whether the party was listed and its programmes."""
    rows = []
    for name in ("m.csv", "m.parquet", "m.jsonl"):
        assert licet("screen", table, "--out", tmp_path / name, "--home", made_once).code == 3
    rows.append(pl.read_csv(tmp_path / "m.csv").row(0, named=True))
    rows.append(pl.read_parquet(tmp_path / "m.parquet").row(0, named=True))
    rows.append(json.loads((tmp_path / "m.jsonl").read_text("utf-8").splitlines()[0]))
    for row in rows:
        assert row["listing_id"] == f"ofac:{KELD}"
        assert str(row["listed"]).lower() == "true"
        assert row["programmes"] == "CAATSA - RUSSIA"
    assert isinstance(rows[2]["explanation"], dict)


@contextmanager
def stopping(held: Any) -> Iterator[shown.Watch]:
    """A watch that presses Ctrl-C after the third part."""
    calls: list[float] = []

    def watch(totals: Any, share: float) -> None:
        calls.append(share)
        if len(calls) == 3:
            raise KeyboardInterrupt

    yield watch


def interrupted(table: Path, out: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run until Ctrl-C; what was said."""
    with monkeypatch.context() as patch:
        patch.setattr(shown, "progress", stopping)
        said = licet("screen", table, "--out", out, "--chunk", 6, "--home", home)
    assert said.code == 130
    assert said.out == ""
    return said.err


def test_ctrl_c_and_the_same_command_again(
    table: Path, tmp_path: Path, made_once: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is done is kept and said; the same command goes on and gives what a whole run gives."""
    licet("screen", table, "--out", tmp_path / "whole.csv", "--home", made_once)
    whole = results(tmp_path, "whole.csv")
    out = tmp_path / "m.csv"
    said = interrupted(table, out, made_once, monkeypatch)
    assert "18 records are done" in said
    assert "m.csv.part" in said
    assert not out.exists()
    again = licet("screen", table, "--out", out, "--home", made_once, "--json")
    assert again.code == 3
    assert "18 records were done before" in again.err
    assert (again.json["done_before"], again.json["records"]) == (18, 51)
    assert results(tmp_path) == whole
    assert not (tmp_path / "m.csv.part").exists()


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (("--threshold", "0.9"), "--threshold was 0.77, is 0.9"),
        (("--limit", "3"), "--limit was 10, is 3"),
        (("--as-of", "2021-08-01"), "--as-of was"),
    ],
)
def test_work_of_another_question_is_refused(
    option: tuple[str, str],
    words: str,
    table: Path,
    tmp_path: Path,
    made_once: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Going on with another question is refused, and --fresh starts over."""
    out = tmp_path / "m.csv"
    interrupted(table, out, made_once, monkeypatch)
    asked = ("screen", table, "--out", out, *option, "--home", made_once)
    said = refused(*asked)
    assert words in said
    assert "--fresh" in said
    again = licet(*asked, "--fresh")
    assert (again.code, again.err) == (3, "")


def test_an_input_that_changed_is_refused(
    table: Path, tmp_path: Path, made_once: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Work on a file that is another by now is not gone on with."""
    out = tmp_path / "m.csv"
    interrupted(table, out, made_once, monkeypatch)
    table.write_bytes(table.read_bytes() + b"51,Keld\n")
    assert "another input" in refused("screen", table, "--out", out, "--home", made_once)


@pytest.mark.parametrize(
    ("out", "words"),
    [
        ("customers.csv", "over the file of records"),
        ("customers.rejects.csv", "or of rejects"),
        ("m.txt", ".parquet"),
        ("m", ".jsonl"),
    ],
)
def test_outputs_that_are_refused(
    out: str, words: str, table: Path, tmp_path: Path, made_once: Path
) -> None:
    """Nothing is written over the input, nor in a format that isn't known."""
    before = table.read_bytes()
    assert words in refused("screen", table, "--out", tmp_path / out, "--home", made_once)
    assert table.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["customers.csv"]


@pytest.mark.skipif(is_root(), reason="permissions don't bind this user")
def test_a_folder_that_may_not_be_written(table: Path, tmp_path: Path, made_once: Path) -> None:
    """An output folder without permission is one sentence, before anything is screened."""
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o500)
    said = refused("screen", table, "--out", folder / "m.csv", "--home", made_once)
    assert "can't be written" in said


def test_a_full_disk_at_the_end_keeps_the_work(
    table: Path, tmp_path: Path, made_once: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the matches can't be written, the parts stay, and the next run only puts together."""
    out = tmp_path / "m.csv"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(results_of_jobs, "_csv", full)
        said = refused("screen", table, "--out", out, "--home", made_once)
    assert "disk is full" in said
    assert "m.csv.part" in said
    assert not out.exists()
    again = licet("screen", table, "--out", out, "--home", made_once, "--json")
    assert again.json["done_before"] == 51
    assert len(again.json["matches"]) == 30


ODD = {
    "emoji": "🙂🙂",
    "marks": "\u202eKeld\u200f Armaments Agency",
    "punctuation": "?!...",
    "long": "Keld " * 2000,
    "zero": "Keld\x00Armaments",
    "markup": "[bold]Keld Armaments Agency",
    "escapes": "\x1b[31mKeld Armaments Agency",
}


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_names_in_any_dress_never_end_the_run(ending: str, tmp_path: Path, made_once: Path) -> None:
    """Emoji, marks of direction, zero bytes and ten thousand letters are screened or rejected."""
    frame = pl.DataFrame({"id": list(ODD), "name": list(ODD.values())})
    path = tmp_path / f"odd{ending}"
    frame.write_csv(path) if ending == ".csv" else frame.write_parquet(path)
    said = licet("screen", path, "--home", made_once, "--json")
    assert said.code == 3
    assert {r["record_id"] for r in said.json["rejects"]} == {"emoji", "punctuation"}
    matched = {m["record_id"] for m in said.json["matches"]}
    assert {"marks", "markup", "escapes"} <= matched
    text = licet("screen", path, "--home", made_once).out
    assert "7 records: 5 screened, 2 rejected" in text


def test_lone_surrogates_are_rejected_by_line(tmp_path: Path, made_once: Path) -> None:
    """Half a character, as broken tools write it, rejects its line and no other."""
    path = write(tmp_path, "r.csv", b"id,name\n1,K\xed\xa0\x80ld\n2,Aurelio Pell\n")
    said = licet("screen", path, "--home", made_once, "--json")
    assert [r["line"] for r in said.json["rejects"]] == [2]
    assert [m["listing_id"] for m in said.json["matches"]] == [f"ofac:{PELL}"]


def test_the_terminal_says_what_was_counted(table: Path, tmp_path: Path, made_once: Path) -> None:
    """Records, screened, rejected and where, matches by band, speed and lists."""
    out = tmp_path / "m.csv"
    text = licet("screen", table, "--out", out, "--home", made_once, COLUMNS="300").out
    for words in (
        "51 records: 40 screened, 11 rejected; 30 with a match",
        " strong",
        "records a second",
        f"30 matches: {out}",
        str(tmp_path / "customers.rejects.csv"),
        "Held against: OFAC SDN list",
    ):
        assert words in text


def test_twenty_thousand_lines_in_small_blocks(
    tmp_path: Path, made_once: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long file with one broken line loses that one; the rest is counted whole."""
    lines = [b"%d,Zz Qq %d\n" % (n, n % 7) for n in range(20_000)]
    lines[12_345] = b"12345,Zz,Qq\n"
    path = write(tmp_path, "r.csv", b"id,name\n" + b"".join(lines))
    monkeypatch.setattr(stream, "BLOCK", 1 << 14)
    said = licet("screen", path, "--home", made_once, "--json")
    assert said.json["rejects"] == [
        {
            "row": 12_346,
            "line": 12_347,
            "record_id": None,
            "reason": "the line has 3 fields, the heading 2.",
        }
    ]
    assert said.json["screened"] == 19_999


def test_a_record_without_an_id_is_called_by_its_line(tmp_path: Path, made_once: Path) -> None:
    """Without an id column the record is called by its line."""
    path = write(tmp_path, "r.csv", b"name\nKeld Armaments Agency\n")
    (match,) = answered("screen", path, "--home", made_once, "--json").json["matches"]
    assert match["record_id"] == "2"
