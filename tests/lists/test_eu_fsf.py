"""The EU's list in XML 1.1 and CSV: invented entities in its shapes, and the real files at hand."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.core.errors import BadFileError, LicetError
from licet.core.listing import Listing
from licet.lists.readers import read_snapshot, recognise

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><export xmlns="http://eu.europa.ec/fpi/fsd/export" '
    'generationDate="2024-05-06T07:08:09.000+02:00" globalFileId="1">'
)
PERSON = """<sanctionEntity designationDate="2021-02-03" designationDetails="Listed with others"
 unitedNationId="RUi.001" euReferenceNumber="EU.1.23" logicalId="7" colour="red">
<remark>Believed to be abroad.</remark>
<regulation regulationType="amendment" organisationType="council" publicationDate="2021-02-04"
 entryIntoForceDate="2021-02-05" numberTitle="2021/999 (OJ L9)" programme="{programme}"
 logicalId="1"><publicationUrl>http://example.org/oj</publicationUrl></regulation>
<subjectType code="person" classificationCode="P"/>
<nameAlias firstName="Osric" middleName="" lastName="Vale" wholeName="Osric Vale"
 function="Miller" gender="M" title="Dr" nameLanguage="" strong="true" logicalId="11"/>
<nameAlias wholeName="Осрик Вейл" nameLanguage="RU" strong="true" logicalId="10"/>
<nameAlias wholeName="The Miller" strong="false" logicalId="12"/>
<nameAlias wholeName="Oswald Vale" strong="true" logicalId="13"><remark>formerly</remark>
<regulationSummary regulationType="regulation" publicationDate="2019-01-01"
 numberTitle="2019/1 (OJ L1)" publicationUrl="http://example.org/1"/></nameAlias>
<citizenship region="" countryIso2Code="RU" countryDescription="RURITANIA" logicalId="1"/>
<birthdate circa="true" calendarType="GREGORIAN" city="Strelsau" year="1960" place=""
 countryIso2Code="00" countryDescription="UNKNOWN" logicalId="1"/>
<birthdate circa="false" calendarType="GREGORIAN" yearRangeFrom="1958" yearRangeTo="1962"/>
<birthdate circa="false" calendarType="GREGORIAN" year="1961" monthOfYear="4"/>
<birthdate circa="false" calendarType="ISLAMIC" year="1380"/>
<address city="Zenda" street="Castle 1" poBox="9" zipCode="12" place="" asAtListingTime="true"
 countryIso2Code="RU" countryDescription="RURITANIA" logicalId="1">
<contactInfo key="EMAIL" value="miller@example.org"/></address>
<identification diplomatic="true" knownExpired="true" knownFalse="false" number="R 12"
 issueDate="2010-01-01" validTo="2020-01-01" issuedBy="Strelsau"
 identificationTypeCode="passport" identificationTypeDescription="National passport"
 countryIso2Code="RU" countryDescription="RURITANIA" logicalId="1"><remark>lost</remark>
