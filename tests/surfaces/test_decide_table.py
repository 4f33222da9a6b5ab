"""``licet decide`` on tables: every row is decided or rejected with its place and mend."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from command_line import Said, licet, refused

HEAD = ["id", "activity", "actor", "on", "party.name", "party.role", "party.country"]
KELD = ["a1", "payment", "us_person", "2021-07-08", "Keld Armaments Agency", "payee", "PA"]
PELL = ["a2", "payment", "us_person", "2021-07-08", "Aurelio Tann Pell", "payee", "PA"]
CLEAN = ["a3", "payment", "us_person", "2021-07-08", "Wexqor Lamdin", "payee", "PA"]
GOOD = [PELL, CLEAN]


def write_csv(path: Path, rows: list[list[str]], delimiter: str = ",") -> Path:
    """A table as CSV."""
    with path.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, delimiter=delimiter).writerows(rows)
    return path


def decided(whole: Path, file: Path, *more: object) -> Said:
    """Decide a table."""
    return licet("decide", file, "--home", whole, *more)


def answers(file: Path) -> dict[str, tuple[str, str]]:
    """Interval by id, from JSON lines."""
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return {one["id"]: (one["floor"], one["ceiling"]) for one in lines}


EXPECTED = {
    "a2": ("no_restriction_found", "prohibited"),
    "a3": ("no_restriction_found", "no_restriction_found"),
}


def test_every_kind_of_table_gives_the_same(whole: Path, tmp_path: Path) -> None:
    """CSV with any delimiter, TSV, Excel, Parquet, JSON lines and a JSON list answer alike."""
    rows = [HEAD, *GOOD]
    files = [
        write_csv(tmp_path / "a.csv", rows),
        write_csv(tmp_path / "b.csv", rows, ";"),
        write_csv(tmp_path / "c.tsv", rows, "\t"),
    ]
    columns = {name: [row[n] for row in GOOD] for n, name in enumerate(HEAD)}
    pl.DataFrame(columns).write_parquet(tmp_path / "d.parquet")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "e.xlsx")
    for file in [*files, tmp_path / "d.parquet", tmp_path / "e.xlsx"]:
        out = tmp_path / "out.jsonl"
        assert decided(whole, file, "--out", out).code == 0, file
        assert answers(out) == EXPECTED, file
    plain = [
        {"activity": r[1], "actor": r[2], "on": r[3],
         "parties": [{"name": r[4], "role": r[5], "country": r[6]}]}
        for r in GOOD
    ]  # fmt: skip
    (tmp_path / "f.jsonl").write_text("\n".join(json.dumps(p) for p in plain), encoding="utf-8")
    (tmp_path / "g.json").write_text(json.dumps(plain), encoding="utf-8")
    for name in ("f.jsonl", "g.json"):
        assert decided(whole, tmp_path / name, "--out", tmp_path / "out.jsonl").code == 0
        assert list(answers(tmp_path / "out.jsonl").values()) == list(EXPECTED.values())


def test_headings_are_guessed_and_shown(whole: Path, tmp_path: Path) -> None:
    """Common headings are guessed, others not read; both are said."""
    rows = [["Counterparty", "Country", "comment"], ["Wexqor Lamdin", "PA", "hello"]]
    file = write_csv(tmp_path / "a.csv", rows)
    given = ["--set", "activity=payment", "--set", "actor=us_person", "--set", "party.role=payee"]
    said = decided(whole, file, *given)
    assert said.code == 0
    assert "'Counterparty' as party.name" in said.out
    assert "not read: comment" in said.out
    told = decided(whole, file, *given, "--json").json
    assert told["guessed_columns"] == {"Counterparty": "party.name", "Country": "party.country"}
    assert (told["rows"], told["decided"], told["rejected"]) == (1, 1, 0)


BAD_ROWS = {
    "date": ["x", "payment", "us_person", "2021-02-30", "Wexqor", "payee", "PA"],
    "role": ["x", "payment", "us_person", "2021-07-08", "Wexqor", "payeee", "PA"],
    "country": ["x", "payment", "us_person", "2021-07-08", "Wexqor", "payee", "Narnia"],
    "name": ["x", "payment", "us_person", "2021-07-08", "", "payee", "PA"],
    "actor": ["x", "payment", "martian", "2021-07-08", "Wexqor", "payee", "PA"],
    "short": ["x", "payment", "us_person"],
    "long": [*CLEAN, "more"],
    "letters": ["x", "payment", "us_person", "2021-07-08", "---", "payee", "PA"],
}


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_bad_row_is_rejected_with_its_place(whole: Path, tmp_path: Path, name: str) -> None:
    """A row that can't be decided goes to the rejects; the others are decided; exit code 3."""
    file = write_csv(tmp_path / "a.csv", [HEAD, CLEAN, BAD_ROWS[name], PELL])
    out = tmp_path / "out.jsonl"
    said = decided(whole, file, "--out", out)
    assert said.code == 3
    assert answers(out) == EXPECTED
    rejects = pl.read_csv(tmp_path / "out.rejects.csv").to_dicts()
    assert [(r["row"], r["line"]) for r in rejects] == [(2, 3)]
    assert rejects[0]["reason"]


