"""The readers of US tables on real files, held against independent counts of each file."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from licet.core.errors import BadFileError
from licet.core.listing import Listing
from licet.lists.readers import read_snapshot, recognise
from licet.lists.us.csl_listing import SAME_NAME

Shared = Callable[[str], Path]
SSB = {"27016", "27018", "30685", "30686", "30687"}


def read(data: bytes) -> list[Listing]:
    """The listings of a file of one part, by the source that it says."""
    source = recognise(data, "file").source
    assert source is not None
    return read_snapshot(source, {"main": data})


def rows(data: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    """The rows of a table, by Python's own reader alone."""
    text = io.StringIO(data.decode("utf-8", "replace"), newline="")
    return list(csv.DictReader(text, delimiter=delimiter))


def plain(text: str) -> str:
    """A name with its blanks and case put aside."""
    return " ".join(text.split()).casefold()


def test_csl_2022(shared: Shared) -> None:
    """Every id of the CSV is one listing, and every row's list is kept."""
    data = shared("us_csl/consolidated_2022-04.csv.gz").read_bytes()
    found = {one.entry_id: one for one in read(data)}
    table = rows(gzip.decompress(data))
    assert set(found) == {row["_id"] for row in table}
    for row in table:
        one = found[row["_id"]]
        assert row["source"] in [f.value for f in one.features if f.kind == "Screening list"]
        assert one.measures
    assert sum(len(one.unread) for one in found.values()) < 300
    caatsa = {one.measure for one in found["27016"].measures}
    assert {"us/caatsa/235/a/1", "us/caatsa/235/a/2", "us/caatsa/235/a/12"} <= caatsa
    assert {"us/ofac/blocking", "us/caatsa/235/a/9"} <= {m.measure for m in found["27018"].measures}


def test_csl_partial_file(shared: Shared) -> None:
    """The extract that breaks off within a row is refused; its whole rows read."""
    data = shared("us_csl/csl_2019.csv").read_bytes()
    with pytest.raises(BadFileError, match="line 4233"):
        read(data)
    whole = data[: data.rfind(b"\n") + 1]
    ids = {row["_id"] for row in rows(whole)} - {"_id"}
    assert {one.entry_id for one in read(whole)} == ids


def test_csl_2026(shared: Shared) -> None:
    """The list meets its own count; the five of SSB stand twice and point to each other."""
    data = shared("us_csl/screening-list_2026-07-31.json").read_bytes()
    whole: dict[str, Any] = json.loads(data)
    found = read(data)
    numbers = {entry["e"] for entry in whole["entries"] if "e" in entry}
    names = {(entry["s"], plain(entry["n"])) for entry in whole["entries"] if "e" not in entry}
    assert len(found) == len(numbers) + len(names)
    assert {one.entry_id for one in found if one.references} == numbers
    by_id = {one.listing_id: one for one in found}
    for uid in SSB:
        (link,) = (r for r in by_id[f"us-csl:{uid}"].relations if r.kind == SAME_NAME)
        state = by_id[str(link.target_id)]
        assert "CAATSA" in state.measures[0].text
        assert f"ofac:{uid}" in [relation.target_id for relation in state.relations]


def test_csl_blocked_equal_ofacs_own_ids(shared: Shared) -> None:
    """The blocked parties of the list of 31 July 2026 are those of OFAC's address file."""
    found = read(shared("us_csl/screening-list_2026-07-31.json").read_bytes())
    blocked = {
        one.entry_id
        for one in found
        if any(measure.measure == "us/ofac/blocking" for measure in one.measures)
    }
    text = shared("ofac/add_2026-08-02.csv").read_text("utf-8", "replace")
    assert blocked == {row[0] for row in csv.reader(io.StringIO(text)) if row[0].isdigit()}


@pytest.mark.parametrize("day", ["2019-07", "2022-09", "2023-11"])
def test_denied_persons(shared: Shared, day: str) -> None:
    """Every order of every name is one listing, and no address of it is lost."""
    data = shared(f"bis/dpl_{day}.txt").read_bytes()
    found, table = read(data), rows(data, "\t")
    assert len(found) == len({(plain(row["Name"]), row["Effective_Date"]) for row in table})
    streets = {row["Street_Address"].strip() for row in table} - {""}
    assert streets == {a.street for one in found for a in one.addresses} - {None}
    cited = {plain(row["FR_Citation"]) for row in table if ";" not in row["FR_Citation"]} - {""}
    assert cited <= {plain(basis) for one in found for basis in one.legal_bases}


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("bis/el_sample.csv", "Name"),
        ("bis/meu_sample.csv", "Name"),
        ("bis/uvl_sample.csv", "NAME"),
        ("bis/mieu.csv", "Name"),
        ("state/isn.csv", "Name"),
        ("state/inksna.csv", "name"),
        ("state/itar_debarred_2014-07-14.csv", "Debarred Party Full Name"),
        ("state/itar_debarred_2017-04-17.csv", "Debarred Party Full Name and Alias"),
        ("state/itar_debarred_2018-01-24.csv", "Debarred Party Full Name and Alias"),
    ],
)
def test_one_listing_per_name(shared: Shared, name: str, column: str) -> None:
    """Each name of the table is one listing, and nothing in these files is left unread."""
    data = shared(name).read_bytes()
    found = read(data)
    assert len(found) == len({plain(row[column]) for row in rows(data)})
    assert not [one.unread for one in found if one.unread]
    assert all(one.measures for one in found)


def test_debarred_ids_last(shared: Shared) -> None:
    """Parties keep their ids between the dates and shapes of the debarred list."""
    ids = [
        {one.entry_id for one in read(shared(f"state/itar_debarred_{day}.csv").read_bytes())}
        for day in ("2014-07-14", "2017-04-17", "2018-01-24")
    ]
    assert ids[2] < ids[1]
    assert len(ids[0] & ids[1]) >= 505
