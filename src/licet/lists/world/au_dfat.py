"""Australia's Consolidated List of DFAT, as xls (to 2025) or xlsx.

Rows of one reference number ("34", "34a", "34c1") are the names of one party. What the rows of a
party tell differently is kept from each of them. The xlsx says which measures apply, the older
xls only which committee or regulations list the party.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from licet.core.dates import PartialDate
from licet.core.errors import BadFileError
from licet.core.listing import (
    Address,
    DatedEvent,
    Identifier,
    Kind,
    ListedMeasure,
    Listing,
    Name,
    NameKind,
)
from licet.lists.recognise import Recognised
from licet.lists.words import distinct
from licet.lists.world import au_notes, excel
from licet.lists.world.day_words import births, days_in
from licet.lists.world.excel import Row, one_line
from licet.lists.world.scripts import script_of

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
    "previously listed as": "fka",
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
        parties.setdefault(match[1], []).append(row)
    if not parties:
        raise BadFileError("has no entries.", where=f"sheet '{sheet}'", mend=excel.AGAIN)
    return [_listing(source, entry, rows) for entry, rows in parties.items()]


def _listing(source: str, entry: str, rows: list[Row]) -> Listing:
    notes = _told(rows, "Additional Information")
    imo = [Identifier("IMO number", one) for one in _told(rows, "IMO Number")]
    listed = _told(rows, "Listing Information")
    facts = au_notes.facts_of(notes)
    events = _events(listed)
    listed_on = _listed_on(events)
    return Listing(
        source=source,
        entry_id=entry,
        kind=_KINDS[one_line(rows[0]["Type"]).lower()],
        names=_names(rows),
        programmes=_told(rows, "Committees"),
        measures=distinct(one for row in rows for one in _measures(row, listed_on)),
        addresses=distinct(Address(note=one) for one in _each(rows, "Address", sep=None)),
        identifiers=distinct([*imo, *facts.identifiers]),
        births=_births(rows),
        birth_places=tuple(_each(rows, "Place of Birth", sep=None)),
        citizenships=tuple(_each(rows, "Citizenship", sep=";")),
        titles=facts.titles,
        features=distinct(facts.features),
        relations=distinct(facts.relations),
        remarks=tuple(sorted({*notes, *listed})),
        unread=_unread(rows),
        legal_bases=_told(rows, "Instrument of Designation"),
        events=distinct([*events, *_controls(rows)]),
        references=facts.references,
    )


def _told(rows: Iterable[Row], column: str) -> tuple[str, ...]:
    """What the rows of a party say in a column, each once, sorted."""
    said = map(one_line, {row.get(column, "") for row in rows})
    return tuple(sorted({one for one in said if one.lower() not in _NOTHING}))


def _each(rows: Iterable[Row], column: str, sep: str | None) -> list[str]:
    """The values of a column, parted at "a) ... b) ..." and at ``sep``."""
    parts = (part for text in _told(rows, column) for part in _LETTERED.split(text))
    if sep:
        parts = (one for part in parts for one in part.split(sep))
    bare = (part.strip(" ,;") for part in parts)
    return sorted({one for one in bare if one.lower() not in _NOTHING})


def _births(rows: list[Row]) -> tuple[PartialDate, ...]:
    """Dates of birth in the order of their text; the day stands first, as Australians write it."""
    made = {one for text in _each(rows, "Date of Birth", sep=None) for one in births(text)}
    return tuple(sorted(made, key=lambda one: one.text))


def _names(rows: list[Row]) -> tuple[Name, ...]:
    """The primary name first, then the others in a stable order."""
    made = [_name(row) for row in rows]
    own = next((at for at, name in enumerate(made) if name.kind == "primary"), 0)
    primary = made.pop(own)
    others = {name for name in made if name.text != primary.text}
    return (primary, *sorted(others, key=lambda one: (one.text, one.kind, one.strength)))


def _name(row: Row) -> Name:
    published = row["Name of Individual or Entity"]
    text, kind = one_line(published), one_line(row["Name Type"]).lower()
    weak = one_line(row.get("Alias Strength", "")).lower() in {"weak", "low"}
    return Name(
        text,
        _NAME_KINDS.get(kind, "aka"),
        "weak" if weak else "strong",
        as_published=published,
        uid=row["Reference"],
        script=script_of(text),
    )


def _unread(rows: list[Row]) -> tuple[str, ...]:
    """Name types that no rule knows; such a name is an alias."""
    said = (one_line(row["Name Type"]) for row in rows)
    return tuple(sorted({f"Name Type: {one}" for one in said if one.lower() not in _NAME_KINDS}))


def _listed_on(events: list[DatedEvent]) -> str | None:
    """The day that "Listed on ..." gives, where the rows agree on it."""
    days = {event.text for event in events if event.kind == "listed"}
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
