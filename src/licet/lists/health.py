"""How well the kept lists are: age, entries, last change, last check, last failure.

A list is current up to the later of its own date and its last successful check. States:

    ok       known to be current within its limit
    stale    not known to be current for longer, or unchanged for suspiciously long
    failing  the last attempt to update it failed
    retired  the publisher has ended it; it stays as it was, and nothing is missed
    missing  it could be kept and isn't
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from licet.lists.asof import DEMO, source_name
from licet.lists.curated import SOURCE as CURATED
from licet.lists.snapshot import Snapshot
from licet.lists.store import Store
from licet.sources import fetch_log
from licet.sources.fetch_log import ListLog
from licet.sources.publishers import Publisher, Publishers

State = Literal["ok", "stale", "failing", "retired", "missing"]
OWN = frozenset({CURATED, DEMO})


@dataclass(frozen=True, slots=True)
class Health:
    """One list; dates are days, ``age`` and ``max_age`` are in days, instants are in UTC."""

    list_id: str
    title: str
    state: State
    reason: str
    published: date | None = None
    age: int | None = None
    max_age: int | None = None
    entries: int | None = None
    last_change: date | None = None
    last_check: str | None = None
    last_failure: str | None = None
    failed_at: str | None = None

    @property
    def alarming(self) -> bool:
        """Whether someone should look: a kept list is too old, or can't be updated."""
        return self.published is not None and self.state in {"stale", "failing"}


def health(home: Path, table: Publishers, today: date) -> list[Health]:
    """Every list that is kept or could be."""
    store = Store(home)
    logs = fetch_log.read(home)
    changes = _last_changes(store)
    kept = {one.source: one for one in store.newest}
    others = [source for source in store.sources if source not in table and source not in OWN]
    found = []
    for list_id in [*table, *others]:
        log = logs.get(list_id, ListLog())
        snapshot, row = kept.get(list_id), table.get(list_id)
        state, reason = _state(row, snapshot, log, today)
        found.append(
            Health(
                list_id,
                row.title if row else source_name(list_id),
                state,
                reason,
                published=snapshot.published if snapshot else None,
                age=(today - snapshot.published).days if snapshot else None,
                max_age=row.max_age_days if row and not row.retired else None,
                entries=snapshot.entries if snapshot else None,
                last_change=changes.get(list_id),
                last_check=log.checked,
                last_failure=log.failure,
                failed_at=log.tried if log.failure else None,
            )
        )
    return found


def _state(
    row: Publisher | None, snapshot: Snapshot | None, log: ListLog, today: date
) -> tuple[State, str]:
    """A list's state, and the reason in words."""
    if row is None:
        return "ok", "in no table of publishers, so its age isn't judged"
    if row.retired:
        instead = f"; {row.successor} stands in its place" if row.successor else ""
        return "retired", f"ended by the publisher on {row.retired}{instead}"
    if snapshot is None:
        return "missing", log.failure or "never added"
    if log.failure:
        times = "once" if log.failures == 1 else f"{log.failures} times"
        return "failing", f"failed {times} since the last success: {log.failure}"
    return _age_state(row, snapshot, log, today)


def _age_state(row: Publisher, snapshot: Snapshot, log: ListLog, today: date) -> tuple[State, str]:
    checked = datetime.fromisoformat(log.checked).date() if log.checked else None
    current = max(snapshot.published, checked or snapshot.published)
    days, quiet = (today - current).days, (today - snapshot.published).days
    if days > row.max_age_days:
        since = f"checked on {checked}" if checked == current else f"published on {current}"
        return "stale", f"last {since}, {days:,} days ago; its limit is {row.max_age_days}"
    if row.quiet_days and quiet > row.quiet_days:
        return "stale", (
            f"its newest date, {snapshot.published}, is {quiet:,} days old; the publisher's file "
            f"may be frozen (expected to change within {row.quiet_days} days)"
        )
    if checked == current:
        return "ok", f"checked on {checked}"
    return "ok", f"published on {current}; never checked since" if not checked else f"of {current}"


def _last_changes(store: Store) -> dict[str, date]:
    """The day of the newest snapshot that differs from the one before it, by list."""
    import polars as pl

    ends = pl.col("first").max().alias("first"), pl.col("last").unique().alias("lasts")
    found = {}
    for row in store.frame("presence").group_by("source").agg(*ends).iter_rows(named=True):
        editions = [one.edition for one in store.of(row["source"])]
        gone = [last for last in row["lasts"] if last < editions[-1]]
        after = [min(e for e in editions if e > max(gone))] if gone else []
        found[row["source"]] = max([row["first"], *after]).date()
    return found
