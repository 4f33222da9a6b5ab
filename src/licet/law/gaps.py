"""Known gaps of the law at hand: named beside every answer, with owner and review date."""

from __future__ import annotations

from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from licet.core import documents, schema
from licet.core.errors import BadInputError


class Gap(BaseModel):
    """Law that exists and stands in no pack, or not wholly."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    regime: str
    what: str
    where: str
    owner: str
    review_by: str


class _Gaps(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    gaps: list[Gap]


@cache
def shipped() -> tuple[Gap, ...]:
    """The gaps that come with licet's packs."""
    path = resources.files("licet") / "packs" / "gaps.yaml"
    document = documents.parse(path.read_text(encoding="utf-8"), "packs/gaps.yaml")
    return tuple(schema.load(_Gaps, document, BadInputError).gaps)


def gaps_outside() -> list[dict[str, str]]:
    """What lies outside the scope of every answer."""
    return [{"id": gap.id, "what": gap.what, "where": gap.where} for gap in shipped()]
