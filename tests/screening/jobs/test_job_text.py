"""CSV records in blocks: what is a record, what is broken, and that blocks don't matter."""

from __future__ import annotations

import csv
import gzip
import io
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from job_help import broken, read, rows

from licet.core.errors import BadFileError
from licet.screening.jobs import stream, text_table
from licet.screening.jobs.cut import MOST_LINES, Shape, cut
from licet.screening.jobs.mend import mend

HEAD = b"id,name,country\n"


def made(folder: Path, data: bytes, name: str = "r.csv") -> Path:
    """A file of records."""
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"2,Keld", "the line has 2 fields, the heading 3."),
        (b"2,Keld,x,y", "the line has 4 fields, the heading 3."),
        (b'2,"Keld, Ltd",x,y', "the line has 4 fields, the heading 3."),
        (b'2,"Keld,x', "a quotation is opened and not closed."),
        (b'2,"Keld" Ltd,x', "text stands behind a closing quotation mark."),
        (b"2,K\xe9ld,x", "the line is not UTF-8 (byte 4 is 0xE9)."),
        (b"2,\xed\xa0\x80,x", "the line is not UTF-8 (byte 3 is 0xED)."),
    ],
)
def test_a_broken_line_is_named_and_no_other_is_lost(
    line: bytes, words: str, tmp_path: Path
) -> None:
    """One bad line is rejected with its number and why; those around it are read."""
    path = made(tmp_path, HEAD + b"1,One,x\n" + line + b'\n3,"Thr""ee",x\n4,Four,\n')
    parts = read(path)
    assert broken(parts) == [(2, 3, words)]
    assert rows(parts) == [
        (1, 2, "1", "One", "x"), (3, 4, "3", 'Thr"ee', "x"), (4, 5, "4", "Four", None),
    ]  # fmt: skip
    assert sum(part.records for part in parts) == 4


def test_quotes_within_a_field_are_characters(tmp_path: Path) -> None:
    """OOO "Romashka" without quotation around it is a name, not a broken line."""
    path = made(tmp_path, HEAD + 'a,ООО "Ромашка",RU\nb,Pipes 6" Ltd,\n'.encode())
    assert [row[3] for row in rows(read(path))] == ['ООО "Ромашка"', 'Pipes 6" Ltd']


def test_a_record_over_several_lines_keeps_its_first(tmp_path: Path) -> None:
    """A quoted line end is part of the name; lines after it are counted right."""
    path = made(tmp_path, HEAD + b'1,"Keld\nArms",x\r\n2,Two\n3,Three,y\r\n')
    parts = read(path)
    assert rows(parts) == [(1, 2, "1", "Keld\nArms", "x"), (3, 5, "3", "Three", "y")]
    assert [one[1] for one in broken(parts)] == [4]


def test_an_open_quotation_swallows_no_more_than_its_line(tmp_path: Path) -> None:
    """A quotation that would close only beyond the limit of lines is broken at its line alone."""
    far = b"".join(b"%d,Name,x\n" % n for n in range(MOST_LINES + 50))
    path = made(tmp_path, HEAD + b'a,"open,x\n' + far + b'z,close",x\n')
    parts = read(path)
    assert broken(parts) == [(1, 2, "a quotation is opened and not closed.")]
    assert len(rows(parts)) == MOST_LINES + 51


def test_blank_lines_hold_no_record_and_are_counted(tmp_path: Path) -> None:
    """A blank line is neither screened nor rejected, and it is said how many there were."""
    parts = read(made(tmp_path, HEAD + b"\n1,One,x\n\r\n\n2,Two,y\n\n"))
    assert [row[:2] for row in rows(parts)] == [(1, 3), (2, 6)]
    assert sum(part.blank for part in parts) == 4


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiters_and_a_byte_order_mark(mark: str, tmp_path: Path) -> None:
    """Other delimiters are seen in the heading; a mark of Excel at the start is no title."""
    text = f"Full Name{mark}DOB\r\nKeld{mark}19640401\r\n"
    path = made(tmp_path, b"\xef\xbb\xbf" + text.encode(), "r.tsv")
    assert rows(read(path)) == [(1, 2, "Keld", "1964-04-01")]


