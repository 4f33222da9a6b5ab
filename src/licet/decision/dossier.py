"""The dossier of one listed party on a date: identity, measures, reach, sources and history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from licet.core.dates import AsOf
from licet.core.errors import NotCoveredError
from licet.core.listing import Listing, Name, Relation
from licet.decision import cross_links, history
from licet.decision.clusters import Collision, Link
from licet.decision.matching import best_per_listing
from licet.decision.render import citation_json, measure_json
from licet.decision.standing import US_CLOCK, Standing, brackets, standings
from licet.decision.workspace import Workspace
from licet.law.model import Provision
from licet.lists.asof import OFFICIAL, Bracket, bracket, source_name
from licet.lists.in_force import MeasureState
from licet.lists.presence import Run
from licet.screening.model import STRONG, Match, Query


@dataclass(frozen=True, slots=True)
class Binding:
    """A provision that a measure brings: whom it binds, what it says, how far it reaches."""

    provision: Provision
    says: str
    binds: str
    reach: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another listing of the same party: why it is the same, and what stands there that day."""

    listing_id: str
    because: str
    standing: Standing | None

    def sentences(self) -> list[str]:
        """What each list shows of it, and the measures it brings."""
        if self.standing is None:
            return []
        held = [m.title for m in self.standing.measures if m.truth is not False]
        measures = [f"measures: {'; '.join(held)}"] if held else []
        return [*(state.sentence() for state in self.standing.states), *measures]

    def to_json(self) -> dict[str, Any]:
        """The listing in plain types."""
        standing = self.standing
        return {
            "listing": self.listing_id,
            "because": self.because,
            "lists": [state.sentence() for state in standing.states] if standing else [],
            "measures": [measure_json(m) for m in standing.measures] if standing else [],
        }


@dataclass(frozen=True, slots=True)
class Dossier:
    """One listing on one date."""

    listing: Listing
    listing_id: str
    standing: Standing | None
    names: tuple[Name, ...]
    brackets: tuple[Bracket, ...]
    bindings: dict[str, tuple[Binding, ...]]
    history: tuple[history.Event, ...]
    asked: AsOf
    elsewhere: tuple[Elsewhere, ...] = ()
    relations: tuple[Relation, ...] = ()
    perhaps: tuple[Match, ...] = ()
    collisions: tuple[Collision, ...] = ()

    @property
    def measures(self) -> tuple[MeasureState, ...]:
        """Measures in force that day, or perhaps in force."""
        return tuple(m for m in self._all() if m.truth is not False)

    @property
    def other_measures(self) -> tuple[MeasureState, ...]:
        """Measures of this listing that are not in force that day, with the reason."""
        return tuple(m for m in self._all() if m.truth is False)

    def _all(self) -> tuple[MeasureState, ...]:
        return self.standing.measures if self.standing else ()

    def to_json(self) -> dict[str, Any]:
        """The dossier in plain types."""
        listing = self.listing
        return {
            "listing": self.listing_id,
            "name": listing.name,
            "kind": listing.kind,
            "as_of": str(self.asked.moment),
            "known_by": str(self.asked.known_by) if self.asked.known_by else None,
            "names": [asdict(name) for name in self.names],
            "programmes": list(listing.programmes),
            "births": [birth.text for birth in listing.births],
            "birth_places": list(listing.birth_places),
            "nationalities": list(listing.nationalities),
            "citizenships": list(listing.citizenships),
            "titles": list(listing.titles),
            "addresses": [asdict(address) for address in listing.addresses],
            "identifiers": [asdict(one) for one in listing.identifiers],
            "features": [asdict(one) for one in listing.features],
            "relations": [asdict(one) for one in self.relations],
            "remarks": list(listing.remarks),
            "unread": list(listing.unread),
            "same_party": [one.to_json() for one in self.elsewhere],
            "perhaps_same": [
                {"listing": m.listing_id, "name": m.matched_name, "score": m.score}
                for m in self.perhaps
            ],
            "shared_identifiers": [one._asdict() for one in self.collisions],
            "lists": [self._list_json(one) for one in self.brackets],
            "measures": [self._measure_json(m) for m in self.measures],
            "not_in_force": [measure_json(m) for m in self.other_measures],
            "history": [
                {"date": str(e.day), "what": e.what, "source": e.source} for e in self.history
            ],
        }

    def shown_on(self, around: Bracket) -> str:
        """What the snapshots around the date show of this party, in a sentence."""
        states = self.standing.states if self.standing else ()
        for state in states:
            if state.source == around.source:
                return state.sentence()
        if around.before is None:
            return around.sentence()
        return f"{source_name(around.source)}: not listed in the snapshot of {_day(around)}"

    def _list_json(self, around: Bracket) -> dict[str, Any]:
        return {
            "list": around.source,
            "status": around.status,
            "snapshot": str(around.before.published) if around.before else None,
            "next_snapshot": str(around.after.published) if around.after else None,
            "says": self.shown_on(around),
        }

    def _measure_json(self, state: MeasureState) -> dict[str, Any]:
        provisions = [
            {
                "provision": b.provision.id,
                "binds": b.binds,
                "obliged": b.provision.obliged,
                "prohibits": b.says,
                "reach": b.provision.reach,
                "reach_says": b.reach,
                "authority": b.provision.authority,
                "status": b.provision.status,
                "citation": citation_json(b.provision.versions[-1].source),
            }
            for b in self.bindings.get(state.measure, ())
        ]
        return {**measure_json(state), "provisions": provisions}


