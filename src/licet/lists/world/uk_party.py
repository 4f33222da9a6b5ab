"""One party of a UK list, whatever the file: rows in the columns of the UK Sanctions List.

CSV and Excel cross every name of a party with every address and every birth date, row by row; the
XML gives each once. Here a party is asked for the distinct values of the columns that belong
together, so that all of them come to one and the same listing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

COLUMNS = (
    *("Last Updated", "Unique ID", "OFSI Group ID", "UN Reference Number"),
    *("Name 6", "Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name type", "Alias strength"),
    *("Title", "Name non-latin script", "Non-latin script type", "Non-latin script language"),
    *("Regime Name", "Designation Type", "Designation source", "Sanctions Imposed"),
    *("Other Information", "UK Statement of Reasons"),
    *("Address Line 1", "Address Line 2", "Address Line 3", "Address Line 4", "Address Line 5"),
    *("Address Line 6", "Address Postal Code", "Address Country"),
    *("Phone number", "Website", "Email address", "Date Designated", "D.O.B"),
    *("Nationality(/ies)", "National Identifier number"),
    *("National Identifier additional information", "Passport number"),
    *("Passport additional information", "Position", "Gender", "Town of birth"),
    *("Country of birth", "Type of entity", "Subsidiaries", "Parent company"),
    *("Business registration number (s)", "IMO number", "Current owner/operator (s)"),
    *("Previous owner/operator (s)", "Current believed flag of ship", "Previous flags"),
    *("Type of ship", "Tonnage of ship", "Length of ship", "Year Built"),
    "Hull identification number (HIN)",
)
NAMES = (*COLUMNS[5:10], COLUMNS[4], "Name type", "Alias strength")
SCRIPTS = COLUMNS[13:16]
ADDRESS = COLUMNS[22:30]


@dataclass(slots=True)
class Party:
    """Rows of one party: full ``rows`` by position, and ``parts`` that hold some columns only."""

    places: Mapping[str, int] = field(default_factory=dict)
    rows: list[Sequence[str]] = field(default_factory=list)
    parts: list[Mapping[str, str]] = field(default_factory=list)

    def told(self, *columns: str) -> list[tuple[str, ...]]:
        """Distinct values of columns that belong together, sorted, without those that are empty."""
        found: set[tuple[str, ...]] = set()
        places = [self.places.get(column, -1) for column in columns]
        if max(places) >= 0:
            # Rows end in an empty cell, which place -1 takes for a column that isn't there
            found.update(map(itemgetter(*places), self.rows))
        for part in self.parts:
            if not part.keys().isdisjoint(columns):
                found.add(tuple(part.get(column, "") for column in columns))
        return sorted(one for one in found if any(map(str.strip, one)))

    def each(self, column: str) -> list[str]:
        """Distinct values of one column, sorted."""
        at = self.places.get(column)
        found = set() if at is None else {row[at] for row in self.rows}
        found.update(part[column] for part in self.parts if column in part)
        found.discard("")
        return sorted(text for text in found if text.strip()) if found else []
