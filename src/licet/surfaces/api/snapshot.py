"""One generation of the lists, opened whole, and the one reference to the newest of them.

A request takes the snapshot once, when it begins, and asks nothing else: whatever lands meanwhile,
its answer is of one generation. A new generation is prepared in a process of its own, opened
beside the old one, and only then put in its place.
"""

from __future__ import annotations

import asyncio
import hashlib
import queue
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import licet
from licet.core.errors import NotCoveredError
from licet.decision.workspace import Workspace
from licet.lists.exchange.ftm_entity import entity_id
from licet.lists.store import Store

if TYPE_CHECKING:
    from licet.law.model import Law
    from licet.screening.index_store import Index

WATCHED = ("CURRENT", "ownership/CURRENT")
PREPARE = "licet.surfaces.api.prepare"


class Pointers(NamedTuple):
    """The content of the files that name what is in force; None for one that isn't there."""

    lists: bytes | None
    ownership: bytes | None


def pointers(home: Path) -> Pointers:
    """What the store's pointers say now."""
    return Pointers(*(_bytes(home / name) for name in WATCHED))


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


class Snapshot:
    """One generation: the store, the index, who is whom, the kept graph and the law.

    ``work`` belongs to the event loop; a thread borrows a workspace of its own.
    """

    def __init__(self, home: Path, law: Law | None = None) -> None:
        self.seen = pointers(home)
        self.work = Workspace(home)
        if law is not None:
            self.work.__dict__["law"] = law
        self.generation = self.work.store.generation
        self._free: queue.SimpleQueue[Workspace] = queue.SimpleQueue()
        _ = self.work.law, self.work.ownership
        if self.ready:
            _ = self.work.clusters, self.work.store.snapshots
            _ = self.work.index

    @property
    def ready(self) -> bool:
        """Whether there is any list to hold a name against."""
        return self.generation is not None

    @property
    def index(self) -> Index:
        """The screening index; raises NotCoveredError for a store without a list."""
        return self.work.index

    @property
    def name(self) -> str:
        """The generation as answers say it."""
        return self.generation or "none"

    @cached_property
    def tag(self) -> str:
        """Changes with the lists, the graph of ownership, the law and licet's version."""
        from licet.decision.lines import law_hash

        parts = (licet.__version__, self.name, law_hash(self.work), repr(self.seen.ownership))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]

    def etag(self, today: date) -> str:
        """For answers to a GET; the day is in it because a date left out means today."""
        return f'W/"{self.tag}-{today:%y%m%d}"'

    @contextmanager
    def borrowed(self) -> Iterator[Workspace]:
        """A workspace of this generation that nobody else uses meanwhile."""
        try:
            work = self._free.get_nowait()
        except queue.Empty:
            work = self._copy()
        try:
            yield work
        finally:
            self._free.put(work)

    def _copy(self) -> Workspace:
        """Shares what never changes; the store holds rows it has read, so each has its own."""
        made = replace(self.work, screened={})
        shared = ("law", "index", "clusters", "ownership")
        made.__dict__.update({n: self.work.__dict__[n] for n in shared if n in self.work.__dict__})
        store = Store(self.work.home)
        store.generation = self.generation
        made.__dict__["store"] = store
        return made

    @cached_property
    def listings(self) -> dict[str, str]:
        """The listing id of each FollowTheMoney id (``ofac-27016``)."""
        if not self.ready:
            return {}
        ids = (self.index.id_of(n) for n in range(self.index.listings))
        return {entity_id(*one.split(":", 1)): one for one in ids}


class Held:
    """The newest snapshot; replaced whole, never changed."""

    def __init__(
        self,
        home: Path,
        told: Callable[[str, str], None],
        warm: Callable[[Snapshot], None],
        patience: float = 0.0,
        retry: float = 30.0,
    ) -> None:
        self.home, self._told, self._warm = home, told, warm
        self._patience, self._retry = patience, retry
        self.current = Snapshot(home)
        warm(self.current)

    async def watch(self, every: float) -> None:
        """Look at the pointers for ever, and open what they name when they have changed.

        What could not be opened is tried again after a while, or as soon as it changes again.
        """
        tried: Pointers | None = None
        again = 0.0
        while True:
            await asyncio.sleep(every)
            now = pointers(self.home)
            if now == self.current.seen or (now == tried and time.monotonic() < again):
                continue
            tried = None if await self.renew() else now
            again = time.monotonic() + self._retry

    async def renew(self) -> bool:
        """Open what is in force now and put it in place; what was there stays if that fails."""
        try:
            await self._prepare()
            fresh = await asyncio.to_thread(Snapshot, self.home, self.current.work.law)
            await asyncio.to_thread(self._warm, fresh)
        except Exception as error:  # whatever it is, what is in force goes on answering
            self._told("failed", type(error).__name__)
            return False
        self.current = fresh
        self._told("swapped", fresh.name)
        return True

    async def _prepare(self) -> None:
        """Build the index of the new generation apart, so that requests keep this processor."""
        words = ("-m", PREPARE, str(self.home), str(self._patience))
        child = await asyncio.create_subprocess_exec(
            sys.executable, *words, stdin=asyncio.subprocess.DEVNULL
        )
        try:
            if await child.wait():
                raise NotCoveredError("the new lists could not be prepared.")
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
