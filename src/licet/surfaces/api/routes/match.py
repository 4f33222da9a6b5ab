"""OpenSanctions' yente API over licet's lists: queries by example, and by a name."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from licet.core.errors import LicetError
from licet.decision.workspace import Workspace
from licet.screening.model import DEFAULT
from licet.surfaces.api import matching
from licet.surfaces.api.access import needs
from licet.surfaces.api.asking import Ready, Set, Tagged, moment_asked
from licet.surfaces.api.filtering import Searched, Which
from licet.surfaces.api.matching import Filter
from licet.surfaces.api.models.match import Example, MatchIn, MatchOut, SearchOut
from licet.surfaces.api.problems import RESPONSES, Refusal, TooLarge
from licet.surfaces.api.screened import Asking, is_quick
from licet.surfaces.api.snapshot import Snapshot
from licet.surfaces.api.writing import answer

router = APIRouter(tags=["yente"], dependencies=[Depends(needs("reader", "match"))])
FEW = 3
"""Up to so many names are answered on the event loop; more in a thread."""
MOST_RESULTS, MOST_OFFSET = 500, 9_499
PERHAPS = 0.6
"""The lowest score of a search: what could be meant, not what matches."""
Limit = Annotated[int, Query(ge=1, le=MOST_RESULTS, description="most results of each query")]


@router.post("/match/{dataset}", response_model=MatchOut, responses=RESPONSES)
async def match(  # noqa: PLR0913, PLR0917 - yente's parameters
    asked: MatchIn,
    held: Ready,
    limits: Set,
    which: Which,
    limit: Limit = 5,
    threshold: Annotated[
        float, Query(ge=0, le=1, description="from here on a result is a match", examples=[DEFAULT])
    ] = DEFAULT,
    cutoff: Annotated[
        float | None, Query(ge=0, le=1, description="lowest score of a result; else the threshold")
    ] = None,
    algorithm: Annotated[
        str, Query(description="accepted for yente's clients; the score is always licet's")
    ] = "best",
) -> Response:
    """Parties by example, held against the lists as they are now."""
    _check(asked, algorithm, limits.max_queries)
    lowest = min(threshold, cutoff if cutoff is not None else threshold)
    how = matching.How(threshold, lowest, limit, which)
    if _quick(asked, how):
        responses = _answers(held.work, asked, how)
    else:
        responses = await run_in_threadpool(_apart, held, asked, how)
    content = {"responses": responses, "matcher": matching.FEATURE_DOCS, "limit": limit}
    return answer(content, headers={"x-batch-size": str(len(responses))})


@router.get(
    "/search/{dataset}", response_model=SearchOut, responses=RESPONSES, dependencies=[Tagged]
)
def search(
    held: Ready,
    which: Searched,
    q: Annotated[
        str, Query(max_length=2_000, description="a name", examples=["aurelio pell"])
    ] = "",
    limit: Annotated[int, Query(ge=0, le=MOST_RESULTS, description="most results")] = 10,
    offset: Annotated[int, Query(ge=0, le=MOST_OFFSET, description="results left out")] = 0,
) -> Response:
    """Entities that a text may mean, over the lists as they are now."""
    found = _searched(held, q, limit + offset, which) if any(map(str.isalnum, q)) else []
    return answer(
        {
            "results": found[offset : offset + limit],
            "facets": _facets(found),
            "total": {"value": len(found), "relation": "eq"},
            "limit": limit,
            "offset": offset,
        }
    )


def _check(asked: MatchIn, algorithm: str, most: int) -> None:
    if algorithm not in matching.ALGORITHMS:
        raise Refusal(f"'{algorithm}' is no algorithm.", mend="Leave it out, or say 'best'.")
    if not asked.queries:
        raise Refusal("no query was sent.", mend='Send {"queries": {"q1": {...}}}.')
    if len(asked.queries) > most:
        raise TooLarge(f"{len(asked.queries)} queries are more than the {most} read here.")


def _quick(asked: MatchIn, how: matching.How) -> bool:
    """Whether nobody else has to wait while it is answered on the event loop."""
    asking = Asking(moment_asked(None, None), how.cutoff, how.limit)
    queries = [q for one in asked.queries.values() for q in matching.queries_of(one)]
    return len(queries) <= FEW and all(is_quick(one, asking) for one in queries)


def _apart(held: Snapshot, asked: MatchIn, how: matching.How) -> dict[str, Any]:
    with held.borrowed() as work:
        return _answers(work, asked, how)


def _answers(work: Workspace, asked: MatchIn, how: matching.How) -> dict[str, Any]:
    """An answer under each key."""
    made = {}
    for key, example in asked.queries.items():
        try:
            pairs = matching.matches(work, example, how)
            made[key] = matching.answer(pairs, example, how)
        except LicetError as error:
            made[key] = matching.refused(error, example)
    return made


def _searched(held: Snapshot, q: str, most: int, which: Filter) -> list[dict[str, Any]]:
    example = Example(id=None, schema="Thing", properties={"name": [q]})
    if len(which.schemata) == 1:
        example.schema_ = next(iter(which.schemata))
    how = matching.How(PERHAPS, PERHAPS, most // matching.CANDIDATES + 1, which)
    with held.borrowed() as work:
        return [one for _, one in matching.matches(work, example, how)]


def _facets(found: list[dict[str, Any]]) -> dict[str, Any]:
    def counted(label: str, values: Counter[str]) -> dict[str, Any]:
        items = [{"name": v, "label": v, "count": n} for v, n in values.most_common(50)]
        return {"label": label, "values": items}

    def of(*names: str) -> Counter[str]:
        return Counter(
            v for one in found for v in {v for n in names for v in one["properties"].get(n, ())}
        )

    return {
        "countries": counted("Countries", of(*matching.COUNTRIES)),
        "topics": counted("Topics", of("topics")),
        "datasets": counted("Data sources", Counter(v for one in found for v in one["datasets"])),
    }
