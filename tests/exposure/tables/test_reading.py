"""Tables as people have them: guessed headers, other spellings, other files; nothing lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.core.errors import BadFileError, BadInputError
from licet.exposure.programme import Programme, open_programme
from licet.exposure.tables.read import read_tables
from licet.exposure.tables.schema import tables
from licet.exposure.tables.template import write_template


def _told(programme: Programme, what: str) -> list[tuple[str | None, int | None]]:
    """Where problems that say something stand."""
    found = programme.problems.filter(pl.col("what").str.contains(what, literal=True))
    return list(zip(found["sheet"].to_list(), found["row"].to_list(), strict=True))


def _folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_headers_are_guessed_and_shown(tmp_path: Path) -> None:
    """Other words, another language and a unit of weeks are read, and what was taken is told."""
    folder = _folder(
        tmp_path,
        lieferanten="Lieferantennummer;Company name;Land\nL1;Nordguss GmbH;Deutschland\n",
        avl="Part No.,Vendor,Lead time (weeks)\nP1,L1,6\n",
    )
    found = open_programme(folder)
    assert found.suppliers.row(0, named=True)["name"] == "Nordguss GmbH"
    assert found.suppliers["country"].to_list() == ["DE"]
    assert found.sources["lead_time_days"].to_list() == [42.0]
    told = {one.table: one for one in found.sheets}
    assert told["suppliers"].guessed["Company name"] == "name"
    assert told["suppliers"].table_guessed


def test_a_folder_a_workbook_and_parquet_say_the_same(tmp_path: Path) -> None:
    """The same tables in three forms make the same programme."""
    import xlsxwriter

    rows = [("S1", "Alpha", "TR"), ("S2", "Beta", "US")]
    frame = pl.DataFrame(rows, schema=["supplier", "name", "country"], orient="row")
    for form in ("csv", "parquet", "xlsx"):
        (tmp_path / form).mkdir()
    frame.write_csv(tmp_path / "csv" / "suppliers.csv")
    frame.write_parquet(tmp_path / "parquet" / "suppliers.parquet")
    with xlsxwriter.Workbook(tmp_path / "xlsx" / "book.xlsx") as book:
        sheet = book.add_worksheet("Suppliers")
        for n, row in enumerate([frame.columns, *rows]):
            sheet.write_row(n, 0, row)
    read = [open_programme(tmp_path / form).suppliers for form in ("csv", "parquet", "xlsx")]
    plain = [one.drop("sheet", "row") for one in read]
    assert plain[0].equals(plain[1])
    assert plain[0].equals(plain[2])


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1234.5", "2", "3.25"], [1234.5, 2.0, 3.25]),
        (["1.234,5", "2", "3,25"], [1234.5, 2.0, 3.25]),
        (["1,234.50", "USD 2", "$3"], [1234.5, None, 3.0]),
    ],
)
def test_numbers_as_people_write_them(
    tmp_path: Path, cells: list[str], values: list[float | None]
) -> None:
    """Decimal commas are told from the column; what can't be read is named, not guessed."""
    body = "".join(f'C{n};S;"{cell}";USD\n' for n, cell in enumerate(cells))
    folder = _folder(tmp_path, contracts=f"contract;supplier;value;currency\n{body}")
    found = open_programme(folder)
    assert found.lines["value"].to_list() == values
    lost = values.count(None)
    assert len(_told(found, "is no number")) == lost


def test_days_whose_order_cant_be_told_are_not_guessed(tmp_path: Path) -> None:
    """03/04/2020 alone could be either; beside 25/12/2020 it is the third of April."""
    head = "contract,supplier,signed\n"
    alone = open_programme(_folder(tmp_path, contracts=f"{head}C1,S,03/04/2020\n"))
    assert alone.lines["signed"].to_list() == [None]
    assert _told(alone, "can't be told")
    both = _folder(tmp_path, contracts=f"{head}C1,S,03/04/2020\nC2,S,25/12/2020\n")
    assert open_programme(both).lines["signed"].to_list() == [date(2020, 4, 3), date(2020, 12, 25)]


