"""Export Control Classification Numbers: their form, their series, and the nearest known one.

A number is a category (0 to 9), a product group (A to E), three digits and, after a point, the
paragraph of the entry: ``3A001.b.2``. EAR99 is what is subject to the regulations and in no entry.
Source: 15 CFR 738.2(d), 734.3(c).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from licet.core.errors import BadInputError, nearest

EAR99 = "EAR99"
_FORM = re.compile(r"([0-9][A-E][0-9]{3})(?:\.?((?:[A-Z]|[0-9]+)(?:\.(?:[A-Z]+|[0-9]+))*))?", re.I)


@dataclass(frozen=True, slots=True)
class Eccn:
    """A classification: ``base`` is the entry (3A001) or EAR99, ``paragraph`` what follows it."""

    base: str
    paragraph: str | None = None

    def __str__(self) -> str:
        return f"{self.base}.{self.paragraph}" if self.paragraph else self.base

    @property
    def listed(self) -> bool:
        """Whether it is an entry of the Commerce Control List, and not EAR99."""
        return self.base != EAR99

    @property
    def series(self) -> str:
        """600_series, 9x515 or other: the third character tells (15 CFR 738.2(d)(1))."""
        if self.base[2:] == "515" and self.base[0] == "9":
            return "9x515"
        return "600_series" if self.listed and self.base[2] == "6" else "other"


def parse(text: str) -> Eccn | None:
    """A classification from what a user wrote; None for what has not the form of one."""
    plain = "".join(text.split()).upper().replace("-", "")
    if plain == EAR99:
        return Eccn(EAR99)
    match = _FORM.fullmatch(plain)
    if match is None:
        return None
    return Eccn(match[1], match[2].lower() if match[2] else None)


def require(text: str, known: Iterable[str]) -> Eccn:
    """A classification that stands in the list at hand; raises BadInputError with the nearest."""
    found, known = parse(text), sorted(known)
    if found and (not found.listed or found.base in known):
        return found
    what = "is in no entry of the list at hand" if found else "is no classification number"
    raise BadInputError(f"'{text}' {what}.", mend=hint(text, known))


def hint(text: str, known: Iterable[str]) -> str:
    """Which entry may be meant, or how a number is written."""
    known = [*known, EAR99]
    base = text.strip().upper()[:5]
    # A letter read for a digit is likelier than another number.
    digits = f"{base[:2]}{base[2:].replace('O', '0').replace('I', '1').replace('L', '1')}"
    close = f"did you mean '{digits}'? " if digits in known else nearest(base, known)
    return (close[:1].upper() + close[1:].strip()) if close else "Write it as 3A001, or EAR99."


def within(paragraph: str, outer: str) -> bool:
    """Whether a paragraph is another or lies within it: ``b.2.a`` lies within ``b``."""
    return paragraph == outer or paragraph.startswith(f"{outer}.")