</identification><shoe size="44">big</shoe></sanctionEntity>"""


def document(*entities: str) -> bytes:
    """A whole list of these entities."""
    return f"{HEAD}{''.join(entities)}</export>".encode()


def person(programme: str = "SYR") -> str:
    """The miller under a programme."""
    return PERSON.format(programme=programme)


def read(data: bytes) -> list[Listing]:
    """The listings of a file, through the one door."""
    what = recognise(data, "eu file")
    assert what.source == "eu-fsf"
    return read_snapshot(what.source, {"main": data})


def test_an_entity_is_an_entry_of_its_reference_number() -> None:
    """Number, kind, name, date of the file, programme and the number it has at the UN."""
    assert str(recognise(document(person()), "x").published_on) == "2024-05-06"
    (one,) = read(document(person()))
    assert (one.entry_id, one.kind, one.name) == ("EU.1.23", "person", "Osric Vale")
    assert (one.programmes, one.references) == (("SYR",), ("un-sc:RUi.001",))
    assert one.legal_bases == (
        "2019/1 (OJ L1) http://example.org/1",
        "2021/999 (OJ L9) http://example.org/oj",
    )
    assert {(e.kind, e.text) for e in one.events} == {
        ("listed", "2021-02-03"),
        ("amended", "2021-02-04"),
        (
            "other",
            "amendment council 2021/999 (OJ L9): published 2021-02-04, in force 2021-02-05",
        ),
    }


def test_every_name_is_kept_with_its_kind() -> None:
    """The Latin strong name is the primary one, though a Russian one was entered earlier."""
    (one,) = read(document(person()))
    told = {name.text: (name.kind, name.strength, name.script, name.language) for name in one.names}
    assert told == {
        "Osric Vale": ("primary", "strong", None, None),
        "Осрик Вейл": ("aka", "strong", "Cyrl", "ru"),
        "The Miller": ("aka", "weak", None, None),
        "Oswald Vale": ("fka", "strong", None, None),
    }
    assert one.titles == ("Dr", "Miller")


def test_births_are_the_intervals_they_say() -> None:
    """A year about, a range, a month, and a year of another calendar, which is no interval."""
    (one,) = read(document(person()))
    told = {b.text: (b.earliest and str(b.earliest), b.circa) for b in one.births}
    assert told == {
        "circa 1960": ("1960-01-01", True),
        "1958 to 1962": ("1958-01-01", False),
        "1961-04": ("1961-04-01", False),
        "1380 (Islamic calendar)": (None, False),
    }
    assert one.birth_places == ("Strelsau",)


def test_documents_places_and_contacts_are_kept() -> None:
    """A passport's country, days and what is known against it; an address with its e-mail."""
    (one,) = read(document(person()))
    (paper,) = one.identifiers
    assert (paper.kind, paper.value, paper.country) == ("National passport", "R 12", "RURITANIA")
    assert (paper.issued, paper.expires) == ("2010-01-01", "2020-01-01")
    assert paper.note == "issued by Strelsau; diplomatic; known to be expired; lost"
    (place,) = one.addresses
    assert (place.street, place.note) == ("Castle 1, PO box 9", "as at listing")
    assert ("Email", "miller@example.org") in {(f.kind, f.value) for f in one.features}
    assert one.citizenships == ("RURITANIA",)
    assert one.remarks == ("Believed to be abroad.", "Listed with others")


def test_what_no_rule_knows_is_unread() -> None:
    """An unknown attribute and an unknown element stand word for word."""
    (one,) = read(document(person()))
    assert one.unread == ("colour: red", "shoe big", "shoe size: 44")


@pytest.mark.parametrize(
    ("programme", "measure"),
    [("SYR", "eu/asset-freeze"), ("PRK", "eu/measures"), ("NEW", "eu/measures")],
)
def test_a_freeze_is_said_only_where_the_programme_is_one(programme: str, measure: str) -> None:
    """A programme with other measures beside the freeze, or an unknown one, claims no freeze."""
    (one,) = read(document(person(programme)))
    assert [(m.measure, m.text, m.listed_on) for m in one.measures] == [
        (measure, f"{programme}: 2021/999 (OJ L9)", "2021-02-03")
    ]


def test_a_party_under_two_programmes_is_one_entry() -> None:
    """Two entities of one number make one listing, whatever their order."""
    one = read(document(person("TAQA"), person("AFG")))
    assert len(one) == 1
    assert one[0].programmes == ("AFG", "TAQA")
    assert len(one[0].measures) == 2
    assert len(one[0].names) == 4
    assert read(document(person("AFG"), person("TAQA"))) == one


def test_the_order_of_parts_is_nothing() -> None:
    """A file that turns an entity's parts around holds the same listing."""
    inside = re.search(r"<sanctionEntity[^>]*>(.*)</sanctionEntity>", person(), re.S)
    assert inside
    parts = re.findall(r"<(\w+)\b(?:[^>]*/>|.*?</\1>)", inside[1], re.S)
    whole = [m[0] for m in re.finditer(r"<(\w+)\b(?:[^>]*/>|.*?</\1>)", inside[1], re.S)]
    assert len(parts) == len(whole)
    turned = person().replace(inside[1], "".join(reversed(whole)))
    assert read(document(turned)) == read(document(person()))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('logicalId="7"', "", "no entity with a logicalId"),
        ('<subjectType code="person" classificationCode="P"/>', "", "no subjectType"),
        ("<sanctionEntity", "<sanction", "mismatch"),
        ("wholeName", "wholeTitle", "no name"),
    ],
)
def test_a_reshaped_file_is_refused(old: str, new: str, says: str) -> None:
    """An entity without number, kind or name is refused with its line."""
    text = re.sub(r'(first|last)Name="\w*"', "", person())
    with pytest.raises(BadFileError, match=rf"line \d+: .*{says}"):
        read(document(text.replace(old, new)))


