"""``licet screen``: one name, or a file of names."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from command_line import KELD, PELL, answered, licet, refused, tree, write


def ids(said: object) -> list[str]:
    """Listings of the matches in JSON."""
    return [m["listing_id"] for m in said["matches"]]  # type: ignore[index]


@pytest.mark.parametrize(
    "name",
    [
        "PELL, Aurelio Tann",
        "Aurelio Tann Pell",
        "pell aurelio tann",
        "Aurélio Tänn Pell",
        "Aurelio Tan Pell",
        "Аурелио Танн Пелл",
    ],
)
def test_a_name_in_any_dress(name: str, made_once: Path) -> None:
    """Exact, reordered, accented, near and native-script names find the listing first."""
    said = answered("screen", name, "--home", made_once, "--json").json
    top = said["matches"][0]
    assert top["listing_id"] == f"ofac:{PELL}"
    assert top["source"] == "us-ofac-sdn"
    assert 0.7 < top["score"] <= 1
    assert top["why"]
    assert top["sentence"]


def test_what_a_match_says(made_once: Path) -> None:
    """A match names score, listing, list and the reason, on the terminal too."""
    text = answered("screen", "Aurelio Pell", "--home", made_once).out
    assert f"ofac:{PELL}" in text
    assert "PELL" in text
    assert "0." in text
    assert "OFAC SDN list" in text


def test_programmes_stand_beside_a_match(made_once: Path) -> None:
    """A match says under which programme the party is listed."""
    assert "SDGT" in answered("screen", "Aurelio Tann Pell", "--home", made_once).out


def test_no_match_says_what_it_is_worth(made_once: Path) -> None:
    """A no-match names its threshold, the measured recall and the lists it was held against."""
    text = answered("screen", "Nobody Atall Whatsoever", "--home", made_once).out
    assert "threshold" in text or "score of" in text
    assert "% of hidden aliases" in text
    assert "2021-07-07" in text
    said = answered("screen", "Nobody Atall Whatsoever", "--home", made_once, "--json").json
    assert said["matches"] == []
    assert said["screening"]["threshold"] == said["threshold"]
    assert said["lists"]


def test_threshold_and_limit(made_once: Path) -> None:
    """A lower threshold shows more, and never more than the limit."""
    low = ("screen", "Keld", "--threshold", "0.05", "--home", made_once, "--json")
    assert len(answered(*low, "--limit", "1").json["matches"]) == 1
    high = answered("screen", "Pel Aurelio", "--threshold", "0.999", "--home", made_once, "--json")
    assert high.json["matches"] == []


def test_before_the_first_snapshot(made_once: Path) -> None:
    """A date before the first snapshot is 'not covered', never 'not listed'."""
    args = ("screen", "Aurelio Tann Pell", "--as-of", "2020-01-01", "--home", made_once)
    text = answered(*args).out
    assert "not covered" in text
    assert "not listed" not in text
    assert "no match" not in text.lower()
    (match,) = answered(*args, "--json").json["matches"]
    assert match["listed"] == "unknown"


def test_known_by_before_the_first_snapshot(made_once: Path) -> None:
    """What was not public by a day isn't used, and that isn't called 'not listed' either."""
    args = ("--as-of", "2021-08-01", "--known-by", "2021-01-01", "--home", made_once)
    said = answered("screen", "Aurelio Tann Pell", *args, "--json").json
    assert all(m["listed"] == "unknown" for m in said["matches"])
    text = answered("screen", "Aurelio Tann Pell", *args).out
    assert "not covered" in text
    assert "no snapshot at all" not in text


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["Pell", "--threshold", "7"], ["--threshold", "0 to 1"]),
        (["Pell", "--threshold", "-0.1"], ["--threshold", "0 to 1"]),
        (["Pell", "--threshold", "nan"], ["--threshold", "0 to 1"]),
        (["Pell", "--kind", "persn"], ["--kind", "person"]),
        (["Pell", "--kind", "zzz"], ["--kind", "person"]),
        (["Pell", "--born", "nonsense"], ["--born", "nonsense"]),
        (["Pell", "--born", "1960-02-30"], ["--born", "1960-02-30"]),
        (["Pell", "--country", "Narnia"], ["--country", "Narnia"]),
        (["Pell", "--as-of", "nonsense"], ["--as-of", "nonsense"]),
        (["Pell", "--as-of", "2021-02-30"], ["--as-of", "2021-02-30"]),
        (["Pell", "--as-of", "2021-02-01T10:00"], ["--as-of", "zone"]),
        (["Pell", "--known-by", "2021-02-30"], ["--known-by", "2021-02-30"]),
        ([""], ["name"]),
        (["   "], ["name"]),
        (["?!"], ["name"]),
    ],
)
def test_what_cannot_be_asked(args: list[str], words: list[str], made_once: Path) -> None:
    """A wrong option is one sentence that names it and says what to write."""
    said = refused("screen", *args, "--home", made_once)
    assert all(word in said for word in words)


def test_an_empty_store(tmp_path: Path) -> None:
    """Screening against nothing is refused, never answered with 'no match'."""
    said = refused("screen", "Anybody", "--home", tmp_path / "none")
    assert "licet lists add" in said
    assert not (tmp_path / "none").exists()


def test_a_file_with_rejects(tmp_path: Path, made_once: Path) -> None:
    """Rows that can't be screened are rejected with number and reason; none is lost."""
    rows = "id,name,kind,dob\n7,Aurelio Pell,person,1964\n8,,,\n9,Nobody Atall,person,30/02/1999x\n"
    path = write(tmp_path, "customers.csv", rows.encode())
    out = tmp_path / "matches.csv"
    said = licet("screen", path, "--out", out, "--home", made_once, "--json")
    assert said.code == 3
    assert said.json["records"] == 3
    assert {m["record_id"] for m in said.json["matches"]} == {"7"}
    assert [r["record_id"] for r in said.json["rejects"]] == ["8", "9"]
    assert all(r["reason"] for r in said.json["rejects"])
    with (tmp_path / "customers.rejects.csv").open(encoding="utf-8") as opened:
        assert [row["record_id"] for row in csv.DictReader(opened)] == ["8", "9"]
    with out.open(encoding="utf-8") as opened:
        (row,) = csv.DictReader(opened)
    assert row["listing_id"] == f"ofac:{PELL}"
    assert row["listed"] == "true"


