"""A recorded decision made again from the same snapshots, and what differs where it isn't the same.

The store may have grown since: what was added after the record is hidden, so that the answer is
made from what there was. What can't be had any more (a snapshot, a pack, a version of licet) is
named; the answer is then made from what there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import licet
from licet.core.dates import AsOf, Moment
from licet.core.documents import Document
from licet.core.documents import Path as Place
from licet.core.errors import BadInputError, LicetError
from licet.decision import check_record
from licet.decision.activity import Activity, read
from licet.decision.decide import decide
from licet.decision.record import SECTIONS, curated_hash, pack_hash, record, snapshot_json
from licet.decision.workspace import Workspace
from licet.lists.snapshot import Snapshot
from licet.lists.store import Store

SAME = ("asked", "matches", "law", "facts", "findings", "gaps", "answer")
"""Sections that must come out the same; when it was made and the store's size may differ."""


@dataclass(frozen=True, slots=True)
class Replay:
    """What replaying a record showed. ``lacks``: what can't be had any more; ``differs``: what
    came out otherwise; ``broken``: what the checker found wrong with the record itself."""

    broken: tuple[str, ...]
    lacks: tuple[str, ...]
    differs: tuple[str, ...]
    then: tuple[str, str]
    now: tuple[str, str] | None

    @property
    def same(self) -> bool:
        """Whether the record is sound and its answer came out the same."""
        return not self.broken and not self.differs and self.now == self.then

    def to_json(self) -> dict[str, Any]:
        """Plain keys."""
        return {
            "same": self.same,
            "then": list(self.then),
            "now": list(self.now) if self.now else None,
            "record_is_broken": list(self.broken),
            "lacks": list(self.lacks),
            "differs": list(self.differs),
        }


class PinnedStore(Store):
    """A store that shows only the snapshots a record was made from."""

    def __init__(self, home: Path, kept: Iterable[dict[str, Any]]) -> None:
        super().__init__(home)
        self._kept = [dict(one) for one in kept]

    @cached_property
    def snapshots(self) -> list[Snapshot]:
        """Those of the record that are still here, by source and date."""
        return [one for one in Store(self.home).snapshots if snapshot_json(one) in self._kept]


def replay(content: Any, work: Workspace, name: str) -> Replay:
    """Make a recorded decision again; raises BadInputError for what is no record."""
    if not isinstance(content, dict) or content.get("record") != check_record.FORMAT:
        raise BadInputError(
            "is no record of a decision.",
            where=name,
            mend="Write one with `licet decide FILE --record OUT.json`.",
        )
    broken = tuple(check_record.check(content))
    try:
        asked = content["asked"]
        activity = activity_of(asked["activity"], name)
        public = date.fromisoformat(asked["known_by"]) if asked["known_by"] else None
        at = AsOf(Moment.parse(asked["as_of"]), public)
        then = content["answer"]["floor"], content["answer"]["ceiling"]
        pinned, lacks = _pinned(content, work)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInputError(
            f"isn't whole ({type(error).__name__}: {error}).", where=name, mend="Get it again."
        ) from None
    try:
        made = record(decide(activity, pinned, at), pinned)
    except LicetError as error:
        return Replay(broken, tuple(lacks), (f"it can't be decided here: {error}",), then, None)
    now = made["answer"]["floor"], made["answer"]["ceiling"]
    try:
        differs = tuple(_differences(content, made))
    except (KeyError, TypeError, AttributeError):
        differs = ("the record isn't whole",)
    return Replay(broken, tuple(lacks), differs, then, now)


def activity_of(data: Any, name: str) -> Activity:
    """An activity from a record's plain JSON."""
    lines: dict[Place, int] = {}
    _mark(data, (), lines)
    return read(Document(name, data, lines))


def _mark(data: Any, path: Place, lines: dict[Place, int]) -> None:
    lines[path] = 1
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            _mark(value, (*path, key), lines)


def _pinned(content: dict[str, Any], work: Workspace) -> tuple[Workspace, list[str]]:
    """The workspace as the record had it, and what of it is gone."""
    sources = content["sources"]
    kept = sources["snapshots"]
    here = [snapshot_json(one) for one in work.store.snapshots]
    lacks = [
        f"the store lacks the snapshot of {one['list']} of {one['edition']} with these files"
        for one in kept
        if one not in here
    ]
    if sources["curated"]["sha256"] != curated_hash(work.facts):
        lacks.append("the designation actions and names that come with licet have changed")
    for pack, told in sources["packs"].items():
        if told["sha256"] != pack_hash(pack):
            lacks.append(f"the pack {pack} isn't the one used then")
    if content["made"]["licet"] != licet.__version__:
        lacks.append(f"licet was {content['made']['licet']}, this is {licet.__version__}")
    lists = content["asked"]["lists"]
    if not all(isinstance(one, str) for one in lists):
        raise TypeError("a list that is no word")
    pinned = replace(work, lists=tuple(lists), screened={})
    pinned.__dict__["store"] = PinnedStore(work.home, kept)
    return pinned, lacks


def _differences(then: dict[str, Any], now: dict[str, Any]) -> Iterable[str]:
    """What came out otherwise, the answer first."""
    old, new = then["answer"], now["answer"]
    if old != new:
        yield (
            f"the answer was {old['floor']} to {old['ceiling']}, now it is {new['floor']} to "
            f"{new['ceiling']}"
        )
        for name in sorted({*old["regimes"], *new["regimes"]}):
            was, is_now = old["regimes"].get(name), new["regimes"].get(name)
            if was != is_now:
                yield f"{name}: was {_said(was)}, now {_said(is_now)}"
    for section in SAME:
        if section != "answer" and then[section] != now[section]:
            yield from _named(section, then[section], now[section])


def _named(section: str, old: Any, new: Any) -> Iterable[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        keys = sorted(k for k in {*old, *new} if old.get(k) != new.get(k))
        yield f"{section}: {len(keys)} differ ({', '.join(keys[:5])}{' ...' * (len(keys) > 5)})"
    else:
        gone = [one for one in old if one not in new]
        came = [one for one in new if one not in old]
        yield f"{section}: {len(gone)} are gone or changed, {len(came)} are new or changed"


def _said(words: list[str] | None) -> str:
    return " or ".join(words) if words else "not asked"


assert set(SAME) < set(SECTIONS)  # noqa: S101 - a section renamed in one place only
