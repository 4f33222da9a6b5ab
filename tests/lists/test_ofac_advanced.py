"""The advanced XML: everything it says is read, and what other formats say too reads the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import ofac_advanced_samples as sample
import pytest

from licet.core.errors import BadFileError
from licet.core.listing import Address, DatedEvent, Feature, Identifier, Listing, Relation
from licet.lists.ofac import ofac_advanced, ofac_xml
from licet.lists.readers import read_snapshot, recognise

SDN, CONSOLIDATED = "us-ofac-sdn", "us-ofac-consolidated"


def read(data: bytes) -> dict[str, Listing]:
    """The listings of a consolidated list by their ids."""
    return {one.entry_id: one for one in ofac_advanced.read(CONSOLIDATED, data)}


def as_standard(one: Listing) -> Listing:
    """An entry with only what the standard XML can say, in an order that both give."""
    latin = sorted((replace(n, uid=None) for n in one.names if not n.script), key=repr)
    measures = {replace(m, listed_on=None) for m in one.measures if "Sanctions type" not in m.text}
    return replace(
        one,
        names=tuple(latin),
        measures=tuple(sorted(measures, key=repr)),
        relations=tuple(Relation("", r.target) for r in one.relations),
        features=tuple(f for f in one.features if f.kind != "Relationship quality"),
        identifiers=tuple(replace(i, note=None) for i in one.identifiers),
        events=(),
        legal_bases=(),
    )


def test_recognised_by_content() -> None:
    """Format, date and list come from the file itself, whatever its name."""
    what = recognise(sample.advanced(), "list.csv")
    assert (what.format, what.published_on) == ("ofac-advanced", date(2020, 3, 17))
    assert what.source == CONSOLIDATED
    both = sample.ENTRIES + sample.entry("102", "1550", "2020-01-01")
    both += sample.entry("103", "1550", "2020-01-01")
    assert recognise(sample.advanced(entries=both), "x").source is None


def test_names_in_all_scripts() -> None:
    """The Latin form is the entry's name, as other files print it; other scripts are tagged."""
    names = read(sample.advanced())["101"].names
    assert [(n.text, n.kind, n.strength, n.script) for n in names] == [
        ("Tamsin ORELLE", "primary", "strong", None),
        ("Tamsin BRASK", "fka", "strong", None),
        ("VEY", "aka", "weak", None),
        ("Тамсин ОРЕЛЛЕ", "primary", "strong", "Cyrl"),
    ]
    assert names[0].as_published == "ORELLE, Tamsin"


def test_family_first_where_the_script_writes_so() -> None:
    """A Chinese name is written in one, family first."""
    chinese = sample.name("302", "2", "501", ("3", "李"), ("4", "明"))
    cyrillic = sample.name("302", "2", "220", ("3", "Орелле"), ("4", "Тамсин"))
    found = read(
        sample.advanced(sample.PERSON.replace(cyrillic, chinese) + sample.COMPANY + sample.VESSEL)
    )["101"].names[-1]
    assert (found.text, found.script, found.family_name) == ("李明", "Hans", "李")


def test_facts_of_a_person() -> None:
    """Main and alternative dates, places, titles; a fact called false is none."""
    person = read(sample.advanced())["101"]
    assert [birth.text for birth in person.births] == ["03 May 1971", "1972"]
    assert person.birth_places == ("Port Sele, Panama",)
    assert person.nationalities == ("Panama",)
    assert person.titles == ("Harbour Master", "Pilot")
    assert person.addresses == (Address("1 Mole Street", "Port Sele", country="Panama"),)
    assert Feature("Gender", "Female") in person.features
    assert person.unread == (
        "False: Place of Birth Havana, Cuba",
        "Place of Birth Port Sele, Panama: Reported",
    )


def test_documents_keep_dates_authority_and_holder() -> None:
    """A passport in a former name, called fraudulent; a kind that no table knows."""
    found = read(sample.advanced())
    note = "Fraudulent; Issuing authority: Harbour Office; In the name of: BRASK, Tamsin"
    passport = Identifier("Passport", "K12-9", "Panama", "01 Jan 2001", "2010", note)
    assert found["101"].identifiers == (passport,)
    assert Identifier("Guild Card", "77") in found["102"].identifiers
    wallet = Identifier("Digital Currency Address - XBT", "1BraskWa11et")
    assert wallet in found["102"].identifiers


