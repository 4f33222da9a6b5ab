"""Updating lists from their publishers: fetch, check, keep; the last good snapshot stays in force.

A list is kept only when all its files were fetched whole, are what the table says, read without
a fault, hold about as many entries as before in the same columns, and aren't older than what is
kept; else they are kept aside. Each list stands alone: what goes wrong with one is a sentence in
its result, and the others go on.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Literal

from licet.core.errors import BadFileError, LicetError
from licet.lists import aside, store_write, tables
from licet.lists.acceptance import check_losses, read_arrived
from licet.lists.download import content, download, hashes, origin
from licet.lists.fetchable import form
from licet.lists.snapshot import Incoming, Snapshot, edition_text
from licet.lists.store import Store
from licet.sources import fetch_log
from licet.sources.fetch import Fetcher
from licet.sources.fetch_log import ListLog, Seen
from licet.sources.fetch_rules import UnreachableError
from licet.sources.publishers import Publishers

State = Literal["updated", "unchanged", "failed"]
Watch = Callable[[str, str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one list: its state, a sentence, and the snapshot in force afterwards.

    ``unreachable`` tells that there was no way to the publisher; ``aside`` is the folder of
    files that came whole and weren't accepted.
    """

    list_id: str
    state: State
    sentence: str
    snapshot: Snapshot | None
    unreachable: bool = False
    aside: Path | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """How an update is done: the table, the present instant, whether losses are accepted."""

    publishers: Publishers
    now: datetime
    accept: bool = False


def unwatched(list_id: str, part: str, done: int, total: int | None) -> None:
    """Progress that nobody looks at."""


def update(
    home: Path, lists: Iterable[str], fetcher: Fetcher, rules: Rules, watch: Watch = unwatched
) -> list[Result]:
    """Bring each list up to date, one after the other; a failure stays with its list.

    Raises BadInputError, before anything is fetched, for a list that has no address or no reader.
    """
    wanted = list(lists)
    for list_id in wanted:
        form(rules.publishers, list_id, None)
    return [_logged(home, list_id, fetcher, rules, watch) for list_id in wanted]


def _logged(home: Path, list_id: str, fetcher: Fetcher, rules: Rules, watch: Watch) -> Result:
    """Update one list and write down how it went, also when it went wrong."""
    now = rules.now.isoformat(timespec="seconds")
    before = fetch_log.read(home).get(list_id, ListLog())
    try:
        result, parts = _update(home, list_id, before, fetcher, rules, watch)
        fetch_log.record(home, list_id, ListLog(checked=now, tried=now, parts=parts))
    except LicetError as error:
        result = _failed(home, list_id, error)
    except Exception as error:  # a fault of licet's own must not stop the other lists either
        fault = f"licet failed on this file ({type(error).__name__}: {error})."
        told = LicetError(fault, where=list_id, mend="Please report it.")
        result = _failed(home, list_id, told)
    if result.state == "failed":
        count = before.failures + 1
        entry = replace(before, tried=now, failure=result.sentence, failures=count)
        fetch_log.record(home, list_id, entry)
    return result


class _RefusedError(LicetError):
    """Files that came whole and weren't accepted; ``folder`` is where they lie."""

    folder: Path | None = None


def _failed(home: Path, list_id: str, error: LicetError) -> Result:
    return Result(
        list_id,
        "failed",
        str(error),
        _last(Store(home), list_id),
        isinstance(error, UnreachableError),
        error.folder if isinstance(error, _RefusedError) else None,
    )


def _last(store: Store, list_id: str) -> Snapshot | None:
    kept = store.of(list_id)
    return kept[-1] if kept else None


def _update(
    home: Path, list_id: str, log: ListLog, fetcher: Fetcher, rules: Rules, watch: Watch
) -> tuple[Result, dict[str, Seen]]:
    """Fetch, check and keep one list; raises LicetError where anything is amiss."""
    store = Store(home)
    last = _last(store, list_id)
    chosen = form(rules.publishers, list_id, last.format if last else None)
    with tempfile.TemporaryDirectory(prefix="licet-") as folder:
        ask = partial(fetcher.fetch, hosts=rules.publishers[list_id].hosts)
        fetched = download(chosen, Path(folder), log, last, ask, partial(watch, list_id))
        seen = {part: origin(one, log.parts.get(part), rules.now) for part, one in fetched.items()}
        if last and {part: one.sha256 for part, one in seen.items()} == hashes(last):
            return _unchanged(last), seen
        files = {part: (one.url, content(one, part, store, last)) for part, one in fetched.items()}
    try:
        arrived = read_arrived(list_id, files, fetched["main"], rules.now, last)
        if last and _same_entries(arrived, last, store):
            return _unchanged(last), {}
        if last and not rules.accept:
            check_losses(arrived, fetched["main"].url, last, store)
    except BadFileError as error:
        raise _refused(home, list_id, files, seen, error) from None
    (kept,) = store_write.add(home, [arrived], accept_drop=rules.accept)
    fetch_log.arrived(home, list_id, edition_text(kept.edition), seen)
    aside.clear(home, list_id)
    return Result(list_id, "updated", f"{kept.label}: {kept.entries:,} entries", kept), seen


def _same_entries(arrived: Incoming, last: Snapshot, store: Store) -> bool:
    """Whether a file of the date that is kept holds, in other bytes, the very same entries."""
    if arrived.edition.date() != last.published:
        return False
    versions = {one.entry_id: tables.version_of(one) for one in arrived.listings}
    return versions == store.versions(last)


def _refused(
    home: Path,
    list_id: str,
    files: Mapping[str, tuple[str, bytes]],
    seen: Mapping[str, Seen],
    error: LicetError,
) -> _RefusedError:
    """The same error, after the files were put aside."""
    told = _RefusedError(error.what, where=error.where, mend=error.mend)
    contents = {part: data for part, (_, data) in files.items()}
    told.folder = aside.put(home, list_id, contents, seen, str(error))
    return told


def _unchanged(last: Snapshot) -> Result:
    return Result(last.source, "unchanged", f"{last.label} is still the newest", last)
