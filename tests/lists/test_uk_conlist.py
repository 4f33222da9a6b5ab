"""OFSI's ConList in both shapes, CSV and Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from uk_samples import NEW, OLD, RUPERT, conlist, rows_of
from workbook_samples import xlsx

from licet.core.errors import BadFileError
from licet.core.listing import DatedEvent, Identifier, ListedMeasure, Relation
from licet.lists.readers import read_snapshot, recognise
from licet.lists.world import uk_conlist

_TRUST = "Date trust services sanctions imposed: "
NOTES = (
    "(UK Sanctions List Ref):RUR0001. (UN Ref):RUi.001. Fled over the moat. Financial sanctions "
    "imposed in addition to an asset freeze: Trust services. Date trust services sanctions "
    "imposed: 21/03/2023. (UK Statement of Reasons):Held the King. (Gender):Male (Website):"
    "(1) www.hentzau.example (2) www.rupert.example (Parent company):Black Michael & Co"
)


def test_rows_of_one_group_are_one_party() -> None:
    """Rows of a group are crossed names, births and addresses, each of which is kept once."""
    rows = [
        RUPERT | {"Address 1": street, "DOB": born, "Country": "Ruritania"} | name
        for street in ("1 Castle Street", "2 Moat Lane")
        for born in ("00/08/1956", "04/03/1957", "00/00/1958")
        for name in (
            {},
            {"Name 6": "Rupert the Bold", "Name 1": "", "Alias Type": "AKA"}
            | {"Alias Quality": "Low quality"},
            {"Name 6": "Rassendyll", "Alias Type": "FKA", "Alias Quality": "Good quality"},
        )
    ]
    (party,) = uk_conlist.read("uk-ofsi-conlist", conlist(*rows))
    assert party.entry_id == "90001"
    assert party.kind == "person"
    names = [(one.text, one.kind, one.strength, one.family_name) for one in party.names]
    assert names == [
        ("Rupert HENTZAU", "primary", "strong", "HENTZAU"),
        ("Rupert Rassendyll", "fka", "strong", "Rassendyll"),
        ("Rupert the Bold", "aka", "weak", None),
    ]
    assert [one.street for one in party.addresses] == ["1 Castle Street", "2 Moat Lane"]
    assert [one.text for one in party.births] == ["1956-08", "1957-03-04", "1958"]
    assert party == uk_conlist.read("uk-ofsi-conlist", conlist(*reversed(rows)))[0]


def test_labelled_notes() -> None:
    """Labels in the other information become references, features, ties and measures."""
    (party,) = uk_conlist.read("x", conlist(RUPERT | {"Other Information": NOTES}))
    assert party.references == ("uk-sanctions-list:RUR0001", "un-sc:RUi.001")
    features = {(one.kind, one.value) for one in party.features}
    assert features == {
        ("Gender", "Male"),
        ("Website", "www.hentzau.example"),
        ("Website", "www.rupert.example"),
    }
    assert party.relations == (Relation("Parent company", "Black Michael & Co"),)
    assert "UK Statement of Reasons: Held the King." in party.remarks
    assert any(one.startswith("Fled over the moat.") for one in party.remarks)
    assert [(one.measure, one.listed_on) for one in party.measures] == [
        ("uk/asset-freeze", "2022-03-11"),
        ("uk/trust-services", "2023-03-21"),
    ]
    assert party.unread == ()


def test_events() -> None:
    """Listing, last update and the UK Sanctions List's own day are events in ISO form."""
    row = RUPERT | {"UK Sanctions List Date Designated": "31/12/2020"}
    (party,) = uk_conlist.read("x", conlist(row))
    assert set(party.events) == {
        DatedEvent("listed", "2022-03-11"),
        DatedEvent("amended", "2022-05-04"),
        DatedEvent("other", "UK Sanctions List date designated: 2020-12-31"),
    }


