"""The Consolidated Screening List re-packed into one JSON of short keys and shared tables.

A third party's shape of trade.gov's download: ``fieldKey`` says what each short key means,
``tables`` hold the repeated words. It keeps names, lists, programmes, countries, notices, licence
requirement and policy; no dates, ids, addresses or remarks. Its own counts are checked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from licet.core.errors import BadFileError
from licet.core.listing import Address, Feature, Listing
from licet.lists.recognise import Recognised
from licet.lists.us.csl_cells import listed
from licet.lists.us.csl_json import parsed, words_of
from licet.lists.us.csl_listing import listings_of
from licet.lists.us.csl_row import PAGES, SOURCE, CslRow, checked
from licet.lists.us.us_tables import check_source
from licet.lists.words import AGAIN, squeezed

FORMAT = "csl-repacked"
TABLES = {
    "s": "sources",
    "lr": "licenceRequirements",
    "lp": "licencePolicies",
    "pg": "programmes",
    "u": "urls",
}
_KEYS = frozenset({*TABLES, "n", "a", "t", "c", "e", "fr"})
_WHERE = "screening list"
_MADE = re.compile(r'"sourceGeneratedAt"\s*:\s*"([^"]{10,40})"')


def recognise(data: bytes, name: str) -> Recognised | None:
    """Known by its own first keys; ``name`` isn't read."""
    head = data[:8192].decode("utf-8", "ignore").removeprefix("\ufeff")
    if not head.lstrip().startswith("{") or '"countsBySource"' not in head:
        return None
    if '"entryCount"' not in head or "screening" not in head.lower():
        return None
    made = _MADE.search(head)
    return Recognised(FORMAT, "main", published_on=_day(made[1] if made else ""), source=SOURCE)


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def read(source: str, data: bytes) -> list[Listing]:
    """Every party of the file; raises BadFileError where it isn't as large as it says."""
    check_source(source, SOURCE)
    whole = parsed(data, _WHERE)
    entries, tables = whole.get("entries"), whole.get("tables")
    if not isinstance(entries, list) or not isinstance(tables, dict):
        raise BadFileError("has no entries or no tables.", where=_WHERE, mend=AGAIN)
    if whole.get("entryCount") != len(entries) or not entries:
        said = f"entryCount says {whole.get('entryCount')}, the file holds {len(entries)}."
        raise BadFileError(said, where=_WHERE, mend=f"It is cut short or a sample. {AGAIN}")
    rows = list(_rows(entries, tables))
    _check_counts(rows, whole.get("countsBySource"))
    return listings_of(rows)


def _check_counts(rows: list[CslRow], claimed: Any) -> None:
    found = Counter(row.source for row in rows)
    if claimed is not None and claimed != dict(found):
        raise BadFileError(
            "countsBySource differs from the entries of each list.", where=_WHERE, mend=AGAIN
        )


def _rows(entries: list[Any], tables: dict[str, Any]) -> Iterator[CslRow]:
    for at, entry in enumerate(entries):
        where = f"{_WHERE} entries[{at}]"
        if not isinstance(entry, dict):
            raise BadFileError("is no object.", where=where, mend=AGAIN)
        yield checked(_row(entry, tables, where), where)


def _row(entry: dict[str, Any], tables: dict[str, Any], where: str) -> CslRow:
    told = {key: _looked_up(entry, key, tables, where) for key in TABLES}
    plain = {key: _text(entry.get(key), f"{where}.{key}") for key in ("n", "t", "e", "fr")}
    countries = words_of(entry.get("c"), f"{where}.c")
    page = told["u"]
    return CslRow(
        own_id="",
        source=told["s"],
        number=plain["e"],
        type=plain["t"],
        name=squeezed(plain["n"]),
        programmes=listed(told["pg"]),
        aliases=words_of(entry.get("a"), f"{where}.a"),
        addresses=tuple(Address(country=country) for country in countries),
        features=(Feature(PAGES["source_list_url"], page),) if page else (),
        notice=plain["fr"],
        requirement=told["lr"],
        policy=told["lp"],
        unread=tuple(f"{key}: {entry[key]}" for key in sorted(set(entry) - _KEYS)),
    )


def _text(value: Any, where: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    raise BadFileError("holds no text where text is due.", where=where, mend=AGAIN)


def _looked_up(entry: dict[str, Any], key: str, tables: dict[str, Any], where: str) -> str:
    """The words that a row's index stands for; none where the row has no index."""
    if (at := entry.get(key)) is None:
        return ""
    table = tables.get(TABLES[key])
    if isinstance(table, list) and type(at) is int and 0 <= at < len(table):
        return _text(table[at], f"{_WHERE} tables.{TABLES[key]}[{at}]")
    raise BadFileError(
        f"{at!r} is no place in the table {TABLES[key]}.", where=f"{where}.{key}", mend=AGAIN
    )
