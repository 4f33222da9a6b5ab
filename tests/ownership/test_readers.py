"""Each form of file: what is read, what is rejected, and what a hostile or broken one comes to."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from licet.core.errors import BadFileError
from licet.ownership.model import CERTAIN, OPEN_END, OPEN_START, POSSIBLE, Kind, Tie, Who
from licet.ownership.reading.files import opened
from licet.ownership.reading.items import Dated, Item, Rejected, Seen
from licet.ownership.shares import ALL, PERCENT, UNKNOWN, exactly, over

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a text, or objects as JSON, into a file."""

    def made(content: Any, name: str = "file") -> Path:
        path = tmp_path / name
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
        return path

    return made


def items(path: Path, form: str) -> list[Item]:
    """All that a file of the form tells."""
    with opened(path) as file:
        assert file.form == form
        return list(file.items)


def ties(told: list[Item]) -> list[Tie]:
    """The ties of what was told."""
    return [one for one in told if isinstance(one, Tie)]


def rejected(told: list[Item]) -> list[str]:
    """What was rejected, with its place."""
    return [f"{one.where}: {one.reason}" for one in told if isinstance(one, Rejected)]


TABLE = """Parent Name,Subsidiary,Stake %,Type,Since,Until,Evidence,Owner LEI
Aldo Verde,Verde Holding,60%,,2015,2020-03,register,
Verde Holding,Verde Trading,25-50,voting,03/04/2016,,,5493001Z012YSB2A0K51
Bianca Rossa,Verde Trading,,control,,,,
,Verde Trading,10,,,,,
Rossa,Verde Trading,forty,,,,,
Rossa,Verde Trading,10,friend,,,,
Rossa,Verde Trading,10,,2020-13-01,,,
Rossa,Verde Trading,10,,2021-01-01,2020-01-01,,
"""


def test_a_table_of_ones_own(write: Write) -> None:
    """Headers in common spellings, shares and dates as people write them."""
    with opened(write(TABLE)) as file:
        told, columns = list(file.items), file.columns
    assert columns["owner"] == "Parent Name"
    assert columns["percent"] == "Stake %"
    first, second, third = ties(told)
    assert (first.owner, first.owned) == ("name:aldo verde", "name:verde holding")
    assert (first.share, first.source) == (exactly(60), "register")
    assert str(first.span) == "2015-12-31 to 2020-03-01"
    assert (second.owner, second.kind) == ("lei:5493001Z012YSB2A0K51", Kind.VOTING)
    assert second.span.start[1] - second.span.start[0] == 30  # 4 March or 3 April
    assert (third.kind, third.share) == (Kind.CONTROL, CERTAIN)
    assert (third.span.start, third.span.end) == ((OPEN_START,) * 2, (OPEN_END,) * 2)


def test_bad_rows_are_rejected_by_number(write: Write) -> None:
    """A row that can't be read is named by its line, with the value and the reason."""
    assert rejected(items(write(TABLE), "table")) == [
        "row 5: it names no owner",
        "row 6: 'forty' is no share",
        "row 7: 'friend' is no kind of tie; say shares, voting, board or control",
        "row 8: month must be in 1..12",
        "row 9: it ends (2020-01-01) before it begins (2021-01-01)",
    ]


def test_a_table_without_owners_is_refused(write: Write) -> None:
    """A table that says nowhere who owns is refused with its own headers."""
    with pytest.raises(BadFileError, match="no column says who the owner is; it has: a, b"):
        items(write("a,b\n1,2\n"), "table")


def test_a_table_without_shares_says_so(write: Write) -> None:
    """Without a column of shares every share is unknown, and that is told."""
    told = items(write("owner;owned\nA;B\n"), "table")
    assert ties(told)[0].share == UNKNOWN
    assert any(isinstance(one, Seen) and "share" in one.text for one in told)


def test_parts_of_one_are_suspected(write: Write) -> None:
    """A table in which no share is above 1 is read as percent, and the doubt is told."""
    told = items(write("owner,owned,percent\nA,B,0.6\nC,B,0.4\n"), "table")
    assert ties(told)[0].share == exactly("0.6")
    assert any(isinstance(one, Seen) and "parts of one" in one.text for one in told)