def test_documents_of_both_shapes() -> None:
    """A number is tied to its detail by "(2)"; older lists have both in one cell."""
    new = RUPERT | {
        "Passport Number": "(1) R1234567 (2) R7654321",
        "Passport Details": "(1) - (2) Ruritania number, issued on 7 Aug. 2014. Expires 7/8/2024.",
    }
    (party,) = uk_conlist.read("x", conlist(new))
    note = "Ruritania number, issued on 7 Aug. 2014. Expires 7/8/2024."
    assert set(party.identifiers) == {
        Identifier("Passport", "R1234567"),
        Identifier("Passport", "R7654321", "Ruritania", "2014-08-07", "2024-08-07", note),
    }
    old = RUPERT | {"Passport Details": "R1234567 (Ruritanian). Issued on 7 August 2014"}
    (party,) = uk_conlist.read("x", conlist(old, columns=OLD))
    assert [(one.value, one.issued) for one in party.identifiers] == [("R1234567", "2014-08-07")]


def test_other_scripts_keep_their_language() -> None:
    """A name in another script is an alias, with the language where a row tells it."""
    told = {"Name Non-Latin Script": "Руперт Хентзау", "Non-Latin Script Type": "Cyrillic"}
    rows = [RUPERT | told, RUPERT | told | {"Non-Latin Script Language": "Russian"}]
    (party,) = uk_conlist.read("x", conlist(*rows))
    assert [(one.text, one.script, one.language) for one in party.names[1:]] == [
        ("Руперт Хентзау", "Cyrl", "Russian")
    ]


def test_an_older_list() -> None:
    """The older shape is Windows-1252; its running text gives United Nations and IMO numbers."""
    text = "UN Ref QI.A.86.03. IMO: 9074729. Café owner. E-mail: flavia@zenda.example"
    row = RUPERT | {"Alias Type": "Prime Alias", "Other Information": text, "Name 1": "Rüpert"}
    data = conlist(row, columns=OLD).decode().encode("cp1252")
    what = recognise(data, "list")
    assert (what.format, what.source) == ("uk-conlist-csv", "uk-ofsi-conlist")
    assert what.published_on == date(2022, 5, 4)
    (party,) = read_snapshot("uk-ofsi-conlist", {"main": data})
    assert party.name == "Rüpert HENTZAU"
    assert party.references == ("un-sc:QI.A.86.03",)
    assert party.identifiers == (Identifier("IMO number", "9074729"),)
    assert party.remarks == (text,)


def test_measures_beside_the_freeze() -> None:
    """Each measure named beside the freeze is read, with its own day where the entry has one."""
    words = (
        "Financial sanctions imposed in addition to an asset freeze: Loans and credit "
        "arrangements. Correspondent banking relationships etc. Trust services. Date trust "
        "services sanctions imposed: 21/03/2023. The prohibition on correspondent banking "
        "relationships etc. measure was imposed on 01/03/2022."
    )
    (party,) = uk_conlist.read("x", conlist(RUPERT | {"Other Information": words}))
    assert {(one.measure, one.listed_on) for one in party.measures} == {
        ("uk/asset-freeze", "2022-03-11"),
        ("uk/investment-ban", None),
        ("uk/measures", "2022-03-01"),
        ("uk/trust-services", "2023-03-21"),
    }


def test_funds_that_are_not_frozen() -> None:
    """Words that leave some funds free stand in the measure itself."""
    words = (
        "Funds or financial assets or economic resources received on or after 23 May 2003 are not "
        "to be regarded as frozen nor required to be transferred."
    )
    (party,) = uk_conlist.read("x", conlist(RUPERT | {"Other Information": words}))
    freeze = ListedMeasure(
        "uk/asset-freeze", f"Asset freeze target: Ruritania; {words}", "2022-03-11"
    )
    assert party.measures == (freeze,)


