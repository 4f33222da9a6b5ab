"""The listing side of pairs on a date: what is compared with what it was on the decision's date."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from licet.casework.good_guys.sides import LISTED, NAMES, Fields, digest, digests, listing_values
from licet.casework.good_guys.sides import words as name_words
from licet.core.dates import AsOf
from licet.core.listing import Listing
from licet.decision.render import truth_word
from licet.decision.standing import Standing, standings
from licet.decision.workspace import Workspace
from licet.lists.asof import OFFICIAL
from licet.lists.presence import Run
from licet.lists.store import Store


@dataclass(frozen=True, slots=True)
class ListingSide:
    """A listing on a date. ``entered``: the days it came onto a list it was not on before."""

    fields: Fields
    entered: tuple[date, ...]

    def entered_since(self, day: date) -> bool:
        """Whether it was put on a list (again) after a day."""
        return any(one > day for one in self.entered)


def listing_sides(
    work: Workspace, listing_ids: Iterable[str], asked: AsOf, salt: bytes
) -> dict[str, ListingSide]:
    """The side of each listing; one that neither store nor curated facts know is left out."""
    wanted = list(dict.fromkeys(listing_ids))
    standing = standings(work, wanted, asked)
    runs = _runs(work.store, wanted, asked)
    gone = {one: _last(found) for one, found in runs.items() if one not in standing}
    versions = work.store.listings(gone.values())
    editions = {source: [s.edition for s in work.store.of(source)] for source in work.store.sources}
    result = {}
    for one in wanted:
        held = standing.get(one)
        if held is None and one not in gone:
            continue
        listings = _entries(held) if held else [versions[gone[one]]]
        values = listing_values(listings) | _standing_values(held)
        values[NAMES] = [name_words(name) for name in _names(work, one, listings)]
        entered = tuple(_entered(editions, runs.get(one, [])))
        result[one] = ListingSide(digests(salt, values), entered)
    return result


def name_digest(name: str, salt: bytes) -> str:
    """A listed name as the side holds it."""
    return digest(salt, NAMES, name_words(name))


def _entries(standing: Standing) -> list[Listing]:
    """The entries of a listing, on each list that shows it around the date."""
    return [state.listing for state in standing.states if state.listing] or [standing.listing]


def _names(work: Workspace, listing_id: str, listings: Sequence[Listing]) -> list[str]:
    """Every name of a listing, with those that announcements and supplements give."""
    made = work.facts.listing(listing_id)
    more = [*(made.names if made else ()), *work.facts.names.get(listing_id, ())]
    return [name.text for name in (*(n for one in listings for n in one.names), *more)]


def _standing_values(standing: Standing | None) -> dict[str, list[str]]:
    if standing is None:
        return {"measures": [], LISTED: ["false"]}
    measures = [one.measure for one in standing.measures if one.truth is not False]
    return {"measures": measures, LISTED: [str(truth_word(standing.listed)).lower()]}


def _runs(store: Store, listing_ids: Sequence[str], asked: AsOf) -> dict[str, list[Run]]:
    """Where each listing stood up to the date, oldest first."""
    entries: dict[str, list[str]] = defaultdict(list)
    for one in listing_ids:
        authority, _, entry = one.partition(":")
        entries[authority].append(entry)
    found: dict[str, list[Run]] = defaultdict(list)
    for authority, wanted in entries.items():
        for run in store.runs(wanted, OFFICIAL.get(authority, (authority,))):
            if run.first.date() <= asked.day:
                found[f"{authority}:{run.entry_id}"].append(run)
    return {one: sorted(runs, key=lambda r: r.first) for one, runs in found.items()}


def _last(runs: Sequence[Run]) -> str:
    """The version a listing last had."""
    return max(runs, key=lambda r: r.last).version


def _entered(editions: Mapping[str, list[datetime]], runs: Sequence[Run]) -> Iterator[date]:
    """Days of snapshots that show a listing which the snapshot before does not."""
    for run in runs:
        own = editions[run.source]
        place = bisect_left(own, run.first)
        # What stands in a list's first snapshot was not put there by it.
        if place and not any(
            one.source == run.source and one.first <= own[place - 1] <= one.last for one in runs
        ):
            yield run.first.date()
