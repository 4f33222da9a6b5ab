"""Screening: one party, a list of them, or a stream of JSON lines."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from licet.core.dates import AsOf
from licet.screening.model import DEFAULT
from licet.surfaces.api import screened
from licet.surfaces.api.access import needs
from licet.surfaces.api.asking import Asked, Ready, Set, moment_asked
from licet.surfaces.api.metrics import Figures
from licet.surfaces.api.models.screen import (
    MOST_MATCHES,
    USUAL_MATCHES,
    BatchIn,
    BatchOut,
    ScreenIn,
    ScreenOut,
)
from licet.surfaces.api.ndjson import Answers, Arriving, Lines
from licet.surfaces.api.problems import RESPONSES, TooLarge
from licet.surfaces.api.screened import Asking, Scopes
from licet.surfaces.api.snapshot import Snapshot
from licet.surfaces.api.writing import NDJSON, answer, dumps

router = APIRouter(tags=["screen"], dependencies=[Depends(needs("reader", "screen"))])
_scopes = Scopes()
STREAM_EXAMPLE = '{"id": "C-1042", "name": "Aurelio Tann Pell"}\n{"id": "C-1043", "name": ""}\n'


@router.post("/v1/screen", response_model=ScreenOut, responses=RESPONSES)
async def screen(request: Request, party: ScreenIn, held: Ready) -> Response:
    """Hold one party against the lists."""
    how = Asking(moment_asked(party.as_of, party.known_by), party.threshold, party.limit)
    query = screened.query_of(party)
    if screened.is_quick(query, how):
        matches = screened.one(held.work, query, how)
    else:
        matches = await run_in_threadpool(screened.one_apart, held, query, how)
    _count(request, 1, bool(matches))
    return answer({"matches": matches, **_scopes.of(held, how)})


@router.post("/v1/screen/batch", response_model=BatchOut, responses=RESPONSES)
def batch(request: Request, several: BatchIn, held: Ready, limits: Set) -> Response:
    """Hold several parties against the lists; one that can't be screened says why in its place."""
    if len(several.records) > limits.max_batch:
        raise TooLarge(
            f"{len(several.records):,} records are more than the {limits.max_batch:,} read here.",
            mend="Send them to /v1/screen/stream.",
        )
    how = Asking(moment_asked(several.as_of, several.known_by), several.threshold, several.limit)
    with held.borrowed() as work:
        answers = list(screened.many(work, enumerate(several.records, 1), how))
    rejected = sum("error" in one for one in answers)
    _count(request, len(answers) - rejected, sum(bool(one.get("matches")) for one in answers))
    return answer(
        {
            **_scopes.of(held, how),
            "records": len(answers),
            "screened": len(answers) - rejected,
            "rejected": rejected,
            "answers": answers,
        }
    )


@router.post(
    "/v1/screen/stream",
    responses={**RESPONSES, 200: {"content": {NDJSON: {"schema": {"type": "string"}}},
               "description": "One line for each record, as in the answers of a batch; the last "
               "line is `{\"summary\": ...}` with the counts and the scope."}},
    openapi_extra={"requestBody": {"required": True, "content": {NDJSON: {
        "schema": {"type": "string", "description": "one record a line, as in a batch"},
        "example": STREAM_EXAMPLE}}}},
)  # fmt: skip
async def stream(
    request: Request,
    held: Ready,
    limits: Set,
    asked: Asked,
    threshold: Annotated[
        float, Query(ge=0, le=1, description="lowest score of a match", examples=[DEFAULT])
    ] = DEFAULT,
    limit: Annotated[
        int,
        Query(ge=1, le=MOST_MATCHES, description="most matches of each", examples=[USUAL_MATCHES]),
    ] = USUAL_MATCHES,
) -> Response:
    """Hold any number of parties against the lists, as JSON lines, all of one generation."""
    made = _Stream(request, held, asked, Asking(asked, threshold, limit), limits.max_line)
    return Answers(Arriving(request, limits.max_line), made.lines, made.last)


class _Stream:
    """What is said of the lines of one request, and the counts at its end."""

    def __init__(
        self, request: Request, held: Snapshot, asked: AsOf, how: Asking, longest: int
    ) -> None:
        self.request, self.held, self.how, self.longest = request, held, how, longest
        self.asked = asked
        self.screened = self.rejected = 0

    def lines(self, lines: Lines) -> list[bytes]:
        """Answers to some lines, in their order."""
        rows = [(number, self._read(line)) for number, line in lines]
        good = [(n, row) for n, row in rows if not isinstance(row, _BadLineError)]
        bad = {n: row.answer(n) for n, row in rows if isinstance(row, _BadLineError)}
        with self.held.borrowed() as work:
            found = {one["row"]: one for one in screened.many(work, good, self.how)} | bad
        rejected = sum("error" in one for one in found.values())
        self.rejected += rejected
        self.screened += len(found) - rejected
        _count(
            self.request, len(found) - rejected, sum(bool(o.get("matches")) for o in found.values())
        )
        return [dumps(found[number]) + b"\n" for number, _ in lines]

    def _read(self, line: bytes) -> Any:
        if len(line) > self.longest:
            return _BadLineError(f"the line is longer than {self.longest:,} bytes.")
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            return _BadLineError("the line is no JSON.")
        return row if isinstance(row, dict) else _BadLineError("the line is no JSON object.")

    def last(self) -> bytes:
        """The line that sums up."""
        counts = {"records": self.screened + self.rejected, "screened": self.screened,
                  "rejected": self.rejected}  # fmt: skip
        return dumps({"summary": {**counts, **_scopes.of(self.held, self.how)}}) + b"\n"


class _BadLineError(Exception):
    """A line that is no record."""

    def answer(self, number: int) -> dict[str, Any]:
        """What is said in its place."""
        return {"row": number, "error": {"what": str(self), "mend": "Send one JSON object a line."}}


def _count(request: Request, screened_: int, matched: int) -> None:
    figures: Figures = request.app.state.figures
    figures.screened.inc(screened_)
    figures.matched.inc(matched)
