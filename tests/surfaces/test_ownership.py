"""``licet ownership``, and what ``licet decide`` takes from the kept graph."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from command_line import Said, answered, licet

LEI = "5493001Z012YSB2A0K51"
OWNERS = f"""owner,owned,percent,kind,from,owned lei,source
ofac:800002,Tarn Holding,50,,2019-01-01,,register
Tarn Holding,Tarn Works,60,,2020-06-01,{LEI},register
Aurelio Tann Pell,Brook Mills,80,,,,
Tarn Holding,Larch Yard,,control,,,
ofac:800001,Keld Boats,100,,,,
Fern,Twin,100,,,,
"""
ACTIVITY = """activity: payment
on: 2021-07-07
actor: us_person
parties:
  - {name: NAME, role: payee, kind: organisation, country: PAMORE}
"""


@pytest.fixture
def home(own: Path, tmp_path: Path) -> Path:
    """A home with the invented list and a table of owners."""
    (tmp_path / "owners.csv").write_text(OWNERS)
    answered("ownership", "add", tmp_path / "owners.csv", "--dated", "2021-05-01", "--home", own)
    return own


def shown(home: Path, party: str, *args: str) -> Any:
    """What `show` says of a party, as JSON."""
    return answered(
        "ownership", "show", party, "--on", "2021-07-07", *args, "--json", "--home", home
    ).json


def decided(home: Path, name: str, more: str = "", on: str = "2021-07-07") -> Any:
    """A US person pays somebody; the decision as JSON."""
    path = home / "activity.yaml"
    path.write_text(ACTIVITY.replace("NAME", name).replace("MORE", more))
    return answered("decide", path, "--as-of", on, "--json", "--home", home).json


def blocking(decision: Any) -> tuple[str, str]:
    """What OFAC's rules come to."""
    regime = decision["regimes"]["us/ofac"]
    return regime["floor"], regime["ceiling"]


def kept_cautions(decision: Any) -> list[str]:
    """What is told of owners from the kept graph."""
    return [one for one in decision["cautions"] if "kept graph" in one]


def test_adding_says_what_was_read(own: Path, tmp_path: Path) -> None:
    """Columns, counts, rejected rows with their reason, and what is odd of the graph."""
    path = tmp_path / "owners.csv"
    path.write_text("owner,owned,Stake %\nA,B,50\nB,C,fifty\nC,A,100\n")
    said = licet("ownership", "add", path, "--home", own)
    assert said.code == 3
    assert "row 3: 'fifty' is no share" in said.out
    assert "percent: 'Stake %'" in said.out
    assert "1 rejected" in said.out
    made = licet("ownership", "add", path, "--home", own, "--json").json
    assert made["files"][0]["rejected"] == 1
    assert made["graph"]["ties"] == 2


def test_a_file_that_is_none(own: Path, tmp_path: Path) -> None:
    """A file of another sort ends with one sentence and exit code 2."""
    path = tmp_path / "x.json"
    path.write_text('{"a": 1}')
    said = licet("ownership", "add", path, "--home", own)
    assert said.code == 2
    assert "form not known" in said.err
    assert licet("ownership", "add", "--home", own).code == 2
    assert licet("ownership", "add", tmp_path / "none.csv", "--home", own).code == 2


def test_asking_before_anything_was_added(own: Path) -> None:
    """Without a graph the way to one is told."""
    said = licet("ownership", "show", "Anybody", "--home", own)
    assert said.code == 2
    assert "licet ownership add" in said.err


def test_status_names_the_files(home: Path) -> None:
    """Each file with its day and its counts."""
    assert (
        "owners.csv of 2021-05-01: 6 ties, 0 rejected"
        in answered("ownership", "status", "--home", home).out
    )
    (file,) = answered("ownership", "status", "--json", "--home", home).json["files"]
    assert (file["name"], file["ties"]) == ("owners.csv", 6)


