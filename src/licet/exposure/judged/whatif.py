"""What if: the steps of a scenario put on an analysis. Only what they touch is judged anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import polars as pl

from licet.core.dates import Moment
from licet.core.errors import BadInputError, nearest
from licet.core.kleene import Truth
from licet.exposure.judged.analysis import Analysis, changed
from licet.exposure.judged.matched import Fit, Listed
from licet.exposure.judged.scenario import Loss, Removal, Scenario, Step, Who
from licet.lists.in_force import MeasureState
from licet.names.countries import country_code
from licet.ownership.keys import plain_name

if TYPE_CHECKING:
    from licet.exposure.programme import Programme

DAY = timedelta(days=1)
Spans = list[tuple[date, dict[str, MeasureState]]]


def what_if(base: Analysis, scenario: Scenario) -> Analysis:
    """The analysis with a scenario's steps; raises BadInputError for somebody nobody knows."""
    made = _Case(base)
    for step in sorted(scenario.steps, key=lambda one: one.on):
        made.take(step)
    events = pl.concat([base.events, *made.events], how="diagonal_relaxed")
    return changed(base, scenario.name, made.listed(), made.suppliers(), events)


@dataclass
class _Case:
    """What the steps have changed so far."""

    base: Analysis
    fits: list[Fit] = field(default_factory=list)
    spans: dict[str, Spans] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    events: list[pl.DataFrame] = field(default_factory=list)

    def take(self, step: Step) -> None:
        """Put one step on."""
        if step.designate:
            last = date.fromisoformat(step.until) if step.until else None
            self.designate(step.designate, step.measure, step.day, last)
        elif step.delist:
            for listing in self.listings_of(step.delist):
                self.cut(listing, step.day, None)
        elif step.change:
            self.known(step.change.listing)
            self.cut(step.change.listing, step.day, (step.change.measure, step.change.to))
        elif step.effective:
            self.known(step.effective.listing)
            self.move(step.effective.listing, step.effective.measure, step.day)
        elif step.remove:
            self.events.append(removal(self.base.programme, step.remove, step.day))
        elif step.lose:
            self.events.append(loss(self.base.programme, step.lose, step.day))

    def listed(self) -> Listed:
        """The listings with all changes."""
        old = self.base.listed
        return replace(old, fits=(*old.fits, *self.fits), spans={**old.spans, **self.spans})

    def suppliers(self) -> set[int]:
        """Suppliers for whom something may be other now: those touched, and all they own."""
        below = self.base.web.descendants(self.touched)
        return {n for n in self.touched | below if n < self.base.people.suppliers}

    def known(self, listing: str) -> None:
        """Refuse a listing that nobody in the programme is or may be."""
        met = {fit.listing for fit in (*self.base.listed.fits, *self.fits)}
        if listing.lower() not in met:
            raise BadInputError(
                f"nobody in the programme is or may be {listing}; {nearest(listing, met)}".strip(
                    "; "
                ),
                mend="Name one of those that the report shows, or designate a supplier.",
            )

    def nodes_of(self, who: Who) -> list[int]:
        """Whom a step is about; raises BadInputError for nobody."""
        people = self.base.people
        if who.listing:
            self.known(who.listing)
            return [f.node for f in self.base.listed.fits if f.listing == who.listing.lower()]
        if who.country:
            code = country_code(who.country)
            found = [n for n in range(people.suppliers) if people.persons[n].country == code]
            if not code or not found:
                raise BadInputError(f"no supplier is of '{who.country}'.")
            return found
        return [node_named(self.base, who.supplier or who.owner or "", owner=bool(who.owner))]

    def designate(self, who: Who, measure: str, day: date, last: date | None) -> None:
        """A hypothetical listing of each of them, confirmed."""
        for node in self.nodes_of(who):
            listing = f"what-if:{len(self.spans) + 1}"
            name = self.base.people.persons[node].name or "a party not named"
            self.fits.append(Fit(node, listing, name, True, None, "hypothetical"))
            state = made_state(measure, listing, name, day, last)
            self.spans[listing] = [(date.min, {}), (day, {measure: state})]
            if last:
                self.spans[listing].append((last + DAY, {}))
            self.touched.add(node)

    def listings_of(self, who: Who) -> list[str]:
        """Every listing that they are or may be."""
        nodes = set(self.nodes_of(who))
        found = [f.listing for f in (*self.base.listed.fits, *self.fits) if f.node in nodes]
        if not found:
            raise BadInputError(f"{who.says()} is on no list here.")
        return list(dict.fromkeys(found))

    def cut(self, listing: str, day: date, change: tuple[str, str | None] | None) -> None:
        """From a day on nothing of a listing, or another measure in place of one."""
        held = self.own(listing)
        if change is None:
            self.spans[listing] = [*((d, s) for d, s in held if d < day), (day, {})]
            return
        old, new = change
        last = next((s for d, s in reversed(held) if d <= day), {})
        made = [(d, s) for d, s in held if d < day]
        made += [
            (d, _swapped(s, old, new, day))
            for d, s in [(day, last), *((d, s) for d, s in held if d > day)]
        ]
        self.spans[listing] = made

    def move(self, listing: str, measure: str, day: date) -> None:
        """A measure takes effect on another day than it did."""
        held = self.own(listing)
        state = next((s[measure] for _, s in held if measure in s), None)
        if state is None:
            raise BadInputError(f"{listing} carries no measure {measure}.")
        moved = replace(state, truth=True, effective=(Moment(day), Moment(day)))
        days = sorted({day, *(d for d, _ in held)})
        self.spans[listing] = [
            (d, {**_without(_on(held, d), measure), **({measure: moved} if d >= day else {})})
            for d in days
        ]

    def own(self, listing: str) -> Spans:
        """What a listing carries by now; whoever is or may be it is judged anew."""
        listing = listing.lower()
        nodes = (f.node for f in (*self.base.listed.fits, *self.fits) if f.listing == listing)
        self.touched |= set(nodes)
        return self.spans.get(listing) or self.base.listed.spans[listing]


