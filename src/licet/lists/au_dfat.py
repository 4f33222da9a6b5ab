"""Australia's Consolidated List of DFAT, as xls (to 2025) or xlsx.

Rows of one reference number ("34", "34a", "34c1") are the names of one party. What the rows of a
party tell differently is kept from each of them. The xlsx says which measures apply, the older
xls only which committee or regulations list the party.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from licet.core.errors import BadFileError
from licet.core.listing import (
    Address,
    DatedEvent,
    Feature,
    Identifier,
    Kind,
    ListedMeasure,
    Listing,
    Name,
    NameKind,
)
from licet.lists import au_notes, excel
from licet.lists.day_words import birth, days_in
from licet.lists.excel import Row, one_line
from licet.lists.recognise import Recognised
from licet.lists.scripts import script_of
from licet.lists.us_tables import distinct

FORMAT, SOURCE = "au-dfat-excel", "au-dfat"
COLUMNS = (
    *("Reference", "Name of Individual or Entity", "Type", "Name Type", "Date of Birth"),
    *("Place of Birth", "Citizenship", "Address", "Additional Information"),
    *("Listing Information", "Committees", "Control Date"),
)
NEWER = (
    *("Alias Strength", "IMO Number", "Instrument of Designation"),
    *("Targeted Financial Sanction", "Travel Ban", "Arms Embargo", "Maritime Restriction"),
)
SANCTIONS = NEWER[3:]
_REFERENCE = re.compile(r"(\d+)\s*([a-z]*\d*[a-z]*)", re.I)
_KINDS: dict[str, Kind] = {
    "individual": "person",
    "entity": "organisation",
    "vessel": "vessel",
    "aircraft": "aircraft",
}
_NAME_KINDS: dict[str, NameKind] = {
    "primary name": "primary",
    "aka": "aka",
    "alias": "aka",
    "original script": "aka",
    "formerly known as": "fka",
    "fka": "fka",
    "former name": "fka",
}
_LETTERED = re.compile(r"(?:^|\s)[a-z]\)\s*")
_NOTHING = frozenset({"", "na", "n/a", "-", "unknown"})


def recognise(data: bytes, name: str) -> Recognised | None:
    """A workbook whose first sheet has DFAT's columns; None for anything else."""
    if not excel.is_workbook(data):
        return None
    sheets = excel.sheet_names(data)
    if not sheets or not excel.has_table(data, sheets[0], COLUMNS[:4]):
        return None
    return Recognised(FORMAT, "main", source=SOURCE)


def read(source: str, data: bytes) -> list[Listing]:
    """One listing per reference number; raises BadFileError with sheet and row."""
    sheet = excel.sheet_names(data)[0]
    table = excel.table(data, sheet, COLUMNS)
    parties: dict[str, list[Row]] = {}
    for line, row in table.rows:
        match = _REFERENCE.fullmatch(row["Reference"])
        kind = one_line(row["Type"]).lower()
        if not match or kind not in _KINDS or not row["Name of Individual or Entity"]:
            raise BadFileError(
                f"reference '{row['Reference']}', type '{row['Type']}' and name "
                f"'{row['Name of Individual or Entity'][:40]}' are not those of an entry.",
                where=f"sheet '{sheet}' row {line}",
                mend="Cells are shifted or merged; get the workbook from DFAT again.",
            )
        parties.setdefault(match[1], []).append({**row, "line": str(line)})
    if not parties:
        raise BadFileError("has no entries.", where=f"sheet '{sheet}'", mend=excel.AGAIN)
    return [_listing(source, entry, rows, sheet) for entry, rows in parties.items()]


def _listing(source: str, entry: str, rows: list[Row], sheet: str) -> Listing:
    notes = _told(rows, "Additional Information")
    imo = [Identifier("IMO number", one) for one in _told(rows, "IMO Number")]
    listed = _told(rows, "Listing Information")
    facts = au_notes.facts_of(notes)
    return Listing(
        source=source,
        entry_id=entry,
        kind=_KINDS[one_line(rows[0]["Type"]).lower()],
        names=_names(rows, sheet),
        programmes=_told(rows, "Committees"),
        measures=distinct(one for row in rows for one in _measures(row, _listed_on(listed))),
        addresses=distinct(Address(note=one) for one in _each(rows, "Address", sep=None)),
        identifiers=distinct([*imo, *facts.identifiers]),
        births=tuple(map(birth, _births(rows))),
        birth_places=tuple(_each(rows, "Place of Birth", sep=None)),
        citizenships=tuple(_each(rows, "Citizenship", sep=";")),
        titles=facts.titles,
        features=distinct(facts.features),
        relations=distinct(facts.relations),
        remarks=tuple(sorted({*notes, *listed})),
        legal_bases=_told(rows, "Instrument of Designation"),
        events=distinct([*_events(listed), *_controls(rows)]),
        references=facts.references,
    )


