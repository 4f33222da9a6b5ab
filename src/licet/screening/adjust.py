"""What kind, country and birth date add to a name's score, or take away, with words.

Only what both sides give counts: a listing without a country neither agrees nor conflicts.
"""

from __future__ import annotations

from collections.abc import Iterator

from licet.core.dates import PartialDate
from licet.names import country_code
from licet.screening.index_store import FIRST_DAY, LAST_DAY, Index, country_number
from licet.screening.model import CEILING, KINDS, Adjustment, Query

KIND_CONFLICT = -0.15
COUNTRY_CONFLICT = -0.08
COUNTRY_AGREES = 0.01
BIRTH_CONFLICT = -0.15
BIRTH_NEAR = -0.03
BIRTH_AGREES = 0.02
MOST_RAISE = COUNTRY_AGREES + BIRTH_AGREES
NEAR_DAYS = 400
"""Lists and passports are often a year apart; that lowers little."""


def adjustments(index: Index, query: Query, listing: int) -> tuple[Adjustment, ...]:
    """Every adjustment for one query and one listing."""
    found = (_kind(index, query, listing), _country(index, query, listing),
             _birth(index, query, listing))  # fmt: skip
    return tuple(one for one in found if one)


def apply(score: float, found: tuple[Adjustment, ...]) -> float:
    """The score with all adjustments; agreement never makes a partial name a full one."""
    total = score + sum(one.delta for one in found)
    return max(0.0, min(total, max(score, CEILING), 1.0))


def _kind(index: Index, query: Query, listing: int) -> Adjustment | None:
    listed = KINDS[index.listing_kind[listing]]
    if "unknown" in {query.kind, listed} or query.kind == listed:
        return None
    words = f"the query is of kind {query.kind}, the listing {listed}"
    return Adjustment("kind", KIND_CONFLICT, f"{words} ({KIND_CONFLICT:+.2f})")


def _country(index: Index, query: Query, listing: int) -> Adjustment | None:
    code = country_code(query.country) if query.country else None
    begin, end = index.country_at[listing : listing + 2].tolist()
    if code is None or begin == end:
        return None
    listed = index.country[begin:end].tolist()
    if country_number(code) in listed:
        words = f"country {code} agrees ({COUNTRY_AGREES:+.2f})"
        return Adjustment("country", COUNTRY_AGREES, words)
    shown = ", ".join(chr(one >> 8) + chr(one & 255) for one in listed[:4])
    words = f"country {code} is not among the listing's ({shown}) ({COUNTRY_CONFLICT:+.2f})"
    return Adjustment("country", COUNTRY_CONFLICT, words)


def _birth(index: Index, query: Query, listing: int) -> Adjustment | None:
    span = _days(query.birth_date) if query.birth_date else None
    begin, end = index.birth_at[listing : listing + 2].tolist()
    if span is None or begin == end:
        return None
    given = query.birth_date.text if query.birth_date else ""
    gap = min(_gaps(index, span, begin, end))
    if gap == 0:
        delta, words = BIRTH_AGREES, f"birth date {given} agrees"
    elif gap <= NEAR_DAYS:
        delta, words = BIRTH_NEAR, f"birth date {given} is within about a year of the listing's"
    else:
        delta, words = BIRTH_CONFLICT, f"birth date {given} is {gap / 365.25:.0f} years off"
    return Adjustment("birth_date", delta, f"{words} ({delta:+.2f})")


def _gaps(index: Index, span: tuple[int, int], begin: int, end: int) -> Iterator[int]:
    starts, ends = index.birth_from[begin:end].tolist(), index.birth_to[begin:end].tolist()
    for start, stop in zip(starts, ends, strict=True):
        yield max(0, start - span[1], span[0] - stop)


def _days(born: PartialDate) -> tuple[int, int] | None:
    if born.earliest is None and born.latest is None:
        return None
    first = born.earliest.toordinal() if born.earliest else FIRST_DAY
    return first, born.latest.toordinal() if born.latest else LAST_DAY
