"""What a file of OFAC's is, told by its content, never by its name."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from licet.core.errors import BadFileError
from licet.lists.ofac.ofac_programmes import source_of

Part = Literal["main", "alt", "add", "comments", "mapping"]

KNOWN = (
    "Known are OFAC's lists (flat files and XML), the trade.gov screening list, the lists of BIS "
    "and State, of the UN, the UK, the EU, Switzerland, Canada, Australia, Japan, Ukraine and the "
    "World Bank."
)
_BINARY = (
    (b"PK\x03\x04", "a zip archive", "Unpack it and give the list files inside."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "Unpack it first."),
    (b"%PDF", "a PDF", "Download the CSV or XML edition of the list."),
    (b"\xff\xfe", "UTF-16 text", "Save it as UTF-8; OFAC publishes ASCII."),
    (b"\xfe\xff", "UTF-16 text", "Save it as UTF-8; OFAC publishes ASCII."),
)
_TYPES = frozenset({"individual", "entity", "vessel", "aircraft", "-0-"})
_ALIASES = frozenset({"aka", "fka", "nka"})
_NUMBER = re.compile(r"[0-9]{1,10}")
_ID = re.compile(r"^ *0*([0-9]{1,10})[ ,|@]", re.M)
_FIXED_ID = re.compile(r"^(?=.{10}) *0*([0-9]{1,10})", re.M)
_DECLARED = re.compile(r"^<\?xml[^>]*encoding\s*=\s*[\"']([\w.:-]+)[\"']")
_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_PUBLISHED = re.compile(r"<Publish_Date>\s*(\d{2}/\d{2}/\d{4})\s*</Publish_Date>")
_PROGRAMME = re.compile(r"<program>\s*([^<]*?)\s*</program>")
_SECTORAL = "Executive Order 13662 Directive Determination"


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is. ``source`` is None when its content fits both lists, or holds only ids.

    ``published_at`` is the instant on the publisher's clock, where the file gives one: a list may
    come out twice on a day.
    """

    format: str
    part: Part
    delimiter: str = ""
    published_on: date | None = None
    published_at: datetime | None = None
    entry_ids: frozenset[str] = frozenset()
    source: str | None = None


def recognise(data: bytes, name: str) -> Recognised:
    """Tell a file by its content; ``name`` is only for the error. Raises BadFileError."""
    text = decode(data, name)
    head = text[:2000].lstrip()
    if head[:1] == "<":
        return _xml(text, name)
    if head[:1] in {"{", "["}:
        raise BadFileError("is JSON, which no reader here reads.", where=name, mend=KNOWN)
    shape = flat_shape(text)
    if shape is None:
        raise BadFileError("is in no format that is known.", where=name, mend=KNOWN)
    part, delimiter = shape
    ids = frozenset((_ID if delimiter else _FIXED_ID).findall(text))
    source = source_of(_flat_tags(text, delimiter)) if part == "main" else None
    return Recognised("ofac-flat", part, delimiter, entry_ids=ids, source=source)


def decode(data: bytes, name: str) -> str:
    """The text of a list file; raises BadFileError, with line and byte, for what is no UTF-8."""
    if not data.strip(b" \t\r\n\x1a\xef\xbb\xbf"):
        raise BadFileError("is empty.", where=name, mend="Download it again.")
    for magic, what, mend in _BINARY:
        if data.startswith(magic):
            raise BadFileError(f"is {what}.", where=name, mend=mend)
    if (at := data.find(b"\0")) >= 0:
        raise _bad_byte(data, at, name, "holds a NUL")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # "utf-8-sig" counts from after its mark
        at = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        raise _bad_byte(data, at, name, "is not UTF-8") from None


def _bad_byte(data: bytes, at: int, name: str, problem: str) -> BadFileError:
    line = data.count(b"\n", 0, at) + 1
    column = at - (data.rfind(b"\n", 0, at) + 1) + 1
    return BadFileError(
        f"{problem}: byte 0x{data[at]:02X} at position {column}.",
        where=f"{name} line {line}",
        mend="OFAC publishes ASCII and UTF-8; download the file again or save it as UTF-8.",
    )


