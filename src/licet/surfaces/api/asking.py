"""What routes share: the snapshot of a request, its entity tag, and the date asked."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Depends, FastAPI, Query, Request
from starlette.responses import Response

from licet.core.dates import AsOf, Moment
from licet.surfaces.api.problems import Unready
from licet.surfaces.api.settings import Settings
from licet.surfaces.api.snapshot import Held, Snapshot


async def snapshot(request: Request) -> Snapshot:
    """The snapshot in force when the request begins; taken once."""
    found: Snapshot | None = getattr(request.state, "snapshot", None)
    if found is None:
        held: Held = request.app.state.held
        found = request.state.snapshot = held.current
        request.state.generation = found.name
    return found


async def ready(request: Request) -> Snapshot:
    """The snapshot, which has to hold a list; raises Unready."""
    found = await snapshot(request)
    if not found.ready:
        raise Unready(
            "the store holds no list yet, so nobody can be screened.",
            mend="Add one with `licet lists add FILE...` or `licet lists update`.",
        )
    return found


async def settings(request: Request) -> Settings:
    """What the operator set."""
    found: Settings = request.app.state.settings
    return found


class NotModified(Exception):  # noqa: N818 - no error
    """The asker has this answer already."""

    def __init__(self, tag: str) -> None:
        self.tag = tag


async def tagged(request: Request) -> None:
    """Give the answer an entity tag; raises NotModified where the asker has it."""
    tag = (await snapshot(request)).etag(date.today())
    request.state.etag = tag
    asked = request.headers.get("if-none-match", "")
    if asked.strip() == "*" or tag.removeprefix("W/") in {
        one.strip().removeprefix("W/") for one in asked.split(",")
    }:
        raise NotModified(tag)


def handle_not_modified(app: FastAPI) -> None:
    """Answer 304 where the asker has it."""

    async def unchanged(_: Request, error: Exception) -> Response:
        assert isinstance(error, NotModified)  # noqa: S101 - as registered
        return Response(status_code=304, headers={"etag": error.tag})

    app.add_exception_handler(NotModified, unchanged)


def moment_asked(as_of: str | None, known_by: str | None) -> AsOf:
    """The date asked; today where none is. Raises BadInputError for what is no date."""
    moment = Moment.parse(as_of, where="as_of") if as_of else Moment(date.today())
    public = Moment.parse(known_by, where="known_by").day if known_by else None
    return AsOf(moment, public)


AS_OF = "the date asked: a day, or an instant with its zone; today if left out"
KNOWN_BY = "use only what was public by this day"
DAY = "2021-07-20"
AsOfText = Annotated[str | None, Query(description=AS_OF, examples=[DAY], max_length=40)]
KnownByText = Annotated[str | None, Query(description=KNOWN_BY, examples=[DAY], max_length=40)]
Now = Annotated[Snapshot, Depends(snapshot)]
Ready = Annotated[Snapshot, Depends(ready)]
Set = Annotated[Settings, Depends(settings)]
Tagged = Depends(tagged)


async def _asked(as_of: AsOfText = None, known_by: KnownByText = None) -> AsOf:
    return moment_asked(as_of, known_by)


Asked = Annotated[AsOf, Depends(_asked)]
