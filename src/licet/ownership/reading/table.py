"""A table of one's own: owner, owned, percent or range, kind, from, to, source.

Headers are guessed from common spellings and the guess is shown; a row that can't be read is
rejected with its number and the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from licet.core.errors import BadFileError, nearest
from licet.ownership import shares
from licet.ownership.keys import key, name_key, written
from licet.ownership.model import CERTAIN, POSSIBLE, Kind, Tie, Who
from licet.ownership.reading.items import Items, Rejected, Seen, span

SPELLINGS: dict[str, tuple[str, ...]] = {
    "owner": (
        "owner", "owner name", "parent", "parent name", "shareholder", "shareholder name",
        "holder", "investor", "interested party", "controller", "beneficial owner", "ubo",
    ),
    "owned": (
        "owned", "owned name", "owned entity", "subsidiary", "subsidiary name", "company",
        "company name", "entity", "entity name", "child", "investee", "issuer", "asset", "subject",
    ),
    "percent": (
        "percent", "percentage", "pct", "share", "shares", "stake", "holding", "ownership",
        "ownership percent", "ownership percentage", "ownership pct", "share percent", "range",
        "interest", "percent held", "shareholding",
    ),
    "kind": (
        "kind", "type", "relation", "relationship", "nature", "interest type", "ownership type",
    ),
    "from": (
        "from", "start", "start date", "since", "valid from", "from date", "begin", "notified on",
    ),
    "to": ("to", "end", "end date", "until", "valid to", "to date", "ceased on"),
    "source": ("source", "document", "evidence", "reference"),
    "owner id": ("owner id", "owner lei", "parent lei", "parent id", "shareholder id", "owner key"),
    "owned id": (
        "owned id", "owned lei", "subsidiary lei", "subsidiary id", "company number", "company id",
        "entity id", "entity lei", "child lei", "owned key", "lei",
    ),
    "owner kind": ("owner kind", "owner type", "shareholder type"),
    "owner country": ("owner country", "parent country", "shareholder country"),
    "owned country": ("owned country", "subsidiary country", "company country", "country"),
}  # fmt: skip
KINDS = {
    "": Kind.SHARES, "shares": Kind.SHARES, "share": Kind.SHARES, "ownership": Kind.SHARES,
    "equity": Kind.SHARES, "shareholding": Kind.SHARES, "direct": Kind.SHARES,
    "owns": Kind.SHARES, "capital": Kind.SHARES,
    "voting": Kind.VOTING, "votes": Kind.VOTING, "voting rights": Kind.VOTING,
    "board": Kind.BOARD, "board majority": Kind.BOARD, "appoints board": Kind.BOARD,
    "control": Kind.CONTROL, "controls": Kind.CONTROL, "controlled": Kind.CONTROL,
    "indirect": Kind.INDIRECT_SHARES, "indirect shares": Kind.INDIRECT_SHARES,
    "indirect voting": Kind.INDIRECT_VOTING, "indirect votes": Kind.INDIRECT_VOTING,
    "director": Kind.OTHER, "officer": Kind.OTHER, "manager": Kind.OTHER, "other": Kind.OTHER,
}  # fmt: skip
MAYBE = {
    "possible control": Kind.CONTROL,
    "influence": Kind.CONTROL,
    "significant influence": Kind.CONTROL,
}


def guess(headers: Iterable[str], where: str) -> dict[str, str]:
    """Which header tells what; raises BadFileError where owner or owned can't be told."""
    found: dict[str, str] = {}
    plain = {header: _plain(header) for header in headers if header}
    for what, words in SPELLINGS.items():
        for word in words:
            taken = set(found.values())
            match = next((h for h, p in plain.items() if p == word and h not in taken), None)
            if match is not None:
                found[what] = match
                break
    if "percent" not in found:
        marked = (h for h, p in plain.items() if "percent" in p.split() or "%" in h)
        header = next((h for h in marked if h not in found.values()), None)
        if header is not None:
            found["percent"] = header
    _ids_as_names(found)
    for what in ("owner", "owned"):
        if what not in found:
            hint = nearest(what, list(plain.values()))
            raise BadFileError(
                f"no column says who the {what} is; it has: {', '.join(plain) or 'no header'}.",
                where=where,
                mend=f"Name one '{what}'. {hint}".strip(),
            )
    return found


def _ids_as_names(found: dict[str, str]) -> None:
    """A table that names its bodies by number alone."""
    for what in ("owner", "owned"):
        if what not in found and f"{what} id" in found:
            found[what] = found[f"{what} id"]


def _plain(header: str) -> str:
    return " ".join(re.split(r"[\W_]+", header.replace("%", " percent ").lower())).strip()


def read(rows: Iterable[tuple[int, dict[str, str]]], columns: dict[str, str]) -> Items:
    """Persons and ties of the rows; each row by its number in the file."""
    if "percent" not in columns:
        yield Seen("column is missing: none says what share is held, so every share is unknown")
    most = 0
    for number, row in rows:
        cells = {what: (row.get(header) or "").strip() for what, header in columns.items()}
        if not any(cells.values()):
            continue
        try:
            for item in _row(cells, columns):
                if isinstance(item, Tie) and item.kind.is_share:
                    most = max(most, item.share[1])
                yield item
        except ValueError as error:
            yield Rejected(f"row {number}", str(error))
    if 0 < most <= shares.PERCENT:
        yield Seen("table has no share above 1: if they are parts of one, write them in percent")


def _row(cells: dict[str, str], columns: dict[str, str]) -> Iterator[Who | Tie | Seen]:
    owner = _who(cells, "owner", columns)
    owned = _who(cells, "owned", columns)
    held = span(cells.get("from"), cells.get("to"))
    word = " ".join(re.split(r"[\W_]+", cells.get("kind", "").lower())).strip()
    kind = KINDS.get(word, MAYBE.get(word))
    if kind is None:
        raise ValueError(
            f"'{cells['kind']}' is no kind of tie; say shares, voting, board or control"
        )
    if kind.is_share:
        share = shares.parse(cells.get("percent"))
        if kind in {Kind.INDIRECT_SHARES, Kind.INDIRECT_VOTING}:
            share = (share[0], shares.ALL)
    else:
        share = POSSIBLE if word in MAYBE else CERTAIN
    yield owner
    yield owned
    source = cells.get("source", "")
    yield Tie(owner.key, owned.key, kind, share, held, source)
    if not cells.get("from") and not cells.get("to"):
        yield Seen("rows without dates, which are taken to hold on every date")
    if kind is not Kind.OTHER and not kind.is_share and cells.get("percent"):
        yield Tie(owner.key, owned.key, Kind.SHARES, shares.parse(cells["percent"]), held, source)


def _who(cells: dict[str, str], what: str, columns: dict[str, str]) -> Who:
    name, number = cells.get(what, ""), cells.get(f"{what} id", "")
    spelled = written(name)
    if not name and not number:
        raise ValueError(f"it names no {what}")
    country = cells.get(f"{what} country") or None
    kind = "person" if cells.get(f"{what} kind", "").lower() in {"person", "individual"} else None
    if not number or columns.get(what) == columns.get(f"{what} id"):
        return Who(spelled or name_key(name), None if spelled else name, kind, country)
    scheme = _plain(columns[f"{what} id"])
    return Who(written(number) or key(_scheme(scheme), number, country), name, kind, country)


def _scheme(header: str) -> str:
    """What a number is called; numbers of owners and of what they own are of one sort."""
    if "lei" in header.split():
        return "lei"
    return "company number" if "company number" in header else "id"
