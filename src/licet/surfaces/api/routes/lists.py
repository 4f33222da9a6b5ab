"""The lists: what is in force, how well they are, and what changed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from licet.core.dates import Moment
from licet.lists.diff import diff
from licet.lists.health import health
from licet.sources import publishers
from licet.surfaces.api.access import needs
from licet.surfaces.api.asking import Now, Set, Tagged
from licet.surfaces.api.models.rooms import DiffOut, HealthOut, ListsOut
from licet.surfaces.api.paging import Paged, part
from licet.surfaces.api.problems import RESPONSES, NotThere
from licet.surfaces.api.writing import answer
from licet.surfaces.terminal.lists import list_json

router = APIRouter(tags=["lists"], dependencies=[Depends(needs("reader", "lists"))])
SHORT = {"sdn": "us-ofac-sdn", "consolidated": "us-ofac-consolidated"}
Day = Annotated[str, Query(description="a day", examples=["2021-07-20"], max_length=40)]


@router.get("/v1/lists", response_model=ListsOut, responses=RESPONSES, dependencies=[Tagged])
async def status(held: Now) -> Response:
    """Every snapshot kept: entries, dates and hashes; the newest of each list is in force."""
    store = held.work.store
    lists = [list_json(store, source) for source in store.sources]
    return answer({"generation": held.name, "lists": lists})


@router.get("/v1/lists/health", response_model=HealthOut, responses=RESPONSES)
def state(settings: Set) -> Response:
    """Age, entries, last change, last check and failures of every list."""
    found = health(settings.home, publishers.shipped(), date.today())
    rows = [{"list": one.list_id, **asdict(one), "alarming": one.alarming} for one in found]
    for row in rows:
        del row["list_id"]
    kept = any(one.published for one in found)
    return answer({"healthy": kept and not any(r["alarming"] for r in rows), "lists": rows})


@router.get(
    "/v1/lists/{source}/diff", response_model=DiffOut, responses=RESPONSES, dependencies=[Tagged]
)
def changes(
    source: Annotated[
        str,
        Path(
            description="the list's id, or sdn, or consolidated",
            examples=["us-ofac-sdn"],
            max_length=100,
        ),
    ],
    held: Now,
    page: Paged,
    since: Annotated[
        str, Query(alias="from", description="a day", examples=["2021-07-20"], max_length=40)
    ],
    to: Day,
) -> Response:
    """Entries added, removed, and changed field by field, from one day to another."""
    source = SHORT.get(source, source)
    if source not in held.work.store.sources:
        raise NotThere(f"there is no list '{source}' here.", mend="See /v1/lists.")
    start, end = Moment.parse(since, where="from").day, Moment.parse(to, where="to").day
    with held.borrowed() as work:
        made = diff(work.store, source, start, end).to_json()
    entries = [
        {"change": change, **one}
        for change in ("added", "removed", "changed")
        for one in made.pop(change)
    ]
    shown, following = part(entries, page, held)
    return answer({**made, "changes": shown, "total": len(entries), "next": following})  # fmt: skip
