"""Who owns whom, in the kept graph."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.responses import Response

from licet.decision.ownership_picture import picture
from licet.ownership.kept import Kept
from licet.ownership.keys import written
from licet.surfaces.api.access import needs
from licet.surfaces.api.asking import Now, Tagged, moment_asked
from licet.surfaces.api.models.rooms import FilesOut, NamesakesOut, OwnerIn, PictureOut
from licet.surfaces.api.problems import RESPONSES, NotThere
from licet.surfaces.api.snapshot import Snapshot
from licet.surfaces.api.writing import answer
from licet.surfaces.ownership.shown import picture_json

router = APIRouter(tags=["ownership"], dependencies=[Depends(needs("reader", "ownership"))])
FILE = ("name", "form", "dated", "added", "people", "ties", "rejected", "sha256")


@router.post("/v1/ownership", response_model=PictureOut | NamesakesOut, responses=RESPONSES)
def owners(asked: OwnerIn, held: Now) -> Response:
    """Owners of a party, what it owns, and which measures reach it by which chain."""
    kept, at = _kept(held), moment_asked(asked.on, None)
    key = written(asked.party)
    node = kept.with_key(key or asked.party)
    found = [node] if node is not None else kept.with_name(asked.party)
    if not found:
        raise NotThere(
            "nobody in the kept graph of ownership has that key or name.",
            mend="Give a key such as lei:..., or the name exactly as a file has it.",
        )
    if len(found) > 1:
        several = [
            {"name": kept.label(n), "keys": kept.keys(n), "country": kept.country(n)} for n in found
        ]
        return answer({"candidates": several})
    with held.borrowed() as work:
        return answer(picture_json(picture(work, kept, found[0], at)))


@router.get("/v1/ownership", response_model=FilesOut, responses=RESPONSES, dependencies=[Tagged])
def files(held: Now) -> Response:
    """The files that the graph is made of."""
    kept = held.work.ownership
    told = [{name: getattr(one, name) for name in FILE} for one in kept.files] if kept else []
    return answer({"files": told})


def _kept(held: Snapshot) -> Kept:
    kept = held.work.ownership
    if kept is None:
        raise NotThere(
            "no file of ownership was added yet.", mend="Add one with `licet ownership add`."
        )
    return kept
