"""The customers: the best match of each record, whatever its score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from licet.core.errors import BadInputError
from licet.names import country_code
from licet.screening.index_store import Index
from licet.screening.packed import Floats
from licet.screening.screen import screen_batch
from licet.screening.tuning.budget import FLOOR
from licet.screening.tuning.scripts import script

if TYPE_CHECKING:
    import polars as pl

GIVEN = ("kind", "country", "birth_date", "identifiers")
BY_NUMBER = 3
"""Matches by an identifier stand first whatever they score: the best of so many is taken."""


@dataclass(frozen=True)
class Record:
    """A record that could be screened, and its best match (score 0, no listing: none)."""

    record_id: str
    name: str
    kind: str
    country: str
    script: str
    listing_id: str | None
    source: str | None
    matched_name: str | None


@dataclass(frozen=True)
class Customers:
    """P records in file order with their best scores; how many rows came and were rejected."""

    records: tuple[Record, ...]
    best: Floats
    rows: int
    rejects: dict[str, int]
    given: dict[str, int]


def screened(index: Index, frame: pl.DataFrame, threshold: float = FLOOR) -> Customers:
    """Screen the records with all they give, as ``licet screen`` does.

    Raises BadInputError when no record has a name that can be screened.
    """
    import polars as pl

    own = frame.with_columns(record_id=pl.Series([str(n) for n in range(frame.height)]))
    found = screen_batch(index, own, threshold=threshold, limit=BY_NUMBER)
    dead = {int(row) - 1 for row in found.rejects["row"]}
    if len(dead) == frame.height:
        first = f" ({found.rejects['reason'][0]})" if dead else ""
        raise BadInputError(
            f"none of the {frame.height} records can be screened{first}.",
            where="the customers",
            mend="Give at least one name with letters or digits; see `licet screen FILE`.",
        )
    top = found.matches.sort("score", descending=True, maintain_order=True).unique(
        "record_id", keep="first", maintain_order=True
    )
    match = {int(row["record_id"]): row for row in top.iter_rows(named=True)}
    rows = [(n, one) for n, one in enumerate(frame.iter_rows(named=True)) if n not in dead]
    reasons = found.rejects["reason"].value_counts().sort("count", "reason", descending=True)
    return Customers(
        tuple(_record(one, match.get(n, {})) for n, one in rows),
        np.array([match[n]["score"] if n in match else 0.0 for n, _ in rows], np.float64),
        frame.height,
        dict(reasons.iter_rows()),
        {c: _filled(frame[c]) for c in GIVEN if c in frame.columns},
    )


def _filled(column: pl.Series) -> int:
    empty = (column == "").sum() if column.dtype == "String" else 0
    return column.len() - column.null_count() - int(empty or 0)


def _record(row: dict[str, str | None], match: dict[str, str]) -> Record:
    country = row.get("country")
    code = country_code(country) if country else None
    name = row["name"] or ""
    return Record(
        str(row["record_id"]),
        name,
        row.get("kind") or "not given",
        (code or "not recognised") if country else "not given",
        script(name),
        match.get("listing_id"),
        match.get("source"),
        match.get("matched_name"),
    )
