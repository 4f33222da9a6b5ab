"""The UN list: invented entries in its shape, and every real file at hand."""

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
from licet.lists.intake import Choices, add_files
from licet.lists.readers import read_snapshot, recognise

HEAD = '<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-01-02T03:04:05.000Z">'
PERSON = """<INDIVIDUAL><DATAID>{dataid}</DATAID><FIRST_NAME>OSRIC</FIRST_NAME>
<SECOND_NAME>VALE</SECOND_NAME><UN_LIST_TYPE>Ruritania</UN_LIST_TYPE>
<REFERENCE_NUMBER>RUi.001</REFERENCE_NUMBER><LISTED_ON>2020-02-03</LISTED_ON>
<NAME_ORIGINAL_SCRIPT>Осрик</NAME_ORIGINAL_SCRIPT>
<NATIONALITY><VALUE>Ruritania</VALUE></NATIONALITY>
<LAST_DAY_UPDATED><VALUE>2021-05-06</VALUE></LAST_DAY_UPDATED>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Miller</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Osric Vail</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1960</FROM_YEAR>
<TO_YEAR>1962</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>R 12</NUMBER>
<ISSUING_COUNTRY>Ruritania</ISSUING_COUNTRY><DATE_OF_EXPIRY>2030-01-01</DATE_OF_EXPIRY>
</INDIVIDUAL_DOCUMENT><SHOE_SIZE>44</SHOE_SIZE></INDIVIDUAL>"""


def document(*entries: str) -> bytes:
    """A whole list of these individuals."""
    inside = "".join(entries)
    return f"{HEAD}<INDIVIDUALS>{inside}</INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>".encode()


def read(data: bytes) -> list[Listing]:
    """The listings of a file, through the one door."""
    what = recognise(data, "un.xml")
    assert what.source == "un-sc"
    return read_snapshot(what.source, {"main": data})


def test_everything_an_entry_holds_is_kept() -> None:
    """Names with strength and script, dates, documents, and what no rule knows."""
    (one,) = read(document(PERSON.format(dataid=7)))
    assert (one.entry_id, one.kind, one.name) == ("RUi.001", "person", "OSRIC VALE")
    by_text = {name.text: name for name in one.names}
    assert by_text["The Miller"].strength == "weak"
    assert by_text["Osric Vail"].strength == "strong"
    assert by_text["Осрик"].script == "Cyrl"
    assert [str(d) for d in (one.births[0].earliest, one.births[0].latest)] == [
        "1960-01-01",
        "1962-12-31",
    ]
    assert (one.identifiers[0].value, one.identifiers[0].expires) == ("R 12", "2030-01-01")
    assert {(e.kind, e.text) for e in one.events} == {
        ("listed", "2020-02-03"),
        ("amended", "2021-05-06"),
    }
    assert one.unread == ("SHOE_SIZE: 44",)
    assert one.measures[0].listed_on == "2020-02-03"


def test_a_number_borne_by_two_keeps_both() -> None:
    """Two persons under one reference number are two listings, whatever their order."""
    one, two = PERSON.format(dataid=7), PERSON.format(dataid=9)
    ids = [listing.entry_id for listing in read(document(one, two))]
    assert ids == ["RUi.001", "RUi.001/9"]
    assert [listing.entry_id for listing in read(document(two, one))] == ids


@pytest.mark.parametrize("cut", range(120, 1100, 60))
def test_a_cut_file_is_refused(cut: int) -> None:
    """A file that breaks off is refused with the line where it ends."""
    with pytest.raises(BadFileError, match="line"):
        read(document(PERSON.format(dataid=7))[:cut])


def test_entities_are_refused() -> None:
    """A document type is refused before anything is expanded."""
    data = document(PERSON.format(dataid=7)).replace(
        b"<CONSOLIDATED_LIST", b'<!DOCTYPE x [<!ENTITY a "b">]><CONSOLIDATED_LIST', 1
    )
    with pytest.raises(BadFileError, match="document type"):
        read(data)


@given(st.integers(0, 1400), st.binary(max_size=6))
def test_a_damaged_file_never_surprises(at: int, put: bytes) -> None:
    """Whatever is put into a file, it is read or refused in one sentence."""
    data = document(PERSON.format(dataid=7))
    with suppress(LicetError):
        read_snapshot("un-sc", {"main": data[:at] + put + data[at + 3 :]})


@pytest.mark.parametrize("name", ["2017-07", "2020-03-20", "2025-11", "2026-08-01"])
def test_every_entry_of_a_real_un_file(name: str, shared: Callable[[str], Path]) -> None:
    """As many listings as the file has entries, with nearly as many names as it has aliases."""
    data = shared(f"un/consolidated_{name}.xml").read_bytes()
    listings = read(data)
    assert len(listings) == len(re.findall(rb"<(?:INDIVIDUAL|ENTITY)>", data))
    aliases = len(re.findall(rb"<ALIAS_NAME>[^<]", data))
    assert sum(len(one.names) for one in listings) >= 0.95 * (aliases + len(listings))


def test_a_name_in_two_scripts_is_two_names() -> None:
    """What stands in brackets in another script is a name of its own; other brackets stay."""
    text = PERSON.format(dataid=7).replace("Osric Vail", "Osrik (original script: Осрик Вэйл)")
    (one,) = read(document(text.replace("The Miller", "Miller (the elder)")))
    found = {name.text: (name.script, name.as_published) for name in one.names}
    whole = "Osrik (original script: Осрик Вэйл)"
    assert found["Osrik"] == (None, whole)
    assert found["Осрик Вэйл"] == ("Cyrl", whole)
    assert found["Miller (the elder)"] == (None, None)


def test_two_lists_of_one_day_are_two_editions() -> None:
    """The minute a file was made counts, whichever quotation marks its writer used."""
    data = document(PERSON.format(dataid=7))
    what = recognise(data, "un.xml")
    assert str(what.published_at) == "2026-01-02 03:04:00"
    other = recognise(data.replace(b'"', b"'"), "un.xml")
    assert (other.published_on, other.published_at) == (what.published_on, what.published_at)


def test_a_list_that_was_not_dated_anew_is_told_by_its_file(tmp_path: Path) -> None:
    """Two lists under one date are kept apart by the later day in a file's name, else asked."""
    first, second = document(PERSON.format(dataid=7)), document(PERSON.format(dataid=9))
    one, two = tmp_path / "un_2026-01-02.xml", tmp_path / "un_2026-01-05.xml"
    one.write_bytes(first)
    two.write_bytes(second.replace(b"Osric Vail", b"Osrik Vail"))
    kept = add_files(tmp_path / "home", [one, two], Choices())
    assert [str(s.published) for s in kept] == ["2026-01-02", "2026-01-05"]
    again = add_files(tmp_path / "home", [two], Choices())
    assert [str(s.published) for s in again] == ["2026-01-05"]
    unnamed = tmp_path / "un.xml"
    unnamed.write_bytes(second)
    with pytest.raises(LicetError, match="--replace"):
        add_files(tmp_path / "home", [unnamed], Choices())
