"""The World Bank's list of ineligible firms and individuals, as the JSON of its procurement site.

Each entry has a supplier id, the period of ineligibility and its ground. 2999-12-31 is the
Bank's way to write that there is no end: the status beside it says "Ongoing" or "Permanent".
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from licet.core.errors import BadFileError
from licet.core.listing import (
    Address,
    DatedEvent,
    Feature,
    Identifier,
    Kind,
    ListedMeasure,
    Listing,
    Name,
)
from licet.lists.recognise import Recognised
from licet.lists.words import AGAIN, distinct, squeezed
from licet.lists.world.scripts import script_of
from licet.lists.world.worldbank_notes import names_in, numbers_in

FORMAT, SOURCE, WHERE = "worldbank-json", "worldbank", "the World Bank's list"
NO_END = "2999-12-31"
TABLE = "ZPROCSUPP"
_KINDS: dict[str, Kind] = {"I": "person", "F": "organisation", "C": "organisation"}
_HONORIFIC = re.compile(r"^(?:MR|MRS|MS|DR|ENGR)\.?\s+", re.I)
# What is either read into its own field, or is the Bank's bookkeeping and not about the party
_KNOWN = frozenset(
    [
        "MANDT",
        "SUPP_ID",
        "SUPP_NAME",
        "SUPP_TYPE_CODE",
        "SUPP_PRE_ACRN",
        "SUPP_POST_ACRN",
        "LAND1",
        "COUNTRY_NAME",
        "SUPP_STATE_CODE",
        "SUPP_CITY",
        "SUPP_ADDR",
        "SUPP_ZIP_CODE",
        "SUPP_POST_CODE",
        "SUPP_PROV_NAME",
        "LEGACY_FLG",
        "UN_SUPP_FLG",
        "INELIG_FLG",
        "DEBAR_TYPE",
        "DEBAR_FROM_DATE",
        "DEBAR_TO_DATE",
        "DEBAR_REASON",
        "AML_ENTR_IND",
        "ADD_SUPP_INFO",
        "CRIS_SUPP_ID",
        "SUPP_ELIG_STAT",
        "CRPD_MATCH",
        "CRPD_STAT",
        "ELIG_STAT",
        "CREATE_USER",
        "CREATE_DATE",
        "CREATE_TIME",
        "UPD_USER",
        "UPD_DATE",
        "UPD_TIME",
        "REGISTER",
        "REGISTER_ID",
        "PARENT",
        "RECHK_IND",
        "CREATE_USER_NAME",
        "UPD_USER_NAME",
        "INELIGIBLY_STATUS",
        "LAST_REFRESH_DATE",
    ]
)


def recognise(data: bytes, name: str) -> Recognised | None:
    """JSON that begins with the Bank's table; None for anything else."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head.startswith(b"{") or f'"{TABLE}"'.encode() not in head:
        return None
    refreshed = re.search(rb'"LAST_REFRESH_DATE"\s*:\s*"(\d{4}-\d{2}-\d{2})', data)
    try:
        day = date.fromisoformat(refreshed[1].decode()) if refreshed else None
    except ValueError:
        day = None
    return Recognised(FORMAT, "main", published_on=day, source=SOURCE)


def read(source: str, data: bytes) -> list[Listing]:
    """One listing per supplier id; raises BadFileError with the place of the entry."""
    found: dict[str, Listing] = {}
    for at, entry in enumerate(_entries(data), start=1):
        where = f"{WHERE}, entry {at}"
        if not isinstance(entry, dict) or not _say(entry, "SUPP_NAME"):
            raise BadFileError("has no name of a supplier.", where=where, mend=AGAIN)
        listing = _listing(source, entry)
        if not listing.entry_id or listing.entry_id in found:
            raise BadFileError(
                f"the supplier id '{listing.entry_id}' is empty or stands twice.",
                where=where,
                mend=AGAIN,
            )
        found[listing.entry_id] = listing
    if not found:
        raise BadFileError("has no entries.", where=WHERE, mend=AGAIN)
    return list(found.values())


