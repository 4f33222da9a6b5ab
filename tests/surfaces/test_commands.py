"""Every command as a user runs it, on small lists of invented parties."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from licet.surfaces.cli import main

END = "\x1a"
SDN = (
    '900001,"VARGO TRADING HOUSE",-0- ,"CAATSA - RUSSIA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    "\"CAATSA Section 235 Information: EXPORT SANCTIONS Sec. 235(a)(2); a.k.a. 'VTH'.\"\r\n"
    '900002,"QUILLFEATHER, Osbert Jan","individual","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    '"DOB 03 Mar 1961; nationality Freedonia; Linked To: VARGO TRADING HOUSE."\r\n'
)
ADD = '900001,1,"1 Harbour Road","Port Vargo","Freedonia",-0- \r\n900002,2,-0- ,-0- ,-0- ,-0- \r\n'
ALT = '900001,11,"aka","VARGO HANDELSHAUS",-0- \r\n'
PAYMENT = """\
activity: payment
on: 2021-07-08
actor: us_person
parties:
  - {name: Osbert Quillfeather, listing: "ofac:900002", role: payee, country: TR}
"""


def run(*args: object, code: int = 0) -> int:
    """Run the command line in this process; the exit code must be the one expected."""
    with pytest.raises(SystemExit) as ended:
        main([str(arg) for arg in args])
    assert (ended.value.code or 0) == code
    return code


def tree(folder: Path) -> str:
    """A hash of every file below a folder, with its name."""
    found = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "lock"):
        found.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return found.hexdigest()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """The flat files of one invented list."""
    made = []
    for name, text in (("sdn", SDN), ("alt", ALT), ("add", ADD)):
        path = tmp_path / f"{name}_2021-07-07.csv"
        path.write_bytes((text + END).encode())
        made.append(path)
    return made


@pytest.fixture
def home(tmp_path: Path, files: list[Path], capsys: pytest.CaptureFixture[str]) -> Path:
    """A store with that list."""
    folder = tmp_path / "home"
    run("lists", "add", *files, "--list", "sdn", "--home", folder)
    capsys.readouterr()
    return folder


def test_added_files_form_one_snapshot(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """sdn, alt and add of one date are one snapshot, in force with its count, date and hash."""
    run("lists", "status", "--home", home, "--json")
    (kept,) = json.loads(capsys.readouterr().out)["lists"]
    assert kept["in_force"]["published"] == "2021-07-07"
    assert kept["in_force"]["entries"] == 2
    assert set(kept["in_force"]["files"]) == {"main", "alt", "add"}
    assert len(kept["in_force"]["sha256"]) == 64


def test_a_name_is_screened(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A reordered, misspelt name finds its listing, with the score and why."""
    run("screen", "Quilfeather Osbert", "--home", home, "--json")
    top = json.loads(capsys.readouterr().out)["matches"][0]
    assert top["listing_id"] == "ofac:900002"
    assert 0 < top["score"] < 1
    assert top["why"]


