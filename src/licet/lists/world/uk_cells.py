"""Cells as both UK lists write them: numbered values, days, documents.

A cell may hold several values as "(1) Russia (2) Latvia"; the numbers tie it to the cell beside
it: number (2) of the passports goes with detail (2). Days are DD/MM/YYYY, with 00, dd or mm for a
part that isn't known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from licet.core.dates import PartialDate
from licet.core.listing import Feature, Identifier
from licet.lists.world.day_words import births, days_in, iso
from licet.lists.world.excel import one_line

_MARK = re.compile(r"(?:^|(?<=[\s.,;]))\(?(\d{1,2}|[a-z])\)(?:\s*(?:-|to)\s*\(?(\d{1,2}|[a-z])\))?")
_NOTHING_YET = re.compile(r"\((\d+)\)\s+-\s+(?=\((\d+)\))")
_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_BIRTH = re.compile(r"(\d\d|dd)[/-](\d\d|mm)[/-](\d{4})", re.I)
_NUMBERS = re.compile(r"(?=\S*\d)[\w/()+-]{4,}")
_TOKEN = re.compile(r"(?<![\w./-])(?=[\w/-]*\d[\w/-]*\d)[A-Z0-9][\w/-]*[\w](?![./-]\d)")
_BEFORE_EXPIRY = re.compile(r"expir\w*|valid (?:until|to|till)", re.I)
_COUNTRY = re.compile(
    r"([A-Z][\w'-]*(?: (?:of|and|the|[A-Z][\w'-]*))*?)"
    r"(?=,? (?:diplomatic|military|national|number|passport|issued|expir)|[.,]?$|\. )",
    re.I,
)
_NO_COUNTRY = re.compile(
    r"passport|number|identi|card|licen|issue|expir|certificate|diplomatic|false|valid|tax|"
    r"reference|service|personal|fiscal|code|birth|\bid\b|\bnumber\b|\d",
    re.I,
)
_LEADING = re.compile(r"([A-Z]{0,3}\d[\d/ -]*\d(?: and \d+)*)(?=$|\.?$| \(|, |\. )")
_YEAR = re.compile(r"(?:19|20)\d\d")


def numbered(text: str) -> dict[int, str]:
    """``{1: "Russia", 2: "Latvia"}`` of "(1) Russia (2) Latvia"; ``{0: text}`` without numbers."""
    words = _NOTHING_YET.sub(_nothing_yet, text.strip())
    marks = list(_MARK.finditer(words)) if words[:1] in {"(", "1", "a"} else []
    found: dict[int, str] = {}
    due = 1
    kept: list[tuple[range, int, int]] = []
    for match in marks:
        first, last = _place(match[1]), _place(match[2] or match[1])
        if first == due and last >= first:
            kept.append((range(first, last + 1), match.start(), match.end()))
            due = last + 1
    if not kept or kept[0][1] != 0:
        return {0: words} if words else {}
    ends = [begin for _, begin, _ in kept[1:]] + [len(words)]
    for (places, _, begin), end in zip(kept, ends, strict=True):
        found |= dict.fromkeys(places, words[begin:end].strip(" \t\r\n,;"))
    return {place: part for place, part in found.items() if part.strip(" .-")}


def _nothing_yet(match: re.Match[str]) -> str:
    """Of "(1) - (2) Iraq" the first is empty; "(1) - (3) Iraq" and "(1)-(2) Iraq" are ranges."""
    return f"({match[1]}) . " if int(match[2]) == int(match[1]) + 1 else match[0]


def _place(mark: str) -> int:
    return int(mark) if mark.isdigit() else ord(mark) - ord("a") + 1


def values(text: str) -> list[str]:
    """Each value of a cell, on one line."""
    return [one_line(part) for part in numbered(text).values()]


def paired(first: str, second: str) -> list[tuple[str, str]]:
    """Values of two cells that belong together; one without numbers goes with all of the other."""
    ones, others = numbered(first), numbered(second)
    places = sorted({*ones, *others} - ({0} if len({*ones, *others}) > 1 else set()))
    return [
        (one_line(ones.get(at, ones.get(0, ""))), one_line(others.get(at, others.get(0, ""))))
        for at in places
    ]


def day(text: str) -> str | None:
    """A whole day in ISO form ("29/06/2012", "2012-06-29"); None for anything else."""
    if match := _DAY.fullmatch(text.strip()):
        return iso(int(match[3]), int(match[2]), int(match[1]))
    if match := _ISO.fullmatch(text.strip()):
        return iso(int(match[1]), int(match[2]), int(match[3]))
    return None


def births_of(text: str) -> list[PartialDate]:
    """``00/08/1979`` and ``dd/08/1979`` as 1979-08; empty for text that holds no date at all."""
    found = [made for part in values(text) for made in _birth(part)]
    return [one for one in found if one.earliest]


def _birth(text: str) -> list[PartialDate]:
    match = _BIRTH.fullmatch(text)
    if match is None:
        return births(text)
    date, month = (part if part.isdigit() and part != "00" else "" for part in match.group(1, 2))
    if not month:
        return [PartialDate.parse(match[3])]
    return [PartialDate.parse("-".join(filter(None, (match[3], month, date))))]


def documents(kind: str, number: str, details: str) -> Iterator[Identifier | Feature]:
    """Passports or national numbers, each with what its detail says of country and dates.

    Older lists have number and detail in one cell: then the first number in it is the document's.
    A detail without any number is a feature, in its own words.
    """
    for value, detail in paired(number, details):
        numbers = _parted(value) if value.strip(" .-") else _numbers_in(detail)
        for one in numbers:
            yield _document(kind, one, detail)
        if not numbers and detail.strip(" .-"):
            yield Feature(f"{kind} details", detail)


def registrations(kind: str, text: str) -> Iterator[Identifier | Feature]:
    """Business registration numbers; words around a number stay beside it."""
    for part in values(text):
        if re.fullmatch(r"[\w/-]+", part):
            yield Identifier(kind, part)
            continue
        found = [one for one in _TOKEN.findall(part) if len(one) > 4]
        yield from (Identifier(kind, one, note=part) for one in found)
        if not found:
            yield Feature(kind, part)


def _parted(value: str) -> list[str]:
    """``["644286444", "644813919"]`` of "644286444. 644813919."; else the value as it is."""
    parts = [part.strip(" .,;") for part in re.split(r"[.,;]\s+", value)]
    whole = len(parts) > 1 and all(_NUMBERS.fullmatch(part) for part in parts)
    return parts if whole else [value.strip(" .,;")]


def _numbers_in(detail: str) -> list[str]:
    """Numbers that stand first in a cell, or are long; days and years are none."""
    if match := _LEADING.match(detail):
        return match[1].split(" and ")
    found = [one for one in _TOKEN.findall(_DAY.sub(" ", detail)) if not _YEAR.fullmatch(one)]
    return [one for one in found if sum(map(str.isdigit, one)) > 5] or found[:1]


def _document(kind: str, number: str, detail: str) -> Identifier:
    expiry = _BEFORE_EXPIRY.search(detail)
    before, after = (detail[: expiry.start()], detail[expiry.end() :]) if expiry else (detail, "")
    issued = _days(before) if "issue" in before.lower() else []
    country = _COUNTRY.match(detail)
    return Identifier(
        kind,
        number,
        country=country[1] if country and not _NO_COUNTRY.search(country[1]) else None,
        issued=next(iter(issued), None),
        expires=next(iter(_days(after)), None),
        note=detail or None,
    )


def _days(text: str) -> list[str]:
    """Days in words and in figures, the day first."""
    figures = (iso(int(m[3]), int(m[2]), int(m[1])) for m in _DAY.finditer(text))
    return days_in(text) or [one for one in figures if one]
