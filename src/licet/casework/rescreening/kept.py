"""The records of a batch, kept in the database, and which of them changed since they were screened.

A record is what screening reads of it. Its fingerprint tells whether it changed; beside it stands
the fingerprint that was last screened, so a run that is killed leaves nothing out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.engine import Connection

from licet.casework import tables
from licet.casework.cases import Cases
from licet.core.errors import BadFileError, BadInputError
from licet.screening.batch import OPTIONAL, query_of
from licet.screening.jobs.opening import open_records
from licet.screening.model import Query

if TYPE_CHECKING:
    import polars as pl

PART = 50_000
FEW = 500
READ = ("record_id", "name", *OPTIONAL)
MOST_TOLD = 100
Row = dict[str, Any]


@dataclass
class Synced:
    """What a file of records changed: counts, and the records that can't be kept, with why."""

    records: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    rejected: int = 0
    rejects: list[tuple[str, str]] = field(default_factory=list)

    def reject(self, where: str, why: str) -> None:
        """Count a record that can't be kept; the first hundred are told."""
        self.rejected += 1
        if len(self.rejects) < MOST_TOLD:
            self.rejects.append((where, why))


def sync(cases: Cases, batch: str, path: Path, *, whole: bool = True) -> Synced:
    """Take the records of a file into a batch; where it is the whole, the others are dropped.

    Each part is recorded by itself: a run that was stopped goes on with the same file. Raises
    BadFileError for what is no table of records.
    """
    held = _fingerprints(cases, batch)
    seen: set[str] = set()
    done = Synced()
    for part in open_records(path).parts(None, PART):
        for bad in part.broken:
            done.reject(f"line {bad.line}" if bad.line else f"row {bad.row}", bad.reason)
        _keep(cases, batch, list(_rows(part.frame(), path, seen, done)), held, done)
    if whole:
        gone = [one for one in held if one not in seen]
        _drop(cases, batch, gone)
        done.gone = len(gone)
    return done


def _rows(frame: pl.DataFrame, path: Path, seen: set[str], done: Synced) -> Iterator[Row]:
    """Records as rows of the table; those that can't be kept are told."""
    if "record_id" not in frame.columns:
        raise BadFileError(
            "has no column of record ids.",
            where=str(path),
            mend="A case is about a record by its own id: add a column 'record_id'.",
        )
    columns = [frame[name].to_list() if name in frame.columns else [None] * frame.height
               for name in ("row", *READ)]  # fmt: skip
    for row, own, *cells in zip(*columns, strict=True):
        if not own or own in seen:
            why = f"another record has the id '{own}'" if own else "it has no id of its own"
            done.reject(f"row {row}", f"{why}.")
            continue
        seen.add(own)
        try:
            yield row_of(own, query_of(*cells))
        except BadInputError as error:
            done.reject(own, error.what)


def row_of(record_id: str, query: Query) -> Row:
    """A record as it is kept."""
    numbers = [{"kind": one.kind, "value": one.value} for one in query.identifiers]
    row: Row = {
        "record_id": record_id,
        "name": query.name,
        "kind": None if query.kind == "unknown" else query.kind,
        "country": query.country or None,
        "birth_date": query.birth_date.text if query.birth_date else None,
        "identifiers": json.dumps(numbers, ensure_ascii=False) if numbers else None,
    }
    text = "\x1f".join(row[name] or "" for name in READ)
    if "\0" in text or any(0xD800 <= ord(c) <= 0xDFFF for c in text):
        raise BadInputError("it holds characters that are no text.", where=record_id)
    row["fingerprint"] = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
    return row


def query_from(row: Row) -> Query:
    """A kept record as screening reads it."""
    numbers = json.loads(row["identifiers"]) if row["identifiers"] else None
    return query_of(row["name"], row["kind"], row["country"], row["birth_date"], numbers)


def _fingerprints(cases: Cases, batch: str) -> dict[str, str]:
    column = tables.records.c
    asked = sa.select(column.record_id, column.fingerprint).where(column.batch == batch)
    rows = cases.database.read(lambda connection: connection.execute(asked).all())
    return {row[0]: row[1] for row in rows}


