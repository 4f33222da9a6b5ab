"""The Swiss list: invented targets in its shape, and SECO's own example at hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.core.errors import BadFileError, LicetError
from licet.core.listing import Listing
from licet.lists.readers import read_snapshot, recognise

PROGRAMME = """<sanctions-program ssid="20" version-date="2024-01-16">
<program-key lang="ger">Ruritanien</program-key><program-key lang="eng">Ruritania</program-key>
<program-name lang="eng">Ordinance of 1 May 2020 on measures against Ruritania</program-name>
<sanctions-set ssid="21" lang="ger">Anhang 1</sanctions-set>
<sanctions-set ssid="21" lang="eng">Annex 1</sanctions-set>
<sanctions-set ssid="22" lang="eng">Annex 2</sanctions-set><origin>EU</origin>
</sanctions-program>"""
PLACES = """<place ssid="900"><location>Strelsau</location>
<location-variant variant-type="spelling">Strelzow</location-variant>
<area>Zenda</area><country iso-code="RU">Ruritania</country></place>"""
LISTED = """<modification modification-type="listed" enactment-date="2020-05-01"
 publication-date="2020-05-02" effective-date="2020-05-03"/>"""
PERSON = """<target ssid="100"><sanctions-set-id>21</sanctions-set-id>
<sanctions-set-id>22</sanctions-set-id><foreign-identifier>RUi.001</foreign-identifier>
<foreign-identifier>140</foreign-identifier><individual sex="male">
<identity ssid="101" main="true">
<name ssid="102" name-type="primary-name" quality="good" lang="eng">
<name-part order="1" name-part-type="family-name"><value>Vale</value>
<spelling-variant lang="RUS" script="LATN">Vayl</spelling-variant>
<spelling-variant lang="RUS" script="CYRL">Вейл</spelling-variant></name-part>
<name-part order="2" name-part-type="given-name"><value>Osric</value>
<spelling-variant lang="RUS" script="CYRL">Осрик</spelling-variant></name-part>
<name-part order="3" name-part-type="father-name"><value>Janovich</value></name-part>
<name-part order="4" name-part-type="title"><value>Dr</value></name-part></name>
<name ssid="103" name-type="alias" quality="low" lang="eng">
<name-part order="1" name-part-type="whole-name"><value>The Miller</value></name-part></name>
<name ssid="104" name-type="formerly-known-as" quality="good" lang="eng">
<name-part order="1" name-part-type="whole-name"><value>Oswald Vale</value></name-part></name>
<nationality ssid="105"><country iso-code="RU">Ruritania</country></nationality>
<day-month-year ssid="106" day="3" month="4" year="1960" calendar="Gregorian" quality="good"/>
<day-month-year ssid="107" year="1961" calendar="Gregorian" quality="low"/>
<day-month-year ssid="108" year="1380" calendar="Islamic" quality="good"/>
<place-of-birth ssid="109" place-id="900" quality="good"/>
<address ssid="110" place-id="900" quality="good"><c-o>Castle Ltd</c-o>
<address-details>Castle 1</address-details><p-o-box>9</p-o-box><zip-code>12</zip-code>
<remarks>until 2019</remarks></address>
<address ssid="111" place-id="901"><address-details>Mill 2</address-details></address>
<identification-document ssid="112" document-type="passport"><number>R 12</number>
<issuer code="RU">Ruritania</issuer><date-of-issue>2010-01-01</date-of-issue>
<expiry-date>2020-01-01</expiry-date><remark>lost</remark></identification-document></identity>
<identity ssid="120" main="false"><name ssid="121" name-type="primary-name" quality="good">
<name-part order="1" name-part-type="family-name"><value>Alden</value></name-part>
<name-part order="2" name-part-type="given-name"><value>Ann</value></name-part>
<name-part order="3" name-part-type="maiden-name"><value>Berg</value></name-part></name></identity>
<justification ssid="130">Miller to the crown.</justification>
<relation ssid="131" target-id="200" relation-type="owned-or-controlled-by"/>
<other-information ssid="132">Website: http://example.org</other-information>
<other-information ssid="133">Married; two children.</other-information>
<shoe size="44"/></individual>{changes}</target>"""
SHIP = """<target ssid="200"><sanctions-set-id>21</sanctions-set-id><object object-type="vessel">
<identity ssid="201" main="true"><name ssid="202" name-type="primary-name" quality="good">
<name-part order="1" name-part-type="whole-name"><value>Mill Wheel</value></name-part></name>
<day-month-year ssid="203" year="1999" calendar="Gregorian" quality="good"/></identity>
<other-information ssid="204">IMO number: 1234567</other-information></object>{changes}</target>"""


def document(*targets: str, kind: str = "whole-list", around: str = PLACES) -> bytes:
    """A list of these targets."""
    head = f'<?xml version="1.0"?><swiss-sanctions-list list-type="{kind}" date="2024-01-17">'
    return f"{head}{PROGRAMME}{''.join(targets)}{around}</swiss-sanctions-list>".encode()


def change(word: str, day: str, inside: str = "") -> str:
    """A modification on one day."""
    days = " ".join(f'{one}-date="{day}"' for one in ("enactment", "publication", "effective"))
    return f'<modification modification-type="{word}" {days}>{inside}</modification>'


def read(data: bytes) -> list[Listing]:
    """The listings of a file, through the one door."""
    what = recognise(data, "seco.xml")
    assert (what.source, str(what.published_on)) == ("ch-seco", "2024-01-17")
    return read_snapshot(what.source, {"main": data})


def both() -> list[Listing]:
    """The miller and his ship."""
    return read(document(PERSON.format(changes=LISTED), SHIP.format(changes=LISTED)))


def test_programmes_and_sets_are_found_by_number() -> None:
    """An entry tells the programme, its ordinance, and one measure for each set of sanctions."""
    person, ship = both()
    assert (person.entry_id, person.kind, person.programmes) == ("100", "person", ("Ruritania",))
    assert person.legal_bases == ("Ordinance of 1 May 2020 on measures against Ruritania",)
    assert [(m.measure, m.text, m.listed_on, m.effective_on) for m in person.measures] == [
        ("ch/measures", "Ruritania: Annex 1", "2020-05-02", "2020-05-03"),
        ("ch/measures", "Ruritania: Annex 2", "2020-05-02", "2020-05-03"),
    ]
    assert (ship.kind, len(ship.measures)) == ("vessel", 1)


def test_names_stand_in_natural_order_with_every_spelling() -> None:
    """Given name first; a spelling gives the whole name, with unspelled parts as they are."""
    person, _ = both()
    told = {n.text: (n.kind, n.strength, n.script, n.language) for n in person.names}
    assert told == {
        "Osric Janovich Vale": ("primary", "strong", None, "eng"),
        "Osric Janovich Vayl": ("aka", "strong", None, "rus"),
        "Осрик Janovich Вейл": ("aka", "strong", "Cyrl", "rus"),
        "The Miller": ("aka", "weak", None, "eng"),
        "Oswald Vale": ("fka", "strong", None, "eng"),
        "Ann Alden": ("aka", "strong", None, None),
        "Ann Berg": ("fka", "strong", None, None),
    }
    own = person.names[0]
    assert (own.as_published, own.family_name, own.given_name, own.uid) == (
        "Vale Osric Janovich Dr",
        "Vale",
        "Osric Janovich",
        "102",
    )
    assert person.titles == ("Dr",)


def test_many_spellings_stay_few_names() -> None:
    """Seven parts of four spellings each give each spelling once, and not 16,384 names."""
    spelled = "".join(
        f'<name-part order="{n}" name-part-type="other"><value>P{n}</value>'
        + "".join(
            f'<spelling-variant lang="ara" script="LATN">S{n}{k}</spelling-variant>'
            for k in range(4)
        )
        + "</name-part>"
        for n in range(1, 8)
    )
    own = '<name-part order="1" name-part-type="whole-name"><value>Mill Wheel</value></name-part>'
    (ship,) = read(document(SHIP.format(changes=LISTED).replace(own, spelled)))
    words = {word for name in ship.names for word in name.text.split()}
    assert {f"S{n}{k}" for n in range(1, 8) for k in range(4)} <= words
    assert len(ship.names) == 29


def test_facts_of_a_person_are_kept() -> None:
    """Days with their calendar, places by number, documents, numbers elsewhere, relations."""
    person, ship = both()
    assert {b.text: (b.earliest and str(b.earliest), b.circa) for b in person.births} == {
        "1960-04-03": ("1960-04-03", False),
        "circa 1961": ("1961-01-01", True),
        "1380 (Islamic calendar)": (None, False),
    }
    assert person.birth_places == ("Strelsau, Zenda, Ruritania, also Strelzow",)
    assert {(a.street, a.city, a.postal_code, a.country, a.note) for a in person.addresses} == {
        (
            "c/o Castle Ltd, Castle 1, PO box 9",
            "Strelsau",
            "12",
            "Ruritania",
            "also Strelzow; until 2019",
        ),
        ("Mill 2", None, None, None, None),
    }
    papers = {(i.kind, i.value, i.country, i.expires, i.note) for i in person.identifiers}
    assert papers == {
        ("passport", "R 12", "Ruritania", "2020-01-01", "lost"),
        ("Foreign identifier", "140", None, None, None),
    }
    assert person.references == ("un-sc:RUi.001",)
    assert person.nationalities == ("Ruritania",)
    assert [(r.kind, r.target, r.target_id) for r in person.relations] == [
        ("owned-or-controlled-by", "Mill Wheel", "200")
    ]
    assert person.remarks == ("Married; two children.", "Miller to the crown.")
    assert ("Website", "http://example.org") in {(f.kind, f.value) for f in person.features}
    assert [(i.kind, i.value) for i in ship.identifiers] == [("IMO number", "1234567")]
    assert ship.births == ()
    assert ("Date", "1999") in {(f.kind, f.value) for f in ship.features}


def test_what_no_rule_knows_is_unread() -> None:
    """An unknown element, and a place the file doesn't have, stand word for word."""
    person, _ = both()
    assert person.unread == (
        "address: place 901, which the file doesn't have",
        'shoe: size="44"',
    )


