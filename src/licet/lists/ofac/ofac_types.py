"""Which list an entry stands on since when, and what that says about its measures.

OFAC dates each list an entry stands on, not each measure, and repeats all types of sanction of
an entry on every list. So a list's date is a measure's date only where the list is the measure's
own and nothing else of the entry can have come by it.

Source: the ListType and SanctionsType reference values of the advanced XML (2020, 2024) and the
enhanced XML (2025). OFAC moved the part 561 entries to its CAPTA list in 2019, so that list's
date isn't theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from licet.core.errors import BadFileError
from licet.core.listing import DatedEvent, ListedMeasure, Listing
from licet.lists.ofac.entry_measures import CAUTION, CONSOLIDATED, SDN, UNREAD

SDN_LIST, CONSOLIDATED_LIST = "SDN List", "Consolidated List"
MENU = "Non-SDN Menu-Based Sanctions List"
STRAY = 0.05  # an entry may have moved to the other list; one in twenty doesn't decide

# The list a measure comes by; the longest beginning of its id that stands here decides.
_LIST_OF = {
    "us/ofac/blocking": SDN_LIST,
    "us/ofac/ns-plc": "Non-SDN Palestinian Legislative Council List",
    "us/ofac/fse": "FSE List",
    "us/ofac/capta": "CAPTA List",
    "us/ofac/cmic": "Non-SDN CMIC List",
    "us/ofac/ssi/": "Sectoral Sanctions Identifications List",
    "us/ofac/eo14024/": MENU,
    "us/ofac/eo14014/": MENU,
    "us/ofac/eo14038": MENU,
    "us/ofac/eo14059": MENU,
    "us/ofac/eo13846": MENU,
    "us/caatsa/235/": MENU,
}
_ONE_ACT = "us/caatsa/235/"  # its menu is chosen in one act, so its sections share one date

# The measure a type of sanction names by itself.
TYPES = {
    "Block": "us/ofac/blocking",
    "561 Full Restrictions": "us/ofac/561",
    "CMIC Executive Order": "us/ofac/cmic",
    "Executive Order 13959 Sanctions": "us/ofac/cmic",
    "Executive Order 14059 Non-blocking": "us/ofac/eo14059",
    "Executive Order 14014 Directive 1": "us/ofac/eo14014/1",
    **{f"13662 Sectoral Directive {n}": f"us/ofac/ssi/{n}" for n in "1234"},
    **{
        f"Executive Order 14024 Directive {n}": f"us/ofac/eo14024/{n}"
        for n in ("1", "1a", "2", "3", "4")
    },
}
# Types that say how, not what: known once one of these measures is read from the entry.
_TOLD_BY = {
    "Reject": ("us/ofac/ns-plc", "us/ofac/fse"),
    "CAATSA Section 231/235 Sanctions": (_ONE_ACT,),
}


@dataclass(slots=True)
class Standing:
    """On which lists an entry stands since when (ISO), by which authority, with which types."""

    lists: dict[str, str] = field(default_factory=dict)
    types: list[str] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    legal_bases: list[str] = field(default_factory=list)
    events: list[DatedEvent] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def listed(self, name: str, day: str) -> None:
        """On a list since a day; the earliest one counts."""
        self.lists[name] = min(self.lists.get(name, day), day)
        self.events.append(DatedEvent("listed", f"{day} {name}"))


def dated_measures(
    listing: Listing, standing: Standing
) -> tuple[tuple[ListedMeasure, ...], tuple[str, ...]]:
    """The entry's measures with their dates and those only a type names; and types unread."""
    measures, unread = _with_types(listing.measures, standing)
    if any(one.measure not in {CAUTION, UNREAD} for one in measures):
        measures = [one for one in measures if one.measure != UNREAD]
    shares = Counter(where for where, _ in {(_list_of(m), _act(m)) for m in measures})
    dated = (_dated(one, standing, shares) for one in measures)
    return tuple(dated), tuple(unread)


def _with_types(
    measures: Sequence[ListedMeasure], standing: Standing
) -> tuple[list[ListedMeasure], list[str]]:
    found, unread = list(measures), list[str]()
    for sanction in sorted(set(standing.types)):
        measure = TYPES.get(sanction)
        if sanction == "Block" and SDN_LIST not in standing.lists:
            measure = None
        told = _TOLD_BY.get(sanction, ())
        if any(one.measure == measure or one.measure.startswith(told) for one in found):
            continue
        if measure:
            found.append(ListedMeasure(measure, f"Sanctions type: {sanction}"))
        else:
            unread.append(f"Sanctions type: {sanction}")
    return found, unread


def _list_of(one: ListedMeasure) -> str:
    fits = [start for start in _LIST_OF if one.measure.startswith(start)]
    return _LIST_OF[max(fits, key=len)] if fits else ""


def _act(one: ListedMeasure) -> str:
    return _ONE_ACT if one.measure.startswith(_ONE_ACT) else one.measure


def _dated(one: ListedMeasure, standing: Standing, shares: Counter[str]) -> ListedMeasure:
    where = _list_of(one)
    day = standing.lists.get(where)
    if one.listed_on or not day or shares[where] != 1:
        return one
    return replace(one, listed_on=day)


def source_of(lists: Iterable[Iterable[str]]) -> str | None:
    """Which of OFAC's two lists a file is, by the lists each entry stands on; None for neither."""
    entries = [frozenset(names) for names in lists]
    lacking = {name: sum(name not in one for one in entries) for name in _WHOLE}
    fits = [source for name, source in _WHOLE.items() if lacking[name] <= STRAY * len(entries)]
    return fits[0] if entries and len(fits) == 1 else None


_WHOLE = {SDN_LIST: SDN, CONSOLIDATED_LIST: CONSOLIDATED}


def named_source(names: Collection[str]) -> str | None:
    """The source whose own list alone is among the names."""
    fits = [source for name, source in _WHOLE.items() if name in names]
    return fits[0] if len(fits) == 1 else None


def check_source(source: str, told: str | None, where: str) -> None:
    """Raise BadFileError where a file is read as the one list and says that it is the other."""
    if told is not None and source != told:
        raise BadFileError(
            f"is the list {told}, not {source}.", where=where, mend=f"Give it as {told}."
        )
