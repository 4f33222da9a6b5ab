"""The Unverified List of Commerce as CSV: country, name, address (15 CFR Part 744, Supplement 6).

One row per party and address; aliases stand in the name ("T2BA, a.k.a. ...") or in rows of their
own, which nothing ties together, so those stay entries of their own. BIS gives no id: ``entry_id``
is a hash of country and name. Empty columns may follow; Windows-1252 is what BIS's editor writes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from licet.core.errors import BadFileError
from licet.core.listing import Address, ListedMeasure, Listing, Name
from licet.lists.recognise import Recognised
from licet.lists.table_text import Cells, header_of, rows_of
from licet.lists.us.us_tables import check_source, in_words
from licet.lists.words import AGAIN, distinct, fields_id, squeezed

FORMAT = "bis-uvl"
SOURCE = "us-bis-uvl"
COLUMNS = ("COUNTRY", "NAME", "ADDRESS")
_ALIAS = re.compile(r",?\s*\ba\.?k\.?a\.?,?\s+", re.I)
_WHERE = "Unverified List"


def recognise(data: bytes, name: str) -> Recognised | None:
    """Known by a header of these three columns alone; ``name`` isn't read."""
    head = header_of(data)
    if head[:3] != ("country", "name", "address") or any(head[3:]):
        return None
    return Recognised(FORMAT, "main", ",", source=SOURCE)


def read(source: str, data: bytes) -> list[Listing]:
    """One listing per name and country; raises BadFileError with the line."""
    check_source(source, SOURCE)
    parties: dict[str, list[Cells]] = {}
    for line, cells in rows_of(data, COLUMNS, _WHERE, pad=""):
        if not cells["NAME"] or not cells["COUNTRY"]:
            raise BadFileError(
                "the country or the name is empty.", where=f"{_WHERE} line {line}", mend=AGAIN
            )
        key = fields_id(SOURCE, cells["COUNTRY"], cells["NAME"])
        parties.setdefault(key, []).append(cells)
    return [_listing(key, rows) for key, rows in parties.items()]


def _listing(key: str, rows: Sequence[Cells]) -> Listing:
    published = min(row["NAME"] for row in rows)
    words = in_words(("Country", rows[0]["COUNTRY"]), ("Name", published))
    return Listing(
        source=SOURCE,
        entry_id=key,
        kind="unknown",
        names=_names(published),
        programmes=("UVL",),
        measures=(ListedMeasure("us/bis/unverified", f"On the Unverified List: {words}"),),
        addresses=distinct(
            Address(street=squeezed(row["ADDRESS"]) or None, country=row["COUNTRY"]) for row in rows
        ),
    )


def _names(published: str) -> tuple[Name, ...]:
    first, *others = (squeezed(part) for part in _ALIAS.split(published))
    aliases = [Name(text, "aka") for text in dict.fromkeys(others) if text and text != first]
    return (Name(first or squeezed(published), as_published=published), *aliases)
