"""``licet party``: the dossier of a listed party on a date."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import KELD, PELL, answered, refused, write

LICENCES = "us/caatsa/235/a/2"
BLOCKING = "us/ofac/blocking"


@pytest.mark.parametrize(
    "who",
    [
        KELD,
        f"ofac:{KELD}",
        "Keld Armaments Agency",
        "KELD ARMAMENTS AGENCY",
        "keldske vaabenstyrelse",
    ],
)
def test_a_party_is_found(who: str, made_once: Path) -> None:
    """By number, by id, by name in any case and by alias, the same dossier comes back."""
    found = answered("party", who, "--as-of", "2021-07-07", "--home", made_once, "--json").json
    assert found["listing"] == f"ofac:{KELD}"


def test_what_a_dossier_holds(made_once: Path) -> None:
    """Identity, aliases, identifiers, lists, measures and history stand in the JSON."""
    found = answered("party", KELD, "--as-of", "2021-07-07", "--home", made_once, "--json").json
    assert {n["text"] for n in found["names"]} == {
        "KELD ARMAMENTS AGENCY",
        "KELDSKE VAABENSTYRELSE",
    }
    assert found["programmes"] == ["CAATSA - RUSSIA"]
    assert {m["id"] for m in found["measures"]} == {LICENCES, BLOCKING}
    for measure in found["measures"]:
        assert measure["in_force"] in {True, "true"}
        for one in measure["provisions"]:
            assert {"obliged", "prohibits", "reach", "authority"} <= set(one)
    assert found["history"]


def test_a_dossier_as_text(made_once: Path) -> None:
    """A person reads who it is, what is in force, whom it binds, how far, on what authority."""
    text = answered("party", PELL, "--as-of", "2021-07-07", "--home", made_once).out
    for word in ("PELL", "04 Apr 1964", "SDGT", "binds", "reaches", "50 percent", "History"):
        assert word in text
    assert "SDN list" in text


@pytest.mark.parametrize("as_json", [[], ["--json"]])
@pytest.mark.parametrize("day", ["2021-07-06", "2020-01-01", "1999-12-31"])
def test_before_the_first_snapshot(day: str, as_json: list[str], made_once: Path) -> None:
    """Before a list's first snapshot the answer is 'not covered', never 'not listed'."""
    text = answered("party", KELD, "--as-of", day, *as_json, "--home", made_once).out
    assert "not covered" in text or "isn't covered" in text
    assert "not listed" not in text


def test_measures_are_open_where_nothing_is_covered(made_once: Path) -> None:
    """A measure read from a later snapshot isn't called 'not in force' on a day before it."""
    found = answered("party", KELD, "--as-of", "2020-01-01", "--home", made_once, "--json").json
    assert not [m for m in found["measures"] if m["in_force"] in {False, "false"}]


def test_known_by_before_the_first_snapshot(made_once: Path) -> None:
    """With nothing public by that day nothing is known, and that is said as such."""
    args = ("--as-of", "2021-08-01", "--known-by", "2021-01-01", "--home", made_once)
    said = refused("party", KELD, *args)
    assert KELD in said
    assert "not listed" not in said
    assert "2021-01-01" in said


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_a_name_on_no_list(as_json: list[str], made_once: Path) -> None:
    """A name that fits nothing says so, with threshold and lists, and ends well."""
    text = answered("party", "Nobody Atall", *as_json, "--home", made_once).out
    assert "0.77" in text
    assert "2021-07-07" in text


def test_a_near_name_brings_candidates(made_once: Path) -> None:
    """A name that only may be a listed party brings candidates, not a dossier."""
    text = answered("party", "Keld Armament Trading", "--home", made_once).out
    assert f"ofac:{KELD}" in text
    assert "could be" in text
    assert "binds" not in text


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["ofac:999999999"], ["ofac:999999999"]),
        (["999999999"], ["999999999"]),
        (["un:800001"], ["un:800001"]),
        ([""], ["name"]),
        ([KELD, "--as-of", "yesterday"], ["--as-of", "yesterday", "2020-12-14"]),
        ([KELD, "--as-of", "2021-02-30"], ["--as-of", "2021-02-30"]),
        ([KELD, "--as-of", "2021-7-7"], ["--as-of", "2021-7-7"]),
        ([KELD, "--known-by", "soon"], ["--known-by", "soon"]),
    ],
)
def test_what_cannot_be_asked(args: list[str], words: list[str], made_once: Path) -> None:
    """An unknown id or an impossible date is one sentence."""
    said = refused("party", *args, "--home", made_once)
    assert all(word in said for word in words)


def test_an_empty_store(tmp_path: Path) -> None:
    """Without any list the answer is how to add one."""
    assert "licet lists add" in refused("party", "Anybody", "--home", tmp_path / "none")


@pytest.mark.parametrize("columns", [80, 120])
def test_lines_fit(columns: int, made_once: Path) -> None:
    """No line of a dossier is wider than the terminal, and nothing is cut with an ellipsis."""
    text = answered("party", KELD, "--home", made_once, COLUMNS=str(columns)).out
    assert max(len(line.rstrip()) for line in text.splitlines()) <= columns
    assert "…" not in text
    assert "\x1b" not in text


def test_the_same_name_on_another_list_is_a_suggestion(own: Path, tmp_path: Path) -> None:
    """A name alone joins nobody: the other listing is shown as perhaps the same."""
    table = write(tmp_path, "watch.csv", b"id,name\n7,Keld Armaments Agency\n")
    answered("lists", "map", table)
    mapping = tmp_path / "watch.csv.mapping.yaml"
    add = ("--mapping", mapping, "--list", "own-watch", "--published", "2021-07-01")
    answered("lists", "add", table, *add, "--home", own)
    found = answered("party", KELD, "--home", own, "--json").json
    assert [one["listing"] for one in found["perhaps_same"]] == ["own-watch:7"]
    assert found["same_party"] == []
    text = answered("party", KELD, "--home", own).out
    assert "Perhaps the same party, by name alone" in text
    assert "own-watch:7" in text


def test_a_shared_number_of_two_parties_is_reported(own: Path, tmp_path: Path) -> None:
    """A number that stands on two entries of one list joins nobody and is named."""
    rows = b"id,name,passport,country\n7,Odo Marsh,R102030,Denmark\n8,Ilse Brandt,R102030,Denmark\n"
    table = write(tmp_path, "watch.csv", rows)
    answered("lists", "map", table)
    mapping = tmp_path / "watch.csv.mapping.yaml"
    add = ("--mapping", mapping, "--list", "own-watch", "--published", "2021-07-01")
    answered("lists", "add", table, *add, "--home", own)
    found = answered("party", "own-watch:7", "--home", own, "--json").json
    (shared,) = found["shared_identifiers"]
    assert set(shared["listings"]) == {"own-watch:7", "own-watch:8"}
    assert "own-watch:8" in answered("party", "own-watch:7", "--home", own).out


def test_an_id_keeps_its_capitals(own: Path, tmp_path: Path) -> None:
    """Publishers' ids differ by case: QDi.006 is found as it is written."""
    table = write(tmp_path, "watch.csv", b"id,name\nQDi.006,Odo Marsh\n")
    answered("lists", "map", table)
    mapping = tmp_path / "watch.csv.mapping.yaml"
    add = ("--mapping", mapping, "--list", "own-watch", "--published", "2021-07-01")
    answered("lists", "add", table, *add, "--home", own)
    found = answered("party", "OWN-watch:QDi.006", "--home", own, "--json").json
    assert found["name"] == "Odo Marsh"
