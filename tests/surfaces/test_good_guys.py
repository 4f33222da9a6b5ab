"""``licet good-guys`` and what ``licet screen FILE`` leaves out for it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from command_line import (
    ADD,
    ALT,
    KELD,
    MAIN,
    MORVEN,
    PELL,
    Row,
    Said,
    answered,
    csv_bytes,
    licet,
    refused,
    write,
)

from licet.casework.good_guys.sieve import Sieve
from licet.surfaces import screening_file

LOW = ("--threshold", 0.5)
"""So low that the pair is a match also where birth dates or countries disagree."""
PAIR = ("7", f"ofac:{PELL}")
RECORDS = """record_id,name,kind,country,birth_date,identifiers
7,Aurelio Pell,person,Panama,1990-01-01,passport: AB123456
8,Keld Armaments Agency,organisation,,,
9,Nobody Atall,person,,,
"""
REMARKS = "DOB 04 Apr 1964; POB Keldstad; nationality Panama; Gender Male."

PASSPORT = REMARKS.replace("Male.", "Male; Passport C7654321 (Panama).")


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Three customers: one called like Pell, one that is Keld, one like nobody."""
    return write(tmp_path, "customers.csv", RECORDS.encode())


def add(records: Path, home: Path, *more: object) -> Said:
    """Remember that customer 7 is not Pell."""
    told = ("--match", *PAIR, "--reason", "born in 1990", "--by", "anna")
    return answered("good-guys", "add", records, *told, "--home", home, *more)


def screened(records: Path, home: Path, *more: object) -> Any:
    """What ``licet screen FILE --json`` answers."""
    return answered("screen", records, *LOW, "--home", home, "--json", *more).json


def pairs(found: Any) -> dict[tuple[str, str], str | None]:
    """The pairs shown, with what is said to have changed."""
    return {(m["record_id"], m["listing_id"]): m["reopened"] for m in found["matches"]}


def changed(records: Path, home: Path, *more: object) -> str | None:
    """What screening says has changed of the pair; it must be shown."""
    found = screened(records, home, *more)
    assert found["remembered"] == 0
    assert found["reopened"] == (PAIR in pairs(found) and pairs(found)[PAIR] is not None)
    return pairs(found)[PAIR]


def relist(
    home: Path, folder: Path, main: Sequence[Row], alt: Sequence[Row] = (), day: str = "2021-08-01"
) -> None:
    """A later snapshot of the invented list."""
    parts = {"sdn": main, "alt": [*ALT, *alt], "add": ADD}
    paths = [write(folder, f"{n}_{day}.csv", csv_bytes(rows)) for n, rows in parts.items()]
    answered("lists", "add", *paths, "--list", "sdn", "--accept-drop", "--home", home)


def pell(**cells: str) -> list[Row]:
    """The invented list with other cells of Pell: name, programme or remarks."""
    places = {"name": 1, "kind": 2, "programme": 3, "remarks": 11}
    row = list(MAIN[1])
    for cell, value in cells.items():
        row[places[cell]] = value
    return [MAIN[0], row, MAIN[2]]


def test_a_remembered_pair_is_left_out_and_counted(records: Path, own: Path) -> None:
    """The pair is gone from alerts, bands and records with a match; the others stay."""
    before = screened(records, own)
    assert set(pairs(before)) == {PAIR, ("8", f"ofac:{KELD}")}
    assert (before["remembered"], before["records_with_match"]) == (0, 2)
    add(records, own)
    after = screened(records, own)
    assert set(pairs(after)) == {("8", f"ofac:{KELD}")}
    assert (after["remembered"], after["reopened"], after["records_with_match"]) == (1, 0, 1)
    assert sum(after["bands"].values()) == 1
    shown = answered("screen", records, *LOW, "--home", own).out
    assert "1 remembered non-match left out" in shown


