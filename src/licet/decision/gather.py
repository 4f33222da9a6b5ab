"""From an activity to a case: facts, matches, measures and provisions brought together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from licet.core.dates import AsOf
from licet.decision import actors, goods_facts, regime_facts
from licet.decision import parties as people
from licet.decision.activity import Activity
from licet.decision.case import (
    GLOBAL,
    Case,
    CoverageGap,
    Gate,
    Subject,
    Thread,
    fact_key,
    facts_read,
)
from licet.decision.facts import FactSheet, activity_facts, loan_total
from licet.decision.holder import Holder
from licet.decision.licence_choice import Choice, settle
from licet.decision.licences import covering, several
from licet.decision.matching import PartyMatch
from licet.decision.parties import Carried
from licet.decision.regimes import REGIME_OF, consulted, judged_here
from licet.decision.standing import US_CLOCK, Standing, brackets
from licet.decision.workspace import Workspace
from licet.goods import territories
from licet.law.conditions import leaves
from licet.law.model import Law, Provision
from licet.law.values import Dates, Words
from licet.lists.asof import Bracket
from licet.lists.in_force import coverage_note


@dataclass(frozen=True, slots=True)
class Gathered:
    """A case and what it was made from, for the report."""

    case: Case
    sheet: FactSheet
    holders: tuple[Holder, ...]
    standing: dict[str, Standing]
    brackets: tuple[Bracket, ...]
    choices: tuple[Choice, ...] = ()
    unseen: tuple[str, ...] = ()


def gather(activity: Activity, work: Workspace, asked: AsOf) -> Gathered:
    """Everything that is known of an activity on a date."""
    asked = asked.in_zone(US_CLOCK)
    holders = people.holders(activity.everybody, work, asked)
    everyone = [one for holder in holders for one in holder.everyone()]
    standing = people.standing_of(holders, work, asked)
    for one in everyone:
        known = [m for m in one.matches if m.listing_id in standing]
        one.matches = [m for m in known if _in_scope(m, standing[m.listing_id], work)]
        one.elsewhere = [m for m in known if m not in one.matches]
    sheet = activity_facts(activity, asked, _places(holders, standing))
    _listing_facts(holders, standing, sheet)
    goods_facts.supply(activity, asked, work, holders, standing, sheet)
    regime_facts.supply(activity, sheet)
    governments_open(activity, work.law, _places(holders, standing), sheet)
    _reopen(activity, everyone, standing, sheet)
    lists = consulted(work, sheet.values)
    around = tuple(brackets(work, asked, lists.lists))
    threads = tuple(_threads(activity, work.law, holders, standing, sheet, asked))
    gaps = tuple(_gaps(holders, standing, around))
    case, choices = settle(Case(work.law, asked, sheet.values, threads, gaps))
    return Gathered(case, sheet, tuple(holders), standing, around, tuple(choices), lists.unseen)


def _reopen(
    activity: Activity, everyone: list[Holder], standing: dict[str, Standing], sheet: FactSheet
) -> None:
    """Whether an actor of the States is also one of the Union, where somebody is on its lists."""
    found = {m.listing_id for one in everyone for m in one.matches}
    measures = {
        state.measure
        for listing in found
        for state in standing[listing].measures
        if state.truth is not False
    }
    for name in actors.reopened(activity, measures):
        if name not in activity.said and sheet.values.get(fact_key(GLOBAL, name)) is False:
            del sheet.values[fact_key(GLOBAL, name)]


def _in_scope(match: PartyMatch, standing: Standing, work: Workspace) -> bool:
    """Whether an open match is on a list that this answer consults; what a user confirmed is."""
    if match.confirmed or standing.actions:
        return True
    if any(state.source in work.lists for state in standing.states):
        return True
    measures = [state.measure for state in standing.measures if state.truth is not False]
    return any(judged_here(work.law, state.source, measures) for state in standing.states)


def _places(holders: list[Holder], standing: dict[str, Standing]) -> Iterator[tuple[int, str]]:
    """Countries in the entries of confirmed listings, by the index of the party."""
    for i, holder in enumerate(holders):
        for match in holder.matches:
            if match.confirmed is True:
                listing = standing[match.listing_id].listing
                words = [one.country for one in listing.addresses if one.country]
                words += [one.country for one in listing.identifiers if one.country]
                for word in [*words, *listing.nationalities, *listing.citizenships]:
                    yield i, word


def _listing_facts(holders: list[Holder], standing: dict[str, Standing], sheet: FactSheet) -> None:
    """What a confirmed listing says of a party that the activity left open."""
    for i, holder in enumerate(holders):
        for match in holder.matches:
            kind = standing[match.listing_id].listing.kind
            key = fact_key(f"party:{i}", "party.kind")
            if match.confirmed is True and kind != "unknown":
                sheet.values.setdefault(key, kind)


def governments_open(
    activity: Activity, law: Law, listed: Iterable[tuple[int, str]], sheet: FactSheet
) -> None:
    """A government nobody named stays open where the party's own country has a blocked one.

    Elsewhere it is a matter of ownership, which is as stated. A party without a country is open
    through the territory it may be in. ``listed``: countries in the entries of confirmed listings.
    """
    blocked = _wanted(law, "party.government_of")
    places: dict[int, set[str]] = {}
    for i, word in listed:
        places.setdefault(i, set()).add(territories.code_of(word) or word)
    for i, party in enumerate(activity.everybody):
        key = fact_key(f"party:{i}", "party.government_of")
        own = places.get(i, set())
        if party.country:
            own = own | {territories.code_of(party.country) or party.country}
        if key not in sheet.values and not own & blocked:
            sheet.values[key] = "none"


def _wanted(law: Law, fact: str) -> set[str]:
    """Every value that some provision asks of a fact."""
    return {
        word
        for provision in law.provisions.values()
        for version in provision.versions
        for leaf in leaves(version.applies)
        if leaf.fact == fact
        for word in leaf.wanted
    }


def _threads(
    activity: Activity,
    law: Law,
    holders: list[Holder],
    standing: dict[str, Standing],
    sheet: FactSheet,
    asked: AsOf,
) -> Iterator[Thread]:
    """Each provision with each subject it could speak of, once."""
    for i, holder in enumerate(holders):
        for carried in _carried(holder, law, standing, asked):
            scope = _measure_scope(carried, f"party:{i}", activity, asked, sheet)
            for provision in law.attached_to(carried.state.measure):
                if carried.via is not None and provision.reach != carried.reach:
                    continue
                base = Subject(
                    (GLOBAL, f"party:{i}", scope),
                    i,
                    holder.name,
                    measure=carried.state,
                    via=carried.via,
                )
                yield from _subjects(activity, law, provision, base, carried.gates)
    yield from _law_itself(activity, law, holders)


def _carried(
    holder: Holder, law: Law, standing: dict[str, Standing], asked: AsOf
) -> Iterator[Carried]:
    """Measures on a party: its own, and those its owners may carry to it."""
    yield from people.direct(holder, standing)
    if not (holder.owners or holder.owners_unknown):
        return
    for measure, reach in _reaching(law):
        rule = law.reaches.get(reach)
        for carried in people.through_owners(holder, measure, rule, standing, asked):
            yield replace(carried, reach=reach)


def _reaching(law: Law) -> Iterable[tuple[str, str]]:
    """Each measure that some provision lets reach into ownership, and by which rules."""
    return {
        (measure, provision.reach): None
        for provision in law.provisions.values()
        if provision.reach != "none"
        for measure in provision.measures
    }


def _measure_scope(
    carried: Carried, party: str, activity: Activity, asked: AsOf, sheet: FactSheet
) -> str:
    """Facts of the measure itself, in a scope of their own."""
    state = carried.state
    scope = f"measure:{party}:{state.listing_id}:{state.measure}"
    goods_facts.of_measure(carried, scope, sheet)
    if any(state.effective):
        sheet.put(scope, "measure.effective_on", Dates(*state.effective))
    if state.listing_id:
        sheet.put(scope, "measure.listing", state.listing_id)
        sheet.put(scope, "measure.programmes", Words(frozenset(state.programmes)))
    total = fact_key(GLOBAL, "loan.total_12_months")
    if total not in sheet.values:
        sheet.put(scope, "loan.total_12_months", loan_total(activity, asked, state.effective))
    return scope


def _subjects(
    activity: Activity, law: Law, provision: Provision, base: Subject, gates: tuple[Gate, ...]
) -> Iterator[Thread]:
    """A provision for every role, item and licence it looks at; once where it looks at none."""
    reads = facts_read(law, provision)
    party = None if base.party is None else activity.everybody[base.party]
    roles = party.role if party and "party.role" in reads else [None]
    by_licence = several(activity) and _licences_matter(provision, reads)
    by_item = by_licence or any(fact.startswith("item.") for fact in reads)
    items: list[int | None] = list(range(len(activity.items))) or [None]
    for item in items if by_item else items[:1]:
        held = covering(activity, item, provision) if by_licence else [None]
        for licence in held:
            own = [] if item is None else [f"item:{item}"]
            scopes = (*base.scopes, *own, *([licence] if licence else []))
            for role in roles:
                subject = replace(base, role=role, item=item, scopes=scopes, licence=licence)
                yield Thread(provision, subject, gates)


def _licences_matter(provision: Provision, reads: frozenset[str]) -> bool:
    """Whether it reads of a licence, or asks whether one is needed."""
    if any(fact.startswith("licence.") and fact != "licence.needed" for fact in reads):
        return True
    effects = {version.effect for version in provision.versions}
    return "licence_unavailable" in effects


def _law_itself(activity: Activity, law: Law, holders: list[Holder]) -> Iterator[Thread]:
    """Rules that no measure brings into play, such as embargoes."""
    for provision in law.unattached():
        if any(fact.startswith("party.") for fact in facts_read(law, provision)):
            for i, holder in enumerate(holders):
                base = Subject((GLOBAL, f"party:{i}"), i, holder.name)
                yield from _subjects(activity, law, provision, base, ())
        else:
            yield from _subjects(activity, law, provision, Subject((GLOBAL,)), ())


def _gaps(
    holders: list[Holder], standing: dict[str, Standing], around: Iterable[Bracket]
) -> Iterator[CoverageGap]:
    """Lists that don't cover the date and could have shown somebody in the picture.

    A confirmed listing whose designation is known from the agency's own announcement, and which
    the next snapshot of the list doesn't show, isn't put in doubt by the gap.
    """
    everyone = [one for holder in holders for one in holder.everyone()]
    for bracket in around:
        note = coverage_note(bracket)
        if note is None or all(_accounted_for(one, standing, bracket) for one in everyone):
            continue
        regime = REGIME_OF.get(bracket.source) or "/".join(_regime_of(bracket.source))
        yield CoverageGap(
            bracket.source,
            regime,
            note,
            "Add a list file of that date with `licet lists add`.",
        )


def _regime_of(source: str) -> tuple[str, str]:
    country, _, rest = source.partition("-")
    return (country, rest.split("-")[0]) if rest else ("list", source)


def _accounted_for(one: Holder, standing: dict[str, Standing], bracket: Bracket) -> bool:
    """Whether the sourced actions and the next snapshot settle what a missing one would show."""
    confirmed = [m for m in one.matches if m.confirmed is True]
    if not confirmed or bracket.after is None:
        return False
    found = [standing[m.listing_id] for m in confirmed]
    return all(
        s.actions
        and (not s.seen_after(bracket.source) or any(a.source == bracket.source for a in s.actions))
        for s in found
    )
