"""The store keeps every snapshot whole, whatever the order, and refuses what would harm it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from itertools import permutations
from pathlib import Path

import ofac_samples as sample
import pytest

from licet.core.errors import BadFileError, StoreError
from licet.core.listing import Listing
from licet.lists.intake import Choices, add_files
from licet.lists.readers import read_snapshot
from licet.lists.snapshot import Incoming, edition_text
from licet.lists.store import Store
from licet.lists.store_write import add

SDN = "us-ofac-sdn"
CONSOLIDATED = "us-ofac-consolidated"
XML_DAYS = ("2020-03-17", "2020-12-14", "2021-01-08")


def snapshot(day: str, *ids: str, name: str = "BRASK") -> Incoming:
    """An invented SDN list of a day, read from its flat file."""
    data = sample.flat([sample.main_row(i, "CUBA", name) for i in ids])
    files = {"main": (f"sdn_{day}.csv", data)}
    rows = read_snapshot(SDN, {"main": data})
    return Incoming(SDN, datetime.fromisoformat(day), day, "ofac-flat", rows, files)


def held(home: Path) -> dict[str, list[Listing]]:
    """Every snapshot of the SDN list with its listings."""
    store = Store(home)
    return {edition_text(s.edition): store.snapshot_listings(SDN, s.edition) for s in store.of(SDN)}


def test_an_empty_store(tmp_path: Path) -> None:
    """A folder without a store is an empty store, and reading makes nothing."""
    store = Store(tmp_path / "none")
    assert store.snapshots == []
    assert store.generation is None
    assert store.runs(["1"], [SDN]) == []
    assert store.listings(["x"]) == {}
    assert store.frame("names").height == 0
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_adding_does_not_matter(tmp_path: Path, order: tuple[int, ...]) -> None:
    """Three dates added one by one, in any order, give the same store."""
    made = [
        snapshot("2020-01-01", "101", "102"),
        snapshot("2020-06-01", "101", "103", name="OTHER"),
        snapshot("2021-01-01", "101", "102"),
    ]
    for i in order:
        add(tmp_path, [made[i]], accept_drop=True)
    assert held(tmp_path) == {edition_text(m.edition): list(m.listings) for m in made}
    runs = Store(tmp_path).runs(["101"], [SDN])
    assert len(runs) == 3


def test_an_unchanged_entry_is_kept_once(tmp_path: Path) -> None:
    """Two dates with the same entry hold one version of it, over one run."""
    add(tmp_path, [snapshot("2020-01-01", "101"), snapshot("2020-06-01", "101")])
    store = Store(tmp_path)
    assert store.frame("listings").height == 1
    (run,) = store.runs(["101"], [SDN])
    assert (run.first.date(), run.last.date()) == (date(2020, 1, 1), date(2020, 6, 1))


def test_several_editions_of_a_day(tmp_path: Path) -> None:
    """Two editions of one day are kept apart, and the day shows the later."""
    early, late = snapshot("2020-01-01T09:00", "101"), snapshot("2020-01-01T16:00", "101", "102")
    add(tmp_path, [early, late])
    store = Store(tmp_path)
    assert len(store.of(SDN)) == 2
    assert len(store.snapshot_listings(SDN, date(2020, 1, 1))) == 2
    assert len(store.snapshot_listings(SDN, datetime(2020, 1, 1, 9))) == 1


def test_the_same_file_again(tmp_path: Path) -> None:
    """Adding the very same file again changes nothing that is kept."""
    add(tmp_path, [snapshot("2020-01-01", "101")])
    before = held(tmp_path)
    add(tmp_path, [snapshot("2020-01-01", "101")])
    assert held(tmp_path) == before


def test_another_file_for_the_same_date(tmp_path: Path) -> None:
    """A different file for a date that is kept is refused, and nothing changes."""
    add(tmp_path, [snapshot("2020-01-01", "101")])
    before = Store(tmp_path).generation
    with pytest.raises(BadFileError, match="already kept"):
        add(tmp_path, [snapshot("2020-01-01", "102")])
    assert Store(tmp_path).generation == before
    assert [one.entry_id for one in held(tmp_path)["2020-01-01"]] == ["101"]


def test_replacing_a_date(tmp_path: Path) -> None:
    """With replace, the date shows the new file and its neighbours stay as they were."""
    days = ["2020-01-01", "2020-06-01", "2021-01-01"]
    add(tmp_path, [snapshot(day, "101", "102") for day in days])
    add(tmp_path, [snapshot("2020-06-01", "101", "103")], replace=True)
    shown = {day: [one.entry_id for one in rows] for day, rows in held(tmp_path).items()}
    assert shown == {days[0]: ["101", "102"], days[1]: ["101", "103"], days[2]: ["101", "102"]}


def test_replacing_leaves_nothing_behind(tmp_path: Path) -> None:
    """A version that no snapshot shows any more is gone from the tables."""
    add(tmp_path, [snapshot("2020-01-01", "101", name="OLD")])
    add(tmp_path, [snapshot("2020-01-01", "101", name="NEW")], replace=True)
    store = Store(tmp_path)
    assert store.frame("listings").height == 1
    assert set(store.frame("names")["version"]) == set(store.frame("listings")["version"])


def test_a_sudden_drop(tmp_path: Path) -> None:
    """A list that lost more than a fifth of its entries is refused unless that is accepted."""
    ids = [str(100 + i) for i in range(10)]
    add(tmp_path, [snapshot("2020-01-01", *ids)])
    with pytest.raises(BadFileError, match="has 7 entries where us-ofac-sdn of 2020-01-01 has 10"):
        add(tmp_path, [snapshot("2020-06-01", *ids[:7])])
    assert len(Store(tmp_path).snapshots) == 1
    add(tmp_path, [snapshot("2020-06-01", *ids[:8])])
    add(tmp_path, [snapshot("2020-07-01", *ids[:2])], accept_drop=True)
    assert len(Store(tmp_path).snapshots) == 3


def test_all_or_none(tmp_path: Path) -> None:
    """When one of several snapshots is refused none is kept."""
    ids = [str(100 + i) for i in range(10)]
    with pytest.raises(BadFileError, match="entries"):
        add(tmp_path, [snapshot("2020-01-01", *ids), snapshot("2020-06-01", "101")])
    assert Store(tmp_path).snapshots == []


def test_a_pointer_nobody_can_read(tmp_path: Path) -> None:
    """A damaged pointer is an error with a mend, not an empty store."""
    add(tmp_path, [snapshot("2020-01-01", "101")])
    for content in ("", "{", "[]", '{"format": 1}', '"x"'):
        (tmp_path / "CURRENT").write_text(content, encoding="utf-8")
        with pytest.raises(StoreError, match="Restore the folder"):
            Store(tmp_path)


def test_a_store_of_another_format(tmp_path: Path) -> None:
    """A store of a later licet is refused with both formats named."""
    (tmp_path / "CURRENT").write_text(json.dumps({"format": 99, "generation": "1"}))
    with pytest.raises(StoreError, match="has format 99"):
        Store(tmp_path)


@pytest.mark.parametrize("table", ["presence", "snapshots", "listings", "names"])
def test_a_damaged_table(tmp_path: Path, table: str) -> None:
    """A table that was damaged or lost is an error with a mend, whichever way it is read."""
    add(tmp_path, [snapshot("2020-01-01", "101")])
    store = Store(tmp_path)
    assert store.folder is not None
    (store.folder / f"{table}.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(StoreError, match="Restore the folder"):
        Store(tmp_path).frame(table)
    if table == "snapshots":
        return
    with pytest.raises(StoreError, match="Restore the folder"):
        Store(tmp_path).snapshot_listings(SDN, date(2020, 1, 1))


def test_a_reader_outlives_a_writer(tmp_path: Path) -> None:
    """A store that was opened shows what it showed, also after another write."""
    add(tmp_path, [snapshot("2020-01-01", "101")])
    store = Store(tmp_path)
    add(tmp_path, [snapshot("2020-06-01", "101", "102")])
    assert [s.label for s in store.snapshots] == ["us-ofac-sdn of 2020-01-01"]
    assert len(store.snapshot_listings(SDN, date(2020, 1, 1))) == 1


def test_the_files_are_kept_as_they_were(tmp_path: Path) -> None:
    """Every file added is found again, byte for byte, under its hash."""
    made = [snapshot("2020-01-01", "101"), snapshot("2020-06-01", "101", "102")]
    for one, kept in zip(made, add(tmp_path, made), strict=True):
        assert Store(tmp_path).raw.read(kept.parts["main"].sha256) == one.files["main"][1]


@pytest.fixture(scope="module")
def real(shared: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of OFAC's own files, added newest first."""
    home = tmp_path_factory.mktemp("real")
    for day in reversed(XML_DAYS):
        add_files(home, [shared(f"ofac/consolidated_{day}.xml")], Choices())
    parts = ("sdn", "alt", "add")
    add_files(home, [shared(f"ofac/{part}_2019-01-15.csv") for part in parts], Choices())
    return home


