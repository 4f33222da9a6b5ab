"""Global LEI data, level 1 (who is who) and level 2 (who is whose), as XML and as JSON.

Formats: LEI-CDF and RR-CDF of the Global LEI Foundation, and the answers of its API. A parent that
consolidates a body's accounts controls it in the sense of accounting rules: no percentage is told
as a rule, so the share is open and control possible, not certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from licet.ownership.keys import company_number
from licet.ownership.model import CERTAIN, POSSIBLE, Kind, Span, Tie, Who
from licet.ownership.reading.items import Dated, Items, Rejected, Seen, span
from licet.ownership.shares import ALL, UNKNOWN, Share, exactly

CONSOLIDATED = {"IS_DIRECTLY_CONSOLIDATED_BY", "IS_ULTIMATELY_CONSOLIDATED_BY"}
ENDED = {"INACTIVE", "NULL"}
UNTRUE = {"ANNULLED", "DUPLICATE"}
UK_REGISTERS = {"RA000585", "RA000586", "RA000587"}
"""England and Wales, Northern Ireland, Scotland in GLEIF's list of registration authorities."""
_PARENT = re.compile(r"lei-records/([0-9A-Z]{20})/(direct|ultimate)-children")


def ties(
    kind: str, start: str, end: str, held: Span, share: Share = UNKNOWN
) -> Iterator[Tie | Seen]:
    """The ties of one relationship: ``start`` is (``kind``) ``end``."""
    below, above = f"lei:{start}", f"lei:{end}"
    if kind in CONSOLIDATED:
        indirect = kind == "IS_ULTIMATELY_CONSOLIDATED_BY"
        what = Kind.INDIRECT_SHARES if indirect else Kind.SHARES
        yield Tie(above, below, what, share, held)
        yield Tie(above, below, Kind.CONTROL, POSSIBLE, held)
    elif kind == "IS_INTERNATIONAL_BRANCH_OF":  # a branch is the same legal person
        yield Tie(above, below, Kind.SHARES, (ALL, ALL), held)
        yield Tie(above, below, Kind.CONTROL, CERTAIN, held)
    elif kind == "IS_FEEDER_TO":
        yield Tie(below, above, Kind.SHARES, share, held)
    elif kind in {"IS_FUND-MANAGED_BY", "IS_SUBFUND_OF"}:
        yield Tie(above, below, Kind.CONTROL, POSSIBLE, held)
    else:
        yield Seen(f"relationships of the kind '{kind}', which is not known here")


def relationships(records: Iterable[tuple[int, dict[str, Any]]]) -> Items:
    """Relationship records as JSON."""
    for number, record in records:
        told = record.get("Relationship") or {}
        start, end = ((told.get(n) or {}).get("NodeID") for n in ("StartNode", "EndNode"))
        if not start or not end:
            yield Rejected(f"record {number}", "it names no start or no end")
            continue
        periods = told.get("RelationshipPeriods") or []
        period: dict[str, str] = next(
            (p for p in periods if p.get("PeriodType") == "RELATIONSHIP_PERIOD"), {}
        )
        status = str(told.get("RelationshipStatus", ""))
        registered = str((record.get("Registration") or {}).get("RegistrationStatus", ""))
        updated = (record.get("Registration") or {}).get("LastUpdateDate")
        dates = (period.get("StartDate"), period.get("EndDate"), updated)
        yield from relationship(
            f"record {number}",
            (str(told.get("RelationshipType")), start, end),
            (status, registered),
            dates,
            percent(told.get("RelationshipQuantifiers") or []),
        )


def relationship(
    where: str,
    told: tuple[str, str, str],
    standing: tuple[str, str],
    dates: tuple[str | None, str | None, str | None],
    share: Share,
) -> Items:
    start, end, updated = dates
    status, registered = standing
    if registered in UNTRUE:
        yield Seen("relationships that were annulled")
        return
    if status in ENDED and not end:
        end = updated
    try:
        held = span(start, end)
    except ValueError as error:
        yield Rejected(where, str(error))
        return
    yield Who(f"lei:{told[1]}", kind="organisation")
    yield Who(f"lei:{told[2]}", kind="organisation")
    yield from ties(*told, held, share)


def percent(quantifiers: list[dict[str, Any]]) -> Share:
    for one in quantifiers:
        units = str(one.get("QuantifierUnits", "")).upper()
        try:
            if units == "PERCENTAGE" and (amount := float(one.get("QuantifierAmount", 0))) > 0:
                return exactly(amount)
        except ValueError:
            continue
    return UNKNOWN


def api(records: Iterable[tuple[int, dict[str, Any]]]) -> Items:
    """Answers of the API: LEI records, and the parent whose children they are."""
    for _, page in records:
        day = ((page.get("meta") or {}).get("goldenCopy") or {}).get("publishDate")
        if day:
            yield Dated(date.fromisoformat(str(day)[:10]))
        parent = _PARENT.search(str((page.get("links") or {}).get("first", "")))
        found = page.get("data") or []
        for record in found if isinstance(found, list) else [found]:
            told = record.get("attributes") or {}
            lei = str(told.get("lei") or record.get("id") or "")
            body = told.get("entity") or {}
            register = (body.get("registeredAt") or {}).get("id")
            yield entity(
                lei,
                (body.get("legalName") or {}).get("name"),
                (body.get("legalAddress") or {}).get("country"),
                (register, body.get("registeredAs")),
            )
            if parent:
                yield Seen("ties to a parent without a date, which are taken to hold on every date")
                word = "DIRECTLY" if parent[2] == "direct" else "ULTIMATELY"
                yield from ties(f"IS_{word}_CONSOLIDATED_BY", lei, parent[1], Span())


def entity(
    lei: str, name: str | None, country: str | None, register: tuple[str | None, str | None]
) -> Who:
    authority, number = register
    also = (company_number(number),) if number and authority in UK_REGISTERS else ()
    return Who(f"lei:{lei}", name, "organisation", country, also)
