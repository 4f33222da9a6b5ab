"""A batch brought up to date with the lists and with its records.

Changed records are held against every listing; all others against the listings that changed since
the batch was last screened, with the words and weights of the whole index, so that those pairs
score as in a full screening. Pairs of an unchanged record and an unchanged listing keep the score
they had: a new list moves the weight of words a little, and only a full screening shows that.
Where the engine itself changed, everything is asked again.

A run may be killed at any moment: what it opened stays, is not opened twice, and the batch counts
as screened only at the very end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy.engine import RowMapping

from licet.casework.cases import Cases
from licet.casework.doing import allowed
from licet.casework.good_guys.holding import Judge
from licet.casework.good_guys.ledger import Ledger
from licet.casework.model import Opened
from licet.casework.rescreening.asking import Asking, ask
from licet.casework.rescreening.batches import batch_of, begin, check_ledger, finish, mark, state_of
from licet.casework.rescreening.kept import parts, queries, sync
from licet.casework.rescreening.list_state import (
    Difference,
    difference,
    engine,
    list_state,
)
from licet.casework.rescreening.meeting import Meeting
from licet.casework.rescreening.request import Request, Rescreened
from licet.core.dates import AsOf, Moment
from licet.decision.workspace import Workspace

MOST_WORKERS = 8

__all__ = ["Request", "Rescreened", "meeting_of", "rescreen"]


@dataclass
class _Run:
    """One run at work."""

    cases: Cases
    work: Workspace
    request: Request
    row: RowMapping
    watch: Callable[[int], None]
    unscreenable: int = 0
    asked: dict[bool, int] = field(default_factory=lambda: {True: 0, False: 0})
    ranges: list[tuple[str, str]] = field(default_factory=list)
    """First and last id of each part of the changed records, in the database's order."""

    def all(self, meeting: Meeting, changed: frozenset[str] | None) -> Opened:
        """Ask what must be asked; ``changed``: listings for the unchanged records, None for all."""
        done, moved = Opened(), list[str]()
        for frame in self._found(
            meeting, parts(self.cases, self.request.batch, changed=True), None
        ):
            done += frame[0]
            moved += frame[1]
            self.ranges.append((frame[1][0], frame[1][-1]))
        if changed or changed is None:
            rest = parts(self.cases, self.request.batch, changed=False)
            for frame in self._found(meeting, rest, changed):
                done += frame[0]
        today = self.cases.clock().date()
        lost = meeting.lost(changed, moved, today)
        return done + self._open(lost)

    def _found(
        self, meeting: Meeting, frames: Iterator[pl.DataFrame], listings: frozenset[str] | None
    ) -> Iterator[tuple[Opened, list[str]]]:
        folder = str(self.work.index_folder)
        asking = Asking(folder, self.row["threshold"], self.row["most"], listings)
        workers = self.request.workers or min(os.cpu_count() or 1, MOST_WORKERS)
        for frame, found in ask(asking, frames, workers, self.watch):
            self.asked[listings is None] += frame.height
            self.unscreenable += found.rejects.height
            own = found.matches["record_id"].unique().to_list()
            known = queries(self.cases, self.request.batch, own)
            subjects = meeting.subjects(found.matches, known)
            yield self._open(subjects), frame["record_id"].to_list()

    def _open(self, subjects: list[Any]) -> Opened:
        as_of = self.request.as_of or date.today()
        by, batch = self.request.by, self.request.batch
        return self.cases.open(subjects, by, as_of=as_of, batch=batch)


def rescreen(
    cases: Cases, work: Workspace, request: Request, watch: Callable[[int], None] | None = None
) -> Rescreened:
    """Bring a batch up to date; ``watch`` is told of records as they are done.

    Raises NotAllowedError, NotCoveredError for an empty store, BadInputError for a batch without
    records, and ConflictError where its records changed meanwhile.
    """
    allowed(request.by, "rescreen")
    _ = work.index_folder  # an empty store is told before anything is recorded
    begin(cases, request, new=request.records is not None)
    synced = sync(cases, request.batch, request.records) if request.records else None
    row = batch_of(cases, request.batch)
    state = list_state(work)
    old = state_of(cases, row["lists"])
    changed = difference(old, state)
    full = _why_full(request, row)
    run = _Run(cases, work, request, row, watch or (lambda count: None))
    meeting = meeting_of(cases, work, request, row["threshold"])
    opened = run.all(meeting, None if full else changed.all)
    made = Rescreened(
        request.batch, synced, changed if row["lists"] else Difference(), full, run.asked[True],
        run.asked[False], run.unscreenable, meeting.remembered, meeting.delisted, opened,
    )  # fmt: skip
    for place in run.ranges:
        mark(cases, request.batch, row, place)
    finish(cases, request, row, state, made)
    return made


def _why_full(request: Request, row: RowMapping) -> str | None:
    """Why every record is held against every listing; None where only what changed is."""
    if request.full:
        return "asked for"
    if row["engine"] and row["engine"] != engine():
        return "the engine changed"
    return None


def meeting_of(cases: Cases, work: Workspace, request: Request, threshold: float) -> Meeting:
    """What a run needs to hold matches against what was decided."""
    ledger = Ledger(cases.home or work.home)
    check_ledger(cases, ledger.salt, request.new_ledger)
    asked = AsOf(Moment(request.as_of or date.today()))
    judge = Judge(work, asked, threshold, ledger.salt, cases.clock().date())
    return Meeting(cases, request.batch, judge, ledger)
