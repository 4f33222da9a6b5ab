"""A user's own list in CSV or Excel."""

from __future__ import annotations

import pytest
from workbook_samples import xlsx

from licet.core.errors import BadFileError, BadInputError
from licet.core.listing import DatedEvent, Feature, Identifier
from licet.lists.exchange import own_table
from licet.lists.exchange.own_cells import Shape
from licet.lists.exchange.own_table import Mapping
from licet.lists.readers import recognise

ENGLISH = (
    "Ref,Name,AKA,Type,Country,DOB,Passport No,Program,Reason,Listed on,Desk\n"
    "7,Rupert Hentzau,Rup H.; Руперт,Individual,Ruritania,13/04/1963,R1,RUR,Treason,01/02/2020,B\n"
    "7,Rupert of Hentzau,,Individual,Ruritania,,,RUR,,,\n"
    "8,Zenda Works,,Company,Ruritania,,,RUR,,,\n"
).encode()
GERMAN = (
    "Nachname;Vorname;Geburtsdatum;Staatsangehörigkeit;Grund\nHentzau;Rupert;1963;XX;Hochverrat\n"
)
RUSSIAN = "Наименование\tСтрана\tИНН\nООО Зенда\tРуритания\t7707083893\n"
JAPANESE = "氏名,国籍,生年月日\nルパート,ルリタニア,1963-04-13\n"


def test_english_headers() -> None:
    """Header words name the fields; days that can be read one way only tell the order."""
    mapping = own_table.guess(ENGLISH)
    assert mapping.columns == {
        "id": ("Ref",),
        "name": ("Name",),
        "alias": ("AKA",),
        "kind": ("Type",),
        "country": ("Country",),
        "birth_date": ("DOB",),
        "identifiers": ("Passport No",),
        "programme": ("Program",),
        "reason": ("Reason",),
        "listed_date": ("Listed on",),
    }
    assert mapping.day_first is True
    assert mapping.why["DOB"] == "birth_date: the header says it"


def test_reading_by_a_mapping() -> None:
    """Rows of one id are one party; columns without a field are kept under their label."""
    count, firm = own_table.read("own", ENGLISH, own_table.guess(ENGLISH))
    assert [one.text for one in count.names] == [
        "Rupert Hentzau",
        "Rup H.",
        "Rupert of Hentzau",
        "Руперт",
    ]
    assert [one.text for one in count.births] == ["1963-04-13"]
    assert count.identifiers == (Identifier("Passport No", "R1"),)
    assert count.events == (DatedEvent("listed", "2020-02-01"),)
    assert count.features == (Feature("Desk", "B"),)
    assert count.measures == ()
    assert (firm.kind, firm.entry_id) == ("organisation", "8")


@pytest.mark.parametrize(
    ("text", "name", "columns"),
    [
        (
            GERMAN,
            "Rupert Hentzau",
            {"family_name", "given_name", "birth_date", "nationality", "reason"},
        ),
        (RUSSIAN, "ООО Зенда", {"name", "country", "identifiers"}),
        (JAPANESE, "ルパート", {"name", "nationality", "birth_date"}),
    ],
)
def test_other_languages(text: str, name: str, columns: set[str]) -> None:
    """Headers in other languages and delimiters are known."""
    data = text.encode()
    mapping = own_table.guess(data)
    assert mapping.columns.keys() == columns
    assert own_table.read("own", data, mapping)[0].name == name


def test_content_where_headers_say_nothing() -> None:
    """Two capitals are a country, kind words a kind, and words that hardly repeat the names."""
    rows = "".join(f"Zenda Works {'ABCDEFGHIJ'[n]}gh,company,XX,{n}\n" for n in range(10))
    mapping = own_table.guess(f"col1,col2,col3,col4\n{rows}".encode())
    assert mapping.columns == {"name": ("col1",), "kind": ("col2",), "country": ("col3",)}