@pytest.mark.parametrize("option", ["--all", "--show-remembered"])
def test_all_shows_what_is_remembered_and_why(option: str, records: Path, own: Path) -> None:
    """With --all the pair is there with its reason, and is still no alert in the counts."""
    add(records, own)
    found = screened(records, own, option)
    row = next(m for m in found["matches"] if m["record_id"] == "7")
    assert (row["remembered"], row["reopened"]) == ("born in 1990", None)
    assert (found["remembered"], found["records_with_match"]) == (1, 1)
    assert "born in 1990" in answered("screen", records, *LOW, "--home", own, option).out


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("1990-01-01", "1964-04-04", "record: birth date"),
        ("1990-01-01", "", "record: birth date"),
        ("Aurelio Pell", "Aurelio Tann Pell", "record: name"),
        ("Panama,", "Cuba,", "record: country"),
        ("passport: AB123456", "passport: AB123457", "record: new identifier"),
        ("AB123456", "AB123456; tax: 99887766", "record: new identifier"),
        ("person,Panama", "unknown,Panama", "record: kind"),
    ],
)
def test_a_change_of_the_record_reopens(
    old: str, new: str, told: str, records: Path, own: Path
) -> None:
    """Another name, kind, country, birth date or a new identifier shows the pair again."""
    add(records, own)
    assert old in RECORDS
    records.write_text(RECORDS.replace(old, new), encoding="utf-8")
    assert changed(records, own) == told


def test_another_spelling_of_the_same_record_holds(records: Path, own: Path) -> None:
    """Order and case of words, forms of dates and countries, and a lost number don't reopen."""
    add(records, own)
    same = '7,"PELL, Aurélio",person,PA,01 Jan 1990,\n'
    records.write_text(RECORDS.splitlines(keepends=True)[0] + same, encoding="utf-8")
    found = screened(records, own)
    assert (pairs(found), found["remembered"]) == ({}, 1)


def test_two_records_of_one_id(records: Path, own: Path) -> None:
    """Of two records with one id the one that was confirmed is left out, the other is shown."""
    add(records, own)
    records.write_text(RECORDS + "7,Aurelio Tann Pell,person,,,\n", encoding="utf-8")
    found = screened(records, own)
    assert found["remembered"] == 1
    assert pairs(found)[PAIR] == "record: name, country, birth date"
    said = refused("good-guys", "add", records, "--match", *PAIR, "--reason", "x", "--home", own)
    assert "2 different records have the id '7'" in said


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"remarks": REMARKS.replace("1964", "1965")}, "listing: birth date"),
        ({"remarks": PASSPORT}, "listing: new identifier"),
        ({"remarks": REMARKS.replace("nationality Panama", "nationality Cuba")},
         "listing: nationality"),
        ({"programme": "CUBA"}, "listing: programme"),
    ],
)  # fmt: skip
def test_a_change_of_the_listing_reopens(
    cells: dict[str, str], told: str, records: Path, own: Path, tmp_path: Path
) -> None:
    """Another birth date, nationality, programme or a new identifier shows the pair again."""
    add(records, own)
    assert screened(records, own)["remembered"] == 1
    relist(own, tmp_path, pell(**cells))
    assert changed(records, own) == told


def test_what_is_immaterial_holds(records: Path, own: Path, tmp_path: Path) -> None:
    """Other remarks, an address, a title, and the order of entries don't reopen."""
    add(records, own)
    rows = pell(remarks=REMARKS.replace("POB Keldstad; ", "") + " Located in Keldstad.")
    rows[1] = [*rows[1][:4], "Manager", *rows[1][5:]]
    relist(own, tmp_path, [rows[2], rows[1], rows[0]])
    found = screened(records, own)
    assert (PAIR in pairs(found), found["remembered"]) == (False, 1)


def test_a_new_alias_reopens_where_it_reaches(records: Path, own: Path, tmp_path: Path) -> None:
    """An alias like the record's name reopens, one unlike it does not, nor does its removal."""
    add(records, own)
    relist(own, tmp_path, MAIN, [(int(PELL), 2, "aka", "ZOLTAN QUIRIMBA", None)])
    assert screened(records, own)["remembered"] == 1
    more = [(int(PELL), 3, "aka", "PELL, Aurelio", None)]
    relist(own, tmp_path, MAIN, more, day="2021-09-01")
    assert changed(records, own) == "listing: new alias"
    add(records, own)
    relist(own, tmp_path, MAIN, day="2021-10-01")
    assert screened(records, own)["remembered"] == 1