def test_the_order_of_children_is_nothing() -> None:
    """Targets, names and places in another order hold the same listings."""
    person, ship = PERSON.format(changes=LISTED), SHIP.format(changes=LISTED)
    names = re.findall(r"<name .*?</name>", person, re.S)
    first, second = names[0], names[1]
    turned = person.replace(first, "@").replace(second, first).replace("@", second)
    data = document(ship, turned)
    head, _, rest = data.decode().partition(PROGRAMME)
    moved = f"{head}{rest.replace(PLACES, PLACES + PROGRAMME)}".encode()
    assert read(moved) == both()


def test_a_modification_is_an_event() -> None:
    """Listed, amended and delisted days; the three days of one are told where they differ."""
    inside = "<added><identity main='true'><name name-type='primary-name'/></identity></added>"
    changes = LISTED + change("amended", "2021-01-01", inside)
    (ship,) = read(document(SHIP.format(changes=changes)))
    assert {(e.kind, e.text) for e in ship.events} == {
        ("listed", "2020-05-03"),
        ("effective", "2020-05-03"),
        ("other", "listed: enacted 2020-05-01, published 2020-05-02, effective 2020-05-03"),
        ("amended", "2021-01-01"),
    }
    assert ship.name == "Mill Wheel"


@pytest.mark.parametrize(
    ("changes", "stands"),
    [
        ([("listed", "2020-01-01")], True),
        ([("listed", "2020-01-01"), ("de-listed", "2021-01-01")], False),
        ([("listed", "2020-01-01"), ("de-listed", "2021-01-01"), ("listed", "2022-01-01")], True),
        ([("amended", "2020-06-03"), ("de-listed", "2020-06-20")], False),
        ([("de-listed", "2021-01-01"), ("amended", "2021-01-01")], False),
        ([("de-listed", "2021-01-01"), ("listed", "2021-01-01")], True),
        ([("listed", "2020-01-01"), ("de-listed", "2024-02-01")], True),
        ([], True),
    ],
)
def test_a_delisted_target_carries_no_measure(changes: list[tuple[str, str]], stands: bool) -> None:
    """The latest modification of the file's day decides; the delisted one stays, with its day."""
    for order in (changes, changes[::-1]):
        (ship,) = read(document(SHIP.format(changes="".join(change(*one) for one in order))))
        assert bool(ship.measures) is stands
        delisted = {day for word, day in changes if word == "de-listed"}
        assert {e.text for e in ship.events if e.kind == "delisted"} == delisted


