"""FollowTheMoney entities in and out."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from world_samples import AUSTRALIA, BANK, CANADA, METI, MOF, UKRAINE

from licet.core.dates import PartialDate
from licet.core.errors import BadFileError
from licet.core.listing import (
    Address,
    DatedEvent,
    Identifier,
    ListedMeasure,
    Listing,
    Name,
    Relation,
)
from licet.lists.exchange import ftm
from licet.lists.exchange.ftm_entity import birth_date, entity_id
from licet.lists.exchange.ftm_terms import valid
from licet.lists.world import au_dfat, ca_sema, jp_meti, jp_mof, ua_nsdc, worldbank_json

CODES = {"Ruritania": "ru"}
COUNT = Listing(
    source="us-ofac-sdn",
    entry_id="1001",
    kind="person",
    names=(
        Name("Rupert HENTZAU", family_name="HENTZAU", given_name="Rupert"),
        Name("Rup", "aka", "weak"),
        Name("Rupert ELPHBERG", "fka"),
        Name("Руперт Хентзау", "aka"),
    ),
    programmes=("RURITANIA",),
    measures=(ListedMeasure("us/ofac/blocking", "SDN", listed_on="2020-01-02"),),
    addresses=(Address(street="1 Castle Road", city="Zenda", country="Ruritania"),),
    identifiers=(Identifier("Passport", "R12345", "Ruritania", issued="2020-01-01"),),
    births=(PartialDate.parse("1963"), PartialDate.parse("1951 to 1953")),
    nationalities=("Ruritania",),
    relations=(Relation("Owner of (60%)", "Zenda Works", "ofac:1002"), Relation("Ally of", "Sapt")),
    events=(DatedEvent("listed", "2020-01-02"), DatedEvent("expires", "when it ends")),
    references=("un-sc:RUi.001",),
)
FIRM = Listing(
    source="us-ofac-sdn",
    entry_id="1002",
    kind="organisation",
    names=(Name("Zenda Works"),),
    measures=(ListedMeasure("us/bis/entity-list", "Licence required"),),
    identifiers=(Identifier("Vessel Registration Identification IMO", "9074729"),),
)
SHIP = Listing("eu-fsf", "EU.1/2 _x", "vessel", (Name("Strelsau"),))


def written(*listings: Listing) -> list[dict[str, Any]]:
    """Entities of listings."""
    stream = io.StringIO()
    count = ftm.write(listings, stream, CODES.get)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert len(lines) == count
    return lines


def lines(*entities: dict[str, Any]) -> bytes:
    """Entities as a file."""
    return "\n".join(json.dumps(one) for one in entities).encode()


def samples() -> list[Listing]:
    """Listings of every kind: those here and those of the other small lists."""
    return [
        *(COUNT, FIRM, SHIP),
        *ca_sema.read("ca-sema", CANADA),
        *au_dfat.read("au-dfat", AUSTRALIA),
        *jp_meti.read("jp-meti-end-users", METI),
        *jp_mof.read("jp-mof", MOF),
        *ua_nsdc.read("ua-nsdc", UKRAINE),
        *worldbank_json.read("worldbank", BANK),
    ]


def check_with_library(entities: list[dict[str, Any]]) -> None:
    """Each entity is valid, and the library keeps each value of each property."""
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed").model
    for entity in entities:
        schema = model.get(entity["schema"])
        schema.validate(entity)
        proxy = model.get_proxy(entity, cleaned=False)
        assert proxy.id == entity["id"]
        for name, values in entity["properties"].items():
            assert name in schema.properties, (entity["schema"], name)
            assert len(proxy.get(name)) == len(values), (name, values)


@pytest.mark.filterwarnings("default")  # the library's own
def test_every_entity_is_valid() -> None:
    """What is written passes the validation of FollowTheMoney's own library."""
    check_with_library(written(*samples()))


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(
    ("module", "source", "name"),
    [
        (au_dfat, "au-dfat", "au/dfat_2026-08-02.xlsx"),
        (ua_nsdc, "ua-nsdc", "ua/nsdc_2022-04-07.xlsx"),
    ],
)
def test_every_real_entity_is_valid(
    shared: Callable[[str], Path], module: Any, source: str, name: str
) -> None:
    """Real lists, with their overlong cells and free words, pass that validation too."""
    check_with_library(written(*module.read(source, shared(name).read_bytes())[::7]))


