"""For which days a kept table may answer.

A table is the law of its issue date. Between two issues the text changed on a day nobody recorded
here, so both may govern: where they agree the answer is certain, where they differ it is open.
After the last one at hand a table answers for ``SHELF_DAYS``; before the first one, and after
that, the answer is unknown and says which table is missing. A user may vouch for more
(``--valid-from``, ``--valid-to``); that is kept and shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from licet.goods.tables import TITLES, Table

STALE_DAYS = 14


@dataclass(frozen=True, slots=True)
class Window:
    """The tables of one kind that may govern a day, or what is missing; a note where one is old."""

    tables: tuple[Table, ...]
    missing: str | None = None
    note: str | None = None


def governing(kind: str, tables: Sequence[Table], day: date) -> Window:
    """Which of the tables of a kind may be the one in force on a day."""
    vouched = [t for t in tables if t.until and t.first <= day <= t.until]
    before = _latest([t for t in tables if t.first <= day])
    if vouched and all(t.issued >= b.issued for t in _latest(vouched) for b in before):
        return Window(tuple(_latest(vouched)))
    after = _earliest([t for t in tables if t.first > day])
    if before and any(t.issued == day for t in before):
        return Window(tuple(before))
    if before and after:
        return Window((*before, *after))
    if before and all(day <= t.last for t in before):
        return Window(tuple(before), note=_age(before[0], day))
    return Window((), missing=_missing(kind, tables, day))


def _latest(tables: Sequence[Table]) -> list[Table]:
    newest = max((t.issued for t in tables), default=None)
    return [t for t in tables if t.issued == newest]


def _earliest(tables: Sequence[Table]) -> list[Table]:
    oldest = min((t.issued for t in tables), default=None)
    return [t for t in tables if t.issued == oldest]


def _age(table: Table, day: date) -> str | None:
    days = (day - table.issued).days
    if days <= STALE_DAYS:
        return None
    return (
        f"The export control tables at hand are of {table.issued}, {days} days older than the date "
        "asked: changes since aren't seen."
    )


def _missing(kind: str, tables: Sequence[Table], day: date) -> str:
    held = ", ".join(sorted({str(t.issued) for t in tables})) or "none"
    return f"the {TITLES[kind]} in force on {day} (at hand: {held})"