def test_gzip_is_unpacked_and_damage_is_said(tmp_path: Path) -> None:
    """A packed table is read like a plain one; one cut short is refused, not read in part."""
    packed = gzip.compress(HEAD + b"1,One,x\n" * 50_000, 1)
    assert len(rows(read(made(tmp_path, packed, "r.csv.gz")))) == 50_000
    with pytest.raises(BadFileError, match="damaged gzip"):
        read(made(tmp_path, packed[:-100], "cut.csv.gz"))


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line longer than any record stops the run before it fills the memory."""
    monkeypatch.setattr(text_table, "LONGEST", 1 << 16)
    monkeypatch.setattr(stream, "BLOCK", 1 << 14)
    with pytest.raises(BadFileError, match="line 3"):
        read(made(tmp_path, HEAD + b"1,One,x\n2," + b"x" * (1 << 18)))


LINES = st.lists(
    st.sampled_from(
        [b"1", b"Keld", b'"', b'""', b",", b",", b"\n", b"\n", b"\r\n", b"\r", b'"a\nb"', b'"x"',
         b"1,a,b\n", b'2,"q, ""w""",z\n', b"\xe9", "é".encode(), b"\xef\xbb\xbf", b"\x00", b" "]
    ),
    max_size=60,
).map(b"".join)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=LINES, block=st.integers(1, 40), size=st.integers(1, 7))
def test_blocks_and_parts_change_nothing(
    data: bytes, block: int, size: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Any text gives the same records, broken lines and blanks, however it is cut."""
    path = made(tmp_path_factory.mktemp("b"), HEAD + data)
    whole = read(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream, "BLOCK", block)
        small = read(path, size)
    assert rows(small) == rows(whole)
    assert broken(small) == broken(whole)
    assert sum(p.blank for p in small) == sum(p.blank for p in whole)
    lines = sum(p.records for p in whole)
    assert lines == len(rows(whole)) + len(broken(whole))


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_the_quick_way_says_what_reading_by_line_says(data: bytes) -> None:
    """Where the quick cut answers, the record by record reading gives the same."""
    data += b"\n"
    shape = Shape(b",", 3)
    quick = cut(data, shape)
    if quick is None:
        return
    slow = mend(data, shape, last=True)
    count = len(quick.ends)
    assert quick.ends.tolist() == slow.ends.tolist()[:count]
    assert quick.lines.tolist() == slow.lines.tolist()[:count]
    assert quick.blank.tolist() == slow.blank.tolist()[:count]
    assert quick.reasons == {n: why for n, why in slow.reasons.items() if n < count}


CELL = st.text(st.sampled_from('ab,"\n é;'), max_size=6)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(cells=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8))
def test_what_csv_writes_is_read_back(
    cells: list[tuple[str, str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every table that Python's csv module writes is read as it was, nothing broken."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(cells)
    path = made(tmp_path_factory.mktemp("c"), HEAD + text.getvalue().encode())
    parts = read(path)
    assert broken(parts) == []
    assert [row[2:] for row in rows(parts)] == [tuple(c or None for c in row) for row in cells]


def test_one_broken_line_in_two_hundred_thousand(tmp_path: Path) -> None:
    """The one is found by its number, all others are read, in a moment."""
    line = b'%d,"Some Name, %d",DE\n'
    lines = [line % (n, n) for n in range(200_000)]
    lines[150_000] = b'150000,"Some Name, DE\n'
    path = made(tmp_path, HEAD + b"".join(lines))
    started = time.monotonic()
    parts = read(path, 20_000)
    assert broken(parts) == [(150_001, 150_002, "a quotation is opened and not closed.")]
    assert sum(part.frame().height for part in parts) == 199_999
    assert time.monotonic() - started < 10
