"""Choose the threshold for a budget, and measure what it finds and costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from licet.screening.model import DEFAULT
from licet.screening.packed import Floats
from licet.screening.tuning.aliases import Asked, across_lists, hidden_aliases, own_score
from licet.screening.tuning.budget import Choice, alerting, check_budget, choose
from licet.screening.tuning.customers import Customers, screened
from licet.screening.tuning.groups import Group, aliases_by, customers_by
from licet.screening.tuning.intervals import Share, rate, weighted, wilson
from licet.screening.tuning.listed import Listed
from licet.screening.tuning.misspelt import Noisy, misspelt

if TYPE_CHECKING:
    import polars as pl

SEED = 20_201_214
TABLE = tuple(n / 100 for n in range(60, 100))
"""Thresholds of the report's table."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The budget, and how many names are asked for: aliases, pairs and noisy names of each kind."""

    alerts_per_1000: float
    aliases: int = 300
    across: int = 100
    noisy: int = 150
    line: int = 20
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class Point:
    """A threshold: alerts per 1,000 records, and the recall of hidden aliases by kind and of all."""

    threshold: float
    alerts: Share
    recall: dict[str, Share]


@dataclass(frozen=True, slots=True)
class Checked:
    """Screening run again at the chosen threshold itself: records that alert, aliases found."""

    alerts: int
    found: int


@dataclass(frozen=True)
class Tuned:
    """Everything that was measured."""

    settings: Settings
    choice: Choice
    chosen: Point
    default: Point
    checked: Checked
    thresholds: tuple[Point, ...]
    customers: Customers
    aliases: tuple[Asked, ...]
    alias_sizes: dict[str, int]
    parties_asked: int
    across: Share
    across_by_kind: dict[str, Share]
    by_customer: dict[str, list[Group]]
    by_alias: dict[str, list[Group]]
    noise: list[Noisy]

    @property
    def alias_scores(self) -> Floats:
        """The score of each hidden alias's own party."""
        return np.array([one.score for one in self.aliases], np.float64)


def tune(listed: Listed, frame: pl.DataFrame, settings: Settings) -> Tuned:
    """Measure the lists and the records, choose the threshold, and measure it.

    ``frame``: record_id and name, and kind, country, birth_date where given, all text. Raises
    BadInputError for a budget outside 0 to 1,000 and for records of which none can be screened.
    """
    check_budget(settings.alerts_per_1000)
    customers = screened(listed.index, frame)
    choice = choose(customers.best, settings.alerts_per_1000)
    asked, sizes = hidden_aliases(listed, settings.aliases, settings.seed)
    pairs, pair_sizes = across_lists(listed, settings.across, settings.seed)
    over = _recall(pairs, pair_sizes, choice.threshold)
    points = {t: _point(customers, asked, sizes, t) for t in (*TABLE, DEFAULT, choice.threshold)}
    return Tuned(
        settings,
        choice,
        points[choice.threshold],
        points[DEFAULT],
        _check(listed, frame, asked, choice.threshold),
        tuple(points[t] for t in TABLE),
        customers,
        tuple(asked),
        sizes,
        len({int(listed.row_party[one.row]) for one in asked}),
        over.pop("all"),
        over,
        customers_by(customers, choice.threshold),
        aliases_by(listed, asked, choice.threshold),
        misspelt(listed, choice.threshold, settings.noisy, settings.seed),
    )


def _point(customers: Customers, asked: list[Asked], sizes: dict[str, int], at: float) -> Point:
    alerts = rate(alerting(customers.best, at), len(customers.best))
    return Point(at, alerts, _recall(asked, sizes, at))


def _recall(asked: list[Asked], sizes: dict[str, int], threshold: float) -> dict[str, Share]:
    """Recall by kind, and of all weighted by how many names of each kind the lists hold."""
    parts = {}
    for kind, size in sizes.items():
        scores = [one.score for one in asked if one.kind == kind]
        parts[kind] = (sum(score >= threshold for score in scores), len(scores), float(size))
    found = {kind: wilson(hit, of) for kind, (hit, of, _) in parts.items()}
    return {**found, "all": weighted(list(parts.values()))}


def _check(listed: Listed, frame: pl.DataFrame, asked: list[Asked], threshold: float) -> Checked:
    """A higher threshold lets the search look at fewer names: count what it really shows."""
    again = screened(listed.index, frame, threshold)
    names = (own_score(listed, one.row, listed.hidden(one.row), threshold) for one in asked)
    return Checked(alerting(again.best, threshold), sum(score >= threshold for score in names))
