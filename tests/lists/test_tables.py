"""Listings go into columns and come back the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from licet.core.dates import PartialDate
from licet.core.listing import (
    Address,
    DatedEvent,
    Feature,
    Identifier,
    ListedMeasure,
    Listing,
    Name,
    Relation,
)
from licet.lists.tables import TABLES, from_frames, to_frames, version_of

text = st.text(max_size=12)
maybe = st.none() | text
words = st.lists(text, max_size=2).map(tuple)
names = st.builds(
    Name,
    text,
    st.sampled_from(["primary", "aka", "fka", "nka"]),
    st.sampled_from(["strong", "weak"]),
    *[maybe] * 7,
)


def tuples(of: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    """Up to two of a kind."""
    return st.lists(of, max_size=2).map(tuple)


listings = st.builds(
    Listing,
    source=st.just("us-ofac-sdn"),
    entry_id=st.text("0123456789", min_size=1, max_size=5),
    kind=st.sampled_from(["person", "organisation", "vessel", "aircraft", "unknown"]),
    names=st.lists(names, min_size=1, max_size=3).map(tuple),
    programmes=words,
    measures=tuples(st.builds(ListedMeasure, text, text, maybe, maybe)),
    addresses=tuples(st.builds(Address, *[maybe] * 6)),
    identifiers=tuples(st.builds(Identifier, text, text, *[maybe] * 4)),
    births=tuples(
        st.sampled_from(["1960", "circa 1951", "Feb 1958", "soon"]).map(PartialDate.parse)
    ),
    remarks=words,
    unread=words,
    features=tuples(st.builds(Feature, text, text)),
    relations=tuples(st.builds(Relation, text, text, maybe)),
    legal_bases=words,
    events=tuples(st.builds(DatedEvent, st.sampled_from(["listed", "expires"]), text)),
    references=words,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(listings, max_size=4))
def test_round_trip(made: list[Listing]) -> None:
    """Every field of every listing survives, in order."""
    by_version = {version_of(one): one for one in made}
    assert from_frames(to_frames(by_version.items())) == by_version


@given(listings, listings)
def test_a_version_names_the_content(one: Listing, other: Listing) -> None:
    """Equal listings have one version, different ones two."""
    assert (version_of(one) == version_of(other)) is (one == other)


def test_the_version_is_the_same_tomorrow() -> None:
    """The name of a content is fixed: a store written today is read by the next process."""
    plain = Listing("s", "1", "person", (Name("A"),))
    assert version_of(plain) == version_of(Listing("s", "1", "person", (Name("A"),)))
    assert len(version_of(plain)) == 16
    assert version_of(plain) != version_of(Listing("s", "2", "person", (Name("A"),)))


def test_empty_tables_have_their_columns() -> None:
    """No listing still gives every table, with its columns."""
    frames = to_frames([])
    assert set(frames) == set(TABLES)
    assert all(len(frame.columns) > 2 and frame.height == 0 for frame in frames.values())
