"""One record: kept with a batch, screened at once, its matches opened as a case."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import polars as pl
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from licet.casework import tables
from licet.casework.cases import Cases
from licet.casework.doing import LONGEST_ID, allowed, plain_text
from licet.casework.model import Opened
from licet.casework.rescreening.batches import batch_of, begin
from licet.casework.rescreening.kept import put, row_of
from licet.casework.rescreening.rescreen import Request, meeting_of
from licet.core.errors import BadInputError
from licet.decision.workspace import Workspace
from licet.screening.batch import MATCHES
from licet.screening.model import Match, Query
from licet.screening.screen import screen_one


def open_one(
    cases: Cases, work: Workspace, request: Request, record_id: str, query: Query
) -> Opened:
    """Keep a record with a batch (made where it is new), screen it, and open a case for what is
    found. Raises BadInputError for a record without an id or without anything to screen.
    """
    allowed(request.by, "open")
    own = plain_text(record_id, LONGEST_ID, "record_id")
    if not own:
        raise BadInputError("the record has no id of its own.", where="record_id")
    batch, as_of = request.batch, request.as_of or date.today()
    begin(cases, request, new=True)
    about = batch_of(cases, batch)
    found = screen_one(work.index, query, threshold=about["threshold"], limit=about["most"])
    meeting = meeting_of(cases, work, request, about["threshold"])
    row = row_of(own, query)
    cases.database.write(lambda connection: put(connection, batch, [row]))
    known = {own: query}
    subjects = meeting.subjects(_frame(own, found), known)
    subjects += meeting.lost((), [own], cases.clock().date())
    opened = cases.open(subjects, request.by, as_of=as_of, batch=batch)
    cases.database.write(lambda connection: _screened(connection, batch, row))
    return opened


def _screened(connection: Connection, batch: str, row: dict[str, Any]) -> None:
    """Call a record screened, if it is still the one that was."""
    column = tables.records.c
    of = sa.and_(column.batch == batch, column.record_id == row["record_id"],
                 column.fingerprint == row["fingerprint"])  # fmt: skip
    connection.execute(tables.records.update().where(of).values(screened=row["fingerprint"]))


def _frame(record_id: str, matches: list[Match]) -> pl.DataFrame:
    """Matches in the columns that a batch has."""
    names = ("listing_id", "source", "score", "matched_name", "name_kind", "strength", "reason")
    rows = [
        {
            "record_id": record_id,
            **{name: getattr(one, name) for name in names},
            "explanation": json.dumps(one.to_json(), ensure_ascii=False),
        }
        for one in matches
    ]
    return pl.DataFrame(rows, schema=MATCHES)