@pytest.mark.parametrize("kind", ["amendment", "delta", ""])
def test_a_delta_is_refused(kind: str) -> None:
    """What isn't marked as the whole list would delist everybody it doesn't name."""
    with pytest.raises(BadFileError, match=r"line 1: is a delta.*whole list.*would delist"):
        read(document(PERSON.format(changes=LISTED), kind=kind))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('<target ssid="200">', "<target>", "no target, programme or place"),
        ('ssid="200"', 'ssid="100"', "stands twice"),
        ("<value>Mill Wheel</value>", "", "no name"),
        ("<target ", "<person ", "mismatch"),
        ("<swiss-sanctions-list", '<!DOCTYPE a [<!ENTITY b "c">]><swiss-sanctions-list', "type"),
        ("2024-01-17", "2024-01-77", "does not exist"),
    ],
)
def test_a_reshaped_or_hostile_file_is_refused(old: str, new: str, says: str) -> None:
    """A target without number or name, or two of one number, or a document type is refused."""
    data = document(PERSON.format(changes=LISTED), SHIP.format(changes=LISTED))
    with pytest.raises(BadFileError, match=says):
        read(data.replace(old.encode(), new.encode()))


def test_a_list_of_nobody_is_refused() -> None:
    """A whole list without targets is no list."""
    with pytest.raises(BadFileError, match="no entries"):
        read(document())


