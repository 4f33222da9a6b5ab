"""Whatever the bytes, the readers of US tables give listings or a clear error, and nothing else."""

from __future__ import annotations

from contextlib import suppress

import us_samples as sample
from hypothesis import example, given, settings
from hypothesis import strategies as st

from licet.core.errors import LicetError
from licet.lists.readers import READERS, read_snapshot, recognise
from licet.lists.us import state_aeca, state_isn

SEEDS = [
    *sample.WHOLE.values(),
    ("us-state-aeca", sample.table(state_aeca.SHORT, sample.AECA_SHORT)),
    ("us-state-inksna", sample.table(state_isn.COLUMNS["us-state-inksna"], sample.INKSNA_ROWS)),
]
SCRAPS = [
    b'"',
    b", ",
    b"; ",
    b"\t",
    b"\r\n",
    b"\r",
    b"\xff",
    b"\xc3\xa9",
    b"[",
    b"}",
    b"null",
    b"(",
]
EDITS = st.lists(
    st.tuples(
        st.integers(0, 5_000),
        st.integers(0, 20),
        st.one_of(st.sampled_from(SCRAPS), st.binary(max_size=6)),
    ),
    max_size=5,
)


@given(st.binary(max_size=300))
@example(b"")
@example(b"{")
@example(b"\xef\xbb\xbf")
@example(b'{"results": [{"source_list_url": ' + b"[" * 9_000)
def test_random_bytes(data: bytes) -> None:
    """Random bytes never break a recogniser or a reader."""
    with suppress(LicetError):
        recognise(data, "fuzz")
    for form, (source, _) in sample.WHOLE.items():
        READERS[form].recognise(data, "fuzz")
        with suppress(LicetError):
            READERS[form].read(source, data)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SEEDS), EDITS)
def test_mutated_tables(seed: tuple[str, bytes], edits: list[tuple[int, int, bytes]]) -> None:
    """A table with bytes cut out and put in gives named listings or a clear error."""
    source, data = seed
    for at, size, scrap in edits:
        place = at % (len(data) + 1)
        data = data[:place] + scrap + data[place + size :]
    with suppress(LicetError):
        found = read_snapshot(source, {"main": data})
        assert all(one.names[0].text and one.entry_id for one in found)
        assert len({one.entry_id for one in found}) == len(found)
