"""The learned scorer: a table of points for each feature, and the score its sum stands for.

A sum of one monotone step function for each feature (a generalised additive model, T. Hastie and
R. Tibshirani, 1986), learned by boosted stumps. ``scorer.json`` is made by ``python -m
benchmarks.train scorer``, which names its data; it is plain numbers, to be read and reviewed.
Points are multiples of 1/1024, so that their sum is exact in any order.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

import numpy as np

from licet.screening.features import FEATURES
from licet.screening.kernel.tables import Points
from licet.screening.packed import Floats


@dataclass(frozen=True)
class Scorer:
    """For each feature its edges and the points from each edge on; then points to score."""

    start: float
    edges: tuple[Floats, ...]
    points: tuple[Floats, ...]
    ladder_points: Floats
    ladder_score: Floats

    @cached_property
    def arrays(self) -> Points:
        """As the loops read it."""
        at = np.concatenate([[0], np.cumsum([len(one) for one in self.edges])])
        return Points(
            self.start, at.astype(np.int64), np.concatenate(self.edges),
            np.concatenate(self.points), self.ladder_points, self.ladder_score,
        )  # fmt: skip

    def parts(self, columns: list[Floats]) -> list[Floats]:
        """P points of each feature."""
        return [
            points[np.searchsorted(edges, column, "right")]
            for edges, points, column in zip(self.edges, self.points, columns, strict=True)
        ]

    def costs(self, columns: list[Floats]) -> list[Floats]:
        """P scores that each feature takes away, against its best value."""
        parts = self.parts(columns)
        total = self.start + sum(parts, np.zeros(len(columns[0])))
        now = self.of_points(total)
        return [
            self.of_points(total - part + points.max()) - now
            for part, points in zip(parts, self.points, strict=True)
        ]

    def of_points(self, total: Floats) -> Floats:
        """Scores of sums of points: straight lines between the rungs of the ladder."""
        result: Floats = np.interp(total, self.ladder_points, self.ladder_score)
        return np.round(result * 4096) / 4096


@cache
def shipped() -> tuple[Scorer, Scorer]:
    """The scorers that come with licet: for organisations, vessels and the rest; for persons."""
    text = (resources.files("licet") / "screening" / "scorer.json").read_text(encoding="utf-8")
    raw = json.loads(text)
    return _of(raw["other"], raw["ladder"]), _of(raw["person"], raw["ladder"])


@cache
def digest() -> str:
    """The first digits of the SHA-256 of the scorers' table."""
    path = resources.files("licet") / "screening" / "scorer.json"
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def _of(raw: dict[str, Any], ladder: list[list[float]]) -> Scorer:
    tables = [raw["features"][name] for name in FEATURES]
    return Scorer(
        raw["start"],
        tuple(np.array(one["edges"], np.float64) for one in tables),
        tuple(np.array(one["points"], np.float64) for one in tables),
        np.array([rung[0] for rung in ladder], np.float64),
        np.array([rung[1] for rung in ladder], np.float64),
    )


def arrays() -> tuple[Points, Points]:
    """Both scorers as the loops read them."""
    other, person = shipped()
    return other.arrays, person.arrays
