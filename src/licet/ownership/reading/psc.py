"""Persons with significant control: lines of the Companies House snapshot.

Natures of control come as bands: more than 25 percent but not more than 50, more than 50 but less
than 75, 75 or more. Source: Companies Act 2006, Schedule 1A, and the register's own list of
natures (psc_descriptions.yml of companieshouse/api-enumerations). A share held through a trust or
firm that the person only influences is not the person's own, so it is possible, not certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from licet.ownership.keys import company_number
from licet.ownership.model import CERTAIN, POSSIBLE, Kind, Span, Tie, Who
from licet.ownership.reading.items import Dated, Item, Items, Rejected, Seen, span
from licet.ownership.shares import ALL, PERCENT, Share, over

BANDS: dict[str, Share] = {
    "25-to-50-percent": (over(25), 50 * PERCENT),
    "50-to-75-percent": (over(50), 75 * PERCENT - 1),
    "75-to-100-percent": (75 * PERCENT, ALL),
    "more-than-25-percent": (over(25), ALL),
}
SHARE_WORDS = {
    "ownership-of-shares": Kind.SHARES,
    "voting-rights": Kind.VOTING,
    "part-right-to-share-surplus-assets": Kind.SHARES,
    "right-to-share-surplus-assets": Kind.SHARES,
}
_SHARE = re.compile(rf"({'|'.join(SHARE_WORDS)})-({'|'.join(BANDS)})(.*)")
_THROUGH = ("-as-trust", "-as-firm", "-as-control-over-trust", "-as-control-over-firm")
_PERSONS = {"individual": "person", "corporate": "organisation", "legal": "organisation"}
_UK = re.compile(r"companies house|england|scotland|wales|united kingdom|northern ireland|^uk$")
_NOBODY = {"persons-with-significant-control-statement", "exemptions"}


def read(lines: Iterable[tuple[int, dict[str, Any]]]) -> Items:
    """Persons, companies and ties of snapshot lines; totals and statements are counted."""
    for number, line in lines:
        data = line.get("data") or {}
        kind = str(data.get("kind", ""))
        if kind.startswith("totals#"):
            if day := str(data.get("generated_at", ""))[:10]:
                yield Dated(date.fromisoformat(day))
        elif kind in _NOBODY:
            yield Seen("statements that a company has no person to name, or is exempt")
        elif not line.get("company_number"):
            yield Rejected(f"line {number}", "it has no company_number")
        else:
            yield from _person(number, str(line["company_number"]), data)


def _person(number: int, company: str, data: dict[str, Any]) -> Items:
    owned = company_number(company)
    yield Who(owned, kind="organisation")
    kind = str(data.get("kind", ""))
    if kind.startswith("super-secure"):
        name = None
    elif not (name := str(data.get("name") or "").strip() or None):
        yield Rejected(f"line {number}", "the person has no name")
        return
    owner = _key(data, number)
    known = _number(data)
    also = (known,) if known else ()
    what = next((v for k, v in _PERSONS.items() if kind.startswith(k)), None)
    country = (data.get("address") or {}).get("country")
    yield Who(owner, name, what, country, also)
    try:
        held = span(data.get("notified_on"), data.get("ceased_on"))
    except ValueError as error:
        yield Rejected(f"line {number}", str(error))
        return
    for nature in data.get("natures_of_control") or []:
        yield _tie(owner, owned, str(nature), held)


def _key(data: dict[str, Any], number: int) -> str:
    own = str((data.get("links") or {}).get("self") or "").rstrip("/").rsplit("/", maxsplit=1)[-1]
    return f"psc:{own or data.get('etag') or number}"


def _number(data: dict[str, Any]) -> str | None:
    """The key of a British company that is the person, by its number."""
    told = data.get("identification") or {}
    number = str(told.get("registration_number") or "").replace(" ", "").upper()
    place = " ".join(str(told.get(k) or "") for k in ("place_registered", "country_registered"))
    if re.fullmatch(r"[A-Z]{0,2}\d{4,8}", number) and _UK.search(place.lower()):
        return company_number(number)
    return None


def _tie(owner: str, owned: str, nature: str, held: Span) -> Item:
    bare = nature.replace("-registered-overseas-entity", "").replace(
        "-limited-liability-partnership", ""
    )
    if match := _SHARE.fullmatch(bare):
        low, high = BANDS[match[2]]
        own = not match[3].startswith(_THROUGH)
        return Tie(owner, owned, SHARE_WORDS[match[1]], (low if own else 0, high), held)
    if bare.startswith(("right-to-appoint-and-remove", "right-to-appoint-remove")):
        own = not bare.endswith(_THROUGH)
        return Tie(owner, owned, Kind.BOARD, CERTAIN if own else POSSIBLE, held)
    if bare.startswith("significant-influence-or-control"):
        # Significant influence alone isn't control, and the register doesn't tell them apart.
        return Tie(owner, owned, Kind.CONTROL, POSSIBLE, held)
    return Seen(f"the nature of control '{nature}', which is not known here")
