"""What was fetched when, list by list: a small JSON file beside the store.

It carries how the publisher named each file (for conditional requests) and the last failure (for
health). It isn't part of the store: without it everything is fetched anew, and nothing is lost.
Beside it, ``arrivals.jsonl`` only grows: a line for each file that was accepted, with its origin.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from licet.core.errors import StoreError
from licet.sources.fetch_rules import Validators
from licet.sources.files import write_durably

NAME = "updates.json"
ARRIVALS = "arrivals.jsonl"
FORMAT = 1
LOCK_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Seen:
    """One file as it was last accepted: its address, hash and what the publisher called it.

    ``retrieved_at`` is the instant, in UTC, at which these bytes came; ``served_by`` the host that
    gave them after all redirects.
    """

    url: str
    sha256: str
    etag: str | None = None
    last_modified: str | None = None
    retrieved_at: str | None = None
    served_by: str | None = None

    @property
    def validators(self) -> Validators:
        """For a conditional request."""
        return Validators(self.etag, self.last_modified)


@dataclass(frozen=True, slots=True)
class ListLog:
    """One list: last success and last attempt (instants in UTC), the failure since, its files."""

    checked: str | None = None
    tried: str | None = None
    failure: str | None = None
    failures: int = 0
    parts: Mapping[str, Seen] = field(default_factory=dict)


def read(home: Path) -> dict[str, ListLog]:
    """The log of every list; empty where nothing was fetched yet."""
    path = home / NAME
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {name: _log(row) for name, row in content["lists"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise StoreError(
            "the log of updates can't be read.",
            where=str(path),
            mend="Remove it; the next update writes a new one, and the lists stay as they are.",
        ) from None


def arrived(home: Path, list_id: str, edition: str, parts: Mapping[str, Seen]) -> None:
    """Note where each file of an accepted edition came from; raises StoreError."""
    rows = [
        {"list": list_id, "edition": edition, "part": part, **asdict(seen)}
        for part, seen in parts.items()
    ]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    try:
        with (home / ARRIVALS).open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise _unwritable(home, error) from None


def record(home: Path, list_id: str, entry: ListLog) -> None:
    """Put the log of one list in its place, durably; the others stay."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        with FileLock(home / f"{NAME}.lock", timeout=LOCK_SECONDS):
            logs = {**read(home), list_id: entry}
            content = {"format": FORMAT, "lists": {k: asdict(v) for k, v in sorted(logs.items())}}
            write_durably(home / NAME, json.dumps(content, indent=1).encode())
    except Timeout:
        raise StoreError(
            f"another process has held the log of updates for {LOCK_SECONDS} seconds.",
            where=str(home),
            mend="Wait for it to finish, then try again.",
        ) from None
    except OSError as error:
        raise _unwritable(home, error) from None


def _unwritable(home: Path, error: OSError) -> StoreError:
    return StoreError(
        f"the store's folder can't be written ({error.strerror}).",
        where=str(home),
        mend="Name another one with --home.",
    )


def _log(row: dict[str, Any]) -> ListLog:
    parts = {part: Seen(**seen) for part, seen in row.pop("parts").items()}
    return ListLog(parts=parts, **row)
