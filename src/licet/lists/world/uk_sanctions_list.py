"""The UK Sanctions List of the FCDO, CSV and Excel, as published from February 2022.

The first line says "Report Date: 13-Feb-2026", the second names 58 columns. A row is one name of a
party with one of its addresses, birth dates, documents; the party is its Unique ID. Columns after
the list's own header, as given in public code that reads the official file.
"""

from __future__ import annotations

import re

from licet.core.errors import BadFileError
from licet.core.listing import Listing
from licet.lists.recognise import Recognised
from licet.lists.table_text import header_of
from licet.lists.world import excel
from licet.lists.world.uk_cells import day
from licet.lists.world.uk_listing import listing
from licet.lists.world.uk_measures import measures_of
from licet.lists.world.uk_notes import OTHER
from licet.lists.world.uk_party import COLUMNS, Party
from licet.lists.world.uk_table import Form, is_csv, is_excel, parties, published_on

FORMAT, EXCEL = "uk-sanctions-list-csv", "uk-sanctions-list-excel"
SOURCE = "uk-sanctions-list"
ENTRY = re.compile(r"[A-Z]{2,5}\d{3,6}")
FORM = Form(
    name="the UK Sanctions List",
    key="Unique ID",
    entry=ENTRY,
    required=(
        *("Unique ID", "OFSI Group ID", "Last Updated", "Name 6", "Name 1", "Name type"),
        *("Regime Name", "Designation Type", "Sanctions Imposed", "Date Designated"),
    ),
    labels={},
)
# Tables that others made of the list hold neither its regimes nor its measures
_DERIVED = (("unique_id", "subject_type"), ("name_id", "unique_id"), ("unique_id", "raw_value"))


def recognise(data: bytes, name: str) -> Recognised | None:
    """A table with the list's columns; raises BadFileError for a table that others cut from it."""
    if is_excel(data, FORM):
        return Recognised(EXCEL, "main", published_on=published_on(data, FORM), source=SOURCE)
    if excel.is_workbook(data):
        return None
    if is_csv(data, FORM):
        return Recognised(FORMAT, "main", ",", published_on(data, FORM), source=SOURCE)
    header = set(header_of(data))
    if any(set(one) <= header for one in _DERIVED):
        raise BadFileError(
            "is a table that others made of the UK Sanctions List, without regimes and measures.",
            where=name,
            mend="Download UK-Sanctions-List.csv or .xml from the FCDO.",
        )
    return None


def read(source: str, data: bytes) -> list[Listing]:
    """One listing per Unique ID; raises BadFileError with the line, or sheet and row."""
    return [of_party(source, entry, party) for entry, party in parties(data, FORM).items()]


def of_party(source: str, entry_id: str, party: Party, unread: tuple[str, ...] = ()) -> Listing:
    """The listing of one designation, from a table or from the XML."""
    days = {day(text) for text in party.each("Date Designated")}
    listed_on = days.pop() if len(days) == 1 else None
    others = {c: party.each(c) for c in party.places if c not in COLUMNS}
    return listing(
        source,
        entry_id,
        party,
        measures=measures_of(party.each("Sanctions Imposed"), party.each(OTHER), listed_on),
        references=[f"uk-ofsi-conlist:{one.strip()}" for one in party.each("OFSI Group ID")],
        unread=[*unread, *(f"{c}: {text}" for c, texts in others.items() for text in texts)],
    )
