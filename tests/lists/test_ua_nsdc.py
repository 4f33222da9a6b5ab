"""Ukraine's register of sanctions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from workbook_samples import xlsx
from world_samples import UKRAINE

from licet.core.errors import BadFileError
from licet.core.listing import DatedEvent, Identifier
from licet.lists.readers import recognise
from licet.lists.world import ua_nsdc


def test_a_person() -> None:
    """Names, numbers, sanctions and the end of the term are read."""
    person = ua_nsdc.read("ua-nsdc", UKRAINE)[0]
    assert person.entry_id == "person-12-2020-1"
    assert [(one.text, one.language) for one in person.names] == [
        ("Хентзау Руперт", "uk"),
        ("HENTZAU RUPERT", None),
    ]
    assert [one.text for one in person.measures] == [
        "блокування активів",
        "обмеження торговельних операцій",
    ]
    assert person.identifiers == (
        Identifier("ІПН", "771470771208"),
        Identifier("паспорт", "100093775"),
    )
    assert person.events == (
        DatedEvent("expires", "2023-05-14"),
        DatedEvent("listed", "2020-05-14"),
    )


def test_terms() -> None:
    """A term without end has no expiry; one that ends with an event expires in its words."""
    _, forever, until = ua_nsdc.read("ua-nsdc", UKRAINE)
    assert forever.events == (DatedEvent("listed", "2020-05-14"),)
    assert DatedEvent("expires", "До рішення суду") in until.events


def test_an_entry_known_by_its_number_alone() -> None:
    """A row without a name keeps its register number as a weak name."""
    nameless = ua_nsdc.read("ua-nsdc", UKRAINE)[2]
    assert (nameless.name, nameless.names[0].strength) == ("ЄДРПОУ44126040", "weak")
    assert nameless.identifiers == (Identifier("ЄДРПОУ", "44126040"),)


def test_a_missing_sheet() -> None:
    """Without the sheet of organisations the register isn't whole, and it is refused."""
    columns = tuple(dict.fromkeys(ua_nsdc.SHEETS["person"]))
    with pytest.raises(BadFileError, match=r"sheet of organisations|has no entries"):
        ua_nsdc.read("ua-nsdc", xlsx({"Фізичні особи": [columns]}))


def test_the_real_register(shared: Callable[[str], Path]) -> None:
    """Each row of both sheets is a listing, with its end of term where the row has one."""
    name = "ua/nsdc_2022-04-07.xlsx"
    data = shared(name).read_bytes()
    assert recognise(data, "main").source == "ua-nsdc"
    book = CalamineWorkbook.from_path(shared(name))
    sheets = [book.get_sheet_by_index(at).to_python()[1:] for at in (0, 1)]
    listings = ua_nsdc.read("ua-nsdc", data)
    kinds = Counter(one.kind for one in listings)
    assert kinds == {"person": len(sheets[0]), "organisation": len(sheets[1])}
    ends = sum(bool(row[8]) for rows in sheets for row in rows)
    told = [event for one in listings for event in one.events if event.kind == "expires"]
    assert sum(event.text[:2] == "20" for event in told) == ends
