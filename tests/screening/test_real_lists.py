"""Screening on the real OFAC lists: who must be found, and who must not."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from real_lists import Rows

from licet.core.dates import PartialDate
from licet.screening import DEFAULT, STRONG, Index, Query, QueryIdentifier, screen_batch, screen_one

SSB, ISMAIL = "ofac:27016", "ofac:27018"
INNOCENT = [
    "Turkish Aerospace Industries", "TUSAS", "Ayesas", "Alp Aviation", "Kale Aerospace",
    "Kale Pratt & Whitney", "Fokker Elmo Turkey", "Havelsan", "Aselsan", "Roketsan",
    "TUBITAK SAGE", "MiKES", "Lockheed Martin", "Northrop Grumman", "First National Bank",
    "John Smith", "Mehmet Yilmaz", "Emre Demir", "Demir Holding",
]  # fmt: skip
LISTED = [
    ("Presidency of Defense Industries", SSB),
    ("Presidency of Defence Industries", SSB),
    ("Defense Industries Presidency", SSB),
    ("Undersecretariat for Defense Industries", SSB),
    ("SSB Presidency of Defense Industries", SSB),
    ("Ismail Demir", ISMAIL),
    ("DEMIR Ismail", ISMAIL),
    ("Demir, İsmail", ISMAIL),
    ("Ismael Demirr", ISMAIL),
    ("Исмаил Демир", ISMAIL),
    ("Serhat Gençoğlu", "ofac:30686"),
    ("Mustafa Deniz", "ofac:30687"),
    ("Gaz Prom", "ofac:17250"),
    ("Almaz Antey Telecom", "ofac:16865"),
    ("Рособоронэкспорт", "ofac:18782"),
    ("Osama bin Laden", "ofac:6365"),
]


@pytest.mark.parametrize("name", INNOCENT)
def test_ordinary_names_raise_no_alert(real: Index, name: str) -> None:
    """Turkish defence firms that aren't listed, US firms and common names stay below."""
    assert screen_one(real, Query(name)) == []


@pytest.mark.parametrize(("name", "listing"), LISTED)
def test_listed_parties_are_on_top(real: Index, name: str, listing: str) -> None:
    """Exact, reordered, accented, misspelt, native-script, initial and merged names are found."""
    assert screen_one(real, Query(name))[0].listing_id == listing


def test_an_initial_is_found_and_not_strong(real: Index) -> None:
    """A single letter for the first name is found, well below the name written out."""
    best = screen_one(real, Query("I. Demir"), threshold=0.7)[0]
    assert best.listing_id == ISMAIL
    assert best.score < STRONG < screen_one(real, Query("Ismail Demir"))[0].score


def test_the_weak_alias_alone_is_below_the_full_name_and_not_strong(real: Index) -> None:
    """The three letters "SSB" are an alert, but never as strong as the name."""
    weak = screen_one(real, Query("SSB"))[0]
    full = screen_one(real, Query("Presidency of Defense Industries"))[0]
    assert (weak.listing_id, weak.strength, weak.band) == (SSB, "weak", "possible")
    assert DEFAULT <= weak.score < STRONG < full.score == 1.0


def test_a_kind_that_conflicts_lowers_and_says_so(real: Index) -> None:
    """A vessel of a listed person's name is further from the listing than a person."""
    person, vessel = (
        screen_one(real, Query("Ismail Demir", kind), threshold=0.5)[0]
        for kind in ("person", "vessel")
    )
    assert vessel.score < person.score == 1.0
    assert any("of kind vessel" in one.words for one in vessel.adjustments)


def test_birth_dates_adjust(real: Index) -> None:
    """The listed birth date agrees, another decade conflicts, and both are said."""
    same = Query("Ismael Demir", birth_date=PartialDate.parse("1960"))
    other = Query("Ismael Demir", birth_date=PartialDate.parse("1985-05-01"))
    alone, near, far = (
        screen_one(real, query, threshold=0.5)[0] for query in (Query("Ismael Demir"), same, other)
    )
    assert near.score > alone.score > far.score
    assert "birth date 1960 agrees" in near.sentence()
    assert "25 years off" in far.sentence()


def test_an_identifier_matches_by_itself(real: Index) -> None:
    """A listed passport puts its holder on top, whatever the name; a wrong kind doesn't."""
    given = (QueryIdentifier("s 00499470", "Passport"),)
    match = screen_one(real, Query("Nobody Knows", identifiers=given))[0]
    assert (match.listing_id, match.reason, match.score) == ("ofac:30685", "identifier", 1.0)
    assert "identifier Passport s 00499470 is the same" in match.sentence()
    wrong = (QueryIdentifier("s 00499470", "IMO"),)
    assert screen_one(real, Query("Nobody Knows", identifiers=wrong)) == []


def test_a_mask_hides_names_that_are_not_in_force(
    real: Index, real_rows: tuple[Rows, Rows]
) -> None:
    """With the SSB names masked out the SSB isn't found."""
    shown = np.array([listing != SSB for listing in real_rows[0]["listing_id"]])
    assert screen_one(real, Query("Presidency of Defense Industries"), rows=shown) == []


def test_one_and_many_give_the_same(real: Index, real_rows: tuple[Rows, Rows]) -> None:
    """Each record of a batch gets the very matches that it gets alone, explained alike."""
    names = [*real_rows[0]["name"][:6000:30], *(name for name, _ in LISTED), *INNOCENT]
    frame = pl.DataFrame({"record_id": [str(n) for n in range(len(names))], "name": names})
    found = screen_batch(real, frame, threshold=0.7).matches.to_dicts()
    alone = [
        (str(n), match.listing_id, match.source, match.score, match.matched_name)
        for n, name in enumerate(names)
        for match in screen_one(real, Query(name), threshold=0.7)
    ]
    columns = ("record_id", "listing_id", "source", "score", "matched_name")
    assert [tuple(row[column] for column in columns) for row in found] == alone


def test_every_primary_name_finds_itself(real: Index, real_rows: tuple[Rows, Rows]) -> None:
    """A listed name as published scores 1.0 for its own listing."""
    columns = real_rows[0]
    chosen = [n for n in range(0, len(columns["name"]), 97) if columns["strength"][n] == "strong"]
    for n in chosen:
        query = Query(columns["name"][n], columns["kind"][n])
        own = [m for m in screen_one(real, query, limit=500)
               if m.listing_id == columns["listing_id"][n]]  # fmt: skip
        assert own, columns["name"][n]
        assert own[0].score == 1.0, columns["name"][n]
