"""Files that can't be what they should: one sentence, exit 2, and the store as it was."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest
from command_line import MAIN, csv_bytes, is_root, lock_away, quick, refused, tree, write, xml_bytes

CSV = csv_bytes(MAIN)
ONE = ("810001", "TORRIDGE HOLDINGS", "CAATSA - RUSSIA")
XML = xml_bytes("03/17/2020", ONE, ("810002", "TORRIDGE TWO", "CAATSA - RUSSIA"))
XML_HEAD = b'<?xml version="1.0"?>'
LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(10)
)


def zipped(name: str, data: bytes) -> bytes:
    """A zip archive with one file."""
    with io.BytesIO() as buffer:
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, data)
        return buffer.getvalue()


def doctype(inside: bytes, use: bytes = b"&l9;") -> bytes:
    """The XML with a document type of its own."""
    declared = b"<!DOCTYPE sdnList [" + inside + b"]>"
    return XML.replace(b"<sdnList", declared + b"<sdnList").replace(b"TORRIDGE TWO", use)


# what it is -> (bytes, words of which one must stand in the sentence)
BAD = {
    "nothing": (b"", ["empty"]),
    "only blanks": (b" \r\n\r\n\x1a", ["empty"]),
    "cut in its first row": (CSV[:60], ["line 1", "cut", "no format"]),
    "cut within a later row": (CSV[:320], ["line 2", "line 3", "cut"]),
    "cut within quotes": (CSV[: CSV.index(b"Aurelio")], ["line 2", "cut"]),
    "cut at a row": (csv_bytes(MAIN[:2], mark=False), ["--accept-unmarked"]),
    "XML cut in an entry": (XML[: XML.index(b"TORRIDGE TWO") + 5], ["cut", "XML", "line"]),
    "XML cut in its head": (XML[:70], ["cut", "XML"]),
    "fewer entries than it says": (
        XML.replace(b"<Record_Count>2<", b"<Record_Count>9<"),
        ["9"],
    ),
    "UTF-16 with a mark": (CSV.decode().encode("utf-16"), ["UTF-16"]),
    "UTF-16 without a mark": (CSV.decode().encode("utf-16-le"), ["UTF-16", "NUL"]),
    "Latin-1": (CSV.decode().replace("KELD", "KÉLD").encode("latin-1"), ["UTF-8"]),
    "NULs": (CSV.replace(b"KELD", b"K\0ELD"), ["NUL"]),
    "a web page": (b"<!doctype html>\n<html><head></head><body>504</body></html>", ["web page"]),
    "a web page without a doctype": (b"<html><body>Sorry</body></html>", ["web page", "HTML"]),
    "a zip archive cut short": (zipped("sdn.csv", CSV)[:-30], ["zip"]),
    "a zip archive of nothing known": (zipped("letter.pdf", b"%PDF-1.7"), ["PDF", "zip"]),
    "a zip archive of much air": (zipped("sdn.csv", b" " * 30_000_000), ["zip", "empty", "MB"]),
    "a gzip archive cut short": (gzip.compress(CSV)[:-12], ["gzip", "damaged"]),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", ["PDF"]),
    "plain text": (b"Dear reader,\nthe list is attached.\n", ["no format"]),
    "JSON": (b'{"sdn": []}', ["JSON", "no format"]),
    "a table of something else": (b"id,colour\n1,red\n2,blue\n", ["no format"]),
    "a column lost in one row": (
        CSV.replace(b'"PELL, Aurelio Tann",', b""),
        ["line 2"],
    ),
    "a column lost in all rows": (
        CSV.replace(b',"Panama"', b"").replace(b"-0- ,", b"", 1),
        ["line", "no format"],
    ),
    "a column too many in one row": (
        CSV.replace(b'"individual"', b'"individual",-0- '),
        ["line 2"],
    ),
    "columns changed about": (
        CSV.replace(b'"individual","SDGT"', b'"SDGT","individual"'),
        ["line 2"],
    ),
    "an id twice": (csv_bytes([*MAIN, MAIN[0]]), ["800001", "twice"]),
    "an XML id twice": (xml_bytes("03/17/2020", ONE, ONE), ["810001", "twice"]),
    "an XML of another kind": (XML_HEAD + b"<rss><channel/></rss>", ["rss", "XML"]),
    "a document type": (doctype(b"", b"x"), ["document type", "DOCTYPE"]),
    "a billion laughs": (doctype(LAUGHS), ["document type", "DOCTYPE", "entit"]),
    "an outer entity": (
        doctype(b'<!ENTITY l9 SYSTEM "file:///etc/hostname">'),
        ["document type", "DOCTYPE", "entit"],
    ),
    "an outer document type": (
        XML.replace(b"<sdnList", b'<!DOCTYPE sdnList SYSTEM "http://127.0.0.1:9/x"><sdnList'),
        ["document type", "DOCTYPE"],
    ),
    "a date that isn't one": (XML.replace(b"03/17/2020", b"02/30/2020"), ["02/30/2020"]),
}  # fmt: skip


def refuse(path: Path, home: Path, seconds: float = 20) -> str:
    """Add a file to a store: it must be refused in time, and the store must stay as it was."""
    before = tree(home)
    with quick(seconds):
        said = refused("lists", "add", path, "--list", "sdn", "--home", home)
    assert str(path) in said
    assert tree(home) == before
    return said


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file(kind: str, tmp_path: Path, own: Path) -> None:
    """What is wrong, where, and how to mend it: in one sentence, with the store untouched."""
    data, words = BAD[kind]
    path = write(tmp_path, "list_2021-08-01.dat", data)
    said = refuse(path, own)
    assert any(word.lower() in said.lower() for word in words), said


def test_every_cut_of_a_file_is_seen(tmp_path: Path, own: Path) -> None:
    """Wherever a download stops, the file is refused; none is taken for a shorter list."""
    from licet.core.errors import LicetError
    from licet.lists.readers import read_snapshot

    for end in range(1, len(CSV), 11):
        with pytest.raises(LicetError):
            read_snapshot("us-ofac-sdn", {"main": CSV[:end]})
    for end in range(1, len(XML), 13):
        with pytest.raises(LicetError):
            read_snapshot("us-ofac-sdn", {"main": XML[:end]})


@pytest.mark.parametrize("deep", [300, 1_000_000])
def test_nesting_without_end(deep: int, tmp_path: Path, own: Path) -> None:
    """Elements nested far too deep are refused in bounded time, without a crash."""
    nested = b"<a>" * deep + b"</a>" * deep
    path = write(tmp_path, "deep.xml", XML.replace(b"<sdnType>", nested + b"<sdnType>", 1))
    refuse(path, own, 30)


def test_one_endless_line(tmp_path: Path, own: Path) -> None:
    """A 20 MB line is refused, and the sentence doesn't repeat it."""
    path = write(tmp_path, "list_2021-08-01.csv", b'1,"' + b"x" * 20_000_000)
    refuse(path, own)


