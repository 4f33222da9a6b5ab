"""Anchors: how long the chain was at a moment and how it ended, kept outside the database.

An anchor file holds one JSON object in each line. It proves something only where the people who
could change the database can't change it: on paper, in another system, with the auditor.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from licet.casework import tables
from licet.core.errors import BadFileError, StoreError


@dataclass(frozen=True, slots=True)
class Anchor:
    """The chain's id, its rows, the hash of the last one, and the time of that row."""

    chain: str
    rows: int
    hash: str
    at: str


def anchor(connection: Connection) -> Anchor:
    """The anchor of the chain as it is now."""
    head = connection.execute(sa.select(tables.head)).mappings().one()
    asked = sa.select(tables.about.c.value).where(tables.about.c.key == "chain")
    own = str(connection.execute(asked).scalar_one())
    return Anchor(own, head["rows"], head["hash"], head["at"])


def append(path: Path, made: Anchor) -> None:
    """Put an anchor at the end of a file; raises StoreError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(made)) + "\n")
    except OSError as error:
        raise StoreError(f"can't be written ({error.strerror}).", where=str(path)) from None


def read(path: Path) -> list[Anchor]:
    """The anchors of a file; raises BadFileError for a line that is none."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadFileError(f"can't be read ({error}).", where=str(path)) from None
    return [_one(line, f"{path} line {n}") for n, line in enumerate(lines, 1) if line.strip()]


def _one(line: str, where: str) -> Anchor:
    try:
        found = json.loads(line)
        made = Anchor(**{name: found[name] for name in Anchor.__slots__})
        if isinstance(made.rows, int) and all(
            isinstance(one, str) for one in (made.chain, made.hash, made.at)
        ):
            return made
    except (ValueError, KeyError, TypeError):
        pass
    raise BadFileError("is no anchor.", where=where, mend="Give what `licet audit anchor` wrote.")
