"""The official tables that a licence determination reads, as licet keeps them.

They are not part of licet: a user adds the files (``licet goods add``) and each is kept with its
issue date. Kinds: the Commerce Country Chart, the Country Groups, the entries of the Commerce
Control List, their License Requirements, and the catalogue of License Exceptions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

CHART, GROUPS, ENTRIES = "country-chart", "country-groups", "ccl-entries"
REQUIREMENTS, EXCEPTIONS, FOOTNOTES = "ccl-requirements", "licence-exceptions", "chart-footnotes"
SHELF_DAYS = 180
TITLES = {
    CHART: "Commerce Country Chart (15 CFR part 738, supplement 1)",
    FOOTNOTES: "footnotes of the Commerce Country Chart (15 CFR part 738, supplement 1)",
    GROUPS: "Country Groups (15 CFR part 740, supplement 1)",
    ENTRIES: "entries of the Commerce Control List (15 CFR part 774, supplement 1)",
    REQUIREMENTS: "License Requirements of the Commerce Control List (15 CFR 774, supplement 1)",
    EXCEPTIONS: "catalogue of License Exceptions (15 CFR part 740)",
}


@dataclass(frozen=True, slots=True)
class Table:
    """One table as it stood on its issue date.

    ``data`` is plain JSON: for the chart {country: {marks, footnotes, pointer}}, for groups
    {country: [group]}, for entries {eccn: {heading, reasons, exceptions, itar}}, for requirements
    {eccn: [{scope, reason, columns, words}]}, for exceptions {symbol: {section, title}}, for
    footnotes {number: text}.
    ``since`` and ``until`` are set by a user who vouches for a wider validity.
    """

    kind: str
    issued: date
    source: str
    sha256: str
    rows: int
    data: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    since: date | None = None
    until: date | None = None

    @property
    def first(self) -> date:
        """The first day it may answer for."""
        return self.since or self.issued

    @property
    def last(self) -> date:
        """The last day it may answer for, while no later issue is at hand."""
        return self.until or self.issued + timedelta(days=SHELF_DAYS)

    @property
    def cite(self) -> str:
        """How it is named in a reason."""
        return f"{TITLES[self.kind]}, issue of {self.issued}"
