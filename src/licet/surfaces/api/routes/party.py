"""The dossier of a listed party."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from licet.core.dates import AsOf
from licet.decision.dossier import dossier
from licet.decision.resolve import resolve
from licet.decision.workspace import Workspace
from licet.screening.model import DEFAULT
from licet.surfaces.api.access import needs
from licet.surfaces.api.asking import Asked, Ready, Tagged, moment_asked
from licet.surfaces.api.models.rooms import CandidatesOut, DossierOut, Who
from licet.surfaces.api.problems import RESPONSES
from licet.surfaces.api.writing import answer
from licet.surfaces.screening_standing import consulted

router = APIRouter(tags=["party"], dependencies=[Depends(needs("reader", "party"))])


@router.get(
    "/v1/party/{listing}", response_model=DossierOut, responses=RESPONSES, dependencies=[Tagged]
)
def by_id(
    listing: Annotated[
        str,
        Path(
            description="a listing id",
            examples=["ofac:800002"],
            pattern=r"^[^:]+:.+$",
            max_length=300,
        ),
    ],
    held: Ready,
    asked: Asked,
) -> Response:
    """Identity, measures in force that day, reach, history."""
    with held.borrowed() as work:
        return answer(_told(work, listing, asked))


@router.post("/v1/party", response_model=DossierOut | CandidatesOut, responses=RESPONSES)
def by_name(who: Who, held: Ready) -> Response:
    """The dossier of a listing id or a name; candidates where the name isn't clear."""
    asked = moment_asked(who.as_of, who.known_by)
    with held.borrowed() as work:
        return answer(_told(work, who.who, asked))


def _told(work: Workspace, who: str, asked: AsOf) -> dict[str, Any]:
    listing_id, candidates = resolve(work, who)
    if listing_id is not None:
        return dossier(work, listing_id, asked).to_json()
    return {
        "query": who,
        "listing": None,
        "threshold": DEFAULT,
        "candidates": [one.to_json() for one in candidates],
        "lists": consulted(work, asked),
    }
