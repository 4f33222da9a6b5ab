"""A standing decision in one line: what `recheck` needs to know whether it still stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import licet
from licet.decision.decision import Decision
from licet.decision.flips import own_boundaries
from licet.decision.record import curated_hash, pack_hash
from licet.decision.record_parts import digest
from licet.decision.workspace import Workspace

FORMAT = "licet-standing/1"
SUMMARY = ("id", "as_of", "floor", "ceiling", "determined", "because", "open", "duties", "watches")
SHOWN = 3


def line(made: Decision, work: Workspace, name: str) -> dict[str, Any]:
    """The standing decision: the question, the answer, and what could change it."""
    activity = made.activity.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    dates = own_boundaries(made.activity, made.gathered, work.law)
    return {
        "record": FORMAT,
        "id": name,
        "activity": activity,
        "activity_sha256": digest(activity),
        "as_of": made.scope["as_of"],
        "known_by": made.scope["known_by"],
        "floor": made.floor.word,
        "ceiling": made.ceiling.word,
        "outcomes": made.outcomes.words(),
        "regimes": {name: s.words() for name, s in made.regimes.items() if s.mask != 1},
        "lists": {one["list"]: one["snapshot"] for one in made.scope["lists"]},
        "watches": made.provenance["watches"],
        "boundaries": [str(day) for day in dates],
        "because": because(made),
        "law": law_hash(work),
        "store_generation": work.store.generation,
        "licet": licet.__version__,
    }


def summary(made: Decision, name: str) -> dict[str, Any]:
    """The flat row of a table of answers."""
    here = (made.floor, made.ceiling)
    moving = [q.text for q in made.questions if q.moves(here)]
    return {
        "id": name,
        "as_of": made.scope["as_of"],
        "floor": made.floor.word,
        "ceiling": made.ceiling.word,
        "determined": made.determined,
        "because": "; ".join(because(made)),
        "open": "; ".join(moving[:SHOWN]),
        "duties": "; ".join(f"{d.kind} ({d.certainty})" for d in made.duties),
        "watches": "; ".join(made.provenance["watches"]),
    }


def because(made: Decision) -> list[str]:
    """The rules that make the ceiling, by id."""
    if made.ceiling == 0:
        return []
    found = (r.finding for r in made.results)
    return _unique(f.provision.id for f in found if f.outcomes.ceiling == made.ceiling)


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def law_hash(work: Workspace) -> str:
    """One hash over every pack at hand, the curated facts and the version of licet."""
    held = _HASHES.get(id(work.law))
    if held is None:
        packs = {pack: pack_hash(pack) for pack in sorted(work.law.packs)}
        held = digest([packs, curated_hash(work.facts), licet.__version__])
        _HASHES[id(work.law)] = held
    return held


_HASHES: dict[int, str] = {}
