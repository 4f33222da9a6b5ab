"""Pages of long answers. A cursor belongs to one generation: a page never mixes two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple

from fastapi import Depends, Query
from pydantic import BaseModel, Field

from licet.surfaces.api.problems import Conflict, Refusal
from licet.surfaces.api.snapshot import Snapshot

MOST = 1_000
USUAL = 100


class Page(NamedTuple):
    """How many, and from where."""

    limit: int
    cursor: str | None

    def offset(self, generation: str) -> int:
        """Where the page begins; raises Conflict where the lists changed since the last one."""
        if self.cursor is None:
            return 0
        held, _, place = self.cursor.rpartition(".")
        if not place.isascii() or not place.isdigit() or len(place) > 12:
            raise Refusal("the cursor is none that this service gave.", mend="Begin without one.")
        if held != generation:
            raise Conflict(
                "the lists changed between two pages.", mend="Begin again without a cursor."
            )
        return int(place)


async def _page(
    limit: Annotated[
        int, Query(ge=1, le=MOST, description="most entries in one answer", examples=[USUAL])
    ] = USUAL,
    cursor: Annotated[
        str | None, Query(description="`next` of the page before", max_length=200)
    ] = None,
) -> Page:
    return Page(limit, cursor)


Paged = Annotated[Page, Depends(_page)]


class Pages(BaseModel):
    """What every page says."""

    total: int = Field(description="entries on all pages together", examples=[1])
    next: str | None = Field(
        description="`cursor` of the next page; null on the last one", examples=["000013.100"]
    )


def part(items: Sequence[Any], page: Page, snapshot: Snapshot) -> tuple[Sequence[Any], str | None]:
    """The entries of a page, and the cursor of the next one."""
    start = page.offset(snapshot.name)
    end = start + page.limit
    following = f"{snapshot.name}.{end}" if end < len(items) else None
    return items[start:end], following