def _day(around: Bracket) -> str:
    return str(around.before.published) if around.before else "?"


def dossier(work: Workspace, listing_id: str, asked: AsOf) -> Dossier:
    """The dossier of a listing; raises NotCoveredError when nothing at hand knows it."""
    asked = asked.in_zone(US_CLOCK)
    authority, _, entry = listing_id.partition(":")
    named = OFFICIAL.get(authority, (authority,))
    sources = [s for s in named if s in work.lists or work.store.of(s)]
    every_run = list(work.store.runs([entry], sources))
    runs = [run for run in every_run if history.public(run.first.date(), asked.known_by)]
    standing = standings(work, [listing_id], asked).get(listing_id)
    listing = standing.listing if standing else _nearest(work, runs, asked)
    if listing is None and every_run:
        raise NotCoveredError(
            f"nothing kept about {listing_id} was public by {asked.known_by}.",
            where="--known-by",
            mend=f"Its first snapshot is of {min(r.first for r in every_run).date()}.",
        )
    if listing is None:
        raise NotCoveredError(
            f"no list in the store holds {listing_id}.",
            where=str(work.home),
            mend="Check the id, or add the list with `licet lists add FILE...`.",
        )
    around = [bracket(work.store, source, asked) for source in sources] or brackets(work, asked)
    measures = standing.measures if standing else ()
    extra = tuple(n for n in work.facts.names.get(listing_id, ()) if n not in listing.names)
    actions = work.facts.designations.get(listing_id, ())
    return Dossier(
        listing=listing,
        listing_id=listing_id,
        standing=standing,
        names=(*listing.names, *extra),
        brackets=tuple(around),
        bindings={m.measure: tuple(_bindings(work, m.measure, asked)) for m in measures},
        history=tuple(history.told(work, runs, actions, asked)),
        asked=asked,
        elsewhere=tuple(_elsewhere(work, listing_id, asked)),
        relations=cross_links.pointed(listing, work.clusters.pointers),
        perhaps=tuple(_perhaps(work, listing, listing_id)),
        collisions=tuple(c for c in work.clusters.collisions if listing_id in c.listings),
    )


def _elsewhere(work: Workspace, listing_id: str, asked: AsOf) -> Iterable[Elsewhere]:
    """Each other listing of the same party, with a reason that joins it."""
    links = {_other(link, listing_id): link for link in work.clusters.why(listing_id)}
    others = work.clusters.same_party(listing_id)
    held = standings(work, others, asked)
    for other in others:
        link = links.get(other)
        because = link.because if link else "through another of its listings"
        yield Elsewhere(other, because, held.get(other))


def _perhaps(work: Workspace, listing: Listing, listing_id: str) -> Iterable[Match]:
    """Listings of other lists whose name alone says they could be the same: suggestions."""
    from licet.screening.screen import screen_one

    if work.store.generation is None:
        return
    joined = {listing_id, *work.clusters.same_party(listing_id)}
    query = Query(listing.name, kind=listing.kind)
    for match in best_per_listing(screen_one(work.index, query, threshold=STRONG)):
        if match.listing_id not in joined and match.source != listing.source:
            yield match


def _other(link: Link, listing_id: str) -> str:
    return link.other if link.one == listing_id else link.one


def _nearest(work: Workspace, runs: list[Run], asked: AsOf) -> Listing | None:
    """The entry as the snapshot nearest to the date shows it."""
    if not runs:
        return None
    nearest = min(
        runs, key=lambda r: min(abs((d.date() - asked.day).days) for d in (r.first, r.last))
    )
    return work.store.listings([nearest.version]).get(nearest.version)


def _bindings(work: Workspace, measure: str, asked: AsOf) -> Iterable[Binding]:
    for provision in work.law.attached_to(measure):
        version = next(
            (v for v in provision.versions if v.period.contains(asked.moment) is not False), None
        )
        if version is None:
            continue
        person = work.law.persons[provision.obliged]
        yield Binding(provision, version.says, person.title, _reach_words(work, provision))


def _reach_words(work: Workspace, provision: Provision) -> str:
    if provision.reach == "none":
        return "the named party only; owned entities are not reached"
    rule = work.law.reaches.get(provision.reach)
    return rule.title if rule else "how far it reaches has not been read"