def test_a_round_trip() -> None:
    """Names, kinds, measures, documents and ties come back from what was written."""
    listings = {one.entry_id: one for one in samples()}
    back = ftm.read("us-ofac-sdn", lines(*written(*listings.values())))
    found = {one.entry_id: one for one in back}
    assert len(found) == len(listings)
    for listing in listings.values():
        again = found[entity_id(listing.authority, listing.entry_id)]
        assert again.kind == listing.kind
        assert again.name == listing.name
        assert {one.text for one in again.names} == {one.text for one in listing.names}
        assert {one.measure for one in again.measures} == {one.measure for one in listing.measures}
        assert {one.value for one in again.identifiers} == {o.value for o in listing.identifiers}
    count = found["ofac-1001"]
    assert [one.target for one in count.relations] == ["Zenda Works"]
    assert count.references == ("un-sc:RUi.001",)
    assert DatedEvent("listed", "2020-01-02") in count.events


def test_ids_stay() -> None:
    """The same listing is written with the same ids, whatever stands around it."""
    assert written(COUNT) == written(FIRM, COUNT)[-len(written(COUNT)) :]
    assert entity_id("eu-fsf", "EU.1/2 _x") != entity_id("eu-fsf", "EU.1 2 _x")


def test_values_that_do_not_fit() -> None:
    """A range of years, an unknown country and a tie without an id stand in the notes."""
    party = written(COUNT)[0]["properties"]
    assert party["birthDate"] == ["1963"]
    assert {"Born: 1951 to 1953", "Ally of: Sapt"} <= set(party["notes"])
    assert birth_date(PartialDate.parse("1963-05")) == "1963-05"


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("imoNumber", "9074729", "9074728"),
        ("leiCode", "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R13"),
        ("innCode", "7707083893", "7707083894"),
        ("ogrnCode", "1027700132195", "1027700132196"),
        ("swiftBic", "DEUTDEFF", "deutdeff"),
    ],
)
def test_check_digits(name: str, good: str, bad: str) -> None:
    """A number with a wrong check digit isn't given as what it isn't."""
    assert valid(name, good)
    assert not valid(name, bad)


def test_entities_of_a_data_set() -> None:
    """Sanctions, passports and owners belong to the party; an unlisted owner is only named."""
    entities = lines(
        {
            "id": "NK-1",
            "schema": "Company",
            "caption": "Zenda Works",
            "referents": ["ofac-1002", "NK-1"],
            "datasets": ["x"],
            "properties": {"name": ["Zenda Works"], "alias": ["ZW"], "sector": ["arms"]},
        },
        {"id": "NK-2", "schema": "Person", "properties": {"name": ["Rupert"]}},
        {
            "id": "s",
            "schema": "Sanction",
            "properties": {
                "entity": ["NK-1"],
                "country": ["eu"],
                "provisions": ["Asset freeze"],
                "startDate": ["2020"],
                "endDate": ["2021-05-01"],
            },
        },
        {
            "id": "o",
            "schema": "Ownership",
            "properties": {"owner": ["NK-2"], "asset": ["NK-1"], "percentage": ["60"]},
        },
    )
    (firm,) = ftm.read("x", entities)
    assert firm.references == ("ofac:1002",)
    assert firm.measures == (ListedMeasure("eu/measures", "Asset freeze", listed_on="2020"),)
    assert firm.relations == (Relation("Owned by (60)", "Rupert", "x:NK-2"),)
    assert DatedEvent("expires", "2021-05-01") in firm.events
    assert ("sector", "arms") in [(one.kind, one.value) for one in firm.features]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'{"id":"a","schema":"Person","properties":{}}\n{"id":', "line 2"),
        (b'{"id":"a","schema":"Person","properties":{"name":"text"}}', "line 1"),
        (lines(*[{"id": "a", "schema": "Person", "properties": {}}] * 2), "stands twice"),
        (lines({"id": "a", "schema": "Person", "properties": {}}), "none of the 1"),
    ],
)
def test_damage(data: bytes, told: str) -> None:
    """A cut, reshaped or unsanctioned file is refused with its line."""
    with pytest.raises(BadFileError, match=told):
        ftm.read("x", data)