def test_a_good_file_leaves_no_rejects_file(tmp_path: Path, made_once: Path) -> None:
    """Without a rejected row there is no rejects file, and the exit code is 0."""
    path = write(tmp_path, "customers.csv", b"Full Name\nKeld Armaments Agency\nNobody Atall\n")
    text = answered("screen", path, "--home", made_once).out
    assert f"ofac:{KELD}" in text
    assert "2 records" in text
    assert sorted(p.name for p in tmp_path.iterdir()) == ["customers.csv"]


def test_an_old_rejects_file_does_not_stay(tmp_path: Path, made_once: Path) -> None:
    """A rejects file of an earlier run doesn't stand beside a run that rejected nothing."""
    path = write(tmp_path, "customers.csv", b"id,name\n1,\n2,Keld\n")
    assert licet("screen", path, "--home", made_once).code == 3
    path.write_bytes(b"id,name\n1,Tann\n2,Keld\n")
    answered("screen", path, "--home", made_once)
    assert not (tmp_path / "customers.rejects.csv").exists()


def test_one_record_gives_the_same_as_a_name(tmp_path: Path, made_once: Path) -> None:
    """A single name is a batch of one: the same listing and score."""
    path = write(tmp_path, "one.csv", b"name\nAurelio Pel\n")
    (row,) = answered("screen", path, "--home", made_once, "--json").json["matches"]
    (match,) = answered("screen", "Aurelio Pel", "--home", made_once, "--json").json["matches"]
    assert (row["listing_id"], row["score"]) == (match["listing_id"], match["score"])


BAD_TABLES = {
    "no column of names": (b"id,colour\n1,red\n", ["'name'", "colour"]),
    "a near column": (b"id,nmae\n1,Pell\n", ["'name'", "nmae"]),
    "nothing": (b"", ["empty"]),
    "a heading alone": (b"id,name\n", ["no rec", "no row", "empty"]),
    "UTF-16": ("id,name\n1,Pell\n".encode("utf-16"), ["UTF-8", "UTF-16"]),
    "Latin-1": ("id,name\n1,Péll\n".encode("latin-1"), ["UTF-8"]),
    "a row too long": (b"id,name\n1,Pell,more,cells\n", ["line 2", "column", "fields"]),
    "a name twice": (b"name,name\nPell,Keld\n", ["name", "twice", "duplicate"]),
    "a zip archive": (b"PK\x03\x04\x14\x00\x00\x00\x08\x00rest", ["UTF-8", "zip", "table"]),
    "an open quotation": (b'id,name\n1,"Pell\n2,"Keld\n', ["quot", "line", "table"]),
}


@pytest.mark.parametrize("kind", BAD_TABLES)
def test_a_table_that_cannot_be_read(kind: str, tmp_path: Path, made_once: Path) -> None:
    """A file that is no table of names is one sentence with its path, and nothing is written."""
    data, words = BAD_TABLES[kind]
    path = write(tmp_path, "customers.csv", data)
    before = tree(made_once)
    said = refused("screen", path, "--home", made_once)
    assert str(path) in said
    assert any(word in said for word in words), said
    assert tree(made_once) == before
    assert [p.name for p in tmp_path.iterdir()] == ["customers.csv"]


def test_a_table_that_is_not_there(tmp_path: Path, made_once: Path) -> None:
    """A missing CSV is said to be missing, not screened as a name."""
    assert "nowhere.csv" in refused("screen", tmp_path / "nowhere.csv", "--home", made_once)


def test_a_folder_is_no_table(tmp_path: Path, made_once: Path) -> None:
    """A folder whose name ends in .csv is refused in one sentence."""
    (tmp_path / "folder.csv").mkdir()
    assert "folder.csv" in refused("screen", tmp_path / "folder.csv", "--home", made_once)


def test_matches_that_cannot_be_written(tmp_path: Path, made_once: Path) -> None:
    """An --out that can't be written is one sentence."""
    path = write(tmp_path, "customers.csv", b"name\nKeld Armaments\n")
    out = tmp_path / "no such folder" / "matches.csv"
    said = refused("screen", path, "--out", out, "--home", made_once)
    assert str(out) in said
    assert "--out" in said


@pytest.mark.parametrize("columns", [80, 120])
def test_lines_fit(columns: int, made_once: Path, tmp_path: Path) -> None:
    """Nothing is printed beyond the terminal's width, for a name as for a file."""
    path = write(tmp_path, "customers.csv", b"name\nKeld Armaments Agency\nMorven Lighter\n")
    for what in ("Keld Armaments Agency", "Nobody Atall", path):
        text = answered("screen", what, "--home", made_once, COLUMNS=str(columns)).out
        assert max(len(line.rstrip()) for line in text.splitlines()) <= columns
        assert "\x1b" not in text
