"""Whether the service lives and can answer, and its figures."""

from __future__ import annotations

import calendar

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from licet.surfaces.api.access import needs
from licet.surfaces.api.asking import Now, Ready
from licet.surfaces.api.metrics import MEDIA, Figures
from licet.surfaces.api.problems import RESPONSES
from licet.surfaces.api.writing import answer

router = APIRouter(tags=["health"])


class Status(BaseModel):
    """One word."""

    status: str = Field(description="ok", examples=["ok"])


@router.get("/healthz", response_model=Status, dependencies=[Depends(needs(None))])
async def healthz() -> Response:
    """The process lives."""
    return answer({"status": "ok"})


@router.get(
    "/readyz",
    response_model=Status,
    responses={503: RESPONSES[503]},
    dependencies=[Depends(needs(None))],
)
async def readyz(_: Ready) -> Response:
    """There is a list to answer from."""
    return answer({"status": "ok"})


@router.get("/openapi.json", include_in_schema=False, dependencies=[Depends(needs(None))])
async def described(request: Request) -> Response:
    """The description of the service."""
    return answer(request.app.openapi())


@router.get(
    "/metrics",
    responses={200: {"content": {"text/plain": {}}, "description": "Prometheus' text form."}},
    dependencies=[Depends(needs("reader", "metrics"))],
)
def metrics(request: Request, held: Now) -> Response:
    """Figures for Prometheus."""
    figures: Figures = request.app.state.figures
    for one in held.work.store.newest:
        figures.entries.labels(one.source).set(one.entries)
        figures.published.labels(one.source).set(calendar.timegm(one.published.timetuple()))
    return Response(figures.text(), media_type=MEDIA)
