"""Facts of every kind of act: gathered once for each kind of party, item and licence.

A kind of act is a setting (the act, the party's kind, the licence's kind, an era) with a kind of
item. An era is a time in which the day asked changes none of these facts by itself. Dates of
contracts and licences are no part of a kind: they stand beside the facts, row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl

from licet.core.dates import AsOf, Moment
from licet.decision.activity import Activity
from licet.decision.actors import UK_LEFT_THE_RULES
from licet.decision.alone import by_scope, facts_alone
from licet.exposure.judged.terms import Act, Terms
from licet.goods import table_store
from licet.law.compiled import Line, from_facts
from licet.law.compiled.schema import split
from licet.law.compiled.table import ON
from licet.law.values import Value

if TYPE_CHECKING:
    from licet.decision.workspace import Workspace

VARYING = (
    "licence.issued_on",
    "licence.valid_on_date",
    "licence.four_years_passed",
    "licence.balance_remaining",
    "ear.licence_four_years_over",
)
"""Facts of a licence that belong to the row: its own dates and balance."""
FIRST = date(1900, 1, 1)
PARTY, ITEM = "party:0", "item:"
Row = Mapping[str, Any]
LicenceKind = tuple[str | None, str | None, str | None]
"""What sort of authorisation it is, who issued it, and what goes under it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a kind of act has apart from its item.

    ``places``: countries of the party's confirmed listing; ``reopened``: facts of the actor that
    its listings leave open.
    """

    act: Act
    country: str | None
    region: str | None
    kind: str | None
    licence: LicenceKind | None = None
    places: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """What an item has that law reads."""

    eccn: str | None = None
    usml: bool = False
    origin: str | None = None
    us_content: float | None = None

    def row(self) -> dict[str, Any]:
        """For the data of an activity."""
        return {
            "eccn": self.eccn,
            "usml": self.usml,
            "origin": self.origin,
            "us_content": self.us_content,
        }


def eras(work: Workspace) -> list[date]:
    """First days of the times in which kinds have one set of facts."""
    tables = {edge for t in table_store.listed(work.home) for edge in (t.first, t.issued, t.last)}
    days = {day for day in tables if day}
    return sorted({FIRST, UK_LEFT_THE_RULES, *days, *(day + timedelta(days=1) for day in days)})


def era_of(days: pl.Expr, firsts: Sequence[date]) -> pl.Expr:
    """The number of the era of a day."""
    if len(firsts) == 1:
        return pl.lit(0, pl.Int32)
    return pl.sum_horizontal((days >= first).cast(pl.Int32) for first in firsts[1:])


@dataclass
class Kinds:
    """Fact rows by number; ``rows`` gives the columns of many kinds at once.

    What was gathered stays: a hypothetical case asks only for kinds not met before.
    """

    work: Workspace
    terms: Terms
    known_by: date | None = None
    firsts: list[date] = field(default_factory=list)
    _settings: dict[tuple[Setting, int], int] = field(default_factory=dict)
    _items: dict[tuple[int, Item], int] = field(default_factory=dict)
    _facts: list[dict[str, Value]] = field(default_factory=list)
    _item_facts: list[dict[str, Value]] = field(default_factory=list)
    _frames: dict[str, pl.DataFrame] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the eras once."""
        self.firsts = self.firsts or eras(self.work)

    def add(self, wanted: Iterable[tuple[Setting, int, Item]]) -> list[tuple[int, int]]:
        """Numbers (setting, item) of kinds: a setting in an era, with an item."""
        asked = list(wanted)
        self._gather(asked)
        return [
            (self._settings[setting, era], self._items[self._of_items(setting, era), item])
            for setting, era, item in asked
        ]

    def _of_items(self, setting: Setting, era: int) -> int:
        """Items that are bought have the same facts whoever sells them."""
        return -1 if setting.act == "purchase" else self._settings[setting, era]

    def _gather(self, asked: list[tuple[Setting, int, Item]]) -> None:
        waiting: dict[tuple[Setting, int], dict[Item, None]] = {}
        for setting, era, item in asked:
            waiting.setdefault((setting, era), {})[item] = None
        for (setting, era), items in waiting.items():
            known = (setting, era) in self._settings
            if known:
                base = self._of_items(setting, era)
                fresh = [one for one in items if (base, one) not in self._items]
            else:
                fresh = list(items)
            if known and not fresh:
                continue
            self._one(setting, era, fresh or [Item()], known=known)

    def _one(self, setting: Setting, era: int, items: list[Item], *, known: bool) -> None:
        licence = None
        if setting.licence is not None:
            kind, issuer, moves = setting.licence
            licence = {"kind": kind, "issued_by": issuer, "licence": "any", "moves": moves}
        supplier = {
            "name": "any",
            "country": setting.country,
            "region": setting.region,
            "kind": setting.kind,
        }
        data = self.terms.activity(setting.act, supplier, [i.row() for i in items], licence)
        activity = Activity.model_validate(data)
        places = [(0, word) for word in setting.places]
        asked = AsOf(Moment(self.firsts[era]), self.known_by)
        sheet = facts_alone(activity, self.work, asked, places, setting.reopened)
        told = by_scope(sheet)
        if not known:
            facts = told.get("", {}) | told.get(PARTY, {})
            self._settings[setting, era] = len(self._facts)
            self._facts.append({k: v for k, v in facts.items() if k not in VARYING})
        base = self._of_items(setting, era)
        for place, item in enumerate(items):
            if (base, item) not in self._items:
                self._items[base, item] = len(self._item_facts)
                self._item_facts.append(told.get(f"{ITEM}{place}", {}))
        self._frames.clear()

    def facts_of(self, setting: Setting, day: date) -> Mapping[str, Value]:
        """The facts of a setting on a day, apart from its items."""
        era = sum(first <= day for first in self.firsts) - 1
        self.add([(setting, era, Item())])
        return self._facts[self._settings[setting, era]]

    def rows(self, settings: pl.Series, items: pl.Series) -> pl.DataFrame:
        """The columns of facts of rows, by their numbers of setting and item."""
        own, theirs = self._frame("settings", self._facts), self._frame("items", self._item_facts)
        left = own[settings.cast(pl.UInt32)] if own.width else own
        right = theirs[items.cast(pl.UInt32)] if theirs.width else theirs
        both = [name for name in right.columns if name in left.columns]
        parts = [left.drop(both), right.drop(both), _first(right.select(both), left.select(both))]
        return pl.concat([frame for frame in parts if frame.width], how="horizontal")

    def _frame(self, name: str, facts: list[dict[str, Value]]) -> pl.DataFrame:
        """A row of columns for each number."""
        if name not in self._frames:
            made = from_facts([Line(Moment(FIRST), one) for one in facts])
            self._frames[name] = made.drop(ON, f"{ON}:at")
        return self._frames[name]


def _first(item: pl.DataFrame, own: pl.DataFrame) -> pl.DataFrame:
    """Facts that both know: the item's, where it has any column of the fact."""
    if not item.width:
        return item
    both = pl.concat([item, own.rename(lambda name: f"own {name}")], how="horizontal")
    groups: dict[str, list[str]] = {}
    for name in item.columns:
        groups.setdefault(split(name)[0], []).append(name)
    return both.select(
        pl.when(pl.any_horizontal(pl.col(group).is_not_null()))
        .then(pl.col(name))
        .otherwise(pl.col(f"own {name}"))
        .alias(name)
        for group in groups.values()
        for name in group
    )
