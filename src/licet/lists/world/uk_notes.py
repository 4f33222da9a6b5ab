"""The ConList's "Other Information", turned to the columns the UK Sanctions List has for it.

From 2022 its parts are labelled: ``(UK Sanctions List Ref):RUS0001 (Gender):Male``. Before, United
Nations numbers, IMO numbers, e-mails and websites stand in running text; that text stays whole
among the remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from licet.lists.world.excel import one_line

REASONS, OTHER = "UK Statement of Reasons", "Other Information"
UNIQUE, UN = "Unique ID", "UN Reference Number"
_COLUMNS = {
    "UK Sanctions List Ref": UNIQUE,
    "UN Ref": UN,
    REASONS: REASONS,
    "Gender": "Gender",
    "Type of entity": "Type of entity",
    "Phone number": "Phone number",
    "Website": "Website",
    "Email address": "Email address",
    "Parent company": "Parent company",
    "Subsidiaries": "Subsidiaries",
    "Business Reg No": "Business registration number (s)",
    "IMO number": "IMO number",
    "Flag of ship": "Current believed flag of ship",
    "Previous flags": "Previous flags",
    "Type of ship": "Type of ship",
    "Tonnage of ship": "Tonnage of ship",
    "Length of ship": "Length of ship",
    "Year built": "Year Built",
    "Current owners": "Current owner/operator (s)",
    "Previous owners": "Previous owner/operator (s)",
    "Hull identification number": "Hull identification number (HIN)",
}
_LABEL = re.compile(rf"\(({'|'.join(map(re.escape, _COLUMNS))})\)\s*:")
_REF = re.compile(r"\s*([A-Z]{2,5}\d{3,6})\b\.?\s*(.*)", re.S)
_UN_NEW = re.compile(r"\b([A-Z]{2})([IE])\.(\d{3})\b", re.I)
_UN_OLD = re.compile(r"\b(?:[A-Z]{1,2}\.[A-Z]{1,2}|[IE])\.\d{1,3}\.(?:[IVX]+\.)?\d{1,3}\b")
_UN_REF = re.compile(r"\bUN Ref(?:erence)?s?\b[^\w]*(?:No\.?|Number)?[^\w]*", re.I)
_IMO = re.compile(r"\bIMO(?: number| no)?[.:\s]*(\d{7})\b", re.I)
_MMSI = re.compile(r"\bMMSI(?: number| no)?[.:\s]*(\d{9})\b", re.I)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(r"(?:https?://|www\.)[^\s,;)]+", re.I)


def told(text: str) -> Iterator[tuple[str, str]]:
    """(column of the UK Sanctions List, value) for all that one cell says."""
    found = list(_LABEL.finditer(text))
    if not found:
        yield from _running(text)
        return
    yield OTHER, text[: found[0].start()]
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        yield from _labelled(_COLUMNS[match[1]], text[match.end() : end].strip())


def _labelled(column: str, value: str) -> Iterator[tuple[str, str]]:
    """The value of a label; behind a reference, free text may follow."""
    if column == UNIQUE and (match := _REF.fullmatch(value)):
        yield column, match[1]
        yield OTHER, match[2]
    elif column == UN:
        first = _UN_NEW.match(value) or _UN_OLD.match(value)
        yield column, first[0] if first else ""
        yield OTHER, value[first.end() :].lstrip(" .") if first else value
    else:
        yield column, value


def _running(text: str) -> Iterator[tuple[str, str]]:
    """Numbers and addresses of a text without labels; it may name ships of its own only."""
    yield OTHER, text
    for match in _UN_REF.finditer(text):
        rest = text[match.end() :]
        if first := _UN_NEW.match(rest) or _UN_OLD.match(rest):
            yield UN, first[0]
    if own := _UN_NEW.match(text):
        yield UN, own[0]
    for column, pattern in (("IMO number", _IMO), ("MMSI", _MMSI)):
        found = set(pattern.findall(text))
        if len(found) == 1:
            yield column, found.pop()
    yield from (("Email address", one) for one in _EMAIL.findall(text))
    yield from (("Website", one.rstrip(".")) for one in _WEB.findall(text))


def un_references(text: str) -> list[str]:
    """``un-sc:QDi.001`` for each number of a cell; older numbers stay in their own form."""
    new = [f"{m[1].upper()}{m[2].lower()}.{m[3]}" for m in _UN_NEW.finditer(text)]
    found = new + _UN_OLD.findall(_UN_NEW.sub(" ", text))
    return [f"un-sc:{one}" for one in found or [one_line(text)] if one]
