"""The journal of a job: what it was asked, and each part that is done, a line of JSON for each.

A line is flushed to the disk before the next part begins. A last line that was cut short by a
crash is not counted, nor is a part whose files are not there as the line says.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from licet.core.errors import BadInputError
from licet.screening.jobs.model import Place, Totals

EDGE = 1 << 20
"""Bytes at both ends of the input that its fingerprint is taken of."""
WORDS = {
    "input": "input",
    "index": "lists",
    "store": "lists",
    "threshold": "--threshold",
    "limit": "--limit",
    "as_of": "--as-of",
    "known_by": "--known-by",
    "licet": "version of licet",
    "remembered": "set of remembered non-matches",
    "show_remembered": "--all",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A part that is done: where it ended, what it counted, its files and their sizes."""

    part: int
    after: Place
    share: float
    totals: Totals
    files: dict[str, int]

    def line(self) -> bytes:
        """The entry as a line of the journal."""
        found = {
            "part": self.part,
            "after": list(self.after),
            "share": round(self.share, 6),
            "totals": self.totals.to_json(),
            "files": self.files,
        }
        return json.dumps(found).encode() + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Entry | None:
        """An entry from its line; None for one that was cut short."""
        try:
            found = json.loads(line)
            place, totals = Place(*found["after"]), Totals(**found["totals"])
            return cls(found["part"], place, found["share"], totals, found["files"])
        except (ValueError, KeyError, TypeError):
            return None


def fingerprint(path: Path) -> dict[str, Any]:
    """What tells an input from another: its size, time of change, and a hash of its ends."""
    found = hashlib.sha256()
    with path.open("rb") as opened:
        held = os.fstat(opened.fileno())
        found.update(opened.read(EDGE))
        opened.seek(max(held.st_size - EDGE, 0))
        found.update(opened.read(EDGE))
    return {"size": held.st_size, "changed": held.st_mtime_ns, "sha256": found.hexdigest()}


def begin(path: Path, identity: Mapping[str, Any]) -> None:
    """Start a journal with what the job was asked."""
    write_whole(path, json.dumps(identity).encode() + b"\n")


def entries(path: Path, identity: Mapping[str, Any]) -> list[Entry]:
    """The parts done so far, in order, all of them whole.

    Raises BadInputError where the journal is of another input, index or question.
    """
    head, *lines = path.read_bytes().split(b"\n")
    _refuse_other(path, head, identity)
    found: list[Entry] = []
    for line in lines:
        entry = Entry.read(line)
        if entry is None or entry.part != len(found) or not _whole(path.parent, entry):
            break
        found.append(entry)
    return found


def rewrite(path: Path, identity: Mapping[str, Any], kept: list[Entry]) -> None:
    """The journal with these entries alone, so that nothing half-written stands in it."""
    lines = [json.dumps(identity).encode() + b"\n", *(entry.line() for entry in kept)]
    write_whole(path, b"".join(lines))


def write_whole(path: Path, data: bytes) -> int:
    """Write a file so that it is there as a whole or not at all; its size. Raises OSError."""
    half = path.with_name(path.name + ".half")
    try:
        with half.open("wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        half.replace(path)
    except OSError:
        half.unlink(missing_ok=True)
        raise
    return len(data)


def _whole(folder: Path, entry: Entry) -> bool:
    try:
        return all((folder / name).stat().st_size == size for name, size in entry.files.items())
    except OSError:
        return False


def _refuse_other(path: Path, head: bytes, identity: Mapping[str, Any]) -> None:
    try:
        held = dict(json.loads(head))
    except (ValueError, TypeError):
        held = {}
    other = [key for key in identity if held.get(key) != identity[key]]
    if not other:
        return
    words = list(dict.fromkeys(WORDS.get(key, key) for key in other))
    told = "; ".join(
        f"{WORDS[key]} was {held.get(key)}, is {identity[key]}"
        for key in other
        if held and key in {"threshold", "limit", "as_of", "known_by", "licet"}
    )
    raise BadInputError(
        f"was begun for another {' and another '.join(words)}{f' ({told})' if told else ''}.",
        where=str(path.parent),
        mend="Ask the same as then to go on with it, or add --fresh to start over.",
    )
