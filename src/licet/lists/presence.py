"""Which version of which entry stands in which snapshots, as runs of dates.

A run says: this version was in every snapshot kept from ``first`` to ``last``. Snapshots may be
added in any order, so a run is extended, split or joined as dates come in between. A list may be
published twice a day, so a snapshot is named by an instant: midnight where only a day is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Run:
    """A version of an entry, in every kept snapshot from ``first`` to ``last`` (both included)."""

    source: str
    entry_id: str
    version: str
    first: datetime
    last: datetime


def insert(
    runs: Iterable[Run],
    dates: list[datetime],
    day: datetime,
    present: Mapping[str, str],
    source: str,
) -> list[Run]:
    """Runs of a source after adding a snapshot of ``day``.

    ``dates`` are the snapshots kept before, ``present`` maps entry ids to versions.
    """
    earlier, later = _neighbours(dates, day)
    left: dict[str, Run] = {}
    right: dict[str, Run] = {}
    covered: set[str] = set()
    result: list[Run] = []
    for run in runs:
        here = present.get(run.entry_id) == run.version
        if run.first < day < run.last:
            if here:
                covered.add(run.entry_id)
                result.append(run)
            else:
                result += [
                    _ends(run, run.first, earlier or run.first),
                    _ends(run, later or run.last, run.last),
                ]
        elif here and run.last == earlier:
            left[run.entry_id] = run
        elif here and run.first == later:
            right[run.entry_id] = run
        else:
            result.append(run)
    for entry_id, version in present.items():
        if entry_id not in covered:
            before, after = left.get(entry_id), right.get(entry_id)
            first = before.first if before else day
            last = after.last if after else day
            result.append(Run(source, entry_id, version, first, last))
    return result


def remove(runs: Iterable[Run], dates: list[datetime], day: datetime) -> list[Run]:
    """Runs of a source after taking the snapshot of ``day`` away; ``dates`` still hold it."""
    earlier, later = _neighbours([d for d in dates if d != day], day)
    result: list[Run] = []
    for run in runs:
        if not run.first <= day <= run.last:
            result.append(run)
            continue
        if run.first < day and earlier:
            result.append(_ends(run, run.first, earlier))
        if run.last > day and later:
            result.append(_ends(run, later, run.last))
    return result


def _neighbours(dates: list[datetime], day: datetime) -> tuple[datetime | None, datetime | None]:
    earlier = max((d for d in dates if d < day), default=None)
    later = min((d for d in dates if d > day), default=None)
    return earlier, later


def _ends(run: Run, first: datetime, last: datetime) -> Run:
    return Run(run.source, run.entry_id, run.version, first, last)
