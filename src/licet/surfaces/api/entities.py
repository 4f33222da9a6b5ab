"""Listings as FollowTheMoney entities, in yente's shape: dates, referents, and what is beside them.

Only what stands in the newest snapshot of its list is an entity; what was delisted is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from licet.core.listing import Listing
from licet.decision.workspace import Workspace
from licet.lists.asof import OFFICIAL
from licet.lists.exchange.ftm_entity import Entity, entity_id
from licet.lists.exchange.ftm_write import entities_of
from licet.lists.presence import Run
from licet.names.countries import country_code

BACK = {
    ("Sanction", "entity"): "sanctions",
    ("Identification", "holder"): "identification",
    ("Passport", "holder"): "passport",
    ("Ownership", "owner"): "ownershipOwner",
    ("Ownership", "asset"): "ownershipAsset",
    ("Directorship", "director"): "directorshipDirector",
    ("Directorship", "organization"): "directorshipOrganization",
    ("Membership", "member"): "membershipMember",
    ("Membership", "organization"): "membershipOrganization",
    ("Employment", "employee"): "employers",
    ("Employment", "employer"): "employees",
    ("Representation", "agent"): "agencyClient",
    ("Representation", "client"): "agentRepresentation",
    ("Succession", "predecessor"): "successors",
    ("Succession", "successor"): "predecessors",
    ("Family", "person"): "familyPerson",
    ("Family", "relative"): "familyRelative",
    ("Associate", "person"): "associates",
    ("Associate", "associate"): "associations",
    ("UnknownLink", "subject"): "unknownLinkTo",
    ("UnknownLink", "object"): "unknownLinkFrom",
}
"""The property that leads back from a party to what is beside it (followthemoney 4)."""


def entities(
    work: Workspace, listing_ids: Sequence[str], *, nested: bool = False
) -> dict[str, Entity]:
    """Entities of listings that stand on their list now, by listing id."""
    newest = {one.source: one.edition for one in work.store.newest}
    runs = _runs(work, listing_ids)
    now = {
        (listing_id, run.version): (run, own)
        for listing_id, own in runs.items()
        for run in own
        if run.last >= newest[run.source]
    }
    held = work.store.listings(version for _, version in now)
    found: dict[str, Entity] = {}
    for (listing_id, version), (run, own) in now.items():
        if version in held and listing_id not in found:
            found[listing_id] = _entity(work, held[version], run, own, nested)
    return found


def _runs(work: Workspace, listing_ids: Iterable[str]) -> dict[str, list[Run]]:
    """Where each listing stood, over all dates, on every list of its authority."""
    found: dict[str, list[Run]] = {}
    by_authority: dict[str, list[str]] = {}
    for one in listing_ids:
        authority, _, entry = one.partition(":")
        by_authority.setdefault(authority, []).append(entry)
    for authority, entries in by_authority.items():
        for run in work.store.runs(entries, OFFICIAL.get(authority, (authority,))):
            found.setdefault(f"{authority}:{run.entry_id}", []).append(run)
    return found


def _entity(
    work: Workspace, listing: Listing, run: Run, runs: Sequence[Run], nested: bool
) -> Entity:
    made, *beside = entities_of(listing, country_code)
    same = work.clusters.same_party(listing.listing_id)
    made["referents"] = [made["id"], *(entity_id(*one.split(":", 1)) for one in same)]
    made["first_seen"] = _text(min(one.first for one in runs if one.source == run.source))
    made["last_seen"] = _text(run.last)
    made["last_change"] = _text(run.first)
    if nested:
        _nest(made, beside)
    return made


def _nest(party: Entity, beside: Iterable[Entity]) -> None:
    """Put the entities beside a party where its properties name them, or name it."""
    own = {one["id"]: _whole(one, party) for one in beside}
    properties: dict[str, list[Any]] = party["properties"]
    named: set[str] = set()
    for name, values in properties.items():
        named.update(value for value in values if value in own)
        properties[name] = [own.get(value, value) for value in values]
    for one in own.values():
        if one["id"] in named:
            continue
        back = (
            BACK.get((one["schema"], name))
            for name, values in one["properties"].items()
            if party["id"] in values
        )
        properties.setdefault(next(filter(None, back), "unknownLinkTo"), []).append(one)


def _whole(one: Entity, party: Entity) -> Entity:
    properties = one["properties"]
    texts = ("full", "name", "number", "role", "program", "authority")
    caption = next((properties[name][0] for name in texts if properties.get(name)), one["schema"])
    return {
        **one,
        "caption": caption,
        "datasets": party["datasets"],
        "referents": [one["id"]],
        "target": False,
        **{name: party[name] for name in ("first_seen", "last_seen", "last_change")},
    }


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
