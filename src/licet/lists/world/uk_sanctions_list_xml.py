"""The UK Sanctions List of the FCDO as XML: Designations, with a Designation per Unique ID.

Values stand in lists of their own (Names/Name, Addresses/Address, IndividualDetails/.../DOB).
Wherever an element stands, its tag says what it is; each becomes a part in the CSV's columns, so
that both editions come to the same listing. Tags after public code that reads the official file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from licet.core.errors import BadFileError
from licet.core.listing import Listing
from licet.lists.recognise import Recognised
from licet.lists.words import AGAIN
from licet.lists.world.uk_cells import day
from licet.lists.world.uk_listing import KINDS
from licet.lists.world.uk_party import COLUMNS, NAMES, Party
from licet.lists.world.uk_sanctions_list import ENTRY, SOURCE, of_party
from licet.lists.xml_document import HEAD, child_text, children, line_error, root_of, tag_of

if TYPE_CHECKING:
    from lxml.etree import _Element

FORMAT, WHERE, PUBLISHER = "uk-sanctions-list-xml", "the UK Sanctions List", "the FCDO"
_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?Designations[\s>]")
_GENERATED = re.compile(rb"<DateGenerated>\s*([^<]*?)\s*<")
# Tags that aren't the column's label without blanks and signs
_OTHER_TAGS = {
    "DOB": "D.O.B",
    "Nationality": "Nationality(/ies)",
    "IndividualEntityShip": "Designation Type",
    "NationalIdentifierNumber": "National Identifier number",
    "BusinessRegistrationNumber": "Business registration number (s)",
    "CurrentOwnerOperator": "Current owner/operator (s)",
    "PreviousOwnerOperator": "Previous owner/operator (s)",
    "PreviousFlag": "Previous flags",
    "Subsidiary": "Subsidiaries",
    "HullIdentificationNumber": "Hull identification number (HIN)",
}
TAGS = {re.sub(r"\W", "", column).lower(): column for column in COLUMNS} | {
    tag.lower(): column for tag, column in _OTHER_TAGS.items()
}
_RECORDS = frozenset(
    {"Name", "NonLatinName", "Address", "Passport", "NationalIdentifier", "Location"}
)
_INDICATORS = "SanctionsImposedIndicators"


def recognise(data: bytes, name: str) -> Recognised | None:
    """XML whose root is Designations; raises BadFileError for a day that doesn't exist."""
    head = data[:HEAD]
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or not _ROOT.search(head):
        return None
    found = _GENERATED.search(head)
    if found is None:
        return Recognised(FORMAT, "main", source=SOURCE)
    text = found[1].decode("utf-8", "replace")
    known = day(text)
    if known is None:
        raise BadFileError(f"its day '{text[:40]}' can't be read.", where=name, mend=AGAIN)
    return Recognised(FORMAT, "main", published_on=date.fromisoformat(known), source=SOURCE)


def read(source: str, data: bytes) -> list[Listing]:
    """One listing per designation; raises BadFileError with the line."""
    root = root_of(data, WHERE, PUBLISHER)
    if tag_of(root) != "Designations":
        raise line_error(f"the root is <{tag_of(root)}>, not <Designations>.", root, WHERE)
    found: dict[str, Listing] = {}
    for element in children(root, "Designation"):
        listing = _listing(source, element)
        if listing.entry_id in found:
            raise line_error(f"{listing.entry_id} stands twice.", element, WHERE)
        found[listing.entry_id] = listing
    if not found:
        raise BadFileError("has no designations.", where=WHERE, mend=AGAIN)
    return list(found.values())


def _listing(source: str, element: _Element) -> Listing:
    party, unread = Party(), list[str]()
    for column, part in _parts(element):
        if column:
            party.parts.append(part)
        else:
            unread += [f"{tag}: {text}" for tag, text in part.items()]
    entry, kind = child_text(element, "UniqueID"), child_text(element, "IndividualEntityShip")
    named = bool(party.told(*NAMES[:6]))
    if not ENTRY.fullmatch(entry) or kind.lower() not in KINDS or not named:
        raise line_error(
            f"id '{entry[:30]}', type '{kind[:30]}' and name are not those of an entry.",
            element,
            WHERE,
        )
    return of_party(source, entry, party, tuple(unread))


def _parts(element: _Element) -> Iterator[tuple[str, dict[str, str]]]:
    """(column, part) for each value below; an empty column for what no rule knows."""
    for child in children(element):
        tag = tag_of(child)
        if tag == _INDICATORS:
            continue  # each says by true or false what SanctionsImposed says in words
        if tag in _RECORDS:
            yield from _record(child)
        elif len(child):
            yield from _parts(child)
        elif text := (child.text or "").strip():
            column = TAGS.get(tag.lower(), "")
            yield column, {column or tag: text}


def _record(element: _Element) -> Iterator[tuple[str, dict[str, str]]]:
    """The values of a record belong together; a tag no rule knows stands alone."""
    part: dict[str, str] = {}
    for child in children(element):
        text = " ".join(map(str, child.itertext())).strip()
        column = TAGS.get(tag_of(child).lower())
        if column is None and text:
            yield "", {tag_of(child): text}
        elif column and text:
            part[column] = text
    if part:
        yield "record", part
