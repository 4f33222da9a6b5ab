"""The enhanced XML: the same list reads the same as from the advanced and the standard XML."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import ofac_advanced_samples as advanced_sample
import ofac_enhanced_samples as sample
import pytest
from test_ofac_advanced import as_standard

from licet.core.errors import BadFileError
from licet.core.listing import Address, Feature, Listing
from licet.lists.ofac import ofac_advanced, ofac_enhanced, ofac_xml
from licet.lists.readers import read_snapshot, recognise

SDN, CONSOLIDATED = "us-ofac-sdn", "us-ofac-consolidated"


def read(data: bytes) -> dict[str, Listing]:
    """The listings of a consolidated list by their ids."""
    return {one.entry_id: one for one in ofac_enhanced.read(CONSOLIDATED, data)}


def test_recognised_by_content() -> None:
    """Format, date and list come from the file itself; a file of both lists names neither."""
    what = recognise(sample.enhanced(), "list.csv")
    assert (what.format, what.published_on) == ("ofac-enhanced", date(2025, 1, 10))
    assert what.source == CONSOLIDATED
    both = sample.enhanced(lists=("SDN List", "Consolidated List"))
    assert recognise(both, "x").source is None


def test_same_entry_reads_the_same_as_from_the_advanced_xml() -> None:
    """Names, dates, documents, ties, measures and events of one person are equal."""
    data = advanced_sample.advanced()
    other = {one.entry_id: one for one in ofac_advanced.read(CONSOLIDATED, data)}["101"]
    found = read(sample.enhanced())["101"]
    apart = {f.name for f in fields(Listing) if getattr(found, f.name) != getattr(other, f.name)}
    assert apart == {"names", "addresses"}  # it gives aliases their uid, and other scripts
    assert as_standard(found).names == as_standard(other).names
    assert [n.uid for n in found.names] == [None, "9002", None, None]
    assert found.names[-1] == other.names[-1]


def test_addresses_in_other_scripts() -> None:
    """An address in another script is one of its own and says so."""
    found = read(sample.enhanced())["101"].addresses
    assert found == (
        Address(None, "Порт Селе", country="Panama", note="Cyrillic script"),
        Address("1 Mole Street", "Port Sele", country="Panama"),
    )


def test_what_only_this_format_says() -> None:
    """Whether a party is a US person is a fact of the entry."""
    company = read(sample.enhanced())["102"]
    assert Feature("US person", "false") in company.features
    assert [(m.measure, m.listed_on) for m in company.measures] == [("us/ofac/ssi/2", "2014-07-16")]


def test_unknown_elements_are_kept() -> None:
    """Elements that OFAC adds are unread, word for word."""
    text = sample.enhanced().decode().replace("</features>", "</features><aura>blue</aura>", 1)
    text = text.replace("</feature>", "<hue>red</hue></feature>", 1)
    assert {"aura: blue", "hue: red"} <= set(read(text.encode())["101"].unread)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('<entity id="102"', '<entity id="101"', "entry 101 stands twice"),
        ('<entity id="102"', '<entity id="x"', "'x', not a whole number"),
        ("<entityType>Entity", "<entityType>Ship", "entityType 'Ship' is not known"),
        ('Published="2014-07-16"', 'Published="2014-13-16"', "'2014-13-16' does not exist"),
        ("<sanctionsProgram>SDGT", "<sanctionsProgram>", "entry 101 has no programme"),
        ("<names>", "<nombres>", "malformed"),
        ("<featureTypes/>", "<extra/>", "<extra> is not known"),
        ("<entities>", "<entities><extra/>", "<extra> is not known"),
        ("<value>1972</value>", "<value>1</value><value>2</value>", "<value> stands twice"),
        ('entityId="102"', "", "not a whole number"),
        ("<formattedFullName>ORELLE, Tamsin<", "<formattedFullName><", "101 has no primary name"),
    ],
)
def test_damage_is_named(old: str, new: str, said: str) -> None:
    """A file that isn't whole is refused with what is wrong."""
    text = sample.enhanced().decode()
    assert old in text
    with pytest.raises(BadFileError, match=said):
        read(text.replace(old, new, 1).encode())


def test_truncation_is_always_noticed() -> None:
    """A file cut anywhere is refused."""
    whole = sample.enhanced()
    for size in range(0, len(whole) - 1, 97):
        with pytest.raises(BadFileError):
            read(whole[:size])


def test_wrong_list_is_refused() -> None:
    """A file read as the list it isn't is refused."""
    with pytest.raises(BadFileError, match=f"is the list {CONSOLIDATED}, not {SDN}"):
        ofac_enhanced.read(SDN, sample.enhanced())


def test_real_list_agrees_with_the_standard_xml(shared: Callable[[str], Path]) -> None:
    """January and June 2025 differ in 7 of 443 entries: by what OFAC changed, and by comments."""
    zipped = shared("ofac/CONS_ENHANCED_2025-01-10.ZIP").read_bytes()
    standard = shared("ofac/consolidated_2025-06-30.xml").read_bytes()
    listings = read_snapshot(CONSOLIDATED, {"main": zipped})
    found = {one.entry_id: as_latin(one) for one in listings}
    other = {one.entry_id: as_standard(one) for one in ofac_xml.read(standard, CONSOLIDATED)}
    assert len(found) == 443
    assert found.keys() == other.keys()
    changed = {"9659", "17013", "18782", "18784"}
    commented = {"30923", "30924", "31695"}
    assert {n for n in found if found[n] != other[n]} == changed | commented


def as_latin(one: Listing) -> Listing:
    """The entry without its addresses in other scripts."""
    latin = tuple(a for a in one.addresses if "script" not in (a.note or ""))
    return replace(as_standard(one), addresses=latin)


def test_real_list_is_read_whole(shared: Callable[[str], Path]) -> None:
    """Names, documents, relations and lists are as many as the file has elements."""
    path = shared("ofac/CONS_ENHANCED_2025-01-10.ZIP")
    data = zipfile.ZipFile(path).read("CONS_ENHANCED.XML")
    found = ofac_enhanced.read(CONSOLIDATED, data)
    assert sum(len(one.names) for one in found) == data.count(b"<formattedFullName>")
    assert sum(len(one.relations) for one in found) == data.count(b"<relationship ")
    assert sum(len(one.events) for one in found) == data.count(b"datePublished=")
    assert sum(len(one.unread) for one in found) == 6
    ssb = next(one for one in found if one.entry_id == "27016")
    told = [(m.measure, m.listed_on) for m in ssb.measures]
    assert told == [(f"us/caatsa/235/a/{n}", "2020-12-14") for n in (1, 2, 3, 4, 12)]
