"""A user's own list: its columns guessed, checked, and held against like any other list."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from command_line import answered, refused, write

TABLE = b"""Ref;Company name;Land;Other names;Founded;Note
1;Keld Armaments Agency;Denmark;KAA|Keldske;;bad
2;Morven Lighter;GB;;04/05/1970;see file
"""


def mapped(folder: Path) -> tuple[Path, Path]:
    """The table and its guessed mapping."""
    table = write(folder, "watch.csv", TABLE)
    answered("lists", "map", table)
    return table, folder / "watch.csv.mapping.yaml"


def test_a_mapping_is_guessed_shown_and_written(tmp_path: Path) -> None:
    """Each column is shown with what it was taken for, examples and the reason."""
    table = write(tmp_path, "watch.csv", TABLE)
    shown = answered("lists", "map", table, "--json").json
    taken = {row["column"]: row["taken_for"] for row in shown["columns"]}
    assert taken["Company name"] == "name"
    assert taken["Land"] == "country"
    assert shown["rows"] == 2
    written = yaml.safe_load((tmp_path / "watch.csv.mapping.yaml").read_text())
    assert written["columns"]["name"] == ["Company name"]


def test_an_own_list_is_screened_and_kept_by_date(tmp_path: Path) -> None:
    """What the mapping reads is a list beside the official ones, each edition under its date."""
    table, mapping = mapped(tmp_path)
    home = tmp_path / "home"
    own = ("--mapping", mapping, "--list", "own-watch", "--home", home)
    answered("lists", "add", table, *own, "--published", "2026-01-02")
    table.write_bytes(TABLE.replace(b"Morven Lighter", b"Morven Barge"))
    answered("lists", "add", table, *own, "--published", "2026-02-02")
    (match, *_) = answered("screen", "Morven Barge", "--home", home, "--json").json["matches"]
    assert match["listing_id"] == "own-watch:2"
    diff = answered(
        "lists", "diff", "own-watch", "2026-01-02", "2026-02-02", "--home", home, "--json"
    )
    assert "Morven Barge" in diff.out
    assert "own list 'watch'" in answered("party", "own-watch:1", "--home", home).out


def test_a_mapping_is_not_overwritten(tmp_path: Path) -> None:
    """What a person has checked isn't replaced by a guess."""
    table, mapping = mapped(tmp_path)
    assert str(mapping) in refused("lists", "map", table)


def test_an_open_order_of_days_is_asked(tmp_path: Path) -> None:
    """Where no cell tells day from month, the user is asked to say."""
    table = write(tmp_path, "w.csv", b"name,date of birth\nMorven Lighter,04/05/1970\n")
    assert "day_first" in answered("lists", "map", table).out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], ["--list own-"]),
        (["--list", "sdn"], ["--list own-"]),
        (["--list", "own-"], ["--list own-"]),
        (["--list", "own-A/../b"], ["--list own-"]),
    ],
)
def test_an_own_list_needs_an_id(options: list[str], words: list[str], tmp_path: Path) -> None:
    """An own list never goes under an official list's id, and its id is a plain word."""
    table, mapping = mapped(tmp_path)
    home = tmp_path / "home"
    args = ("--mapping", mapping, "--published", "2026-01-02", "--home", home)
    said = refused("lists", "add", table, *options, *args)
    assert all(word in said for word in words)
    assert not home.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("columns: [", ["YAML"]),
        ("columns: {nmae: Company name}", ["nmae", "name"]),
        ("columns: {name: Firm}", ["Firm", "Company name"]),
        ("columns: {name: Company name}\nmeasure: us/nothing", ["us/nothing"]),
    ],
)
def test_a_mapping_that_does_not_fit(text: str, words: list[str], tmp_path: Path) -> None:
    """A mapping with a wrong field, column or measure is one sentence, and nothing is kept."""
    table, mapping = mapped(tmp_path)
    mapping.write_text(text)
    home = tmp_path / "home"
    args = ("--mapping", mapping, "--list", "own-watch", "--published", "2026-01-02")
    said = refused("lists", "add", table, *args, "--home", home)
    assert all(word in said for word in words)
    assert answered("lists", "status", "--home", home, "--json").json["lists"] == []


def test_an_own_table_without_a_mapping(tmp_path: Path) -> None:
    """A table with names but no mapping isn't guessed at; the way to a mapping is said."""
    table = write(tmp_path, "watch.csv", TABLE)
    assert "licet lists map" in refused("lists", "add", table, "--home", tmp_path / "home")


def test_entities_of_another_tool_are_named_by_the_user(tmp_path: Path, made_once: Path) -> None:
    """FollowTheMoney entities don't say which list they are: it is asked, then read."""
    out = tmp_path / "sdn.ftm.json"
    answered("lists", "export", "sdn", "--out", out, "--home", made_once)
    add = ("lists", "add", out, "--published", "2021-07-07", "--home", tmp_path / "home")
    assert "which list" in refused(*add)
    said = answered(*add, "--list", "un-sc", "--json").json
    assert said["added"][0]["list"] == "un-sc"
    assert "own-NAME" in refused(*add, "--list", "nonsense")
