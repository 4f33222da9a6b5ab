"""Which measures a UK entry names, each with its own words and the day it was imposed.

The UK Sanctions List says them in "Sanctions Imposed", parted by "|". A later measure on a party
that stood there before has a day of its own in the entry's other information.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from licet.core.listing import ListedMeasure
from licet.lists.world.excel import one_line
from licet.lists.world.uk_cells import day

ASSET_FREEZE, TRUST_SERVICES = "uk/asset-freeze", "uk/trust-services"
INVESTMENT, OTHER = "uk/investment-ban", "uk/measures"
_KNOWN = {
    "asset freeze": ASSET_FREEZE,
    "travel ban": "uk/travel-ban",
    "trust services": TRUST_SERVICES,
    "trust services sanctions": TRUST_SERVICES,
    "director disqualification sanction": "uk/director-disqualification",
    "director disqualification": "uk/director-disqualification",
    "investment ban": INVESTMENT,
}
_LATER = re.compile(
    r"\bThe ((?:trust services|director disqualification) sanctions?) (?:was|were) imposed on "
    r"(\d\d/\d\d/\d{4})",
    re.I,
)
_DAY = r"(\d\d/\d\d/\d{4})"
_IN_ADDITION = re.compile(r"imposed in addition to an asset freeze:\s*")
# The measures a ConList entry may name beside the asset freeze, and where it gives their day
_ADDED: dict[str, tuple[str, re.Pattern[str] | None]] = {
    "Trust services": (
        TRUST_SERVICES,
        re.compile(rf"Date trust services sanctions imposed: {_DAY}", re.I),
    ),
    "Correspondent banking relationships etc": (
        OTHER,
        re.compile(
            rf"correspondent banking relationships etc\. (?:measure )?was imposed on {_DAY}"
        ),
    ),
    "Dealing with transferable securities or money-market instruments": (INVESTMENT, None),
    "Loans and credit arrangements": (INVESTMENT, None),
}
_PHRASE = re.compile(rf"({'|'.join(_ADDED)})\.\s*")
_NOT_FROZEN = re.compile(
    r"Funds or financial assets or economic resources received on or after [^.]*?not to be "
    r"regarded as frozen[^.]*\.?"
)


def measures_of(
    imposed: Iterable[str], notes: Iterable[str], listed_on: str | None
) -> Iterator[ListedMeasure]:
    """The measures of a UK Sanctions List entry."""
    later = {id_of(words): day(when) for note in notes for words, when in _LATER.findall(note)}
    words = {one_line(part) for text in imposed for part in text.split("|")}
    for text in words - {""}:
        measure = id_of(text)
        own = None if measure == OTHER else later.get(measure)
        yield ListedMeasure(measure, text, listed_on=own or listed_on)


def frozen(regimes: Iterable[tuple[str, ...]], notes: Iterable[str]) -> Iterator[ListedMeasure]:
    """The measures of a ConList entry, which is an asset freeze target by standing there.

    ``regimes`` are (regime, listed on). Where the entry says that some funds are not to be
    regarded as frozen, its words stand in the measure.
    """
    told = sorted(notes)
    open_funds = {one_line(match[0]) for note in told for match in _NOT_FROZEN.finditer(note)}
    for regime, listed in regimes:
        words = "; ".join([f"Asset freeze target: {regime.strip()}", *sorted(open_funds)])
        yield ListedMeasure(ASSET_FREEZE, words, listed_on=day(listed))
    yield from (one for note in told for one in _added(note))


def _added(note: str) -> Iterator[ListedMeasure]:
    """Measures beside the freeze; one whose day isn't told has none."""
    for start in _IN_ADDITION.finditer(note):
        at = start.end()
        while phrase := _PHRASE.match(note, at):
            measure, dated = _ADDED[phrase[1]]
            when = dated.search(note) if dated else None
            yield ListedMeasure(measure, phrase[1], listed_on=day(when[1]) if when else None)
            at = phrase.end()
        if at == start.end():
            yield ListedMeasure(OTHER, one_line(note[at:].partition(".")[0]) or OTHER)
    for words, when_told in _LATER.findall(note):
        yield ListedMeasure(id_of(words), words, listed_on=day(when_told))


def id_of(words: str) -> str:
    """The measure's id; ``uk/measures`` for words that have no id of their own."""
    return _KNOWN.get(one_line(words).lower().rstrip("."), OTHER)
