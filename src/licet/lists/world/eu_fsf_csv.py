"""The EU's consolidated financial sanctions list (FSF) as CSV, editions 1.0 and 1.1.

A row repeats its entity and the act it stands under, and holds one part: a name, an address, a
birth, a document, a citizenship. The file says nothing of how many rows it has, so a file cut at
the end of a line can't be told from a whole one; the XML edition is the safer one.

A file that a spreadsheet has opened by its commas and saved again has each line in quotation marks
and a tab for each comma; it is read as it was before.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from licet.core.errors import BadFileError
from licet.core.listing import Listing
from licet.lists.recognise import Recognised
from licet.lists.table_text import text_of
from licet.lists.words import AGAIN
from licet.lists.world.eu_fsf_columns import EDITION_10, EDITION_11, Meaning, meanings
from licet.lists.world.eu_fsf_listing import KINDS, WHERE, Entity, listings
from licet.lists.world.eu_fsf_told import Part, act
from licet.lists.xml_document import HEAD, day_in

FORMAT, SOURCE = "eu-fsf-csv", "eu-fsf"
Cells = dict[str, dict[str, str]]
# Days of the file stand as 04/07/2018, the fourth of July
_MADE = re.compile(rb'^[^\n]*\n"?(\d{2}/\d{2}/\d{4}|\d{4}-\d{2}-\d{2})')
_DOCUMENT = re.compile(r"(.*?) ?\((\w+)-([^()]*)\) *(.*)", re.S)
_CONTACT = re.compile(r"([A-Z]+)\[([^\]]*)\]")


def recognise(data: bytes, name: str) -> Recognised | None:
    """A table whose header begins as one of the two editions; None for anything else."""
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf")
    titles = head.split(b"\n", 1)[0].decode("latin-1").strip('"\r').lower().split(";")
    if tuple(titles[1:4]) != EDITION_10 and tuple(titles[1:3]) != EDITION_11:
        return None
    return Recognised(FORMAT, "main", published_on=day_in(head, _MADE, name), source=SOURCE)


def read(source: str, data: bytes) -> list[Listing]:
    """One listing per logical id; raises BadFileError with the line."""
    found: dict[tuple[str, ...], Entity] = {}
    rows = _rows(data)
    means = meanings(next(rows, (1, []))[1], WHERE)
    for line, cells in rows:
        if len(cells) != len(means):
            what = f"{len(cells)} columns stand where {len(means)} are due."
            raise _bad(what, line, "The line is cut or shifted.")
        _add(_by_part(cells, means), line, found)
    return listings(source, found.values())


def _bad(what: str, line: int, why: str = "") -> BadFileError:
    return BadFileError(what, where=f"{WHERE} line {line}", mend=f"{why} {AGAIN}".strip())


def _rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of every row, the header first."""
    text = text_of(data, WHERE)
    wrapped = text.startswith('"')
    outer = csv.reader(StringIO(text, newline=""), delimiter="\t" if wrapped else ";", strict=True)
    try:
        for cells in outer:
            found = _unwrapped(cells) if wrapped else cells
            if found:
                yield outer.line_num, found
    except csv.Error as error:
        raise _bad(
            f"the row can't be split ({error}).", outer.line_num, "It is cut or a quote is lost."
        ) from None


def _unwrapped(cells: list[str]) -> list[str]:
    """The cells of a line that a spreadsheet put into one, with its commas again."""
    line = "\t".join(cells).rstrip("\t").replace("\t", ",")
    return next(csv.reader([line], delimiter=";", strict=True), [])


def _by_part(cells: list[str], means: list[Meaning]) -> Cells:
    """The cells that say something, by part and attribute."""
    told: Cells = {}
    for value, (part, attribute) in zip(cells, means, strict=True):
        if part and (text := value.strip()):
            told.setdefault(part, {})[attribute] = text
    return told


def _add(told: Cells, line: int, found: dict[tuple[str, ...], Entity]) -> None:
    """Put a row's parts to its entity, which is one under each act."""
    own, regulation = told.pop("entity", {}), told.pop("regulation", {})
    logical, kind = own.pop("logicalId", ""), own.pop("kind", "")
    if kind not in KINDS:
        kind = own.pop("classification", "")
    own.pop("classification", "")
    if not logical.isdecimal() or kind not in KINDS:
        raise _bad("the row has no entity's number, or no kind (P or E).", line)
    key = (logical, regulation.get("programme", ""), regulation.get("numberTitle", ""))
    entity = found.get(key)
    if entity is None:
        remarks = _remarks(own.pop("remark", ""))
        entity = found[key] = Entity(logical, kind, own, line=line)
        entity.parts = [Part("regulation", regulation), Part("remark", {}, remarks)]
    elif entity.kind != kind:
        raise _bad(f"the entity {logical} is of two kinds.", line)
    entity.parts += [_part(name, values) for name, values in told.items()]


def _remarks(text: str) -> list[str]:
    r"""Remarks stand in brackets, parted by a written ``\n``."""
    pieces = (one.strip() for one in re.split(r"\\n|\n", text))
    return [_bare(one) for one in pieces if one]


def _bare(text: str) -> str:
    inside = text[1:-1]
    whole = text.startswith("(") and text.endswith(")") and not re.search(r"^[^(]*\)", inside)
    return inside.strip() if whole else text


def _part(kind: str, values: dict[str, str]) -> Part:
    acts = act(values.pop("act", ""), values.pop("actUrl", ""))
    part = Part(kind, values, _remarks(values.pop("remark", "")), acts=acts)
    if values.get("birthdate") == "N/A":
        del values["birthdate"]
    if contact := values.pop("contactInfo", ""):
        part.contacts = [(key, value) for key, value in _CONTACT.findall(contact)]
        part.remarks += _remarks(_CONTACT.sub("", contact))
    if kind == "identification" and "identificationTypeCode" not in values:
        _document(part)
    return part


def _document(part: Part) -> None:
    """Edition 1.0 writes a document in one cell: ``AD 12 (passport-National passport) (lost)``."""
    if match := _DOCUMENT.fullmatch(part.left.get("number", "")):
        part.left["number"], part.left["identificationTypeDescription"] = match[1], match[3]
        part.remarks += _remarks(match[4])