def test_a_supplier_without_a_name_is_named_by_row(tmp_path: Path) -> None:
    """It stays, can't be screened, and the message says where."""
    folder = _folder(tmp_path, suppliers="supplier,name\nS1,Alpha\nS2,\n")
    found = open_programme(folder)
    assert _told(found, "has no name") == [("suppliers.csv", 3)]
    assert found.suppliers.height == 2


def test_a_contract_that_ends_before_it_is_signed(tmp_path: Path) -> None:
    """Both days count as unknown; the contract stays."""
    text = "contract,supplier,signed,to\nC1,S,2020-05-01,2019-05-01\n"
    found = open_programme(_folder(tmp_path, contracts=text))
    assert _told(found, "ends before it is signed") == [("contracts.csv", 2)]
    assert found.lines.select("signed", "to").row(0) == (None, None)


def test_shares_over_a_hundred(tmp_path: Path) -> None:
    """Each row of the part is named; who can make it still counts."""
    text = "part,supplier,share\nP,A,60\nP,B,60\nQ,A,100\n"
    found = open_programme(_folder(tmp_path, sources=text))
    assert _told(found, "come to 120") == [("sources.csv", 2), ("sources.csv", 3)]
    assert found.sources["share"].to_list() == [None, None, 100.0]


def test_mixed_currencies_without_rates_stay_apart(tmp_path: Path) -> None:
    """It is said once, and values keep their currency."""
    text = "contract,supplier,value,currency\nC1,S,5,USD\nC2,S,7,EUR\n"
    found = open_programme(_folder(tmp_path, contracts=text))
    assert _told(found, "no rate for EUR, USD")
    assert set(found.lines["currency"]) == {"USD", "EUR"}


def test_what_another_table_names_is_taken_in(tmp_path: Path) -> None:
    """A contract with a supplier and a part nobody lists still counts, and is told."""
    folder = _folder(
        tmp_path,
        suppliers="supplier,name\nS1,Alpha\n",
        contracts="contract,supplier,part,value,currency\nC1,S9,P9,5,USD\n",
    )
    found = open_programme(folder)
    assert found.suppliers["supplier_id"].to_list() == ["S1", "S9"]
    assert _told(found, "'S9' is not in suppliers") == [("contracts.csv", 2)]


def test_the_same_number_twice(tmp_path: Path) -> None:
    """The first row of a supplier counts; the second is named."""
    folder = _folder(tmp_path, suppliers="supplier,name\nS1,Alpha\nS1,Beta\n")
    found = open_programme(folder)
    assert found.suppliers["name"].to_list() == ["Alpha"]
    assert _told(found, "stands in an earlier row") == [("suppliers.csv", 3)]


def test_deliveries_find_their_line(tmp_path: Path) -> None:
    """By line number, else by part; what came lessens what is open."""
    folder = _folder(
        tmp_path,
        contracts="contract,supplier,currency\nC1,S,USD\n",
        contract_lines="contract,line,part,quantity,value\nC1,1,P,10,100\nC1,2,Q,20,200\n",
        deliveries="contract,line,part,date,quantity,received\n"
        "C1,1,,2020-01-01,4,yes\nC1,,Q,2020-01-01,5,yes\nC1,,,2020-01-01,1,yes\n",
    )
    found = open_programme(folder)
    assert found.lines["open_quantity"].to_list() == [6.0, 15.0]
    assert found.deliveries["line"].to_list() == [0, 1, None]
    assert _told(found, "fits no line") == [("deliveries.csv", 4)]


