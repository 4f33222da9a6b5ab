"""The door of this room: an activity in, a decision out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

import licet
from licet.core.dates import AsOf, Moment
from licet.decision.activity import SEEKING, Activity
from licet.decision.case import Judgement, judge
from licet.decision.decision import Decision, ShelfLife
from licet.decision.duties import duties
from licet.decision.flips import boundary_dates, flips
from licet.decision.gather import Gathered, gather
from licet.decision.kept_owners import kept_files, told_of
from licet.decision.questions import questions
from licet.decision.regimes import bindings
from licet.decision.workspace import Workspace
from licet.law.gaps import gaps_outside
from licet.lists.asof import Bracket, source_name

STALE_DAYS = 14
MOST_UNREAD = 3


def decide(
    activity: Activity, work: Workspace, asked: AsOf | None = None, *, deep: bool = True
) -> Decision:
    """Judge an activity on a date.

    ``asked`` goes before the activity's own ``on``; with neither, today is asked. ``deep`` also
    finds flips and the shelf life, which judge the case many times over.
    """
    asked = asked or AsOf(Moment.parse(activity.on) if activity.on else Moment(date.today()))
    gathered = gather(activity, work, asked)
    case = gathered.case
    judgement = judge(case)
    return Decision(
        activity=activity,
        outcomes=judgement.outcomes,
        regimes=dict(judgement.regimes),
        bindings=bindings(case),
        results=judgement.results,
        questions=tuple(questions(case, judgement, gathered.sheet.missing)),
        duties=tuple(duties(work.law, judgement, asked)),
        conditions=tuple(_conditions(judgement)),
        cautions=tuple(_cautions(activity, work, gathered, judgement)),
        flips=tuple(flips(case, judgement)) if deep else (),
        valid_until=_shelf_life(activity, work, gathered, judgement) if deep else None,
        scope=_scope(work, gathered),
        provenance=_provenance(activity, work, gathered),
        gathered=gathered,
    )


def _conditions(judgement: Judgement) -> list[str]:
    """What must be kept to, of every exception or rule that holds or could hold."""
    found: dict[str, None] = {}
    for one in judgement.results:
        finding = one.finding
        if not finding.live or finding.version is None:
            continue
        if finding.version.effect == "conditional" and finding.version.condition:
            found[finding.version.condition] = None
        for exception in finding.governing:
            if exception.effect == "conditional" and exception.condition:
                found[exception.condition] = None
    return list(found)


def _cautions(
    activity: Activity, work: Workspace, gathered: Gathered, judgement: Judgement
) -> Iterable[str]:
    """What never moves the outcome and must not be overlooked."""
    found: dict[str, None] = {}
    for one in judgement.results:
        finding = one.finding
        if finding.live and finding.version and finding.version.effect == "caution":
            who = one.thread.subject.party_name
            found[f"{who}: {finding.version.says}" if who else finding.version.says] = None
    if activity.activity in SEEKING:
        found[f"Filing is not prohibited; the {activity.judged_as} that it seeks is judged."] = None
    notes = (
        *(choice.sentence(activity) for choice in gathered.choices),
        *gathered.unseen,
        *gathered.sheet.notes,
        *_ownership_cautions(activity, gathered),
        *_divestment_cautions(work, gathered),
        *_list_cautions(gathered),
        *_unread_cautions(gathered),
        *_elsewhere_cautions(work, gathered),
    )
    for note in notes:
        found[note] = None
    return found


def _ownership_cautions(activity: Activity, gathered: Gathered) -> Iterable[str]:
    for party, holder in zip(activity.everybody, gathered.holders, strict=True):
        listed = any(m.confirmed for m in holder.matches)
        for text in told_of([holder]):
            yield (
                f"Owners that were not stated come from the kept graph of ownership ({text}), "
                "which may not know all of them."
            )
        if holder.source:
            continue
        if party.kind != "person" and not party.owners and not listed:
            yield (
                f"Ownership of {holder.name} was not given: whether blocked persons own 50 percent "
                "or more of it lies outside this answer."
            )


def _elsewhere_cautions(work: Workspace, gathered: Gathered) -> Iterable[str]:
    """Parties that are, or may be, on a list or under a measure that no law here judges."""
    for holder in (one for h in gathered.holders for one in h.everyone()):
        for match in holder.elsewhere:
            lists = {source_name(s.source) for s in gathered.standing[match.listing_id].states}
            yield (
                f"{holder.name} may be {match.name} ({match.listing_id}) on the "
                f"{', '.join(sorted(lists))}, which this answer doesn't consult."
            )
        for match in holder.matches:
            for state in gathered.standing[match.listing_id].measures:
                if state.truth is not False and not work.law.attached_to(state.measure):
                    maybe = "is" if match.confirmed else "may be"
                    yield (
                        f"{holder.name} {maybe} {match.name} ({match.listing_id}): {state.title}. "
                        "No pack here judges that measure; it lies outside this answer."
                    )


def _unread_cautions(gathered: Gathered) -> Iterable[str]:
    """Texts of a matched entry that no rule could read: they may hold a measure."""
    for listing_id, standing in gathered.standing.items():
        unread = standing.listing.unread
        if unread:
            quoted = "; ".join(f"“{text}”" for text in unread[:MOST_UNREAD])
            more = f" and {len(unread) - MOST_UNREAD} more" if len(unread) > MOST_UNREAD else ""
            yield f"The entry {listing_id} holds texts that no rule could read: {quoted}{more}."


def _divestment_cautions(work: Workspace, gathered: Gathered) -> Iterable[str]:
    """Where owners under a reaching measure sold before the date: what stays blocked."""
    asked = gathered.case.asked.moment
    reaching = {m for p in work.law.provisions.values() if p.reach != "none" for m in p.measures}
    for holder in (one for h in gathered.holders for one in h.everyone()):
        sold = [s for s in holder.owners if s.period.end and s.period.end.passed_by(asked)]
        under = {
            state.measure
            for stake in sold
            for match in stake.holder.matches
            for state in gathered.standing[match.listing_id].measures
            if state.truth is not False
        }
        if under & reaching:
            for rule in work.law.reaches.values():
                if rule.after_divestment:
                    yield f"{holder.name}: {rule.after_divestment}"


def _list_cautions(gathered: Gathered) -> Iterable[str]:
    for bracket in gathered.brackets:
        snapshot = bracket.before
        if snapshot is None:
            continue
        age = (gathered.case.asked.day - snapshot.published).days
        name = source_name(bracket.source)
        if bracket.after is None and age > STALE_DAYS:
            yield (
                f"The latest {name} at hand is of {snapshot.published}, {age} days before the date "
                "asked: later listings aren't seen."
            )
        if not snapshot.whole:
            yield (
                f"The {name} of {snapshot.published} was added without its alias or address file: "
                "names that stand only there aren't seen."
            )


def _shelf_life(
    activity: Activity, work: Workspace, gathered: Gathered, judgement: Judgement
) -> ShelfLife | None:
    known_by = gathered.case.asked.known_by
    for moment in boundary_dates(activity, gathered, work.law):
        later = judge(gather(activity, work, AsOf(moment, known_by)).case)
        if later.interval != judgement.interval:
            return ShelfLife(str(moment), *later.interval)
    return None


def _scope(work: Workspace, gathered: Gathered) -> dict[str, Any]:
    asked = gathered.case.asked
    from licet.decision.name_index import threshold_note

    return {
        "as_of": str(asked.moment),
        "known_by": str(asked.known_by) if asked.known_by else None,
        "lists": [_list_scope(bracket) for bracket in gathered.brackets],
        "regimes": sorted({p.regime for p in work.law.provisions.values()}),
        "screening": threshold_note(),
        "ownership": "; ".join(
            [
                "as stated in the activity",
                *(f"kept graph, of {t}" for t in told_of(gathered.holders)),
            ]
        ),
        "outside": gaps_outside(),
    }


def _list_scope(bracket: Bracket) -> dict[str, Any]:
    return {
        "list": bracket.source,
        "status": bracket.status,
        "snapshot": str(bracket.before.published) if bracket.before else None,
        "next_snapshot": str(bracket.after.published) if bracket.after else None,
        "says": bracket.sentence(),
    }


def _provenance(activity: Activity, work: Workspace, gathered: Gathered) -> dict[str, Any]:
    asked = activity.model_dump_json(by_alias=True, exclude_defaults=True)
    used = {s for b in gathered.brackets for s in (b.before, b.after) if s}
    packs = {thread.provision.pack for thread in gathered.case.threads}
    return {
        "licet": licet.__version__,
        "activity_sha256": hashlib.sha256(asked.encode()).hexdigest(),
        "store_generation": work.store.generation,
        "snapshots": [
            {
                "list": s.source,
                "published": str(s.published),
                "retrieved": s.retrieved_at,
                "files": {part: file.sha256 for part, file in sorted(s.parts.items())},
            }
            for s in sorted(used, key=lambda s: (s.source, s.edition))
        ],
        "curated": {"title": work.facts.title, "published": str(work.facts.published)},
        "packs": [
            {
                "pack": pack,
                "signed_off_by": [r.by for r in work.law.packs[pack].reviews],
            }
            for pack in sorted(packs)
        ],
        "tables": gathered.sheet.tables,
        "ownership": kept_files(work, gathered.holders),
        "watches": sorted(gathered.standing),
    }
