"""A user's own list in CSV or Excel: guess what its columns are, confirm it, read it.

``guess`` proposes a ``Mapping`` from header words and cell contents; a person confirms it (it is
written as YAML beside the list); ``read`` follows it and guesses nothing. No file is read without
a mapping: a column taken for another would make a wrong list that looks right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from licet.core.dates import PartialDate
from licet.core.errors import BadFileError, nearest
from licet.core.listing import (
    Address,
    DatedEvent,
    EventKind,
    Feature,
    Identifier,
    ListedMeasure,
    Listing,
    Name,
)
from licet.lists.exchange import own_cells
from licet.lists.exchange.own_cells import Line
from licet.lists.exchange.own_guess import guess
from licet.lists.exchange.own_mapping import MEND, Mapping
from licet.lists.exchange.own_words import kind_of
from licet.lists.words import distinct, fields_id
from licet.lists.world.scripts import script_of

__all__ = ["FORMAT", "MAPPING", "Mapping", "guess", "read", "refuse_unmapped"]

FORMAT = "own-table"
MAPPING = "mapping"  # the part of a snapshot that holds the mapping of its table
OWN = re.compile(r"own-[a-z0-9][a-z0-9-]*")


def read(source: str, data: bytes, mapping: Mapping) -> list[Listing]:
    """Listings of the table; rows with one id are one party. Raises BadFileError with the row.

    Without an id column the id is a hash of the name and, where mapped, of birth date, country and
    identifiers, so that the same row keeps its id in the next edition.
    """
    mapping.check("the mapping")
    labels, lines = own_cells.table(data, mapping.shape)
    _check_columns(labels, mapping)
    parties: dict[str, list[Line]] = {}
    for line in lines:
        if not _name(line, mapping):
            raise BadFileError(
                "the name is empty.", where=line.where, mend="Fill it in or remove the row."
            )
        parties.setdefault(_id(line, mapping), []).append(line)
    if not parties:
        raise BadFileError("has a header and no rows.", where="the table", mend="Add the rows.")
    mapped = {label for own in mapping.columns.values() for label in own}
    others = [label for label in labels if label and label not in mapped]
    return [_listing(source, own_id, rows, mapping, others) for own_id, rows in parties.items()]


def refuse_unmapped(data: bytes, name: str) -> None:
    """Raise BadFileError, with the hint to give a mapping, for a table that has a name column.

    Any other bytes pass: another recogniser says what is wrong with them.
    """
    try:
        found = own_cells.probe(data)
    except BadFileError:
        return
    if found and any(own_cells.field_of(label) in {"name", "family_name"} for label in found):
        raise BadFileError("is a table that no publisher is known for.", where=name, mend=MEND)


def _check_columns(labels: Sequence[str], mapping: Mapping) -> None:
    for name, own in mapping.columns.items():
        for label in own:
            if label not in labels:
                raise BadFileError(
                    f"the column '{label}' that the mapping has for {name} is not there, "
                    f"{nearest(label, labels)}it has {', '.join(filter(None, labels))}.",
                    where="the header",
                    mend="Mend the mapping, or give the table it was made for.",
                )


def _each(rows: Sequence[Line], mapping: Mapping, name: str) -> Iterator[tuple[str, str]]:
    """(column, value) of a field over all rows of a party, where there is a value."""
    for row in rows:
        for label in mapping.columns.get(name, ()):
            if value := row.cells.get(label, ""):
                yield label, value


def _values(rows: Sequence[Line], mapping: Mapping, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for _, value in _each(rows, mapping, name)))


def _name(row: Line, mapping: Mapping) -> str:
    """The name column, or given and family name in this order."""
    parts = _values([row], mapping, "name") or (
        *_values([row], mapping, "given_name"),
        *_values([row], mapping, "family_name"),
    )
    return " ".join(parts)


def _id(row: Line, mapping: Mapping) -> str:
    if own := _values([row], mapping, "id"):
        return own[0]
    if mapping.columns.get("id"):
        raise BadFileError("the id is empty.", where=row.where, mend="Fill it in.")
    told = [_values([row], mapping, one) for one in ("birth_date", "country", "identifiers")]
    return fields_id(_name(row, mapping), *("|".join(one) for one in told))


def _listing(
    source: str, own_id: str, rows: list[Line], mapping: Mapping, others: list[str]
) -> Listing:
    kinds = [kind_of(value) for _, value in _each(rows, mapping, "kind")]
    listed = _dates(rows, mapping, "listed_date", "listed")
    first = listed[0].text if listed else None
    reasons = _values(rows, mapping, "reason")
    measure = mapping.measure
    text = "; ".join(reasons) or source
    told = [*_features(rows, others), *_unknown_kinds(rows, mapping)]
    return Listing(
        source=source,
        entry_id=own_id,
        kind=next((kind for kind in kinds if kind != "unknown"), mapping.kind),
        names=_names(rows, mapping),
        programmes=_values(rows, mapping, "programme"),
        measures=(ListedMeasure(measure, text, listed_on=first),) if measure else (),
        addresses=distinct(_addresses(rows, mapping)),
        identifiers=distinct(Identifier(k, v) for k, v in _each(rows, mapping, "identifiers")),
        births=tuple(map(PartialDate.parse, _births(rows, mapping))),
        birth_places=_values(rows, mapping, "birth_place"),
        nationalities=_values(rows, mapping, "nationality"),
        features=distinct(told),
        remarks=_values(rows, mapping, "remarks"),
        legal_bases=reasons,
        events=distinct([*listed, *_dates(rows, mapping, "expires_date", "expires")]),
    )


def _names(rows: list[Line], mapping: Mapping) -> tuple[Name, ...]:
    """The first row's name is the primary one; names of other rows and alias cells are aliases."""
    primary, *also = dict.fromkeys(_name(row, mapping) for row in rows)
    own = {"family_name": None, "given_name": None} | {
        one: values[0]
        for one in ("family_name", "given_name")
        if (values := _values(rows[:1], mapping, one))
    }
    for _, cell in _each(rows, mapping, "alias"):
        also += own_cells.parted(cell)
    made = [
        Name(text, "aka", as_published=text, script=script_of(text)) for text in sorted(set(also))
    ]
    first = Name(
        primary,
        as_published=primary,
        script=script_of(primary),
        family_name=own["family_name"],
        given_name=own["given_name"],
    )
    return (first, *(name for name in made if name.text != primary))


def _addresses(rows: list[Line], mapping: Mapping) -> Iterator[Address]:
    for row in rows:
        countries = _values([row], mapping, "country") or (None,)
        streets = _values([row], mapping, "address") or (None,)
        yield from (
            Address(note=street, country=country)
            for street in streets
            for country in countries
            if street or country
        )


def _births(rows: list[Line], mapping: Mapping) -> list[str]:
    return [
        own_cells.day(value, mapping.day_first) for value in _values(rows, mapping, "birth_date")
    ]


def _dates(rows: list[Line], mapping: Mapping, name: str, kind: EventKind) -> list[DatedEvent]:
    values = _values(rows, mapping, name)
    return [DatedEvent(kind, own_cells.day(value, mapping.day_first)) for value in values]


def _features(rows: list[Line], others: list[str]) -> Iterator[Feature]:
    """Columns that the mapping leaves out, under their own label."""
    for row in rows:
        for label in others:
            if value := row.cells.get(label, ""):
                yield Feature(label, value)


def _unknown_kinds(rows: list[Line], mapping: Mapping) -> Iterator[Feature]:
    for label, value in _each(rows, mapping, "kind"):
        if kind_of(value) == "unknown":
            yield Feature(label, value)
