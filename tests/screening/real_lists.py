"""The real list names as columns, read plainly from the official files."""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

from licet.core.dates import PartialDate

COLUMNS = ("listing_id", "source", "name", "name_kind", "strength", "kind", "countries", "births")
SDN, ALT = "ofac/sdn_2021-07-07.csv", "ofac/alt_2021-07-07.csv"
CONSOLIDATED = "ofac/consolidated_2022-02-24.xml"
Rows = dict[str, list[Any]]


def natural(name: str, kind: str) -> str:
    """ "LAST, First" as "First LAST" for persons."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and kind == "person" else name


def _rows_of_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="latin-1", newline="") as lines:
        return [[cell.strip() for cell in row] for row in csv.reader(lines) if len(row) > 3]


def _sdn(sdn: Path, alt: Path, out: Rows, numbers: Rows) -> None:
    kinds, facts = {}, {}
    for row in _rows_of_csv(sdn):
        uid, kind = row[0], {"individual": "person", "-0-": "organisation"}.get(row[2], row[2])
        kinds[uid] = kind
        remarks = row[11]
        births = [PartialDate.parse(d) for d in re.findall(r"DOB ([^;]+?)(?:[;.]|$)", remarks)]
        countries = re.findall(r"(?:nationality|citizen) ([^;.]+)", remarks)
        facts[uid] = (countries, births)
        _add(out, uid, "us-ofac-sdn", natural(row[1], kind), "primary", "strong", kind, *facts[uid])
        for label, value in re.findall(
            r"(Passport|IMO|National ID No\.|NIT #) ([A-Z0-9-]+)", remarks
        ):
            for column, cell in zip(numbers, (f"ofac:{uid}", label, value), strict=True):
                numbers[column].append(cell)
    for row in _rows_of_csv(alt):
        if kind := kinds.get(row[0]):
            text = natural(row[3], kind)
            _add(out, row[0], "us-ofac-sdn", text, row[2], "strong", kind, *facts[row[0]])


def _consolidated(path: Path, out: Rows) -> None:
    root = ET.parse(path).getroot()  # noqa: S314
    space = root.tag.partition("}")[0] + "}"
    for entry in root.iter(f"{space}sdnEntry"):
        uid = entry.findtext(f"{space}uid") or ""
        kind = "person" if entry.findtext(f"{space}sdnType") == "Individual" else "organisation"
        countries = [node.text for node in entry.iter(f"{space}country")]
        _add(
            out, uid, "us-ofac-cons", _full(entry, space), "primary", "strong", kind, countries, []
        )
        for aka in entry.iter(f"{space}aka"):
            name_kind = (aka.findtext(f"{space}type") or "").replace(".", "")
            strength = aka.findtext(f"{space}category") or "strong"
            _add(
                out,
                uid,
                "us-ofac-cons",
                _full(aka, space),
                name_kind,
                strength,
                kind,
                countries,
                [],
            )


def _full(node: ET.Element, space: str) -> str:
    first = node.findtext(f"{space}firstName")
    last = node.findtext(f"{space}lastName") or ""
    return f"{first} {last}" if first else last


def _add(out: Rows, uid: str, *cells: Any) -> None:
    for column, cell in zip(COLUMNS, (f"ofac:{uid}", *cells), strict=True):
        out[column].append(cell)


def read_lists(find: Callable[[str], Path]) -> tuple[Rows, Rows]:
    """All names of the SDN and consolidated lists, and some of their identifiers."""
    out: Rows = {name: [] for name in COLUMNS}
    numbers: Rows = {"listing_id": [], "kind": [], "value": []}
    _sdn(find(SDN), find(ALT), out, numbers)
    _consolidated(find(CONSOLIDATED), out)
    return out, numbers
