"""Who carries which measure from when: a supplier itself, or through its owners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from licet.core.kleene import Truth, all_of
from licet.exposure.judged.laws import DIRECT, Laws
from licet.exposure.judged.matched import Listed
from licet.exposure.judged.reach import Reached
from licet.goods import entity_entry
from licet.lists.in_force import MeasureState

CARRIERS = {
    "carrier": pl.Int32(),
    "supplier": pl.Int32(),
    "measure": pl.String(),
    "reach": pl.String(),
    "listing": pl.String(),
    "via": pl.String(),
    "name": pl.String(),
    "score": pl.Float64(),
    "why": pl.String(),
    "confirmed": pl.Boolean(),
    "source": pl.String(),
    "evidence": pl.String(),
}
STATES = {
    "carrier": pl.Int32(),
    "day": pl.Date(),
    "truth": pl.Boolean(),
    "effective_earliest": pl.Date(),
    "effective_latest": pl.Date(),
    "listing": pl.String(),
    "programmes": pl.List(pl.String()),
    "items_covered": pl.String(),
    "notices": pl.List(pl.String()),
    "through_owners": pl.Boolean(),
}
Key = tuple[int, str, str, str, str | None]
"""Supplier, measure, reach, listing, and through whom."""


@dataclass(frozen=True)
class Carriers:
    """``frame`` has a row for each supplier, measure and listing; ``states`` what holds from when.

    A state whose truth is null may hold; one that is false doesn't.
    """

    frame: pl.DataFrame
    states: pl.DataFrame

    @property
    def size(self) -> int:
        """One more than the highest number of a carrier."""
        return int(self.frame["carrier"].max() or 0) + 1  # type: ignore[arg-type]

    def joined(self, other: Carriers, again: Iterable[int]) -> Carriers:
        """These, with those of some suppliers in place of their own; numbers go on from here."""
        shift = self.size
        stay = self.frame.filter(~pl.col("supplier").is_in(sorted(again)))
        fresh = [one.with_columns(pl.col("carrier") + shift) for one in (other.frame, other.states)]
        states = self.states.join(stay.select("carrier"), on="carrier", how="semi")
        return Carriers(pl.concat([stay, fresh[0]]), pl.concat([states, fresh[1]]))


def carriers(
    listed: Listed, laws: Laws, reached: Iterable[Reached], suppliers: set[int] | range
) -> Carriers:
    """Direct and owned carriers of the suppliers, of measures that some rule here speaks of."""
    made = _Made()
    for fit in listed.fits:
        if fit.node not in suppliers:
            continue
        spans = listed.spans[fit.listing]
        for measure in dict.fromkeys(m for _, states in spans for m in states):
            if not laws.provisions(measure):
                continue
            states = [(day, *_direct(fit.confirmed, held.get(measure))) for day, held in spans]
            about = {"name": fit.name, "score": fit.score, "why": fit.why}
            key: Key = (fit.node, measure, DIRECT, fit.listing, None)
            made.add(key, states, {**about, "confirmed": fit.confirmed})
    for one in reached:
        if laws.provisions(one.measure, one.reach):
            key = (one.supplier, one.measure, one.reach, one.listing, one.via)
            made.add(key, list(one.states), {"why": f"through {one.via}"})
    return made.done()


def _direct(confirmed: Truth, state: MeasureState | None) -> tuple[Truth, MeasureState | None]:
    return (all_of([confirmed, state.truth]) if state else False), state


class _Made:
    """Rows as they are made."""

    def __init__(self) -> None:
        self.rows: list[tuple[Any, ...]] = []
        self.states: list[tuple[Any, ...]] = []

    def add(
        self,
        key: Key,
        states: list[tuple[date, Truth, MeasureState | None]],
        about: dict[str, Any],
    ) -> None:
        """A carrier, unless it never holds."""
        if all(truth is False for _, truth, _ in states):
            return
        number = len(self.rows)
        last = next((s for _, t, s in reversed(states) if s and t is not False), None)
        supplier, measure, reach, listing, via = key
        name = about.get("name") or (last.listing_name if last else "an owner not named")
        source, evidence = (last.source, last.evidence) if last else (None, None)
        self.rows.append(
            (number, supplier, measure, reach, listing, via, name, about.get("score"),
             about.get("why"), about.get("confirmed"), source, evidence)
        )  # fmt: skip
        self.states += ((number, day, truth, *_facts(state, via)) for day, truth, state in states)

    def done(self) -> Carriers:
        """The frames."""
        return Carriers(
            pl.DataFrame(self.rows, schema=CARRIERS, orient="row"),
            pl.DataFrame(self.states, schema=STATES, orient="row").sort("carrier", "day"),
        )


def _facts(state: MeasureState | None, via: str | None) -> Iterator[Any]:
    """Facts of a measure, as ``decision.goods_facts`` and ``gather`` find them."""
    if state is None:
        yield from (None, None, None, None, None, None, via is not None)
        return
    earliest, latest = state.effective
    yield earliest.day if earliest else None
    yield latest.day if latest else None
    yield state.listing_id or None
    yield sorted(state.programmes) if state.listing_id else None
    covered = notices = None
    if state.measure.startswith("us/bis/"):
        found = entity_entry.items_covered(state.text)
        covered = found if found != "other" and (via is None or found == "all") else None
        notices = sorted(entity_entry.notices(state.text))
    yield covered
    yield notices
    yield via is not None