def test_showing_a_party(home: Path) -> None:
    """Owners up, what is owned, the measures that reach it and the chain in words."""
    made = shown(home, f"lei:{LEI}")
    assert [(line["depth"], line["name"]) for line in made["owners"]] == [
        (0, "Tarn Holding"),
        (1, "Aurelio Tann PELL"),
    ]
    (reach,) = [one for one in made["reach"] if one["measure"] == "us/ofac/blocking"]
    assert (reach["rule"], reach["reached"]) == ("ownership_50", "yes")
    assert reach["why"]["says"] == (
        "Tarn Works is reached through Tarn Holding (60 % of the shares), reached in turn through "
        "[Aurelio Tann PELL (50 % of the shares), under the measure itself]."
    )
    below = shown(home, "tarn holding")
    assert [line["name"] for line in below["owns"]] == ["Tarn Works", "Larch Yard"]


def test_control_alone_is_not_reached_by_ofac(home: Path) -> None:
    """A body that a blocked person's firm controls without shares is shown as not reached."""
    reach = shown(home, "Larch Yard")["reach"]
    assert {one["reached"] for one in reach if one["rule"] == "ownership_50"} == {"no"}


def test_showing_for_people(home: Path) -> None:
    """The text has the tree, the rule and the chain."""
    said = answered("ownership", "show", "Tarn Works", "--on", "2021-07-07", "--home", home)
    assert "Tarn Holding: 60 % of the shares" in said.out
    assert "by ownership_50" in said.out
    before = answered("ownership", "show", "Tarn Works", "--on", "2020-05-31", "--home", home)
    assert "No owner is known on that day." in before.out


def test_the_drawing(home: Path, tmp_path: Path) -> None:
    """The drawing is a well-formed SVG with the names in it."""
    path = tmp_path / "tarn.svg"
    answered("ownership", "show", "Tarn Works", "--on", "2021-07-07", "--svg", path, "--home", home)
    drawn = ET.fromstring(path.read_text())  # noqa: S314 - our own
    assert {"Tarn Works", "Tarn Holding"} <= set("\n".join(drawn.itertext()).split("\n"))
    bad = licet(
        "ownership", "show", "Tarn Works", "--svg", tmp_path / "no" / "x.svg", "--home", home
    )
    assert bad.code == 2


def test_nobody_and_several(home: Path, tmp_path: Path) -> None:
    """A name nobody bears ends with 2; one that several bear is answered with their keys."""
    assert licet("ownership", "show", "Nobody", "--home", home).code == 2
    (tmp_path / "twins.csv").write_text("owner,owned,owned id\nA,Twin,7\nB,Twin,8\n")
    answered("ownership", "add", tmp_path / "twins.csv", "--home", home)
    keys = [one["keys"] for one in shown(home, "Twin")["candidates"]]
    assert sorted(keys) == [["id:7"], ["id:8"], ["name:twin"]]


def test_deciding_with_the_kept_graph(home: Path) -> None:
    """A party whose owners aren't stated has those of the graph, and the answer says so."""
    decision = decided(home, "Tarn Works")
    assert blocking(decision) == ("prohibited", "prohibited")
    (caution,) = kept_cautions(decision)
    assert "owners.csv of 2021-05-01" in caution
    assert "owners.csv of 2021-05-01" in decision["scope"]["ownership"]
    assert not any("was not given" in one for one in decision["cautions"])
    (file,) = decision["provenance"]["ownership"]
    assert (file["file"], file["dated"]) == ("owners.csv", "2021-05-01")


def test_the_graph_has_its_dates(home: Path) -> None:
    """Before the holding began the blocked owner is none."""
    before = decided(home, "Tarn Works", on="2020-05-31")
    assert kept_cautions(before) == []
    assert "prohibited" not in blocking(before)[:1]


def test_what_is_stated_goes_before(home: Path) -> None:
    """Stated owners, and owners stated as unknown, stand in place of the graph's."""
    stated = decided(home, "Tarn Works", ", owners: [{name: Fern Meadow, percent: 100}]")
    assert kept_cautions(stated) == []
    assert blocking(stated)[0] == "no_restriction_found"
    unknown = decided(home, "Tarn Works", ", owners: unknown")
    assert kept_cautions(unknown) == []
    assert blocking(unknown) == ("no_restriction_found", "prohibited")