@pytest.mark.parametrize("cut", range(100, 4400, 400))
def test_a_cut_file_is_refused(cut: int) -> None:
    """A file that breaks off is refused with the line where it ends."""
    data = document(PERSON.format(changes=LISTED), SHIP.format(changes=LISTED))
    with pytest.raises(BadFileError, match="line"):
        read(data[:cut])


@given(st.integers(0, 5500), st.integers(0, 40), st.binary(max_size=6))
def test_a_damaged_file_never_surprises(at: int, cut: int, put: bytes) -> None:
    """Whatever is put into a file or taken out, it is read or refused in one sentence."""
    data = document(PERSON.format(changes=LISTED), SHIP.format(changes=LISTED))
    with suppress(LicetError):
        read_snapshot("ch-seco", {"main": data[:at] + put + data[at + cut :]})


def test_secos_own_example_is_refused_and_its_targets_can_be_read(
    shared: Callable[[str], Path],
) -> None:
    """The example is a delta; marked as a whole list, its three targets are three entries."""
    data = shared("ch/seco_EXAMPLE_delta_2024-01-17.xml").read_bytes()
    with pytest.raises(BadFileError, match="its list-type is 'amendment'"):
        read(data)
    listings = read(data.replace(b'list-type="amendment"', b'list-type="whole-list"'))
    assert len(listings) == data.count(b"<target ") == 3
    assert sum(len(one.names) for one in listings) == data.count(b"<name ")
    assert sum(len(one.measures) for one in listings) == data.count(b"<sanctions-set-id>")
    assert sum(len(one.births) for one in listings) == data.count(b"<day-month-year ")
    assert not any(one.unread for one in listings)
