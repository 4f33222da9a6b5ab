"""Who the parties are: confirmed listings, open matches, and the measures they or owners carry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from licet.core.dates import AsOf, Moment, Period
from licet.decision import kept_owners, reach_rules
from licet.decision.activity import Owner, Party
from licet.decision.case import Gate, Key, Overlay
from licet.decision.holder import Holder, Stake
from licet.decision.matching import PartyMatch, match_party
from licet.decision.owned import Counting
from licet.decision.standing import Standing, standings
from licet.decision.workspace import Workspace
from licet.law.interpreter import Node
from licet.law.model import ReachRule
from licet.lists.in_force import MeasureState

OWNERS = {"owner", "shareholder"}
SIGNERS = {"signatory", "negotiator"}


def holders(parties: Sequence[Party], work: Workspace, asked: AsOf) -> list[Holder]:
    """Parties and their owners, each matched against the lists.

    A party that is only there as an owner or shareholder owns a share that nobody has given: any
    share of each of the others, until it is written under their ``owners``.
    """
    known: dict[int, Holder] = {}
    made = [_holder(party, f"party:{i}", work, asked, known) for i, party in enumerate(parties)]
    owning = [h for p, h in zip(parties, made, strict=True) if set(p.role) <= OWNERS]
    for party, holder in zip(parties, made, strict=True):
        if holder not in owning and party.kind != "person" and not set(party.role) & SIGNERS:
            stated = {lid for stake in holder.owners for lid in stake.holder.listing_ids()}
            holder.owners += [
                Stake(one, 0.0, 100.0, Period())
                for one in owning
                if not stated & set(one.listing_ids())
            ]
    return made


def _holder(
    who: Party | Owner, key: str, work: Workspace, asked: AsOf, known: dict[int, Holder]
) -> Holder:
    matches = match_party(who, work, asked)
    name = who.name or (matches[0].name if matches else who.listing or "")
    holder = Holder(key, name, matches)
    if who.owners == "unknown":
        holder.owners_unknown = True
        return holder
    for i, owner in enumerate(who.owners):
        low, high = owner.share(f"owner {owner.name or owner.listing}")
        period = Period(*(Moment.parse(d) if d else None for d in (owner.start, owner.end)))
        below = _holder(owner, f"{key}/owner:{i}", work, asked, known)
        holder.owners.append(Stake(below, low, high, period))
    if not who.owners and who.kind != "person":
        kept_owners.add_owners(holder, who, work, asked, known)
    return holder


@dataclass(frozen=True, slots=True)
class Carried:
    """A measure that a holder may carry: directly, or through its owners under a rule of reach."""

    state: MeasureState
    gates: tuple[Gate, ...]
    via: str | None = None
    reach: str = "none"


def direct(holder: Holder, standing: dict[str, Standing]) -> list[Carried]:
    """Measures of the listings a holder is, or may be."""
    found = []
    for match in holder.matches:
        for state in standing[match.listing_id].measures:
            if state.truth is False and state.effective[0] is None:
                continue
            found.append(Carried(state, (_match_gate(holder, match), _force_gate(state))))
    return found


def _match_gate(holder: Holder, match: PartyMatch) -> Gate:
    key: Key = ("match", holder.key, match.listing_id)
    text = f"{holder.name} is {match.name} ({match.listing_id})"

    def look(overlay: Overlay) -> Node:
        held = overlay.get(key, match.confirmed)
        return Node(text, held if isinstance(held, bool) else None, actual=match.why, key=key)

    return look


def _force_gate(state: MeasureState) -> Gate:
    key: Key = ("measure", state.listing_id, state.measure)
    text = f"{state.title} is in force on {state.listing_id}"

    def look(overlay: Overlay) -> Node:
        held = overlay.get(key, state.truth)
        truth = held if isinstance(held, bool) else None
        return Node(text, truth, actual=state.evidence, key=key)

    return look


def through_owners(
    holder: Holder, measure: str, rule: ReachRule | None, standing: dict[str, Standing], asked: AsOf
) -> list[Carried]:
    """The measure as it may reach a holder through who owns it: once for each listing above it.

    A licence for one of two owners doesn't free what both own, so each is asked for itself.
    """
    above = [one for one in holder.everyone() if one is not holder]
    unknown = any(one.owners_unknown for one in (holder, *above))
    method = reach_rules.method(rule, asked)
    if method and method.effect == "none":
        return []
    own = {
        one.key: [(c.state, c.gates) for c in direct(one, standing) if c.state.measure == measure]
        for one in (holder, *above)
    }
    carriers = {
        state.listing_id: (state, gates)
        for one in reversed(above)
        for state, gates in own[one.key]
        if state.truth is not False
    }
    look = Counting(holder, method, asked, own).look
    via = _path(holder, measure, standing)
    if unknown:  # somebody who isn't named may carry it, on whatever terms
        return [Carried(_possible(measure), (look,), via=via)]
    if len(carriers) == 1:
        ((state, _),) = carriers.values()
        return [Carried(state, (look,), via=via)]
    return [Carried(state, (look, *gates), via=via) for state, gates in carriers.values()]


def _possible(measure: str) -> MeasureState:
    """A stand-in for a measure that an owner nobody named could carry."""
    return MeasureState(
        measure=measure,
        listing_id="",
        listing_name="an owner not named",
        source="",
        truth=None,
        effective=(None, None),
        text="",
        evidence="its owners aren't known",
    )


def _carriers(
    people: Iterable[Holder], measure: str, standing: dict[str, Standing]
) -> list[MeasureState]:
    """The measure on each owner, at any depth, that carries or may carry it."""
    states = (
        state
        for one in people
        for match in one.matches
        for state in standing[match.listing_id].measures
    )
    return [s for s in states if s.measure == measure and s.truth is not False]


def _path(holder: Holder, measure: str, standing: dict[str, Standing]) -> str:
    """``Ismail Demir (50 %)``: the owners that carry the measure, for a person."""
    named: dict[str, None] = {}
    for stake in holder.owners:
        if _carriers(stake.holder.everyone(), measure, standing):
            share = f"{stake.low:g}" if stake.low == stake.high else f"{stake.low:g}-{stake.high:g}"
            held = stake.kind.name.lower() if stake.right else f"{share} %"
            named[f"{stake.holder.name} ({held})"] = None
    return ", ".join(named) or "owners that aren't known"


def standing_of(people: Iterable[Holder], work: Workspace, asked: AsOf) -> dict[str, Standing]:
    """The standing of every listing that somebody in the picture is or may be."""
    wanted = dict.fromkeys(lid for holder in people for lid in holder.listing_ids())
    return standings(work, list(wanted), asked)
