"""The cells of the published CSV that hold several things: addresses and labelled ids.

Items are joined by "; " and their parts by ", ". Two shapes are published: until 2022 the parts of
an id stand as ``country, expiry, issue, number, label``, later as
``label, number, country, issue, expiry``; parts that are absent are left out.
"""

from __future__ import annotations

import re
from datetime import date

from licet.core.listing import Address, Identifier
from licet.lists.ofac.remark_labels import DATED, Sort, sort_of
from licet.lists.words import squeezed

_COUNTRY = re.compile(r"[A-Z]{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Codes of US states and territories; the first group are country codes (ISO 3166-1) as well.
_BOTH = frozenset(re.findall(r"..", "ALARAZCACODEGAIDILINKYLAMAMDMEMNMOMSMTNCNEPAPRSCSDTNVA"))
_STATES = _BOTH | frozenset(re.findall(r"..", "AKCTDCFLHIIAKSMINDNHNJNMNVNYOHOKORRITXUTVTWAWIWVWY"))


def listed(cell: str) -> tuple[str, ...]:
    """The items of a cell, without the "and" that the Entity List puts before the last."""
    if not cell:
        return ()
    items = (squeezed(item).removeprefix("and ") for item in cell.split("; "))
    return tuple(item for item in items if item)


def addresses(cell: str, *, us_states: bool) -> tuple[Address, ...]:
    """Addresses, each as one text with its country apart where it ends with a country code.

    ``us_states`` is for the Denied Persons List, whose US addresses may end with a state.
    """
    found = []
    for text in listed(cell):
        before, _, last = text.rpartition(", ")
        if _COUNTRY.fullmatch(last) and not (us_states and _is_state(last, before)):
            found.append(Address(street=before or None, country=last))
        else:
            found.append(Address(street=text))
    return tuple(found)


def _is_state(code: str, before: str) -> bool:
    """Whether a last code may be a US state: a country follows a postal code, a state doesn't."""
    if code not in _BOTH:
        return code in _STATES
    return not any(letter.isdigit() for letter in before.rpartition(", ")[2])


def labelled(cell: str) -> tuple[tuple[Identifier, ...], tuple[str, ...]]:
    """Labelled facts, with the label as their kind; and the items whose label no table knows."""
    found: list[Identifier] = []
    unread: list[str] = []
    for item in filter(None, map(str.strip, cell.split("; "))):
        told = _label_last(item) or _label_first(item)
        if told:
            found.append(told)
        else:
            unread.append(item)
    return tuple(found), tuple(unread)


def _label_last(item: str) -> Identifier | None:
    value, _, label = item.rpartition(", ")
    if not value or sort_of(label) is None:
        return None
    parts = value.split(", ")
    country = parts.pop(0) if len(parts) > 1 and _COUNTRY.fullmatch(parts[0]) else None
    days: list[str] = []
    while len(parts) > 1 and _DAY.fullmatch(parts[0]) and len(days) < 2:
        days.append(parts.pop(0))
    return fact(label, ", ".join(parts), country, days[::-1])


def _label_first(item: str) -> Identifier | None:
    label, _, value = item.partition(", ")
    if not value or sort_of(label) is None:
        return None
    parts = value.split(", ")
    days: list[str] = []
    while len(parts) > 1 and _DAY.fullmatch(parts[-1]) and len(days) < 2:
        days.insert(0, parts.pop())
    country = parts.pop() if len(parts) > 1 and _COUNTRY.fullmatch(parts[-1]) else None
    return fact(label, ", ".join(parts), country, days)


def fact(label: str, value: str, country: str | None, days: list[str]) -> Identifier:
    """A labelled fact; one day alone may be of issue or of expiry, so it stays a note."""
    if DATED.fullmatch(label):
        value = _as_ofac_writes(value)
    if sort_of(label) is not Sort.IDENTIFIER:
        # A country beside what is no document is part of the text.
        return Identifier(label, ", ".join([*([country] if country else []), *days, value]))
    if len(days) == 2:
        return Identifier(label, value, country, issued=days[0], expires=days[1])
    note = f"dated {days[0]}, which may be issue or expiry" if days else None
    return Identifier(label, value, country, note=note)


def _as_ofac_writes(day: str) -> str:
    """``2021-06-03`` as ``03 Jun 2021``, so that a dated statement reads the same as OFAC's."""
    try:
        return date.fromisoformat(day).strftime("%d %b %Y")
    except ValueError:
        return day
