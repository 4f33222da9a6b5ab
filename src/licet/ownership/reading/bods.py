"""The Beneficial Ownership Data Standard: version 0.4, and statements of 0.2 and 0.3.

A record is told by one statement after another; each holds until the next one of the same record,
or until the record is closed. Source: standard.openownership.org, its schema and codelists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from licet.ownership.keys import key
from licet.ownership.model import CERTAIN, POSSIBLE, Kind, Span, Tie, Who
from licet.ownership.reading.items import Dated, Items, Rejected, Seen, days, span, stated_on
from licet.ownership.shares import ALL, PERCENT, UNKNOWN, Share, exactly

SHARES = {"shareholding": Kind.SHARES, "votingrights": Kind.VOTING}
RIGHTS_LIKE_SHARES = {"rightstosurplusassetsondissolution", "rightstoprofitorincome"}
CONTROL = {
    "controlviacompanyrulesorarticles": CERTAIN,
    "controlbylegalframework": CERTAIN,
    "otherinfluenceorcontrol": POSSIBLE,
    "influenceorcontrol": POSSIBLE,
    "settlor": POSSIBLE,
    "settloroftrust": POSSIBLE,
    "trustee": POSSIBLE,
    "trusteeoftrust": POSSIBLE,
    "protector": POSSIBLE,
    "protectoroftrust": POSSIBLE,
    "beneficiaryoflegalarrangement": POSSIBLE,
    "nominator": POSSIBLE,
    "conditionalrightsgrantedbycontract": POSSIBLE,
    "rightsgrantedbycontract": POSSIBLE,
    "enjoymentanduseofassets": POSSIBLE,
}
BOARD = {"appointmentofboard"}
NOTHING = {"boardmember", "boardchair", "seniormanagingofficial", "nominee"}


@dataclass(slots=True)
class _Records:
    """Statements of ties by record, and what replaces what in the older versions."""

    told: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    replaced: dict[str, str] = field(default_factory=dict)
    last: str = ""


def read(statements: Iterable[tuple[int, dict[str, Any]]]) -> Items:
    """Entities and persons as they come; ties once every statement is seen."""
    held = _Records()
    for number, one in statements:
        held.last = max(held.last, str(one.get("statementDate") or "")[:10])
        what = str(one.get("recordType") or one.get("statementType") or "").lower()
        if what in {"entity", "person", "entitystatement", "personstatement"}:
            yield from _who(one)
        elif what in {"relationship", "ownershiporcontrolstatement"}:
            record = one.get("recordId") or one.get("statementId") or one.get("statementID")
            held.told[str(record)].append(one)
            for old in one.get("replacesStatements") or []:
                held.replaced[str(old)] = str(one.get("statementDate") or "")
        else:
            yield Rejected(f"statement {number}", f"'{what}' is no type of statement")
    if held.last:
        yield Dated(date.fromisoformat(held.last))
    for record, told in held.told.items():
        yield from _record(record, told, held.replaced.get(record))


def _who(one: dict[str, Any]) -> Iterator[Who]:
    told = one.get("recordDetails") or one
    record = one.get("recordId") or one.get("statementId") or one.get("statementID")
    names = [n.get("fullName") for n in told.get("names") or [] if n.get("fullName")]
    name = told.get("name") or (names[0] if names else None)
    word = str(one.get("recordType") or one.get("statementType") or "").lower()
    kind = "person" if word.startswith("person") else "organisation"
    places = [told.get("jurisdiction") or told.get("incorporatedInJurisdiction") or {}]
    places += told.get("nationalities") or []
    country = next((p.get("code") for p in places if p.get("code")), None)
    also = tuple(
        key(str(i.get("scheme") or i.get("schemeName")), str(i["id"]))
        for i in told.get("identifiers") or []
        if i.get("id") and (i.get("scheme") or i.get("schemeName"))
    )
    yield Who(f"bods:{record}", str(name).strip() if name else None, kind, country, also)


def _record(record: str, told: list[dict[str, Any]], replaced: str | None) -> Items:
    told.sort(key=lambda one: str(one.get("statementDate") or ""))
    for place, one in enumerate(told):
        if str(one.get("recordStatus")) == "closed":
            continue
        following = told[place + 1] if place + 1 < len(told) else None
        until = str(following.get("statementDate") or "") if following else replaced
        try:
            yield from _statement(record, one, until or None, first=place == 0)
        except (ValueError, AttributeError, TypeError) as error:
            yield Rejected(f"record {record}", str(error))


def _statement(record: str, one: dict[str, Any], until: str | None, *, first: bool) -> Items:
    told = one.get("recordDetails") or one
    owned = _end(told.get("subject"))
    owner = _end(told.get("interestedParty"))
    if owned is None:
        yield Rejected(f"record {record}", "it names no subject")
        return
    if owner is None:
        owner = f"bods:unnamed-{record}"
        yield Who(owner)
        yield Seen("owners that a statement leaves unnamed")
    stated = str(one.get("statementDate") or "")
    for interest in told.get("interests") or [{"type": "unknownInterest"}]:
        start = interest.get("startDate") if first else stated
        held = span(start, interest.get("endDate")) if start else _since(stated)
        if until:
            held = _cut(held, days(until)[0])
        if held.start[1] <= held.end[1]:
            yield from _ties(owner, owned, interest, held)


def _since(stated: str) -> Span:
    return stated_on(days(stated)[1]) if stated else Span()


def _cut(held: Span, following: int) -> Span:
    """A statement holds until the day before the next one, at the latest."""
    last = following - 1
    return Span(held.start, (min(held.end[0], last), min(held.end[1], last)))


def _end(told: Any) -> str | None:
    """The key of one end: a record id, or what older versions describe it by."""
    if isinstance(told, str) and told:
        return f"bods:{told}"
    if isinstance(told, dict):
        by = ("describedByEntityStatement", "describedByPersonStatement")
        found = next((told[k] for k in by if told.get(k)), None)
        return f"bods:{found}" if found else None
    return None


def _ties(owner: str, owned: str, interest: dict[str, Any], held: Span) -> Items:
    word = str(interest.get("type") or "").replace("-", "").lower()
    level = str(interest.get("directOrIndirect") or interest.get("interestLevel") or "direct")
    share = _share(interest.get("share") or {})
    if word in SHARES:
        kind = SHARES[word]
        if level == "indirect":
            yield Seen("indirect shares: how the chain counts under a rule is open")
            kind = Kind.INDIRECT_SHARES if kind is Kind.SHARES else Kind.INDIRECT_VOTING
            share = (share[0], ALL)
        elif level == "unknown":
            share = (0, ALL)
        yield Tie(owner, owned, kind, share, held)
    elif word in BOARD:
        yield Tie(owner, owned, Kind.BOARD, POSSIBLE, held)
    elif word in CONTROL:
        yield Tie(owner, owned, Kind.CONTROL, CONTROL[word], held)
    elif word in RIGHTS_LIKE_SHARES:
        yield Tie(owner, owned, Kind.SHARES, (0, share[1]), held)
    elif word in NOTHING:
        yield Tie(owner, owned, Kind.OTHER, CERTAIN, held)
    else:
        yield Seen(f"interests of the type '{interest.get('type')}', taken as open")
        yield Tie(owner, owned, Kind.SHARES, UNKNOWN, held)
        yield Tie(owner, owned, Kind.CONTROL, POSSIBLE, held)


def _share(told: dict[str, Any]) -> Share:
    """Exact, or bounds that may be excluded (a truth in older versions, a number in 0.4)."""
    if told.get("exact") is not None:
        return exactly(told["exact"])
    low, high = 0, ALL
    if told.get("minimum") is not None:
        low = exactly(told["minimum"])[0] + (1 if told.get("exclusiveMinimum") is True else 0)
    elif isinstance(told.get("exclusiveMinimum"), int | float):
        low = exactly(told["exclusiveMinimum"])[1] + 1
    if told.get("maximum") is not None:
        high = exactly(told["maximum"])[1] - (1 if told.get("exclusiveMaximum") is True else 0)
    elif isinstance(told.get("exclusiveMaximum"), int | float):
        high = exactly(told["exclusiveMaximum"])[0] - 1
    if not 0 <= low <= high <= ALL:
        raise ValueError(f"its share runs from {low / PERCENT:g} to {high / PERCENT:g} percent")
    return low, high
