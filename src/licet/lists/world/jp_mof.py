"""Japan's workbook of asset freeze targets (Ministry of Finance), as xlsx.

A sheet per notice, with columns of its own: every header is mapped by its Japanese word. An
entry's id is sheet number and notice number ("29-15"), as the workbook's index numbers them.
Rows that a notice deleted hold a date and a number alone: with no name there is no party to
list, so they aren't read; nor are sheets marked 【解除】 (lifted), which have no rows. The workbook
calls itself provisional: the notices of the Ministry of Foreign Affairs are the law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from licet.core.dates import PartialDate
from licet.core.errors import BadFileError
from licet.core.listing import (
    Address,
    DatedEvent,
    EventKind,
    Feature,
    Identifier,
    Kind,
    ListedMeasure,
    Listing,
    Name,
)
from licet.lists.recognise import Recognised
from licet.lists.words import distinct
from licet.lists.world import excel, jp_names
from licet.lists.world.day_words import iso, japanese_births
from licet.lists.world.excel import Row, Table, one_line
from licet.lists.world.jp_columns import COLUMNS, DAY, ENGLISH, JAPANESE, NUMBER, told
from licet.lists.world.jp_names import plain

FORMAT, SOURCE = "jp-mof-excel", "jp-mof"
HEADER = (DAY, NUMBER, JAPANESE, ENGLISH)
_SHEET = re.compile(r"(\d+)[.．](.+)")
_LIFTED = "【解除】"
_DATE = re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})\s*(改訂|改正|削除)?")
_ENTRY = re.compile(r"[*＊#]?(\d+)")
_MARKED = re.compile(r"[*#]\d+")
_REFERENCE = re.compile(r"[A-Z]{2}[ie]\.\d{3}")


def recognise(data: bytes, name: str) -> Recognised | None:
    """A workbook with an index sheet 一覧 and notices behind it; None for anything else."""
    if not excel.is_workbook(data):
        return None
    sheets = excel.sheet_names(data)
    if not any(excel.has_table(data, sheet, HEADER) for sheet in sheets[:3]):
        return None
    return Recognised(FORMAT, "main", source=SOURCE)


def read(source: str, data: bytes) -> list[Listing]:
    """One listing per named row of every sheet; raises BadFileError with sheet and row."""
    found: dict[str, Listing] = {}
    for number, table in _tables(data):
        kind = _sheet_kind(table.sheet)
        for line, row in _entries(table):
            listing = _listing(source, number, table, row, kind)
            if listing.entry_id in found:
                raise BadFileError(
                    f"number {row[NUMBER]} stands twice.",
                    where=f"sheet '{table.sheet}' row {line}",
                    mend=excel.AGAIN,
                )
            found[listing.entry_id] = listing
    if not found:
        raise BadFileError("has no entries.", where="the workbook", mend=excel.AGAIN)
    return list(found.values())


def _tables(data: bytes) -> Iterator[tuple[str, Table]]:
    """Every numbered sheet that isn't lifted; raises BadFileError for one without the header."""
    for sheet in excel.sheet_names(data):
        match = _SHEET.match(sheet)
        if match and _LIFTED not in sheet:
            yield match[1], excel.table(data, sheet, HEADER)


def _entries(table: Table) -> Iterator[tuple[int, Row]]:
    """Rows with a name; a row with neither day nor number continues the remarks above it."""
    kept: list[tuple[int, Row]] = []
    for line, row in table.rows:
        if row[ENGLISH] or row[JAPANESE]:
            if not _ENTRY.match(row[NUMBER]):
                raise BadFileError(
                    f"'{row[NUMBER]}' is no notice number.",
                    where=f"sheet '{table.sheet}' row {line}",
                    mend=f"Cells are shifted or merged. {excel.AGAIN}",
                )
            kept.append((line, dict(row)))
        elif not row[DAY] and not row[NUMBER] and kept:
            above = kept[-1][1]
            for column, cell in row.items():
                above[column] = f"{above[column]}\n{cell}".strip()
    return iter(kept)


def _sheet_kind(sheet: str) -> Kind | None:
    """What the sheet's name says of all its rows; None where it lists both."""
    if "個人" in sheet:
        return "person"
    return "organisation" if "団体" in sheet or "銀行" in sheet else None


def _kind(row: Row, of_sheet: Kind | None) -> Kind:
    """On mixed sheets a birth date, nationality or passport tells a person; no sign, no kind."""
    if of_sheet:
        return of_sheet
    personal = ("births", "birth_places", "nationalities", "passports", "titles")
    said = any(cell for field in personal for _, cell in told(row, field))
    return "person" if said else "unknown"


