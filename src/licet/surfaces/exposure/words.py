"""What a report says in words: money, days, counts, and the headline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

    from licet.exposure.judged.analysis import Analysis

SCALES = ((1e9, "bn"), (1e6, "m"), (1e3, "k"))
STATES = {
    "stopped": "stopped already",
    "ends early": "ends before it is due",
    "open": "may end before it is due",
    "on conditions": "may finish, on conditions",
    "goes on": "goes on",
    "ended": "over",
}
INSTRUMENT = {
    "blocking": "blocking",
    "licence": "licensing",
    "measure": "a measure on the party",
    "law": "law itself",
    "lists": "no list of that day, or no name",
}
POLICIES = {
    "stop_at_once": "stops at once",
    "honour_existing": "contracts signed before may finish",
    "no_new_contracts": "no new contracts",
}


def money(value: float | None, currency: str = "") -> str:
    """``USD 1.2bn``; an empty value is a dash."""
    if value is None:
        return "–"
    sign = "-" if value < 0 else ""
    for scale, letter in SCALES:
        if abs(value) >= scale:
            return f"{currency} {sign}{abs(value) / scale:.3g}{letter}".strip()
    return f"{currency} {sign}{abs(value):,.0f}".strip()


def count(number: int, one: str, many: str | None = None) -> str:
    """``1 part``, ``3 parts``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def number(value: float | None) -> str:
    """A quantity without needless digits."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 10 or value == int(value) else f"{value:,.2g}"


def listed(names: Iterable[str], most: int = 4) -> str:
    """``a, b and 3 more``."""
    some = list(names)
    if len(some) <= most:
        return ", ".join(some)
    return f"{', '.join(some[:most])} and {len(some) - most} more"


def day(value: date | None) -> str:
    """A day, or a dash."""
    return value.isoformat() if value else "–"


def plus(low: float | None, high: float | None, currency: str = "") -> str:
    """``USD 1.2bn``, or ``USD 1.2bn to 1.4bn`` where it isn't settled."""
    if low is None or high is None or abs(low - high) < 0.5:
        return money(high, currency)
    return f"{money(low, currency)} to {money(high)}"


def between(low: int, high: int) -> str:
    """``3``, or ``3 to 5``."""
    return f"{low:,}" if low == high else f"{min(low, high):,} to {max(low, high):,}"


def headline(analysis: Analysis, totals: list[dict[str, Any]], work: pl.DataFrame) -> list[str]:
    """A few sentences that say what matters most."""
    said = [
        f"Of {money(one['open'], one['currency'])} still open in "
        f"{count(one['lines'], 'contract line')}, "
        f"{plus(one['stopped'], one['may_stop'], one['currency'])} can't be delivered: "
        f"{_early(one['stopped_lines'], one['may_stop_lines'])}."
        for one in totals
    ]
    if not totals:
        said.append("No contract line is open on that day.")
    said += list(_unseen(analysis))
    said += list(_parts(work))
    said += list(_tops(analysis))
    return said


def _early(sure: int, may: int) -> str:
    if sure == may == 1:
        return "1 line ends before it is due"
    if may == 0:
        return "every line goes on until it is due"
    return f"{between(sure, may)} lines end before they are due"


def _unseen(analysis: Analysis) -> Iterable[str]:
    """Lines that are open for want of a list alone: not what anybody would call exposed."""
    lines = analysis.lines.filter(~analysis.lines["past"])
    alone = lines.filter(lines["instruments"].list.join(",") == "lists").height
    if alone:
        yield (
            f"{count(alone, 'line is', 'lines are')} open only because a list of those days isn't "
            "kept, or a supplier has no name: see the notes."
        )


def _parts(work: pl.DataFrame) -> Iterable[str]:
    if not work.height:
        yield "No part loses a source."
        return
    alone = work.filter(work["kind"].is_in(["no_other_source", "others_stop_too"])).height
    late = work.filter(work["days_late"].fill_null(0) > 0).height
    text = f"{count(work.height, 'part loses', 'parts lose')} a source; {alone} of them "
    text += "has" if alone == 1 else "have"
    yield f"{text} no other that goes on."
    if late:
        yield (
            f"For {count(late, 'part')} the last day to order elsewhere without a gap has passed."
        )


def _tops(analysis: Analysis) -> Iterable[str]:
    from licet.exposure.shortage import dates
    from licet.exposure.tree import NEVER

    tops = analysis.structure.tree.tops
    worst, best = analysis.worst.worst.lacks, analysis.best.best.lacks
    names = analysis.programme.parts
    hit = [int(n) for n in tops if worst[n] < NEVER]
    for n in sorted(hit, key=lambda n: int(worst[n]))[:3]:
        first, last = dates(worst[[n]], "day")[0], dates(best[[n]], "day")[0]
        name = names["name"][n] or names["part_id"][n]
        sure = f"from {first}" if first == last else f"from {first} at the worst"
        late = "" if first == last else f", {f'from {last}' if last else 'not at all'} at best"
        yield f"{name} can't be completed {sure}{late}."
    if len(hit) > 3:
        yield f"So it is with {count(len(hit) - 3, 'more end product')}."


def between_days(low: date | None, high: date | None) -> str:
    """``until 2022-12-31``, or ``until 2019-07-16 certainly, until 2022-12-31 possibly``."""
    if low == high:
        return f"until {low}" if low else "without a last day"
    return f"until {day(low)} certainly, {f'until {high}' if high else 'without end'} possibly"
