"""One row of trade.gov's Consolidated Screening List, before rows of a party become a Listing.

The list merges the lists of Commerce, State and the Treasury. Its published CSV, its published JSON
and the re-packed JSON all come here, so that one row reads the same from each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from licet.core.errors import BadFileError
from licet.core.listing import Address, Feature, Identifier, Kind
from licet.lists.words import AGAIN

SOURCE = "us-csl"
KINDS: dict[str, Kind] = {
    "individual": "person",
    "entity": "organisation",
    "vessel": "vessel",
    "aircraft": "aircraft",
    "": "unknown",
}
# The labels of OFAC's own files, so that a vessel reads the same from there and from here.
VESSEL = {
    "call_sign": "Vessel Call Sign",
    "vessel_type": "Vessel Type",
    "gross_tonnage": "Vessel Tonnage",
    "gross_registered_tonnage": "Vessel Gross Registered Tonnage",
    "vessel_flag": "Vessel Flag",
    "vessel_owner": "Vessel Owner",
}
PAGES = {"source_list_url": "Source list", "source_information_url": "Source information"}

_CODE = re.compile(r"\(([A-Z][A-Z0-9-]*)(?: List)?\)")
_NUMBER = re.compile(r"[0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class CslRow:
    """A row: ``own_id`` is trade.gov's id, ``number`` the OFAC uid; lists are in its own order."""

    own_id: str
    source: str
    number: str
    type: str
    name: str
    programmes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    labelled: tuple[Identifier, ...] = ()
    births: tuple[str, ...] = ()
    birth_places: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    citizenships: tuple[str, ...] = ()
    features: tuple[Feature, ...] = ()
    remarks: str = ""
    notice: str = ""
    start: str = ""
    end: str = ""
    standard_order: str = ""
    requirement: str = ""
    policy: str = ""
    unread: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The short name of the list the row comes from: ``SDN``, ``EL``, ``NS-MBS``."""
        found = _CODE.search(self.source)
        return found[1] if found else ""

    @property
    def kind(self) -> Kind:
        """What the party is."""
        return KINDS[self.type.lower()]

    @property
    def of_ofac(self) -> bool:
        """Whether the row comes from one of OFAC's lists."""
        return "Treasury" in self.source


def checked(row: CslRow, where: str) -> CslRow:
    """The row itself; raises BadFileError where a field can't be what its column says."""
    if not row.code:
        raise _bad(where, "the source", row.source, "names no list in brackets")
    if row.number and not _NUMBER.fullmatch(row.number):
        raise _bad(where, "the entity number", row.number, "is not a whole number")
    if row.type.lower() not in KINDS:
        raise _bad(where, "the type", row.type, "is not known")
    if not row.name.strip():
        raise _bad(where, "the name", row.name, "is empty")
    return row


def _bad(where: str, what: str, value: str, problem: str) -> BadFileError:
    shown = value if len(value) <= 60 else f"{value[:57]}..."
    return BadFileError(
        f"{what} '{shown}' {problem}.", where=where, mend=f"Columns may be shifted. {AGAIN}"
    )
