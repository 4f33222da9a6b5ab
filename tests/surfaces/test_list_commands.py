"""``licet lists``: adding files of every shape and date, and saying what is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import (
    ADD,
    ALT,
    MAIN,
    answered,
    csv_bytes,
    family,
    licet,
    refused,
    tree,
    write,
    xml_bytes,
)

ONE = ("810001", "TORRIDGE HOLDINGS", "CAATSA - RUSSIA")


def kept(home: Path) -> dict[tuple[str, str], dict[str, object]]:
    """What ``lists status --json`` says, by list and day."""
    shown = answered("lists", "status", "--home", home, "--json").json
    return {
        (one["list"], snapshot["published"]): snapshot
        for one in shown["lists"]
        for snapshot in one["snapshots"]
    }


def test_xml_carries_its_own_date(tmp_path: Path) -> None:
    """The standard XML is dated from inside, whatever its name says."""
    path = write(tmp_path, "anything_1999-01-01.txt", xml_bytes("03/17/2020", ONE))
    answered("lists", "add", path, "--list", "sdn", "--home", tmp_path / "home")
    assert set(kept(tmp_path / "home")) == {("us-ofac-sdn", "2020-03-17")}


def test_another_date_than_the_one_inside_is_refused(tmp_path: Path) -> None:
    """--published may not contradict the date in the file."""
    path = write(tmp_path, "list.xml", xml_bytes("03/17/2020", ONE))
    said = refused(
        *("lists", "add", path, "--list", "sdn", "--published", "2020-03-18"),
        *("--home", tmp_path / "home"),
    )
    assert "2020-03-17" in said
    assert "2020-03-18" in said
    assert str(path) in said


def test_dates_stand_side_by_side(tmp_path: Path) -> None:
    """Several dates of one list are kept; the newest one is in force, in any order of adding."""
    home = tmp_path / "home"
    for day in ("2021-08-01", "2021-07-07", "2021-09-01"):
        answered("lists", "add", *family(tmp_path, day), "--list", "sdn", "--home", home)
    shown = answered("lists", "status", "--home", home, "--json").json
    (one,) = shown["lists"]
    assert one["in_force"]["published"] == "2021-09-01"
    assert len(kept(home)) == 3


def test_parts_may_come_later(tmp_path: Path) -> None:
    """alt and add files added after their main file join its snapshot."""
    home, (main, alt, add) = tmp_path / "home", family(tmp_path, "2021-07-07")
    answered("lists", "add", main, "--list", "sdn", "--home", home)
    assert (
        answered("screen", "Keldske Vaabenstyrelse", "--home", home, "--json").json["matches"] == []
    )
    answered("lists", "add", add, alt, "--home", home)
    (snapshot,) = kept(home).values()
    assert set(snapshot["files"]) == {"main", "alt", "add"}  # type: ignore[call-overload]
    found = answered("screen", "Keldske Vaabenstyrelse", "--home", home, "--json").json["matches"]
    assert [m["listing_id"] for m in found] == ["ofac:800001"]


def test_adding_twice_changes_nothing_that_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same files again, a day later, give the same snapshot, recorded when it first was."""
    home, files = tmp_path / "home", family(tmp_path, "2021-07-07")
    answered("lists", "add", *files, "--list", "sdn", "--home", home)
    before = kept(home)
    monkeypatch.setattr("licet.lists.store_write.now", lambda: "2030-01-01T00:00:00+00:00")
    answered("lists", "add", *files, "--list", "sdn", "--home", home)
    assert kept(home) == before


def test_published_dates_what_carries_no_date(tmp_path: Path) -> None:
    """--published dates a CSV; it goes before the date in the file's name."""
    path = write(tmp_path, "sdn_2001-01-01.csv", csv_bytes(MAIN))
    home = tmp_path / "home"
    args = ("--list", "sdn", "--published", "2021-07-07", "--home", home)
    answered("lists", "add", path, *args)
    assert set(kept(home)) == {("us-ofac-sdn", "2021-07-07")}


@pytest.mark.parametrize("name", ["sdn.csv", "sdn_2021-13-45.csv", "sdn_v123456789.csv"])
def test_a_date_that_is_nowhere_is_asked_for(name: str, tmp_path: Path) -> None:
    """Without a date inside, in the name or said, a clear question comes back."""
    path = write(tmp_path, name, csv_bytes(MAIN))
    said = refused("lists", "add", path, "--list", "sdn", "--home", tmp_path / "home")
    assert "?" in said
    assert "--published" in said
    assert name in said


def test_which_list_is_asked_for(tmp_path: Path) -> None:
    """Entries that fit both the SDN and the consolidated list bring the question which it is."""
    path = write(tmp_path, "list_2021-07-07.csv", csv_bytes(MAIN[:1]))
    said = refused("lists", "add", path, "--home", tmp_path / "home")
    assert "--list" in said
    assert "?" in said


def test_an_unknown_list_is_refused(tmp_path: Path) -> None:
    """--list takes the lists there are, and says which."""
    path = write(tmp_path, "list_2021-07-07.csv", csv_bytes(MAIN))
    said = refused("lists", "add", path, "--list", "sdm", "--home", tmp_path / "home")
    assert "'sdm'" in said
    assert "sdn" in said


