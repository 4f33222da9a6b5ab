"""Files are told by what is in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import ofac_samples as sample
import pytest

from licet.core.errors import BadFileError
from licet.lists.recognise import recognise

SDN = "us-ofac-sdn"
CONSOLIDATED = "us-ofac-consolidated"


@pytest.mark.parametrize("delimiter", [",", "|", "@", ""])
def test_parts_and_delimiters(delimiter: str) -> None:
    """Each part of each edition is told by its first row."""
    parts = {
        "main": sample.MAIN,
        "alt": sample.ALT,
        "add": sample.ADD,
        "comments": [("105", sample.TAIL)],
    }
    for part, rows in parts.items():
        data = sample.flat(rows, delimiter) if delimiter else sample.fixed(rows)
        found = recognise(data, "any name")
        assert (found.format, found.part, found.delimiter) == ("ofac-flat", part, delimiter)
        assert found.entry_ids == {str(row[0]) for row in rows}
        assert found.source == (SDN if part == "main" else None)


@pytest.mark.parametrize(
    ("programmes", "source"),
    [
        (["CUBA"], SDN),
        (["NS-PLC"], CONSOLIDATED),
        (["CMIC-EO13959", "RUSSIA-EO14024"], CONSOLIDATED),
        (["561-Related"], CONSOLIDATED),
        (["SDGT] [NS-PLC"], None),
        (["CAATSA - RUSSIA"], None),
        (["CUBA", "NS-PLC"], None),
    ],
)
def test_list_is_told_by_programmes(programmes: list[str], source: str | None) -> None:
    """Tags that only one list carries tell the list; the others leave it open."""
    rows = [sample.main_row(str(i), p) for i, p in enumerate(programmes, 1)]
    assert recognise(sample.flat(rows), "x").source == source
    xml = sample.xml(*(sample.entity(str(i), p) for i, p in enumerate(programmes, 1)))
    if "]" not in programmes[0]:
        assert recognise(xml, "x").source == source


def test_date_inside_the_xml() -> None:
    """The XML says when it was published."""
    found = recognise(sample.xml(sample.entity("1")), "x")
    assert (found.format, found.part) == ("ofac-xml", "main")
    assert found.published_on == date(2020, 3, 17)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\r\n\x1a", "is empty"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "is a web page"),
        (b"<html></html>", "is a web page"),
        (b'{"results": []}', "is JSON"),
        (b"PK\x03\x04....", "is a zip archive"),
        ("36,x".encode("utf-16"), "is UTF-16"),
        (b'36,"A"\r\n37,"\xe9"\r\n', r"line 2: is not UTF-8: byte 0xE9 at position 5"),
        (b'36,"A"\r\n37,\x00', r"line 2: holds a NUL: byte 0x00 at position 4"),
        (b"name;country\nBRASK;Panama\n", "no format that is known.*Known are"),
        (b"<sanctions/>", "root <sanctions>"),
        (b"<Sanctions/>", "the root <Sanctions>"),
        (b'<?xml version="1.0" encoding="UTF-7"?><sdnList/>', "encoding UTF-7"),
        (b"<sdnList><Publish_Date>13/40/2020</Publish_Date></sdnList>", "does not exist"),
    ],
)
def test_other_files_are_refused_by_name(data: bytes, said: str) -> None:
    """The error says what the file is instead, where, and what to do."""
    with pytest.raises(BadFileError, match=said) as caught:
        recognise(data, "list.bin")
    assert str(caught.value).startswith("list.bin")
    assert caught.value.mend


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("sdn_2019-01-15.csv", SDN),
        ("sdn_2020-03.pip", SDN),
        ("sdn_2021-07-07.csv", SDN),
        ("sdn_2024-05-03.csv", SDN),
        ("sdn_sample.xml", SDN),
        ("cons_prim_2025-12.csv", CONSOLIDATED),
        ("consolidated_2020-03-17.xml", CONSOLIDATED),
        ("consolidated_2020-12-14.xml", CONSOLIDATED),
        ("consolidated_2022-02-24.xml", CONSOLIDATED),
        ("consolidated_2025-06-30.xml", CONSOLIDATED),
        ("alt_2026-08-02.csv", None),
        ("cons_comments_2025-12.csv", None),
    ],
)
def test_real_files(shared: Callable[[str], Path], name: str, source: str | None) -> None:
    """Every kind of real file is told, and the list where its content can tell it."""
    found = recognise(shared(f"ofac/{name}").read_bytes(), "unnamed")
    assert found.source == source
    assert (found.published_on is not None) == name.endswith(".xml")
