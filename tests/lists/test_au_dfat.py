"""Australia's Consolidated List in Excel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from world_samples import AUSTRALIA, australia, australian

from licet.core.errors import BadFileError
from licet.core.listing import DatedEvent, Identifier, Relation
from licet.lists.readers import recognise
from licet.lists.world import au_dfat


def test_rows_of_one_reference_are_one_party() -> None:
    """Rows 34, 34a and 34c1 are the names of party 34, each with its strength and script."""
    listings = au_dfat.read("au-dfat", AUSTRALIA)
    assert [one.entry_id for one in listings] == ["34", "35"]
    names = [(one.text, one.kind, one.strength, one.script) for one in listings[0].names]
    assert names == [
        ("Rupert Hentzau", "primary", "strong", None),
        ("Rup", "aka", "weak", None),
        ("Руперт Хентзау", "aka", "strong", "Cyrl"),
    ]


def test_what_the_rows_tell() -> None:
    """Dates, documents, ties and sanctions are read; days are written with the day first."""
    party = au_dfat.read("au-dfat", AUSTRALIA)[0]
    assert [one.text for one in party.births] == ["1956-03-04", "circa 1955 to 1958"]
    assert party.references == ("un-sc:RUi.001",)
    assert party.relations == (Relation("Named in the entry", "RUi.002", "un-sc:RUi.002"),)
    assert party.titles == ("Count",)
    (passport,) = party.identifiers
    note = passport.note
    assert passport == Identifier("Passport", "R12345", None, "2024-08-07", "2034-08-07", note)
    assert [one.text for one in party.measures] == ["Targeted Financial Sanction"]
    assert set(party.events) == {
        DatedEvent("listed", "2001-01-25"),
        DatedEvent("amended", "2003-09-03"),
        DatedEvent("amended", "2024-01-12"),
    }


@pytest.mark.parametrize(
    "row",
    [
        australian(Reference="x", Name_of_Individual_or_Entity="Rupert"),
        australian(Reference=1),
        australian(Reference=1, Name_of_Individual_or_Entity="Rupert", Type="Zenda"),
    ],
)
def test_shifted_rows(row: list[str | int | bool]) -> None:
    """A row that can't be an entry is refused with sheet and row."""
    with pytest.raises(BadFileError, match="sheet 'Consolidated List' row 2"):
        au_dfat.read("au-dfat", australia(row))


@pytest.mark.parametrize("name", ["au/regulation8_2022-05.xls", "au/dfat_2026-08-02.xlsx"])
def test_the_real_list(shared: Callable[[str], Path], name: str) -> None:
    """Each reference number of the real file is one listing, and each name of it is there."""
    data = shared(name).read_bytes()
    assert recognise(data, "main").source == "au-dfat"
    listings = {one.entry_id: one for one in au_dfat.read("au-dfat", data)}
    rows = CalamineWorkbook.from_path(shared(name)).get_sheet_by_index(0).to_python()[1:]
    references = [str(row[0]).split(".")[0].strip() for row in rows]
    assert {one for one in references if one.isdigit()} == listings.keys()
    told = {" ".join(name.text.split()) for one in listings.values() for name in one.names}
    assert {" ".join(str(row[1]).split()) for row in rows} == told
