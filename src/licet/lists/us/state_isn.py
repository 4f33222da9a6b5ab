"""State's nonproliferation sanctions: its own CSV (isn.csv), and a table of INKSNA notices.

isn.csv has one row per party and programme; a party under several programmes becomes one listing
with a measure for each. The second shape is the 13-column table that OpenSanctions keeps by hand of
determinations under the Iran, North Korea, and Syria Nonproliferation Act; it holds one law only,
so it is a source of its own: a newer table must not make the rest of the list look delisted.
State gives no id: ``entry_id`` is a hash of the name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from licet.core.errors import BadFileError, BadInputError
from licet.core.listing import Address, Feature, Kind, ListedMeasure, Listing, Name
from licet.lists.recognise import Recognised
from licet.lists.table_text import Cells, rows_of, starts_as
from licet.lists.us.us_tables import SUCCESSORS, citations, events, in_words, iso
from licet.lists.words import AGAIN, distinct, fields_id, squeezed

FORMAT = "state-isn"
ISN, INKSNA = "us-state-isn", "us-state-inksna"
COLUMNS: dict[str, tuple[str, ...]] = {
    ISN: (
        *("Source List", "Programs", "Name", "Alternative Names", "Country"),
        *("Federal Register Notice", "Effective Date", "Remarks/Notes", "Web Link"),
    ),
    INKSNA: (
        *("schema", "name", "aliases", "topics", "program", "authority", "reason", "report-date"),
        *("start-date", "end-date", "country", "notes", "source_url"),
    ),
}
KINDS: dict[str, Kind] = {
    "person": "person",
    "company": "organisation",
    "organization": "organisation",
}
# A comma before these belongs to the name and doesn't begin another.
_ALIASES = re.compile(r"[,;]\s+(?!(?:Ltd|Inc|LLC|Co|Corp|Limited|S\.?A)\b)(?:and\s+)?")
_FORMER = re.compile(r"^F\.?K\.?A\.?\s+", re.I)
_WHERE = "nonproliferation sanctions"


def recognise(data: bytes, name: str) -> Recognised | None:
    """Known by its header; ``name`` isn't read."""
    source = next((one for one in COLUMNS if starts_as(data, COLUMNS[one])), None)
    return Recognised(FORMAT, "main", ",", source=source) if source else None


def read(source: str, data: bytes) -> list[Listing]:
    """One listing per party; raises BadFileError with the line."""
    if source not in COLUMNS:
        raise BadInputError(f"the file isn't {source}.", mend=f"Known are {ISN} and {INKSNA}.")
    name, make = _READ[source]
    parties: dict[str, list[Cells]] = {}
    for line, cells in rows_of(data, COLUMNS[source], _WHERE):
        if not squeezed(cells[name]):
            raise BadFileError("the name is empty.", where=f"{_WHERE} line {line}", mend=AGAIN)
        parties.setdefault(fields_id(source, _plain(cells[name])), []).append(cells)
    return [make(key, rows) for key, rows in parties.items()]


def _isn(key: str, rows: Sequence[Cells]) -> Listing:
    return Listing(
        source=ISN,
        entry_id=key,
        kind="unknown",
        names=_names((row["Name"] for row in rows), (row["Alternative Names"] for row in rows)),
        programmes=distinct(squeezed(row["Programs"]) for row in rows if row["Programs"]),
        measures=distinct(map(_isn_measure, rows)),
        addresses=distinct(Address(country=row["Country"]) for row in rows if row["Country"]),
        features=distinct(
            [
                *(Feature("Web page", row["Web Link"]) for row in rows if row["Web Link"]),
                *_scopes(row["Name"] for row in rows),
            ]
        ),
        remarks=distinct(squeezed(row["Remarks/Notes"]) for row in rows if row["Remarks/Notes"]),
        legal_bases=distinct(
            one for row in rows for one in citations(row["Federal Register Notice"])
        ),
        events=distinct(
            one for row in rows for one in events(("effective", row["Effective Date"]))
        ),
    )


def _isn_measure(row: Cells) -> ListedMeasure:
    text = in_words(
        ("Programs", row["Programs"]),
        ("Federal Register Notice", row["Federal Register Notice"]),
        ("Effective Date", row["Effective Date"]),
        ("Remarks/Notes", row["Remarks/Notes"]),
    )
    return ListedMeasure("us/state/isn", text, effective_on=iso(row["Effective Date"]))


def _inksna(key: str, rows: Sequence[Cells]) -> Listing:
    return Listing(
        source=INKSNA,
        entry_id=key,
        kind=KINDS.get(rows[0]["schema"].lower(), "unknown"),
        names=_names((row["name"] for row in rows), (row["aliases"] for row in rows)),
        programmes=distinct([*(row["program"] for row in rows if row["program"]), "INKSNA"]),
        measures=distinct(map(_inksna_measure, rows)),
        addresses=distinct(Address(country=row["country"]) for row in rows if row["country"]),
        features=distinct(
            [
                *(Feature("Authority", row["authority"]) for row in rows if row["authority"]),
                *(Feature("Topic", row["topics"]) for row in rows if row["topics"]),
                *_scopes(row["notes"] for row in rows),
            ]
        ),
        remarks=distinct(
            squeezed(row[column]) for row in rows for column in ("reason", "notes") if row[column]
        ),
        legal_bases=distinct(row["source_url"] for row in rows if row["source_url"]),
        events=distinct(
            one
            for row in rows
            for one in events(
                ("effective", row["start-date"]),
                ("expires", row["end-date"]),
                ("listed", row["report-date"]),
            )
        ),
    )


def _inksna_measure(row: Cells) -> ListedMeasure:
    text = in_words(
        ("Program", row["program"]),
        ("Start date", row["start-date"]),
        ("End date", row["end-date"]),
        ("Notes", row["notes"]),
        ("Notice", row["source_url"]),
    )
    return ListedMeasure("us/state/isn", text, iso(row["report-date"]), iso(row["start-date"]))


_READ: dict[str, tuple[str, Callable[[str, Sequence[Cells]], Listing]]] = {
    ISN: ("Name", _isn),
    INKSNA: ("name", _inksna),
}


def _plain(published: str) -> str:
    """A name without the words on successors that State adds to some."""
    bare = squeezed(published)
    return SUCCESSORS.sub("", bare).rstrip(" ;,") or bare


def _scopes(texts: Iterable[str]) -> list[Feature]:
    found = (SUCCESSORS.search(squeezed(text)) for text in texts)
    return [Feature("Scope", match[1].rstrip(";")) for match in found if match]


def _names(published: Iterable[str], aliases: Iterable[str]) -> tuple[Name, ...]:
    first, *others = sorted({_plain(text): text for text in published}.items())
    found = {Name(text, "aka", as_published=told) for text, told in others}
    for item in (one for cell in aliases for one in _ALIASES.split(squeezed(cell)) if one):
        former = _FORMER.sub("", item)
        bare = former.strip(' "')
        found.add(Name(bare, "aka" if former == item else "fka", as_published=item))
    kept = [one for one in distinct(found) if one.text and one.text != first[0]]
    return (Name(first[0], as_published=first[1]), *kept)
