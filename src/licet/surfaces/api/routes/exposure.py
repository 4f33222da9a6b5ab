"""Programmes: what stops when and by what, and what a hypothetical case changes."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, Query, UploadFile
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from licet.core.dates import Moment
from licet.decision.activity_words import ActorKind
from licet.exposure.judged import scenario
from licet.exposure.judged.analysis import analyse
from licet.exposure.judged.terms import Terms
from licet.exposure.judged.whatif import what_if as put_on
from licet.exposure.programme import open_programme
from licet.goods import territories
from licet.surfaces.api.access import needs
from licet.surfaces.api.asking import AsOfText, Ready
from licet.surfaces.api.models.exposure import ExposureOut
from licet.surfaces.api.problems import RESPONSES, Refusal
from licet.surfaces.api.writing import answer
from licet.surfaces.exposure.compare import difference
from licet.surfaces.exposure.content import content

router = APIRouter(tags=["exposure"], dependencies=[Depends(needs("reader", "exposure"))])
PIECE, MOST_FILES, MOST_TEXT = 1_000_000, 30, 200_000
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9 ._-]{0,80}\.(csv|tsv|parquet|xlsx|xls)", re.I)


@router.post("/v1/exposure", response_model=ExposureOut, responses=RESPONSES)
async def exposure(  # noqa: PLR0913, PLR0917 - what a request holds
    files: Annotated[
        list[UploadFile],
        File(description="the programme's tables: one workbook, or CSV or Parquet files"),
    ],
    held: Ready,
    what_if: Annotated[
        str | None, Form(description="steps of a hypothetical case (JSON or YAML)")
    ] = None,
    as_of: AsOfText = None,
    until: Annotated[
        str | None,
        Query(
            description="the last day of contracts that state none",
            examples=["2030-12-31"],
            max_length=40,
        ),
    ] = None,
    actor: Annotated[
        list[ActorKind] | None, Query(description="who acts; us_person if left out", max_length=10)
    ] = None,
    actor_country: Annotated[
        str, Query(description="where the actor stands", examples=["US"], max_length=100)
    ] = "US",
    programme: Annotated[
        str | None,
        Query(
            description="its id, where a pack has rules for it", examples=["f35"], max_length=100
        ),
    ] = None,
) -> Response:
    """What a programme stands to lose. Its tables are not kept."""
    terms = Terms(
        tuple(actor or ("us_person",)),
        territories.require(actor_country, "actor_country"),
        Moment.parse(as_of, where="as_of").day if as_of else None,
        Moment.parse(until, where="until").day if until else None,
        programme,
    )
    case = scenario.read(what_if[:MOST_TEXT], "what_if") if what_if else None
    with tempfile.TemporaryDirectory(prefix="licet-") as place:
        for one in files:
            await _put(one, Path(place) / "programme")

        def made() -> dict[str, Any]:
            opened = open_programme(Path(place) / "programme")
            with held.borrowed() as work:
                cases = [analyse(opened, work, terms)]
                if case is None:
                    return content(cases[0])
                cases.append(put_on(cases[0], case))
                told = {"difference": difference(cases), "scenario": case.says()}
                return {**content(cases[1]), **told}

        return answer(await run_in_threadpool(made))


async def _put(sent: UploadFile, folder: Path) -> None:
    """Write an uploaded table under its own name, which tells what it is."""
    name = Path(sent.filename or "").name
    if not _NAME.fullmatch(name):
        raise Refusal(
            "a file's name is none of a table.",
            mend="Name it by its table, as in parts.csv; letters, digits, spaces, . _ and -.",
        )
    folder.mkdir(exist_ok=True)
    with (folder / name).open("wb") as out:
        while piece := await sent.read(PIECE):
            out.write(piece)
