"""Entity List and Military End-User List of Commerce as CSV: one row per address and alias.

The 31 columns are those of the consolidated list's first edition; five unlabelled ones may follow.
No id is published for a party, so ``entry_id`` is a hash of list and name: all rows of one name are
one party. Rows may differ in notice, date or policy, and each of these stays a measure of its own.
The first column says which list a file is; ``Date Lifted/Waived/Expired`` doesn't drop an entry.
"""

from __future__ import annotations

from collections.abc import Sequence

from licet.core.errors import BadFileError, BadInputError
from licet.core.listing import Address, Feature, ListedMeasure, Listing, Name
from licet.lists.recognise import Recognised
from licet.lists.table_text import Cells, rows_of, starts_as
from licet.lists.us.csl_row import VESSEL
from licet.lists.us.us_tables import citations, events, in_words, iso
from licet.lists.words import AGAIN, distinct, fields_id, squeezed

FORMAT = "bis-lists"
COLUMNS = (
    *("Source List", "Entity Number", "SDN Type", "Programs", "Name", "Title", "Address", "City"),
    *("State/Province", "Postal Code", "Country", "Federal Register Notice", "Effective Date"),
    *("Date Lifted/Waived/Expired", "Standard Order", "License Requirement", "License Policy"),
    *("Call Sign", "Vessel Type", "Gross Tonnage", "Gross Register Tonnage", "Vessel Flag"),
    *("Vessel Owner", "Remarks/Notes", "Address Number", "Address Remarks", "Alternate Number"),
    *("Alternate Type", "Alternate Name", "Alternate Remarks", "Web Link"),
)
LISTS = {
    "EL": ("us-bis-entity-list", "us/bis/entity-list"),
    "MEU": ("us-bis-meu", "us/bis/military-end-user"),
    "UVL": ("us-bis-uvl", "us/bis/unverified"),
}
_VESSEL = dict(
    zip(
        ("Call Sign", "Vessel Type", "Gross Tonnage", "Gross Register Tonnage"),
        VESSEL.values(),
        strict=False,
    )
) | {"Vessel Flag": "Vessel Flag", "Vessel Owner": "Vessel Owner"}
# Columns that no field of a listing takes; filled ones are kept word for word.
_OTHER = ("Entity Number", "SDN Type", "Address Remarks", "Alternate Remarks")
_WHERE = "list of Commerce"


def recognise(data: bytes, name: str) -> Recognised | None:
    """Known by its header and the list its first row names; ``name`` isn't read."""
    if not starts_as(data, COLUMNS):
        return None
    code = data.split(b"\n", 2)[1:2]
    known = LISTS.get(code[0].split(b",")[0].decode("latin-1").strip(' "')) if code else None
    return Recognised(FORMAT, "main", ",", source=known[0] if known else None)


def read(source: str, data: bytes) -> list[Listing]:
    """One listing per party; raises BadFileError with the line."""
    codes = {code for code, (own, _) in LISTS.items() if own == source}
    if not codes:
        raise BadInputError(f"the file isn't {source}.", mend="Name the list that it is.")
    parties: dict[str, list[Cells]] = {}
    for line, cells in rows_of(data, COLUMNS, _WHERE, pad=""):
        if cells["Source List"] not in codes or not cells["Name"]:
            raise BadFileError(
                f"the row is of '{cells['Source List']}', with the name '{cells['Name']}'.",
                where=f"{_WHERE} line {line}",
                mend=f"Rows of {source} with a name are due. {AGAIN}",
            )
        parties.setdefault(fields_id(source, cells["Name"]), []).append(cells)
    measure = LISTS[next(iter(codes))][1]
    return [_listing(source, measure, key, rows) for key, rows in parties.items()]


def _listing(source: str, measure: str, key: str, rows: Sequence[Cells]) -> Listing:
    return Listing(
        source=source,
        entry_id=key,
        kind="unknown",
        names=_names(rows),
        programmes=distinct([rows[0]["Source List"], *_filled(rows, "Programs")]),
        measures=distinct(_measure(measure, row) for row in rows),
        addresses=distinct(one for row in rows if (one := _address(row)) != Address()),
        titles=distinct(_filled(rows, "Title")),
        features=distinct(one for row in rows for one in _features(row)),
        remarks=distinct(_filled(rows, "Remarks/Notes")),
        unread=distinct(f"{key}: {row[key]}" for row in rows for key in _OTHER if row[key]),
        legal_bases=distinct(
            one for row in rows for one in citations(row["Federal Register Notice"])
        ),
        events=distinct(
            one
            for row in rows
            for one in events(
                ("effective", row["Effective Date"]),
                ("delisted", row["Date Lifted/Waived/Expired"]),
            )
        ),
    )


def _filled(rows: Sequence[Cells], column: str) -> list[str]:
    return [squeezed(row[column]) for row in rows if row[column]]


def _names(rows: Sequence[Cells]) -> tuple[Name, ...]:
    published = min(row["Name"] for row in rows)
    primary = Name(squeezed(published), as_published=published)
    others = {squeezed(row["Alternate Name"]) for row in rows} - {"", primary.text}
    return (primary, *(Name(text, "aka", as_published=text) for text in sorted(others)))


def _measure(measure: str, row: Cells) -> ListedMeasure:
    text = in_words(
        ("License Requirement", row["License Requirement"]),
        ("License Policy", row["License Policy"]),
        ("Federal Register Notice", row["Federal Register Notice"]),
        ("Effective Date", row["Effective Date"]),
        ("Date Lifted/Waived/Expired", row["Date Lifted/Waived/Expired"]),
        ("Standard Order", row["Standard Order"]),
    )
    return ListedMeasure(measure, text, effective_on=iso(row["Effective Date"]))


def _address(row: Cells) -> Address:
    return Address(
        street=squeezed(row["Address"]) or None,
        city=row["City"] or None,
        region=row["State/Province"] or None,
        postal_code=row["Postal Code"] or None,
        country=row["Country"] or None,
    )


def _features(row: Cells) -> list[Feature]:
    found = [Feature(kind, row[column]) for column, kind in _VESSEL.items() if row[column]]
    return found + ([Feature("Web page", row["Web Link"])] if row["Web Link"] else [])