def test_one_number_for_two_parties_is_refused() -> None:
    """A reference number that two logical ids bear would join two parties."""
    other = person().replace('logicalId="7"', 'logicalId="8"')
    with pytest.raises(BadFileError, match="two parties"):
        read(document(person(), other))


def test_hostile_and_empty_files_are_refused() -> None:
    """A document type is refused before anything is expanded; a list of nobody is no list."""
    bomb = document(person()).replace(b"<export", b'<!DOCTYPE x [<!ENTITY a "b">]><export', 1)
    with pytest.raises(BadFileError, match="document type"):
        read(bomb)
    with pytest.raises(BadFileError, match="no entries"):
        read(document())
    with pytest.raises(BadFileError, match="does not exist"):
        read(document(person()).replace(b"2024-05-06", b"2024-05-66"))


# ---------------------------------------------------------------- CSV

SHORT = {
    "Naal": "lastname firstname middlename wholename gender title function language",
    "Addr": "number street zipcode city country other",
    "Birt": "date place country",
    "Iden": "number country",
    "Citi": "country",
}
LEBA = "leba_numtitle leba_publication_date leba_url programme"
HEAD_10 = ["Date_file", "Entity_logical_id", "Subject_type", "Leba_numtitle"]
HEAD_10 += ["Leba_publication_date", "Leba_url", "Programme", "Entity_remark"]
for _prefix, _own in SHORT.items():
    HEAD_10 += [f"{_prefix}_logical_id", "Entity_logical_id"]
    HEAD_10 += [f"{_prefix}_{one}" for one in f"{LEBA} {_own}".split()]
HEAD_10.append("EU_ref_num")


def row(act: str = "2021/1 (OJ L1)", programme: str = "SYR", **told: str) -> list[str]:
    """A row of edition 1.0 for the miller; cells by column."""
    known = {
        "Date_file": "04/07/2018",
        "Subject_type": "P",
        "Leba_numtitle": act,
        "Leba_publication_date": "2021-02-04",
        "Leba_url": "http://example.org/1",
        "Programme": programme,
        "Entity_remark": r"(First)\n(UN (1999) listing)",
        "EU_ref_num": "EU.1.23",
        **told,
    }
    cells = [known.get(name, "") for name in HEAD_10]
    cells[1] = known.get("Entity_logical_id", "7")
    return cells


ROWS = [
    row(Naal_logical_id="11", Naal_wholename="Osric Vale; Miller", Naal_function="Miller"),
    row(Naal_logical_id="10", Naal_wholename="Oszkár, the Vale", Naal_language="HU"),
    row(Addr_logical_id="1", Addr_city="Zenda", Addr_other=r"PHONE[12 3]\nFAX[4]"),
    row(Birt_logical_id="1", Birt_date="N/A", Birt_place="Strelsau", Birt_country="RUR"),
    row(Birt_logical_id="2", Birt_date="1960-01-02"),
    row(Iden_logical_id="1", Iden_number="R 12 (passport-National passport) ((lost))"),
    row(Citi_logical_id="1", Citi_country="RUR"),
    row("2020/2 (OJ L2)", "PRK", Naal_logical_id="14", Naal_wholename="Osric Vale; Miller"),
]


def table(rows: list[list[str]], header: list[str] | None = None) -> bytes:
    """A CSV file as the publisher writes it."""
    out = StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows([header or HEAD_10, *rows])
    return out.getvalue().encode()


def resaved(data: bytes) -> bytes:
    """The file as a spreadsheet saves it that opened it by its commas."""
    quoted = ('"' + one.replace('"', '""').replace(",", "\t") for one in data.decode().split("\n"))
    return "\n".join(f'{one}\t\t\t"' for one in list(quoted)[:-1]).encode("cp1252")