def test_the_same_table_as_parquet(tmp_path: Path) -> None:
    """Parquet is read as CSV is, numbers and dates included."""
    frame = pl.DataFrame({"owner": ["A", "B"], "owned": ["B", "C"], "percent": [50.5, None]})
    frame.write_parquet(tmp_path / "owners.parquet")
    found = ties(items(tmp_path / "owners.parquet", "table"))
    assert [tie.share for tie in found] == [exactly("50.5"), UNKNOWN]


def test_damaged_tables(tmp_path: Path) -> None:
    """Broken Parquet, UTF-16 and Latin-1 are refused with one sentence each."""
    path = tmp_path / "x"
    for content, message in (
        (b"PAR1 and nothing", "no readable Parquet"),
        ("owner,owned\nA,B\n".encode("utf-16"), "not UTF-8"),
        ("owner,owned\nÄ,B\n".encode("latin-1"), "not UTF-8"),
    ):
        path.write_bytes(content)
        with pytest.raises(BadFileError, match=message):
            items(path, "table")


def test_packed_files(write: Write, tmp_path: Path) -> None:
    """A gz file, or a zip of one file, is read as what is in it; a zip of two is refused."""
    plain = write("owner,owned,percent\nA,B,50\n")
    (tmp_path / "x.csv.gz").write_bytes(gzip.compress(plain.read_bytes()))
    assert len(ties(items(tmp_path / "x.csv.gz", "table"))) == 1
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.write(plain, "one.csv")
    assert len(ties(items(tmp_path / "x.zip", "table"))) == 1
    with zipfile.ZipFile(tmp_path / "x.zip", "a") as archive:
        archive.write(plain, "two.csv")
    with pytest.raises(BadFileError, match="archive of 2 files"):
        items(tmp_path / "x.zip", "table")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty"),
        ('{"a": 1}', "JSON of a form not known"),
        ('[{"schema": "Person", "properties": {}', "no readable JSON"),
        ("[1, 2]", "no JSON object"),
        ("<html></html>", "no Global LEI data"),
        ("just a line of text", "is no table"),
    ],
)
def test_what_is_no_ownership(write: Write, content: str, message: str) -> None:
    """Anything else is refused with one sentence."""
    with pytest.raises(BadFileError, match=message), opened(write(content)) as file:
        list(file.items)


def psc(*natures: str, **data: Any) -> dict[str, Any]:
    """A line of the snapshot, about an invented person."""
    told = {
        "kind": "individual-person-with-significant-control",
        "name": "Mr Invented Person",
        "natures_of_control": list(natures),
        "notified_on": "2016-04-06",
        "links": {"self": "/company/00000001/persons-with-significant-control/individual/abc"},
    }
    return {"company_number": "1", "data": told | data}


@pytest.mark.parametrize(
    ("nature", "kind", "share"),
    [
        ("ownership-of-shares-25-to-50-percent", Kind.SHARES, (over(25), 50 * PERCENT)),
        ("ownership-of-shares-50-to-75-percent", Kind.SHARES, (over(50), 75 * PERCENT - 1)),
        ("ownership-of-shares-75-to-100-percent", Kind.SHARES, (75 * PERCENT, ALL)),
        ("voting-rights-50-to-75-percent", Kind.VOTING, (over(50), 75 * PERCENT - 1)),
        (
            "voting-rights-75-to-100-percent-limited-liability-partnership",
            Kind.VOTING,
            (75 * PERCENT, ALL),
        ),
        ("ownership-of-shares-50-to-75-percent-as-trust", Kind.SHARES, (0, 75 * PERCENT - 1)),
        (
            "ownership-of-shares-more-than-25-percent-registered-overseas-entity",
            Kind.SHARES,
            (over(25), ALL),
        ),
        ("right-to-appoint-and-remove-directors", Kind.BOARD, CERTAIN),
        ("right-to-appoint-and-remove-directors-as-firm", Kind.BOARD, POSSIBLE),
        ("significant-influence-or-control", Kind.CONTROL, POSSIBLE),
    ],
)
def test_natures_of_control(write: Write, nature: str, kind: Kind, share: tuple[int, int]) -> None:
    """Bands become ranges; appointing directors and influence are rights, never percentages."""
    found = ties(items(write(psc(nature)), "psc"))
    assert [(t.kind, t.share, t.owned) for t in found] == [(kind, share, "gb-coh:00000001")]


