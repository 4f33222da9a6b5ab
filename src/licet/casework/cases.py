"""The door of casework.

    with Cases(home / "casework.db", home=home) as cases:
        cases.queue(Filters(status="open"))
        cases.reject(Act(17, 3, Actor("ann", "analyst")), Ground("other_birth_date"))

Every method that changes something is one transaction: the effect and its row of the audit log
are both recorded, or neither is. Raises ConflictError, NotAllowedError, UnknownCaseError,
BadInputError, and StoreError where the database or the disk fails.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from licet.casework import actions, anchor, approval, bulk, deciding, opening, reading
from licet.casework.bulk import Order, Preview
from licet.casework.database import Database
from licet.casework.deciding import Ground
from licet.casework.doing import Effect, perform
from licet.casework.ledger import Actor, Clock, Writing, machine_clock, note_policy
from licet.casework.model import (
    Act,
    Attachment,
    Case,
    CaseFile,
    ConfirmedMatch,
    Opened,
    Subject,
)
from licet.casework.policy import Policy
from licet.casework.reading import Filters, Page, Queue
from licet.casework.remembering import hand_over
from licet.casework.upgrade import ready
from licet.casework.verifying import Verified, verify
from licet.core.errors import LicetError

T = TypeVar("T")
AT_ONCE = 500
"""Records whose cases are opened in one transaction."""


class Cases:
    """Cases in a database: a path for SQLite, a URL for PostgreSQL.

    ``home``: where the ledger of good guys lies; without it rejections wait to be remembered.
    ``patience``: seconds that a server which is away is waited for. ``untold``: why the ledger
    could not be told what was rejected, if it could not; it is told at the next chance.
    """

    def __init__(
        self,
        where: str | Path,
        *,
        policy: Policy | None = None,
        home: Path | None = None,
        clock: Clock = machine_clock,
        patience: float = 5.0,
    ) -> None:
        self.database = Database(where, patience=patience)
        self.policy = policy or Policy()
        self.home = home
        self.clock = clock
        self.untold: str | None = None
        try:
            ready(self.database)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back."""
        self.database.close()

    # Reading

    def queue(self, filters: Filters | None = None, page: Page | None = None) -> Queue:
        """Cases by due date, in pages."""
        asked = filters or Filters(), page or Page()
        return self.database.read(lambda connection: reading.queue(connection, *asked))

    def case(self, number: int) -> Case:
        """One case with its alerts."""
        return self.database.read(lambda connection: reading.case_of(connection, number))

    def get(self, number: int) -> CaseFile:
        """One case with everything that belongs to it."""
        return self.database.read(lambda connection: reading.file_of(connection, number))

    def due(self, by: date, page: Page | None = None) -> Queue:
        """Cases that are not closed and are due by a day."""
        return self.queue(Filters(due_by=by), page)

    def confirmed(self, batch: str | None = None) -> list[ConfirmedMatch]:
        """Records that are a listing, by final decisions."""
        return self.database.read(lambda connection: reading.confirmed(connection, batch))

    def attachment(self, number: int) -> tuple[Attachment, bytes]:
        """An attachment and its bytes."""
        return self.database.read(lambda connection: reading.attached_bytes(connection, number))

    # Opening

    def open(
        self, subjects: Iterable[Subject], by: Actor, *, as_of: date, batch: str = "main"
    ) -> Opened:
        """Make what screening found into cases; told the same again, nothing happens."""
        every, done = list(subjects), Opened()
        about = opening.Opening(by, batch, as_of)
        for start in range(0, len(every), AT_ONCE):
            part = every[start : start + AT_ONCE]
            done += self.writing(partial(opening.open_all, policy=self.policy, opening=about,
                                        subjects=part))  # fmt: skip
        return done

    # Deciding

    def confirm(self, act: Act, ground: Ground) -> Case:
        """Say that the record is the listing."""
        return self._do(act, "confirm", ground.asked(),
                        lambda doing: deciding.decide(doing, "confirm", ground))  # fmt: skip

    def reject(self, act: Act, ground: Ground) -> Case:
        """Say that the record is not the listing; remembered once it is final."""
        return self._do(act, "reject", ground.asked(),
                        lambda doing: deciding.decide(doing, "reject", ground))  # fmt: skip

    def undo(self, act: Act) -> Case:
        """Take back one's own last decision."""
        return self._do(act, "undo", {}, deciding.undo)

    def approve(self, act: Act) -> Case:
        """Make another person's decision final."""
        return self._do(act, "approve", {}, approval.approve)

    def send_back(self, act: Act, text: str) -> Case:
        """Not approve a decision, and say why."""
        return self._do(act, "send_back", {"text": text},
                        lambda doing: deciding.send_back(doing, text))  # fmt: skip

    def reopen(self, act: Act, text: str, alerts: Sequence[str] | None = None) -> Case:
        """Open a closed case again: all of its alerts or some."""
        asked = {"text": text, "alerts": sorted(alerts) if alerts is not None else None}
        return self._do(act, "reopen", asked,
                        lambda doing: deciding.reopen(doing, text, alerts))  # fmt: skip

    # The rest

    def assign(self, act: Act, to: str | None) -> Case:
        """Give a case to somebody, or to nobody."""
        return self._do(act, "assign", {"to": to}, lambda doing: actions.assign(doing, to))

    def set_due(self, act: Act, day: date) -> Case:
        """Give a case another due date."""
        return self._do(act, "due", {"day": str(day)}, lambda doing: actions.set_due(doing, day))

    def comment(self, act: Act, text: str) -> Case:
        """Write a comment."""
        return self._do(act, "comment", {"text": text}, lambda doing: actions.comment(doing, text))

    def attach(
        self, act: Act, name: str, data: bytes, media_type: str = "application/octet-stream"
    ) -> Case:
        """Keep a file with a case."""
        sha256 = hashlib.sha256(data).hexdigest()
        asked = {"name": name, "sha256": sha256, "media_type": media_type}
        return self._do(act, "attach", asked,
                        lambda doing: actions.attach(doing, name, data, media_type))  # fmt: skip

    def escalate(self, act: Act, text: str, to: str | None = None) -> Case:
        """Put a case before somebody who may approve."""
        return self._do(act, "escalate", {"text": text, "to": to},
                        lambda doing: actions.escalate(doing, text, to))  # fmt: skip

    def preview(self, order: Order) -> Preview:
        """What an order for many cases would reach, and what speaks against it."""
        return self.database.read(lambda connection: bulk.preview(connection, self.policy, order))

    def bulk(self, order: Order, token: str, by: Actor, key: str | None = None) -> int:
        """Do an order as its preview with this token showed it, all or none; how many cases."""
        own = key or secrets.token_hex(16)
        return self.writing(
            lambda writing: bulk.carry_out(writing, self.policy, order, token, by, own)
        )

    # The chain

    def verify(self, anchors: Sequence[anchor.Anchor] = ()) -> Verified:
        """Whether the audit log is whole, and the cases as it says."""
        return self.database.read(lambda connection: verify(connection, anchors))

    def anchor(self) -> anchor.Anchor:
        """How long the audit log is now and how it ends."""
        return self.database.read(anchor.anchor)

    def hand_over(self) -> None:
        """Tell the ledger of good guys what it was not told yet; ``untold`` says what failed."""
        if self.home is None:
            return
        try:
            hand_over(self.database, self.home)
            self.untold = None
        except (LicetError, OSError) as error:
            # The decision itself is recorded: failing here must not look as if it were not.
            self.untold = str(error)

    def _do(self, act: Act, action: str, asked: Mapping[str, Any], effect: Effect) -> Case:
        sure = act if act.key else replace(act, key=secrets.token_hex(16))
        return self.writing(lambda writing: self._done(writing, sure, action, asked, effect))

    def _done(
        self, writing: Writing, act: Act, action: str, asked: Mapping[str, Any], effect: Effect
    ) -> Case:
        perform(writing, self.policy, act, action, asked, effect)
        return reading.case_of(writing.connection, act.case)

    def writing(self, work: Callable[[Writing], T]) -> T:
        """Do work in one transaction with rows of the audit log: all of it, or none."""

        def whole(connection: Any) -> T:
            writing = Writing(connection, self.clock)
            note_policy(writing, self.policy)
            done = work(writing)
            writing.finish()
            return done

        done = self.database.write(whole)
        self.hand_over()
        return done