def test_delisted_and_listed_again(records: Path, own: Path, tmp_path: Path) -> None:
    """A listing that went away reopens; so does one that came back as it was."""
    add(records, own, "--as-of", "2021-07-20")
    gone = [MAIN[0], MAIN[2]]
    relist(own, tmp_path, gone)
    told = changed(records, own)
    assert told is not None
    assert told.endswith("listed or delisted")
    relist(own, tmp_path, MAIN, day="2021-09-01")
    assert changed(records, own) == "listing: listed again"
    add(records, own)
    assert screened(records, own)["remembered"] == 1


def test_an_old_decision_is_shown_again(records: Path, own: Path) -> None:
    """A decision holds for a year, or to the day named; a day that is over is refused."""
    add(records, own)
    (held,) = answered("good-guys", "list", "--home", own, "--json").json["remembered"]
    assert int(held["until"][:4]) == int(held["decided_at"][:4]) + 1
    with sqlite3.connect(own / "casework" / "good_guys.sqlite") as db:
        db.execute("DROP TRIGGER decisions_stay")
        db.execute("UPDATE decisions SET until = '2021-01-01'")
    db.close()
    assert changed(records, own) == "decision: expired on 2021-01-01"
    told = ("--match", *PAIR, "--reason", "x", "--until", "2021-01-01")
    assert "is over" in refused("good-guys", "add", records, *told, "--home", own)


def test_remembered_pairs_take_no_place_of_others(tmp_path: Path, own: Path) -> None:
    """With --limit 1 the next match comes up when the best one is remembered."""
    rows: list[Row] = [*MAIN, (800004, *pell(name="PELL, Aurelio Tan")[1][1:])]
    relist(own, tmp_path, rows)
    records = write(tmp_path, "customers.csv", b"id,name\n7,Aurelio Tann Pell\n")
    assert list(pairs(screened(records, own, "--limit", 1))) == [PAIR]
    add(records, own)
    assert list(pairs(screened(records, own, "--limit", 1))) == [("7", "ofac:800004")]
    both = screened(records, own, "--limit", 1, "--all")
    assert len(both["matches"]) == 2


def test_only_the_confirmed_pair_or_the_whole_party(tmp_path: Path, own: Path) -> None:
    """The party's listing on another list stays, unless the whole party was confirmed."""
    mine = b"Ref,Name,Type,IMO\nX1,Morven Lighter,vessel,9074729\n"
    table = write(tmp_path, "mine.csv", mine)
    answered("lists", "map", table)
    told = ("--list", "own-mine", "--mapping", tmp_path / "mine.csv.mapping.yaml")
    answered("lists", "add", table, *told, "--published", "2021-08-02", "--home", own)
    records = write(tmp_path, "fleet.csv", b"id,name\n7,Morven Lighter\n")
    one, other = ("7", f"ofac:{MORVEN}"), ("7", "own-mine:X1")
    assert set(pairs(screened(records, own))) == {one, other}
    confirmed = ("add", records, "--match", *one, "--reason", "a barge", "--home", own)
    answered("good-guys", *confirmed)
    assert set(pairs(screened(records, own))) == {other}
    answered("good-guys", *confirmed, "--whole-party")
    found = screened(records, own)
    assert (pairs(found), found["remembered"]) == ({}, 2)