def test_a_company_as_the_person(write: Write) -> None:
    """A British company that is the person is known by its number, a foreign one is not."""
    told = {"registration_number": "3530981", "place_registered": "Companies House"}
    owner = items(write(psc(kind="corporate-entity-person-with-significant-control",
                            identification=told)), "psc")  # fmt: skip
    assert Who("psc:abc", "Mr Invented Person", "organisation", None, ("gb-coh:03530981",)) in owner
    told = {"registration_number": "3530981", "place_registered": "Delaware"}
    other = items(write(psc(kind="corporate-entity-person-with-significant-control",
                            identification=told)), "psc")  # fmt: skip
    assert not any(isinstance(one, Who) and one.also for one in other)


def test_ceased_and_strange_lines(write: Write) -> None:
    """A ceased person has an end; statements and totals are counted; unknown natures are told."""
    lines = [
        psc("ownership-of-shares-75-to-100-percent", ceased_on="2018-02-27"),
        psc("something-quite-new"),
        psc("voting-rights-25-to-50-percent", name=" "),
        {"company_number": "2", "data": {"kind": "persons-with-significant-control-statement"}},
        {"data": {"kind": "totals#persons", "generated_at": "2024-11-22T03:43:03Z"}},
    ]
    told = items(write("\n".join(json.dumps(line) for line in lines)), "psc")
    assert str(ties(told)[0].span) == "2016-04-06 to 2018-02-27"
    assert rejected(told) == ["line 3: the person has no name"]
    assert any(isinstance(one, Seen) and "something-quite-new" in one.text for one in told)
    assert any(isinstance(one, Dated) and str(one.day) == "2024-11-22" for one in told)


