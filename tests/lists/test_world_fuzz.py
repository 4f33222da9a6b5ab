"""Whatever the bytes, these readers give listings or a clear error, and nothing else."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_samples import xlsx
from world_samples import AUSTRALIA, BANK, CANADA, METI, MOF, UKRAINE

from licet.core.errors import BadFileError, LicetError
from licet.lists.exchange import ftm, own_table
from licet.lists.readers import recognise
from licet.lists.world import au_dfat, ca_sema, excel, jp_meti, jp_mof, ua_nsdc
from licet.lists.world import worldbank_json as bank_json

FTM = b'{"id":"a","schema":"Person","properties":{"name":["A B"],"topics":["sanction"]}}'
SEEDS = {
    "ca": (ca_sema.read, CANADA),
    "au": (au_dfat.read, AUSTRALIA),
    "meti": (jp_meti.read, METI),
    "mof": (jp_mof.read, MOF),
    "ua": (ua_nsdc.read, UKRAINE),
    "bank": (bank_json.read, BANK),
    "ftm": (ftm.read, FTM),
}
EDITS = st.lists(
    st.tuples(st.integers(0, 9000), st.integers(0, 40), st.binary(max_size=6)), max_size=4
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(SEEDS)), EDITS)
def test_mutated_lists(which: str, edits: list[tuple[int, int, bytes]]) -> None:
    """A list with bytes cut out and put in never breaks its reader."""
    read, data = SEEDS[which]
    for at, cut, put in edits:
        place = at % (len(data) + 1)
        data = data[:place] + put + data[place + cut :]
    with suppress(LicetError):
        recognise(data, "fuzz")
    with suppress(LicetError):
        assert all(one.names[0].text for one in read("x", data))


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(sorted(SEEDS)))
def test_random_bytes(data: bytes, which: str) -> None:
    """Random bytes never break a reader, nor a guess at a table."""
    with suppress(LicetError):
        SEEDS[which][0]("x", data)
    with suppress(LicetError):
        own_table.read("x", data, own_table.guess(data))


@given(st.text(max_size=200))
def test_any_text_as_a_table(text: str) -> None:
    """Any text is a table that can be guessed and read, or is refused."""
    data = text.encode("utf-8", "replace")
    with suppress(LicetError):
        own_table.read("x", data, own_table.guess(data))


def test_a_workbook_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook that unpacks to more than the limit is refused before it is parsed."""
    monkeypatch.setattr(excel, "MAX_UNPACKED", 10_000)
    data = xlsx({"a": [["x" * 20_000]]})
    with pytest.raises(BadFileError, match="unpacks to more"):
        excel.workbook(data)


def test_a_header_that_is_not_there() -> None:
    """A missing, repeated or unlabelled column is told with sheet and row."""
    with pytest.raises(BadFileError, match="no header row with 'A'"):
        excel.table(xlsx({"s": [["x"]]}), "s", ("A",))
    with pytest.raises(BadFileError, match=r"row 1: the column 'B' is missing"):
        excel.table(xlsx({"s": [["A"]]}), "s", ("A", "B"))
    with pytest.raises(BadFileError, match="stands twice"):
        excel.table(xlsx({"s": [["A", "A"]]}), "s", ("A",))
    with pytest.raises(BadFileError, match=r"row 2: 'y' stands in a column without a label"):
        excel.table(xlsx({"s": [["A", "", "C"], ["x", "y"]]}), "s", ("A",))