def _listing(source: str, number: str, table: Table, row: Row, of_sheet: Kind | None) -> Listing:
    kind = _kind(row, of_sheet)
    names, unsure = _names(row, person=kind == "person")
    title = one_line(table.titles[0]) if table.titles else table.sheet
    events = _events(row)
    listed = next((event.text for event in events if event.kind == "listed"), None)
    own = _ENTRY.match(row[NUMBER])
    return Listing(
        source=source,
        entry_id=f"{number}-{own[1] if own else row[NUMBER]}",
        kind=kind,
        names=names,
        programmes=(title,),
        measures=(ListedMeasure("jp/asset-freeze", title, listed_on=listed),),
        addresses=distinct(Address(note=cell) for _, cell in _plain(row, "addresses")),
        identifiers=_identifiers(row),
        births=_births(row),
        birth_places=tuple(cell for _, cell in _plain(row, "birth_places")),
        nationalities=tuple(cell for _, cell in _plain(row, "nationalities")),
        titles=tuple(cell for _, cell in _plain(row, "titles")),
        features=distinct(Feature(label, cell) for label, cell in _features(row)),
        remarks=tuple(f"{label}: {cell}" for label, cell in _plain(row, "remarks")),
        unread=tuple(sorted({*unsure, *_unknown(row)})),
        events=distinct(events),
        references=_references(row),
    )


def _plain(row: Row, field: str) -> list[tuple[str, str]]:
    """(label, cell on one line) of the columns of a field that say anything."""
    return [(label, one_line(plain(cell))) for label, cell in told(row, field)]


def _names(row: Row, *, person: bool) -> tuple[tuple[Name, ...], list[str]]:
    """The Latin name first, its Japanese reading, then aliases; and cells not wholly parted."""
    told_names: list[Name] = []
    unsure: list[str] = []
    for cell, label in ((row[ENGLISH], ENGLISH), (row[JAPANESE], JAPANESE)):
        texts = jp_names.parted(cell, person=False)
        told_names += [jp_names.name(text, "aka") for text in texts.texts]
        unsure += [] if texts.whole else [f"{label}: {cell}"]
    for field, kind, strength in jp_names.ALIASES:
        for label, cell in told(row, field):
            texts = jp_names.parted(cell, person=person)
            told_names += [jp_names.name(text, kind, strength) for text in texts.texts]
            unsure += [] if texts.whole else [f"{label}: {cell}"]
    if not told_names:
        told_names = [jp_names.name(one_line(row[ENGLISH] or row[JAPANESE]), "aka")]
    return jp_names.in_order(told_names), unsure


def _births(row: Row) -> tuple[PartialDate, ...]:
    made = [one for _, cell in told(row, "births") for one in japanese_births(cell)]
    return tuple(sorted(set(made), key=lambda one: one.text))


def _identifiers(row: Row) -> tuple[Identifier, ...]:
    """Passports and national numbers as their cell words them; "(a)" parts several."""
    found: list[Identifier] = []
    for field in ("passports", "numbers"):
        for label, cell in _plain(row, field):
            parts = (part.strip(" 、,;") for part in re.split(r"\([a-z]\)", cell))
            found += [_identifier(label, part) for part in parts if re.search(r"\d{3}", part)]
    return distinct(found)


def _identifier(label: str, part: str) -> Identifier:
    """The first run of letters and digits that holds a number, with the whole cell as a note."""
    match = re.search(r"[A-Za-z]{0,3}[- ]?\d[A-Za-z0-9-]{3,}", part)
    return Identifier(label, match[0].strip() if match else part, note=part)


def _features(row: Row) -> Iterator[tuple[str, str]]:
    yield from _plain(row, "features")
    marks = _MARKED.findall(plain(row[NUMBER]))
    if marks:
        yield "Also listed under", " ".join(marks)


def _events(row: Row) -> list[DatedEvent]:
    """The notice's day, its revisions, and the days on which the Security Council listed."""
    found: list[DatedEvent] = []
    for year, month, day, word in _DATE.findall(plain(row[DAY])):
        on = iso(int(year), int(month), int(day))
        kind: EventKind = "delisted" if word == "削除" else "amended" if word else "listed"
        found += [DatedEvent(kind, on)] if on else []
    found += [DatedEvent("other", f"{label}: {cell}") for label, cell in _plain(row, "listed")]
    return found or [DatedEvent("other", f"{DAY}: {one_line(row[DAY])}")]


def _references(row: Row) -> tuple[str, ...]:
    cells = " ".join(cell for _, cell in told(row, "references"))
    return tuple(sorted({f"un-sc:{one}" for one in _REFERENCE.findall(cells)}))


def _unknown(row: Row) -> list[str]:
    """Cells of columns that no rule knows."""
    return [
        f"{label}: {one_line(cell)}" for label, cell in row.items() if cell and label not in COLUMNS
    ]
