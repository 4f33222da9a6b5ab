"""Parquet files and workbooks: types that are read, and those refused in one sentence."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from job_help import read, rows

from licet.core.errors import BadFileError
from licet.screening.jobs import parquet_table

DAY = date(1964, 4, 1)


def parquet(folder: Path, columns: dict[str, Any]) -> Path:
    """A Parquet file of columns."""
    path = folder / "r.parquet"
    pl.DataFrame(columns).write_parquet(path)
    return path


def column(path: Path, name: str) -> list[Any]:
    """One column as screening reads it."""
    found: list[Any] = read(path)[0].frame()[name].to_list()
    return found


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([DAY, None], [DAY, None]),
        ([datetime(1964, 4, 1, 23, 30), None], [DAY, None]),
        ([1964, None], ["1964", None]),
        ([19640401, 12], ["1964-04-01", "12"]),
        ([1964.0, None, 1.5], ["1964", None, "1.5"]),
        (["1964-04-01T10:00:00", " 1964 ", ""], ["1964-04-01", "1964", None]),
    ],
)
def test_dates_of_birth_of_any_type(values: list[Any], expected: list[Any], tmp_path: Path) -> None:
    """Days, moments, whole numbers and text become days or text that screening reads."""
    names = ["Keld"] * len(values)
    path = parquet(tmp_path, {"name": names, "dob": values})
    assert column(path, "birth_date") == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["IMO: 1;passport: 2"], ["IMO: 1", "passport: 2"]),
        ([["IMO: 1", None]], ["IMO: 1", None]),
        ([[123]], ["123"]),
        ([123], ["123"]),
        ([[{"kind": "IMO", "value": 1}]], [{"kind": "IMO", "value": "1"}]),
        ([[{"Number": "1"}]], [{"kind": None, "value": "1"}]),
        ([{"type": "IMO", "value": "1"}], [{"kind": "IMO", "value": "1"}]),
    ],
)
def test_identifiers_of_any_type(values: list[Any], expected: list[Any], tmp_path: Path) -> None:
    """Texts, lists, structs and lists of structs all name a kind and a value."""
    path = parquet(tmp_path, {"name": ["Keld"], "identifiers": values})
    assert column(path, "identifiers") == [expected]


def test_names_of_other_types(tmp_path: Path) -> None:
    """Categories are text; a column of nulls gives names that are empty."""
    names = pl.Series(["Keld", None], dtype=pl.Categorical)
    path = parquet(tmp_path, {"id": [7.0, None], "name": names, "country": [None, None]})
    assert rows(read(path)) == [(1, None, "7", "Keld", None), (2, None, None, None, None)]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"name": [["a"]]}, "'name' holds List"),
        ({"name": [{"a": 1}]}, "'name' holds Struct"),
        ({"name": [b"a"]}, "'name' holds Binary"),
        ({"name": ["a"], "country": [["a"]]}, "'country' holds List"),
        ({"name": ["a"], "dob": [[1]]}, "'birth_date' holds List"),
        ({"name": ["a"], "identifiers": [[[1]]]}, "'identifiers' holds List"),
        ({"name": ["a"], "identifiers": [{"a": 1}]}, "'identifiers' holds Struct"),
        ({"nmae": ["a"]}, "no column 'name'"),
        ({"Name": ["a"], "name": ["b"]}, "the column 'name' twice"),
    ],
)
def test_columns_that_are_refused(columns: dict[str, Any], words: str, tmp_path: Path) -> None:
    """A column that can't be what it is called is refused once, for the whole file."""
    with pytest.raises(BadFileError, match=words):
        read(parquet(tmp_path, columns))


def test_damaged_parquet_is_refused(tmp_path: Path) -> None:
    """An empty file, one cut short and one with a damaged middle are each one sentence."""
    path = parquet(tmp_path, {"name": ["Keld Armaments"] * 1000})
    data = path.read_bytes()
    path.write_bytes(b"")
    with pytest.raises(BadFileError, match="is empty"):
        read(path)
    for damaged in (data[: len(data) // 2], data[:8] + bytes(40) + data[48:]):
        path.write_bytes(damaged)
        with pytest.raises(BadFileError, match="no whole Parquet file"):
            rows(read(path))


def test_slices_and_parts_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows and their numbers are the same however many are unpacked at a time."""
    path = parquet(tmp_path, {"id": list(range(50)), "name": [f"Name {n}" for n in range(50)]})
    whole = rows(read(path))
    monkeypatch.setattr(parquet_table, "SLICE", 7)
    parts = read(path, 3)
    assert rows(parts) == whole
    assert rows(read(path, 4, parts[5].after)) == whole[parts[5].after.offset :]


def test_a_workbook(tmp_path: Path) -> None:
    """The first sheet is read from its heading on; rows are those that Excel shows."""
    book = openpyxl.Workbook()
    for row in ([], ["Full Name", "dob"], ["Keld", datetime(1964, 4, 1)], [], ["Pell", 1964]):
        book.active.append(row)  # type: ignore[union-attr]
    path = tmp_path / "r.xlsx"
    book.save(path)
    parts = read(path, 2)
    assert rows(parts) == [(1, 3, "Keld", "1964-04-01"), (2, 5, "Pell", "1964")]
    assert sum(part.blank for part in parts) == 1
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(BadFileError, match="damaged"):
        read(path)
