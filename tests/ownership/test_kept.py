"""The kept graph: merging files, looking up, replacing, and surviving damage."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from licet.core.errors import BadFileError, StoreError
from licet.ownership import engine
from licet.ownership.keep import add
from licet.ownership.kept import Kept, opened
from licet.ownership.party import above
from licet.ownership.plain import Seed, held_on, reach
from licet.ownership.reach import Method

LEI = "5493001Z012YSB2A0K51"
OWNERS = f"""owner,owned,percent,owned lei,from,to,source
Aldo Verde,Verde Holding,60,{LEI},2015-01-01,2020-06-30,register
Bianca Rossa,Verde Holding,40,{LEI},,,
Verde Holding,Verde Trading,100,,,,
Verde Trading,Bianca Rossa Trust,50,,,,
"""
MORE = f"""{{"schema": "Company", "id": "v", "properties": {{"name": ["Verde Hldg"],
"leiCode": ["{LEI}"]}}}}
{{"schema": "Company", "id": "w", "properties": {{"name": ["Verde Holding"]}}}}
{{"schema": "Ownership", "id": "o", "properties": {{"owner": ["v"], "asset": ["w"],
"percentage": ["10"]}}}}
""".replace('\n"', ' "')


def made(home: Path, name: str, text: str) -> Path:
    """A file of ownership."""
    path = home / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one table."""
    add(tmp_path / "home", [made(tmp_path, "owners.csv", OWNERS)], "2021-01-01")
    return tmp_path / "home"


def graph(home: Path) -> Kept:
    """The graph in force."""
    found = opened(home)
    assert found is not None
    return found


def only(kept: Kept, name: str) -> int:
    """The one node of a name."""
    (node,) = kept.with_name(name)
    return node


def test_nothing_was_added(tmp_path: Path) -> None:
    """A home without ownership has no graph, which is no error."""
    assert opened(tmp_path) is None


def test_a_body_is_found_by_key_and_by_name(home: Path) -> None:
    """An identifier and an exact name lead to one node; part of a name leads nowhere."""
    kept = graph(home)
    node = kept.with_key(f"lei:{LEI}")
    assert node == only(kept, "VERDE  holding")
    assert kept.label(node) == "Verde Holding"
    assert kept.with_name("Verde") == []
    assert kept.with_key("lei:00000000000000000000") is None


def test_owners_and_holdings(home: Path) -> None:
    """Ties are found from both ends, with what the file says of them."""
    kept = graph(home)
    node = only(kept, "Verde Holding")
    assert kept.with_name("Verde Trading")
    told = {kept.label(one.owner): one for one in kept.owners(node)}
    assert sorted(told) == ["Aldo Verde", "Bianca Rossa"]
    assert str(told["Aldo Verde"].span) == "2015-01-01 to 2020-06-30"
    assert kept.says(told["Aldo Verde"]) == "owners.csv of 2021-01-01, register"


def test_a_name_alone_in_the_same_table(home: Path) -> None:
    """A row without the number means the one body of that table that bears the name."""
    kept = graph(home)
    trading = only(kept, "Verde Trading")
    owner = next(kept.owners(trading)).owner
    assert kept.keys(owner) == [f"lei:{LEI}", "name:verde holding"]


def test_a_name_that_two_bear_is_neither(tmp_path: Path) -> None:
    """Where two bodies of the table bear the name, a row without number means neither."""
    text = "owner,owned,owner id\nAcme,B,1\nAcme,C,2\nAcme,D,\n"
    add(tmp_path, [made(tmp_path, "acme.csv", text)])
    assert len(graph(tmp_path).with_name("Acme")) == 3


def test_files_meet_in_an_identifier(home: Path, tmp_path: Path) -> None:
    """One LEI in two files is one body with both names; its namesake stays apart."""
    add(home, [made(tmp_path, "more.ftm.json", MORE)])
    kept = graph(home)
    node = kept.with_key(f"lei:{LEI}")
    assert node is not None
    assert kept.with_key("ftm:v") == node
    assert kept.names(node) == ["Verde Holding", "Verde Hldg"]
    assert len(kept.with_name("Verde Holding")) == 2
    assert [file.name for file in kept.files] == ["owners.csv", "more.ftm.json"]


def test_gleif_names_and_ties_meet(tmp_path: Path, shared: Callable[[str], Path]) -> None:
    """Names of level 1 stand on the bodies of level 2."""
    add(tmp_path, [shared("ownership/gleif_rr-data.xml"), shared("ownership/gleif_lei-data.xml")])
    kept = graph(tmp_path)
    node = kept.with_key("lei:001GPB6A9XPE8XJICC14")
    assert node is not None
    assert kept.label(node) == "Fidelity Advisor Leveraged Company Stock Fund"
    assert kept.country(node) == "US"
    assert str(next(kept.owners(node)).span) == "2012-11-29 to ..."