def test_no_rejects_file_stays_from_an_earlier_run(whole: Path, tmp_path: Path) -> None:
    """A clean run takes the rejects of the run before away."""
    out = tmp_path / "out.csv"
    bad = write_csv(tmp_path / "a.csv", [HEAD, BAD_ROWS["date"]])
    assert decided(whole, bad, "--out", out).code == 3
    good = write_csv(tmp_path / "a.csv", [HEAD, CLEAN])
    assert decided(whole, good, "--out", out).code == 0
    assert not (tmp_path / "out.rejects.csv").exists()
    assert pl.read_csv(out)["ceiling"].to_list() == ["no_restriction_found"]


def test_broken_bytes_and_open_quotations(whole: Path, tmp_path: Path) -> None:
    """Rows that aren't UTF-8, hold control characters or an open quotation are rejected."""
    head = ",".join(HEAD).encode()
    clean = ",".join(CLEAN).encode()
    bad = [clean.replace(b"Wexqor", b"W\xffqor"), clean.replace(b"Wexqor", b"W\x00qor")]
    data = b"\xef\xbb\xbf" + b"\n".join([head, clean, *bad, clean]) + b"\n"
    (tmp_path / "a.csv").write_bytes(b"" + data.replace(b"\x00", b"\x01"))
    told = decided(whole, tmp_path / "a.csv", "--json").json
    assert (told["decided"], told["rejected"]) == (2, 2)
    (tmp_path / "b.csv").write_bytes(head + b"\n" + clean.replace(b"Wexqor", b'"Wexqor') + b"\n")
    told = decided(whole, tmp_path / "b.csv", "--json").json
    assert (told["decided"], told["rejected"]) == (0, 1)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"party.name,party.name\n", "stands twice"),
        ("a.csv", b"party.name,,x\n", "no heading"),
        ("a.csv", "activity\n".encode("utf-16"), "UTF-8"),
        ("a.csv", b"party.nmae,activity,actor\nx,y,z\n", "did you mean|Did you mean"),
        ("a.csv", b"activity,actor\npayment,us_person\n", "party.name"),
        ("a.parquet", b"PAR1 nonsense", "Parquet"),
        ("a.xlsx", b"nonsense", "workbook"),
    ],
)
def test_what_is_no_table_is_refused(
    whole: Path, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    """A file that can't be a table of activities is refused whole, with one sentence."""
    (tmp_path / name).write_bytes(data)
    sentence = refused("decide", tmp_path / name, "--home", whole)
    assert any(part in sentence for part in said.split("|"))


def test_options_for_one_and_for_many(whole: Path, tmp_path: Path) -> None:
    """--record and --html are for one activity, --out and --set for a table."""
    table = write_csv(tmp_path / "a.csv", [HEAD, CLEAN])
    one = tmp_path / "a.yaml"
    one.write_text("activity: payment\nactor: us_person\nparties: [{name: W, role: payee}]\n")
    assert "--out" in refused("decide", table, "--record", tmp_path / "r.json", "--home", whole)
    assert "--record" in refused("decide", one, "--out", tmp_path / "o.jsonl", "--home", whole)
    assert "table" in refused("decide", one, "--set", "party.role=payee", "--home", whole)
    assert "nothing that is known" in refused(
        "decide", table, "--set", "party.rule=payee", "--home", whole
    )
    assert ".parquet" in refused("decide", table, "--out", tmp_path / "o.txt", "--home", whole)