def test_what_no_rule_knows_is_unread() -> None:
    """Unknown name types, alias qualities and dates, and columns without a rule, stay in words."""
    row = RUPERT | {"Alias Type": "Stage name", "Alias Quality": "Middling", "DOB": "00/00/0"}
    data = conlist(row | {"Shoe size": "44"}, columns=(*NEW, "Shoe size"))
    (party,) = uk_conlist.read("x", data)
    assert set(party.unread) == {
        "Name type: Stage name",
        "Alias strength: Middling",
        "D.O.B: 00/00/0",
        "Shoe size: 44",
    }


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (conlist(RUPERT)[:-3], "its last line has no end"),
        (conlist(RUPERT)[:-40] + b"\n", "line 3: .* columns stand where 36 are due"),
        (conlist(RUPERT, RUPERT | {"Group ID": "Ruritania"}), "line 4: id 'Ruritania'"),
        (conlist(RUPERT | {"Group Type": "04/05/2022"}), "line 3: .*type '04/05/2022'"),
        (conlist(RUPERT).replace(b"Alias Type", b"Alias"), "the column 'Alias Type' is missing"),
        (conlist(), "no entries"),
        (conlist(RUPERT | {"Name 6": "", "Name 1": ""}), "90001 has no name"),
        (conlist(RUPERT).replace(b"Rupert", b'"Rupert'), "line 3: a quotation opens"),
        (conlist(RUPERT | {"Name 1": "Rüp"}).replace(b"HENTZAU", b"H\xe9"), "line 3: is not UTF-8"),
        (conlist(RUPERT).decode().encode("utf-16"), "UTF-16"),
        (b"", "is empty"),
    ],
)
def test_damaged_files(data: bytes, told: str) -> None:
    """Cut, shifted, reshaped and wrongly encoded files are refused with the line."""
    with pytest.raises(BadFileError, match=told):
        uk_conlist.read("uk-ofsi-conlist", data)


def test_web_pages_and_days_that_do_not_exist() -> None:
    """A page instead of the list, and a list of a day that doesn't exist, are told as such."""
    with pytest.raises(BadFileError, match="web page"):
        recognise(b"<!DOCTYPE html><html><body>Name 6,Group ID</body></html>", "list")
    with pytest.raises(BadFileError, match="its day '31/02/2022' can't be read"):
        recognise(conlist(RUPERT).replace(b"04/05/2022", b"31/02/2022", 1), "list")


def test_a_workbook() -> None:
    """A workbook gives what the CSV gives; its errors tell sheet and row."""
    columns = [one for one in OLD if not one.startswith(("Address", "Town", "Position"))]
    book = xlsx({"Data": [["Last Updated", "04/05/2022"], *rows_of(columns, [RUPERT])]})
    assert recognise(book, "book").published_on == date(2022, 5, 4)
    assert uk_conlist.read("x", book) == uk_conlist.read("x", conlist(RUPERT))
    rows = rows_of(columns, [RUPERT, RUPERT | {"Group ID": "x"}])
    with pytest.raises(BadFileError, match="sheet 'Data' row 4"):
        uk_conlist.read("x", xlsx({"Data": [["Last Updated", "04/05/2022"], *rows]}))


@pytest.mark.parametrize(
    ("file", "published"),
    [
        ("uk/ConList_2018-04-13.csv", date(2018, 4, 13)),
        ("uk/ConList_2020-04-27.csv", date(2020, 4, 27)),
        ("uk/ConList_2022-05.xlsx", date(2022, 5, 4)),
        ("uk/ConList_2025-04.xlsx", date(2025, 4, 14)),
    ],
)
def test_every_group_of_the_real_lists(
    file: str, published: date, shared: Callable[[str], Path]
) -> None:
    """Group IDs read are those of the file, and no name of it is lost."""
    data = shared(file).read_bytes()
    rows = _rows(data)
    at, first = rows[1].index("Group ID"), rows[1].index("Name 6")
    assert recognise(data, file).published_on == published
    listings = uk_conlist.read("uk-ofsi-conlist", data)
    assert len(listings) == len({row[at] for row in rows[2:]})
    assert {one.entry_id for one in listings} == {row[at] for row in rows[2:]}
    names = {(one.entry_id, name.text) for one in listings for name in one.names}
    for row in rows[2:]:
        text = " ".join(" ".join((*row[first + 1 : first + 6], row[first])).split())
        assert (row[at], text) in names
    frozen = [m for one in listings for m in one.measures if m.measure == "uk/asset-freeze"]
    assert len(frozen) >= len(listings)
    assert all(one.listed_on for one in frozen)
    # each "Date trust services sanctions imposed: ..." is a measure of that day
    trust = [m for one in listings for m in one.measures if m.measure == "uk/trust-services"]
    assert len(trust) >= len({row[at] for row in rows[2:] if _TRUST in " ".join(row)})
    assert sum(len(one.unread) for one in listings) < 5


def _rows(data: bytes) -> list[list[str]]:
    if data.startswith(b"PK"):
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Data")
        return [[str(cell).removesuffix(".0") for cell in row] for row in sheet.to_python()]
    return list(csv.reader(io.StringIO(data.decode("cp1252"), newline="")))
