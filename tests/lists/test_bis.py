"""The lists of the Bureau of Industry and Security, on invented parties."""

from __future__ import annotations

import pytest
import us_samples as sample

from licet.core.errors import BadFileError
from licet.core.listing import Address, Feature, Listing
from licet.lists.readers import read_snapshot
from licet.lists.us import bis_dpl, bis_lists, bis_uvl


def read(form: str) -> list[Listing]:
    """The listings of a sample."""
    source, data = sample.WHOLE[form]
    return read_snapshot(source, {"main": data})


def test_denial_orders() -> None:
    """Addresses of one order are one entry; another order of the same name is another."""
    found = {one.measures[0].effective_on: one for one in read("bis-dpl")}
    assert set(found) == {"2020-01-02", "2021-03-04"}
    one = found["2020-01-02"]
    assert one.name == "MARDEN QUAY"
    assert [address.street for address in one.addresses] == ["2 PIER ROAD", "CELL 3"]
    assert [(event.kind, event.text) for event in one.events] == [
        ("amended", "2020-01-09"),
        ("effective", "2020-01-02"),
        ("expires", "2030-01-02"),
    ]
    assert one.measures[0].measure == "us/bis/denied-person"
    assert "85 F.R. 1 1/9/2020" in one.measures[0].text
    assert "Standard Order: N" in found["2021-03-04"].measures[0].text
    assert Feature("Standard order", "Y") in one.features


def test_denied_id_outlives_a_move() -> None:
    """A new address or action leaves the entry's id as it was."""
    moved = sample.DPL_ROWS[0] | {"City": "ELSEWHERE", "Action": "MOVED", "Last_Update": ""}
    data = sample.table(bis_dpl.COLUMNS, [moved], "\t")
    (one,) = read_snapshot("us-bis-dpl", {"main": data})
    assert one.entry_id in {listing.entry_id for listing in read("bis-dpl")}


def test_entity_list() -> None:
    """Rows of one name are one party; each notice stays a measure with its own words."""
    (one,) = read("bis-lists")
    assert [name.text for name in one.names] == ["Quillon Optics", "QO Ltd.", "Quillon"]
    assert one.addresses == (Address(street="5 Lens Road", city="Sele", country="Panama"),)
    assert [measure.effective_on for measure in one.measures] == ["2025-02-03", "2025-02-03"]
    assert ["90 FR 101" in measure.text for measure in one.measures] == [True, False]
    assert one.legal_bases == ("90 FR 101", "90 FR 202")
    assert one.unread == ("Address Remarks: by the lake",)


def test_unverified() -> None:
    """Addresses of one name are one party, and "a.k.a." in the name parts its aliases."""
    (one,) = read("bis-uvl")
    assert [name.text for name in one.names] == ["Sele Trade", "ST", "Sele"]
    assert [address.street for address in one.addresses] == ["1 Bay", "2 Bay"]
    assert one.measures[0].measure == "us/bis/unverified"


def test_military_intelligence() -> None:
    """The table of military-intelligence end users keeps alias, country and day."""
    (one,) = read("bis-mieu")
    assert [name.text for name in one.names] == ["Office of Echoes", "OE"]
    assert one.kind == "organisation"
    assert one.measures[0].effective_on == "2021-03-16"


@pytest.mark.parametrize(
    ("source", "data", "problem"),
    [
        ("us-bis-dpl", sample.table(bis_dpl.COLUMNS, [{"Name": "X"}], "\t"), "no name or no day"),
        ("us-bis-dpl", sample.WHOLE["bis-dpl"][1][:-30], "line 4: "),
        ("us-bis-meu", sample.WHOLE["bis-lists"][1], "the row is of 'EL'"),
        ("us-bis-uvl", sample.table(bis_uvl.COLUMNS, [{"NAME": "X"}]), "country or the name"),
        ("us-bis-uvl", sample.WHOLE["bis-uvl"][1] + b"a,b\n", "2 columns stand where 3"),
        (
            "us-bis-entity-list",
            sample.WHOLE["bis-lists"][1].replace(b"Postal Code", b"Zip"),
            "column 10 should be 'Postal Code'",
        ),
    ],
)
def test_damage_is_told(source: str, data: bytes, problem: str) -> None:
    """A damaged table of Commerce is refused with what and where."""
    with pytest.raises(BadFileError, match=problem):
        read_snapshot(source, {"main": data})


def test_unlabelled_columns_may_follow() -> None:
    """Empty unlabelled columns at the end, as Excel leaves them, change nothing."""
    data = sample.WHOLE["bis-lists"][1]
    padded = data.replace(b"Web Link\n", b"Web Link,,,\n")
    source = "us-bis-entity-list"
    assert bis_lists.read(source, padded) == bis_lists.read(source, data)