def test_decisions_from_a_file(tmp_path: Path, records: Path, own: Path) -> None:
    """Sound rows are remembered, each other one is reported with its line; the exit is 3."""
    text = f"""record_id,listing_id,reason,by
7,OFAC:{PELL},born in 1990,anna
8,ofac:{KELD},,anna
9,ofac:999999,another,ben
12,ofac:{KELD},another,ben
8,{KELD},another,ben

8,ofac:{KELD},"another
one",
8,ofac:{KELD}
"""
    decisions = write(tmp_path, "d.csv", text.encode())
    said = licet("good-guys", "add", records, "--from", decisions, "--home", own, "--by", "cleo")
    assert said.code == 3
    assert "2 non-matches remembered, 5 rows rejected" in said.out
    lines = [line.partition(" line ")[2] for line in said.err.splitlines()]
    assert [int(line.partition(":")[0]) for line in lines] == [3, 4, 5, 6, 10]
    for line, words in zip(
        lines, ["reason", "999999", "'12'", "listing id", "fields"], strict=True
    ):
        assert words in line
    held = answered("good-guys", "list", "--home", own, "--json").json["remembered"]
    assert [(one["record_id"], one["by"], one["reason"]) for one in held] == [
        ("7", "anna", "born in 1990"), ("8", "cleo", "another\none")
    ]  # fmt: skip
    assert pairs(screened(records, own)) == {}


def test_history_is_kept(records: Path, own: Path) -> None:
    """Adding twice keeps both decisions, the last one counts; a removal is a third."""
    add(records, own)
    told = ("--match", *PAIR, "--reason", "seen the passport", "--by", "ben")
    answered("good-guys", "add", records, *told, "--home", own)
    (held,) = answered("good-guys", "list", "--home", own, "--json").json["remembered"]
    assert (held["reason"], held["by"]) == ("seen the passport", "ben")
    answered("good-guys", "remove", *PAIR, "--home", own, "--reason", "a mistake")
    assert changed(records, own) is None
    assert "No non-match" in answered("good-guys", "list", "--home", own).out
    history = answered("good-guys", "list", "--history", "--home", own, "--json").json["decisions"]
    assert [one["action"] for one in history] == ["add", "add", "remove"]
    assert "is not remembered" in refused("good-guys", "remove", *PAIR, "--home", own)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (("--match", *PAIR), "no reason is given"),
        (("--match", *PAIR, "--reason", "  "), "no reason is given"),
        (("--match", "77", PAIR[1], "--reason", "x"), "no record has the id '77'"),
        (("--match", "7", "ofac:1", "--reason", "x"), "no list holds 'ofac:1'"),
        (("--match", "7", "pell", "--reason", "x"), "not a listing id"),
        (("--reason", "x"), "one of --match and --from"),
        (("--from", "no.csv", "--reason", "x"), "--reason"),
        (("--from", "no.csv"), "no.csv"),
    ],
)
def test_what_is_refused(told: tuple[str, ...], words: str, records: Path, own: Path) -> None:
    """A missing reason, an unknown record or listing, or no pair is refused in one sentence."""
    assert words in refused("good-guys", "add", records, *told, "--home", own)
    assert answered("good-guys", "list", "--home", own, "--json").json == {"remembered": []}


def test_check_says_what_no_longer_holds(records: Path, own: Path, tmp_path: Path) -> None:
    """Each pair that changed is named with why, and records that the file lacks are counted."""
    add(records, own)
    told = ("--match", "8", f"ofac:{KELD}", "--reason", "another agency")
    answered("good-guys", "add", records, *told, "--home", own)
    assert "2 hold, 0 no longer" in answered("good-guys", "check", records, "--home", own).out
    text = RECORDS.replace("1990-01-01", "1964").replace("8,Keld", "88,Keld")
    records.write_text(text, encoding="utf-8")
    relist(own, tmp_path, pell(programme="CUBA"))
    found = answered("good-guys", "check", records, "--home", own, "--json").json
    assert (found["remembered"], found["hold"], len(found["not_in_file"])) == (2, 0, 1)
    assert [one["reopened"] for one in found["reopened"]] == [
        "record: birth date; listing: programme"
    ]
    assert "listing: programme" in answered("good-guys", "check", records, "--home", own).out


