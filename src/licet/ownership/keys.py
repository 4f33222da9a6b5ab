"""Keys that stand for one and the same body in different files: an LEI, a company number, a name.

A key is ``scheme:number`` in lower-case scheme. Only where nothing else is given, a name stands for
itself (``name:acme holding ltd``), and then for nobody but the bearer of exactly that name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from licet.names.normalise import clean, fold

LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_KEY = re.compile(r"[a-z][a-z0-9_-]{1,40}:\S.*")
_WORDS = re.compile(r"[\W_]+")
_LEI_WORDS = {"lei", "xi-lei", "leicode", "lei code", "legal entity identifier"}
_UK_WORDS = {"gb-coh", "gb coh", "companies house", "uk company number", "companies house number"}
_NUMBER_WORDS = {"company number", "company-number", "registration number", "crn"}
_UK_COUNTRIES = {"gb", "uk", "united kingdom", "england", "scotland", "wales", "england and wales"}


@lru_cache(maxsize=100_000)
def plain_name(name: str) -> str:
    """A name without case, diacritics and punctuation; the words keep their order."""
    return " ".join(word for part in _WORDS.split(clean(name)) if (word := fold(part)))


def name_key(name: str) -> str:
    """The key of somebody of whom only the name is known."""
    return f"name:{plain_name(name)}"


def key(scheme: str, number: str, country: str | None = None) -> str:
    """The key of a number under its scheme, in whatever words the file has for the scheme."""
    word = " ".join(scheme.strip().lower().replace("_", " ").split())
    number = " ".join(str(number).split())
    if word in _LEI_WORDS or (LEI.fullmatch(number.upper()) and "lei" in word):
        return f"lei:{number.upper()}"
    place = (country or "").strip().lower()
    numbered = word in _NUMBER_WORDS
    if word in _UK_WORDS or (numbered and place in _UK_COUNTRIES):
        return company_number(number)
    place = f"{place}-" if place and numbered else ""
    return f"{place}{word.replace(' ', '-')}:{number}"


def company_number(number: str) -> str:
    """The key of a number of Companies House, which has eight places."""
    bare = number.strip().upper().replace(" ", "")
    return f"gb-coh:{bare.zfill(8)}"


def written(text: str) -> str | None:
    """The key that a cell spells out (``lei:...``, ``ofac:27016``, a bare LEI); None for a name."""
    text = text.strip()
    if LEI.fullmatch(text) and any(c.isdigit() for c in text[:18]) and " " not in text:
        return f"lei:{text}"
    if _KEY.fullmatch(text) and " " not in text.split(":", 1)[0]:
        scheme, _, number = text.partition(":")
        return key(scheme, number)
    return None
