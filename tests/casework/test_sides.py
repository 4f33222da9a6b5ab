"""The two sides of a pair as digests: what is one value in two spellings, and what is another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.casework.good_guys.sides import (
    LISTING,
    RECORD,
    changes,
    digests,
    listing_values,
    record_fields,
    words,
)
from licet.core.dates import PartialDate
from licet.core.listing import Identifier, Listing, Name
from licet.screening.model import Query, QueryIdentifier

SALT = b"salt"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PELL, Aurelio", "Aurelio Pell"),
        ("Müller  GmbH", "muller gmbh"),
        ("Пелл Аурелио", "аурелио ПЕЛЛ"),
        ("ＰＥＬＬ", "pell"),
    ],
)
def test_the_same_words_are_one_name(one: str, other: str) -> None:
    """Order, case, width, punctuation and Latin diacritics make no other name."""
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aurelio Pell", "Aurelio Pel"),
        ("Pell", "Pell Pell"),
        ("Пелл", "Pell"),
        ("राम", "रमा"),
        ("राम", "रम"),
        ("∆∆", "∇∇"),
    ],
)
def test_other_words_are_another_name(one: str, other: str) -> None:
    """A letter, a word more, another script, and the vowels of Indic scripts tell names apart."""
    assert words(one) != words(other)


@given(st.text(max_size=40))
def test_any_text_has_words(text: str) -> None:
    """Every text has a form, and the form is its own."""
    assert words(words(text)) == words(text)
    assert words(text.lower()) == words(text.lower() + " ")


def query(**more: object) -> Query:
    """A record of a person."""
    return Query("Aurelio Pell", **{"kind": "person", **more})  # type: ignore[arg-type]


def told(one: Query, other: Query) -> list[str]:
    """What changed between two records."""
    return changes(RECORD, record_fields(one, SALT), record_fields(other, SALT))


def numbers(*texts: str) -> tuple[QueryIdentifier, ...]:
    """Identifiers as "kind: value"."""
    return tuple(QueryIdentifier(t.partition(": ")[2], t.partition(": ")[0]) for t in texts)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"country": "Turkey"}, {"country": "TR"}, []),
        ({"country": "Atlantis"}, {"country": "ATLANTIS "}, []),
        ({"country": "TR"}, {}, ["country"]),
        ({"birth": "1960-04-01"}, {"birth": "01 Apr 1960"}, []),
        ({"birth": "1960"}, {"birth": "circa 1960"}, ["birth date"]),
        ({"birth": "1960"}, {"birth": "1960-04-01"}, ["birth date"]),
        ({"ids": ["passport: AB 123-456"]}, {"ids": ["travel document: ab123456"]}, []),
        ({"ids": ["passport: AB123456"]}, {"ids": []}, []),
        ({"ids": []}, {"ids": ["phone: 5551234567"]}, []),
        ({"ids": []}, {"ids": ["register: 12"]}, ["new identifier"]),
        ({"ids": ["passport: AB123456"]}, {"ids": ["tax: AB123456"]}, ["new identifier"]),
    ],
)
def test_what_changes_a_record(
    one: dict[str, object], other: dict[str, object], expected: list[str]
) -> None:
    """Spelling of a country, date or number changes nothing; another value does."""

    def made(cells: dict[str, object]) -> Query:
        birth, ids = cells.get("birth"), cells.get("ids", [])
        return query(
            country=cells.get("country"),
            birth_date=PartialDate.parse(str(birth)) if birth else None,
            identifiers=numbers(*ids),  # type: ignore[misc]
        )

    assert told(made(one), made(other)) == expected


def test_the_order_of_a_listings_parts_changes_nothing() -> None:
    """Births, nationalities, identifiers and programmes are sets."""

    def side(step: int) -> dict[str, tuple[str, ...]]:
        listing = Listing(
            "us-ofac-sdn", "1", "person", (Name("Aurelio Pell"),),
            programmes=("SDGT", "CUBA")[::step],
            births=tuple(PartialDate.parse(t) for t in ("1960", "1961")[::step]),
            nationalities=("Panama", "Cuba")[::step],
            identifiers=(Identifier("Passport", "A123456"), Identifier("Tax ID", "998877"))[::step],
        )  # fmt: skip
        return dict(digests(SALT, listing_values([listing])))

    assert side(1) == side(-1)
    assert changes(LISTING, side(1), side(-1)) == []
    fewer = {**side(1), "identifiers": side(1)["identifiers"][:1]}
    assert changes(LISTING, side(1), fewer) == []
    assert changes(LISTING, fewer, side(1)) == ["new identifier"]


def test_a_digest_belongs_to_its_ledger_and_field() -> None:
    """Another salt or field gives another digest of the same value."""
    one = digests(b"a", {"x": ["1"], "y": ["1"]})
    assert one["x"] != one["y"]
    assert one["x"] != digests(b"b", {"x": ["1"]})["x"]
