"""The law that licet judges by: provisions, the vocabulary of facts, and known gaps."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from licet.core.dates import Moment
from licet.law import gaps as law_gaps
from licet.law.author import showing
from licet.law.facts import FACTS
from licet.surfaces.api.access import needs
from licet.surfaces.api.asking import AS_OF, DAY, Now, Tagged
from licet.surfaces.api.models.rooms import FactsOut, GapsOut, ProvisionOut, ProvisionsOut
from licet.surfaces.api.paging import Paged, part
from licet.surfaces.api.problems import RESPONSES, NotThere
from licet.surfaces.api.writing import answer

router = APIRouter(tags=["law"], dependencies=[Depends(needs("reader", "law")), Tagged])


@router.get("/v1/law/provisions", response_model=ProvisionsOut, responses=RESPONSES)
def provisions(
    held: Now,
    page: Paged,
    below: Annotated[
        str, Query(description="only those below this id", examples=["us/caatsa"], max_length=200)
    ] = "",
) -> Response:
    """Every provision of the packs, by id."""
    law = held.work.law.provisions
    start = f"{below.rstrip('/')}/" if below else ""
    found = [law[name] for name in sorted(law) if name == below or name.startswith(start)]
    shown, following = part(found, page, held)
    told = [
        {"id": p.id, "title": p.title, "regime": p.regime, "authority": p.authority,
         "status": p.status}
        for p in shown
    ]  # fmt: skip
    return answer({"provisions": told, "total": len(found), "next": following})


@router.get("/v1/law/provisions/{provision:path}", response_model=ProvisionOut, responses=RESPONSES)
def provision(
    provision: Annotated[
        str, Path(description="its id", examples=["us/caatsa/235/a/2"], max_length=200)
    ],
    held: Now,
    on: Annotated[str | None, Query(description=AS_OF, examples=[DAY], max_length=40)] = None,
) -> Response:
    """A provision on a day: whom it binds, when it applies, its exceptions, and what it quotes."""
    law = held.work.law
    if provision not in law.provisions:
        raise NotThere(f"'{provision}' is no provision.", mend="See /v1/law/provisions.")
    at = Moment.parse(on, where="on") if on else Moment(date.today())
    return answer(showing.content(law, law.provisions[provision], at))


@router.get("/v1/law/facts", response_model=FactsOut, responses=RESPONSES)
async def facts(held: Now, page: Paged) -> Response:
    """Every fact: type, unit or values, meaning, and where it comes from."""
    shown, following = part(list(FACTS.values()), page, held)
    told = [asdict(one) for one in shown]
    return answer({"facts": told, "total": len(FACTS), "next": following})


@router.get("/v1/law/gaps", response_model=GapsOut, responses=RESPONSES)
def gaps() -> Response:
    """Law that is known to exist and stands in no pack, each with an owner and a date."""
    today = date.today().isoformat()
    found = law_gaps.shipped()
    return answer({"gaps": [{**g.model_dump(), "overdue": g.review_by < today} for g in found]})
