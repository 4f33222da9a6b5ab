"""The record of a decision: everything the answer was made from, in one file that checks itself.

    asked      the activity, the date, and its hash
    made       by which licet, when, by whom the listings were confirmed
    sources    snapshots with the hashes of their files, curated facts, packs with their hashes
    matches    which listings each party is, may be, or was found not to be
    law        the provisions asked, as their packs gave them, with quotations
    facts      every fact by scope; findings: what each provision came to, and the gates before it
    answer     floor, ceiling and the regimes; told: the decision as it was shown
    chain      the hash of each section, each linked to the one before

``check_record.py`` beside this file verifies a record without licet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict
from importlib import resources
from typing import Any

import licet
from licet.core.outcome import OutcomeSet
from licet.decision.case import UNSEEN, Case, Judged
from licet.decision.decision import Decision
from licet.decision.gather import Gathered
from licet.decision.record_parts import (
    digest,
    gate_json,
    provision_json,
    truth_json,
    value_json,
)
from licet.decision.workspace import Workspace
from licet.lists.curated import Curated
from licet.lists.snapshot import Snapshot, edition_text, now

FORMAT = "licet-decision/1"
SECTIONS = ("asked", "made", "sources", "matches", "law", "facts", "findings", "gaps", "answer",
            "told")  # fmt: skip


def record(made: Decision, work: Workspace, previous: str | None = None) -> dict[str, Any]:
    """The whole record of a decision; ``previous`` is the head of the record before it."""
    gathered = made.gathered
    case = gathered.case
    sections: dict[str, Any] = {
        "asked": _asked(made, work),
        "made": {"licet": licet.__version__, "at": now()},
        "sources": sources(made, work),
        "matches": list(_matches(made, gathered)),
        "law": _law(case),
        "facts": _facts(case),
        "findings": [_finding(one) for one in made.results],
        "gaps": [
            {"list": g.source, "regime": g.regime, "says": g.text, "outcomes": UNSEEN.words()}
            for g in case.gaps
        ],
        "answer": answer(made),
        "told": made.to_json(),
    }
    return {"record": FORMAT, **sections, "chain": chain(sections, previous)}


def chain(sections: dict[str, Any], previous: str | None = None) -> dict[str, Any]:
    """The hash of each section and the link it makes with all before it."""
    link = hashlib.sha256(f"{FORMAT} {previous or ''}".encode()).hexdigest()
    links = []
    for name in SECTIONS:
        own = digest(sections[name])
        link = hashlib.sha256(f"{link} {name} {own}".encode()).hexdigest()
        links.append({"section": name, "sha256": own, "link": link})
    return {"previous": previous, "links": links, "head": link}


def answer(made: Decision) -> dict[str, Any]:
    """Floor, ceiling, and the outcomes of each regime."""
    return {
        "floor": made.floor.word,
        "ceiling": made.ceiling.word,
        "outcomes": made.outcomes.words(),
        "regimes": {name: OutcomeSet(s.mask).words() for name, s in made.regimes.items()},
    }


def _asked(made: Decision, work: Workspace) -> dict[str, Any]:
    activity = made.activity.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {
        "activity": activity,
        "activity_sha256": digest(activity),
        "as_of": made.scope["as_of"],
        "judged_at": str(made.gathered.case.asked.moment),
        "known_by": made.scope["known_by"],
        "lists": list(work.lists),
    }


def sources(made: Decision, work: Workspace) -> dict[str, Any]:
    """What the answer was made from, each with its hash."""
    packs = sorted({one.finding.provision.pack for one in made.results})
    return {
        "store_generation": work.store.generation,
        "snapshots": [snapshot_json(one) for one in work.store.snapshots],
        "curated": {
            "title": work.facts.title,
            "published": str(work.facts.published),
            "sha256": curated_hash(work.facts),
        },
        "packs": {
            pack: {
                "sha256": pack_hash(pack),
                "signed_off_by": [r.by for r in work.law.packs[pack].reviews],
            }
            for pack in packs
        },
    }


def snapshot_json(one: Snapshot) -> dict[str, Any]:
    """A snapshot by its list, edition and the hashes of its files."""
    return {
        "list": one.source,
        "edition": edition_text(one.edition),
        "files": {part: file.sha256 for part, file in sorted(one.parts.items())},
    }


def curated_hash(facts: Curated) -> str:
    """The hash of the designation actions and names that come with licet."""
    actions = [asdict(one) for held in facts.designations.values() for one in held]
    return hashlib.sha256(f"{actions!r} {sorted(facts.names.items())!r}".encode()).hexdigest()


def pack_hash(pack: str) -> str | None:
    """The hash of a pack's file; None for one that doesn't come with licet."""
    file = resources.files("licet") / "packs" / f"{pack}.yaml"
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def _matches(made: Decision, gathered: Gathered) -> Iterator[dict[str, Any]]:
    for party, holder in zip(made.activity.everybody, gathered.holders, strict=True):
        for one in holder.everyone():
            for match in (*one.matches, *one.elsewhere):
                yield {
                    "party": one.name,
                    "key": one.key,
                    "listing": match.listing_id,
                    "name": match.name,
                    "confirmed": truth_json(match.confirmed),
                    "by": party.confirmed_by if match.confirmed else None,
                    "score": match.score,
                    "why": match.why,
                }
        for listing in party.rejected:
            yield {
                "party": holder.name,
                "key": holder.key,
                "listing": listing,
                "confirmed": False,
                "by": party.confirmed_by,
            }


def _law(case: Case) -> dict[str, Any]:
    asked = {t.provision.id: t.provision for t in case.threads}
    return {name: provision_json(case.law, p) for name, p in sorted(asked.items())}


def _facts(case: Case) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {}
    for (_, scope, name), value in sorted(case.facts.items()):
        found.setdefault(scope, {})[name] = value_json(value)
    return found


def _finding(one: Judged) -> dict[str, Any]:
    subject, finding = one.thread.subject, one.finding
    return {
        "provision": finding.provision.id,
        "scopes": list(subject.scopes),
        "party": subject.party_name,
        "role": subject.role,
        "gates": [gate_json(look({})) for look in one.thread.gates],
        "holds": truth_json(finding.holds),
        "exceptions": {e.id: truth_json(node.truth) for e, node in finding.exceptions},
        "outcomes": finding.outcomes.words(),
    }
