"""The flat files: the same listings from every shape, and no damaged file passes for whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import ofac_samples as sample
import pytest

from licet.core.errors import BadFileError
from licet.core.listing import Address, Feature, Identifier, Listing, Relation
from licet.lists.ofac import ofac_flat
from licet.lists.readers import read_snapshot

SDN = "us-ofac-sdn"
CONSOLIDATED = "us-ofac-consolidated"


def read(parts: dict[str, bytes], source: str = SDN) -> dict[str, Listing]:
    """Listings by entry id."""
    return {one.entry_id: one for one in read_snapshot(source, parts)}


def test_person_is_read_whole() -> None:
    """A person's names, dates, places, papers, titles and ties come out of the row."""
    one = read(sample.PARTS)["101"]
    assert [(n.text, n.kind, n.strength) for n in one.names] == [
        ("Tamsin Vey ORELLE", "primary", "strong"),
        ("Tamsin ORELLE-VEY", "aka", "strong"),
        ("VEY; THE PILOT", "aka", "weak"),
    ]
    assert one.names[0].as_published == "ORELLE, Tamsin Vey"
    assert one.programmes == ("CUBA", "SDGT")
    assert [b.text for b in one.births] == ["03 May 1971", "1972"]
    assert (one.birth_places, one.nationalities) == (("Port Sele, Panama",), ("Panama",))
    assert one.citizenships == ("Cuba",)
    assert one.titles == ("Harbour Master", "Pilot")
    assert one.identifiers == (
        Identifier("Passport", "K12-9", "Panama", "01 Jan 2001", "31 Dec 2010"),
    )
    assert one.relations == (Relation("Linked To", "BRASK SHIPPING CO., LTD."),)
    assert (one.addresses, one.remarks, one.unread) == ((), (), ())


def test_vessel_columns_become_features() -> None:
    """The vessel columns are facts of the vessel."""
    one = read(sample.PARTS)["103"]
    assert Feature("Vessel Flag", "Panama") in one.features
    assert Identifier("Vessel Registration Identification", "IMO 9999999") in one.identifiers
    assert [(n.text, n.kind) for n in one.names] == [("BRASK ONE", "primary"), ("SELE STAR", "fka")]


def test_addresses_and_aliases() -> None:
    """Aliases are sorted by their number, and a postal code is told from its city."""
    one = read(sample.PARTS)["102"]
    assert [n.uid for n in one.names] == [None, "9002", "9003"]
    assert Address("1 Mole Street", "Port Sele", None, "0801", "Panama") in one.addresses
    assert Address(city="Havana", country="Cuba") in one.addresses


@pytest.mark.parametrize("delimiter", ["|", "@", ""])
def test_every_shape_gives_the_same_listings(delimiter: str) -> None:
    """The .pip, .del and .ff editions of one list read as its .csv does."""
    main, tail = sample.long_row()
    rows = {"main": [*sample.MAIN, main], "alt": sample.ALT, "add": sample.ADD, "comments": [tail]}
    as_csv = {part: sample.flat(cells) for part, cells in rows.items()}
    other = {
        part: sample.flat(cells, delimiter) if delimiter else sample.fixed(cells)
        for part, cells in rows.items()
    }
    assert read_snapshot(SDN, other) == read_snapshot(SDN, as_csv)


def test_comment_continues_the_remark() -> None:
    """The comments file goes on where the remark was cut, with nothing between."""
    main, tail = sample.long_row()
    one = read({"main": sample.flat([main]), "comments": sample.flat([tail])})["105"]
    assert Feature("Aircraft Operator", "Brask Bulk Trader") in one.features
    assert one.names[1].text == "BRASK BULK"
    assert one.unread == ()


def test_cut_remark_without_its_comment_is_unread() -> None:
    """The last words of a cut remark are kept as unread when the comments file isn't given."""
    one = read({"main": sample.flat([sample.long_row()[0]])})["105"]
    assert one.unread == ("Aircraft Operator Brask",)
    assert Feature("Aircraft Operator", "Brask") not in one.features


def test_records_are_equal_when_their_rows_are() -> None:
    """Records are hashable, so that unchanged entries can be skipped."""
    first, second = (set(ofac_flat.records(sample.PARTS, SDN)) for _ in range(2))
    assert first == second
    assert len(first) == 4


def test_order_of_rows_is_without_meaning() -> None:
    """Shuffled alias and address rows give equal listings."""
    turned = {
        "main": sample.flat(sample.MAIN[::-1]),
        "alt": sample.flat(sample.ALT[::-1]),
        "add": sample.flat(sample.ADD[::-1]),
    }
    assert read_snapshot(SDN, turned) == read_snapshot(SDN, sample.PARTS)


