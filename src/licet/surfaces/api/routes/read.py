"""Documents: the listed parties that they name."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Query, UploadFile
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from licet.core.dates import AsOf, Moment
from licet.decision import reading
from licet.screening.mentions import mentions
from licet.screening.model import DEFAULT
from licet.surfaces.api.access import needs
from licet.surfaces.api.asking import AsOfText, KnownByText, Ready, Set, moment_asked
from licet.surfaces.api.models.rooms import ReadingOut
from licet.surfaces.api.problems import RESPONSES
from licet.surfaces.api.uploads import text_of
from licet.surfaces.api.writing import answer
from licet.surfaces.screening_standing import consulted

router = APIRouter(tags=["read"], dependencies=[Depends(needs("reader", "read"))])


@router.post("/v1/read", response_model=ReadingOut, responses=RESPONSES)
async def read(
    file: Annotated[
        UploadFile, File(description="text, Markdown, HTML, e-mail (EML), DOCX or PDF")
    ],
    held: Ready,
    limits: Set,
    threshold: Annotated[
        float, Query(ge=0, le=1, description="lowest score of a mention", examples=[DEFAULT])
    ] = DEFAULT,
    as_of: AsOfText = None,
    known_by: KnownByText = None,
) -> Response:
    """Find listed parties in a document; judged by the date asked, else the document's own, else
    today. The document is not kept."""
    public = moment_asked(None, known_by).known_by
    asked = AsOf(Moment.parse(as_of, where="as_of"), public) if as_of else None
    document = await text_of(file, limits)

    def made() -> dict[str, Any]:
        with held.borrowed() as work:
            day = reading.date_asked(document, asked, AsOf(Moment(date.today()), public))
            named = mentions(held.index, document.text, threshold=threshold)
            found = reading.reading(work, document, named, day)
            return {**found.to_json(), "lists": consulted(work, found.asked)}

    return answer({**await run_in_threadpool(made), "threshold": threshold})
