"""Keys that stand for one body in different files."""

from __future__ import annotations

import pytest

from licet.ownership.keys import company_number, key, name_key, plain_name, written

LEI = "5493001Z012YSB2A0K51"


def test_one_body_has_one_key_in_any_words() -> None:
    """The words of a file for a scheme don't matter."""
    assert key("XI-LEI", LEI) == key("lei", LEI.lower()) == key("LEI code", LEI) == f"lei:{LEI}"
    assert key("GB-COH", "2063") == key("companies house", "00002063") == "gb-coh:00002063"
    assert company_number(" oe 029880") == "gb-coh:OE029880"


def test_a_company_number_needs_its_country() -> None:
    """A number without a country is nobody's of Companies House."""
    assert key("company number", "12345", "GB") == "gb-coh:00012345"
    assert key("company number", "12345", "DE") == "de-company-number:12345"
    assert key("company number", "12345") == "company-number:12345"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (LEI, f"lei:{LEI}"),
        ("lei:" + LEI.lower(), f"lei:{LEI}"),
        ("ofac:27016", "ofac:27016"),
        ("Acme: Holding", None),
        ("Acme Holding", None),
        ("ABCDEFGHIJKLMNOPQRST", None),
    ],
)
def test_keys_written_out(text: str, found: str | None) -> None:
    """A cell that spells a key is a key; anything else is a name."""
    assert written(text) == found


def test_names_are_compared_exactly_but_plainly() -> None:
    """Case, diacritics and punctuation don't matter; words and their order do."""
    assert plain_name("ACME-Holding, Şti.") == plain_name("acme holding sti")
    assert name_key("Acme Holding") != name_key("Holding Acme")
