"""OFSI's Consolidated List of asset freeze targets (ConList), CSV and Excel, to January 2026.

A row is one name of a party with one address and one birth date; the party is its Group ID. Every
party stands there because its assets are frozen. Two shapes are known: 29 columns until 2021, and
36 from February 2022 with names in other scripts, alias quality and labelled other information.
The UK Sanctions List has followed it since 28 January 2026.
"""

from __future__ import annotations

import re

from licet.core.errors import BadFileError
from licet.core.listing import Listing
from licet.lists.recognise import Recognised
from licet.lists.words import AGAIN
from licet.lists.world import excel, uk_notes
from licet.lists.world.uk_listing import listing
from licet.lists.world.uk_measures import frozen
from licet.lists.world.uk_party import COLUMNS, Party
from licet.lists.world.uk_table import Form, is_csv, is_excel, parties, published_on

FORMAT, EXCEL, SOURCE = "uk-conlist-csv", "uk-conlist-excel", "uk-ofsi-conlist"
LABELS = {
    **{f"Address {at}": f"Address Line {at}" for at in range(1, 7)},
    "Post/Zip Code": "Address Postal Code",
    "Country": "Address Country",
    "Name Non-Latin Script": "Name non-latin script",
    "Non-Latin Script Type": "Non-latin script type",
    "Non-Latin Script Language": "Non-latin script language",
    "DOB": "D.O.B",
    "Town of Birth": "Town of birth",
    "Country of Birth": "Country of birth",
    "Nationality": "Nationality(/ies)",
    "Passport Number": "Passport number",
    "Passport Details": "Passport additional information",
    "National Identification Number": "National Identifier number",
    "National Identification Details": "National Identifier additional information",
    # Before 2022 one cell held the number and all about it
    "NI Number": "National Identifier additional information",
    uk_notes.OTHER: "Notes",
    "Group Type": "Designation Type",
    "Alias Type": "Name type",
    "Alias Quality": "Alias strength",
    "Regime": "Regime Name",
    "UK Sanctions List Date Designated": "Date Designated",
}
FORM = Form(
    name="the ConList",
    key="Group ID",
    entry=re.compile(r"\d{3,7}"),
    required=(
        *("Name 6", "Group ID", "Name 1", "DOB", "Country", uk_notes.OTHER, "Group Type"),
        *("Alias Type", "Regime", "Listed On", "Last Updated"),
    ),
    labels=LABELS,
)
_KNOWN = {*COLUMNS, *LABELS.values(), "Group ID", "Listed On"}


def recognise(data: bytes, name: str) -> Recognised | None:
    """A table with OFSI's columns, by its header; None for anything else."""
    if is_excel(data, FORM):
        return Recognised(EXCEL, "main", published_on=published_on(data, FORM), source=SOURCE)
    if excel.is_workbook(data) or not is_csv(data, FORM):
        return None
    return Recognised(FORMAT, "main", ",", published_on(data, FORM), source=SOURCE)


def read(source: str, data: bytes) -> list[Listing]:
    """One listing per Group ID; raises BadFileError with the line, or sheet and row."""
    found = parties(data, FORM)
    if not excel.is_workbook(data) and not data.endswith(b"\n"):
        raise BadFileError(
            "its last line has no end.",
            where=f"{FORM.name} line {data.count(10) + 1}",
            mend=f"It is cut short, unless you saved it so; then end the line. {AGAIN}",
        )
    return [_listing(source, group, party) for group, party in found.items()]


def _listing(source: str, group: str, party: Party) -> Listing:
    """A party with its notes laid out in columns of their own."""
    notes = party.each("Notes")
    party.parts += [{column: text} for note in notes for column, text in uk_notes.told(note)]
    others = {c: party.each(c) for c in party.places if c and c not in _KNOWN}
    return listing(
        source,
        group,
        party,
        measures=frozen(party.told("Regime Name", "Listed On"), notes),
        references=[f"uk-sanctions-list:{one}" for one in party.each(uk_notes.UNIQUE)],
        unread=[f"{column}: {text}" for column, texts in others.items() for text in texts],
    )
