"""The tables folder in the licet home."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from small_tables import keep, write

from licet.core.errors import BadInputError, StoreError
from licet.goods import table_store
from licet.goods.tables import CHART

DAY = date(2026, 7, 23)


def test_tables_are_kept_and_found_again(tabled: Path) -> None:
    """What was added is there with its date, rows and hash."""
    held = table_store.listed(tabled)
    assert [(t.kind, t.issued) for t in held] == sorted((t.kind, DAY) for t in held)
    assert table_store.in_force(tabled, CHART, DAY).tables[0].data["China"]["marks"]


def test_adding_twice_changes_nothing(tabled: Path, tmp_path: Path) -> None:
    """The same file is kept once."""
    before = table_store.listed(tabled)
    keep(tabled, tmp_path / "files")
    assert table_store.listed(tabled) == before


def test_one_bad_file_keeps_all_out(tmp_path: Path) -> None:
    """Files are kept all or none."""
    files = sorted(write(tmp_path / "files").glob("*.json"))
    (tmp_path / "bad.json").write_text("{", "utf-8")
    with pytest.raises(BadInputError):
        table_store.add(tmp_path / "home", [*files, tmp_path / "bad.json"])
    assert table_store.listed(tmp_path / "home") == []


def test_vouched_days_are_kept_and_checked(tmp_path: Path) -> None:
    """A wider validity is kept; one that leaves the issue date out is refused."""
    files = write(tmp_path / "files")
    keep(tmp_path / "home", files, since=date(2020, 1, 1), until=date(2027, 1, 31))
    assert table_store.in_force(tmp_path / "home", CHART, date(2020, 12, 13)).tables
    with pytest.raises(BadInputError, match="can't be valid"):
        keep(tmp_path / "home", files, until=date(2020, 1, 1))


def test_an_empty_home_has_no_tables(tmp_path: Path) -> None:
    """No folder, no table, no error."""
    assert table_store.listed(tmp_path) == []


def test_a_broken_index_is_said(tabled: Path) -> None:
    """An index that can't be read is one sentence with its mend."""
    (tabled / "goods" / "index.json").write_text("[{", "utf-8")
    with pytest.raises(StoreError, match="goods add"):
        table_store.listed(tabled)


def test_a_lost_table_is_said(tabled: Path) -> None:
    """A table whose file is gone is not taken for an empty one."""
    for path in (tabled / "goods").glob("country-chart*"):
        path.unlink()
    with pytest.raises(StoreError, match="goods add"):
        table_store.in_force(tabled, CHART, DAY)
