"""Countries and regions, from a user's or a publisher's word to one code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.core.errors import BadInputError
from licet.goods.territories import code_of, regions_in_doubt, require


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("TR", "TR"),
        ("tr", "TR"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("  turkey ", "TR"),
        ("Iran", "IR"),
        ("Cuba", "CU"),
        ("Korea, North", "KP"),
        ("Syria", "SY"),
        ("Crimea", "UA-43"),
        ("Region: Crimea", "UA-43"),
        ("Sevastopol", "UA-43"),
        ("ua-43", "UA-43"),
        ("UA-14", "UA-14"),
        ("Luhansk", "UA-09"),
        ("United States", "US"),
    ],
)
def test_words_and_codes(word: str, code: str) -> None:
    """English names, codes in any case, and the embargoed regions have one code."""
    assert code_of(word) == code


@pytest.mark.parametrize("word", ["Turkeystan", "", "XX", "undetermined", "12"])
def test_a_word_that_names_no_place(word: str) -> None:
    """A word that names no place has no code, and asking for one is refused with the mend."""
    assert code_of(word) is None
    with pytest.raises(BadInputError, match="ISO 3166"):
        require(word, "route.to")


def test_regions_in_doubt() -> None:
    """A bare Ukraine leaves its embargoed regions open; elsewhere nothing is open."""
    assert regions_in_doubt("UA") == {"UA-43", "UA-14", "UA-09"}
    assert regions_in_doubt("TR") == frozenset()


@given(st.text(max_size=30))
def test_any_word_has_a_code_or_none(word: str) -> None:
    """No word breaks it, and a code is the code of itself."""
    code = code_of(word)
    if code:
        assert code_of(code) == code
