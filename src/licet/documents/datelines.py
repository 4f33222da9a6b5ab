"""A document's own date, where its text says it clearly.

Clear is a date in the first lines with a label ("Date:", "Dated"), or the only full date there if
it stands as a dateline does: on a short line, or before the dash that opens an article. An e-mail's
header and a page's published date come before it; a file's own metadata, which often only tells
when a copy was made, comes after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from licet.documents.model import Dated, Text

HEAD = 600
SHORT = 70
"""Characters of a line that can be a dateline by itself."""

FIRST = date(1950, 1, 1)
SURE = {"e-mail header", "page metadata"}
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sep sept", "october oct", "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATES = re.compile(
    rf"(?P<y>\d{{4}})-(?P<m>\d{{2}})-(?P<d>\d{{2}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\.? (?:of )?(?P<m2>{_MONTH})\.?,? (?P<y2>\d{{4}})"
    rf"|\b(?P<m3>{_MONTH})\.? (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y3>\d{{4}})"
    rf"|(?P<d4>\d{{1,2}})\.(?P<m4>\d{{1,2}})\.(?P<y4>\d{{4}})",
    re.IGNORECASE,
)
_DASHED = re.compile(r"[^\n]{0,60}\d{4}[^\n]{0,12}[\u2013\u2014-]{1,2} ")
_LABEL = re.compile(r"\b(?:date|dated|published|issued|as of)\b[^\n]{0,20}$", re.IGNORECASE)


def with_date(text: Text, today: date | None = None) -> Text:
    """The document with the date its text gives, where that comes first. No date lies ahead."""
    latest = today or date.today()
    known = text.dated if text.dated and text.dated.day <= latest else None
    if known is None or known.said_by not in SURE:
        day = said(text.text[:HEAD], latest)
        known = Dated(day, "its text") if day else known
    return replace(text, dated=known)


def said(head: str, latest: date) -> date | None:
    """The date that the first lines of a text say is theirs, or None where they leave it open."""
    found = [(at, day) for at, day in _dates(head) if FIRST <= day <= latest]
    for at, day in found:
        if _LABEL.search(head[max(0, at - 40) : at]):
            return day
    days = {day for _, day in found}
    return days.pop() if len(days) == 1 and _is_dateline(head, found[0][0]) else None


def _is_dateline(head: str, at: int) -> bool:
    line = head[head.rfind("\n", 0, at) + 1 :].partition("\n")[0]
    return len(line) <= SHORT or _DASHED.match(line) is not None


def _dates(head: str) -> Iterator[tuple[int, date]]:
    for match in _DATES.finditer(head):
        given = {key[0]: value for key, value in match.groupdict().items() if value}
        month = MONTHS.get(given["m"].lower()) or int(given["m"])
        try:
            yield match.start(), date(int(given["y"]), month, int(given["d"]))
        except ValueError:
            continue
