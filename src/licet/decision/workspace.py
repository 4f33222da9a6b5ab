"""Everything a decision draws on: the store, the curated facts, the law and the screening index."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.lists import curated
from licet.lists.curated import Curated
from licet.lists.store import Store

if TYPE_CHECKING:
    from licet.decision.clusters import Clusters
    from licet.law.model import Law
    from licet.ownership.kept import Kept
    from licet.screening.index import Index
    from licet.screening.model import Match

DEFAULT_LISTS = ("us-ofac-sdn", "us-ofac-consolidated")


@dataclass
class Workspace:
    """A store and the law to judge by. ``lists`` are those that an answer must consult."""

    home: Path
    lists: tuple[str, ...] = DEFAULT_LISTS
    facts: Curated = field(default_factory=curated.shipped)
    screened: dict[Any, list[Match]] = field(default_factory=dict, repr=False)
    """Matches of names asked before; a case is gathered again for every boundary date."""

    @cached_property
    def law(self) -> Law:
        """The packs that come with licet; read when a question needs them."""
        from licet.law import packs

        return packs.shipped()

    @cached_property
    def store(self) -> Store:
        """The store as it is now."""
        return Store(self.home)

    @cached_property
    def index(self) -> Index:
        """The screening index of this store, built once per generation."""
        from licet.decision.name_index import open_index

        return open_index(self.home, self.store, self.facts)

    @property
    def index_folder(self) -> Path:
        """Where the screening index lies; built first where it isn't there."""
        from licet.decision.name_index import index_folder

        return index_folder(self.home, self.store, self.facts)

    @cached_property
    def ownership(self) -> Kept | None:
        """The kept graph of who owns whom; None where no file of it was ever added."""
        from licet.ownership.kept import FOLDER, opened

        return opened(self.home) if (self.home / FOLDER / "CURRENT").exists() else None

    @cached_property
    def clusters(self) -> Clusters:
        """Which listings are one party, over the newest snapshot of every list."""
        from licet.decision import clusters, name_index

        if self.store.generation is None:
            return clusters.clusters([])
        folder = name_index.prepared(self.home, self.store, self.facts)
        return clusters.load(folder / name_index.CLUSTERS)
