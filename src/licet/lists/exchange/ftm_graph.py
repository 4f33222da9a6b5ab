"""The entities of a FollowTheMoney file, and which of them belong to which party.

A party is listed when its ``target`` says so, when a Sanction points at it, or when its topics
name a sanction, an export control or a debarment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from licet.lists.exchange.ftm_terms import LINKS, SCHEMATA

Entity = dict[str, Any]
RISKS = ("sanction", "export.control", "debarment", "asset.frozen", "invest.ban")


@dataclass(slots=True)
class Graph:
    """All entities of a file by id, and those that belong to a party by that party's id."""

    by_id: dict[str, Entity] = field(default_factory=dict)
    owned: dict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))

    def add(self, entity: Entity) -> None:
        """Keep an entity, and file a sanction, document or link under each party it names."""
        self.by_id[entity["id"]] = entity
        schema = entity["schema"]
        ends = LINKS[schema][:2] if schema in LINKS else ("entity", "holder")
        if schema in LINKS or schema in {"Sanction", "Identification", "Passport", "CryptoWallet"}:
            for end in {one for name in ends for one in say(entity, name)}:
                self.owned[end].append(entity)

    def parties(self) -> Iterator[Entity]:
        """Those that are listed."""
        for entity in self.by_id.values():
            if entity["schema"] in SCHEMATA and self._listed(entity):
                yield entity

    def _listed(self, entity: Entity) -> bool:
        if entity.get("target") is True:
            return True
        sanctioned = any(one["schema"] == "Sanction" for one in self.owned[entity["id"]])
        return sanctioned or any(topic.startswith(RISKS) for topic in say(entity, "topics"))

    def name(self, entity_id: str) -> str:
        """What an entity is called; its id where the file doesn't hold it."""
        entity = self.by_id.get(entity_id, {"properties": {}})
        return next(iter(say(entity, "name")), entity.get("caption") or entity_id)


def say(entity: Entity, name: str) -> list[str]:
    """The values of a property, sorted: their order carries no meaning."""
    return sorted(str(one) for one in entity["properties"].get(name, ()))
