"""Records of decisions: make one, look them up, and make one again from its record."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from licet.decision.decide import decide as judge
from licet.decision.record import record as recorded
from licet.decision.replay import replay as again
from licet.surfaces.api.access import Principal, needs
from licet.surfaces.api.asking import AsOfText, KnownByText, Ready
from licet.surfaces.api.bodies import BODY, activity_in, json_of
from licet.surfaces.api.models.records import RecordOut, RecordsOut, ReplayOut
from licet.surfaces.api.paging import Paged
from licet.surfaces.api.problems import RESPONSES, NotThere, Refusal
from licet.surfaces.api.recorded import Once, Records
from licet.surfaces.api.routes.decide import asked_of
from licet.surfaces.api.writing import answer

router = APIRouter(tags=["records"])
_make = needs("analyst", "records")
_look = Depends(needs("reader", "records"))
RecordId = Annotated[
    str, Path(description="id of a record", examples=["8c1f0d9a2b7e4f10"], max_length=64)
]


@router.post(
    "/v1/records",
    response_model=RecordOut,
    status_code=201,
    responses={
        200: {"model": RecordOut, "description": "Made before, with the same Idempotency-Key."},
        409: {**RESPONSES[400], "description": "The key was sent before with another body."},
        **RESPONSES,
    },
    dependencies=[Depends(_make)],
    openapi_extra=BODY,
)
async def make(
    request: Request,
    held: Ready,
    who: Annotated[Principal, Depends(_make)],
    as_of: AsOfText = None,
    known_by: KnownByText = None,
    idempotency_key: Annotated[
        str | None,
        Header(
            description="your own word for this request: sent again, it gives the same record",
            min_length=1,
            max_length=200,
        ),
    ] = None,
) -> Response:
    """Judge an activity and keep the record, chained to the one before."""
    body = await request.body()
    once = _once(who, idempotency_key, body, as_of, known_by)
    data = await json_of(request)
    records = _records(request)

    def made() -> tuple[dict[str, Any], bool]:
        if once and (before := records.made_before(once)):
            return before, False
        activity = activity_in(data)
        asked = asked_of(activity, as_of, known_by)
        with held.borrowed() as work:
            decision = judge(activity, work, asked)
            return records.add(lambda head: recorded(decision, work, head), who.id, once)

    found, new = await run_in_threadpool(made)
    headers = {"location": f"/v1/records/{found['id']}"}
    if not new:
        headers["idempotency-replayed"] = "true"
    return answer(found, 201 if new else 200, headers)


@router.get("/v1/records", response_model=RecordsOut, responses=RESPONSES, dependencies=[_look])
def look(request: Request, page: Paged) -> Response:
    """Records, newest first. Records made while you page don't move the pages."""
    records = _records(request)
    until, offset = _place(page.cursor, records)
    total = min(until, records.newest())
    found = records.some(until, page.limit, offset)
    end = offset + len(found)
    following = f"{until}.{end}" if end < total else None
    return answer({"records": found, "total": total, "next": following})


@router.get(
    "/v1/records/{record}", response_model=RecordOut, responses=RESPONSES, dependencies=[_look]
)
def one(request: Request, record: RecordId) -> Response:
    """One record, whole."""
    return answer(_one(request, record))


@router.post(
    "/v1/records/{record}/replay",
    response_model=ReplayOut,
    responses=RESPONSES,
    dependencies=[_look],
)
def replay_kept(request: Request, record: RecordId, held: Ready) -> Response:
    """Make a kept decision again from the same snapshots, and say what differs."""
    content = _one(request, record)["record"]
    with held.borrowed() as work:
        return answer(again(content, work, record).to_json())


@router.post(
    "/v1/replay",
    response_model=ReplayOut,
    responses=RESPONSES,
    dependencies=[_look],
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {
                "type": "object",
                "description": "a record, as `licet decide --record` writes it",
            }}},
        }
    },
)  # fmt: skip
async def replay(request: Request, held: Ready) -> Response:
    """Make the decision of a record that you send again, and say what differs."""
    content = await json_of(request)

    def made() -> Any:
        with held.borrowed() as work:
            return again(content, work, "body").to_json()

    return answer(await run_in_threadpool(made))


def _once(
    who: Principal, key: str | None, body: bytes, as_of: str | None, known_by: str | None
) -> Once | None:
    if key is None:
        return None
    whole = b"\x1f".join((body, (as_of or "").encode(), (known_by or "").encode()))
    return Once(who.id, key, hashlib.sha256(whole).hexdigest())


def _place(cursor: str | None, records: Records) -> tuple[int, int]:
    if cursor is None:
        return records.newest(), 0
    until, _, offset = cursor.partition(".")
    if not all(one.isascii() and one.isdigit() and len(one) < 16 for one in (until, offset)):
        raise Refusal("the cursor is none that this service gave.", mend="Begin without one.")
    return int(until), int(offset)


def _one(request: Request, record: str) -> dict[str, Any]:
    found = _records(request).one(record)
    if found is None:
        raise NotThere("there is no record of that id.", mend="See /v1/records.")
    return found


def _records(request: Request) -> Records:
    records: Records = request.app.state.records
    return records
