"""From a file to what it tells: its form is told by its content, plain or packed (gz, zip)."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from licet.core.errors import BadFileError
from licet.ownership.reading import bods, ftm, gleif, gleif_xml, json_items, ofac, psc, table
from licet.ownership.reading.items import Items
from licet.ownership.reading.table_file import LONGEST_LINE, csv_rows, parquet_rows

FORMS = {
    "bods": "statements of the Beneficial Ownership Data Standard",
    "gleif-xml": "Global LEI data (XML)",
    "gleif-rr": "Global LEI relationships (JSON)",
    "gleif-api": "an answer of the Global LEI API",
    "psc": "persons with significant control (Companies House)",
    "ftm": "FollowTheMoney entities",
    "ofac": "OFAC's relationships between profiles",
    "table": "a table of owners",
}
HEAD = 65_536
WIDE = {b"\xff\xfe", b"\xfe\xff"}
"""How UTF-16 begins."""
MEND = "It reads CSV, Parquet, BODS, GLEIF, Companies House PSC and FollowTheMoney files."


@dataclass(slots=True)
class Opened:
    """A file: its form, its items, and for a table which column was taken for what."""

    form: str
    items: Items
    columns: dict[str, str] = field(default_factory=dict)


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Open a file of ownership; raises BadFileError for what is none."""
    where = path.name
    try:
        with _unpacked(path) as file:
            yield _recognised(file, where)
    except (OSError, EOFError, zipfile.BadZipFile, gzip.BadGzipFile) as error:
        raise BadFileError(
            f"can't be read ({getattr(error, 'strerror', None) or error}).",
            where=where,
            mend="Check the path, or download the file again.",
        ) from None
    except UnicodeDecodeError as error:
        raise BadFileError(
            f"is not UTF-8 text (byte {error.start:,}).", where=where, mend="Save it as UTF-8."
        ) from None


@contextmanager
def _unpacked(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as raw:
        start = raw.read(4)
        raw.seek(0)
        if start[:2] == b"\x1f\x8b":
            with gzip.open(raw) as inner:
                yield io.BufferedReader(inner, HEAD)
        elif start == b"PK\x03\x04":
            with zipfile.ZipFile(raw) as archive:
                names = [n for n in archive.namelist() if not n.endswith("/")]
                if len(names) != 1:
                    raise BadFileError(
                        f"is an archive of {len(names)} files.",
                        where=path.name,
                        mend="Unpack it and name the file.",
                    )
                with archive.open(names[0]) as member:
                    yield member
        else:
            yield raw


def _recognised(file: IO[bytes], where: str) -> Opened:
    head = file.read(HEAD)
    file.seek(0)
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not text:
        raise BadFileError("is empty.", where=where, mend=MEND)
    if head[:4] == b"PAR1":
        return _table(parquet_rows(file, where), where)
    if text[:1] == b"<" or head[:2] in WIDE:
        return _xml(file, head, where)
    if text[:1] in {b"{", b"["}:
        return _json(file, where)
    return _delimited(file, where)


def _xml(file: IO[bytes], head: bytes, where: str) -> Opened:
    if head[:2] in WIDE and not head[2:].replace(b"\x00", b"").lstrip().startswith(b"<"):
        raise BadFileError("is not UTF-8 text.", where=where, mend="Save it as UTF-8.")
    known = (b"RelationshipData", b"LEIData", b"ReportingException", b"R\x00e\x00l\x00a\x00t")
    declared = b"<!DOCTYPE" in head or b"<!ENTITY" in head
    if not declared and not any(word in head for word in known):
        raise BadFileError("is XML, but no Global LEI data.", where=where, mend=MEND)
    return Opened("gleif-xml", gleif_xml.read(file, where))


def _json(file: IO[bytes], where: str) -> Opened:
    first = next(json_items.objects(_text(file), where), None)
    if first is None:
        raise BadFileError("holds no JSON object.", where=where, mend=MEND)
    form = _form(first[1])
    if form is None:
        raise BadFileError(
            f"is JSON of a form not known here (keys: {', '.join(list(first[1])[:6])}).",
            where=where,
            mend=MEND,
        )
    file.seek(0)
    readers: dict[str, Callable[[Iterable[tuple[int, dict[str, Any]]]], Items]] = {
        "psc": psc.read,
        "bods": bods.read,
        "gleif-rr": gleif.relationships,
        "gleif-api": gleif.api,
        "ftm": ftm.read,
    }
    return Opened(form, readers[form](json_items.objects(_text(file), where)))


def _form(one: dict[str, Any]) -> str | None:
    told = one.get("data")
    if "company_number" in one or (isinstance(told, dict) and "totals#" in str(told.get("kind"))):
        return "psc"
    if "statementId" in one or "statementID" in one or "recordType" in one:
        return "bods"
    if "Relationship" in one:
        return "gleif-rr"
    if "schema" in one and "properties" in one:
        return "ftm"
    return "gleif-api" if isinstance(told, list | dict) and "meta" in one else None


def _text(file: IO[bytes]) -> io.TextIOWrapper:
    return _Kept(file, encoding="utf-8-sig", newline="")


class _Kept(io.TextIOWrapper):
    """A text over a file that stays open when the text is thrown away."""

    def __del__(self) -> None:
        """Let go of the file without closing it."""
        if not self.closed:
            self.detach()


def _delimited(file: IO[bytes], where: str) -> Opened:
    text = _text(file)
    header = text.readline(LONGEST_LINE)
    mark = max(",;\t|", key=header.count)
    headers = next(csv.reader([header], delimiter=mark), [])
    names = [name.strip() for name in headers]
    if not header.strip() or len(names) < 2:
        raise BadFileError("is no table: its first line has no columns.", where=where, mend=MEND)
    rows = csv_rows(text, names, mark, where)
    if {name.lower() for name in names} >= ofac.COLUMNS:
        return Opened("ofac", ofac.profile_relationships(rows))
    return _table((names, rows), where)


def _table(told: tuple[list[str], Iterator[tuple[int, dict[str, str]]]], where: str) -> Opened:
    names, rows = told
    columns = table.guess(names, where)
    return Opened("table", table.read(rows, columns), columns)