def _on(held: Spans, day: date) -> dict[str, MeasureState]:
    return next((states for d, states in reversed(held) if d <= day), {})


def _without(states: dict[str, MeasureState], measure: str) -> dict[str, MeasureState]:
    return {name: state for name, state in states.items() if name != measure}


def _swapped(
    states: dict[str, MeasureState], old: str, new: str | None, day: date
) -> dict[str, MeasureState]:
    if old not in states:
        return states
    rest = _without(states, old)
    if new is None:
        return rest
    effective = (Moment(day), Moment(day))
    return {**rest, new: replace(states[old], measure=new, effective=effective)}


def made_state(
    measure: str, listing: str, name: str, day: date, last: date | None = None, truth: Truth = True
) -> MeasureState:
    """A measure of a hypothetical listing."""
    return MeasureState(
        measure=measure,
        listing_id=listing,
        listing_name=name,
        source="what-if",
        truth=truth,
        effective=(Moment(day), Moment(day)),
        text="",
        evidence="hypothetical",
        until=Moment(last) if last else None,
    )


def node_named(base: Analysis, text: str, *, owner: bool = False) -> int:
    """A supplier by its number or exact name, or an owner; raises BadInputError for nobody."""
    ids = base.programme.suppliers["supplier_id"].to_list()
    if text in ids and not owner:
        return ids.index(text)
    plain = plain_name(text)
    names = {plain_name(p.name): n for n, p in enumerate(base.people.persons) if p.name}
    if plain in names:
        return names[plain]
    kind = "owner" if owner else "supplier"
    hint = nearest(text, [*ids, *(p.name for p in base.people.persons if p.name)])
    raise BadInputError(f"the programme has no {kind} '{text}'; {hint}".rstrip("; ") + ".")


def removal(programme: Programme, told: Removal, day: date) -> pl.DataFrame:
    """A removal as a row of the table events."""
    code = country_code(told.country) if told.country else None
    if told.country and not code:
        raise BadInputError(f"'{told.country}' is no country known here.")
    if code and code not in set(programme.suppliers["country"].drop_nulls()):
        raise BadInputError(f"no supplier is of {told.country}.")
    whom = told.supplier or told.country or told.part
    return _event(
        programme,
        {
            "event": f"{whom} removed",
            "date": day,
            "country": code,
            "supplier": _key(programme, "supplier", told.supplier),
            "part": _key(programme, "part", told.part),
            "policy": told.policy,
            "until": date.fromisoformat(told.until) if told.until else None,
            "amendments": told.amendments,
        },
    )


def loss(programme: Programme, told: Loss, day: date) -> pl.DataFrame:
    """A lost source as an event: nothing is delivered from the day on."""
    whom = f"{told.supplier}{f' for {told.part}' if told.part else ''}"
    return _event(
        programme,
        {
            "event": f"{whom} lost",
            "date": day,
            "supplier": _key(programme, "supplier", told.supplier),
            "part": _key(programme, "part", told.part),
            "policy": "stop_at_once",
        },
    )


def _event(programme: Programme, row: dict[str, object]) -> pl.DataFrame:
    schema = programme.events.schema
    whole = {name: row.get(name) for name in schema}
    return pl.DataFrame([whole], schema=schema)


def _key(programme: Programme, column: str, text: str | None) -> int | None:
    if text is None:
        return None
    frame = getattr(programme, f"{column}s")
    ids: Iterable[str] = frame[f"{column}_id"].to_list()
    known = {one: n for n, one in enumerate(ids)}
    if column == "supplier" and text not in known:
        known |= {name: n for n, name in enumerate(frame["name"].to_list()) if name}
    if text not in known:
        hint = nearest(text, known)
        raise BadInputError(f"the programme has no {column} '{text}'; {hint}".rstrip("; ") + ".")
    return known[text]