def test_relations_point_to_entries() -> None:
    """A tie names the other entry and its id; one that is on another list is named by its id."""
    found = read(sample.advanced())
    kind = "Acting for or on behalf of"
    assert found["101"].relations == (Relation(kind, "BRASK SHIPPING CO.", "102"),)
    assert found["102"].relations == (Relation(f"{kind} (former)", "ofac:999", "999"),)
    quality = Feature("Relationship quality", f"High: {kind} BRASK SHIPPING CO.")
    assert quality in found["101"].features


def test_lists_date_their_measures() -> None:
    """A measure takes the date of its own list; the consolidated file says who is blocked too."""
    found = read(sample.advanced())
    dated = {m.measure: m.listed_on for one in found.values() for m in one.measures}
    assert dated["us/ofac/ssi/2"] == "2014-07-16"
    assert dated["us/ofac/blocking"] == "2013-05-06"
    assert DatedEvent("listed", "2014-10-10 Consolidated List") in found["102"].events
    assert found["102"].legal_bases == ("Executive Order 13662 (Ukraine)",)


def test_two_directives_leave_the_date_open() -> None:
    """One list's date can't be that of two directives; a block off the SDN list is unread."""
    two = sample.feature(21, "204", sample.detail("73"))
    more = two + sample.feature(24, "204", sample.detail(text="Subject to Directive 4"))
    parties = sample.PERSON + sample.COMPANY.replace(two, more) + sample.VESSEL
    found = read(sample.advanced(parties))
    assert [m.listed_on for m in found["102"].measures] == [None, None]
    assert found["103"].unread == ("Sanctions type: Block",)
    assert [m.measure for m in found["103"].measures] == ["us/ofac/consolidated-unread"]


def test_vessel() -> None:
    """A vessel's facts go by the names the other files use."""
    vessel = read(sample.advanced())["103"]
    assert (vessel.kind, vessel.name) == ("vessel", "BRASK ONE")
    assert vessel.features == (Feature("Vessel Type", "Bulk Cargo"),)


def test_region_without_country_reads_as_in_the_standard_xml() -> None:
    """OFAC's standard XML writes such a region where the country stands."""
    assert read(sample.advanced())["102"].addresses == (Address(country="Region: Sele Bay"),)


def test_order_of_children_is_without_meaning() -> None:
    """Parties, features, aliases and entries in another order give equal listings."""
    from lxml import etree

    root = etree.fromstring(sample.advanced())
    for section in list(root)[2:]:
        _turn(section)
    assert read(etree.tostring(root)) == read(sample.advanced())


def _turn(element: Any) -> None:
    """Turn the children of an element round, but not the parts of a name."""
    if str(element.tag).endswith("}DocumentedName"):
        return
    for child in element:
        _turn(child)
    element[:] = list(element)[::-1]


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("<EntryEvent ", "<Comment>seen</Comment><EntryEvent ", "Comment: seen"),
        (
            'TypeID="1705"/>',
            'TypeID="1705"><Comment>in part</Comment></SanctionsMeasure>',
            "Block: in part",
        ),
        ("<Comment/><Profile", "<Comment>Met at sea.</Comment><Profile", "Met at sea"),
        ("<DocumentedName ", "<Comment>by ear</Comment><DocumentedName ", "Name: by ear"),
    ],
)
def test_words_no_rule_knows_are_kept(old: str, new: str, kept: str) -> None:
    """Comments on an entry, a measure, a party or a name are unread, word for word."""
    text = sample.advanced().decode()
    assert old in text
    unread = read(text.replace(old, new, 1).encode())["101"].unread
    assert kept in unread


