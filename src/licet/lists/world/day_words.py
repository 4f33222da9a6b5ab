"""Days as publishers write them in words, turned to forms that ``PartialDate`` reads.

"1 Mar. 1965", "15 February 1972", "c. 1962", "Between 1955 and 1958", "01/03/1964" with the day
first, "1941年8月20日". Text that is none of these stays as it is: nothing is invented.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from licet.core.dates import PartialDate

_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun"),
            *("july jul", "august aug", "september sept sep", "october oct"),
            *("november nov", "december dec"),
        ),
        start=1,
    )
    for word in words.split()
}
_SHORT = ("", *["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"])
_CIRCA = re.compile(r"^(?:approximately|approx\.?|circa|ca\.?|c\.|about|around)[\s:]*", re.I)
_WORDED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?[ .-]+)?([A-Za-z]{3,9})[ .,-]+(\d{4})")
_WORD_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_RANGE = re.compile(r"(?:(?:between|from) )?(\d{4})(?:\s*(?:-|–|—|to|and)\s*)(\d{4})", re.I)
_BETWEEN_DATES = re.compile(
    r"\s*(?:[,;]?\s*alt DOB:?|,\s*or\b|[,;]|>>|\bor\b|\s(?=\d{1,2}/\d{1,2}/\d{4}))\s*", re.I
)
_JAPANESE = re.compile(r"(\d{4})\s*年(?:\s*(\d{1,2})月(?:\s*(\d{1,2})日)?)?")
_LISTED_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)? ?([A-Z][a-z]{2,8})\.? ?,?(\d{4})\b")


def birth(text: str) -> PartialDate:
    """A birth date in a form that keeps its meaning when it is read again."""
    words = " ".join(text.split()).strip(" .;,")
    bare = _CIRCA.sub("", words)
    plain = _plain(bare)
    circa = "circa " if bare != words else ""
    return PartialDate.parse(circa + plain if plain else text.strip())


def births(text: str) -> list[PartialDate]:
    """All dates of a cell ("1960 or 1961", "03/1968, 04/1968"), or one that keeps its text."""
    if _plain(_CIRCA.sub("", text)) is None:
        parts = [part for part in _BETWEEN_DATES.split(text) if part.strip()]
        made = [birth(part) for part in parts]
        if all(one.earliest for one in made):
            return list(dict.fromkeys(made))
    return [birth(text)]


def _plain(words: str) -> str | None:
    """``1 Mar 1965``, ``1972-01-30``, ``1955 to 1958`` or ``1962``; None for anything else."""
    if re.fullmatch(r"\d{4}(-\d{2}){0,2}", words):
        return words
    if match := _RANGE.fullmatch(words):
        return f"{match[1]} to {match[2]}"
    if match := _SLASHED.fullmatch(words):
        return iso(int(match[3]), int(match[2]), int(match[1]))
    if match := re.fullmatch(r"(0?[1-9]|1[0-2])/(\d{4})", words):
        return f"{match[2]}-{match[1].zfill(2)}"
    return _in_words(words)


def _in_words(words: str) -> str | None:
    if match := _WORDED.fullmatch(words):
        return _worded(match[1], match[2], match[3])
    match = _WORD_FIRST.fullmatch(words)
    return _worded(match[2], match[1], match[3]) if match else None


def _worded(day: str | None, word: str, year: str) -> str | None:
    month = _MONTHS.get(word.lower())
    if month is None:
        return None
    return f"{day} {_SHORT[month]} {year}" if day else f"{_SHORT[month]} {year}"


def iso(year: int, month: int, day: int) -> str | None:
    """The day in ISO form; None for a day that doesn't exist."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def days_in(text: str) -> list[str]:
    """Every "25 January 2001" or "24 Dec. 2001" of a sentence, in its order, in ISO form."""
    found = (
        iso(int(match[3]), _MONTHS.get(match[2].lower(), 0), int(match[1]))
        for match in _LISTED_DAY.finditer(" ".join(text.split()))
    )
    return [day for day in found if day]


def japanese_births(text: str) -> list[PartialDate]:
    """The dates of a cell such as "(a)1955年-1958年頃 (b)1941年8月20日生", or its own text."""
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"\b(\d{4})/(\d{1,2})/(\d{1,2})\b", r"\1年\2月\3日", plain)
    if not _JAPANESE.search(plain):
        return [PartialDate.parse(plain)] if plain else []
    parts = re.split(r"\([a-z]\)|[\n;、,]|又は|及び|または", plain)
    return [made for part in parts if (made := _japanese(part.strip()))]


def _japanese(part: str) -> PartialDate | None:
    found = list(_JAPANESE.finditer(part))
    if not found:
        return None
    circa = "circa " if "頃" in part or "およそ" in part else ""
    days = ["-".join(p.zfill(2) for p in match.groups() if p) for match in found]
    ranged = len(days) == 2 and re.search(r"[-~〜から間]", part[found[0].end() : found[1].start()])
    return PartialDate.parse(circa + (" to ".join(days) if ranged else days[0]))
