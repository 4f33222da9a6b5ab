"""OFAC's flat files: .csv, .pip and .del (columns by a mark) and .ff (columns by position).

Up to four parts make one list: ``main`` (sdn.* or cons_prim.*), ``alt``, ``add`` and
``comments``. Source of the columns: OFAC's data specification (cons_dat_spec.txt, 2014).
``records`` reads and checks the rows, ``to_listing`` makes one Listing of one entry's rows, so
that a caller can skip the entries whose rows didn't change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from licet.core.errors import BadFileError
from licet.core.listing import Address, Feature, Listing
from licet.lists.ofac import ofac_entry
from licet.lists.ofac.flat_rows import NULLS, Row, marked, rows_of
from licet.lists.ofac.ofac_entry import ALIAS_KINDS, KINDS, Entry
from licet.lists.ofac.remarks import CUT_AT, Facts, read_remark

Rows = tuple[tuple[str, ...], ...]

_POSTAL = re.compile(r"^(?P<city>.*?)[ ,]*(?P<code>\d{4} [A-Z]{2}|\S*\d\S*(?: \S*\d\S*)?)$")
_VESSEL = (
    (5, "Vessel Call Sign"),
    (6, "Vessel Type"),
    (7, "Vessel Tonnage"),
    (8, "Vessel Gross Registered Tonnage"),
    (9, "Vessel Flag"),
    (10, "Vessel Owner"),
)


@dataclass(frozen=True, slots=True)
class FlatRecord:
    """The raw rows of one entry over all parts; equal when nothing in them changed."""

    source: str
    entry_id: str
    main: tuple[str, ...]
    alt: Rows = ()
    add: Rows = ()
    comment: str | None = None


def records(
    parts: Mapping[str, bytes], source: str, *, accept_unmarked: bool = False
) -> Iterator[FlatRecord]:
    """The entries of a list, checked; raises BadFileError with line, column, value and mend.

    ``parts`` are ``main`` and, where there are any, ``alt``, ``add`` and ``comments``.
    """
    if "main" not in parts:
        raise BadFileError(
            "the main file (sdn.* or cons_prim.*) is missing.", mend="Give it with its side files."
        )
    main = _main_rows(parts["main"])
    alt, add, comments = (
        _side_rows(part, parts.get(part), main) for part in ("alt", "add", "comments")
    )
    if not (accept_unmarked or marked(parts["main"])):
        _prove_whole(main, add)
    for entry_id, row in main.items():
        tail = "".join(cells[1] for cells in comments.get(entry_id, ())) or None
        rows = (tuple(alt.get(entry_id, ())), tuple(add.get(entry_id, ())))
        yield FlatRecord(source, entry_id, row.cells, *rows, tail)


def _prove_whole(main: Mapping[str, Row], add: Mapping[str, object]) -> None:
    """Without its end mark, a main file is whole only if the address file says the same.

    OFAC writes at least one address row for every entry, so that both files name the same
    entries; a main file cut between two rows would name fewer than were published.
    """
    if set(main) != set(add):
        last = list(main.values())[-1]
        raise BadFileError(
            "OFAC's end mark (0x1A) is missing, so the file may be cut short after this line.",
            where=f"main file line {last.line}",
            mend="Download it again, add the address file of the same date with it as proof, or "
            "accept it as it is with --accept-unmarked.",
        )


def _main_rows(data: bytes) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for row in rows_of(data, "main"):
        entry_id = row.entry_id()
        if entry_id in rows:
            raise row.bad(0, f"stands twice, first on line {rows[entry_id].line}")
        if row.cells[2].lower() not in KINDS:
            raise row.bad(2, f"is no type of entry ({', '.join(sorted(KINDS))})")
        for column in (1, 3):
            if row.cells[column] in NULLS:
                raise row.bad(column, "is empty, and every entry has one")
        rows[entry_id] = row
    if not rows:
        raise BadFileError("holds no entries.", where="main file", mend="Download it again.")
    return rows


def _side_rows(
    part: str, data: bytes | None, main: Mapping[str, Row]
) -> dict[str, list[tuple[str, ...]]]:
    """Rows of a side file by entry. Files of one date never name an entry the main file lacks."""
    found: dict[str, list[tuple[str, ...]]] = {}
    if data is None:
        return found
    orphans: list[Row] = []
    for row in rows_of(data, part):
        entry_id = row.entry_id()
        if part == "alt" and row.cells[2].lower() not in ALIAS_KINDS:
            raise row.bad(2, f"is no kind of alias ({', '.join(ALIAS_KINDS)})")
        if entry_id not in main:
            orphans.append(row)
        found.setdefault(entry_id, []).append(row.cells)
    if orphans:
        names = ", ".join(dict.fromkeys(row.cells[0] for row in orphans[:5]))
        raise BadFileError(
            f"{len(orphans)} rows belong to entries that the main file lacks, such as {names}.",
            where=f"{part} file line {orphans[0].line}",
            mend="Pair it with the main file of the same date.",
        )
    return found


def to_listing(record: FlatRecord) -> Listing:
    """The Listing of one entry."""
    main = record.main
    titles = () if main[4] in NULLS else tuple(t.strip() for t in main[4].split("; ") if t.strip())
    return ofac_entry.to_listing(
        Entry(
            source=record.source,
            entry_id=record.entry_id,
            kind=KINDS[main[2].lower()],
            name=main[1],
            programmes=[p.strip(" []") for p in main[3].split("] [")],
            titles=titles,
            aliases=[(ALIAS_KINDS[a[2].lower()], a[3], a[1]) for a in record.alt],
            addresses=[place for row in record.add if (place := _address(row)) != Address()],
            facts=_facts(record, titles),
        )
    )


def _facts(record: FlatRecord, titles: tuple[str, ...]) -> Facts:
    facts = Facts(unread=[f"alt_remarks: {a[4]}" for a in record.alt if a[4] not in NULLS])
    facts.features = [
        Feature(kind, record.main[at]) for at, kind in _VESSEL if record.main[at] not in NULLS
    ]
    remark = record.main[11]
    if remark not in NULLS:
        known = {title.removesuffix(".") for title in titles}
        whole = (remark + (record.comment or "")).strip()
        read_remark(facts, whole, known, cut=record.comment is None and _cut(whole))
    return facts


def _cut(remark: str) -> bool:
    """Whether a remark without a comment row fills its column: then its end is lost."""
    full = len(remark) >= CUT_AT
    return full or (len(remark) == CUT_AT - 1 and not remark.endswith("."))


def _address(row: tuple[str, ...]) -> Address:
    """The flat files join city, region and postal code; a code is told by its digits."""
    street, place, country, note = (None if c in NULLS else c for c in row[2:6])
    code = None
    if place and (match := _POSTAL.match(place)):
        place, code = match["city"] or None, match["code"]
    city, comma, region = (place or "").rpartition(", ")
    if not comma:
        city, region = region, ""
    return Address(street, city or None, region or None, code, country, note)
