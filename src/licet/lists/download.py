"""The files of one list from its publisher: those that changed, and where each came from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from licet.lists.intake import read_limited
from licet.lists.snapshot import Snapshot
from licet.lists.store import Store
from licet.sources.fetch import Fetched
from licet.sources.fetch_log import ListLog, Seen
from licet.sources.publishers import Edition


def download(
    chosen: Edition,
    folder: Path,
    log: ListLog,
    last: Snapshot | None,
    ask: Callable[..., Fetched],
    watch: Callable[[str, int, int | None], None],
) -> dict[str, Fetched]:
    """Every file of the list; conditional where the very file asked about is in force."""
    found = {}
    kept = hashes(last) if last else {}
    for part, url in chosen.parts.items():
        seen = log.parts.get(part)
        known = seen if seen and seen.url == url and kept.get(part) == seen.sha256 else None
        found[part] = ask(
            url,
            folder / part,
            known.validators if known else None,
            partial(watch, part),
        )
    return found


def hashes(snapshot: Snapshot) -> dict[str, str]:
    """The sha256 of each file of a snapshot."""
    return {part: one.sha256 for part, one in snapshot.parts.items()}


def origin(one: Fetched, before: Seen | None, now: datetime) -> Seen:
    """Where a file came from; as it was noted before where it hasn't changed."""
    if one.path is None and before:
        return before
    stamp, named = now.isoformat(timespec="seconds"), one.validators
    return Seen(one.url, one.sha256, named.etag, named.last_modified, stamp, one.served_by)


def content(one: Fetched, part: str, store: Store, last: Snapshot | None) -> bytes:
    """A file as fetched, or as kept where the publisher says it hasn't changed."""
    if one.path is not None:
        return read_limited(one.path)
    assert last  # noqa: S101 - only a kept file is asked about
    return store.raw.read(last.parts[part].sha256)
