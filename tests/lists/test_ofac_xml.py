"""The standard XML: the same entry as in the flat files, and nothing harmful is followed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import ofac_samples as sample
import pytest

from licet.core.errors import BadFileError
from licet.core.listing import Identifier, Listing
from licet.lists.ofac import ofac_xml
from licet.lists.readers import read_snapshot

SDN = "us-ofac-sdn"
CONSOLIDATED = "us-ofac-consolidated"


def test_same_entry_reads_the_same_from_both_editions() -> None:
    """The CSV row and the XML entry of one person give equal listings."""
    flat = {"main": sample.flat(sample.MAIN[:1]), "alt": sample.flat(sample.ALT[:1])}
    assert read_snapshot(SDN, {"main": sample.xml(sample.PERSON)}) == read_snapshot(SDN, flat)


def test_order_of_elements_is_without_meaning() -> None:
    """OFAC reorders child elements between dates; the listing stays equal."""
    from lxml import etree

    root = etree.fromstring(sample.xml(sample.PERSON))
    turned = _turn(root[1])
    root[1].getparent().replace(root[1], turned)
    assert ofac_xml.read(etree.tostring(root), SDN) == ofac_xml.read(sample.xml(sample.PERSON), SDN)


def _turn(element):  # type: ignore[no-untyped-def]
    for child in element:
        _turn(child)
    element[:] = list(element)[::-1]
    return element


def test_record_count_must_agree() -> None:
    """A file with fewer entries than it claims is cut short."""
    with pytest.raises(BadFileError, match=r"says 3 entries, the file holds 1"):
        ofac_xml.read(sample.xml(sample.entity("1"), count=3), SDN)


def test_unknown_elements_and_labels_are_kept() -> None:
    """What no rule knows comes back as unread, word for word."""
    more = sample.ids(("Guild Number", "77")) + "<shoeSize>46</shoeSize>"
    one = ofac_xml.read(sample.xml(sample.entity("1", more=more)), SDN)[0]
    assert one.unread == ("Guild Number 77", "shoeSize: 46")


def test_unknown_parts_and_comments() -> None:
    """A part that OFAC adds to an item is unread; a comment says nothing."""
    aka = "<aka><uid>5</uid><type>a.k.a.</type><lastName>B</lastName><script>Cyrl</script></aka>"
    more = f"<!-- x --><akaList><!-- y -->{aka}</akaList>"
    one = ofac_xml.read(sample.xml(sample.entity("1", more=more)), SDN)[0]
    assert [n.text for n in one.names] == ["BRASK 1", "B"]
    assert one.unread == ("aka script: Cyrl",)


def test_country_within_the_number_is_told_apart() -> None:
    """A few XML ids hold the country in their number, as the flat files do."""
    more = sample.ids(("Tax ID No.", "55-01 (Panama)"))
    one = ofac_xml.read(sample.xml(sample.entity("1", more=more)), SDN)[0]
    assert one.identifiers == (Identifier("Tax ID No.", "55-01", "Panama"),)


LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};'>"
    for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("before", "inside"),
    [
        (f"{LAUGHS}]>", "&i;"),
        ("<!DOCTYPE l [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>", "&x;"),
        ("<!DOCTYPE l SYSTEM 'http://localhost:9/evil.dtd'>", ""),
        ("", "&undeclared;"),
    ],
)
def test_entities_are_refused(before: str, inside: str) -> None:
    """Nothing is expanded and nothing outside the file is opened."""
    text = sample.xml(sample.entity("1", more=f"<remarks>{inside}</remarks>")).decode()
    head, rest = text.split("?>", 1)
    with pytest.raises(BadFileError, match=r"line \d+"):
        ofac_xml.read(f"{head}?>{before}{rest}".encode() if before else text.encode(), SDN)


@pytest.mark.parametrize("depth", [25, 300, 1_000_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    """Nesting far deeper than any list fails at once."""
    more = "<a>" * depth + "</a>" * depth
    with pytest.raises(BadFileError, match=r"nest|malformed"):
        ofac_xml.read(sample.xml(sample.entity("1", more=more)), SDN)


def test_truncation_is_always_noticed() -> None:
    """A file cut anywhere is refused, and the line where it ends is named."""
    whole = sample.xml(sample.PERSON, sample.entity("2")).rstrip()
    for size in range(0, len(whole), 50):
        with pytest.raises(BadFileError):
            read_snapshot(SDN, {"main": whole[:size]})
    with pytest.raises(BadFileError, match="XML list line 30"):
        ofac_xml.read(b"\n".join(whole.split(b"\n")[:30]), SDN)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<uid>2</uid>", "<uid>two</uid>", "uid 'two' is not a whole number"),
        ("<uid>2</uid>", "<uid>1</uid>", "entry 1 stands twice"),
        ("<sdnType>Entity", "<sdnType>Ship", "sdnType 'Ship' is not known"),
        ("<lastName>BRASK 1</lastName>", "", "entry 1 has no name"),
        ("<program>CUBA</program>", "", "entry 1 has no programme"),
        ("<lastName>BRASK 1", "<lastName>B</lastName><lastName>BRASK 1", "<lastName> stands twice"),
        ("</publshInformation>", "</publshInformation><extra/>", "<extra> is not known"),
    ],
)
def test_reshaped_entries_are_named(old: str, new: str, said: str) -> None:
    """An entry without what every entry has is refused with its line."""
    text = sample.xml(sample.entity("1"), sample.entity("2")).decode()
    with pytest.raises(BadFileError, match=said):
        ofac_xml.read(text.replace(old, new, 1).encode(), SDN)


def test_ssb_itself(shared: Callable[[str], Path]) -> None:
    """SSB carries CAATSA 235(a)(1), (2), (3), (4) and (12), and is not blocked."""
    data = shared("ofac/consolidated_2020-12-14.xml").read_bytes()
    ssb = next(one for one in ofac_xml.read(data, CONSOLIDATED) if one.entry_id == "27016")
    assert [m.measure for m in ssb.measures] == [f"us/caatsa/235/a/{n}" for n in (1, 2, 3, 4, 12)]
    assert [n.text for n in ssb.names if n.strength == "weak"] == ["SSB", "SSM"]


def test_sample_of_a_list_is_refused(shared: Callable[[str], Path]) -> None:
    """A cut-down sample claims the count of the whole list."""
    with pytest.raises(BadFileError, match="says 8197 entries, the file holds 8"):
        ofac_xml.read(shared("ofac/sdn_sample.xml").read_bytes(), SDN)


def test_two_editions_of_one_list_agree(shared: Callable[[str], Path]) -> None:
    """The CSV of December and the XML of June 2025 differ only where OFAC changed an entry."""
    names = {"main": "prim", "alt": "alt", "add": "add", "comments": "comments"}
    flat = {
        part: shared(f"ofac/cons_{name}_2025-12.csv").read_bytes() for part, name in names.items()
    }
    xml = {"main": shared("ofac/consolidated_2025-06-30.xml").read_bytes()}
    old = {one.entry_id: one for one in read_snapshot(CONSOLIDATED, xml)}
    pairs = [(n, old[n.entry_id]) for n in read_snapshot(CONSOLIDATED, flat) if n.entry_id in old]
    whole = sum(new == before for new, before in pairs)
    same = {field.name: sum(_agree(p, field.name) for p in pairs) for field in fields(Listing)}
    assert len(pairs) == 442
    assert whole >= 416
    assert same["births"] == same["nationalities"] == same["features"] == same["unread"] == 442
    assert min(same[f] for f in ("names", "programmes", "measures", "identifiers")) >= 431


def _agree(pair: tuple[Listing, Listing], name: str) -> bool:
    return bool(getattr(pair[0], name) == getattr(pair[1], name))