def test_a_missing_column_says_what_the_sheet_has(tmp_path: Path) -> None:
    """The sheet is left out, with its headers and a hint."""
    folder = _folder(tmp_path, suppliers="name,country\nAlpha,TR\n", parts="part\nP\n")
    found = open_programme(folder)
    told = found.problems.filter(pl.col("table") == "suppliers").row(0, named=True)
    assert "no column 'supplier'" in told["what"]
    assert told["level"] == "left_out"
    assert found.parts.height == 1


def test_broken_rows_and_other_encodings(tmp_path: Path) -> None:
    """A row with a cell too many is named by its number, the rest is read; UTF-16 is read."""
    text = "supplier,name\nS1,Alpha\nS2,Beta,extra\nS3,Gamma\n"
    found = open_programme(_folder(tmp_path, suppliers=text))
    assert found.suppliers["supplier_id"].to_list() == ["S1", "S3"]
    left = found.problems.filter(pl.col("level") == "left_out")
    assert left["row"].to_list() == [3]
    (tmp_path / "suppliers.csv").write_bytes("supplier,name\nS1,Şahin\n".encode("utf-16"))
    assert open_programme(tmp_path).suppliers["name"].to_list() == ["Şahin"]


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02" * 50, b"PK\x03\x04 broken"])
def test_a_file_that_is_no_table_is_a_clear_error(tmp_path: Path, data: bytes) -> None:
    """One sentence names the file."""
    (tmp_path / "suppliers.csv").write_bytes(data)
    with pytest.raises((BadFileError, BadInputError), match=r"suppliers|table|empty"):
        open_programme(tmp_path)


@pytest.mark.parametrize("target", ["folder", "book.xlsx"])
def test_the_template_is_read_as_it_is(tmp_path: Path, target: str) -> None:
    """Every table is there, understood without a guess, empty, and nothing is wrong with it."""
    write_template(tmp_path / target)
    found = read_tables(tmp_path / target)
    own = [one for one in found.sheets if one.table]
    assert {one.table for one in own} == set(tables())
    assert not any(one.guessed or one.unread or one.table_guessed for one in own)
    assert all(frame.height == 0 for frame in found.frames.values())
    with pytest.raises(BadInputError, match=r"already|not empty"):
        write_template(tmp_path / target)


@given(
    cells=st.lists(
        st.tuples(st.sampled_from(["S1", "S2", "", "S3"]), st.text(max_size=8),
                  st.sampled_from(["TR", "Atlantis", "", "US"])),
        max_size=8,
    )
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_no_row_is_lost_in_silence(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str, str]]
) -> None:
    """Every row of a table is either in its frame or named as left out."""
    folder = tmp_path_factory.mktemp("rows")
    frame = pl.DataFrame(cells, schema=["supplier", "name", "country"], orient="row")
    frame = frame.cast(pl.String)
    frame.write_parquet(folder / "suppliers.parquet")
    if not frame.height:
        return
    found = read_tables(folder)
    left = pl.concat([one for one in found.problems if one.height] or [pl.DataFrame()])
    gone = left.filter(pl.col("level") == "left_out")["row"].n_unique() if left.height else 0
    assert found.frames["suppliers"].height + gone == frame.height


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"contracts": "contract,supplier,value\nC1,,5\n"}, "names no supplier"),
        ({"contracts": "contract,supplier,value\nC1,S,1e308\n"}, "is beyond 1e+15"),
        ({"contracts": "contract,supplier,value\nC1,S,-5\n"}, "the value is -5"),
        ({"deliveries": "contract,date,quantity\nC1,,5\n"}, "has no day"),
        ({"rates": "currency,to,rate\nUSD,USD,2\nEUR,USD,1\n"}, "of itself"),
        ({"rates": "currency,to,rate\nEUR,USD,1\nGBP,EUR,1\nCHF,USD,1\n"}, "the rate is into EUR"),
    ],
)
def test_slips_are_named(tmp_path: Path, files: dict[str, str], says: str) -> None:
    """Each slip is told with its sheet and row; the rest counts."""
    found = open_programme(_folder(tmp_path, **files))
    assert _told(found, says)