def test_an_owner_of_a_stated_owner(home: Path) -> None:
    """A stated owner that the graph knows brings its own owners."""
    decision = decided(home, "Some Mill", ", owners: [{name: Tarn Holding, percent: 50}]")
    assert blocking(decision) == ("prohibited", "prohibited")
    assert any("Tarn Holding: owners.csv" in one for one in kept_cautions(decision))


def test_an_identifier_finds_the_party(home: Path) -> None:
    """A party of another name is found by its LEI."""
    decision = decided(home, "T. W. Limited", f", identifiers: {{lei: {LEI}}}")
    assert blocking(decision)[1] == "prohibited"
    assert kept_cautions(decision)


def test_an_owner_by_name_is_an_open_match(home: Path) -> None:
    """A person of the graph with a listed name may be the listed one: it stays open."""
    decision = decided(home, "Brook Mills")
    assert blocking(decision) == ("no_restriction_found", "prohibited")
    assert any("ofac:800002" in json.dumps(one) for one in decision["questions"])


def test_a_measure_that_names_only_its_party(home: Path) -> None:
    """A licence ban on an owner reaches nothing it owns; its blocking does."""
    reach = {one["measure"]: one["reached"] for one in shown(home, "Keld Boats")["reach"]}
    assert reach["us/ofac/blocking"] == "yes"
    assert "us/caatsa/235/a/2" not in reach
    decision = decided(home, "Keld Boats")
    assert decision["regimes"]["us/caatsa"]["ceiling"] == "no_restriction_found"


def test_a_name_of_several_is_only_possible(home: Path, tmp_path: Path) -> None:
    """Where several bear the party's name, what is told of each is only possible."""
    (tmp_path / "more.csv").write_text("owner,owned,owned id\nFern,Tarn Works,9\n")
    answered("ownership", "add", tmp_path / "more.csv", "--home", home)
    decision = decided(home, "Tarn Works")
    assert blocking(decision) == ("no_restriction_found", "prohibited")


def test_a_damaged_graph_is_told(home: Path) -> None:
    """A graph that can't be read is one sentence, not an answer without owners."""
    (home / "ownership" / "CURRENT").write_text("{")
    path = home / "activity.yaml"
    path.write_text(ACTIVITY.replace("NAME", "Tarn Works").replace("MORE", ""))
    said: Said = licet("decide", path, "--home", home)
    assert said.code == 2
    assert "ownership" in said.err


def test_reach_over_everybody(home: Path, tmp_path: Path) -> None:
    """Everybody reached by a list's measures, the certain first, with the chain; as CSV too."""
    made = answered(
        *("ownership", "reach", "--list", "sdn", "--on", "2021-07-07", "--json", "--home", home),
        *("--out", tmp_path / "reached.csv"),
    ).json
    found = {(one["name"], one["certain"]) for one in made["reached"]}
    assert {("Tarn Works", True), ("Tarn Holding", True), ("Brook Mills", False)} <= found
    assert "Larch Yard" not in {name for name, _ in found}
    assert made["whole"] is True
    works = next(one for one in made["reached"] if one["name"] == "Tarn Works")
    assert "Tarn Holding (60 % of the shares)" in works["why"]
    lines = (tmp_path / "reached.csv").read_text().splitlines()
    assert len(lines) == len(made["reached"]) + 1


def test_reach_for_people(home: Path) -> None:
    """The text counts both, and a list that isn't kept is refused."""
    said = answered("ownership", "reach", "--on", "2021-07-07", "--home", home)
    assert "certainly" in said.out
    assert "Tarn Works" in said.out
    refused = licet("ownership", "reach", "--list", "un-sc", "--home", home)
    assert refused.code == 2
    assert "not a kept list" in refused.err
