"""The Denied Persons List of the Bureau of Industry and Security, as its tab text (dpl.txt).

One row per address of an order, in twelve columns, dates as MM/DD/YYYY. BIS gives no id, so
``entry_id`` is a hash of the name and the day the order took effect: rows that share both are one
order against one party. A party under two orders has two entries. ``Standard_Order`` "N" says the
order isn't the standard one of 15 CFR Part 764, Supplement No. 1: read its own text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from licet.core.errors import BadFileError
from licet.core.listing import Address, Feature, ListedMeasure, Listing, Name
from licet.lists.recognise import Recognised
from licet.lists.table_text import Cells, rows_of, starts_as
from licet.lists.us.us_tables import check_source, citations, events, in_words, iso
from licet.lists.words import AGAIN, distinct, fields_id, squeezed

FORMAT = "bis-dpl"
SOURCE = "us-bis-dpl"
COLUMNS = (
    *("Name", "Street_Address", "City", "State", "Country", "Postal_Code", "Effective_Date"),
    *("Expiration_Date", "Standard_Order", "Last_Update", "Action", "FR_Citation"),
)
_WHERE = "Denied Persons List"


def recognise(data: bytes, name: str) -> Recognised | None:
    """Known by its header; ``name`` isn't read."""
    if not starts_as(data, COLUMNS, "\t"):
        return None
    return Recognised(FORMAT, "main", "\t", source=SOURCE)


def read(source: str, data: bytes) -> list[Listing]:
    """One listing per party and order; raises BadFileError with the line."""
    check_source(source, SOURCE)
    orders: dict[str, list[Cells]] = {}
    for line, cells in rows_of(data, COLUMNS, _WHERE, delimiter="\t"):
        effective = iso(cells["Effective_Date"])
        if not cells["Name"] or effective is None:
            raise BadFileError(
                f"'{cells['Name']}' of '{cells['Effective_Date']}' has no name or no day.",
                where=f"{_WHERE} line {line}",
                mend=f"Columns may be shifted. {AGAIN}",
            )
        orders.setdefault(fields_id(SOURCE, cells["Name"], effective), []).append(cells)
    return [_listing(key, rows) for key, rows in orders.items()]


def _listing(key: str, rows: Sequence[Cells]) -> Listing:
    return Listing(
        source=SOURCE,
        entry_id=key,
        kind="unknown",
        names=_names(row["Name"] for row in rows),
        programmes=("DPL",),
        measures=distinct(map(_measure, rows)),
        addresses=distinct(_address(row) for row in rows if _address(row) != Address()),
        features=distinct(one for row in rows for one in _features(row)),
        legal_bases=distinct(one for row in rows for one in citations(row["FR_Citation"])),
        events=distinct(
            one
            for row in rows
            for one in events(
                ("effective", row["Effective_Date"]),
                ("expires", row["Expiration_Date"]),
                ("amended", row["Last_Update"]),
            )
        ),
    )


def _names(published: Iterable[str]) -> tuple[Name, ...]:
    """One name; where its spelling differs in case between rows, each form."""
    texts = sorted(set(published))
    first, *others = [Name(squeezed(text), as_published=text) for text in texts]
    return (first, *(Name(one.text, "aka", as_published=one.as_published) for one in others))


def _measure(row: Cells) -> ListedMeasure:
    text = in_words(
        ("Effective Date", row["Effective_Date"]),
        ("Expiration Date", row["Expiration_Date"]),
        ("Standard Order", row["Standard_Order"]),
        ("FR Citation", row["FR_Citation"]),
    )
    return ListedMeasure("us/bis/denied-person", text, effective_on=iso(row["Effective_Date"]))


def _address(row: Cells) -> Address:
    return Address(
        street=row["Street_Address"] or None,
        city=row["City"] or None,
        region=row["State"] or None,
        postal_code=row["Postal_Code"] or None,
        country=row["Country"] or None,
    )


def _features(row: Cells) -> list[Feature]:
    told = (("Standard order", row["Standard_Order"]), ("Action", squeezed(row["Action"])))
    return [Feature(kind, value) for kind, value in told if value]