def _keep(
    cases: Cases, batch: str, rows: Sequence[Row], held: dict[str, str], done: Synced
) -> None:
    done.records += len(rows)
    new = [row for row in rows if row["record_id"] not in held]
    changed = [row for row in rows
               if held.get(row["record_id"], row["fingerprint"]) != row["fingerprint"]]  # fmt: skip
    done.new += len(new)
    done.changed += len(changed)
    if not new and not changed:
        return

    cases.database.write(lambda connection: put(connection, batch, changed, new))


def put(connection: Connection, batch: str, rows: Sequence[Row], new: Sequence[Row] = ()) -> None:
    """Keep records that may be there already (``rows``), and ones that are ``new``."""
    _turn(connection, batch)
    column = tables.records.c
    of = column.batch == batch, column.record_id == sa.bindparam("own", type_=sa.Text)
    values = ("name", "kind", "country", "birth_date", "identifiers", "fingerprint")
    update = tables.records.update().where(*of)
    told = [{"own": row["record_id"], **{name: row[name] for name in values}} for row in rows]
    if told:
        connection.execute(update.values({name: sa.bindparam(name) for name in values}), told)
    # One that is there after all: written by a try whose answer was lost, or by another process,
    # which the batch's turn tells.
    if made := [{**row, "batch": batch} for row in (*rows, *new)]:
        connection.execute(_insert(connection), made)


def _insert(connection: Connection) -> Any:
    """An insert that passes over records that are there."""
    if connection.dialect.name == "sqlite":
        return tables.records.insert().prefix_with("OR IGNORE")
    return postgres_insert(tables.records).on_conflict_do_nothing()


def _drop(cases: Cases, batch: str, ids: Sequence[str]) -> None:
    def drop(connection: Connection) -> None:
        _turn(connection, batch)
        column = tables.records.c
        for start in range(0, len(ids), FEW):
            some = ids[start : start + FEW]
            where = column.batch == batch, column.record_id.in_(some)
            connection.execute(tables.records.delete().where(*where))

    if ids:
        cases.database.write(drop)


def _turn(connection: Connection, batch: str) -> None:
    """Say that a batch's records change: a screening that is under way must not call them done."""
    table = tables.batches
    update = table.update().where(table.c.name == batch)
    connection.execute(update.values(turn=table.c.turn + 1))


def parts(cases: Cases, batch: str, *, changed: bool) -> Iterator[pl.DataFrame]:
    """The records of a batch that must be screened (``changed``), or the others, in parts."""
    import polars as pl

    column = tables.records.c
    due = sa.or_(column.screened.is_(None), column.screened != column.fingerprint)
    asked = sa.select(*(column[name] for name in READ)).where(column.batch == batch)
    asked = asked.where(due if changed else column.screened == column.fingerprint)
    asked, after = asked.order_by(column.record_id).limit(PART), ""
    numbers = pl.List(pl.Struct({"kind": pl.String, "value": pl.String}))
    while True:
        some = asked.where(column.record_id > after)
        rows = cases.database.read(lambda connection, s=some: connection.execute(s).all())  # type: ignore[misc]
        if not rows:
            return
        frame = pl.DataFrame(
            [tuple(row) for row in rows], dict.fromkeys(READ, pl.String), orient="row"
        )
        yield frame.with_columns(pl.col("identifiers").str.json_decode(numbers))
        after = rows[-1][0]


def queries(cases: Cases, batch: str, ids: Iterable[str]) -> dict[str, Query]:
    """Some records of a batch, as screening reads them."""
    wanted, found = list(dict.fromkeys(ids)), {}
    column = tables.records.c
    columns = [column[name] for name in READ]
    for start in range(0, len(wanted), FEW):
        some = wanted[start : start + FEW]
        asked = sa.select(*columns).where(column.batch == batch, column.record_id.in_(some))
        rows = cases.database.read(lambda c, a=asked: c.execute(a).mappings().all())  # type: ignore[misc]
        found.update({row["record_id"]: query_from(dict(row)) for row in rows})
    return found
