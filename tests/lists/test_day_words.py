"""Days in publishers' words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.core.dates import PartialDate
from licet.lists.world.day_words import birth, births, days_in, japanese_births


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1 Mar. 1965", "1 Mar 1965"),
        ("15 February 1972", "15 Feb 1972"),
        ("May 5, 1960", "5 May 1960"),
        ("c. 1962", "circa 1962"),
        ("Approximately 1955- 1958", "circa 1955 to 1958"),
        ("Between 1955 and 1958", "1955 to 1958"),
        ("01/03/1964", "1964-03-01"),
        ("04/1965", "1965-04"),
        ("31/02/1964", "31/02/1964"),
        ("born in the early 1970s", "born in the early 1970s"),
    ],
)
def test_a_birth(text: str, plain: str) -> None:
    """A day in words becomes one that reads the same later; other text stays."""
    assert birth(text).text == plain


def test_several_births() -> None:
    """Alternatives come apart only where every one of them is a date."""
    assert [one.text for one in births("1960 or 1961")] == ["1960", "1961"]
    assert [one.text for one in births("5 May 1957, April 1957")] == ["5 May 1957", "Apr 1957"]
    assert [one.text for one in births("1960 (as Rupert)")] == ["1960 (as Rupert)"]


def test_days_of_a_sentence() -> None:
    """Days are found in their order, with or without dots."""
    text = "Listed on 25 January 2001 (amended on 3 Sep 2003, 29 Nov. 2011, 13 Sept. 2012)"
    assert days_in(text) == ["2001-01-25", "2003-09-03", "2011-11-29", "2012-09-13"]


def test_japanese_births() -> None:
    """Years, months and days in Japanese are read, also as ranges and alternatives."""
    text = "(a)1955年-1958年頃 (b)１９４１年8月20日生"
    assert [one.text for one in japanese_births(text)] == ["circa 1955 to 1958", "1941-08-20"]


@given(st.text(max_size=40))
def test_any_text(text: str) -> None:
    """Whatever the text, the date it gives is the one its own text reads as."""
    for made in (birth(text), *births(text), *japanese_births(text)):
        assert PartialDate.parse(made.text) == made