def test_unknown_elements_are_kept() -> None:
    """An element that OFAC adds to a party is unread, word for word."""
    text = sample.advanced().decode()
    text = text.replace("</Profile>", '<ShoeSize unit="EU">46</ShoeSize></Profile>', 1)
    assert "ShoeSize: 46 unit=EU" in read(text.encode())["101"].unread


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('<SanctionsEntry ID="7103"', '<SanctionsEntry ID="7104" ProfileID="104" x="', "breaks"),
        ('ProfileID="103"', 'ProfileID="104"', "such as 103, 104: it is cut down"),
        ('LocationID="503"', 'LocationID="504"', "names the Location '504'"),
        ('IdentityID="202"', 'IdentityID="299"', "1 documents belong to identities"),
        ('FeatureTypeID="224"', 'FeatureTypeID="225"', "names the FeatureType '225'"),
        ('<Profile ID="102"', '<Profile ID="101"', "entry 101 stands twice"),
        ('<Profile ID="102"', '<Profile ID="x"', "'x', not a whole number"),
        ("<Month>5</Month>", "<Month>15</Month>", "date '1971-15-3' does not exist"),
        ("<SanctionsEntryLinks/>", "<Extra/>", "<Extra> is not known"),
        ("</Locations>", "<Extra/></Locations>", "<Extra> is not known"),
        ("<Comment>CUBA</Comment>", "", "103 has no programme"),
        ('PartySubTypeID="1"', 'PartySubTypeID="9"', "names the PartySubType '9'"),
        ('encoding="utf-8"', 'encoding="utf-16"', "encoding utf-16"),
        ("<Sanctions ", "<!DOCTYPE Sanctions [<!ENTITY a 'b'>]><Sanctions ", "document type"),
    ],
)
def test_damage_is_named(old: str, new: str, said: str) -> None:
    """A file that isn't whole or isn't harmless is refused with what is wrong."""
    text = sample.advanced().decode()
    assert old in text
    with pytest.raises(BadFileError, match=said):
        read(text.replace(old, new, 1).encode())


def test_truncation_is_always_noticed() -> None:
    """A file cut anywhere is refused."""
    whole = sample.advanced()
    for size in range(0, len(whole) - 1, 97):
        with pytest.raises(BadFileError):
            read(whole[:size])


def test_wrong_list_is_refused() -> None:
    """A file read as the list it isn't is refused, so that nobody seems blocked who isn't."""
    with pytest.raises(BadFileError, match=f"is the list {CONSOLIDATED}, not {SDN}"):
        ofac_advanced.read(SDN, sample.advanced())


def test_real_list_agrees_with_the_standard_xml(shared: Callable[[str], Path]) -> None:
    """All 375 entries read the same from both formats of one date, in all that both can say."""
    data = shared("ofac/cons_advanced_2020-03-17.xml").read_bytes()
    standard = shared("ofac/consolidated_2020-03-17.xml").read_bytes()
    found = {one.entry_id: as_standard(one) for one in read_snapshot(CONSOLIDATED, {"main": data})}
    other = {one.entry_id: as_standard(one) for one in ofac_xml.read(standard, CONSOLIDATED)}
    assert found == other
    assert len(found) == data.count(b"<DistinctParty ") == 375


def test_real_list_is_read_whole(shared: Callable[[str], Path]) -> None:
    """Names, documents and relations are as many as the file has elements; nothing is unread."""
    data = shared("ofac/cons_advanced_2020-03-17.xml").read_bytes()
    found = ofac_advanced.read(CONSOLIDATED, data)
    # 18769 has one weak alias twice over, word for word.
    assert sum(len(one.names) for one in found) == data.count(b"<DocumentedName ") - 1
    assert sum(len(one.relations) for one in found) == data.count(b"<ProfileRelationship ")
    assert sum(len(one.events) for one in found) == data.count(b"<SanctionsEntry ")
    assert not any(one.unread for one in found)
    blocked = [o for o in found if any(m.measure == "us/ofac/blocking" for m in o.measures)]
    assert len(blocked) == 9


def test_sample_is_refused_but_readable(shared: Callable[[str], Path]) -> None:
    """A cut-down sample names what it lacks; read as a sample it gives its 37 parties."""
    data = shared("ofac/sdn_advanced_sample_2024-02-23.xml").read_bytes()
    assert recognise(data, "x").source == SDN
    with pytest.raises(BadFileError, match="which the file lacks"):
        ofac_advanced.read(SDN, data)
    found = {one.entry_id: one for one in ofac_advanced.listings(SDN, data, whole=False)}
    assert len(found) == 37
    assert found["36380"].name == "Dmitriy Olegovich LEVIN"
    assert found["36399"].kind == "vessel"
    cyrillic = [b'ScriptID="220"' in block for block in data.split(b"<DocumentedName ")[1:]]
    names = [name for one in found.values() for name in one.names]
    assert sum(name.script == "Cyrl" for name in names) == sum(cyrillic) == 24
