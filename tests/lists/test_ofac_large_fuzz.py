"""Whatever the bytes, the readers of OFAC's large formats give listings or a clear error."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import ofac_advanced_samples
import ofac_enhanced_samples
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from licet.core.dates import PartialDate
from licet.core.errors import LicetError
from licet.lists.ofac import ofac_advanced, ofac_enhanced
from licet.lists.ofac.ofac_period import spelled

SEEDS = [ofac_advanced_samples.advanced(), ofac_enhanced_samples.enhanced()]
SCRAPS = [
    b'"',
    b"<",
    b"</",
    b">",
    b"&#0;",
    b"&amp;",
    b"\xff",
    b"\0",
    b'ID="',
    b"99",
    b"<a/>",
    b"<!--",
]
EDITS = st.lists(
    st.tuples(
        st.integers(0, 30_000),
        st.integers(0, 40),
        st.one_of(st.sampled_from(SCRAPS), st.binary(max_size=8)),
    ),
    max_size=5,
)


def survive(data: bytes) -> None:
    """Recognise and read, and let only licet's own errors pass."""
    for reader in (ofac_advanced, ofac_enhanced):
        with suppress(LicetError):
            reader.recognise(data, "fuzz")
        with suppress(LicetError):
            found = reader.read("us-ofac-consolidated", data)
            assert all(one.names[0].text and one.programmes for one in found)


@given(st.binary(max_size=300))
@example(b"")
@example(b"\xef\xbb\xbf")
@example(b"<Sanctions xmlns='http://www.un.org/sanctions/1.0'/>")
def test_random_bytes(data: bytes) -> None:
    """Random bytes never break a reader."""
    survive(data)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SEEDS), EDITS)
def test_mutated_lists(seed: bytes, edits: list[tuple[int, int, bytes]]) -> None:
    """A list with bytes cut out and put in never breaks a reader."""
    for at, size, scrap in edits:
        place = at % (len(seed) + 1)
        seed = seed[:place] + scrap + seed[place + size :]
    survive(seed)


@pytest.mark.parametrize("depth", [300, 1_000_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    """Nesting far deeper than any list ends in a clear error."""
    for seed, at in zip(SEEDS, (b"</Profile>", b"</entity>"), strict=True):
        survive(seed.replace(at, b"<a>" * depth + b"</a>" * depth + at, 1))


DAYS = st.dates(date(1850, 1, 1), date(2100, 12, 31))


@given(DAYS, DAYS)
def test_spelled_dates_read_back(one: date, other: date) -> None:
    """The words for a span of days are a partial date of just these days."""
    first, last = sorted((one, other))
    again = PartialDate.parse(spelled(first, last))
    assert (again.earliest, again.latest) == (first, last)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((1962, 1, 1), (1962, 12, 31), "1962"),
        ((1958, 2, 1), (1958, 2, 28), "Feb 1958"),
        ((1961, 2, 12), (1961, 2, 12), "12 Feb 1961"),
        ((1951, 1, 1), (1953, 12, 31), "1951 to 1953"),
        ((1960, 4, 1), (1961, 6, 30), "Apr 1960 to Jun 1961"),
        ((1960, 4, 2), (1961, 6, 30), "02 Apr 1960 to 30 Jun 1961"),
    ],
)
def test_dates_are_spelled_as_ofac_does(
    first: tuple[int, int, int], last: tuple[int, int, int], words: str
) -> None:
    """A day, a month, a year, or a span of them; circa stands before."""
    assert spelled(date(*first), date(*last)) == words
    assert spelled(date(*first), date(*last), circa=True) == f"circa {words}"
