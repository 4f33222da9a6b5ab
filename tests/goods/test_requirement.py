"""Whether the control list and the country chart call for a licence."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path

import pytest
from small_tables import CHART, keep, write

from licet.goods.requirement import country_groups, determine

DAY = date(2026, 7, 23)


@pytest.mark.parametrize(
    ("eccn", "country", "expected", "reasons"),
    [
        ("1A777", "CN", True, ("NS",)),
        ("1A777.b", "CN", True, ("NS", "RS")),
        ("1A777.a", "CA", False, ()),
        ("1A777.a", "DE", None, ()),
        ("EAR99", "CN", False, ()),
        ("3A777.y", "CN", False, ()),
        ("3A777.x", "CN", True, ("RS",)),
        ("3A777.x", "HK", True, ("RS",)),
        ("3A777.x", "LI", True, ("RS",)),
        ("2A777", "DE", False, ()),
        ("2A777", "LY", None, ()),
        ("0A983", "CA", True, ()),
        ("4A777", "CA", None, ()),
        ("1A777", "CU", None, ()),
        ("1A777", "BR", None, ()),
        ("1A778", "CN", None, ()),
    ],
)
def test_determinations(
    tabled: Path, eccn: str, country: str, expected: bool | None, reasons: tuple[str, ...]
) -> None:
    """Marked columns call for a licence, each by itself; what can't be told stays open."""
    found = determine(tabled, eccn, country, DAY)
    assert found.truth is expected
    assert found.reasons == reasons


def test_what_is_open_is_said(tabled: Path) -> None:
    """An open determination names the rows that leave it open, a typo its nearest number."""
    assert any("usable in" in text for text in determine(tabled, "1A777.a", "DE", DAY).missing)
    assert "1A777" in determine(tabled, "1A77I", "DE", DAY).missing[0]
    assert any("Did you mean" in s.text for s in determine(tabled, "1A778", "CN", DAY).steps)


def test_a_footnote_that_names_the_entry_leaves_it_open(tabled: Path) -> None:
    """A footnote asks for more than the grid shows."""
    steps = determine(tabled, "1A777.a", "DE", DAY).steps
    assert any(step.text.startswith("footnote 2") and step.truth is None for step in steps)


def test_a_table_of_2026_is_not_read_for_2020(tabled: Path) -> None:
    """A question of 2020 is open and names the chart that is missing."""
    found = determine(tabled, "1A777", "CN", date(2020, 12, 13))
    assert found.truth is None
    assert found.steps == ()
    assert "Commerce Country Chart" in found.missing[0]
    assert "2020-12-13" in found.missing[0]


def test_ear99_needs_no_table(tmp_path: Path) -> None:
    """EAR99 is in no entry on any date."""
    assert determine(tmp_path, "EAR99", "CN", date(2020, 1, 1)).truth is False


def test_two_issues_that_differ_leave_the_days_between_open(tmp_path: Path) -> None:
    """Between two charts the answer is certain where they agree and open where they differ."""
    other = copy.deepcopy(CHART)
    other["countries"]["China"]["marks"] = ["NS 1"]
    other["countries"]["Canada"]["marks"] = ["CB 1", "CB 2"]
    keep(tmp_path / "home", write(tmp_path / "a", "2026-01-10", chart=other))
    keep(tmp_path / "home", write(tmp_path / "b"))
    between = date(2026, 3, 1)
    assert determine(tmp_path / "home", "1A777.c", "CA", between).truth is False
    assert determine(tmp_path / "home", "3A777.x", "CN", between).truth is None
    assert determine(tmp_path / "home", "3A777.x", "CN", date(2026, 1, 10)).truth is False
    assert determine(tmp_path / "home", "3A777.x", "CN", DAY).truth is True


def test_country_groups(tabled: Path) -> None:
    """Groups of a day; none for a date without a table."""
    assert country_groups(tabled, "CN", DAY) == {"B", "D:1", "D:5"}
    assert country_groups(tabled, "HK", DAY) == {"B", "D:1", "D:5"}
    assert country_groups(tabled, "CN", date(2020, 1, 1)) is None


def test_every_step_names_its_source(tabled: Path) -> None:
    """Each step cites the table with its issue date, or the regulation."""
    for step in determine(tabled, "1A777.b", "CN", DAY).steps:
        assert "2026-07-23" in step.cite or "15 CFR" in step.cite