def _told(rows: Iterable[Row], column: str) -> tuple[str, ...]:
    """What the rows of a party say in a column, each once, sorted."""
    said = (one_line(row.get(column, "")) for row in rows)
    return tuple(sorted({one for one in said if one.lower() not in _NOTHING}))


def _each(rows: Iterable[Row], column: str, sep: str | None) -> list[str]:
    """The values of a column, parted at "a) ... b) ..." and at ``sep``."""
    parts = (part for text in _told(rows, column) for part in _LETTERED.split(text))
    if sep:
        parts = (one for part in parts for one in part.split(sep))
    bare = (part.strip(" ,;") for part in parts)
    return sorted({one for one in bare if one.lower() not in _NOTHING})


def _births(rows: list[Row]) -> list[str]:
    """Dates of birth; a comma parts years and days written in digits, never "May 5, 1960"."""
    found: set[str] = set()
    for text in _each(rows, "Date of Birth", sep=";"):
        parts = [part.strip() for part in text.split(",")]
        digits = all(re.fullmatch(r"(\D*)(\d{4}|[\d/]{8,10})", part) for part in parts)
        found |= set(parts) if digits else {text}
    return sorted(found)


def _names(rows: list[Row], sheet: str) -> tuple[Name, ...]:
    """The primary name first, then the others in a stable order."""
    made = [_name(row, sheet) for row in rows]
    own = next((at for at, name in enumerate(made) if name.kind == "primary"), 0)
    primary = made.pop(own)
    others = {name for name in made if name.text != primary.text}
    return (primary, *sorted(others, key=lambda one: (one.text, one.kind, one.strength)))


def _name(row: Row, sheet: str) -> Name:
    published = row["Name of Individual or Entity"]
    text, kind = one_line(published), one_line(row["Name Type"]).lower()
    if kind not in _NAME_KINDS:
        raise BadFileError(
            f"the name type '{row['Name Type']}' is not known.",
            where=f"sheet '{sheet}' row {row['line']}",
            mend="The list has a new shape, or cells are shifted.",
        )
    weak = one_line(row.get("Alias Strength", "")).lower() in {"weak", "low"}
    return Name(
        text,
        _NAME_KINDS[kind],
        "weak" if weak else "strong",
        as_published=published,
        uid=row["Reference"],
        script=script_of(text),
    )


def _listed_on(listed: tuple[str, ...]) -> str | None:
    """The first day that "Listed on ..." gives, where the rows agree on it."""
    days = {event.text for event in _events(listed) if event.kind == "listed"}
    return days.pop() if len(days) == 1 else None


def _measures(row: Row, listed_on: str | None) -> list[ListedMeasure]:
    """The sanctions a row says "TRUE" to; the xls has none, there the committee lists the party."""
    words = [one for one in SANCTIONS if row.get(one, "").upper() == "TRUE"]
    return [ListedMeasure("au/measures", one, listed_on=listed_on) for one in words] or [
        ListedMeasure("au/measures", one_line(row["Committees"]) or "Consolidated List", listed_on)
    ]


def _events(listed: tuple[str, ...]) -> list[DatedEvent]:
    """The first day of a sentence is the listing; days after "amended" are amendments."""
    found: list[DatedEvent] = []
    for text in listed:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            found.append(DatedEvent("listed", text))
            continue
        before, _, after = text.partition("amended")
        first, *others = days_in(before) or [""]
        found += [DatedEvent("listed", first)] if first else []
        found += [DatedEvent("other", f"also dated {day}") for day in others]
        found += [DatedEvent("amended", day) for day in days_in(after)]
    return found


def _controls(rows: list[Row]) -> list[DatedEvent]:
    """Control Date: when DFAT last entered or changed the row."""
    return [DatedEvent("amended", day) for day in _told(rows, "Control Date")]