def test_a_file_is_screened(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bad rows go to a rejects file with number and reason, the rest is screened, the exit is 3."""
    records = tmp_path / "customers.csv"
    records.write_text("id,name\n1,Vargo Handelshaus\n2,\n3,Nobody Atall\n", "utf-8")
    run("screen", records, "--home", home, "--json", code=3)
    found = json.loads(capsys.readouterr().out)
    assert [row["listing_id"] for row in found["matches"]] == ["ofac:900001"]
    assert "2" in (tmp_path / "customers.rejects.csv").read_text("utf-8")


def test_the_dossier_says_what_binds(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each measure in force says whom it binds, what it prohibits, its reach and its authority."""
    run("party", "900001", "--as-of", "2021-07-07", "--home", home, "--json")
    found = json.loads(capsys.readouterr().out)
    measures = {m["id"]: m for m in found["measures"]}
    assert set(measures) == {"us/caatsa/235/a/2", "us/ofac/blocking"}
    blocking = measures["us/ofac/blocking"]["provisions"][0]
    assert blocking["obliged"] == "us_person"
    assert blocking["reach"] == "ownership_50"
    assert "31 CFR" in blocking["authority"]
    licences = measures["us/caatsa/235/a/2"]["provisions"][0]
    assert licences["reach"] == "none"


def test_before_the_first_snapshot_nothing_is_known(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A date before a list's first snapshot is 'not covered', never 'not listed'."""
    run("party", "900001", "--as-of", "2020-01-01", "--home", home)
    shown = capsys.readouterr().out
    assert "not covered" in shown or "isn't covered" in shown
    assert "not listed" not in shown


def test_a_decision_has_its_keys(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A decision's JSON has floor, ceiling, reasons, questions, duties, provenance and the rest."""
    activity = tmp_path / "activity.yaml"
    activity.write_text(PAYMENT, "utf-8")
    run("decide", activity, "--home", home, "--json")
    found = json.loads(capsys.readouterr().out)
    assert (found["floor"], found["ceiling"]) == ("prohibited", "prohibited")
    keys = "scope regimes actor reasons conditions duties cautions questions valid_until flips"
    assert set(keys.split()) <= set(found)
    assert {d["kind"] for d in found["duties"] if d["certainty"] == "certain"} >= {
        "block",
        "report",
    }
    assert found["provenance"]["snapshots"][0]["files"]["main"]


def test_demo_answers_the_case(capsys: pytest.CaptureFixture[str]) -> None:
    """The demo decides the SSB case as the law does, without any list."""
    run("demo", "--json")
    decisions = json.loads(capsys.readouterr().out)["decisions"]
    answers = [(one["floor"], one["ceiling"]) for one in decisions]
    one = {name: (name, name) for name in ("prohibited", "conditional", "licence_required")}
    none = ("no_restriction_found", "no_restriction_found")
    assert answers == [
        one["licence_required"],
        one["prohibited"],
        one["conditional"],
        one["prohibited"],
        one["licence_required"],
        none,
        one["prohibited"],
        none,
        one["prohibited"],
        one["prohibited"],
        one["conditional"],
        ("licence_required", "prohibited"),
    ]


@pytest.mark.parametrize("args", [["demo"], ["law", "test"], ["law", "gaps"], ["law", "facts"]])
def test_text_is_printed(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Commands that need no store print something a person can read."""
    run(*args)
    assert len(capsys.readouterr().out) > 20


def test_the_example_is_valid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What --example prints can be decided; without any list the answer stays wide."""
    run("decide", "--schema")
    schema = json.loads(capsys.readouterr().out)
    assert {"activity", "actor", "parties"} == set(schema["required"])
    run("decide", "--example")
    path = tmp_path / "example.yaml"
    path.write_text(capsys.readouterr().out, "utf-8")
    run("decide", path, "--home", tmp_path / "empty", "--json")
    found = json.loads(capsys.readouterr().out)
    assert found["ceiling"] == "prohibited"
    assert {one["status"] for one in found["scope"]["lists"]} == {"absent"}


BAD_FILES = {
    "empty": (b"", "empty"),
    "cut mid-row": ((SDN[:300]).encode(), "line"),
    "html": (b"<!DOCTYPE html><html><body>404</body></html>", "web page"),
    "utf-16": (SDN.encode("utf-16"), "UTF-16"),
    "latin-1": (SDN.replace("Osbert", "Osb\u00e9rt").encode("latin-1") + b"\x1a", "UTF-8"),
    "nul": (SDN.replace("Osbert", "Os\0bert").encode() + b"\x1a", "NUL"),
    "shifted": (SDN.replace('"QUILLFEATHER, Osbert Jan",', "").encode() + b"\x1a", "line 2"),
    "twice": ((SDN + SDN).encode() + b"\x1a", "twice"),
    "pdf": (b"%PDF-1.7\n", "PDF"),
    "entities": (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><sdnList>&a;</sdnList>',
        "document type",
    ),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_changes_nothing(
    kind: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bad list file is one sentence on standard error, exit 2, and the store as it was."""
    content, word = BAD_FILES[kind]
    path = tmp_path / "bad_2021-08-01.csv"
    path.write_bytes(content)
    before = tree(home)
    run("lists", "add", path, "--list", "sdn", "--home", home, code=2)
    said = capsys.readouterr().err.strip()
    assert said.startswith("licet: ")
    assert word.lower() in said.lower()
    assert str(path) in said
    assert len(said.splitlines()) == 1
    assert tree(home) == before


def test_a_huge_file_is_refused_at_once(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file of 2 GB is refused by its size, without being read."""
    path = tmp_path / "sdn_2021-08-01.csv"
    path.touch()
    os.truncate(path, 2_000_000_000)
    run("lists", "add", path, "--home", home, code=2)
    assert "2.0 GB" in capsys.readouterr().err


def test_a_date_is_asked_for(
    home: Path, tmp_path: Path, files: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A CSV without a date anywhere is a clear question, not a guess."""
    path = tmp_path / "sdn.csv"
    path.write_bytes(files[0].read_bytes())
    run("lists", "add", path, "--list", "sdn", "--home", home, code=2)
    assert "--published" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["--as-of", "2021-02-30"], "2021-02-30"),
        (["--as-of", "2021-02-01T10:00"], "zone"),
        (["--known-by", "soon"], "soon"),
    ],
)
def test_dates_that_do_not_exist(
    args: list[str], word: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A date that doesn't exist is named, with how to write one."""
    run("party", "900001", *args, "--home", home, code=2)
    assert word in capsys.readouterr().err


def test_an_empty_store_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Screening without a list says how to add one."""
    run("screen", "Anybody", "--home", tmp_path / "none", code=2)
    assert "licet lists add" in capsys.readouterr().err


def test_a_store_of_another_format_is_left_alone(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pointer that can't be read, or of another format, is one sentence."""
    (home / "CURRENT").write_text("{", "utf-8")
    run("lists", "status", "--home", home, code=2)
    assert "pointer" in capsys.readouterr().err


def test_the_module_runs_as_a_command() -> None:
    """`python -m licet --version` works in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "licet", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("licet ")
