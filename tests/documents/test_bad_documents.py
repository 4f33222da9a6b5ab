"""A document that can't be read is refused in one sentence that says why."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import pytest

from licet.core.errors import BadFileError
from licet.documents import limits, read
from made_documents import LOCKED, docx, packed, pdf

NOISE = bytes(n * n * 31 % 251 for n in range(5_000))
CASES = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\n ", "holds no text"),
    "noise.txt": (NOISE, "is no text"),
    "cyrillic.txt": ("Исмаил Демир подписал".encode("cp1251"), "is not UTF-8"),
    "half.txt": ("Ismail Demir".encode("utf-16-le"), "UTF-16"),
    "cut.txt": (b"\xff\xfeI\x00s", "begins as UTF-16"),
    "scan.pdf": (pdf("", ""), "scan"),
    "locked.pdf": (pdf("Text", trailer=LOCKED), "is encrypted"),
    "damaged.pdf": (b"%PDF-1.4\n" + NOISE, "is damaged"),
    "cut.pdf": (pdf("Text")[:40], "is damaged"),
    "damaged.docx": (b"PK\x03\x04" + NOISE, "is damaged"),
    "broken.docx": (packed({"word/document.xml": "<w:document"}), "XML is broken"),
    "other.docx": (packed({"xl/workbook.xml": "<x/>"}), "no Word document"),
    "empty.docx": (docx(""), "holds no text"),
    "old.doc": (b"\xd0\xcf\x11\xe0" + NOISE, "old Word"),
    "page.rtf": (b"{\\rtf1 text}", "RTF"),
    "picture.png": (b"\x89PNG\r\n" + NOISE, "picture"),
    "empty.html": (b"<html><body></body></html>", "holds no text"),
}


@pytest.mark.parametrize("name", CASES)
def test_each_is_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    """What is wrong, where, and how to mend it."""
    data, why = CASES[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(BadFileError, match=why) as refused:
        read(path)
    assert str(path) in str(refused.value)
    assert refused.value.mend
    assert len(str(refused.value).splitlines()) == 1


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    """Neither is a document."""
    with pytest.raises(BadFileError, match="is not there"):
        read(tmp_path / "nothing.txt")
    with pytest.raises(BadFileError, match="is a folder"):
        read(tmp_path)


def test_a_bomb_is_stopped_while_it_unpacks(tmp_path: Path) -> None:
    """A DOCX that unpacks to 300 MB is refused, and never held in memory."""
    path = tmp_path / "bomb.docx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("word/document.xml", "w") as part,
    ):
        for _ in range(300):
            part.write(b" " * 1_000_000)
    tracemalloc.start()
    with pytest.raises(BadFileError, match="ZIP bomb"):
        read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 150_000_000


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    """An XML bomb inside a DOCX stays small."""
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><w xmlns="u"><t>&c;</t><t>text</t></w>'
    )
    path = tmp_path / "a.docx"
    path.write_bytes(packed({"word/document.xml": bomb}))
    assert "lol" not in read(path).text


def test_a_300_mb_text_is_refused_unread(tmp_path: Path) -> None:
    """The size is looked at first, so memory stays small."""
    path = tmp_path / "large.txt"
    with path.open("wb") as opened:
        opened.write(b"text")
        opened.truncate(300_000_000)
    tracemalloc.start()
    with pytest.raises(BadFileError, match="300 MB large; at most 50 MB"):
        read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


def test_too_much_text_in_a_small_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit on text holds inside packed formats too."""
    monkeypatch.setattr(limits, "MAX_TEXT", 1_000)
    for name, data in {
        "a.docx": docx("word " * 400),
        "a.pdf": pdf("\n".join(["word " * 15] * 20)),
    }.items():
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(BadFileError, match="more than 1,000 characters of text"):
            read(path)
