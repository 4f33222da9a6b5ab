"""The tables folder in the licet home: files kept as plain JSON, one for each kind and issue.

``goods/index.json`` names every table; a table's rows are read only when a question needs them.
Nothing is replaced silently: another file of the same kind and date is kept beside the first, and
where two differ the answer is open.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from licet.core.errors import BadInputError, StoreError
from licet.goods import read_tables
from licet.goods.tables import Table
from licet.goods.window import Window, governing

FOLDER = "goods"
_INDEX = "index.json"


def add(
    home: Path,
    files: Sequence[Path],
    issued: date | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[Table]:
    """Read table files and keep them, all or none; ``since`` and ``until`` are vouched for.

    Raises BadFileError for a file that can't be read, BadInputError for dates out of order.
    """
    made = [one for file in files for one in read_tables.read(file, issued)]
    made = [replace(one, since=since, until=until) for one in made]
    for one in made:
        if (until and until < one.first) or (since and since > one.issued):
            raise BadInputError(
                f"the {one.kind} of {one.issued} can't be valid from {one.first} to {until}.",
                mend="--valid-from lies on or before the issue date, --valid-to after it.",
            )
    folder = home / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in made:
            _write(folder / _name(one), one.data)
        new = {(one.kind, one.issued, one.sha256) for one in made}
        kept = [t for t in listed(home) if (t.kind, t.issued, t.sha256) not in new]
        _write(folder / _INDEX, [_line(one) for one in (*kept, *made)])
    except OSError as error:
        raise StoreError(
            f"the tables can't be kept ({error.strerror}).", where=str(folder)
        ) from None
    return made


def listed(home: Path) -> list[Table]:
    """Every table kept, by kind and date, without its rows."""
    path = home / FOLDER / _INDEX
    try:
        lines = json.loads(path.read_text("utf-8"))
        found = [_table(line) for line in lines]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"the index of the tables can't be read ({error}).",
            where=str(path),
            mend="Add the files again with `licet goods add`.",
        ) from None
    return sorted(found, key=lambda t: (t.kind, t.issued, t.source))


def in_force(home: Path, kind: str, day: date) -> Window:
    """The tables of a kind that may govern a day, with their rows."""
    window = governing(kind, [t for t in listed(home) if t.kind == kind], day)
    return replace(window, tables=tuple(_full(home, one) for one in window.tables))


def _full(home: Path, table: Table) -> Table:
    return replace(table, data=_rows(home / FOLDER / _name(table)))


@lru_cache(maxsize=32)
def _rows(path: Path) -> dict[str, Any]:
    """A table's rows; its file never changes, since its name holds its hash."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(
            f"a table can't be read ({error}).",
            where=str(path),
            mend="Add its file again with `licet goods add`.",
        ) from None
    if not isinstance(data, dict):
        raise StoreError("a table is not a mapping.", where=str(path))
    return data


def _name(table: Table) -> str:
    return f"{table.kind}.{table.issued}.{table.sha256[:12]}.json"


def _line(table: Table) -> dict[str, Any]:
    line = asdict(replace(table, data={}))
    del line["data"]
    return {key: str(v) if isinstance(v, date) else v for key, v in line.items()}


def _table(line: dict[str, Any]) -> Table:
    days = {key: date.fromisoformat(line[key]) if line[key] else None for key in ("since", "until")}
    issued = date.fromisoformat(line["issued"])
    return Table(line["kind"], issued, line["source"], line["sha256"], line["rows"], {}, **days)


def _write(path: Path, data: object) -> None:
    """Write whole, then rename: a reader never sees half a file."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    draft.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    draft.replace(path)