def flat_shape(text: str) -> tuple[Part, str] | None:
    """Part and delimiter by the first row; the delimiter is empty for fixed positions."""
    line = next((one for one in text[:20_000].splitlines() if one.strip("\x1a ")), "")
    for delimiter in (",", "|", "@"):
        try:
            cells = [c.strip() for c in next(csv.reader([line], delimiter=delimiter))]
        except (csv.Error, StopIteration):
            continue
        if part := _delimited_part(cells):
            return part, delimiter
    fixed = _fixed_part(line)
    return (fixed, "") if fixed else None


def _delimited_part(cells: list[str]) -> Part | None:
    numbers = [bool(_NUMBER.fullmatch(c)) for c in cells[:2]]
    if numbers[:1] != [True]:
        return None
    if len(cells) == 12 and cells[2].lower() in _TYPES:
        return "main"
    if len(cells) == 5 and numbers[1] and cells[2].lower() in _ALIASES:
        return "alt"
    if len(cells) == 6 and numbers[1]:
        return "add"
    return "comments" if len(cells) == 2 and cells[1] else None


def _fixed_part(line: str) -> Part | None:
    if not _NUMBER.fullmatch(line[:10].strip()) or len(line) < 12:
        return None
    if line[360:372].strip().lower() in _TYPES:
        return "main"
    if _NUMBER.fullmatch(line[10:20].strip()):
        if line[20:28].strip().lower() in _ALIASES:
            return "alt"
        return "add" if len(line) > 1136 else None
    return "comments" if not line[10:11].isdigit() and len(line[:10]) == 10 else None


def _flat_tags(text: str, delimiter: str) -> Iterator[tuple[set[str], bool]]:
    """Programme tags of each row; a row that can't be split tells nothing here."""
    if not delimiter:
        for line in text.splitlines():
            yield set(line[372:422].strip().split("] [")), _SECTORAL in line[867:]
        return
    try:
        for cells in csv.reader(text.splitlines(keepends=True), delimiter=delimiter):
            if len(cells) == 12:
                yield set(cells[3].strip().split("] [")), _SECTORAL in cells[11]
    except csv.Error:
        return


def _xml(text: str, name: str) -> Recognised:
    check_xml_head(text, name)
    return Recognised("ofac-xml", "main", "", _published(text, name), source=source_of(_tags(text)))


def check_xml_head(text: str, name: str) -> None:
    """Raise BadFileError unless declaration and root are those of OFAC's standard XML, in UTF-8."""
    if not text.lstrip().startswith("<"):
        raise BadFileError("is not XML.", where=name, mend=KNOWN)
    declared = _DECLARED.match(text.lstrip())
    if declared and declared[1].lower() not in {"utf-8", "ascii", "us-ascii"}:
        raise BadFileError(
            f"declares the encoding {declared[1]}.", where=f"{name} line 1", mend="Use UTF-8."
        )
    found = _ROOT.search(text)
    root = found[1] if found else ""
    if root.lower() == "html" or re.match(r"\s*<!doctype html", text, re.I):
        raise BadFileError(
            "is a web page, not a list.",
            where=name,
            mend="The download was answered with a page; download the list file itself.",
        )
    if root != "sdnList":
        raise BadFileError(f"is XML with the root <{root}>.", where=name, mend=KNOWN)


def _published(text: str, name: str) -> date | None:
    match = _PUBLISHED.search(text[:20_000]) or _PUBLISHED.search(text)
    try:
        return datetime.strptime(match[1], "%m/%d/%Y").date() if match else None
    except ValueError:
        raise BadFileError(
            f"the Publish_Date '{match[1] if match else ''}' does not exist.",
            where=name,
            mend="Download the file again.",
        ) from None


def _tags(text: str) -> Iterator[tuple[set[str], bool]]:
    for entry in text.split("<sdnEntry>")[1:]:
        yield set(_PROGRAMME.findall(entry)), _SECTORAL in entry
