"""A hypothetical case: steps in time, each a listing, a removal, a change of measure or a loss."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from licet.core import documents
from licet.core.dates import Moment
from licet.core.errors import BadInputError, nearest
from licet.core.measures import MEASURES
from licet.core.schema import load

Policy = Literal["stop_at_once", "honour_existing", "no_new_contracts"]
BLOCKED = "us/ofac/blocking"


def _measure(word: str) -> str:
    if word not in MEASURES:
        raise ValueError(
            f"not a measure licet knows; {nearest(word, MEASURES)}see `licet law facts`"
        )
    return word


def _day(text: str) -> str:
    try:
        return Moment.parse(text).day.isoformat()
    except BadInputError as error:
        raise ValueError(f"{error.what} {error.mend}") from None


Measure = Annotated[str, AfterValidator(_measure)]
Day = Annotated[str, AfterValidator(_day)]


class Strict(BaseModel):
    """A key nobody knows is an error, never dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Who(Strict):
    """Whom a step is about: one of these."""

    supplier: str | None = Field(None, description="number of a supplier, or its exact name")
    owner: str | None = Field(None, description="the exact name of an owner")
    country: str | None = Field(None, description="every supplier of a country")
    listing: str | None = Field(None, description="whoever is or may be this listing")

    @model_validator(mode="after")
    def _one(self) -> Who:
        told = [k for k in ("supplier", "owner", "country", "listing") if getattr(self, k)]
        if len(told) != 1:
            raise ValueError("name one of supplier, owner, country, listing")
        return self

    def says(self) -> str:
        """For a person."""
        return next(
            f"{'every supplier of ' if k == 'country' else ''}{v}"
            for k in ("supplier", "owner", "country", "listing")
            if (v := getattr(self, k))
        )


class Change(Strict):
    """A measure of a listing that is another one from a day on, or takes effect on another day."""

    listing: str
    measure: Measure = Field(alias="from")
    to: Measure | None = Field(None, description="the measure instead; left out, it ends")


class Removal(Strict):
    """The programme's own decision to do without a country, a supplier or a part of it."""

    country: str | None = None
    supplier: str | None = None
    part: str | None = None
    policy: Policy = "stop_at_once"
    until: Day | None = None
    amendments: bool | None = None

    @model_validator(mode="after")
    def _whom(self) -> Removal:
        if not (self.country or self.supplier or self.part):
            raise ValueError("say which country, supplier or part is removed")
        return self


class Loss(Strict):
    """A source that delivers no more: a supplier, or a supplier for one part."""

    supplier: str
    part: str | None = None


class Step(Strict):
    """One change on a day."""

    on: Day
    designate: Who | None = Field(None, description="put on a list, under a measure")
    measure: Measure = Field(BLOCKED, description="the measure of `designate`")
    until: Day | None = Field(None, description="last day of the measure")
    delist: Who | None = Field(None, description="taken off every list")
    change: Change | None = Field(None, description="a listing's measure becomes another")
    effective: Change | None = Field(None, description="a measure takes effect on this day instead")
    remove: Removal | None = Field(None, description="the programme's own decision")
    lose: Loss | None = Field(None, description="a source that is lost")

    @model_validator(mode="after")
    def _one(self) -> Step:
        kinds = ("designate", "delist", "change", "effective", "remove", "lose")
        if sum(getattr(self, kind) is not None for kind in kinds) != 1:
            raise ValueError(f"a step is one of {', '.join(kinds)}")
        return self

    @property
    def day(self) -> date:
        """The day of the step."""
        return date.fromisoformat(self.on)

    def says(self) -> str:
        """For a person: ``on 2027-03-01 Example is designated (Blocking: on the SDN list)``."""
        return f"on {self.on} {self._says()}"

    def _says(self) -> str:
        if self.designate:
            end = f" until {self.until}" if self.until else ""
            return f"{self.designate.says()} is designated ({MEASURES[self.measure]}){end}"
        if self.delist:
            return f"{self.delist.says()} is taken off the lists"
        if self.change:
            to = MEASURES[self.change.to] if self.change.to else "nothing"
            return f"{MEASURES[self.change.measure]} of {self.change.listing} becomes {to}"
        if self.effective:
            return f"{MEASURES[self.effective.measure]} of {self.effective.listing} takes effect"
        if self.remove:
            whom = self.remove.supplier or self.remove.country or self.remove.part
            end = f" until {self.remove.until}" if self.remove.until else ""
            return f"{whom} leaves the programme ({self.remove.policy.replace('_', ' ')}{end})"
        assert self.lose  # noqa: S101 - a step is one of these
        part = f" for part {self.lose.part}" if self.lose.part else ""
        return f"{self.lose.supplier} is lost as a source{part}"


class Scenario(Strict):
    """A named case of one or several steps."""

    name: str = "what if"
    steps: list[Step] = Field(min_length=1)

    def says(self) -> str:
        """Every step, for a person."""
        return "; ".join(step.says() for step in sorted(self.steps, key=lambda one: one.on))


def read(text: str, name: str) -> Scenario:
    """A scenario from YAML or JSON; raises BadInputError with line, value and mend."""
    return load(Scenario, documents.parse(text, name), BadInputError)