def _entries(data: bytes) -> list[Any]:
    try:
        entries = json.loads(data)["response"][TABLE]
    except (ValueError, KeyError, TypeError, RecursionError):
        entries = None
    if not isinstance(entries, list):
        raise BadFileError(
            f"is cut short, or has no list under response.{TABLE}.", where=WHERE, mend=AGAIN
        )
    return entries


def _say(entry: dict[str, Any], field: str) -> str:
    value = entry.get(field)
    return squeezed(str(value)) if value is not None else ""


def _listing(source: str, entry: dict[str, Any]) -> Listing:
    kind = _KINDS.get(_say(entry, "SUPP_TYPE_CODE"), "unknown")
    start, end = _say(entry, "DEBAR_FROM_DATE"), _say(entry, "DEBAR_TO_DATE")
    status, reason = _say(entry, "INELIGIBLY_STATUS"), _say(entry, "DEBAR_REASON")
    notes = _say(entry, "ADD_SUPP_INFO")
    listed = [DatedEvent("listed", start)] if start else []
    expires = [DatedEvent("expires", end)] if end and end != NO_END else []
    ended = f"until {end}" if expires else (status or "no end given").lower()
    text = f"{_say(entry, 'SUPP_ELIG_STAT') or 'DEBARRED'} from {start}, {ended}: {reason}"
    facts = [("Ineligibility status", status), ("Debarment type", _say(entry, "DEBAR_TYPE"))]
    return Listing(
        source=source,
        entry_id=_say(entry, "SUPP_ID"),
        kind=kind,
        names=_names(entry, kind, notes),
        programmes=("World Bank Listing of Ineligible Firms and Individuals",),
        measures=(ListedMeasure("worldbank/debarment", text, listed_on=start or None),),
        addresses=_addresses(entry),
        identifiers=_identifiers(entry, notes),
        features=distinct(Feature(label, value) for label, value in facts if value),
        remarks=(notes,) if notes else (),
        legal_bases=(reason,) if reason else (),
        unread=_unread(entry),
        events=distinct([*listed, *expires]),
    )


def _names(entry: dict[str, Any], kind: Kind, notes: str) -> tuple[Name, ...]:
    """The supplier's name with its parts before and behind, then what the notes call it too."""
    published = " ".join(
        part
        for field in ("SUPP_PRE_ACRN", "SUPP_NAME", "SUPP_POST_ACRN")
        if (part := _say(entry, field))
    )
    text = _HONORIFIC.sub("", published) if kind == "person" else published
    others = set(names_in(notes))
    primary = Name(text, as_published=published, script=script_of(text))
    return (primary, *sorted(others, key=lambda one: (one.text, one.kind)))


def _addresses(entry: dict[str, Any]) -> tuple[Address, ...]:
    made = Address(
        street=_say(entry, "SUPP_ADDR") or None,
        city=_say(entry, "SUPP_CITY") or None,
        region=_say(entry, "SUPP_PROV_NAME") or _say(entry, "SUPP_STATE_CODE") or None,
        postal_code=_say(entry, "SUPP_ZIP_CODE") or _say(entry, "SUPP_POST_CODE") or None,
        country=_say(entry, "COUNTRY_NAME") or None,
    )
    return (made,) if made != Address() else ()


def _identifiers(entry: dict[str, Any], notes: str) -> tuple[Identifier, ...]:
    country = _say(entry, "COUNTRY_NAME") or None
    found = [Identifier(kind, value, country) for kind, value in numbers_in(notes)]
    if register := _say(entry, "REGISTER_ID"):
        found.append(Identifier("Register id", register, country))
    return distinct(found)


def _unread(entry: dict[str, Any]) -> tuple[str, ...]:
    """Fields that no rule knows, word for word."""
    return tuple(
        sorted(
            f"{field}: {_say(entry, field)}"
            for field in entry.keys() - _KNOWN
            if _say(entry, field)
        )
    )