def test_excel_with_a_title_above() -> None:
    """In a workbook the header may stand below a title, and the mapping names sheet and row."""
    data = xlsx({"Liste": [["Our list"], [], ["Nom", "Pays"], ["Rupert", "Ruritanie"]]})
    mapping = own_table.guess(data)
    assert (mapping.shape.sheet, mapping.shape.header_row) == ("Liste", 3)
    assert own_table.read("own", data, mapping)[0].addresses[0].country == "Ruritanie"


def test_the_mapping_as_yaml() -> None:
    """A mapping comes back from its YAML, and the file reads the same with it."""
    mapping = own_table.guess(ENGLISH)
    again = Mapping.from_yaml(mapping.to_yaml())
    assert again == mapping
    assert own_table.read("own", ENGLISH, again) == own_table.read("own", ENGLISH, mapping)


def test_ids_without_an_id_column() -> None:
    """Without an id column a row keeps its id when rows are moved."""
    mapping = Mapping({"name": ("n",)})
    first = {one.name: one.entry_id for one in own_table.read("own", b"n\nA\nB\n", mapping)}
    again = {one.name: one.entry_id for one in own_table.read("own", b"n\nB\nA\n", mapping)}
    assert first == again


def test_an_order_of_days_that_is_not_told() -> None:
    """03/04/2020 stays as written when nothing tells which number is the day."""
    data = b"name,listed on\nA,03/04/2020\n"
    (party,) = own_table.read("own", data, own_table.guess(data))
    assert party.events == (DatedEvent("listed", "03/04/2020"),)


def test_a_measure_of_the_users_choice() -> None:
    """Every entry gets the measure that the mapping names, and an unknown one is refused."""
    mapping = Mapping({"name": ("n",)}, measure="uk/asset-freeze")
    assert own_table.read("own", b"n\nA\n", mapping)[0].measures[0].measure == "uk/asset-freeze"
    with pytest.raises(BadInputError, match="did you mean 'uk/asset-freeze'"):
        own_table.read("own", b"n\nA\n", Mapping({"name": ("n",)}, measure="uk/asset-freez"))


@pytest.mark.parametrize(
    ("data", "mapping", "told"),
    [
        (b"n\n\xff\n", Mapping({"name": ("n",)}), "line 2: is not utf-8"),
        (b"m\nA\n", Mapping({"name": ("n",)}), "column 'n' that the mapping has for name"),
        (b"n,m\n,A\n", Mapping({"name": ("n",)}), "row 2: the name is empty"),
        (b"n,m\nA,B,C\n", Mapping({"name": ("n",)}), "row 2: cells stand beyond"),
        (b"n,n\nA,B\n", Mapping({"name": ("n",)}), "stands twice"),
        (b"n\n", Mapping({"name": ("n",)}), "no rows"),
        (b"n\nA\n", Mapping({"name": ("n",)}, Shape(header_row=9)), "no header"),
    ],
)
def test_damage(data: bytes, mapping: Mapping, told: str) -> None:
    """A table that doesn't fit its mapping is refused with row and column."""
    with pytest.raises(BadFileError, match=told):
        own_table.read("own", data, mapping)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "no YAML with columns"),
        ("columns: {nam: [n]}", "did you mean 'name'"),
        ("columns: {name: [a, b]}", "takes one column"),
        ("columns: {id: [a]}", "no column holds the name"),
        ("columns: {name: [a]}\nencoding: ebcdic", "not known"),
    ],
)
def test_bad_mappings(text: str, told: str) -> None:
    """A mapping with unknown words is refused before any table is read."""
    with pytest.raises(BadInputError, match=told):
        Mapping.from_yaml(text)


def test_an_unknown_table_is_never_guessed_at() -> None:
    """A table without a mapping is refused, and the hint says to give one."""
    with pytest.raises(BadFileError):
        recognise(ENGLISH, "list.csv")
    with pytest.raises(BadFileError, match="licet lists map"):
        own_table.refuse_unmapped(ENGLISH, "list.csv")
    own_table.refuse_unmapped(b"36,AEROZENDA,-0- ,RUR\n", "sdn.csv")
