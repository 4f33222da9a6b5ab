"""OpenSanctions' yente API over licet's lists: entities, and what can be asked."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import RedirectResponse, Response

from licet.lists.asof import source_name
from licet.surfaces.api import matching
from licet.surfaces.api.access import needs
from licet.surfaces.api.asking import Ready, Tagged
from licet.surfaces.api.entities import entities
from licet.surfaces.api.models.match import Algorithms, Catalogue, Entity
from licet.surfaces.api.problems import RESPONSES, NotThere
from licet.surfaces.api.writing import answer

router = APIRouter(tags=["yente"], dependencies=[Depends(needs("reader", "match"))])


@router.get(
    "/entities/{entity_id}",
    response_model=Entity,
    responses={308: {"description": "The id is written in another way."}, **RESPONSES},
    dependencies=[Tagged],
)
def entity(
    entity_id: Annotated[str, Path(description="its id", examples=["ofac-800002"], max_length=300)],
    held: Ready,
    nested: Annotated[bool, Query(description="with what is beside it")] = True,
) -> Response:
    """One entity that stands on its list now, with what is beside it."""
    listing_id = held.listings.get(entity_id)
    if listing_id is None and ":" in entity_id:
        own = next((k for k, v in held.listings.items() if v == entity_id), None)
        if own:
            return RedirectResponse(f"/entities/{own}", 308)
    with held.borrowed() as work:
        found = entities(work, [listing_id], nested=nested) if listing_id else {}
    if not found:
        raise NotThere("no entity of that id stands on a list now.")
    return answer(next(iter(found.values())))


@router.get("/catalog", response_model=Catalogue, responses=RESPONSES, dependencies=[Tagged])
async def catalog(held: Ready) -> Response:
    """The lists that can be asked, each a dataset, and `default` for all of them."""
    newest = held.work.store.newest
    own = [
        {"name": one.source, "title": source_name(one.source), "version": str(one.published),
         "entity_count": one.entries, "updated_at": one.recorded_at, "children": []}
        for one in newest
    ]  # fmt: skip
    everything: dict[str, Any] = {
        "name": "default", "title": "All lists", "version": held.name,
        "entity_count": sum(one.entries for one in newest),
        "updated_at": max(one.recorded_at for one in newest),
        "children": [one.source for one in newest],
    }  # fmt: skip
    same = {"load": True, "index_current": True, "index_version": held.name}
    datasets = [{**one, **same} for one in [everything, *own]]
    names = [one["name"] for one in datasets]
    return answer({"datasets": datasets, "current": names, "outdated": [], "index_stale": False})


@router.get("/algorithms", response_model=Algorithms, responses=RESPONSES)
async def algorithms() -> Response:
    """The one way of scoring; yente's names all mean it."""
    words = "licet's own score: words, their rarity, order, legal forms and what is beside a name."
    one = {"name": "licet", "description": words, "features": matching.FEATURE_DOCS}
    return answer({"algorithms": [one], "default": "licet", "best": "licet"})