def test_missing_end_mark_is_refused_unless_accepted() -> None:
    """A file without 0x1A may be cut short: it needs a word from the user."""
    parts = {"main": sample.flat(sample.MAIN, mark=False)}
    with pytest.raises(BadFileError, match="end mark"):
        read_snapshot(SDN, parts)
    assert len(read_snapshot(SDN, parts, accept_unmarked=True)) == 4


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('102,"BRASK', '102,"X","BRASK', "line 2: 13 columns stand where 12 are due"),
        ('102,"BRASK', '"BRASK', r"line 2: 11 columns"),
        (
            '102,"BRASK SHIPPING CO., LTD.",-0- ',
            '"BRASK",102,-0- ',
            r"column 1 \(ent_num\) 'BRASK'",
        ),
        ('103,"BRASK ONE","vessel"', '103,"BRASK ONE","ship"', r"column 3 \(SDN_Type\) 'ship'"),
        ('103,"BRASK ONE"', "103,-0- ", r"line 3: column 2 \(SDN_Name\)"),
        ('104,"HP-1999","aircraft","CUBA"', '104,"HP-1999","aircraft",-0- ', r"\(Program\)"),
        ('103,"BRASK ONE"', '101,"BRASK ONE"', "line 3: column 1 .*stands twice, first on line 1"),
        ('"Panama","BRASK SHIPPING CO., LTD."', '"Panama","BRASK', "never closes|can't be split"),
        ("\x1a", "\x1a105\r\n", "after the end mark"),
    ],
)
def test_bad_rows_are_named(old: str, new: str, said: str) -> None:
    """A bad row is refused with its line, column and value."""
    text = sample.PARTS["main"].decode()
    assert old in text
    with pytest.raises(BadFileError, match=said):
        read_snapshot(SDN, {"main": text.replace(old, new, 1).encode()})


def test_side_file_of_another_date_is_refused() -> None:
    """Alias rows of entries that the main file lacks mean that the dates don't fit."""
    parts = {**sample.PARTS, "alt": sample.flat([("999", "1", "aka", "NOBODY", None)])}
    with pytest.raises(BadFileError, match=r"main file lacks, such as 999.*same date"):
        read_snapshot(SDN, parts)


def test_part_given_as_another_is_refused() -> None:
    """An address file given as the alias file is refused."""
    with pytest.raises(BadFileError, match="holds add rows"):
        read_snapshot(SDN, {**sample.PARTS, "alt": sample.PARTS["add"]})


def test_truncation_is_always_noticed() -> None:
    """A file cut anywhere is refused; it never passes for a shorter list."""
    whole = sample.PARTS["main"]
    for size in range(0, len(whole) - 1, 50):
        with pytest.raises(BadFileError):
            read_snapshot(SDN, {"main": whole[:size]})


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "latin-1", "cp037"])
def test_wrong_encodings_are_refused(encoding: str) -> None:
    """Only UTF-8 (and so ASCII) is read."""
    text = sample.PARTS["main"].decode().replace("Tamsin", "Tamsín")
    with pytest.raises(BadFileError):
        read_snapshot(SDN, {"main": text.encode(encoding)})


def test_four_officials_of_ssb(shared: Callable[[str], Path]) -> None:
    """Officials listed with SSB are blocked, under CAATSA 235(a)(7), (8), (9), (11), (12)."""
    files = {part: f"ofac/{part}_2021-07-07.csv" for part in ("alt", "add")}
    files |= {"main": "ofac/sdn_2021-07-07.csv", "comments": "ofac/sdn_comments_2021-07-07.csv"}
    parts = {part: shared(name).read_bytes() for part, name in files.items()}
    found = read_snapshot(SDN, parts, accept_unmarked=True)
    officials = {one.entry_id: one for one in found}
    for uid in ("27018", "30685", "30686", "30687"):
        assert [m.measure for m in officials[uid].measures] == [
            *(f"us/caatsa/235/a/{n}" for n in (7, 8, 9, 11, 12)),
            "us/ofac/blocking",
        ]
    assert officials["27018"].name == "Ismail DEMIR"
    assert officials["27018"].births[0].text == "01 Apr 1960"


def test_unread_share_stays_small(shared: Callable[[str], Path]) -> None:
    """Under two percent of the remark segments of a whole SDN list are unread."""
    main = shared("ofac/sdn_2024-05-03.csv").read_bytes()
    records = list(ofac_flat.records({"main": main}, SDN))
    segments = sum(r.main[11].count("; ") + 1 for r in records if r.main[11] != "-0-")
    unread = sum(len(ofac_flat.to_listing(r).unread) for r in records)
    assert len(records) == 14965
    assert unread < 0.02 * segments
