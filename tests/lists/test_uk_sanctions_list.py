"""The UK Sanctions List as CSV, Excel and XML."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from uk_samples import LISTED, RUPERT, XML, conlist, rows_of, uksl
from workbook_samples import xlsx

from licet.core.errors import BadFileError, LicetError
from licet.core.listing import Address, DatedEvent, Identifier, Relation
from licet.lists.readers import read_snapshot, recognise
from licet.lists.world import uk_conlist, uk_sanctions_list, uk_sanctions_list_xml

RICH = LISTED | {
    "Title": "Count",
    "Name non-latin script": "Руперт Хентзау",
    "Non-latin script language": "Russian",
    "Address Line 1": "1 Castle Street",
    "Address Line 6": "Zenda",
    "Address Country": "Ruritania",
    "D.O.B": "dd/mm/1956",
    "Nationality(/ies)": "Ruritania",
    "Passport number": "R1234567",
    "Passport additional information": "Ruritania number, issued on 7 Aug. 2014. "
    "Expires on 7 Aug. 2024.",
    "Town of birth": "Hentzau",
    "Country of birth": "Ruritania",
}
ROWS = (
    RICH,
    RICH | {"D.O.B": "04/03/1957"},
    RICH
    | {"Name 6": "Rupert the Bold", "Name 1": "", "Name type": "Alias"}
    | {"Alias strength": "Low quality a.k.a"},
)
SHIP = {
    "Unique ID": "RUR0002",
    "Name 6": "Queen Flavia",
    "Name type": "Primary name",
    "Regime Name": LISTED["Regime Name"],
    "Designation Type": "Ship",
    "Sanctions Imposed": "Prohibition of port entry",
    "Date Designated": "11/03/2022",
    "IMO number": "IMO9074729",
    "Current owner/operator (s)": "Strelsau Lines",
    "Current believed flag of ship": "Ruritania",
}


def test_csv_and_xml_come_to_one_listing() -> None:
    """The editions say the same of a party, but for what the XML alone holds."""
    person, ship = uk_sanctions_list.read("uk-sanctions-list", uksl(*ROWS, SHIP))
    xml_person, xml_ship = uk_sanctions_list_xml.read("uk-sanctions-list", XML)
    assert xml_ship == ship
    assert xml_person.unread == ("FavouriteColour: Blue",)
    assert {f: getattr(xml_person, f) for f in person.__slots__ if f != "unread"} == {
        f: getattr(person, f) for f in person.__slots__ if f != "unread"
    }


def test_a_person() -> None:
    """Names, dates, places, documents, measures and references are read."""
    (party,) = uk_sanctions_list.read("uk-sanctions-list", uksl(*ROWS))
    assert (party.entry_id, party.kind) == ("RUR0001", "person")
    assert [(one.text, one.kind, one.strength) for one in party.names] == [
        ("Rupert HENTZAU", "primary", "strong"),
        ("Rupert the Bold", "aka", "weak"),
        ("Руперт Хентзау", "aka", "strong"),
    ]
    assert party.addresses == (Address("1 Castle Street, Zenda", country="Ruritania"),)
    assert [one.text for one in party.births] == ["1956", "1957-03-04"]
    assert party.birth_places == ("Hentzau, Ruritania",)
    (passport,) = party.identifiers
    assert (passport.value, passport.country, passport.issued, passport.expires) == (
        *("R1234567", "Ruritania", "2014-08-07"),
        "2024-08-07",
    )
    assert party.references == ("uk-ofsi-conlist:90001",)
    assert party.legal_bases == party.programmes == (LISTED["Regime Name"],)
    assert [(one.measure, one.text, one.listed_on) for one in party.measures] == [
        ("uk/asset-freeze", "Asset freeze", "2022-03-11"),
        ("uk/travel-ban", "Travel Ban", "2022-03-11"),
    ]
    assert DatedEvent("listed", "2022-03-11") in party.events


def test_a_ship() -> None:
    """A ship keeps its IMO number, flag and owner; an unnamed measure keeps its own words."""
    (ship,) = uk_sanctions_list.read("uk-sanctions-list", uksl(SHIP))
    assert ship.kind == "vessel"
    assert ship.identifiers == (Identifier("IMO number", "9074729"),)
    assert ship.relations == (Relation("Current owner/operator (s)", "Strelsau Lines"),)
    assert [(one.measure, one.text) for one in ship.measures] == [
        ("uk/measures", "Prohibition of port entry")
    ]


def test_a_later_measure_has_its_own_day() -> None:
    """A measure that the other information dates later is listed on that day."""
    row = LISTED | {
        "Sanctions Imposed": "Asset freeze|Director Disqualification Sanction",
        "Other Information": "The Director Disqualification Sanction was imposed on 09/04/2025.",
        "UN Reference Number": "RUi.001",
    }
    (party,) = uk_sanctions_list.read("uk-sanctions-list", uksl(row))
    assert {(one.measure, one.listed_on) for one in party.measures} == {
        ("uk/asset-freeze", "2022-03-11"),
        ("uk/director-disqualification", "2025-04-09"),
    }
    assert party.references == ("uk-ofsi-conlist:90001", "un-sc:RUi.001")


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (uksl(LISTED), "uk-sanctions-list-csv"),
        (XML, "uk-sanctions-list-xml"),
        (
            xlsx({"Sheet": [["Report Date: 13-Feb-2026"], *rows_of(tuple(LISTED), [LISTED])]}),
            "uk-sanctions-list-excel",
        ),
    ],
)
def test_each_edition_is_recognised(data: bytes, form: str) -> None:
    """The editions are told by their content, with the day they state, and read by the one door."""
    what = recognise(data, "list")
    assert (what.format, what.source) == (form, "uk-sanctions-list")
    assert what.published_on == date(2026, 2, 13)
    assert read_snapshot("uk-sanctions-list", {"main": data})[0].name == "Rupert HENTZAU"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (XML[:-60], "line .* breaks off"),
        (XML.replace(b">RUR0002<", b">RUR0001<"), "RUR0001 stands twice"),
        (XML.replace(b">RUR0002<", b"><"), "line 33: id ''"),
        (XML.replace(b">Ship<", b">Moat<"), "type 'Moat'"),
        (b"<Designations></Designations>", "no designations"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><Designations/>", "document type"),
    ],
)
def test_damaged_xml(data: bytes, told: str) -> None:
    """Cut, repeated, reshaped and hostile XML is refused, with the line."""
    with pytest.raises(BadFileError, match=told):
        uk_sanctions_list_xml.read("uk-sanctions-list", data)


def test_damaged_csv() -> None:
    """A row that can't be an entry is refused with its line."""
    with pytest.raises(BadFileError, match="line 4: id '' and type 'Ship'"):
        uk_sanctions_list.read("x", uksl(LISTED, SHIP | {"Unique ID": ""}))
    with pytest.raises(BadFileError, match="can't be read"):
        recognise(XML.replace(b"13/02/2026", b"31/02/2026"), "list")


