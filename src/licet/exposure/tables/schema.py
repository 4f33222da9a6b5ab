"""The one documented schema of a programme's tables, as ``schema.yaml`` has it.

Template, guide, header guessing and checks all read it from here, so that they can't differ.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal, cast

import yaml

Type = Literal["id", "text", "number", "percent", "yes_no", "day", "country", "currency", "word"]
TYPE_WORDS: dict[Type, str] = {
    "id": "number or short name",
    "text": "text",
    "number": "number",
    "percent": "percent, 0 to 100",
    "yes_no": "yes or no",
    "day": "day, as 2020-12-14",
    "country": "country, name or ISO code",
    "currency": "currency, three letters",
    "word": "one of the words named",
}
COMMON = ("source", "illustrative", "note")
"""Columns that every table may have: where a row was taken from, whether it is made up, a note."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``lost`` is what follows from an unreadable cell; ``fatal``: the row goes.

    ``unit``: other headers of it with the factor their unit needs. ``values``: the words of a
    column of words, each with its other spellings.
    """

    name: str
    type: Type
    means: str
    required: bool = False
    words: tuple[str, ...] = ()
    lost: str = "the cell counts as empty"
    fatal: bool = False
    least: float | None = None
    above: float | None = None
    unit: dict[str, float] = field(default_factory=dict)
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its meaning, the words a sheet of it is called by, its columns."""

    name: str
    means: str
    words: tuple[str, ...]
    columns: dict[str, Column]

    @property
    def required(self) -> list[str]:
        """Columns without which a row can't be used."""
        return [column.name for column in self.columns.values() if column.required]


@cache
def tables() -> dict[str, Table]:
    """All tables by name, in the order of the guide."""
    text = resources.files("licet.exposure.tables").joinpath("schema.yaml").read_text("utf-8")
    # CBaseLoader keeps every scalar as text, so that a header `on` stays the word it is
    data: dict[str, Any] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506
    return {name: _table(name, told) for name, told in data.items()}


def _table(name: str, told: dict[str, Any]) -> Table:
    columns = {key: _column(key, one) for key, one in told["columns"].items()}
    return Table(name, told["means"], tuple(told["words"]), {**columns, **_common()})


def _column(name: str, told: dict[str, Any]) -> Column:
    return Column(
        name=name,
        type=cast(Type, told["type"]),
        means=told["means"],
        required=told.get("required") == "yes",
        words=tuple(told.get("words", ())),
        lost=told.get("lost", "the cell counts as empty"),
        fatal="yes" in {told.get("required"), told.get("fatal")},
        least=float(told["least"]) if "least" in told else None,
        above=float(told["above"]) if "above" in told else None,
        unit={word: float(factor) for word, factor in told.get("unit", {}).items()},
        values={word: tuple(also) for word, also in told.get("values", {}).items()},
    )


def _common() -> dict[str, Column]:
    made = (
        Column("source", "text", "where the row was taken from", words=("reference", "citation")),
        Column("illustrative", "yes_no", "whether the row is made up", words=("invented",)),
        Column("note", "text", "a note", words=("notes", "remark", "remarks", "comment")),
    )
    return {column.name: column for column in made}
