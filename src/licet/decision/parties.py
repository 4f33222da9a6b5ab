"""Who the parties are: confirmed listings, open matches, and the measures they or owners carry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from licet.core.dates import AsOf, Moment, Period
from licet.core.kleene import Truth, all_of, any_of
from licet.decision.activity import Owner, Party
from licet.decision.case import Gate, Key, Overlay
from licet.decision.matching import PartyMatch, match_party
from licet.decision.standing import Standing, standings
from licet.decision.workspace import Workspace
from licet.law.interpreter import Node
from licet.law.model import ReachRule
from licet.law.values import Number
from licet.lists.in_force import MeasureState
from licet.ownership.reach import Holding, Method, reached

OWNERS = {"owner", "shareholder"}
SIGNERS = {"signatory", "negotiator"}


@dataclass(slots=True, eq=False)
class Holder:
    """A person in the picture: a party, or an owner at any depth, with what it may be."""

    key: str
    name: str
    matches: list[PartyMatch]
    owners: list[Stake] = field(default_factory=list)
    owners_unknown: bool = False
    elsewhere: list[PartyMatch] = field(default_factory=list)

    def listing_ids(self) -> Iterable[str]:
        """Every listing this holder, or an owner of it, is or may be."""
        yield from (m.listing_id for m in self.matches)
        for stake in self.owners:
            yield from stake.holder.listing_ids()

    def everyone(self) -> Iterable[Holder]:
        """This holder and every owner at any depth."""
        yield self
        for stake in self.owners:
            yield from stake.holder.everyone()


@dataclass(slots=True)
class Stake:
    """A share of ``low`` to ``high`` percent held by somebody over a period."""

    holder: Holder
    low: float
    high: float
    period: Period


def holders(parties: Sequence[Party], work: Workspace, asked: AsOf) -> list[Holder]:
    """Parties and their owners, each matched against the lists.

    A party that is only there as an owner or shareholder owns a share that nobody has given: any
    share of each of the others, until it is written under their ``owners``.
    """
    made = [_holder(party, f"party:{i}", work, asked) for i, party in enumerate(parties)]
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


def _holder(who: Party | Owner, key: str, work: Workspace, asked: AsOf) -> Holder:
    matches = match_party(who, work, asked)
    name = who.name or (matches[0].name if matches else who.listing or "")
    holder = Holder(key, name, matches)
    if who.owners == "unknown":
        holder.owners_unknown = True
        return holder
    for i, owner in enumerate(who.owners):
        low, high = owner.share(f"owner {owner.name or owner.listing}")
        period = Period(*(Moment.parse(d) if d else None for d in (owner.start, owner.end)))
        below = _holder(owner, f"{key}/owner:{i}", work, asked)
        holder.owners.append(Stake(below, low, high, period))
    return holder


@dataclass(frozen=True, slots=True)
class Carried:
    """A measure that a holder may carry: directly, or through its owners under a reach."""

    state: MeasureState
    gates: tuple[Gate, ...]
    via: str | None = None


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
) -> Carried | None:
    """The measure as it may reach a holder through who owns it; None when no owner carries it."""
    if not holder.owners and not holder.owners_unknown:
        return None
    carrier = _first_carrier(holder, measure, standing)
    if carrier is None and not holder.owners_unknown:
        return None
    method = _method(rule, asked)
    state = carrier or _possible(measure)

    def look(overlay: Overlay) -> Node:
        return _reach_node(holder, measure, method, standing, asked, overlay)

    return Carried(state, (look,), via=_path(holder, measure, standing))


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


def _first_carrier(
    holder: Holder, measure: str, standing: dict[str, Standing]
) -> MeasureState | None:
    """The measure on the first owner, at any depth, that carries or may carry it."""
    for stake in holder.owners:
        for match in stake.holder.matches:
            for state in standing[match.listing_id].measures:
                if state.measure == measure and state.truth is not False:
                    return state
        if found := _first_carrier(stake.holder, measure, standing):
            return found
    return None


def _path(holder: Holder, measure: str, standing: dict[str, Standing]) -> str:
    """``Ismail Demir (50 %)``: the owners that carry the measure, for a person."""
    named = []
    for stake in holder.owners:
        if _first_carrier(Holder("", "", [], [stake]), measure, standing):
            share = f"{stake.low:g}" if stake.low == stake.high else f"{stake.low:g}-{stake.high:g}"
            named.append(f"{stake.holder.name} ({share} %)")
    return ", ".join(named) or "owners that aren't known"


def _method(rule: ReachRule | None, asked: AsOf) -> Method | None:
    """How shares are counted on the date; None when no read text says."""
    if rule is None:
        return None
    for version in rule.versions:
        if version.period.contains(asked.moment) is True:
            return Method(version.threshold_percent, version.inclusive, version.aggregate)
    return None


def _reach_node(
    holder: Holder,
    measure: str,
    method: Method | None,
    standing: dict[str, Standing],
    asked: AsOf,
    overlay: Overlay,
) -> Node:
    """Count what this holder's owners hold; unknown shares and matches stay unknown."""
    children, holdings = [], []
    for i, stake in enumerate(holder.owners):
        node = _carries(stake.holder, measure, method, standing, asked, overlay)
        low, high = _share(holder, i, stake, overlay)
        in_time = stake.period.contains(asked.moment)
        if in_time is not True:
            low = 0.0
        if in_time is False:
            high = 0.0
        holdings.append(Holding(stake.holder.name, low, high, node.truth))
        children.append(_stake_node(holder, i, stake, node, low, high))
    if method is None:
        touched = any_of(h.carries for h in holdings if h.high > 0)
        unsure = None if touched is not False or holder.owners_unknown else False
        return Node(f"owners carry it to {holder.name}", unsure, tuple(children))
    result = reached(holdings, method)
    truth = result.truth
    if holder.owners_unknown:
        key: Key = ("owners", holder.key)
        held = overlay.get(key)
        truth = held if isinstance(held, bool) else None
        return Node(f"blocked owners hold {method.threshold:g} % or more", truth, key=key)
    text = (
        f"{holder.name} is owned {_range(result.low, result.high)} by persons under the measure; "
        f"{method.threshold:g} % {'or more ' if method.inclusive else ''}carries it"
        f"{', added together' if method.aggregate else ', no owners added together'}"
    )
    return Node(text, truth, tuple(children))


