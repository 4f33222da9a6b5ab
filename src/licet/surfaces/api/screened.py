"""Screening as the service answers it: one party, and many with an answer for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from pydantic import ValidationError

from licet.core.dates import AsOf, PartialDate
from licet.core.errors import BadInputError, LicetError
from licet.decision.matching import best_per_listing
from licet.decision.standing import standings
from licet.decision.workspace import Workspace
from licet.goods import territories
from licet.screening.measured import no_match, recall_at
from licet.screening.model import Adjustment, Match, Part, Query, QueryIdentifier, TokenPair
from licet.screening.screen import parse_query, run, screen_one, unscreenable
from licet.screening.search import Search
from licet.surfaces.api.models.screen import Party, Record
from licet.surfaces.api.problems import troubles
from licet.surfaces.api.snapshot import Snapshot
from licet.surfaces.screening_standing import consulted, listed, on_lists, programmes

_DEEP = {
    name: tuple(f.name for f in fields(kind))
    for name, kind in (("why", TokenPair), ("adjustments", Adjustment), ("parts", Part))
}
_FLAT = tuple(f.name for f in fields(Match) if f.name not in _DEEP)
AT_ONCE = 200
"""Names that go through screening together."""
LONG, LOW, MANY = 200, 0.6, 20
"""A longer name, a lower threshold or more matches can take a tenth of a second."""


def query_of(party: Party) -> Query:
    """What screening is asked; raises BadInputError for a country or birth that is none."""
    return Query(
        party.name,
        kind=party.kind,
        country=territories.require(party.country, "country") if party.country else None,
        birth_date=_birth(party.born) if party.born else None,
        identifiers=tuple(QueryIdentifier(one.value, one.kind) for one in party.identifiers),
    )


def _birth(text: str) -> PartialDate:
    birth = PartialDate.parse(text)
    if birth.earliest is None:
        raise BadInputError(
            f"'{text}' is no date of birth.",
            where="born",
            mend="Write 1960-04-01, 01 Apr 1960, Apr 1960, 1960 or 1959 to 1961.",
        )
    return birth


@dataclass(frozen=True, slots=True)
class Asking:
    """How to screen, and for which date."""

    asked: AsOf
    threshold: float
    limit: int


def is_quick(query: Query, how: Asking) -> bool:
    """Whether a party is screened in a millisecond or three, so that nobody else has to wait."""
    return len(query.name) <= LONG and how.threshold >= LOW and how.limit <= MANY


def one(work: Workspace, query: Query, how: Asking) -> list[dict[str, Any]]:
    """Matches of one party."""
    found = screen_one(work.index, query, threshold=how.threshold, limit=how.limit)
    return told(work, found, how)


def one_apart(held: Snapshot, query: Query, how: Asking) -> list[dict[str, Any]]:
    """The same, in a thread."""
    with held.borrowed() as work:
        return one(work, query, how)


def told(work: Workspace, found: Sequence[Match], how: Asking) -> list[dict[str, Any]]:
    """Matches with how each listing stood on the date asked, and which are one party."""
    if not found:
        return []
    matches = best_per_listing(found)[: how.limit]
    standing = standings(work, [m.listing_id for m in matches], how.asked)
    first = _first_of_party(work, matches)
    return [
        {
            **plain(match),
            "listed": listed(work, standing, match.listing_id, how.asked),
            "programmes": programmes(standing, match.listing_id),
            "on_lists": on_lists(standing[match.listing_id])
            if match.listing_id in standing
            else [],
            "same_party_as": first.get(match.listing_id),
        }
        for match in matches
    ]


def plain(match: Match) -> dict[str, Any]:
    """What ``Match.to_json`` gives, at a fifth of its cost: ``asdict`` copies every value."""
    made: dict[str, Any] = {name: getattr(match, name) for name in _FLAT}
    for name, kept in _DEEP.items():
        made[name] = [{f: getattr(one, f) for f in kept} for one in getattr(match, name)]
    return {**made, "band": match.band, "sentence": match.sentence()}


def _first_of_party(work: Workspace, matches: Sequence[Match]) -> dict[str, str]:
    """For a match whose party stands above it on another list: that one."""
    found: dict[str, str] = {}
    above: list[str] = []
    for match in matches:
        same = set(work.clusters.same_party(match.listing_id))
        first = next((one for one in above if one in same), None)
        if first:
            found[match.listing_id] = first
        above.append(match.listing_id)
    return found


@dataclass
class Scopes:
    """What answers hold for, by date; the lists of one generation say the same all day."""

    held: dict[tuple[Any, ...], dict[str, Any]] = field(default_factory=dict)

    def of(self, held: Snapshot, how: Asking) -> dict[str, Any]:
        """The scope of an answer."""
        key = (id(held), held.name, how.asked, how.threshold, date.today())
        found = self.held.get(key)
        if found is None:
            if len(self.held) > AT_ONCE:
                self.held.clear()
            found = self.held[key] = _scope(held, how)
        return found


def _scope(held: Snapshot, how: Asking) -> dict[str, Any]:
    return {
        "generation": held.name,
        "as_of": str(how.asked.moment),
        "known_by": str(how.asked.known_by) if how.asked.known_by else None,
        "threshold": how.threshold,
        "lists": consulted(held.work, how.asked),
        "screening": {"recall": recall_at(how.threshold), "says": no_match(how.threshold)},
    }


def many(work: Workspace, rows: Iterable[tuple[int, Any]], how: Asking) -> Iterable[dict[str, Any]]:
    """An answer for each numbered row: matches, or why it was not screened. Rows are what JSON
    gave; nothing of one row stops another."""
    batch: list[tuple[int, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= AT_ONCE:
            yield from _some(work, batch, how)
            batch = []
    yield from _some(work, batch, how)


def _some(
    work: Workspace, rows: Sequence[tuple[int, Any]], how: Asking
) -> Iterable[dict[str, Any]]:
    answers: dict[int, dict[str, Any]] = {}
    asked = []
    for number, row in rows:
        answers[number] = {"row": number}
        try:
            record = row if isinstance(row, Record) else Record.model_validate(row)
            if record.id is not None:
                answers[number]["id"] = record.id
            query = query_of(record)
            name = parse_query(query)
            if reason := unscreenable(query, name):
                raise BadInputError(reason, mend="Give a name with letters or digits.")
            asked.append((number, query, name))
        except ValidationError as error:
            answers[number]["error"] = _shape(error)
        except LicetError as error:
            answers[number]["error"] = trouble(error)
    search = Search(work.index, how.threshold, how.limit)
    found = run(search, [query for _, query, _ in asked], [name for _, _, name in asked])
    for (number, _, _), matches in zip(asked, found, strict=True):
        answers[number]["matches"] = told(work, matches, how)
    yield from answers.values()


def trouble(error: LicetError) -> dict[str, Any]:
    """An error as one record's answer."""
    return {"what": error.what, "where": error.where, "mend": error.mend}


def _shape(error: ValidationError) -> dict[str, Any]:
    first = troubles(error.errors(include_url=False, include_input=False, include_context=False))[0]
    return {"what": first.what, "where": first.where, "mend": "See the description of a record."}
