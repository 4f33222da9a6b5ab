"""Files of official tables, told by their content: eCFR as JSON, cut into CSV, or BIS's export.

A JSON file states its issue date (``ecfrIssueDate``). A CSV doesn't: the date is the one the user
gives, or the one in the file's name. BIS's own export of the chart has no such statement either.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from licet.core.errors import BadFileError
from licet.goods import read_csv, read_json
from licet.goods.tables import Table

LARGEST = 20_000_000

_KNOWN = "It reads the chart, its footnotes, country groups, the CCL and licence exceptions."

Data = dict[str, Any]


def read(path: Path, issued: date | None = None) -> list[Table]:
    """Every table that a file holds; raises BadFileError with what and the mend."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadFileError(f"can't be read ({error.strerror}).", where=str(path)) from None
    if len(raw) > LARGEST:
        raise BadFileError("is larger than any of these tables.", where=str(path))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFileError("is not UTF-8 text.", where=str(path)) from None
    found, stated = (_json if text.lstrip().startswith("{") else _csv)(text, str(path))
    day = issued or stated or _day_in(path.name)
    if day is None:
        raise BadFileError(
            "doesn't say of which issue date it is.",
            where=str(path),
            mend="Give it: --issued 2026-07-23.",
        )
    digest = hashlib.sha256(raw).hexdigest()
    for kind, data in found.items():
        if not data:
            raise BadFileError(f"holds no row of the {kind}.", where=str(path))
    return [Table(k, day, path.name, digest, len(data), data) for k, data in found.items()]


def _day_in(name: str) -> date | None:
    match = re.search(r"(\d{4})-(\d\d)-(\d\d)", name)
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def _json(text: str, where: str) -> tuple[dict[str, Data], date | None]:
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        raise BadFileError("is not whole JSON.", where=where) from None
    stated = str(data.get("ecfrIssueDate") or "")
    try:
        day = date.fromisoformat(stated) if stated else None
    except ValueError:
        raise BadFileError(f"'{stated}' is no issue date.", where=where) from None
    try:
        for key, make in read_json.SHAPES.items():
            if key in data:
                return make(data), day
    except (AttributeError, KeyError, TypeError) as error:
        raise BadFileError(f"is not of the shape expected ({error}).", where=where) from None
    raise BadFileError("is none of the tables licet reads.", where=where, mend=_KNOWN)


def _csv(text: str, where: str) -> tuple[dict[str, Data], date | None]:
    lines = list(csv.reader(io.StringIO(text)))
    if not lines:
        raise BadFileError("is empty.", where=where)
    head = [cell.strip() for cell in lines[0]]
    lines = [lines[0], *_joined(lines[1:])]
    ragged = [cells[0] for cells in lines[1:] if len(cells) != len(head)]
    if ragged:
        raise BadFileError(
            f"the row '{ragged[0]}' has not as many cells as the header.", where=where
        )
    for needed, make in read_csv.SHAPES:
        if set(needed) <= set(head):
            return make(head, [cells for cells in lines[1:] if any(cells)]), None
    raise BadFileError("is none of the tables licet reads.", where=where, mend=_KNOWN)


def _joined(lines: list[list[str]]) -> list[list[str]]:
    """Rows without empty ones; in BIS's export the last name is broken off from its own row."""
    found: list[list[str]] = []
    for cells in lines:
        if found and len(found[-1]) == 1 and cells and not cells[0]:
            found[-1] = [found[-1][0], *cells[1:]]
        elif any(cells):
            found.append(cells)
    return found
