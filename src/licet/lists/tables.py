"""Listings as columns: the Parquet tables of the store, and back again without loss.

``listings`` has a row per version of an entry; the other tables hold its parts, keyed by the
version. A version is named by a hash of its content, so an unchanged entry is stored once.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from licet.core.dates import PartialDate
from licet.core.listing import (
    Address,
    DatedEvent,
    Feature,
    Identifier,
    ListedMeasure,
    Listing,
    Name,
    Relation,
)

if TYPE_CHECKING:
    import polars as pl

PARTS: dict[str, type] = {
    "names": Name,
    "identifiers": Identifier,
    "addresses": Address,
    "measures": ListedMeasure,
    "relations": Relation,
    "features": Feature,
    "events": DatedEvent,
}
WORD_LISTS = (
    "programmes",
    "birth_places",
    "nationalities",
    "citizenships",
    "titles",
    "remarks",
    "unread",
    "legal_bases",
    "references",
)
TABLES = ("listings", *PARTS)


def version_of(listing: Listing) -> str:
    """16 hex digits that name the content of an entry."""
    return hashlib.blake2b(repr(listing).encode("utf-8", "replace"), digest_size=8).hexdigest()


def to_frames(listings: Iterable[tuple[str, Listing]]) -> dict[str, pl.DataFrame]:
    """(version, listing) pairs as one frame per table."""
    import polars as pl

    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    for version, listing in listings:
        rows["listings"].append(_listing_row(version, listing))
        for table in PARTS:
            parts = getattr(listing, table)
            rows[table] += [
                {"version": version, "position": i, **_flat(part)} for i, part in enumerate(parts)
            ]
    return {table: pl.DataFrame(rows[table], schema=schema(table)) for table in TABLES}


def schema(table: str) -> dict[str, Any]:
    """Column names and types of a table."""
    import polars as pl

    if table == "listings":
        text = dict.fromkeys(("version", "source", "entry_id", "kind"), pl.String)
        lists = dict.fromkeys((*WORD_LISTS, "births"), pl.List(pl.String))
        return {**text, **lists}
    names = [field.name for field in dataclasses.fields(PARTS[table])]
    return {"version": pl.String, "position": pl.Int32, **dict.fromkeys(names, pl.String)}


def _listing_row(version: str, listing: Listing) -> dict[str, Any]:
    row: dict[str, Any] = {
        "version": version,
        "source": listing.source,
        "entry_id": listing.entry_id,
        "kind": listing.kind,
        "births": [birth.text for birth in listing.births],
    }
    return row | {name: list(getattr(listing, name)) for name in WORD_LISTS}


def _flat(part: Any) -> dict[str, str | None]:
    return {field.name: getattr(part, field.name) for field in dataclasses.fields(part)}


def from_frames(frames: dict[str, pl.DataFrame]) -> dict[str, Listing]:
    """Listings by version, equal to what ``to_frames`` was given."""
    parts = {table: _grouped(frames[table], PARTS[table]) for table in PARTS}
    found: dict[str, Listing] = {}
    for row in frames["listings"].iter_rows(named=True):
        version = row.pop("version")
        own = {table: parts[table].get(version, ()) for table in PARTS}
        found[version] = listing_of(row, own)
    return found


def listing_of(row: dict[str, Any], parts: Mapping[str, Iterable[Any]]) -> Listing:
    """A listing from its row (without the version) and its parts by table."""
    births = tuple(PartialDate.parse(text) for text in row.pop("births"))
    fields: dict[str, Any] = {name: tuple(row.pop(name)) for name in WORD_LISTS}
    fields |= {table: tuple(held) for table, held in parts.items()}
    return Listing(**row, births=births, **fields)


def _grouped(frame: pl.DataFrame, made: type) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = {}
    for row in frame.sort("version", "position").iter_rows(named=True):
        version = row.pop("version")
        del row["position"]
        grouped.setdefault(version, []).append(made(**row))
    return grouped
