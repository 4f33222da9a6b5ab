"""The World Bank's list of ineligible firms."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from world_samples import BANK, FOREVER, SUPPLIER, bank

from licet.core.errors import BadFileError
from licet.core.listing import DatedEvent, Feature, Identifier
from licet.lists.readers import recognise
from licet.lists.world import worldbank_json


def test_a_firm() -> None:
    """Names, numbers, period and ground are read; a debarment with an end expires."""
    firm = worldbank_json.read("worldbank", BANK)[0]
    assert [(one.text, one.kind) for one in firm.names] == [
        ("ZENDA WORKS LTD.", "primary"),
        ("Zenda Arms", "fka"),
    ]
    assert firm.identifiers == (Identifier("Reg. No", "0305350288", "Ruritania"),)
    assert firm.events == (
        DatedEvent("expires", "2027-02-02"),
        DatedEvent("listed", "2020-02-03"),
    )
    assert "until 2027-02-02" in firm.measures[0].text


def test_a_permanent_debarment() -> None:
    """The year 2999 is the Bank's way to say there is no end; unknown fields are kept."""
    person = worldbank_json.read("worldbank", BANK)[1]
    assert (person.kind, person.name) == ("person", "RUPERT HENTZAU")
    assert person.events == (DatedEvent("listed", "2020-02-03"),)
    assert Feature("Ineligibility status", "Permanent") in person.features
    assert person.unread == ("NEW_FIELD: told",)


def test_the_day_it_was_published() -> None:
    """The refresh date in the file is its day of publication."""
    assert recognise(BANK, "main").published_on == date(2024, 8, 22)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (BANK[:-9], "cut short"),
        (bank(), "no entries"),
        (bank(SUPPLIER, SUPPLIER), "entry 2.*twice"),
        (bank(FOREVER | {"SUPP_NAME": None}), "no name"),
    ],
)
def test_damage(data: bytes, told: str) -> None:
    """A cut, empty or repeated list is refused with what is wrong."""
    with pytest.raises(BadFileError, match=told):
        worldbank_json.read("worldbank", data)


def test_the_real_list(shared: Callable[[str], Path]) -> None:
    """Each supplier of the real file is a listing; those without end have no expiry."""
    data = shared("worldbank/wb-data_latest.json").read_bytes()
    listings = worldbank_json.read("worldbank", data)
    assert len(listings) == len(re.findall(rb'"SUPP_ID":', data))
    open_ended = sum(all(event.kind != "expires" for event in one.events) for one in listings)
    assert open_ended == data.count(b'"DEBAR_TO_DATE":"2999-12-31"')
