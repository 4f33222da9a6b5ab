"""What every reader does with words: even out blanks, drop repetitions, make an id of fields."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

AGAIN = "Download the file again."


def squeezed(text: str) -> str:
    """Words with one blank between them: names and places may hold line breaks."""
    return " ".join(text.split())


def fields_id(*fields: str) -> str:
    """A stable id for an entry without one: 16 hex digits over its fields, case and blanks out."""
    joined = "\x1f".join(squeezed(field).casefold() for field in fields)
    return hashlib.blake2b(joined.encode("utf-8", "replace"), digest_size=8).hexdigest()


def distinct(items: Iterable[Any]) -> tuple[Any, ...]:
    """Distinct dataclasses or words in a stable order, whatever order they came in."""
    found = list(items)
    return tuple(found) if len(found) < 2 else tuple(sorted(set(found), key=_order))


def _order(item: Any) -> list[str]:
    if isinstance(item, str):
        return [item]
    return [str(getattr(item, field) or "") for field in item.__slots__]
