"""Whatever the bytes, a reader gives listings or a clear error, and nothing else."""

from __future__ import annotations

from contextlib import suppress

import ofac_samples as sample
from hypothesis import example, given, settings
from hypothesis import strategies as st

from licet.core.errors import LicetError
from licet.lists.readers import read_snapshot
from licet.lists.recognise import recognise

SEEDS = [
    sample.PARTS["main"],
    sample.flat(sample.MAIN, "|"),
    sample.flat(sample.MAIN, "@"),
    sample.fixed(sample.MAIN),
    sample.xml(sample.PERSON, sample.entity("2")),
]
SCRAPS = [b'"', b"-0- ", b"\x1a", b"\r\n", b"; ", b"<", b"</id>", b"&#0;", b"&amp;", b"\xff", b"]["]
EDITS = st.lists(
    st.tuples(
        st.integers(0, 10_000),
        st.integers(0, 30),
        st.one_of(st.sampled_from(SCRAPS), st.binary(max_size=8)),
    ),
    max_size=6,
)


def survive(parts: dict[str, bytes]) -> None:
    """Read, and let only licet's own errors pass."""
    for data in parts.values():
        with suppress(LicetError):
            recognise(data, "fuzz")
    with suppress(LicetError):
        found = read_snapshot("us-ofac-sdn", parts, accept_unmarked=True)
        assert all(one.names[0].text and one.programmes for one in found)


@given(st.binary(max_size=400))
@example(b"")
@example(b"\x1a")
@example(b"\xef\xbb\xbf")
@example(b"<sdnList/>")
def test_random_bytes(data: bytes) -> None:
    """Random bytes never break a reader."""
    survive({"main": data})


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SEEDS), EDITS)
def test_mutated_lists(seed: bytes, edits: list[tuple[int, int, bytes]]) -> None:
    """A list with bytes cut out and put in never breaks a reader."""
    survive({"main": _edited(seed, edits)})


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["alt", "add", "comments"]), EDITS)
def test_mutated_side_files(part: str, edits: list[tuple[int, int, bytes]]) -> None:
    """Damaged side files never break a reader."""
    seed = {**sample.PARTS, "comments": sample.flat([("102", sample.TAIL)])}[part]
    survive({**sample.PARTS, part: _edited(seed, edits)})


def _edited(seed: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for at, size, scrap in edits:
        place = at % (len(seed) + 1)
        seed = seed[:place] + scrap + seed[place + size :]
    return seed
