"""Shares in percent, counted exactly.

A share is an interval of whole millionths of a percent, so that 33.3 and 16.7 make 50 and "more
than 50 percent" is a number of its own. Anything finer is rounded outwards: the low end down, the
high end up.
"""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation
from functools import lru_cache

PERCENT = 1_000_000
"""One percent, in the unit shares are counted in."""
ALL = 100 * PERCENT
Share = tuple[int, int]
UNKNOWN: Share = (0, ALL)

_NUMBER = r"(\d{1,3}(?:[.,]\d+)?)"
_EXACT = re.compile(rf"^{_NUMBER}$")
_RANGE = re.compile(rf"^{_NUMBER}(?:-|–|to|\.\.|\.\.\.)[<>=]*{_NUMBER}$")
_BOUND = re.compile(rf"^(>=|<=|>|<){_NUMBER}$")
_UNKNOWN = {"", "unknown", "n/a", "na", "-", "?", "none", "null", "undisclosed", "not known"}
_WORDS = {
    "morethan": ">", "over": ">", "above": ">", "atleast": ">=", "lessthan": "<", "under": "<",
    "below": "<", "upto": "<=", "atmost": "<=", "≥": ">=", "≤": "<=",
}  # fmt: skip


def of(low: str | float, high: str | float) -> Share:
    """The interval between two percentages, both included; raises ValueError where none is."""
    first, last = _units(str(low), up=False), _units(str(high), up=True)
    if not 0 <= first <= last <= ALL:
        raise ValueError(f"'{low}' to '{high}' is no share")
    return first, last


def exactly(percent: str | float) -> Share:
    """One percentage: a point, unless it is finer than can be counted."""
    return of(percent, percent)


def over(percent: int) -> int:
    """The smallest share above a percentage."""
    return percent * PERCENT + 1


@lru_cache(maxsize=10_000)
def parse(text: str | None) -> Share:
    """Read "50", "50 %", "25-50", "more than 50", ">=75", "unknown"; nothing is unknown.

    Raises ValueError for what is no share.
    """
    bare = (text or "").strip().lower().replace("percent", "").replace("%", "")
    if bare.strip() in _UNKNOWN:
        return UNKNOWN
    bare = re.sub(r"\s+", "", bare).replace("pct", "")
    for word, sign in _WORDS.items():
        bare = bare.replace(word, sign)
    if match := _EXACT.match(bare):
        return exactly(match[1])
    if match := _RANGE.match(bare):
        return of(match[1], match[2])
    if match := _BOUND.match(bare):
        return _bounded(match[1], match[2])
    raise ValueError(f"'{text}' is no share")


def _bounded(sign: str, number: str) -> Share:
    low, high = exactly(number)
    if sign[0] == ">":
        found = (low if sign == ">=" else high + 1, ALL)
    else:
        found = (0, high if sign == "<=" else low - 1)
    if not 0 <= found[0] <= found[1] <= ALL:
        raise ValueError(f"'{sign}{number}' is no share")
    return found


def _units(text: str, *, up: bool) -> int:
    try:
        value = Decimal(text.replace(",", ".")) * PERCENT
    except InvalidOperation:
        raise ValueError(f"'{text}' is no number") from None
    if not value.is_finite():
        raise ValueError(f"'{text}' is no number")
    return int(value.to_integral_value(ROUND_CEILING if up else ROUND_FLOOR))


def words(low: int, high: int) -> str:
    """``50 %``, ``25 to 50 %``, ``more than 50 %``, ``75 % or more``, ``an unknown part``."""
    if high - low <= 1 and low % PERCENT:
        return f"{_plain(low)} %"
    if low == high:
        return f"{_plain(low)} %"
    if (low, high) == UNKNOWN:
        return "an unknown part"
    first = _plain(low - 1) if low % PERCENT == 1 else _plain(low)
    last = _plain(high + 1) if high % PERCENT == PERCENT - 1 else _plain(high)
    more = "more than " if low % PERCENT == 1 else ""
    if high >= ALL:
        return f"{more}{first} %" if more else f"{first} % or more"
    less = "less than " if high % PERCENT == PERCENT - 1 else ""
    if low == 0:
        return f"{less}{last} %" if less else f"{last} % or less"
    return f"{more}{first} to {less}{last} %"


def percent(units: int) -> float:
    """A share as a number of percent, for JSON and for people."""
    return units / PERCENT


def _plain(units: int) -> str:
    return f"{units / PERCENT:.6f}".rstrip("0").rstrip(".")