def test_a_sparse_file_of_2_gb(tmp_path: Path, own: Path) -> None:
    """A file far too large is refused by its size, at once."""
    path = write(tmp_path, "list_2021-08-01.csv", b"")
    os.truncate(path, 2 * 1024**3)
    assert "GB" in refuse(path, own, 5)


def test_a_folder(tmp_path: Path, own: Path) -> None:
    """A folder is no list file."""
    folder = tmp_path / "folder_2021-08-01"
    folder.mkdir()
    refuse(folder, own)


def test_a_file_that_is_not_there(tmp_path: Path, own: Path) -> None:
    """A missing file is named."""
    assert "No such file" in refuse(tmp_path / "nowhere.csv", own)


@pytest.mark.skipif(is_root(), reason="permissions don't bind this user")
def test_a_file_that_may_not_be_read(tmp_path: Path, own: Path) -> None:
    """A file without permission is named."""
    path = write(tmp_path, "list_2021-08-01.csv", CSV)
    lock_away(path)
    assert "ermission" in refuse(path, own)


@pytest.mark.parametrize("where", ["file", "below a file"])
def test_a_home_that_is_a_file(where: str, tmp_path: Path) -> None:
    """--home needs a folder."""
    good = write(tmp_path, "list_2021-08-01.csv", CSV)
    home = good if where == "file" else good / "deeper"
    before = good.read_bytes()
    said = refused("lists", "add", good, "--list", "sdn", "--home", home)
    assert str(home) in said
    assert good.read_bytes() == before
