"""Classification numbers: form, series, and the nearest known one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.core.errors import BadInputError
from licet.goods import eccn


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("3A001", "3A001"),
        (" 3a001.b.2 ", "3A001.b.2"),
        ("ear99", "EAR99"),
        ("EAR 99", "EAR99"),
        ("5A002.z.1.a", "5A002.z.1.a"),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, shown: str) -> None:
    """Case, blanks and a missing point don't matter."""
    found = eccn.parse(text)
    assert str(found) == shown


@pytest.mark.parametrize("text", ["", "3A0O1", "3Z001", "33001", "XIX(c)", "none", "3A01"])
def test_what_has_not_the_form_is_none(text: str) -> None:
    """A typo, a USML category or a word is no classification number."""
    assert eccn.parse(text) is None


@pytest.mark.parametrize(
    ("text", "series"),
    [
        ("9A610.x", "600_series"),
        ("0A606", "600_series"),
        ("9A515", "9x515"),
        ("9E515.a", "9x515"),
        ("3A001", "other"),
        ("EAR99", "other"),
    ],
)
def test_the_series_is_told_by_the_number(text: str, series: str) -> None:
    """The third character 6 is the 600 series; 9x515 is spacecraft."""
    found = eccn.parse(text)
    assert found is not None
    assert found.series == series


def test_a_typo_is_answered_with_the_nearest_number() -> None:
    """A letter read for a digit is likelier than another number."""
    with pytest.raises(BadInputError) as raised:
        eccn.require("3A0O1", ["3A001", "3A901", "9A515"])
    assert "3A001" in str(raised.value)


def test_a_number_of_good_form_in_no_entry_is_refused() -> None:
    """The form alone is no entry of the list."""
    with pytest.raises(BadInputError, match="in no entry"):
        eccn.require("3A002", ["3A001"])


def test_ear99_needs_no_entry() -> None:
    """EAR99 stands in no entry by its meaning."""
    assert not eccn.require("EAR99", []).listed


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading(text: str) -> None:
    """Any text is a number or none; what is one reads back as itself."""
    found = eccn.parse(text)
    if found is not None:
        assert eccn.parse(str(found)) == found


def test_paragraphs_lie_within_one_another() -> None:
    """A paragraph lies within itself and what it is part of."""
    assert eccn.within("b.2.a", "b")
    assert eccn.within("b", "b")
    assert not eccn.within("b", "b.2")
    assert not eccn.within("bb", "b")
