"""A batch in the database: made, looked up, and called screened, part by part and at the end."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from licet.casework import tables
from licet.casework.cases import Cases
from licet.casework.errors import ConflictError
from licet.casework.ledger import Writing, row_with_key
from licet.casework.rescreening.list_state import State, engine, packed, unpacked
from licet.casework.rescreening.request import Request, Rescreened
from licet.core.errors import BadInputError, StoreError


def begin(cases: Cases, request: Request, *, new: bool) -> None:
    """Make a batch where there is none and it may be ``new``; raises BadInputError."""
    if not 0 <= request.threshold <= 1:
        raise BadInputError(f"{request.threshold} is no score.", mend="Give 0 to 1.")

    def make(writing: Writing) -> None:
        if writing.connection.execute(_of(request.batch)).first() is not None:
            return
        if not new:
            raise BadInputError(
                f"there is no batch '{request.batch}'.", mend="Give its records first."
            )
        values = {"name": request.batch, "created_at": writing.at, "turn": 0,
                  "threshold": request.threshold, "most": request.most}  # fmt: skip
        writing.connection.execute(tables.batches.insert().values(**values))

    cases.writing(make)


def _of(batch: str) -> sa.Select[Any]:
    return sa.select(tables.batches).where(tables.batches.c.name == batch)


def batch_of(cases: Cases, batch: str) -> RowMapping:
    """A batch as it is now."""
    return cases.database.read(lambda connection: connection.execute(_of(batch)).mappings().one())


def state_of(cases: Cases, sha256: str | None) -> State:
    """A state of the lists by its hash; an empty one for none."""

    def read(connection: Connection) -> State:
        table = tables.list_states
        asked = sa.select(table.c.data).where(table.c.sha256 == sha256)
        return unpacked(bytes(connection.execute(asked).scalar_one()))

    return cases.database.read(read) if sha256 else {}


def check_ledger(cases: Cases, salt: bytes, new: bool) -> None:
    """Raise StoreError where the ledger of good guys is not the one that the casework was opened
    with: its digests are salted otherwise, so every decided pair would seem to have changed.
    """
    table, own = tables.about, hashlib.sha256(b"ledger" + salt).hexdigest()[:16]

    def work(connection: Connection) -> None:
        asked = sa.select(table.c.value).where(table.c.key == "ledger")
        held = connection.execute(asked).scalar_one_or_none()
        if held is None:
            connection.execute(table.insert().values(key="ledger", value=own))
        elif held != own and not new:
            raise StoreError(
                "the ledger of good guys is another one than this casework was opened with.",
                where=str(cases.home or "HOME"),
                mend="Name the --home that has it, restore HOME/casework/good_guys.sqlite, or go "
                "on with --new-ledger: decided pairs that change are then shown once more.",
            )
        elif held != own:
            connection.execute(table.update().where(table.c.key == "ledger").values(value=own))

    cases.database.write(work)


def mark(cases: Cases, batch: str, row: RowMapping, place: tuple[str, str]) -> None:
    """Call a part of the changed records screened; part by part, so that nobody waits for long.

    Stopped in between, the rest is asked again: the batch is screened only with ``_finish``.
    """

    def work(connection: Connection) -> None:
        _check_turn(connection, row)
        column = tables.records.c
        due = sa.or_(column.screened.is_(None), column.screened != column.fingerprint)
        of = sa.and_(column.batch == batch, column.record_id.between(*place), due)
        update = tables.records.update().where(of)
        connection.execute(update.values(screened=column.fingerprint))

    cases.database.write(work)


def _check_turn(connection: Connection, row: RowMapping) -> None:
    """Raise ConflictError where a batch's records changed since ``row`` was read."""
    asked = _of(row["name"]).with_for_update()
    if connection.execute(asked).mappings().one()["turn"] != row["turn"]:
        raise ConflictError(
            f"the records of batch '{row['name']}' changed while they were screened.",
            mend="What was found is kept; run it again for the rest.",
        )


def finish(cases: Cases, request: Request, row: RowMapping, state: State, made: Rescreened) -> None:
    """Say that the batch is screened against these lists; raises ConflictError."""
    key, data = secrets.token_hex(16), packed(state)
    sha256 = hashlib.sha256(data).hexdigest()

    def work(writing: Writing) -> None:
        connection = writing.connection
        if row_with_key(connection, key):
            return  # recorded, but the server went away before it could say so
        _check_turn(connection, row)
        held = sa.select(tables.list_states.c.sha256).where(tables.list_states.c.sha256 == sha256)
        if connection.execute(held).first() is None:
            connection.execute(tables.list_states.insert().values(sha256=sha256, data=data))
        values = {"lists": sha256, "engine": engine(), "screened_at": writing.at,
                  "turn": row["turn"] + 1}  # fmt: skip
        of = tables.batches.c.name == request.batch
        connection.execute(tables.batches.update().where(of).values(**values))
        writing.add(request.by, "rescreen", _told(made, sha256), key=key)

    cases.writing(work)


def _told(made: Rescreened, lists: str) -> dict[str, Any]:
    """What the audit log says of a run: counts, no names."""
    found = made.to_json()
    for name in ("opened", "added", "reopened"):
        found[name] = len(found[name])
    if found["records"]:
        found["records"].pop("rejects")
    return {**found, "lists": lists}