def bods(record: str, interests: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A statement of a relationship between two invented records."""
    told = {"subject": "e", "interestedParty": "p", "interests": interests}
    return {
        "statementId": f"{record}-{more.get('statementDate')}",
        "recordId": record,
        "recordType": "relationship",
        "recordStatus": "new",
        "statementDate": "2020-01-01",
        "recordDetails": told,
    } | more


def test_bods_interests(write: Write) -> None:
    """Direct shares are exact or ranges, indirect ones are open upwards, roles carry nothing."""
    interests: list[dict[str, Any]] = [
        {"type": "shareholding", "directOrIndirect": "direct", "share": {"exact": 50}},
        {"type": "votingRights", "share": {"minimum": 25, "exclusiveMaximum": 50}},
        {"type": "shareholding", "directOrIndirect": "indirect", "share": {"minimum": 30}},
        {"type": "otherInfluenceOrControl"},
        {"type": "boardMember"},
        {"type": "unknownInterest"},
    ]
    found = ties(items(write([bods("r", interests)]), "bods"))
    assert [(t.kind, t.share) for t in found] == [
        (Kind.SHARES, exactly(50)),
        (Kind.VOTING, (25 * PERCENT, 50 * PERCENT - 1)),
        (Kind.INDIRECT_SHARES, (30 * PERCENT, ALL)),
        (Kind.CONTROL, POSSIBLE),
        (Kind.OTHER, CERTAIN),
        (Kind.SHARES, UNKNOWN),
        (Kind.CONTROL, POSSIBLE),
    ]


def test_bods_records_over_time(write: Write) -> None:
    """A statement holds until the next one of its record, and a closed record ends."""

    def share(n: int) -> list[dict[str, Any]]:
        return [{"type": "shareholding", "share": {"exact": n}, "startDate": "2019-05-01"}]

    told = [
        bods("r", share(50)),
        bods("r", share(40), statementDate="2021-01-01", recordStatus="updated"),
        bods("r", share(40), statementDate="2022-01-01", recordStatus="closed"),
    ]
    found = ties(items(write(told), "bods"))
    assert [(t.share, str(t.span)) for t in found] == [
        (exactly(50), "2019-05-01 to 2020-12-31"),
        (exactly(40), "2021-01-01 to 2021-12-31"),
    ]


def test_bods_without_a_begin(write: Write) -> None:
    """Without a first day it holds certainly from the statement, and possibly before."""
    found = ties(items(write([bods("r", [{"type": "shareholding"}])]), "bods"))
    assert found[0].span.start[0] == OPEN_START
    assert str(found[0].span) == "2020-01-01 to ..."


def test_bods_leaves_an_owner_unnamed(write: Write) -> None:
    """An owner the statement doesn't name is somebody nobody knows, not nobody."""
    one = bods("r", [{"type": "shareholding", "share": {"exact": 60}}])
    one["recordDetails"]["interestedParty"] = {"reason": "interestedPartyHasNotProvided"}
    found = items(write([one]), "bods")
    assert Who("bods:unnamed-r") in found
    assert ties(found)[0].owner == "bods:unnamed-r"


def test_bods_bad_shares_are_rejected(write: Write) -> None:
    """A share over a hundred percent is rejected with its record."""
    told = items(write([bods("r", [{"type": "shareholding", "share": {"exact": 150}}])]), "bods")
    assert rejected(told) == ["record r: '150' to '150' is no share"]


def ftm(schema: str, number: str, **properties: list[str]) -> dict[str, Any]:
    """An invented entity."""
    return {"id": number, "schema": schema, "caption": number, "properties": properties}


def test_follow_the_money(write: Write) -> None:
    """Ownership has a share or none, a directorship carries nothing, an LEI is a key."""
    told = [
        ftm("Company", "c", name=["Invented Co"], leiCode=["5493001Z012YSB2A0K51"]),
        ftm("Ownership", "o", owner=["p"], asset=["c"], percentage=["51%"], startDate=["2020"]),
        ftm("Ownership", "q", owner=["p"], asset=["c"]),
        ftm("Directorship", "d", director=["p"], organization=["c"]),
        ftm("Ownership", "x", owner=["p"], percentage=["51"]),
        ftm("Address", "a"),
    ]
    found = items(write("\n".join(json.dumps(line) for line in told)), "ftm")
    assert [(t.kind, t.share) for t in ties(found)] == [
        (Kind.SHARES, exactly(51)),
        (Kind.SHARES, UNKNOWN),
        (Kind.OTHER, CERTAIN),
    ]
    assert rejected(found) == ["entity 5: the ownership names no owner or no asset"]
    who = next(one for one in found if isinstance(one, Who))
    assert (who.key, who.also) == ("ftm:c", ("lei:5493001Z012YSB2A0K51",))


RR = """<?xml version="1.0"?><rr:RelationshipData xmlns:rr="http://www.gleif.org/data/schema/rr/2016">
<rr:Header><rr:ContentDate>2023-06-05T09:24:22Z</rr:ContentDate></rr:Header>
<rr:RelationshipRecords>{}</rr:RelationshipRecords></rr:RelationshipData>"""
RECORD = """<rr:RelationshipRecord><rr:Relationship>
<rr:StartNode><rr:NodeID>001GPB6A9XPE8XJICC14</rr:NodeID></rr:StartNode>
<rr:EndNode><rr:NodeID>5493001Z012YSB2A0K51</rr:NodeID></rr:EndNode>
<rr:RelationshipType>{kind}</rr:RelationshipType>
<rr:RelationshipPeriods>
<rr:RelationshipPeriod><rr:StartDate>2014-01-01T00:00:00.000Z</rr:StartDate>
<rr:PeriodType>ACCOUNTING_PERIOD</rr:PeriodType></rr:RelationshipPeriod>
<rr:RelationshipPeriod><rr:StartDate>2012-11-29T00:00:00.000Z</rr:StartDate>
<rr:PeriodType>RELATIONSHIP_PERIOD</rr:PeriodType></rr:RelationshipPeriod></rr:RelationshipPeriods>
<rr:RelationshipStatus>ACTIVE</rr:RelationshipStatus></rr:Relationship></rr:RelationshipRecord>"""
BELOW, ABOVE = "lei:001GPB6A9XPE8XJICC14", "lei:5493001Z012YSB2A0K51"


def test_gleif_relationships(write: Write) -> None:
    """A parent that consolidates holds an unknown share and possibly controls; a branch is one."""
    told = items(write(RR.format(RECORD.format(kind="IS_DIRECTLY_CONSOLIDATED_BY"))), "gleif-xml")
    assert [(t.owner, t.owned, t.kind, t.share) for t in ties(told)] == [
        (ABOVE, BELOW, Kind.SHARES, UNKNOWN),
        (ABOVE, BELOW, Kind.CONTROL, POSSIBLE),
    ]
    assert str(ties(told)[0].span) == "2012-11-29 to ..."
    feeder = ties(items(write(RR.format(RECORD.format(kind="IS_FEEDER_TO"))), "gleif-xml"))
    assert [(t.owner, t.owned) for t in feeder] == [(BELOW, ABOVE)]
    branch = RECORD.format(kind="IS_INTERNATIONAL_BRANCH_OF")
    assert ties(items(write(RR.format(branch)), "gleif-xml"))[0].share == (ALL, ALL)


@pytest.mark.parametrize(
    "bad",
    [
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><RelationshipData>&a;'
        "</RelationshipData>",
        '<!DOCTYPE RelationshipData [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        "<RelationshipData><RelationshipRecord>&b;</RelationshipRecord></RelationshipData>",
    ],
)
def test_hostile_xml_is_refused(write: Write, bad: str) -> None:
    """A document type or an entity is refused before anything is expanded or opened."""
    with pytest.raises(BadFileError, match="document type or entities"):
        items(write(bad), "gleif-xml")


def test_hostile_xml_in_another_encoding(tmp_path: Path) -> None:
    """UTF-16 doesn't hide a document type."""
    text = '<!DOCTYPE RelationshipData [<!ENTITY a "x">]><RelationshipData><RelationshipRecord/>'
    path = tmp_path / "file.xml"
    path.write_bytes((text + "</RelationshipData>").encode("utf-16"))
    with pytest.raises(BadFileError, match="document type or entities"):
        items(path, "gleif-xml")


def test_broken_xml_names_its_line(write: Write) -> None:
    """A file that breaks off is refused with the line."""
    with pytest.raises(BadFileError, match=r"line \d+: the XML breaks off"):
        items(write(RR.format(RECORD.format(kind="X"))[:-40]), "gleif-xml")


def test_ofacs_own_relationships(write: Write) -> None:
    """Only "Owned or Controlled By" is a tie: an open share and possible control, downwards."""
    text = (
        "ID,From-ProfileID,To-ProfileID,RelationTypeID,RelationQualityID,Former,SanctionsEntryID\n"
        "1,100,200,15003,1,false,1\n2,100,200,15001,1,false,1\n3,100,300,15003,1,true,1\n"
    )
    found = items(write(text), "ofac")
    assert [(t.owner, t.owned, t.kind) for t in ties(found)] == [
        ("ofac:200", "ofac:100", Kind.SHARES),
        ("ofac:200", "ofac:100", Kind.CONTROL),
    ]


REAL = {
    "bods_0.4_fermentcat.json": ("bods", 14),
    "bods_0.4_sample_300_statements.json": ("bods", 100),
    "gleif_api_direct-children_851WYGNLUQLFZBSYGB56.json": ("gleif-api", 30),
    "gleif_lei-data.xml": ("gleif-xml", 0),
    "gleif_rr-data.json": ("gleif-rr", 12),
    "gleif_rr-data.xml": ("gleif-xml", 12),
    "gleif_rr-data-out.json": ("bods", 10),
    "gleif_rr-updates-data2.xml": ("gleif-xml", 18),
    "psc-data-8.json": ("psc", 6),
    "psc-data-11.json": ("psc", 4),
}


@pytest.mark.parametrize("name", REAL)
def test_real_samples(shared: Callable[[str], Path], name: str) -> None:
    """Published samples are read whole, and nothing in them is rejected."""
    form, count = REAL[name]
    found = items(shared(f"ownership/{name}"), form)
    assert len(ties(found)) == count
    assert rejected(found) == []


def test_the_same_relationships_as_xml_and_json(shared: Callable[[str], Path]) -> None:
    """The two forms of one publication tell the same ties."""
    as_xml = items(shared("ownership/gleif_rr-data.xml"), "gleif-xml")
    as_json = items(shared("ownership/gleif_rr-data.json"), "gleif-rr")
    assert ties(as_xml) == ties(as_json)
