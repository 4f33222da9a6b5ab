"""Decisions, their records, and their replay."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from licet.surfaces.api.asking import DAY
from licet.surfaces.api.paging import Pages

Word = "no_restriction_found, conditional, licence_required or prohibited"


class DecisionOut(BaseModel):
    """The answer to an activity: an interval, and everything it rests on."""

    floor: str = Field(description=f"what is certain: {Word}", examples=["conditional"])
    ceiling: str = Field(description=f"what could still be true: {Word}", examples=["prohibited"])
    determined: bool = Field(description="whether floor and ceiling meet", examples=[False])
    outcomes: list[str] = Field(
        description="every outcome that is possible", examples=[["conditional", "prohibited"]]
    )
    activity: dict[str, Any] = Field(
        description="the activity as it was read", examples=[{"activity": "export"}]
    )
    actor: dict[str, Any] = Field(
        description="who acts", examples=[{"kind": "us_person", "name": None}]
    )
    scope: dict[str, Any] = Field(
        description="which lists, law, dates and threshold the answer holds for; what is outside",
        examples=[{"as_of": DAY}],
    )
    regimes: dict[str, dict[str, Any]] = Field(
        description="an interval for each regime, and whether it binds the actor", examples=[{}]
    )
    reasons: list[dict[str, Any]] = Field(
        description="provisions asked, with measures, facts, exceptions and citations",
        examples=[[]],
    )
    conditions: list[str] = Field(description="what must be kept to", examples=[[]])
    duties: list[dict[str, Any]] = Field(
        description="what to block, report or keep; certain or possible", examples=[[]]
    )
    cautions: list[str] = Field(
        description="what moves no outcome and must not be overlooked", examples=[[]]
    )
    questions: list[dict[str, Any]] = Field(
        description="what is unknown, and how far each answer would move the outcome",
        examples=[[]],
    )
    valid_until: dict[str, Any] | None = Field(
        description="the next date on which known law changes the answer", examples=[None]
    )
    flips: list[dict[str, Any]] = Field(
        description="the smallest sets of facts that would change the answer", examples=[[]]
    )
    provenance: dict[str, Any] = Field(
        description="snapshots, packs and version the answer was made from", examples=[{}]
    )
    notice: str = Field(
        description="what the answer is and is not", examples=["Information, no clearance."]
    )


class RecordHead(BaseModel):
    """A record without its content."""

    id: str = Field(description="its id", examples=["8c1f0d9a2b7e4f10"])
    recorded_at: str = Field(description="when (UTC)", examples=["2026-01-05T09:30:00+00:00"])
    recorded_by: str | None = Field(description="who asked", examples=["local"])
    floor: str = Field(description=f"floor of the answer: {Word}", examples=["conditional"])
    ceiling: str = Field(description=f"ceiling of the answer: {Word}", examples=["prohibited"])
    head: str = Field(description="hash at the end of its chain", examples=["9f86d081884c7d65"])
    previous: str | None = Field(
        description="hash at the end of the record before it", examples=[None]
    )


class RecordOut(RecordHead):
    """A record and its content."""

    record: dict[str, Any] = Field(
        description="the record, as `licet decide --record` writes it", examples=[{}]
    )


class RecordsOut(Pages):
    """Records, newest first."""

    records: list[RecordHead] = Field(description="without their content", examples=[[]])


class ReplayOut(BaseModel):
    """A decision made again from its record."""

    same: bool = Field(description="whether all came out the same", examples=[True])
    then: list[str] = Field(
        description="floor and ceiling in the record", examples=[["conditional", "prohibited"]]
    )
    now: list[str] | None = Field(
        description="floor and ceiling now; null where it can't be decided here",
        examples=[["conditional", "prohibited"]],
    )
    record_is_broken: list[str] = Field(
        description="what of the record doesn't fit its own hashes", examples=[[]]
    )
    lacks: list[str] = Field(
        description="what it was made from and isn't here as it was", examples=[[]]
    )
    differs: list[str] = Field(description="what came out otherwise", examples=[[]])