@pytest.mark.parametrize("part", ["subjects", "subject_names", "subject_identifiers"])
def test_tables_that_others_made(part: str, shared: Callable[[str], Path]) -> None:
    """A table that others cut from the list says so, since it holds no measures."""
    data = shared(f"uk/UKSL_2026-05_{part}.csv").read_bytes()
    with pytest.raises(BadFileError, match="that others made of the UK Sanctions List"):
        recognise(data, part)


def test_the_real_parties_as_xml(shared: Callable[[str], Path]) -> None:
    """Every party of 2026, written as the XML has it, is read with its names and measures."""
    path = shared("uk/uk_sanctions_list_2026-08-22.jsonl.zst")
    with path.open("rb") as packed:
        stream = zstandard.ZstdDecompressor().stream_reader(packed)
        told = [json.loads(line) for line in io.TextIOWrapper(stream, encoding="utf-8")]
    data = f"<Designations>{''.join(map(_designation, told))}</Designations>".encode()
    listings = {one.entry_id: one for one in uk_sanctions_list_xml.read("x", data)}
    assert listings.keys() == {one["unique_id"] for one in told}
    for one in told:
        party = listings[one["unique_id"]]
        words = {" ".join(w.split()) for w in one["sanctions_imposed"].split("|")}
        assert {measure.text for measure in party.measures} == words
        assert len(party.names) >= 1
        assert party.name
        assert party.unread == ()


def _designation(told: dict[str, object]) -> str:
    tags = {
        "unique_id": "UniqueID",
        "ofsi_group_id": "OFSIGroupID",
        "un_reference_number": "UNReferenceNumber",
        "regime_name": "RegimeName",
        "individual_entity_ship": "IndividualEntityShip",
        "sanctions_imposed": "SanctionsImposed",
        "other_information": "OtherInformation",
    }
    single = "".join(
        f"<{tag}>{escape(str(told[key]))}</{tag}>" for key, tag in tags.items() if key in told
    )
    return f"<Designation>{single}{_nested('names', told['names'])}</Designation>"


def _nested(key: str, value: object) -> str:
    """``{"names": {"names": [{"name6": ...}]}}`` as Names/Name/Name6."""
    assert isinstance(value, dict)
    names = {"alias_strength": "AliasStrength", "name_type": "NameType"}
    return "".join(
        "<Name>"
        + "".join(
            f"<{tag}>{escape(text)}</{tag}>"
            for field, text in one.items()
            for tag in [names.get(field, field.capitalize())]
        )
        + "</Name>"
        for one in value[key]
    )


SEEDS = {
    "conlist": (uk_conlist.read, conlist(RUPERT, RUPERT | {"Other Information": "(UN Ref):x"})),
    "csv": (uk_sanctions_list.read, uksl(*ROWS, SHIP)),
    "xml": (uk_sanctions_list_xml.read, XML),
    "book": (
        uk_sanctions_list.read,
        xlsx({"Sheet": [["Report Date: 13-Feb-2026"], *rows_of(tuple(LISTED), [LISTED])]}),
    ),
}
EDITS = st.lists(
    st.tuples(st.integers(0, 9000), st.integers(0, 40), st.binary(max_size=6)), max_size=4
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(SEEDS)), EDITS)
def test_mutated_lists(which: str, edits: list[tuple[int, int, bytes]]) -> None:
    """A list with bytes cut out and put in gives listings with names, or a clear error."""
    read, data = SEEDS[which]
    for at, cut, put in edits:
        place = at % (len(data) + 1)
        data = data[:place] + put + data[place + cut :]
    with suppress(LicetError):
        recognise(data, "fuzz")
    with suppress(LicetError):
        assert all(one.names[0].text for one in read("x", data))


CELLS = st.dictionaries(
    st.sampled_from(sorted({*LISTED, *RICH, "Other Information"} - {"Unique ID", "Name 6"})),
    st.text(alphabet="ab1()/.-: \nЯ|", max_size=30),
    max_size=6,
)


@settings(max_examples=200, deadline=None)
@given(CELLS)
def test_any_cells(cells: dict[str, str]) -> None:
    """Whatever stands in the cells of a row, the row is a listing."""
    row = LISTED | cells | {"Designation Type": "Entity"}
    (party,) = uk_sanctions_list.read("x", uksl(row))
    assert party.names[0].text


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(sorted(SEEDS)))
def test_random_bytes(data: bytes, which: str) -> None:
    """Random bytes never break a reader."""
    with suppress(LicetError):
        SEEDS[which][0]("x", data)