@pytest.mark.parametrize("day", XML_DAYS)
def test_a_real_snapshot_is_rebuilt(real: Path, shared: Callable[[str], Path], day: str) -> None:
    """Any snapshot read back equals a fresh reading of its file, entry by entry."""
    fresh = read_snapshot(
        CONSOLIDATED, {"main": shared(f"ofac/consolidated_{day}.xml").read_bytes()}
    )
    kept = Store(real).snapshot_listings(CONSOLIDATED, date.fromisoformat(day))
    assert {one.entry_id: one for one in kept} == {one.entry_id: one for one in fresh}


def test_a_real_flat_snapshot_is_rebuilt(real: Path, shared: Callable[[str], Path]) -> None:
    """So does the SDN list of three files."""
    names = {"main": "sdn", "alt": "alt", "add": "add"}
    data = {part: shared(f"ofac/{n}_2019-01-15.csv").read_bytes() for part, n in names.items()}
    kept = Store(real).snapshot_listings(SDN, date(2019, 1, 15))
    assert kept == read_snapshot(SDN, data)


def test_the_first_day_of_ssb(real: Path) -> None:
    """SSB first stands in the consolidated list of 14 December 2020."""
    (run,) = Store(real).runs(["27016"], [CONSOLIDATED])
    assert (run.first.date(), run.last.date()) == (date(2020, 12, 14), date(2021, 1, 8))
