"""The same measure for each group: script of the name, kind, country, strength of the alias."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from licet.screening.packed import Floats
from licet.screening.tuning.aliases import Asked
from licet.screening.tuning.customers import Customers, Record
from licet.screening.tuning.intervals import Share, rate, wilson
from licet.screening.tuning.listed import Listed
from licet.screening.tuning.scripts import script

SMALLEST = 10
"""Smaller groups say nothing of a rate, and much of the one person in them."""

MOST = 15
OTHERS = "all others"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of records or aliases, and its share at the threshold."""

    group: str
    share: Share


def customers_by(customers: Customers, threshold: float) -> dict[str, list[Group]]:
    """Alerts per 1,000 records by script of the name, kind and country given."""
    hits = (customers.best >= threshold).tolist()
    labels: dict[str, Callable[[Record], str]] = {
        "script": lambda one: one.script,
        "kind": lambda one: one.kind,
        "country": lambda one: one.country,
    }
    return {
        title: _shares(zip(map(label, customers.records), hits, strict=True), rate)
        for title, label in labels.items()
    }


def aliases_by(listed: Listed, asked: Sequence[Asked], threshold: float) -> dict[str, list[Group]]:
    """Recall of hidden aliases by script, kind, country of the listing, strength."""
    weak = listed.index.row_weak
    labels: dict[str, Callable[[Asked], str]] = {
        "script": lambda one: script(listed.texts[one.row]),
        "kind": lambda one: one.kind,
        "country": lambda one: (listed.countries(one.row) or ["not given"])[0],
        "strength": lambda one: "weak" if weak[one.row] else "strong",
    }
    return {
        title: _shares(((label(one), one.score >= threshold) for one in asked), wilson)
        for title, label in labels.items()
    }


def _shares(marked: Iterable[tuple[str, bool]], share: Callable[[int, int], Share]) -> list[Group]:
    """Groups from the largest on; the small ones and those beyond the first few together."""
    marks: dict[str, list[bool]] = defaultdict(list)
    for group, hit in marked:
        marks[group].append(hit)
    order = sorted(marks, key=lambda one: (-len(marks[one]), one))
    small = [one for n, one in enumerate(order) if n >= MOST or len(marks[one]) < SMALLEST]
    rest = [hit for one in small for hit in marks[one]]
    found = [
        Group(one, share(sum(marks[one]), len(marks[one]))) for one in order if one not in small
    ]
    return [*found, Group(OTHERS, share(sum(rest), len(rest)))] if rest else found


def histogram(scores: Floats, edges: Floats) -> list[float]:
    """Shares of the scores in each bin: the first holds all below the first edge, the last 1.0."""
    if not len(scores):
        return [0.0] * (len(edges) + 1)
    counts = np.bincount(np.searchsorted(edges, scores, "right"), minlength=len(edges) + 1)
    return [round(float(one), 6) for one in counts / len(scores)]
