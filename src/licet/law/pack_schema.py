"""The shape of a pack file: what a lawyer writes, before it is decoded and checked."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from licet.law.model import Basis, DutyKind, Effect, Obliged, Reach, ReachEffect, Status

RawCondition = Annotated[dict[str, Any], Field(default_factory=dict)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ForceIn(_Strict):
    """From when to when, both included."""

    start: str | None = Field(None, alias="from", description="the first day or instant")
    end: str | None = Field(None, alias="to", description="the last day, or the instant it ends")


class SourceIn(_Strict):
    """Where the text stands; ``file`` is relative to the archive of texts."""

    doc: str = Field(description="the document and its issue date")
    quote: Annotated[str, Field(min_length=1)] | None = None
    file: str | None = None
    url: str | None = None
    note: str | None = None


class AttachesToIn(_Strict):
    """The measure a party must carry, and how far it reaches into what that party owns."""

    measure: str | list[str]
    reach: Reach = "none"


class ExceptIn(_Strict):
    """When it holds, its effect stands in place of the version's."""

    id: str
    title: str
    basis: Basis = "law"
    status: Status = "draft"
    unread: str | None = None
    when: RawCondition
    effect: Effect
    condition: str | None = None
    in_force: ForceIn = Field(default_factory=lambda: ForceIn.model_validate({}))
    gives_way_to: list[str] = Field(
        [], description="exceptions of the same rule that go before it where both could hold"
    )
    source: SourceIn


class LicenceIn(ExceptIn):
    """An exception that stands apart from the rules it lifts, such as a general licence."""

    to: list[str] = Field(description="the provisions it is an exception to")


class VersionIn(_Strict):
    """The text of a provision over one period."""

    in_force: ForceIn = Field(default_factory=lambda: ForceIn.model_validate({}))
    applies: RawCondition
    effect: Effect
    says: str
    condition: str | None = None
    duties: list[str] = []
    source: SourceIn
    exceptions: list[ExceptIn] = Field([], alias="except")


class ProvisionIn(_Strict):
    """One rule, about one paragraph of law."""

    id: str
    title: str
    authority: str
    basis: Basis = "law"
    status: Status = "draft"
    unread: str | None = None
    obliged: Obliged
    attaches_to: AttachesToIn | None = None
    versions: list[VersionIn]


class DutyVersionIn(_Strict):
    """The text of a duty over one period."""

    in_force: ForceIn = Field(default_factory=lambda: ForceIn.model_validate({}))
    text: str
    deadline: dict[str, str] | None = None
    source: SourceIn


class DutyIn(_Strict):
    """Something the obliged person must do."""

    id: str
    title: str
    kind: DutyKind
    obliged: Obliged
    status: Status = "draft"
    unread: str | None = None
    goes_with: str | None = Field(None, description="the duty it falls with, such as rejecting")
    versions: list[DutyVersionIn]


class PersonClassIn(_Strict):
    """A defined class of persons, as a condition over facts."""

    id: Obliged
    title: str
    when: RawCondition
    status: Status = "draft"
    unread: str | None = None
    source: SourceIn


class ReachVersionIn(_Strict):
    """How shares are counted over one period."""

    in_force: ForceIn = Field(default_factory=lambda: ForceIn.model_validate({}))
    threshold_percent: Annotated[float, Field(ge=0, le=100)]
    inclusive: bool
    aggregate: bool | Literal["unknown"]
    voting_percent: Annotated[float, Field(ge=0, le=100)] | None = Field(
        None, description="more than this share of the voting rights carries as well"
    )
    control: bool = Field(False, description="control without the shares carries as well")
    effect: ReachEffect = Field("reaches", description="none while suspended; or unconfirmed")
    basis: Basis = "law"
    source: SourceIn


class ReachIn(_Strict):
    """How far a measure goes into what a party under it owns."""

    id: Reach
    title: str
    after_divestment: str | None = Field(None, description="what stays once owners have sold")
    versions: list[ReachVersionIn]


class ReviewIn(_Strict):
    """Who signed a pack off, and when."""

    by: Annotated[str, Field(min_length=1)]
    on: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class PackIn(_Strict):
    """One file of law."""

    pack: str
    title: str
    jurisdiction: str
    zone: str = "UTC"
    reviews: list[ReviewIn] = []
    provisions: list[ProvisionIn] = []
    duties: list[DutyIn] = []
    persons: list[PersonClassIn] = []
    reaches: list[ReachIn] = []
    exceptions: list[LicenceIn] = []
