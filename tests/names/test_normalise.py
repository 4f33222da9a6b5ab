"""Names are cleaned, folded, unmasked and read in Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.names import clean, country_code, fold, readings, romanised, skeleton, sound, unmask


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ＤＥＭＩＲ", "demir"),
        ("de\u200bmir\u200f", "demir"),
        ("de\u00admir", "demir"),
        ("a\tb", "a b"),
        ("x\ud800y", "xy"),
        ("STRASSE ẞ", "strasse ss"),
    ],
)
def test_clean_drops_what_no_eye_sees(text: str, expected: str) -> None:
    """Wide forms, invisible and bidi characters, lone surrogates and case leave no trace."""
    assert clean(text) == expected


@given(st.text())
def test_clean_is_stable(text: str) -> None:
    """Cleaning a cleaned text changes nothing, whatever the text."""
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("şirketi", "sirketi"), ("yılmaz", "yilmaz"), ("łódź", "lodz"), ("øst", "ost"), ("й", "й")],
)
def test_fold_takes_diacritics_off_latin_only(word: str, expected: str) -> None:
    """Latin words become plain ASCII; й stays a letter of its own."""
    assert fold(word) == expected


def test_a_cyrillic_letter_inside_a_latin_word_is_unmasked() -> None:
    """Look-alikes follow the script of the word they hide in, in both directions."""
    assert unmask("rom\u0430shkin") == "romashkin"
    assert unmask("дeмир") == "демир"
    assert unmask("демир") == "демир"


def test_readings_are_latin() -> None:
    """A Cyrillic word reads as Latin; a word of no letters has no reading."""
    assert readings("исмаил")[0] == "ismail"
    assert readings("") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("rosoboroneksport", "rosoboronexport"), ("yevgeniy", "evgeny"), ("sechin", "setchin")],
)
def test_romanisations_of_one_word_share_a_key(one: str, other: str) -> None:
    """Different romanisations of a word come together."""
    assert romanised(one) == romanised(other)


def test_words_that_sound_alike_share_a_key() -> None:
    """Metaphone joins vowels, the skeleton kindred consonants; short words have neither."""
    assert sound("mohammed") == sound("muhammad")
    assert skeleton("moghaddam") == skeleton("moqadam")
    assert sound("ssb") is None
    assert skeleton("ali") is None


@pytest.mark.parametrize(
    ("word", "code"),
    [("TR", "TR"), ("tur", "TR"), ("Türkiye", "TR"), ("Korea, North", "KP"), ("NO", "NO"),
     ("Congo, Democratic Republic of the", "CD"), ("Atlantis", None)],
)  # fmt: skip
def test_country_words_become_codes(word: str, code: str | None) -> None:
    """Codes, names and the lists' own words give one code; an unknown word gives none."""
    assert country_code(word) == code
