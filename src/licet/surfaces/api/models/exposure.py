"""What a programme stands to lose, as `licet exposure report --json` says it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from licet.surfaces.api.models.rooms import Rows


class ExposureOut(BaseModel):
    """A programme on a day, and under a what-if where one was sent."""

    programme: str = Field(description="name of the programme", examples=["F-35"])
    case: str = Field(description="the case: as it stands, or a what-if", examples=["as it stands"])
    as_of: str = Field(description="the day from which is looked ahead", examples=["2021-07-20"])
    until: str = Field(description="the last day that is looked at", examples=["2026-12-31"])
    actor: str = Field(description="who acts", examples=["us_person"])
    actor_country: str | None = Field(description="where the actor stands", examples=["US"])
    headline: Any = Field(description="what stops when, in sentences", examples=["Nothing stops."])
    totals: Rows = Field(
        description="by currency: open value, what stops at least and at most", examples=[[]]
    )
    counts: dict[str, Any] = Field(description="rows of the tables", examples=[{}])
    outcomes: Rows = Field(description="lines by floor and ceiling", examples=[[]])
    timeline: Rows = Field(description="open value over time, at least and at most", examples=[[]])
    steps: Rows = Field(description="days on which something stops", examples=[[]])
    instruments: Rows = Field(description="by instrument", examples=[[]])
    measures: Rows = Field(description="by measure", examples=[[]])
    suppliers: Rows = Field(description="by supplier", examples=[[]])
    countries: Rows = Field(description="by country", examples=[[]])
    subsystems: Rows = Field(description="by subsystem", examples=[[]])
    finishing: Rows = Field(
        description="lines that are cut short or go on under conditions", examples=[[]]
    )
    finishing_rows: int = Field(description="how many there are", examples=[0])
    refuse: Rows = Field(description="what must be refused, and from when", examples=[[]])
    work: Rows = Field(
        description="parts to find another source for, the most urgent first", examples=[[]]
    )
    work_rows: int = Field(description="how many there are", examples=[0])
    sole: Rows = Field(description="parts that hang on one source", examples=[[]])
    assemblies: Rows = Field(
        description="assemblies that lack a part, and from when", examples=[[]]
    )
    found: Rows = Field(description="suppliers that are, or may be, under a measure", examples=[[]])
    concentration: dict[str, Any] = Field(
        description="how the value is spread over countries, suppliers and owners", examples=[{}]
    )
    single_points: Rows = Field(description="subsystems that hang on one supplier", examples=[[]])
    past: Rows = Field(
        description="deliveries that came while something stood against them", examples=[[]]
    )
    events: Rows = Field(description="events of the programme's own tables", examples=[[]])
    problems: Rows = Field(description="rows and cells that could not be read", examples=[[]])
    problem_rows: int = Field(description="how many there are", examples=[0])
    read: Rows = Field(description="how each table was understood", examples=[[]])
    notes: list[str] = Field(description="what to know of the figures", examples=[[]])
    lists: list[str] = Field(description="the lists that were consulted", examples=[[]])
    packs: list[str] = Field(description="packs of law that were asked", examples=[[]])
    notice: str = Field(
        description="what the answer is and is not", examples=["Information, no clearance."]
    )
    opened: Rows = Field(description="causes opened to one decision each", examples=[[]])
    difference: dict[str, Any] | None = Field(
        None, description="figures of the cases side by side", examples=[None]
    )
    scenario: str | None = Field(None, description="the what-if in words", examples=[None])