def test_rows_of_one_party_are_one_entry() -> None:
    """Names, address, birth, document, citizenship and acts out of eight rows."""
    (one,) = read(table(ROWS))
    assert str(recognise(table(ROWS), "x").published_on) == "2018-07-04"
    assert (one.entry_id, one.name, one.kind) == ("EU.1.23", "Osric Vale; Miller", "person")
    assert [(n.text, n.language) for n in one.names[1:]] == [("Oszkár, the Vale", "hu")]
    assert one.programmes == ("PRK", "SYR")
    assert [(m.measure, m.text) for m in one.measures] == [
        ("eu/asset-freeze", "SYR: 2021/1 (OJ L1)"),
        ("eu/measures", "PRK: 2020/2 (OJ L2)"),
    ]
    assert one.remarks == ("First", "UN (1999) listing")
    assert [(f.kind, f.value) for f in one.features if f.kind in {"Telephone", "Fax"}] == [
        ("Fax", "4"),
        ("Telephone", "12 3"),
    ]
    assert [b.text for b in one.births] == ["1960-01-02"]
    assert one.birth_places == ("Strelsau, RUR",)
    (paper,) = one.identifiers
    assert (paper.kind, paper.value, paper.note) == ("National passport", "R 12", "(lost)")
    assert one.unread == ()


def test_the_order_of_rows_is_nothing() -> None:
    """A file with its rows turned around holds the same listing."""
    assert read(table(ROWS[::-1])) == read(table(ROWS))


def test_a_file_a_spreadsheet_has_resaved_is_read_as_before() -> None:
    """Lines in quotes, with tabs for commas and in Windows-1252, hold the same listing."""
    assert read(resaved(table(ROWS))) == read(table(ROWS))


def test_a_name_whose_letters_are_lost_is_unread() -> None:
    """Question marks where a Cyrillic name stood are no name."""
    lost = row(Naal_logical_id="15", Naal_wholename="????? ??")
    (one,) = read(table([*ROWS, lost]))
    assert len(one.names) == 2
    assert one.unread == ("name: ????? ??",)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([ROWS[0][:40]], "line 2: 40 columns stand where 59"),
        ([row(Entity_logical_id="x")], "line 2: the row has no entity's number"),
        ([ROWS[0], row(Subject_type="E")], "line 3: the entity 7 is of two kinds"),
        ([row()], "has no name"),
        ([], "no entries"),
    ],
)
def test_a_cut_or_shifted_table_is_refused(rows: list[list[str]], says: str) -> None:
    """A row that is short, without number, of another kind or without name is refused."""
    with pytest.raises(BadFileError, match=says):
        read(table(rows))


def test_a_moved_column_is_refused() -> None:
    """A header with two columns changed is refused by the first of them."""
    header = [*HEAD_10]
    header[17], header[16] = header[16], header[17]
    with pytest.raises(BadFileError, match="column 17 should be 'Naal_middlename'"):
        read(table(ROWS, header))


def test_edition_1_1_is_read_by_its_names() -> None:
    """Columns named after the schema are read in any order; an unknown one is unread."""
    told = {
        "fileGenerationDate": "04/07/2024",
        "Entity_LogicalId": "7",
        "Entity_EU_ReferenceNumber": "EU.1.23",
        "Entity_UnitedNationId": "RUi.001",
        "Entity_DesignationDate": "2021-02-03",
        "Entity_SubjectType": "P",
        "Entity_SubjectType_ClassificationCode": "person",
        "Entity_Regulation_Type": "amendment",
        "Entity_Regulation_PublicationDate": "2021-02-04",
        "Entity_Regulation_NumberTitle": "2021/999 (OJ L9)",
        "Entity_Regulation_Programme": "SYR",
        "NameAlias_WholeName": "Osric Vale",
        "NameAlias_LogicalId": "11",
        "NameAlias_Regulation_NumberTitle": "2019/1 (OJ L1)",
        "NameAlias_Regulation_Programme": "SYR",
        "BirthDate_BirthDate": "1960-01-02",
        "BirthDate_CalendarType": "GREGORIAN",
        "Identification_Number": "R 12",
        "Identification_TypeCode": "passport",
        "Identification_KnownFalse": "true",
        "Citizenship_CountryDescription": "RURITANIA",
        "Shoe_Size": "44",
    }
    (one,) = read(table([list(told.values())], list(told)))
    assert (one.entry_id, one.name, one.references) == ("EU.1.23", "Osric Vale", ("un-sc:RUi.001",))
    assert one.legal_bases == ("2019/1 (OJ L1)", "2021/999 (OJ L9)")
    assert [(i.kind, i.value, i.note) for i in one.identifiers] == [
        ("passport", "R 12", "known to be false")
    ]
    assert ("amended", "2021-02-04") in {(e.kind, e.text) for e in one.events}
    assert one.births[0].text == "1960-01-02"
    assert one.unread == ("Shoe_Size: 44",)