def _range(low: float, high: float) -> str:
    return f"{low:g} %" if low == high else f"{low:g} to {high:g} %"


def _share(holder: Holder, i: int, stake: Stake, overlay: Overlay) -> tuple[float, float]:
    held = overlay.get(("share", holder.key, str(i)))
    return (held.low, held.high) if isinstance(held, Number) else (stake.low, stake.high)


def _stake_node(
    holder: Holder, i: int, stake: Stake, carries: Node, low: float, high: float
) -> Node:
    """An owner, its share, and whether it carries the measure; an open share is a question."""
    text = f"{stake.holder.name} owns {_range(low, high)}"
    key: Key = ("share", holder.key, str(i))
    known: Truth = True if low == high else None
    share = Node(text, known, actual=_range(low, high), key=key)
    truth = all_of([carries.truth, known])
    return Node(f"{stake.holder.name}, under the measure, holds a share", truth, (share, carries))


def _carries(
    holder: Holder,
    measure: str,
    method: Method | None,
    standing: dict[str, Standing],
    asked: AsOf,
    overlay: Overlay,
) -> Node:
    """Whether an owner carries the measure: by its own listing, or through its own owners."""
    children: list[Node] = []
    truths: list[Truth] = []
    for carried in direct(holder, standing):
        if carried.state.measure == measure:
            nodes = [look(overlay) for look in carried.gates]
            truths.append(all_of(n.truth for n in nodes))
            children += nodes
    if holder.owners or holder.owners_unknown:
        node = _reach_node(holder, measure, method, standing, asked, overlay)
        truths.append(node.truth)
        children.append(node)
    return Node(f"{holder.name} is under the measure", any_of(truths), tuple(children))


def standing_of(people: Iterable[Holder], work: Workspace, asked: AsOf) -> dict[str, Standing]:
    """The standing of every listing that somebody in the picture is or may be."""
    wanted = dict.fromkeys(lid for holder in people for lid in holder.listing_ids())
    return standings(work, list(wanted), asked)
