"""A small list written by hand in YAML: for the demo case, for tests, for a user's own list.

source: us-ofac-demo
published: [2018-09-20, 2020-12-14]
entries:
  - {id: "27016", kind: organisation, name: ..., aliases: [...], country: Turkey, measures: [...]}
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from licet.core import documents, schema
from licet.core.dates import PartialDate
from licet.core.errors import BadFileError
from licet.core.listing import Address, Kind, ListedMeasure, Listing, Name, NameKind, Strength
from licet.core.measures import MEASURES


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Alias(_Strict):
    text: str
    kind: NameKind = "aka"
    strength: Strength = "strong"


class _Entry(_Strict):
    id: str
    kind: Kind
    name: str = Field(min_length=1)
    aliases: list[_Alias] = []
    country: str | None = None
    born: str | None = None
    programmes: list[str] = []
    measures: list[str] = []
    text: str = ""
    listed_on: date | None = None


class PlainList(_Strict):
    """A list written by hand."""

    source: str
    published: list[date] = Field(min_length=1)
    facts_from: list[str] = []
    entries: list[_Entry]


def read(text: str, name: str) -> tuple[str, dict[date, list[Listing]]]:
    """The source, and its listings on each date of publication; raises BadFileError."""
    made = schema.load(PlainList, documents.parse(text, name), BadFileError)
    dated = {
        day: [_listing(made.source, e, name) for e in made.entries if _listed(e, day)]
        for day in made.published
    }
    return made.source, dated


def _listed(entry: _Entry, day: date) -> bool:
    return entry.listed_on is None or entry.listed_on <= day


def _listing(source: str, entry: _Entry, name: str) -> Listing:
    for measure in entry.measures:
        if measure not in MEASURES:
            raise BadFileError(
                f"'{measure}' is not a measure.",
                where=f"{name}: entry {entry.id}",
                mend="Measure ids stand in licet.core.measures.",
            )
    aliases = (Name(a.text, a.kind, a.strength) for a in entry.aliases)
    return Listing(
        source=source,
        entry_id=entry.id,
        kind=entry.kind,
        names=(Name(entry.name), *aliases),
        programmes=tuple(entry.programmes),
        measures=tuple(ListedMeasure(m, entry.text) for m in entry.measures),
        addresses=(Address(country=entry.country),) if entry.country else (),
        births=(PartialDate.parse(entry.born),) if entry.born else (),
    )
