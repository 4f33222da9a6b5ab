"""Choose the threshold for a budget, and measure what it finds and costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    """A threshold: alerts per 1,000 records, and recall of hidden aliases by kind and of all."""

    threshold: float
    alerts: Share
    recall: dict[str, Share]


@dataclass(frozen=True)
class Seen:
    """The records and hidden aliases as a search from one lowest score on sees them."""

    customers: Customers
    aliases: tuple[Asked, ...]

    @property
    def scores(self) -> Floats:
        """The score of each hidden alias's own party."""
        return np.array([one.score for one in self.aliases], np.float64)


@dataclass(frozen=True)
class Tuned:
    """Everything that was measured.

    ``wide`` is the search from the lowest score on: the threshold is chosen and the table made
    from it. A search at a threshold follows up fewer names; ``chosen``, ``default`` and what is
    told by group are measured at the thresholds themselves, as ``licet screen`` has them.
    """

    settings: Settings
    choice: Choice
    wide: Seen
    at: Seen
    chosen: Point
    default: Point
    thresholds: tuple[Point, ...]
    alias_sizes: dict[str, int]
    parties_asked: int
    across: dict[str, Share]
    by_customer: dict[str, list[Group]]
    by_alias: dict[str, list[Group]]
    noise: list[Noisy]


def tune(listed: Listed, frame: pl.DataFrame, settings: Settings) -> Tuned:
    """Measure the lists and the records, choose the threshold, and measure it.

    ``frame``: record_id and name, and kind, country, birth_date, identifiers where given. Raises
    BadInputError for a budget outside 0 to 1,000 and for records of which none can be screened.
    """
    check_budget(settings.alerts_per_1000)
    customers = screened(listed.index, frame)
    choice = choose(customers.best, settings.alerts_per_1000)
    asked, sizes = hidden_aliases(listed, settings.aliases, settings.seed)
    pairs, pair_sizes = across_lists(listed, settings.across, settings.seed)
    wide = Seen(customers, tuple(asked))
    at = {t: _seen_at(listed, frame, wide, t) for t in {choice.threshold, DEFAULT}}
    seen = at[choice.threshold]
    return Tuned(
        settings=settings,
        choice=choice,
        wide=wide,
        at=seen,
        chosen=_point(seen, sizes, choice.threshold),
        default=_point(at[DEFAULT], sizes, DEFAULT),
        thresholds=tuple(_point(wide, sizes, t) for t in TABLE),
        alias_sizes=sizes,
        parties_asked=len({int(listed.row_party[one.row]) for one in asked}),
        across=_recall(pairs, pair_sizes, choice.threshold),
        by_customer=customers_by(seen.customers, choice.threshold),
        by_alias=aliases_by(listed, seen.aliases, choice.threshold),
        noise=misspelt(listed, choice.threshold, settings.noisy, settings.seed),
    )


def _seen_at(listed: Listed, frame: pl.DataFrame, wide: Seen, threshold: float) -> Seen:
    """The same records and aliases, searched at the threshold itself."""
    again = (
        replace(one, score=own_score(listed, one.row, listed.hidden(one.row), threshold))
        for one in wide.aliases
    )
    return Seen(screened(listed.index, frame, threshold), tuple(again))


def _point(seen: Seen, sizes: dict[str, int], at: float) -> Point:
    best = seen.customers.best
    return Point(at, rate(alerting(best, at), len(best)), _recall(seen.aliases, sizes, at))


def _recall(asked: Sequence[Asked], sizes: dict[str, int], threshold: float) -> dict[str, Share]:
    """Recall by kind, and of all weighted by how many names of each kind the lists hold."""
    parts = {}
    for kind, size in sizes.items():
        scores = [one.score for one in asked if one.kind == kind]
        parts[kind] = (sum(score >= threshold for score in scores), len(scores), float(size))
    found = {kind: wilson(hit, of) for kind, (hit, of, _) in parts.items()}
    return {**found, "all": weighted(list(parts.values()))}
