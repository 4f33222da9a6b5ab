"""Activities: the decision, and the schema of what is asked."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from licet.core.dates import AsOf
from licet.decision.activity import Activity, schema
from licet.decision.decide import decide as judge
from licet.surfaces.api.access import needs
from licet.surfaces.api.asking import AsOfText, KnownByText, Ready, Tagged, moment_asked
from licet.surfaces.api.bodies import BODY, activity_in, json_of
from licet.surfaces.api.models.records import DecisionOut
from licet.surfaces.api.problems import RESPONSES
from licet.surfaces.api.writing import answer

router = APIRouter(tags=["decide"], dependencies=[Depends(needs("reader", "decide"))])


@router.post("/v1/decide", response_model=DecisionOut, responses=RESPONSES, openapi_extra=BODY)
async def decide(
    request: Request,
    held: Ready,
    as_of: AsOfText = None,
    known_by: KnownByText = None,
    deep: Annotated[
        bool, Query(description="also find flips and the shelf life", examples=[True])
    ] = True,
) -> Response:
    """Judge an activity. A date asked goes before the activity's own `on`."""
    activity = activity_in(await json_of(request))
    asked = asked_of(activity, as_of, known_by)

    def judged() -> Any:
        with held.borrowed() as work:
            return judge(activity, work, asked, deep=deep).to_json()

    return answer(await run_in_threadpool(judged))


@router.get("/v1/decide/schema", responses=RESPONSES, dependencies=[Tagged])
async def activity_schema() -> dict[str, Any]:
    """The JSON Schema of an activity."""
    return schema()


def asked_of(activity: Activity, as_of: str | None, known_by: str | None) -> AsOf:
    """The date asked, else the activity's own, else today."""
    return moment_asked(as_of or activity.on, known_by)
