"""What every FollowTheMoney entity that is written shares: ids, limits, codes and dates."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any

from licet.core.dates import PartialDate
from licet.core.listing import Listing
from licet.lists.exchange.ftm_terms import LINKS

Entity = dict[str, Any]
Codes = Callable[[str], str | None]
_UNSAFE = re.compile(r"[^0-9A-Za-z.-]+")
# The most characters each property takes (followthemoney 4), where it isn't 1,024
_LONG = 65_000
_LIMITS = {
    **dict.fromkeys(("notes", "summary", "reason"), _LONG),
    **dict.fromkeys(("name", "alias", "previousName", "weakAlias"), 384),
    **dict.fromkeys(("idNumber", "registrationNumber", "passportNumber", "taxNumber"), 64),
    **dict.fromkeys(("number", "authorityId", "okpoCode"), 64),
    **dict.fromkeys(("mmsi", "unscId", "postalCode"), 16),
    "full": 250,
}
_LINKED = frozenset((*LINKS, "Sanction", "Identification", "Passport"))


class Properties(dict[str, list[str]]):
    """Values by property, each once; empty text is no value.

    A value too long for its property is cut there and kept whole in ``over``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.over: list[str] = []

    def put(self, name: str, *values: str | None) -> None:
        """Add values on one line each."""
        limit = _LIMITS.get(name, 1024)
        for value in values:
            text = " ".join(value.split()) if value else ""
            if len(text) > limit:
                self.over.append(f"{name}: {text}")
                text = text[: limit - 2] + " …"
            if text and text not in self.get(name, ()):
                self.setdefault(name, []).append(text)


def entity_id(authority: str, entry_id: str) -> str:
    """``ofac-27016``; an id with other signs than letters, digits, dots and dashes gets a hash."""
    bare = _UNSAFE.sub("-", entry_id).strip(".-")
    if bare == entry_id:
        return f"{authority}-{entry_id}"
    return f"{authority}-{bare}-{short_hash(entry_id)}".replace("--", "-")


def short_hash(*parts: str | None) -> str:
    joined = "\x1f".join(part or "" for part in parts)
    return hashlib.blake2b(joined.encode("utf-8", "replace"), digest_size=6).hexdigest()


def entity(
    own_id: str, schema: str, properties: Properties, listing: Listing | None = None
) -> Entity:
    properties.put("summary" if schema in _LINKED else "notes", *properties.over)
    found: Entity = {"id": own_id, "schema": schema, "properties": dict(properties)}
    if listing:
        found |= {"caption": listing.name, "datasets": [listing.source], "target": True}
        found["referents"] = [own_id]
    return found


def birth_date(birth: PartialDate) -> str | None:
    """``1965-03-01``, ``1965-03`` or ``1965``; None for longer or open ones."""
    first, last = birth.earliest, birth.latest
    if not first or not last or first.year != last.year:
        return None
    if first == last:
        return first.isoformat()
    if first.month == last.month:
        return first.isoformat()[:7]
    return str(first.year) if (last - first).days >= 364 else None


def country_of(word: str | None, codes: Codes) -> str | None:
    """The lower-case code of a country, where it is one by itself or the caller knows it."""
    found = codes(word) if word else None
    return found.lower() if found else None
