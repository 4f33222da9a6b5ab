"""Canada's list in XML."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from world_samples import CANADA

from licet.core.errors import BadFileError
from licet.lists.readers import recognise
from licet.lists.world import ca_sema


def test_a_person() -> None:
    """A record with a family name is a person, names in natural order, alternatives of birth."""
    person = ca_sema.read("ca-sema", CANADA)[0]
    assert (person.kind, person.name) == ("person", "Rupert HENTZAU")
    assert {(one.text, one.script, one.strength) for one in person.names[1:]} == {
        ("Руперт Хентзау", "Cyrl", "strong"),
        ("Rup", None, "weak"),
    }
    assert [birth.text for birth in person.births] == ["1963", "1964"]
    assert person.measures[0].listed_on == "2020-09-28"
    assert person.legal_bases == ("Ruritania / Ruritanie, Schedule 1, Part 1, item 1",)


def test_an_organisation() -> None:
    """What stands in brackets is an alias, and a legal form behind a comma belongs to its name."""
    firm = ca_sema.read("ca-sema", CANADA)[1]
    assert firm.name == "Zenda Works JSC"
    assert {one.text for one in firm.names[1:]} == {"Zenda Arms", "Zenda, Ltd.", "Zenda Plant"}


def test_a_ship() -> None:
    """A record with an IMO number is a vessel; its title and year are those of the ship."""
    ship = ca_sema.read("ca-sema", CANADA)[2]
    assert ship.kind == "vessel"
    assert ship.identifiers[0].value == "9074729"
    assert {(one.kind, one.value) for one in ship.features} == {
        ("Vessel type", "Oil Tanker"),
        ("Year of build", "2005"),
    }
    assert not ship.births
    assert not ship.titles


def test_an_id_outlives_a_new_item_number() -> None:
    """An entry keeps its id when its schedule is numbered anew."""
    moved = CANADA.replace(b"<Item>1</Item>", b"<Item>99</Item>")
    before, after = (ca_sema.read("ca-sema", data)[0] for data in (CANADA, moved))
    assert before.entry_id == after.entry_id


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (CANADA[:-40], "breaks off"),
        (CANADA.replace(b"<Item>", b"<Number>").replace(b"</Item>", b"</Number>"), "<Number>"),
        (CANADA.replace(b"<data-set>", b"<!DOCTYPE x><data-set>"), "document type"),
        (b"<data-set><Country/></data-set>", "no regulation"),
        (b"<data-set/>", "no records"),
    ],
)
def test_damage(data: bytes, told: str) -> None:
    """A cut, reshaped, hostile or empty file is refused with what is wrong."""
    with pytest.raises(BadFileError, match=told):
        ca_sema.read("ca-sema", data)


@pytest.mark.parametrize("name", ["ca/sema-lmes_2022-05.xml", "ca/sema-lmes_2025-05.xml"])
def test_the_real_list(shared: Callable[[str], Path], name: str) -> None:
    """Every record of the real file is a listing, and each has an id of its own."""
    data = shared(name).read_bytes()
    assert recognise(data, "main").source == "ca-sema"
    listings = ca_sema.read("ca-sema", data)
    assert len(listings) == len(re.findall(rb"<record>", data))
    assert len({one.entry_id for one in listings}) == len(listings)
    assert sum(one.kind == "vessel" for one in listings) == data.count(b"<ShipIMONumber>")