def test_all_or_none(tmp_path: Path, own: Path) -> None:
    """One bad file among good ones leaves the store as it was."""
    before = tree(own)
    good = write(tmp_path, "good_2021-08-01.csv", csv_bytes(MAIN))
    bad = write(tmp_path, "bad_2021-08-02.csv", csv_bytes(MAIN)[:150])
    said = refused("lists", "add", good, bad, "--list", "sdn", "--home", own)
    assert bad.name in said
    assert tree(own) == before


def test_a_side_file_without_its_main_is_refused(tmp_path: Path, own: Path) -> None:
    """An alt file of a date whose main file isn't kept asks for the main file."""
    before = tree(own)
    alt = write(tmp_path, "alt_2022-01-01.csv", csv_bytes(ALT))
    said = refused("lists", "add", alt, "--home", own)
    assert "main" in said
    assert "2022-01-01" in said
    assert tree(own) == before


def test_two_mains_of_one_date_are_refused(tmp_path: Path, own: Path) -> None:
    """Two main files of one list and date can't both be right."""
    before = tree(own)
    one = write(tmp_path, "a_2021-08-01.csv", csv_bytes(MAIN))
    two = write(tmp_path, "b_2021-08-01.csv", csv_bytes(MAIN[:2]))
    said = refused("lists", "add", one, two, "--list", "sdn", "--home", own)
    assert one.name in said
    assert two.name in said
    assert tree(own) == before


@pytest.mark.parametrize("part", ["sdn", "alt", "add"])
def test_other_content_for_a_kept_date_is_refused(part: str, tmp_path: Path, own: Path) -> None:
    """A file that differs from the one kept for its date needs --replace."""
    rows = {"sdn": MAIN[:2], "alt": [(*ALT[0][:3], "KELD BUREAU", None)], "add": ADD * 1}
    rows["add"] = [(800002, 9, "2 Quay Road", "Keldstad", "Panama", None)]
    before = tree(own)
    path = write(tmp_path, f"{part}_2021-07-07.csv", csv_bytes(rows[part]))
    args = ("lists", "add", path, *(("--list", "sdn") if part == "sdn" else ()), "--home", own)
    said = refused(*args)
    assert "--replace" in said
    assert tree(own) == before
    assert licet(*args, "--replace", "--accept-drop").code == 0
    assert tree(own) != before


def test_a_sudden_drop_is_refused(tmp_path: Path, own: Path) -> None:
    """A list that lost most of its entries is refused until the user says it is right."""
    before = tree(own)
    path = write(tmp_path, "sdn_2021-08-01.csv", csv_bytes(MAIN[:1]))
    args = ("lists", "add", path, "--list", "sdn", "--home", own)
    said = refused(*args)
    assert "1 entr" in said
    assert "--accept-drop" in said
    assert tree(own) == before
    answered(*args, "--accept-drop")
    assert len(kept(own)) == 2


def test_a_file_cut_at_a_row_needs_a_word(tmp_path: Path, own: Path) -> None:
    """A CSV without its end mark may be cut at a row's end: refused, unless the user accepts it."""
    before = tree(own)
    path = write(tmp_path, "sdn_2021-08-01.csv", csv_bytes(MAIN, mark=False))
    args = ("lists", "add", path, "--list", "sdn", "--home", own)
    assert "--accept-unmarked" in refused(*args)
    assert tree(own) == before
    answered(*args, "--accept-unmarked")


def test_status_of_an_empty_store(tmp_path: Path) -> None:
    """An empty store says how to begin, and looking doesn't create it."""
    assert "licet lists add" in answered("lists", "status", "--home", tmp_path / "none").out
    shown = answered("lists", "status", "--home", tmp_path / "none", "--json").json
    assert shown["lists"] == []
    assert not (tmp_path / "none").exists()


def test_status_says_what_is_in_force(made_once: Path) -> None:
    """Status names list, date, entries, files and hash, in text as in JSON."""
    text = answered("lists", "status", "--home", made_once).out
    assert "OFAC SDN list" in text
    assert "2021-07-07" in text
    assert "in force" in text
    shown = answered("lists", "status", "--home", made_once, "--json").json
    snapshot = shown["lists"][0]["in_force"]
    assert snapshot["sha256"][:12] in text
    assert set(snapshot) >= {"published", "entries", "sha256", "files", "retrieved", "unread"}


@pytest.mark.parametrize("columns", [80, 100, 120])
def test_status_fits_the_terminal(columns: int, made_once: Path) -> None:
    """No heading is cut short and no line is wider than the terminal."""
    text = answered("lists", "status", "--home", made_once, COLUMNS=str(columns)).out
    assert "…" not in text
    assert max(len(line.rstrip()) for line in text.splitlines()) <= columns


def test_the_home_may_come_from_the_environment(tmp_path: Path, made_once: Path) -> None:
    """LICET_HOME names the store; --home goes before it."""
    by_name = answered("lists", "status", "--json", LICET_HOME=str(made_once)).json
    assert by_name == answered("lists", "status", "--json", "--home", made_once).json
    other = answered("lists", "status", "--json", "--home", tmp_path, LICET_HOME=str(made_once))
    assert other.json["lists"] == []


def test_add_in_json(tmp_path: Path) -> None:
    """`lists add --json` prints JSON alone."""
    files = family(tmp_path, "2021-07-07")
    said = answered("lists", "add", *files, "--list", "sdn", "--json", "--home", tmp_path / "home")
    assert json.loads(said.out)
