"""How many parties a list file holds, by counts that share no code with the readers.

Where a publisher gives each party an id, the distinct ids are counted; where it gives none, the
distinct names, with spaces squeezed. ``WHY`` says of each remaining difference what it is.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

from python_calamine import CalamineWorkbook

from licet.lists.containers import unpacked

WHY = {
    "bis/dpl_2019-07.txt": "2 names stand under two orders each, which are two entries",
    "bis/dpl_2022-09.txt": "2 names stand under two orders each, which are two entries",
    "bis/dpl_2023-11.txt": "2 names stand under two orders each, which are two entries",
    "state/isn.csv": "Kang Mun-kil is given as an alias of the entry 'Kang Mun Kil'",
    "us_csl/screening-list_2026-07-31.json": "277 rows repeat a party of the same list",
}
XML: tuple[tuple[bytes, Callable[[bytes], int]], ...] = (
    (b"<Record_Count>", lambda d: int(re.search(rb"<Record_Count>(\d+)", d)[1])),  # type: ignore[index]
    (b"<DistinctParty ", lambda d: len(re.findall(rb"<DistinctParty ", d))),
    (b"<sanctionEntity ", lambda d: _ids(rb'<sanctionEntity [^>]*?logicalId="(\d+)"', d)),
    (b"<CONSOLIDATED_LIST", lambda d: len(re.findall(rb"<(?:INDIVIDUAL|ENTITY)>", d))),
    (b"<swiss-sanctions-list", lambda d: len(re.findall(rb"<target ", d))),
    (b"<data-set", lambda d: len(re.findall(rb"<record>", d))),
    (b"<entity ", lambda d: len(re.findall(rb"<entity ", d))),
)


def own_count(path: Path, data: bytes) -> int | None:
    """Parties by an independent count; None where this module knows none."""
    content = unpacked(data, path.name)
    folder = path.parent.name
    if content[:200].lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
        return next((count(content) for marker, count in XML if marker in content), None)
    if path.suffix in {".xlsx", ".xls"}:
        return _workbook(path, folder)
    if path.suffix == ".json":
        return _json(json.loads(content))
    if folder == "ofac":
        return _first_column(content.decode("utf-8"), "|" if path.suffix == ".pip" else ",")
    return _table(content, path)


def _ids(pattern: bytes, data: bytes) -> int:
    return len(set(re.findall(pattern, data)))


def _first_column(text: str, delimiter: str) -> int:
    rows = csv.reader(io.StringIO(text.rstrip("\x1a")), delimiter=delimiter)
    return len({row[0].strip() for row in rows if row and row[0].strip().isdigit()})


def _json(whole: dict[str, object]) -> int | None:
    if isinstance(rows := whole.get("entries"), list):
        return len(rows)
    answer = whole.get("response")
    rows = answer.get("ZPROCSUPP") if isinstance(answer, dict) else None
    return len({row["SUPP_ID"] for row in rows}) if isinstance(rows, list) else None


def _workbook(path: Path, folder: str) -> int | None:
    book = CalamineWorkbook.from_path(str(path))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    if folder == "au":  # 12, 12a, 12b1 are one party
        cells = (str(row[0]).removesuffix(".0") for row in sheets[0][1:])
        return len({re.sub(r"[a-z]+\d*$", "", cell.strip()) for cell in cells if cell.strip()})
    if folder == "ua":
        return sum(len(rows) - 1 for rows in sheets if rows)
    if path.name.startswith("meti"):
        return sum(1 for row in sheets[0][1:] if str(row[0]).strip())
    if path.name.startswith("shisan"):
        return sum(_japanese(rows) for rows in sheets[1:])
    if folder == "uk":
        heading = next(n for n, row in enumerate(sheets[0]) if "Group ID" in map(str, row))
        at = [str(cell) for cell in sheets[0][heading]].index("Group ID")
        return len({str(row[at]) for row in sheets[0][heading + 1 :] if str(row[at]).strip()})
    return None


def _japanese(rows: list[list[object]]) -> int:
    """Rows of a sheet that have a number and a name; delisted ones keep only the number."""
    cells = [[str(cell).strip() for cell in row] for row in rows]
    heading = next((n for n, row in enumerate(cells[:8]) if "告示番号" in row), None)
    if heading is None:
        return 0
    number = cells[heading].index("告示番号")
    return sum(1 for row in cells[heading + 1 :] if row[number] and any(row[number + 1 :]))


NAMES = ("Name", "NAME", "name", "Debarred Party Full Name", "Debarred Party Full Name and Alias")


def _table(content: bytes, path: Path) -> int | None:
    """Distinct ids or names of a CSV or tab-separated table with a header."""
    folder, delimiter = path.parent.name, "\t" if path.suffix == ".txt" else ","
    text = content.decode("cp1252" if folder == "uk" else "utf-8-sig", errors="replace")
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    known = {"Group ID", "_id", *NAMES}
    heading = next((n for n, row in enumerate(rows[:3]) if known & set(row)), 0)
    header, body = rows[heading], rows[heading + 1 :]
    if folder == "eu":  # resaved by a spreadsheet: one cell a row, the id is the second
        return len({row[0].split(";")[1] for row in body if row and row[0].count(";") > 1})
    wanted = [c for c in ("Group ID", "_id") if c in header] or [c for c in NAMES if c in header]
    if not wanted:
        return None
    at = header.index(wanted[0])
    return len({" ".join(row[at].split()) for row in body if len(row) > at and row[at].strip()})
