"""``licet decide --record``, ``licet replay`` and ``licet recheck`` on the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from command_line import ADD, ALT, MAIN, Row, answered, csv_bytes, licet, refused, write

from licet.decision import check_record

PELL = """\
activity: payment
on: 2021-07-08
actor: us_person
parties: [{name: Aurelio Tann Pell, role: payee, country: PA}]
"""
HEAD = ["id", "activity", "actor", "party.name", "party.role", "party.country", "party.listing"]
ROWS = [
    ["clean", "payment", "us_person", "Wexqor Lamdin", "payee", "PA", ""],
    ["watched", "payment", "us_person", "", "payee", "PA", "ofac:800002"],
    ["later", "payment", "us_person", "Zelbrant Marine", "payee", "PA", ""],
]
NEW: Row = (800009, "ZELBRANT MARINE", None, "SDGT", *([None] * 8))  # type: ignore[assignment]


@pytest.fixture
def activity(tmp_path: Path) -> Path:
    """An activity with an open match."""
    return write(tmp_path, "a.yaml", PELL.encode())


def test_a_record_is_written_checked_and_replayed(whole: Path, activity: Path) -> None:
    """The record passes the checker and replays to the same answer."""
    record = activity.with_name("r.json")
    answered("decide", activity, "--home", whole, "--record", record)
    assert check_record.check(json.loads(record.read_text("utf-8"))) == []
    again = answered("replay", record, "--home", whole)
    assert "The same answer" in again.out
    assert answered("replay", record, "--home", whole, "--json").json["same"] is True


def test_a_tampered_record_does_not_replay(whole: Path, activity: Path) -> None:
    """A record that was changed is named as broken; exit code 1."""
    record = activity.with_name("r.json")
    answered("decide", activity, "--home", whole, "--record", record)
    made = json.loads(record.read_text("utf-8"))
    made["answer"]["ceiling"] = "conditional"
    record.write_text(json.dumps(made), encoding="utf-8")
    said = licet("replay", record, "--home", whole)
    assert said.code == 1
    assert "broken" in said.out


def test_a_grown_store_replays_the_same(whole: Path, activity: Path, tmp_path: Path) -> None:
    """A list added after the record is hidden from its replay."""
    record = activity.with_name("r.json")
    answered("decide", activity, "--home", whole, "--record", record)
    _add_day(whole, tmp_path, "2021-07-08", [*MAIN[:1], *MAIN[2:]])
    assert answered("replay", record, "--home", whole, "--json").json["same"] is True
    now = answered("decide", activity, "--home", whole, "--json").json
    assert now["ceiling"] == "no_restriction_found"


def test_records_can_be_chained(whole: Path, activity: Path) -> None:
    """--previous binds a record to the one before it."""
    first, second = activity.with_name("1.json"), activity.with_name("2.json")
    answered("decide", activity, "--home", whole, "--record", first)
    answered("decide", activity, "--home", whole, "--record", second, "--previous", first)
    heads = [json.loads(f.read_text("utf-8"))["chain"] for f in (first, second)]
    assert heads[1]["previous"] == heads[0]["head"]


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"3", b"\xff", b'{"record": "other"}'])
def test_what_is_no_record_is_refused(whole: Path, tmp_path: Path, data: bytes) -> None:
    """Replay and recheck refuse what isn't theirs with one sentence."""
    refused("replay", write(tmp_path, "r.json", data), "--home", whole)
    if data:
        file = write(tmp_path, "r.jsonl", data)
        refused("recheck", file, "--since", "2021-07-08", "--home", whole)


def _add_day(whole: Path, tmp_path: Path, day: str, rows: list[Row]) -> None:
    folder = tmp_path / day
    folder.mkdir()
    parts = {"sdn": rows, "alt": ALT, "add": ADD}
    files = [write(folder, f"{n}_{day}.csv", csv_bytes(held)) for n, held in parts.items()]
    answered("lists", "add", *files, "--list", "sdn", "--accept-drop", "--home", whole)


def _standing(whole: Path, tmp_path: Path) -> Path:
    table, out = tmp_path / "t.csv", tmp_path / "o.jsonl"
    with table.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([HEAD, *ROWS])
    answered("decide", table, "--home", whole, "--as-of", "2021-07-08", "--out", out)
    return out


def test_recheck_finds_what_a_new_list_changes(whole: Path, tmp_path: Path) -> None:
    """A name newly listed and a listing taken off change their decisions; the rest stands."""
    out = _standing(whole, tmp_path)
    rows: list[Row] = [*MAIN[:1], *MAIN[2:], NEW]
    _add_day(whole, tmp_path, "2021-07-09", rows)
    asked = ("recheck", out, "--since", "2021-07-08", "--as-of", "2021-07-09", "--home", whole)
    said = licet(*asked, "--json")
    assert said.code == 1
    told = {one["id"]: one for one in said.json["changed"]}
    assert set(told) == {"watched", "later"}
    assert told["later"]["now"] == ["no_restriction_found", "prohibited"]
    assert "ZELBRANT MARINE" in " ".join(told["later"]["why"])
    assert "is gone" in " ".join(told["watched"]["why"])
    assert said.json["judged_again"] == 2
    shown = licet(*asked, "--out", tmp_path / "again.jsonl")
    assert "later" in shown.out
    assert len((tmp_path / "again.jsonl").read_text("utf-8").splitlines()) == 2


def test_recheck_of_an_unchanged_store(whole: Path, tmp_path: Path) -> None:
    """Nothing changed, nothing is judged again."""
    out = _standing(whole, tmp_path)
    said = answered(
        "recheck", out, "--since", "2021-07-08", "--as-of", "2021-07-09", "--home", whole
    )
    assert "0 judged again" in said.out


def test_recheck_after_licet_changed(whole: Path, tmp_path: Path) -> None:
    """Decisions made under other packs or another licet are all judged again."""
    out = _standing(whole, tmp_path)
    lines = [json.loads(line) | {"law": "0" * 64} for line in out.read_text("utf-8").splitlines()]
    out.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    told = answered(
        "recheck", out, "--since", "2021-07-08", "--as-of", "2021-07-08", "--home", whole, "--json"
    ).json
    assert (told["judged_again"], told["changed"]) == (3, [])


def test_recheck_refuses_dates_that_run_backwards(whole: Path, tmp_path: Path) -> None:
    """--as-of before --since is refused."""
    out = _standing(whole, tmp_path)
    sentence = refused(
        "recheck", out, "--since", "2021-07-09", "--as-of", "2021-07-08", "--home", whole
    )
    assert "lies before" in sentence
