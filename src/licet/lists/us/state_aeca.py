"""Parties debarred under the Arms Export Control Act (22 CFR 127.7), as State's CSV.

Two shapes are published: twelve columns with names in parts, kind of debarment and effective date
(2014), and six columns with name and aliases in one cell (2017 and 2018). Names stand surname
first. State gives no id: ``entry_id`` is a hash of the name, so a party of two notices is one.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from licet.core.dates import MONTHS, PartialDate
from licet.core.errors import BadFileError
from licet.core.listing import DatedEvent, Feature, Kind, ListedMeasure, Listing, Name
from licet.lists.recognise import Recognised
from licet.lists.table_text import Cells, rows_of, starts_as
from licet.lists.us.us_tables import check_source, events, in_words, iso
from licet.lists.words import AGAIN, distinct, fields_id, squeezed

FORMAT = "state-aeca"
SOURCE = "us-state-aeca"
LONG = (
    *("Corp", "Debarred Party Full Name", "Debarred Party Surname/Corporate Name"),
    *("Debarred Party Given Names", "Alias", "Type", "Date of Birth - PUBLIC RELEASE"),
    *("Notice Date", "Notice", "Eff. Date", "Corrected Notice", "Corrected Notice Date"),
)
SHORT = (
    *("Debarred Party Full Name and Alias", "Date of Birth", "Notice", "Notice Date"),
    *("Corrected Notice", "Corrected Notice Date"),
)
_MONTH_YEAR = re.compile(r"([A-Z][a-z]+),?\s+(\d{4})")
_COMPANY = re.compile(
    r"\b(?:Inc|Ltd|LLC|Co|Corp|Corporation|Company|Limited|Incorporated)\.?$", re.I
)
_ALIASES = re.compile(r"\s*\(?a\.k\.a\.?,?\s+(.*?)\)?$", re.I)
_WHERE = "AECA debarred parties"


@dataclasses.dataclass(frozen=True, slots=True)
class _Row:
    """A row of either shape; ``given`` is empty for a company."""

    published: str
    family: str
    given: str
    kind: Kind
    aliases: tuple[str, ...]
    cells: Cells

    def cell(self, *columns: str) -> str:
        """The first of these columns that the shape has."""
        return next((self.cells[column] for column in columns if column in self.cells), "")


def recognise(data: bytes, name: str) -> Recognised | None:
    """Known by either header; ``name`` isn't read."""
    known = starts_as(data, LONG) or starts_as(data, SHORT)
    return Recognised(FORMAT, "main", ",", source=SOURCE) if known else None


def read(source: str, data: bytes) -> list[Listing]:
    """One listing per party; raises BadFileError with the line."""
    check_source(source, SOURCE)
    long = starts_as(data, LONG)
    parties: dict[str, list[_Row]] = {}
    for line, cells in rows_of(data, LONG if long else SHORT, _WHERE):
        row = _long(cells) if long else _short(cells)
        if not row.family or not cells["Notice"]:
            raise BadFileError(
                "the name or the notice is empty.", where=f"{_WHERE} line {line}", mend=AGAIN
            )
        parties.setdefault(fields_id(SOURCE, row.family, row.given), []).append(row)
    return [_listing(key, rows) for key, rows in parties.items()]


def _long(cells: Cells) -> _Row:
    company = cells["Corp"].lower() == "x"
    published, given = squeezed(cells["Debarred Party Full Name"]), ""
    family = published
    if not company and cells["Debarred Party Given Names"]:
        family = squeezed(cells["Debarred Party Surname/Corporate Name"])
        given = squeezed(cells["Debarred Party Given Names"])
    whole = _ALIASES.sub(r"\1", cells["Alias"]) if "a.k.a" in cells["Alias"].lower() else ""
    aliases = _split(whole or cells["Alias"])
    return _Row(published, family, given, "organisation" if company else "person", aliases, cells)


def _short(cells: Cells) -> _Row:
    """The last comma parts surname from given names, unless a company's form stands there."""
    published = squeezed(cells[SHORT[0]])
    told = _ALIASES.search(published)
    bare = published[: told.start()].strip() if told else published
    family, comma, given = bare.rpartition(", ")
    if not comma or _COMPANY.search(bare):
        kind: Kind = "organisation" if _COMPANY.search(bare) else "unknown"
        family, given = bare, ""
    else:
        kind = "person"
    kind = "person" if cells["Date of Birth"] else kind
    return _Row(published, family, given, kind, _split(told[1] if told else ""), cells)


def _split(aliases: str) -> tuple[str, ...]:
    return tuple(filter(None, (squeezed(one) for one in aliases.split(";"))))


def _listing(key: str, rows: Sequence[_Row]) -> Listing:
    first = min(rows, key=lambda row: row.published)
    births = {text for row in rows if (text := row.cell("Date of Birth", LONG[6]))}
    kinds = {row.cell("Type") for row in rows} - {""}
    return Listing(
        source=SOURCE,
        entry_id=key,
        kind=first.kind,
        names=_names(first, {alias for row in rows for alias in row.aliases}),
        programmes=("AECA",),
        measures=distinct(map(_measure, rows)),
        births=tuple(_birth(text) for text in sorted(births)),
        features=tuple(Feature("Debarment", kind) for kind in sorted(kinds)),
        legal_bases=distinct(
            squeezed(row.cells[column])
            for row in rows
            for column in ("Notice", "Corrected Notice")
            if row.cells[column]
        ),
        events=distinct(one for row in rows for one in _events(row)),
    )


def _names(row: _Row, aliases: set[str]) -> tuple[Name, ...]:
    natural = f"{row.given} {row.family}".strip()
    primary = Name(
        natural,
        as_published=row.published,
        family_name=row.family if row.given else None,
        given_name=row.given or None,
    )
    return (primary, *(Name(text, "aka") for text in sorted(aliases - {natural})))


def _measure(row: _Row) -> ListedMeasure:
    text = in_words(
        ("Type", row.cell("Type")),
        ("Notice", row.cell("Notice")),
        ("Notice Date", row.cell("Notice Date")),
        ("Eff. Date", row.cell("Eff. Date")),
        ("Corrected Notice", row.cell("Corrected Notice")),
        ("Corrected Notice Date", row.cell("Corrected Notice Date")),
    )
    return ListedMeasure(
        "us/state/aeca-debarred",
        text,
        listed_on=iso(row.cell("Notice Date")),
        effective_on=iso(row.cell("Eff. Date")),
    )


def _events(row: _Row) -> list[DatedEvent]:
    return events(
        ("listed", row.cell("Notice Date")),
        ("effective", row.cell("Eff. Date")),
        ("amended", row.cell("Corrected Notice Date")),
    )


def _birth(text: str) -> PartialDate:
    """``October, 1975`` as the month that it is; anything else as the list gives it."""
    match = _MONTH_YEAR.fullmatch(text)
    month = MONTHS.get(match[1][:3]) if match else None
    return PartialDate.parse(f"{match[2]}-{month:02}" if match and month else text)
