"""Many records as columns: screened in chunks, each a sparse matrix product.

Chunks do not see each other, so any chunking gives the same result.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from licet.core.dates import PartialDate
from licet.core.errors import BadInputError
from licet.names import ParsedName
from licet.screening.model import KINDS, Match, Query, QueryIdentifier
from licet.screening.screen import parse_query, run, unscreenable
from licet.screening.search import Search

CHUNK = 5_000
REQUIRED = ("record_id", "name")
OPTIONAL = ("kind", "country", "birth_date", "identifiers")
MATCHES = {
    "record_id": pl.String,
    "listing_id": pl.String,
    "source": pl.String,
    "score": pl.Float64,
    "matched_name": pl.String,
    "name_kind": pl.String,
    "strength": pl.String,
    "reason": pl.String,
    "explanation": pl.String,
}
REJECTS = {"row": pl.Int64, "record_id": pl.String, "reason": pl.String}


@dataclass(frozen=True)
class Screened:
    """``matches``: one row for each record and listing, best first within a record; the
    ``explanation`` is JSON. ``rejects``: row number (from 1), record and reason. Every record is
    screened or rejected: ``records`` = ``screened`` + the height of ``rejects``.
    """

    matches: pl.DataFrame
    rejects: pl.DataFrame
    records: int
    screened: int


@dataclass
class _Chunk:
    rows: list[int] = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)
    names: list[ParsedName] = field(default_factory=list)


def screen_frame(
    search: Search, frame: pl.DataFrame, progress: Callable[[int], None] | None = None
) -> Screened:
    """Screen every record of a frame.

    Columns: ``record_id``, ``name``; optional ``kind``, ``country``, ``birth_date`` (a date or
    text as lists write it) and ``identifiers`` (a list of texts "kind: value" or of structs with
    ``kind`` and ``value``). ``progress`` is called with the number of records done. Raises
    BadInputError for a missing column; a bad record goes to the rejects.
    """
    missing = [name for name in REQUIRED if name not in frame.columns]
    if missing:
        raise BadInputError(
            f"the column '{missing[0]}' is missing.",
            where="the records",
            mend=f"Needed are {', '.join(REQUIRED)}; known beside them: {', '.join(OPTIONAL)}.",
        )
    frame = frame.select([name for name in (*REQUIRED, *OPTIONAL) if name in frame.columns])
    ids = frame["record_id"].cast(pl.String).to_list()
    out: dict[str, list[Any]] = {name: [] for name in MATCHES}
    rejects: list[tuple[int, str | None, str]] = []
    for start in range(0, frame.height, CHUNK):
        part = frame.slice(start, CHUNK)
        chunk = _read(part, start, ids, rejects)
        found = run(search, chunk.queries, chunk.names)
        for row, matches in zip(chunk.rows, found, strict=True):
            _write(out, ids[row], matches)
        if progress:
            progress(start + part.height)
    return Screened(
        pl.DataFrame(out, schema=MATCHES),
        pl.DataFrame(rejects, schema=REJECTS, orient="row"),
        frame.height,
        frame.height - len(rejects),
    )


def _read(part: pl.DataFrame, start: int, ids: list[str | None], rejects: list[Any]) -> _Chunk:
    """Records as queries; one that can't be read is rejected with its reason."""
    chunk = _Chunk()
    columns = [part[name].to_list() if name in part.columns else [None] * part.height
               for name in ("name", *OPTIONAL)]  # fmt: skip
    for row, cells in enumerate(zip(*columns, strict=True), start):
        try:
            query = query_of(*cells)
        except BadInputError as error:
            rejects.append((row + 1, ids[row], error.what))
            continue
        name = parse_query(query)
        if reason := unscreenable(query, name):
            rejects.append((row + 1, ids[row], reason))
            continue
        chunk.rows.append(row)
        chunk.queries.append(query)
        chunk.names.append(name)
    return chunk


def query_of(name: Any, kind: Any, country: Any, birth_date: Any, identifiers: Any) -> Query:
    """The cells of a record as a query; raises BadInputError for what can't be read."""
    if name is not None and not isinstance(name, str):
        raise BadInputError(f"the name is a {type(name).__name__}, not text.")
    if country is not None and not isinstance(country, str):
        raise BadInputError(f"the country is a {type(country).__name__}, not text.")
    if hasattr(birth_date, "hour"):  # a moment: its day is meant
        birth_date = birth_date.date()
    if identifiers is not None and not isinstance(identifiers, list | tuple):
        identifiers = [identifiers]
    kind = kind or "unknown"
    if kind not in KINDS:
        raise BadInputError(f"the kind '{kind}' is none of {', '.join(KINDS)}.")
    return Query(name or "", kind, country, _birth(birth_date), tuple(_numbers(identifiers)))


def _birth(value: Any) -> PartialDate | None:
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return PartialDate(value.isoformat()[:10], value, value)
    parsed = PartialDate.parse(str(value))
    if parsed.earliest is None:
        raise BadInputError(f"the birth date '{value}' is no date.")
    return parsed


def _numbers(values: Any) -> Iterable[QueryIdentifier]:
    for one in [values] if isinstance(values, str | dict) else values or ():
        if isinstance(one, dict):
            yield QueryIdentifier(str(one.get("value") or ""), one.get("kind"))
        elif one is not None:
            kind, colon, value = str(one).rpartition(":")
            yield QueryIdentifier(value.strip(), kind.strip() if colon else None)


def _write(out: dict[str, list[Any]], record_id: str | None, matches: list[Match]) -> None:
    for match in matches:
        out["record_id"].append(record_id)
        for name in ("listing_id", "source", "score", "matched_name", "name_kind", "strength"):
            out[name].append(getattr(match, name))
        out["reason"].append(match.reason)
        out["explanation"].append(json.dumps(match.to_json(), ensure_ascii=False))
