"""Scores, explanations, identifiers and bad input, on a small invented list."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.core.errors import BadInputError, StoreError
from licet.screening import Index, Query, QueryIdentifier, build_index, screen_batch, screen_one
from licet.screening.batch import screen_frame
from licet.screening.identifiers import classify, normalise
from licet.screening.measured import measured, no_match, recall_at
from licet.screening.model import STRONG
from licet.screening.search import Search

BORN = (date(1970, 1, 1), date(1970, 12, 31))
ROWS = [
    ("x:1", "Alexei Petrovich VOLKONSKY", "primary", "strong", "person", ["Russia"], [BORN]),
    ("x:1", "Aleksey VOLKONSKIY", "aka", "strong", "person", ["Russia"], [BORN]),
    ("x:2", "BLUE HERON SHIPPING LTD", "primary", "strong", "organisation", ["Iran"], []),
    ("x:2", "BHS", "aka", "weak", "organisation", ["Iran"], []),
    ("x:3", "NORDMETALL TRADING OOO", "primary", "strong", "organisation", [], []),
    ("x:4", "SEA LANTERN", "primary", "strong", "vessel", [], []),
    ("x:5", "Василий ЗАРЕЦКИЙ", "primary", "strong", "person", [], []),
    ("x:6", "-", "primary", "strong", "organisation", [], []),
]
NAMES = ("listing_id", "name", "name_kind", "strength", "kind", "countries", "births")
NUMBERS = {
    "listing_id": ["x:4", "x:2", "x:1", "x:3"],
    "kind": ["Vessel Registration Identification", "Digital Currency Address - XBT",
             "Passport", "Phone Number"],
    "value": ["IMO 9074729", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "AB-123456", "5551234567"],
}  # fmt: skip


def columns() -> dict[str, list[Any]]:
    """The rows as columns, all from one source."""
    found = dict(zip(NAMES, map(list, zip(*ROWS, strict=True)), strict=True))
    return {**found, "source": ["test"] * len(ROWS)}


@pytest.fixture(scope="module")
def index() -> Index:
    """The small index."""
    return build_index(columns(), NUMBERS)


def top(index: Index, name: str, **facts: Any) -> tuple[str, float]:
    """Best listing and score, whatever the threshold."""
    match = screen_one(index, Query(name, **facts), threshold=0.3)[0]
    return match.listing_id, match.score


def test_only_the_full_name_scores_one(index: Index) -> None:
    """Exact is 1; another order or spelling is less, and a missing word is less again."""
    exact, turned, spelt, short = (
        top(index, name)[1]
        for name in (
            "Blue Heron Shipping Ltd", "Shipping Blue Heron Ltd",
            "Blue Herron Shiping Ltd", "Blue Heron",
        )
    )  # fmt: skip
    assert exact == 1.0 > max(turned, spelt)
    assert min(turned, spelt) > short


def test_a_legal_form_left_out_is_nearly_free_and_a_conflict_costs_a_little(index: Index) -> None:
    """OOO reads as LLC, may be missing, and against JSC costs some hundredths."""
    same, missing, conflict = (
        top(index, f"Nordmetall Trading {form}")[1] for form in ("LLC", "", "JSC")
    )
    assert same == 1.0
    assert missing >= STRONG
    assert missing - 0.06 < conflict < missing


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("Volkonsky Alexei Petrovich", "exact"),
        ("Алексей Волконский", "transliteration"),
        ("Alexei Petrovich Wolkonski", "phonetic"),
        ("Alexei P. Volkonsky", "initial"),
        ("Alexei Petrovich Volkonpky", "edit"),
        ("Alexei Petrovich Volkon Sky", "merged"),
        ("Nord Metall Trading", "merged"),
        ("Sealantern", "merged"),
        ("Vasiliy Zaretskiy", "transliteration"),
    ],
)
def test_each_way_to_meet_is_named(index: Index, name: str, how: str) -> None:
    """The explanation says how words met."""
    match = screen_one(index, Query(name), threshold=0.5)[0]
    assert how in {pair.how for pair in match.why}
    assert match.to_json()["sentence"] == match.sentence()


def test_unmatched_words_are_named_on_both_sides(index: Index) -> None:
    """What one side has alone is said."""
    match = screen_one(index, Query("Blue Heron Logistics Ltd"), threshold=0.3)[0]
    assert match.unmatched_query == ("logistics",)
    assert match.unmatched_listed == ("shipping",)
    assert "not on the list's name: logistics" in match.sentence()


def test_country_agreement_raises_a_little_and_conflict_lowers(index: Index) -> None:
    """Facts beside the name move the score and are said; missing facts do nothing."""
    name = "Blue Herron Shipping"
    plain, agrees, conflicts, unknown = (
        top(index, name, country=country)[1] for country in (None, "IR", "TR", "Atlantis")
    )
    assert conflicts < plain < agrees < 1.0
    assert unknown == plain


@pytest.mark.parametrize(
    ("kind", "value", "listing"),
    [
        ("IMO", "9074729", "x:4"),
        (None, "imo9074729", None),
        ("wallet", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "x:2"),
        ("wallet", "1boatslrhtknngkdxeeobr76b53lettpyt", None),
        ("passport", "ab 123456", "x:1"),
        (None, "AB123456", "x:1"),
        ("tax id", "AB123456", None),
        ("phone", "5551234567", None),
    ],
)
def test_strong_identifiers(
    index: Index, kind: str | None, value: str, listing: str | None
) -> None:
    """A number matches in its own class or when its kind is unknown; weak kinds never do."""
    found = screen_one(index, Query("Zzz Qqq", identifiers=(QueryIdentifier(value, kind),)))
    assert [match.listing_id for match in found] == ([listing] if listing else [])


def test_placeholders_identify_nobody() -> None:
    """Zeros, counting and "unknown" are no identifiers; a branch-less BIC equals its full form."""
    assert [normalise(value) for value in ("00000000", "1234567890", "UNKNOWN", "12")] == [None] * 4
    assert normalise("SABRRUMMXXX", "bic") == normalise("SABRRUMM", "bic")
    assert classify("Email Address") is None


@pytest.mark.parametrize("name", ["", "   ", "...", "🙂🙂", "\ud800", "\u200f"])
def test_nothing_to_screen_is_an_error(index: Index, name: str) -> None:
    """A name without a letter or digit is refused in one sentence."""
    with pytest.raises(BadInputError, match="name"):
        screen_one(index, Query(name))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_name_is_screened_or_refused(name: str) -> None:
    """No text crashes the engine, and every score lies between 0 and 1."""
    try:
        found = screen_one(SMALL, Query(name), threshold=0.0)
    except BadInputError:
        return
    assert all(0 <= match.score <= 1 for match in found)


SMALL = build_index(columns(), NUMBERS)


def test_a_very_long_name_is_screened(index: Index) -> None:
    """Ten thousand characters take no more than a moment."""
    assert screen_one(index, Query("blue heron " * 1000), threshold=0.9) == []
    assert screen_one(index, Query("x" * 10_000)) == []


def test_a_batch_rejects_what_it_cannot_read(index: Index) -> None:
    """Bad rows are reported by number and reason, the rest is screened, and the sum is whole."""
    frame = pl.DataFrame(
        {
            "record_id": ["a", "b", "c", "d", "e"],
            "name": ["Blue Heron Shipping", None, "!!!", "Sea Lantern", "Sea Lantern"],
            "kind": ["organisation", None, None, "ship", None],
            "birth_date": [None, None, None, None, "soon"],
        }
    )
    screened = screen_batch(index, frame)
    assert screened.matches["record_id"].to_list() == ["a"]
    assert screened.rejects["row"].to_list() == [2, 3, 4, 5]
    assert screened.rejects["reason"].to_list() == [
        "the name is empty.",
        "the name holds no letter or digit.",
        "the kind 'ship' is none of unknown, person, organisation, vessel, aircraft.",
        "the birth date 'soon' is no date.",
    ]
    assert screened.records == screened.screened + screened.rejects.height


def test_a_batch_reads_facts_and_identifiers(index: Index) -> None:
    """Dates, countries, and identifiers as texts or structs count in a batch as alone."""
    frame = pl.DataFrame(
        {
            "record_id": [1, 2],
            "name": ["Alexey Volkonski", "Someone Else"],
            "birth_date": [date(1970, 5, 5), None],
            "country": ["RU", None],
            "identifiers": [[], [{"kind": "IMO", "value": "9074729"}]],
        }
    )
    done: list[int] = []
    matches = screen_frame(Search(index), frame, done.append).matches
    assert matches["listing_id"].to_list() == ["x:1", "x:4"]
    assert matches["reason"].to_list() == ["name", "identifier"]
    assert "birth date 1970-05-05 agrees" in matches["explanation"][0]
    assert done == [2]


def test_an_empty_batch_and_a_batch_without_a_name_column(index: Index) -> None:
    """No records give no matches; a missing column is named."""
    empty = pl.DataFrame(
        {"record_id": [], "name": []}, schema={"record_id": pl.String, "name": pl.String}
    )
    assert screen_batch(index, empty).matches.height == 0
    with pytest.raises(BadInputError, match="'name' is missing"):
        screen_batch(index, pl.DataFrame({"record_id": ["1"]}))


@pytest.mark.parametrize(("threshold", "limit"), [(1.5, 20), (-0.1, 20), (0.8, 0)])
def test_settings_out_of_range_are_refused(index: Index, threshold: float, limit: int) -> None:
    """A threshold beyond 0 to 1 or a limit below one is an error."""
    with pytest.raises(BadInputError):
        screen_one(index, Query("Sea Lantern"), threshold=threshold, limit=limit)


def test_an_index_without_names_answers(index: Index) -> None:
    """An empty list gives no match and no crash."""
    empty = build_index({name: [] for name in (*NAMES, "source")})
    assert screen_one(empty, Query("Sea Lantern")) == []
    frame = pl.DataFrame({"record_id": ["1"], "name": ["Sea Lantern"]})
    assert screen_batch(empty, frame).matches.height == 0


def test_building_from_a_frame_is_the_same(index: Index) -> None:
    """Columns and a Polars frame give one index, by content hash."""
    frame = pl.DataFrame({name: values for name, values in columns().items() if name != "births"})
    plain = {name: values for name, values in columns().items() if name != "births"}
    assert build_index(frame).content_hash == build_index(plain).content_hash


@pytest.mark.parametrize(
    ("column", "value"), [("kind", "ship"), ("name_kind", "alias"), ("strength", "big")]
)
def test_building_refuses_unknown_words(column: str, value: str) -> None:
    """A word outside the vocabulary is named, with those known."""
    rows = columns()
    rows[column][0] = value
    with pytest.raises(BadInputError, match=value):
        build_index(rows)


def test_save_and_load(index: Index, tmp_path: Path) -> None:
    """A loaded index is the saved one, and saving again replaces it whole."""
    index.save(tmp_path / "i")
    index.save(tmp_path / "i")
    loaded = Index.load(tmp_path / "i", verify=True)
    assert loaded.content_hash == index.content_hash
    assert screen_one(loaded, Query("Sea Lantern")) == screen_one(index, Query("Sea Lantern"))
    assert [path.name for path in tmp_path.iterdir()] == ["i"]


def test_a_damaged_index_is_refused(index: Index, tmp_path: Path) -> None:
    """No folder, a missing or cut array, another format: each is one clear error."""
    with pytest.raises(StoreError, match="no screening index"):
        Index.load(tmp_path / "none")
    index.save(tmp_path / "i")
    array = tmp_path / "i" / "row_at.npy"
    array.write_bytes(array.read_bytes()[:-8])
    with pytest.raises(StoreError, match="damaged"):
        Index.load(tmp_path / "i")
    array.unlink()
    with pytest.raises(StoreError, match="damaged"):
        Index.load(tmp_path / "i")
    header = tmp_path / "i" / "index.json"
    header.write_text('{"format": 99}', "utf-8")
    with pytest.raises(StoreError, match="format 99"):
        Index.load(tmp_path / "i")


def test_a_single_query_imports_neither_polars_nor_scipy(index: Index, tmp_path: Path) -> None:
    """The cold path stays light."""
    index.save(tmp_path / "i")
    program = (
        "import sys; from licet.screening import Index, Query, screen_one;"
        f"found = screen_one(Index.load({str(tmp_path / 'i')!r}), Query('Sea Lantern'));"
        "assert found[0].listing_id == 'x:4';"
        "assert not {'polars', 'scipy', 'pandas'} & set(sys.modules)"
    )
    subprocess.run(
        [sys.executable, "-c", program], check=True, env={"PYTHONPATH": ":".join(sys.path)}
    )


def test_a_no_match_says_what_it_is_worth() -> None:
    """The measured recall at the next higher measured threshold stands beside it."""
    assert "no match at a score of 0.77 or more. In a test" in no_match()
    assert recall_at(0.76) == measured()["recall_by_threshold"]["0.77"]
    assert recall_at(0.99) is None
    assert "has not been measured" in no_match(0.99)
