"""What the readers of US Commerce and State tables share: dates, events, measures in words."""

from __future__ import annotations

import re
from datetime import date

from licet.core.errors import BadInputError
from licet.core.listing import DatedEvent, EventKind
from licet.lists.words import squeezed

SUCCESSORS = re.compile(
    r",?\s*(and any successors?, sub-?units?,? or subsidiar\w+ thereof;?)$", re.I
)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d\d?)/(\d\d?)/(\d{4}|\d\d)", re.A)


def check_source(source: str, own: str) -> None:
    """Raise BadInputError where a file of one list is to be read as another."""
    if source != own:
        raise BadInputError(f"the file is {own}, not {source}.", mend="Name the right list.")


def iso(text: str) -> str | None:
    """``11/21/2011`` or ``2011-11-21`` as ISO; None for anything else, or no such day."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = match.group(1, 2, 3) if match[1] else match.group(6, 4, 5)
    # Two digits of a year: 69 to 99 are of the last century, as C and Python read them.
    whole = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 69 else 2000)
    try:
        return date(whole, int(month), int(day)).isoformat()
    except ValueError:
        return None


def events(*told: tuple[EventKind, str]) -> list[DatedEvent]:
    """Events with ISO text where the date is clear, in the publisher's words where it isn't."""
    return [DatedEvent(kind, iso(text) or text) for kind, text in told if text]


def in_words(*told: tuple[str, str]) -> str:
    """``License Policy: Presumption of denial.; Federal Register: ...`` without what is empty."""
    return "; ".join(f"{label}: {squeezed(text)}" for label, text in told if text.strip())


def citations(text: str) -> list[str]:
    """Federal Register notices of a cell; a semicolon is the only sure mark between two."""
    return [squeezed(part) for part in text.split(";") if part.strip()]
