"""The parties a document names: mentions grouped, each with the measures in force on a date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from licet.core.dates import AsOf, Moment
from licet.decision.render import measure_json, truth_word
from licet.decision.standing import Standing, standings
from licet.decision.workspace import Workspace
from licet.documents import Text
from licet.lists.in_force import MeasureState
from licet.screening.mentions import Mention
from licet.screening.model import Match

FIRST = "ofac"
"""Of listings that fit alike, the one of the lists that decisions consult leads."""


@dataclass
class NamedParty:
    """One party of a document: its listings, its mentions, and what else its name fits."""

    listing_id: str
    matches: dict[str, Match]
    others: dict[str, Match]
    """Listings that the name fits as well and that no publisher calls the same party."""

    mentions: list[Mention] = field(default_factory=list)
    standings: dict[str, Standing] = field(default_factory=dict)

    @property
    def lead(self) -> Match:
        """The best match of its leading listing."""
        return self.matches[self.listing_id]

    @property
    def name(self) -> str:
        """The name of its entry on the date, else the listed name that was found."""
        held = self.standings.get(self.listing_id)
        return held.listing.name if held else self.lead.matched_name

    @property
    def kind(self) -> str:
        """Person, organisation, vessel ..., as the entry says."""
        held = self.standings.get(self.listing_id)
        return held.listing.kind if held else "unknown"

    def measures(self) -> list[MeasureState]:
        """Measures in force, or perhaps in force, through any of its listings; each once."""
        found: dict[str, MeasureState] = {}
        for one in self.matches:
            for state in self.standings[one].measures if one in self.standings else ():
                held = found.get(state.measure)
                if state.truth is not False and (held is None or held.truth is not True):
                    found[state.measure] = state
        return list(found.values())


@dataclass(frozen=True)
class Reading:
    """One document, the date it was judged by, and the parties it names."""

    document: Text
    asked: AsOf
    asked_because: str
    parties: tuple[NamedParty, ...]

    def to_json(self) -> dict[str, Any]:
        """The reading in plain types."""
        dated = self.document.dated
        return {
            "file": self.document.name,
            "format": self.document.format,
            "characters": len(self.document.text),
            "pages": len(self.document.pages) or None,
            "dated": str(dated.day) if dated else None,
            "dated_by": dated.said_by if dated else None,
            "as_of": str(self.asked.moment),
            "as_of_because": self.asked_because,
            "notes": list(self.document.notes),
            "parties": [self._party(one) for one in self.parties],
        }

    def _party(self, one: NamedParty) -> dict[str, Any]:
        return {
            "listing": one.listing_id,
            "name": one.name,
            "kind": one.kind,
            "score": one.lead.score,
            "measures": [measure_json(state) for state in one.measures()],
            "listings": [_listing(one, match) for match in one.matches.values()],
            "also_fits": [_listing(one, match) for match in one.others.values()],
            "mentions": [self._mention(mention) for mention in one.mentions],
        }

    def _mention(self, one: Mention) -> dict[str, Any]:
        return {
            "text": one.text,
            "start": one.start,
            "end": one.end,
            "page": self.document.page(one.start),
            "found_as": one.found_as,
            "score": one.matches[0].score,
            "sentence": one.sentence,
            "sentence_start": one.sentence_start,
        }


def _listing(party: NamedParty, match: Match) -> dict[str, Any]:
    held = party.standings.get(match.listing_id)
    return {
        **match.to_json(),
        "listed": truth_word(held.listed) if held else truth_word(None),
        "programmes": list(held.listing.programmes) if held else [],
        "on_lists": [state.sentence() for state in held.states] if held else [],
        "measures": [measure_json(m) for m in held.measures if m.truth is not False]
        if held
        else [],
    }


def date_asked(document: Text, asked: AsOf | None, otherwise: AsOf) -> tuple[AsOf, str]:
    """The date to judge by: the one asked, else the document's own, else ``otherwise`` (today)."""
    if asked is not None:
        return asked, "asked"
    if document.dated is not None:
        day = Moment(document.dated.day)
        return AsOf(day, otherwise.known_by), f"the document's date, from {document.dated.said_by}"
    return otherwise, "today: the document gives no clear date of its own"


def reading(
    work: Workspace, document: Text, found: Iterable[Mention], asked: tuple[AsOf, str]
) -> Reading:
    """Group mentions by party and say how each stands on the date."""
    groups = _grouped(work, found)
    ids = [one for group in groups for one in (*group.matches, *group.others)]
    held = standings(work, list(dict.fromkeys(ids)), asked[0])
    for group in groups:
        wanted = (*group.matches, *group.others)
        group.standings = {one: held[one] for one in wanted if one in held}
    ranked = sorted(groups, key=lambda one: (-one.lead.score, one.mentions[0].start))
    return Reading(document, asked[0], asked[1], tuple(ranked))


def _grouped(work: Workspace, found: Iterable[Mention]) -> list[NamedParty]:
    """One group for each leading party; listings joined as publishers join them."""
    label = _labels(work)
    groups: dict[str, NamedParty] = {}
    for mention in found:
        best = _best(mention.matches)
        parties = {label.get(one, one): None for one in best}
        known = next((one for one in parties if one in groups), None)
        lead = known or next(iter(parties))
        group = groups.get(lead)
        if group is None:
            group = groups[lead] = NamedParty(next(iter(best)), {}, {})
        for one, match in best.items():
            own = group.matches if label.get(one, one) == lead else group.others
            if one not in own or own[one].score < match.score:
                own[one] = match
        group.mentions.append(mention)
    for group in groups.values():
        ordered = _best(group.matches.values())
        group.listing_id, group.matches = next(iter(ordered)), ordered
    return list(groups.values())


def _best(matches: Iterable[Match]) -> dict[str, Match]:
    """The best match of each listing, best first; OFAC's first among equals."""
    best: dict[str, Match] = {}
    for match in matches:
        if match.listing_id not in best or best[match.listing_id].score < match.score:
            best[match.listing_id] = match
    ranked = sorted(
        best.values(),
        key=lambda m: (-round(m.score, 1), not m.listing_id.startswith(FIRST), -m.score),
    )
    return {match.listing_id: match for match in ranked}


def _labels(work: Workspace) -> dict[str, str]:
    """Listing → the first listing of its party, for parties with several."""
    return {one: ids[0] for ids in work.clusters.members.values() for one in ids}
