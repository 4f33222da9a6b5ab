"""Which columns of a user's own table tell what: shown to a person, confirmed, kept as YAML."""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from licet.core.errors import BadInputError, nearest
from licet.core.listing import Kind
from licet.core.measures import MEASURES
from licet.lists.exchange.own_cells import Shape
from licet.lists.exchange.own_words import HEADERS

FIELDS = tuple(HEADERS)
_SINGLE = ("id", "name", "given_name", "family_name", "kind", "listed_date", "expires_date")
MEND = (
    "If it is a list of your own, run `licet lists map FILE`, check the mapping it writes, and "
    "give that with --mapping."
)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which columns of a table tell what, and how the table is written.

    ``columns`` holds header texts by field (see ``FIELDS``); ``why`` says in words what each guess
    rests on, and isn't read again. ``day_first`` is the order of 03/04/2020; None where the cells
    don't tell, and then such a day stays open. ``measure`` is an id of ``core.measures`` that
    every entry gets; a user's own list has none by itself.
    """

    columns: dict[str, tuple[str, ...]]
    shape: Shape = field(default_factory=Shape)
    day_first: bool | None = None
    kind: Kind = "unknown"
    measure: str | None = None
    why: dict[str, str] = field(default_factory=dict)

    def to_yaml(self) -> str:
        """The mapping as a person reads and confirms it."""
        shape = {k: v for k, v in self.shape.as_dict().items() if v is not None}
        data = {
            "columns": {name: list(labels) for name, labels in self.columns.items()},
            **shape,
            "day_first": self.day_first,
            "kind": self.kind,
            "measure": self.measure,
            "why": dict(self.why),
        }
        return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)

    @classmethod
    def from_yaml(cls, text: str, name: str = "the mapping") -> Mapping:
        """Read a mapping; raises BadInputError for an unknown field, kind or measure."""
        try:
            data = yaml.safe_load(text)
        except yaml.YAMLError:
            data = None
        if not isinstance(data, dict) or not isinstance(data.get("columns"), dict):
            raise BadInputError("is no YAML with columns.", where=name, mend=MEND)
        columns = {str(k): _labels(v) for k, v in data["columns"].items()}
        made = cls(
            columns=columns,
            shape=Shape.of(data, name),
            day_first=data.get("day_first"),
            kind=data.get("kind") or "unknown",
            measure=data.get("measure"),
            why={str(k): str(v) for k, v in (data.get("why") or {}).items()},
        )
        made.check(name)
        return made

    def check(self, name: str) -> None:
        """Raise BadInputError for what no table can be read with."""
        for one in self.columns:
            if one not in FIELDS:
                raise BadInputError(
                    f"'{one}' is no field, {nearest(one, FIELDS)}known are {', '.join(FIELDS)}.",
                    where=name,
                )
        for one in _SINGLE:
            if len(self.columns.get(one, ())) > 1:
                raise BadInputError(f"the field '{one}' takes one column.", where=name)
        if not any(self.columns.get(one) for one in ("name", "family_name")):
            raise BadInputError("no column holds the name.", where=name, mend="Name it.")
        if self.day_first not in {True, False, None}:
            raise BadInputError("day_first is true, false or null.", where=name)
        if self.measure is not None and self.measure not in MEASURES:
            raise BadInputError(
                f"'{self.measure}' is no measure, {nearest(str(self.measure), MEASURES)}"
                "ids stand in core.measures.",
                where=name,
            )


def _labels(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)