def test_a_file_of_the_same_name_takes_its_place(home: Path, tmp_path: Path) -> None:
    """A newer owners.csv replaces the earlier one, also when it says less."""
    add(home, [made(tmp_path, "owners.csv", "owner,owned,percent\nA,B,50\n")])
    kept = graph(home)
    assert kept.nodes == 2
    assert kept.with_name("Aldo Verde") == []


def test_adding_is_all_or_nothing(home: Path, tmp_path: Path) -> None:
    """When one file of several can't be read the graph stays as it was."""
    good, bad = made(tmp_path, "b.csv", "owner,owned\nA,B\n"), made(tmp_path, "c.csv", "{")
    with pytest.raises(BadFileError):
        add(home, [good, bad])
    assert [file.name for file in graph(home).files] == ["owners.csv"]


def test_a_reader_keeps_its_graph(home: Path, tmp_path: Path) -> None:
    """Whoever has the graph open goes on reading it while a file is added."""
    kept = graph(home)
    add(home, [made(tmp_path, "b.csv", "owner,owned\nA,B\n")])
    assert kept.label(only(kept, "Aldo Verde")) == "Aldo Verde"
    assert len(list((home / "ownership" / "generations").iterdir())) == 2


def test_leftovers_of_a_broken_run_do_no_harm(home: Path, tmp_path: Path) -> None:
    """A half-written generation is swept away by the next run."""
    leftover = home / "ownership" / "generations" / ".000002.tmp"
    leftover.mkdir()
    (leftover / "owner.npy").write_bytes(b"x")
    add(home, [made(tmp_path, "b.csv", "owner,owned\nA,B\n")])
    assert not leftover.exists()
    assert graph(home).with_name("Aldo Verde")


def test_damage_is_told(home: Path) -> None:
    """A broken array or pointer is one clear sentence."""
    folder = graph(home).folder
    (folder / "owner.npy").write_bytes(b"nonsense")
    kept = graph(home)
    with pytest.raises(StoreError, match="damaged"):
        list(kept.owners(only(kept, "Verde Trading")))
    pointer = home / "ownership" / "CURRENT"
    pointer.write_text(json.dumps({"format": 99, "generation": folder.name}))
    with pytest.raises(StoreError, match="format 99"):
        opened(home)
    pointer.write_text("{")
    with pytest.raises(StoreError, match="can't be opened"):
        opened(home)


def test_what_is_odd_is_counted(tmp_path: Path) -> None:
    """Repeated ties, holdings of oneself, circles and sums over all are told."""
    text = """owner,owned,percent
A,B,60
A,B,60
C,B,70
B,B,5
D,E,50
E,D,50
"""
    odd = add(tmp_path, [made(tmp_path, "odd.csv", text)]).graph
    assert (odd.nodes, odd.ties, odd.repeated) == (5, 5, 1)
    assert (odd.of_themselves, odd.overfull, odd.in_circles, odd.undated) == (1, 1, 2, 5)


def test_an_empty_table_makes_an_empty_graph(tmp_path: Path) -> None:
    """A table without rows is kept, and answers nothing."""
    add(tmp_path, [made(tmp_path, "none.csv", "owner,owned\n")])
    assert graph(tmp_path).nodes == 0
    assert graph(tmp_path).with_name("Anybody") == []


def test_one_party_and_the_whole_graph_agree(home: Path) -> None:
    """The chain above one party gives what the engine gives over the whole graph."""
    kept = graph(home)
    seed, day = only(kept, "Aldo Verde"), date(2019, 1, 1).toordinal()
    whole = engine.reach(engine.on(kept.graph, day), engine.Seeds.of([(seed, 0, True)]), Method())
    for node in range(kept.nodes):
        found = above(kept, node, day)
        answer = reach(held_on(found.ties, day), [Seed(str(seed), "a")], Method())
        assert {True: 2, None: 1, False: 0}[answer.truth(str(node))] == whole.level[node]
    assert whole.level[kept.with_key(f"lei:{LEI}") or 0] == 2


def test_too_many_owners_are_cut_and_told(tmp_path: Path) -> None:
    """Where more stand above a party than are looked at, those cut off are named."""
    rows = "\n".join(f"N{i + 1},N{i},100" for i in range(30))
    add(tmp_path, [made(tmp_path, "chain.csv", f"owner,owned,percent\n{rows}\n")])
    kept = graph(tmp_path)
    found = above(kept, only(kept, "N0"), 738_000, most=10)
    assert len(found.nodes) == 11
    assert [kept.label(n) for n in found.cut] == ["N10"]
