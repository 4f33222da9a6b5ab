"""A table of the military-intelligence end users that 15 CFR 744.22(f)(2) names.

BIS publishes the names in the regulation, not as a file; this is the nine-column table that
OpenSanctions keeps of them by hand. ``entry_id`` is a hash of country and name.
"""

from __future__ import annotations

from licet.core.errors import BadFileError
from licet.core.listing import Address, Feature, Kind, ListedMeasure, Listing, Name
from licet.lists.recognise import Recognised
from licet.lists.table_text import Cells, rows_of, starts_as
from licet.lists.us.us_tables import check_source, events, in_words, iso
from licet.lists.words import AGAIN, distinct, fields_id, squeezed

FORMAT = "bis-mieu"
SOURCE = "us-bis-mieu"
COLUMNS = (
    *("Type", "Name", "Alias", "Country", "Topics", "Program", "Date", "End date", "Source URL"),
)
KINDS: dict[str, Kind] = {"organization": "organisation", "person": "person"}
_WHERE = "military-intelligence end users"


def recognise(data: bytes, name: str) -> Recognised | None:
    """Known by its header; ``name`` isn't read."""
    return Recognised(FORMAT, "main", ",", source=SOURCE) if starts_as(data, COLUMNS) else None


def read(source: str, data: bytes) -> list[Listing]:
    """One listing per row; raises BadFileError with the line."""
    check_source(source, SOURCE)
    found: dict[str, Listing] = {}
    for line, cells in rows_of(data, COLUMNS, _WHERE):
        listing = _listing(cells)
        if not listing.name or listing.entry_id in found:
            raise BadFileError(
                f"the name '{listing.name}' is empty or stands twice.",
                where=f"{_WHERE} line {line}",
                mend=AGAIN,
            )
        found[listing.entry_id] = listing
    return list(found.values())


def _listing(cells: Cells) -> Listing:
    aliases = sorted({squeezed(one) for one in cells["Alias"].split(";") if one.strip()})
    text = in_words(
        ("Program", cells["Program"]),
        ("Date", cells["Date"]),
        ("End date", cells["End date"]),
        ("Source URL", cells["Source URL"]),
    )
    measure_id = "us/bis/military-intelligence-end-user"
    measure = ListedMeasure(measure_id, text, effective_on=iso(cells["Date"]))
    return Listing(
        source=SOURCE,
        entry_id=fields_id(SOURCE, cells["Country"], cells["Name"]),
        kind=KINDS.get(cells["Type"].lower(), "unknown"),
        names=(Name(squeezed(cells["Name"])), *(Name(alias, "aka") for alias in aliases)),
        programmes=(cells["Program"],) if cells["Program"] else (),
        measures=(measure,),
        addresses=(Address(country=cells["Country"]),) if cells["Country"] else (),
        features=(Feature("Topic", cells["Topics"]),) if cells["Topics"] else (),
        legal_bases=(cells["Source URL"],) if cells["Source URL"] else (),
        events=distinct(events(("effective", cells["Date"]), ("expires", cells["End date"]))),
    )
