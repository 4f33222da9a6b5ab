"""The official tables, where they are at hand: read whole, and two copies compared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from licet.goods import table_store
from licet.goods.chart import country
from licet.goods.read_tables import read
from licet.goods.requirement import determine
from licet.goods.tables import CHART, GROUPS, REQUIREMENTS

DAY = date(2026, 7, 23)
JSON = ("country-chart", "country-groups", "ccl", "license-exception-catalog")
CSV = {
    "country_chart_738_supp1.csv": 200,
    "country_chart_footnotes.csv": 10,
    "country_groups_740_supp1.csv": 201,
    "ccl_eccn.csv": 633,
    "ccl_license_requirements.csv": 563,
    "license_exceptions_740.csv": 28,
}


@pytest.fixture(scope="module")
def official(shared: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the four JSON files of 2026-07-23."""
    home = tmp_path_factory.mktemp("official")
    table_store.add(home, [shared(f"law/ecfr_2026-07-23_{name}.json") for name in JSON])
    return home


@pytest.mark.parametrize("name", CSV)
def test_csv_tables_are_read_whole(shared: Callable[[str], Path], name: str) -> None:
    """Every row of each table is read."""
    assert read(shared(f"law/{name}"), DAY)[0].rows == CSV[name]


def test_the_chart_is_the_same_in_json_and_csv(shared: Callable[[str], Path]) -> None:
    """Both cuts of one issue mark the same cells."""
    cut = read(shared("law/country_chart_738_supp1.csv"), DAY)[0].data
    whole = read(shared("law/ecfr_2026-07-23_country-chart.json"))[0].data
    assert {n: set(r["marks"]) for n, r in cut.items()} == {
        n: set(r["marks"]) for n, r in whole.items()
    }


def test_the_requirements_name_the_same_columns(shared: Callable[[str], Path]) -> None:
    """The columns of the CSV are those read out of the words of the JSON."""
    cut = read(shared("law/ccl_license_requirements.csv"), DAY)[0].data
    held = {t.kind: t.data for t in read(shared("law/ecfr_2026-07-23_ccl.json"))}[REQUIREMENTS]
    for eccn, rows in cut.items():
        assert [r["columns"] for r in rows] == [r["columns"] for r in held[eccn]], eccn


def test_two_copies_of_the_chart_differ_in_one_column_only(shared: Callable[[str], Path]) -> None:
    """BIS's export of November 2025 marks CC 2 for most countries, the eCFR of 2026 for none."""
    ecfr = read(shared("law/ecfr_2026-07-23_country-chart.json"))[0].data
    bis = read(shared("law/bis_country_chart_export_2025-11-12.csv"))[0].data
    rows = [{country(n): set(r["marks"]) for n, r in data.items()} for data in (ecfr, bis)]
    common = (set(rows[0]) & set(rows[1])) - {None}
    assert len(common) == 200
    assert {mark for code in common for mark in rows[0][code] ^ rows[1][code]} == {"CC 2"}


def test_every_row_is_a_country_licet_knows(official: Path) -> None:
    """No destination of the chart or the groups is lost for its name."""
    for kind in (CHART, GROUPS):
        data = table_store.in_force(official, kind, DAY).tables[0].data
        assert [name for name in data if country(name) is None] == []


@pytest.mark.parametrize(
    ("eccn", "to", "expected"),
    [
        ("3A001", "CN", True),
        ("3A001", "HK", True),
        ("3A001", "CA", None),
        ("9A610.y", "DE", False),
        ("9A610.y", "CN", True),
        ("3A991", "CN", False),
        ("5A992.c", "DE", False),
        ("5A002.z.1.a", "CA", True),
        ("9A515.e", "IN", None),
        ("0A501.a", "GB", None),
        ("3A001", "IR", None),
    ],
)
def test_determinations_of_2026(official: Path, eccn: str, to: str, expected: bool | None) -> None:
    """Known entries and destinations on the issue date."""
    assert determine(official, eccn, to, DAY).truth is expected


def test_2020_is_not_answered(official: Path) -> None:
    """The acceptance case: the chart of 2026-07-23 says nothing of December 2020."""
    found = determine(official, "3A001", "TR", date(2020, 12, 13))
    assert found.truth is None
    assert any("Country Chart" in text and "2020-12-13" in text for text in found.missing)