def test_the_ledger_holds_no_name(records: Path, own: Path) -> None:
    """Neither the customer's name, birth date nor number stands in the file, which is private."""
    add(records, own)
    path = own / "casework" / "good_guys.sqlite"
    data = b"".join(one.read_bytes() for one in path.parent.iterdir()).lower()
    for word in (b"aurelio", b"pell", b"1990-01-01", b"ab123456", b"panama"):
        assert word not in data
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def test_a_damaged_ledger_is_one_sentence(records: Path, own: Path) -> None:
    """Screening and listing with a ledger cut short or overwritten are refused, not guessed."""
    add(records, own)
    path = own / "casework" / "good_guys.sqlite"
    whole = path.read_bytes()
    for damage in (whole[: len(whole) // 2], b"", b"not a database at all" * 99):
        path.write_bytes(damage)
        for command in (
            ("screen", records),
            ("good-guys", "list"),
            ("good-guys", "check", records),
        ):
            assert "is damaged" in refused(*command, "--home", own)
    path.unlink()
    assert PAIR in pairs(screened(records, own))


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".jsonl"])
def test_the_output_says_what_was_reopened(
    ending: str, records: Path, own: Path, tmp_path: Path
) -> None:
    """Every format has the column, whether anything is remembered or not."""
    out = tmp_path / f"m{ending}"
    for told in (None, "record: country"):
        answered("screen", records, *LOW, "--home", own, "--out", out)
        rows = _rows(out)
        assert {row["record_id"]: row["reopened"] or None for row in rows} == {"7": told, "8": None}
        add(records, own)
        records.write_text(RECORDS.replace("Panama", "Cuba"), encoding="utf-8")
    answered("screen", records, *LOW, "--home", own, "--out", out, "--all")
    assert "remembered" in _rows(out)[0]


def _rows(out: Path) -> list[dict[str, Any]]:
    if out.suffix == ".jsonl":
        return [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    read = pl.read_parquet if out.suffix == ".parquet" else pl.read_csv
    return read(out).with_columns(pl.col("record_id").cast(pl.String)).to_dicts()


@pytest.mark.parametrize("workers", [1, 2])
def test_processes_leave_out_the_same(
    workers: int, records: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is screened by processes gives what one thread gives."""
    add(records, own)
    monkeypatch.setattr(screening_file, "LARGE", 0)
    found = screened(records, own, "--chunk", 1, "--workers", workers)
    assert (set(pairs(found)), found["remembered"]) == ({("8", f"ofac:{KELD}")}, 1)


def test_without_ids_nothing_is_remembered(tmp_path: Path, own: Path, records: Path) -> None:
    """A line number is no id: such a file can't be added from, and nothing of it is left out."""
    bare = write(tmp_path, "bare.csv", b"name\n" + b"Nobody\n" * 5 + b"Aurelio Pell\n")
    told = ("--match", *PAIR, "--reason", "x", "--home", own)
    assert "no column of record ids" in refused("good-guys", "add", bare, *told)
    add(records, own)
    assert pairs(screened(bare, own)) == {PAIR: None}


def test_where_nothing_is_remembered_nothing_is_sifted(
    records: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without decisions, and after the last one is removed, a batch does no work for them."""

    def never(*_: object) -> None:
        raise AssertionError

    with monkeypatch.context() as patch:
        patch.setattr(Sieve, "__call__", never)
        assert PAIR in pairs(screened(records, own))
    assert not (own / "casework").exists()
    add(records, own)
    answered("good-guys", "remove", *PAIR, "--home", own)
    monkeypatch.setattr(Sieve, "__call__", never)
    assert PAIR in pairs(screened(records, own))


def test_work_with_other_decisions_is_refused(
    records: Path, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that was begun before a decision is not gone on with after it."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    out = tmp_path / "m.csv"
    with monkeypatch.context() as patch:
        patch.setattr(screening_file, "run", stop)
        assert licet("screen", records, "--out", out, "--home", own).code == 130
    add(records, own)
    asked = ("screen", records, "--out", out, "--home", own)
    assert "set of remembered non-matches" in refused(*asked)
    assert licet(*asked, "--fresh").code == 0