# ---------------------------------------------------------------- fuzz and real files

SAMPLES = [document(person()), table(ROWS), resaved(table(ROWS))]


@given(st.sampled_from(SAMPLES), st.integers(0, 4000), st.integers(0, 40), st.binary(max_size=6))
def test_a_damaged_file_never_surprises(data: bytes, at: int, cut: int, put: bytes) -> None:
    """Whatever is put into a file or taken out, it is read or refused in one sentence."""
    with suppress(LicetError):
        read_snapshot("eu-fsf", {"main": data[:at] + put + data[at + cut :]})


@pytest.mark.parametrize("cut", range(300, 2300, 150))
def test_a_cut_xml_file_is_refused(cut: int) -> None:
    """A file that breaks off is refused with the line where it ends."""
    with pytest.raises(BadFileError, match="line"):
        read(document(person())[:cut])


def test_a_truncated_real_file_is_refused_with_its_last_line(
    shared: Callable[[str], Path],
) -> None:
    """The real file that breaks off in an attribute is refused with that line."""
    data = shared("eu/fsf_1_1_2022-03-18_TRUNCATED.xml").read_bytes()
    last = len(data.splitlines())
    with pytest.raises(BadFileError, match=rf"line {last}: .*breaks off"):
        read(data)


def test_every_entity_of_the_real_xml_file(shared: Callable[[str], Path]) -> None:
    """1,044 entities of 1,024 parties, with all their distinct names and documents."""
    data = shared("eu/fsf_1_1_2022-03-18_first1044_repaired.xml").read_bytes()
    entities = data.count(b"<sanctionEntity ")
    ids = set(re.findall(rb'<sanctionEntity [^>]*logicalId="(\d+)"', data))
    listings = read(data)
    assert (entities, len(ids), len(listings)) == (1044, 1024, 1024)
    # A measure for every entity: none of those that share a party is lost
    assert sum(len(one.measures) for one in listings) == entities
    assert sum(len(one.programmes) for one in listings) == entities
    names = {name for block in data.split(b"<sanctionEntity ")[1:] for name in _whole_names(block)}
    found = {(one.features, n.text, n.language) for one in listings for n in one.names}
    assert len(found) == len(names)
    assert sum(len(one.identifiers) for one in listings) >= data.count(b"<identification ") - 10
    assert not any(one.unread for one in listings)


def _whole_names(block: bytes) -> set[tuple[bytes, str, bytes]]:
    """Party, name and language of every name of an entity, by a pattern of its own."""
    from html import unescape

    party = re.search(rb'logicalId="(\d+)"', block)
    assert party
    found = re.findall(rb'wholeName="([^"]*)"[^>]*?nameLanguage="([^"]*)"', block)
    return {(party[1], " ".join(unescape(n.decode()).split()), lang) for n, lang in found}


def test_every_row_of_the_real_csv_file(shared: Callable[[str], Path]) -> None:
    """999 rows of 93 parties: every name that kept its letters, address, document, citizenship."""
    data = shared("eu/fsf_csv_1_0_first1000.csv").read_bytes()
    text = data.decode("cp1252").replace("\t", ",")
    rows = [line.strip('",').replace('""', '"') for line in text.splitlines()[1:]]
    cells = list(csv.reader(rows, delimiter=";"))
    assert len(cells) == 999
    listings = read(data)
    assert len(listings) == len({one[1] for one in cells}) == 93
    assert {one.entry_id for one in listings} == {one[58] for one in cells}
    names = {(one[1], " ".join(one[17].split()), one[21].lower()) for one in cells if one[17]}
    lost = {one for one in names if not any(map(str.isalpha, one[1]))}
    assert sum(len(one.names) for one in listings) == len(names) - len(lost)
    assert sum(len(one.identifiers) for one in listings) == len({c[43] for c in cells if c[43]})
    assert sum(len(one.addresses) for one in listings) == len({c[22] for c in cells if c[22]})
    assert sum(len(one.measures) for one in listings) == len({(c[1], c[3], c[6]) for c in cells})
